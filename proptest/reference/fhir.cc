// The functions that the FHIR specification adds (FHIR page, "Additional functions"), without those
// of profiles (profiles.cc) and of terminologies (terminologies.cc).

#include "proptest/reference/functions.h"
#include "runtime/diagnostic/try.h"
#include "runtime/function/html.h"

namespace kiln::core::reference::functions {
namespace {

/// The member's System value as a String, if it is one.
Expected<std::optional<std::string>> text_member(Call& call, const Item& item,
                                                 std::string_view name) {
  KILN_TRY(const Collection members, call.evaluation.members(Collection{item}, name));
  if (members.size() != 1) return std::nullopt;
  KILN_TRY(const std::optional<Item> value, call.evaluation.value(members.front()));
  const auto* text = value ? std::get_if<std::string>(&*value) : nullptr;
  return text == nullptr ? std::nullopt : std::optional(*text);
}

/// Whether an item is a FHIR primitive; without a model, a JSON scalar or what stands for one.
bool is_primitive(const Call& call, const Item& item) {
  const Node* node = std::get_if<Node>(&item);
  if (node == nullptr) return false;
  const Model* model = call.evaluation.model();
  if (model != nullptr && node->type != kNoType) {
    return model->kind(node->type) == TypeKind::Primitive;
  }
  return node->document->kind(node->index) != NodeKind::Object;
}

/// The extensions of an item that have this url.
Expected<Collection> extensions(Call& call, const Item& item, std::string_view url) {
  KILN_TRY(const Collection all, call.evaluation.members(Collection{item}, "extension"));
  Collection found;
  for (const Item& extension : all) {
    KILN_TRY(const std::optional<std::string> own, text_member(call, extension, "url"));
    if (own == url) found.push_back(extension);
  }
  return found;
}

/// What the reference in an item names; nullptr document: nothing.
Expected<Node> target_of(Call& call, const Item& item) {
  KILN_CHECK(call.evaluation.charge());
  KILN_TRY(std::optional<std::string> reference, text_member(call, item, "reference"));
  if (!reference) {
    KILN_TRY(const std::optional<Item> value, call.evaluation.value(item));
    const auto* text = value ? std::get_if<std::string>(&*value) : nullptr;
    if (text == nullptr) return Node{};
    reference = *text;
  }
  const Node* node = std::get_if<Node>(&item);
  const std::optional<Node>& context = call.evaluation.focus().context;
  if (node == nullptr && !context) return Node{};
  return call.evaluation.resolve(*reference, node != nullptr ? *node : *context);
}

}  // namespace

Expected<Collection> Extension(Call& call) {
  KILN_TRY(const std::optional<std::string> url, call.string_argument(0));
  Collection found;
  if (!url) return found;
  for (const Item& item : call.input) {
    KILN_TRY(const Collection own, extensions(call, item, *url));
    found.insert(found.end(), own.begin(), own.end());
  }
  return found;
}

Expected<Collection> HasValue(Call& call) {
  if (call.input.size() != 1 || !is_primitive(call, call.input.front())) return none();
  return one(has_value(std::get<Node>(call.input.front())));
}

Expected<Collection> GetValue(Call& call) {
  if (call.input.size() != 1 || !is_primitive(call, call.input.front())) return none();
  KILN_TRY(const std::optional<Item> value, call.evaluation.value(call.input.front()));
  return one(value);
}

/// What cannot be resolved is left out. Where the host has no answer yet, the references behind are
/// asked for too, so that it can fetch them all at once; the first of them is the error.
Expected<Collection> Resolve(Call& call) {
  Collection found;
  std::optional<Error> pending;
  for (const Item& item : call.input) {
    const Expected<Node> target = target_of(call, item);
    if (!target && target.error().code == ErrorCode::Pending) {
      if (!pending) pending = target.error();
      continue;
    }
    if (pending) {
      if (target) continue;
      return std::unexpected(*pending);
    }
    if (!target) return std::unexpected(target.error());
    if (target->document != nullptr) found.emplace_back(*target);
  }
  if (pending) return std::unexpected(*pending);
  return found;
}

/// Every argument may name several extensions, with commas between them.
Expected<Collection> CheckModifiers(Call& call) {
  std::vector<std::string> allowed;
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    KILN_TRY(const std::optional<std::string> names, call.string_argument(i));
    if (!names) return fail(ErrorCode::ArgumentValue, "checkModifiers() needs the allowed urls");
    for (std::size_t begin = 0; begin <= names->size();) {
      const std::size_t comma = std::min(names->find(',', begin), names->size());
      std::string name = names->substr(begin, comma - begin);
      name.erase(0, name.find_first_not_of(' '));
      name.erase(name.find_last_not_of(' ') + 1);
      allowed.push_back(std::move(name));
      begin = comma + 1;
    }
  }
  KILN_TRY(const Collection modifiers, call.evaluation.members(call.input, "modifierExtension"));
  for (const Item& modifier : modifiers) {
    KILN_TRY(const std::optional<std::string> url, text_member(call, modifier, "url"));
    if (std::ranges::find(allowed, url.value_or("")) == allowed.end()) {
      return fail(ErrorCode::ModifierExtension,
                  "the modifier extension '" + url.value_or("") + "' is not allowed here");
    }
  }
  return call.input;
}

Expected<Collection> HtmlChecks(Call& call) {
  if (call.input.size() != 1) return none();
  const Item& item = call.input.front();
  KILN_TRY(const std::optional<Item> value, call.evaluation.value(item));
  const auto* text = value ? std::get_if<std::string>(&*value) : nullptr;
  if (text == nullptr) return none();
  const Node* node = std::get_if<Node>(&item);
  const Model* model = call.evaluation.model();
  const bool is_narrative = node != nullptr && model != nullptr && node->type != kNoType &&
                            model->name(node->type) == "xhtml";
  return one(html_checks(*text, is_narrative ? Html::Narrative : Html::Fragment));
}

/// A CDA templateId cannot be told without CDA's own definitions.
Expected<Collection> HasTemplateIdOf(Call&) {
  return fail(ErrorCode::Unsupported, "hasTemplateIdOf() needs the CDA model, which Kiln has not");
}

}  // namespace kiln::core::reference::functions
