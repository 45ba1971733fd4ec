// MemoryTerminology: $validate-code, on value sets and code systems.

#include <algorithm>

#include "runtime/function/string.h"
#include "runtime/terminology/argument.h"
#include "runtime/terminology/composition.h"
#include "runtime/terminology/memory.h"
#include "runtime/terminology/parameters.h"
#include "runtime/terminology/query.h"

namespace kiln::core {

using namespace terminology;

namespace {

/// A code in its code system, or in the one value set that it was looked for in.
struct Validation {
  bool result = false;
  std::string message;
  const Coding* coding = nullptr;  ///< the one that was found
  std::string_view system;
  std::string_view display;
};

Expected<Document> to_parameters(const Validation& validation) {
  ParametersWriter writer;
  writer.boolean("result", validation.result);
  writer.text("message", "String", validation.message);
  writer.text("display", "String", validation.display);
  if (validation.coding != nullptr) {
    writer.text("code", "Code", validation.coding->code);
    writer.text("system", "Uri", validation.system);
  }
  return std::move(writer).finish();
}

void append_displays(ElementView entry, std::vector<std::string_view>& out) {
  out.push_back(entry.text("display"));
  for (const ElementView designation : entry.items("designation")) {
    out.push_back(designation.text("value"));
  }
}

/// What a code may be shown as, the best first: by its code system, if that is loaded, and by the
/// entries of a value set that list it.
std::vector<std::string_view> displays_of(const CodeSystem* source, const ValueSet* value_set,
                                          std::string_view system, std::string_view code,
                                          std::string_view language) {
  std::vector<std::string_view> displays;
  if (const auto found = source ? source->find(code) : std::nullopt) {
    const Concept& row = source->concepts()[*found];
    displays.push_back(source->display(row, language));
    append_displays(row.element, displays);
  }
  if (value_set != nullptr) {
    for (const Include& include : value_set->includes()) {
      const auto listed = include.position_of.find(code);
      if (include.system != system || listed == include.position_of.end()) continue;
      append_displays(include.listed[listed->second], displays);
    }
  }
  std::erase(displays, std::string_view());
  return displays;
}

/// `coding` was found in `system`. It is valid if it came without a display, or with a known one.
void accept(const Coding& coding, std::string_view system,
            const std::vector<std::string_view>& displays, Validation& validation) {
  validation.coding = &coding;
  validation.system = system;
  validation.display = displays.empty() ? std::string_view() : displays.front();
  const std::string given = strings::lower(coding.display);
  validation.result = given.empty() || displays.empty() ||
                      std::ranges::any_of(displays, [&given](std::string_view display) {
                        return strings::lower(display) == given;
                      });
  validation.message.clear();
  if (!validation.result) {
    validation.message =
        "display " + quoted(coding.display) + " is not one of code " + quoted(coding.code);
  }
}

/// The system of a coding, or the only one that the value set draws from.
Expected<std::string_view> system_of(const Coding& coding, const Composition& composition,
                                     const ValueSet& value_set) {
  if (!coding.system.empty()) return coding.system;
  const auto systems = composition.systems(value_set);
  if (!systems) return std::unexpected(systems.error());
  if (systems->size() == 1) return systems->front();
  return unanswered("code " + quoted(coding.code) +
                    " has no system, and the value set draws from several or from none");
}

}  // namespace

Expected<Document> MemoryTerminology::validate_vs(const ResourceArgument& argument,
                                                  std::span<const Coding> codings,
                                                  std::string_view parameters) const {
  constexpr std::string_view kSupported[] = {"displayLanguage", "abstract"};
  const Expected<Query> query = Query::parse(parameters, kSupported);
  if (!query) return std::unexpected(query.error());
  const auto value_set =
      Argument<ValueSet>::resolve(definitions_->value_sets, argument, "ValueSet");
  if (!value_set) return std::unexpected(value_set.error());

  const Composition composition(*definitions_, {.abstract = query->is_true("abstract")});
  Validation validation;
  validation.message = "no coding is in value set " + quoted(value_set->get().url());
  std::optional<Error> undecided;
  for (const Coding& coding : codings) {
    const Expected<std::string_view> system = system_of(coding, composition, value_set->get());
    const Expected<bool> contained =
        system ? composition.contains(value_set->get(), *system, coding.code)
               : Expected<bool>(std::unexpected(system.error()));
    if (!contained && !undecided) undecided = contained.error();
    if (!contained || !*contained) continue;
    const CodeSystem* source = definitions_->code_systems.find({*system, coding.version});
    accept(coding, *system,
           displays_of(source, &value_set->get(), *system, coding.code,
                       query->text("displayLanguage")),
           validation);
    if (validation.result) break;
  }
  if (validation.coding == nullptr && undecided) return std::unexpected(*std::move(undecided));
  return to_parameters(validation);
}

Expected<Document> MemoryTerminology::validate_cs(const ResourceArgument& argument,
                                                  std::span<const Coding> codings,
                                                  std::string_view parameters) const {
  constexpr std::string_view kSupported[] = {"displayLanguage", "abstract"};
  const Expected<Query> query = Query::parse(parameters, kSupported);
  if (!query) return std::unexpected(query.error());
  const auto source =
      Argument<CodeSystem>::resolve(definitions_->code_systems, argument, "CodeSystem");
  if (!source) return std::unexpected(source.error());

  Validation validation;
  validation.message = "no coding is in code system " + quoted(source->get().url());
  bool is_decided = true;
  for (const Coding& coding : codings) {
    if (!coding.system.empty() && coding.system != source->get().url()) continue;
    const std::optional<ConceptIndex> found = source->get().find(coding.code);
    if (!found) {
      is_decided &= source->get().content() == Content::Complete;
      continue;
    }
    if (source->get().concepts()[*found].abstract && !query->is_true("abstract")) {
      validation.message = "code " + quoted(coding.code) + " is abstract";
      continue;
    }
    accept(coding, source->get().url(),
           displays_of(&source->get(), nullptr, {}, coding.code, query->text("displayLanguage")),
           validation);
    if (validation.result) break;
  }
  if (validation.coding == nullptr && !is_decided) {
    return unanswered("only a part of code system " + quoted(source->get().url()) + " is loaded");
  }
  return to_parameters(validation);
}

}  // namespace kiln::core
