// The functions that the FHIR specification adds (FHIR page, "Additional functions"), without those
// of profiles (profiles.cc) and of terminologies (terminologies.cc).

#include <algorithm>

#include "model/names.h"
#include "model/types.h"
#include "runtime/builtin/builtins.h"
#include "runtime/builtin/navigation.h"
#include "runtime/diagnostic/try.h"
#include "runtime/function/html.h"
#include "runtime/item/system_value.h"

namespace kiln::core::builtins {
namespace {

/// Whether an item is a FHIR primitive; without a model, a JSON scalar or what stands for one.
bool is_primitive(const Model* model, const Item& item) {
  if (!item.is_node()) return false;
  if (model != nullptr && item.type() != kNoType) {
    return model->kind(item.type()) == TypeKind::Primitive;
  }
  return item.document()->kind(item.index()) != NodeKind::Object;
}

/// The one item of the input if it is a primitive, else None.
Item only_primitive(const BuiltinCall& call) {
  const bool is_one =
      call.input.size() == 1 && is_primitive(call.evaluation.model(), call.input.front());
  return is_one ? call.input.front() : Item();
}

/// The reference that an item is, or that stands in its member `reference`.
Expected<std::optional<std::string_view>> reference_text(Evaluation& evaluation, const Item& item) {
  KILN_TRY(const auto member, string_member(evaluation, item, name::reference));
  if (member) return member;
  return string_value(evaluation, item);
}

/// What the reference in an item names; nullptr document: nothing.
Expected<Node> target_of(Evaluation& evaluation, const Item& item) {
  KILN_CHECK(evaluation.charge());
  KILN_TRY(const std::optional<std::string_view> reference, reference_text(evaluation, item));
  const std::optional<Node>& context = evaluation.context();
  if (!reference || (!item.is_node() && !context)) return Node{};
  return evaluation.resolve(*reference, item.is_node() ? item.as_node() : *context);
}

std::string_view without_spaces(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

/// Appends the urls in a text that has commas between them.
void append_urls(std::string_view text, ItemList& urls) {
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t comma = std::min(text.find(',', begin), text.size());
    urls.append(Item::string(without_spaces(text.substr(begin, comma - begin))));
    begin = comma + 1;
  }
}

}  // namespace

Expected<Items> Extension(const BuiltinCall& call) {
  KILN_TRY(const std::optional<std::string_view> url, call.string_argument(0));
  if (!url) return call.none();
  Evaluation& evaluation = call.evaluation;
  ItemList found(evaluation.arena());
  ItemList extensions(evaluation.arena());
  for (const Item& item : call.input) {
    extensions.clear();
    KILN_CHECK(append_members(evaluation, item, name::extension, extensions));
    for (const Item& extension : extensions.items()) {
      KILN_TRY(const auto own, string_member(evaluation, extension, name::url));
      if (own == url) found.append(extension);
    }
  }
  return found.items();
}

Expected<Items> HasValue(const BuiltinCall& call) {
  const Item primitive = only_primitive(call);
  return primitive.is_none() ? call.none() : call.one(has_value(primitive.as_node()));
}

Expected<Items> GetValue(const BuiltinCall& call) {
  const Item primitive = only_primitive(call);
  if (primitive.is_none()) return call.none();
  KILN_TRY(const Item value,
           system_value(call.evaluation.model(), primitive, call.evaluation.arena()));
  return call.one(value);
}

/// What cannot be resolved is left out. Of a collection all that is pending is asked for, up to the
/// first other error; the first pending one is the result, for it stands before that.
Expected<Items> Resolve(const BuiltinCall& call) {
  ItemList found(call.evaluation.arena());
  std::optional<Error> error;
  for (const Item& item : call.input) {
    Expected<Node> target = target_of(call.evaluation, item);
    if (!target) {
      const bool goes_on = target.error().code == ErrorCode::Pending;
      if (!error) error = std::move(target).error();
      if (!goes_on) break;
    } else if (target->document != nullptr) {
      found.append(Item::node(*target));
    }
  }
  if (error) return std::unexpected(*std::move(error));
  return found.items();
}

/// Every argument may name several extensions, with commas between them.
Expected<Items> CheckModifiers(const BuiltinCall& call) {
  Evaluation& evaluation = call.evaluation;
  ItemList allowed(evaluation.arena());
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    KILN_TRY(const std::optional<std::string_view> urls, call.string_argument(i));
    if (!urls) return fail(ErrorCode::ArgumentValue, "checkModifiers() needs the allowed urls");
    append_urls(*urls, allowed);
  }
  ItemList modifiers(evaluation.arena());
  for (const Item& item : call.input) {
    KILN_CHECK(append_members(evaluation, item, name::modifierExtension, modifiers));
  }
  for (const Item& modifier : modifiers.items()) {
    KILN_TRY(const auto own, string_member(evaluation, modifier, name::url));
    const std::string_view url = own.value_or("");
    KILN_CHECK(evaluation.charge(allowed.size()));
    const auto is_own = [&](const Item& other) { return other.as_string() == url; };
    if (std::ranges::none_of(allowed.items(), is_own)) {
      return fail(ErrorCode::ModifierExtension,
                  "the modifier extension '" + std::string(url) + "' is not allowed here");
    }
  }
  return call.input;
}

Expected<Items> HtmlChecks(const BuiltinCall& call) {
  if (call.input.size() != 1) return call.none();
  const Item& item = call.input.front();
  KILN_TRY(const std::optional<std::string_view> text, string_value(call.evaluation, item));
  if (!text) return call.none();
  KILN_CHECK(call.evaluation.charge_text(text->size()));
  const bool is_narrative = item.is_node() && item.type() == fhir_type::xhtml;
  return call.one(html_checks(*text, is_narrative ? Html::Narrative : Html::Fragment));
}

/// A CDA templateId cannot be told without CDA's own definitions.
Expected<Items> HasTemplateIdOf(const BuiltinCall&) {
  return fail(ErrorCode::Unsupported, "hasTemplateIdOf() needs the CDA model, which Kiln has not");
}

}  // namespace kiln::core::builtins
