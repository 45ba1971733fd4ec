// The operations of MemoryTerminology: $expand, $lookup, $validate-code, $translate.

#include <algorithm>
#include <set>

#include "runtime/function/string.h"
#include "runtime/terminology/composition.h"
#include "runtime/terminology/definitions.h"
#include "runtime/terminology/memory.h"
#include "runtime/terminology/parameters.h"
#include "runtime/terminology/query.h"

namespace kiln {
namespace {

using namespace terminology;  // NOLINT: this file joins everything of the room

std::string quoted(std::string_view text) {
  return "'" + std::string(text) + "'";
}

std::unexpected<Error> unanswered(std::string message) {
  return fail(ErrorCode::Terminology, std::move(message));
}

/// A loaded resource, or one that was given as an argument and is read for this call only.
template <class Resource>
class Argument {
 public:
  static Expected<Argument> resolve(const Registry<Resource>& registry,
                                    const ResourceArgument& argument, std::string_view type) {
    Argument result;
    if (const Node* node = std::get_if<Node>(&argument)) {
      if (node->document == nullptr || node->document->resource_type(node->index) != type) {
        return unanswered("the argument is no " + std::string(type));
      }
      result.owned_ = std::make_unique<const Resource>(*node->document, node->index);
      result.resource_ = result.owned_.get();
      return result;
    }
    const std::string_view canonical = std::get<std::string_view>(argument);
    result.resource_ = registry.find(Canonical(canonical));
    if (result.resource_ == nullptr) {
      return unanswered(std::string(type) + " " + quoted(canonical) + " is not loaded");
    }
    return result;
  }

  const Resource& operator*() const { return *resource_; }
  const Resource* operator->() const { return resource_; }

 private:
  std::unique_ptr<const Resource> owned_;
  const Resource* resource_ = nullptr;
};

std::string_view display_in(const Member& member, std::string_view language) {
  if (language.empty() || member.row == nullptr) return member.display;
  for (const ElementView designation : member.listed.items("designation")) {
    if (designation.text("language") == language) return designation.text("value");
  }
  return member.source->display(*member.row, language);
}

void copy_designations(DocumentBuilder& builder, const Member& member) {
  std::vector<ElementView> designations = member.listed.items("designation");
  if (member.row != nullptr) {
    const std::vector<ElementView> own = member.row->element.items("designation");
    designations.insert(designations.end(), own.begin(), own.end());
  }
  if (designations.empty()) return;
  builder.key("designation");
  builder.begin_array();
  for (const ElementView& designation : designations) {
    builder.copy(designation.document(), designation.index());
  }
  builder.end_array();
}

/// Does the text filter of $expand let the member through?
bool mentions(const Member& member, std::string_view lowered) {
  return strings::lower(member.code).find(lowered) != std::string::npos ||
         strings::lower(member.display).find(lowered) != std::string::npos;
}

void write_count(DocumentBuilder& builder, std::string_view name, std::size_t value) {
  builder.key(name);
  builder.number(std::to_string(value));
}

void write_flag(DocumentBuilder& builder, std::string_view name, bool value) {
  if (!value) return;
  builder.key(name);
  builder.boolean(true);
}

void write_member_entry(DocumentBuilder& builder, const Member& member, const Query& query) {
  builder.begin_object();
  write_member(builder, "system", member.system);
  write_flag(builder, "abstract", member.abstract);
  write_flag(builder, "inactive", member.inactive);
  write_member(builder, "version", member.version);
  write_member(builder, "code", member.code);
  write_member(builder, "display", display_in(member, query.text("displayLanguage")));
  if (query.is_true("includeDesignations")) copy_designations(builder, member);
  builder.end_object();
}

/// A code in its code system, or in the one value set that it was looked for in.
struct Validation {
  bool result = false;
  std::string message;
  const Coding* coding = nullptr;  ///< the one that is valid
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

/// Checks the display that came with a valid code against those that the code system knows.
void check_display(const CodeSystem& source, const Concept& row, Validation& validation) {
  const std::string given = strings::lower(validation.coding->display);
  if (given.empty() || row.display.empty() || given == strings::lower(row.display)) return;
  for (const ElementView designation : row.element.items("designation")) {
    if (given == strings::lower(designation.text("value"))) return;
  }
  validation.result = false;
  validation.message = "display " + quoted(validation.coding->display) + " is not one of " +
                       quoted(row.code) + " in " + quoted(source.url());
}

void accept(const Coding& coding, std::string_view system, const CodeSystem* source,
            std::string_view language, Validation& validation) {
  validation.result = true;
  validation.coding = &coding;
  validation.system = system;
  const std::optional<ConceptIndex> found = source ? source->find(coding.code) : std::nullopt;
  if (!found) return;
  const Concept& row = source->concepts()[*found];
  validation.display = source->display(row, language);
  check_display(*source, row, validation);
}

void write_designation(ParametersWriter& writer, ElementView designation) {
  writer.begin_parts("designation");
  writer.text("language", "Code", designation.text("language"));
  if (const ElementView use = designation.member("use"); use.exists()) {
    DocumentBuilder& builder = writer.begin_value("use");
    builder.key("valueCoding");
    builder.copy(use.document(), use.index());
    writer.end_value();
  }
  writer.text("value", "String", designation.text("value"));
  writer.end_parts();
}

/// A property that does not say where the concept stands in the hierarchy.
void write_property(ParametersWriter& writer, ElementView property) {
  const std::string_view code = property.text("code");
  const ElementView value = property.choice("value");
  if (!value.exists() || code == "parent" || code == "child") return;
  writer.begin_parts("property");
  writer.text("code", "Code", code);
  DocumentBuilder& builder = writer.begin_value("value");
  builder.key(value.name());
  builder.copy(value.document(), value.index());
  writer.end_value();
  writer.end_parts();
}

void write_relatives(ParametersWriter& writer, const CodeSystem& source, std::string_view name,
                     const std::vector<ConceptIndex>& relatives) {
  for (const ConceptIndex relative : relatives) {
    writer.begin_parts("property");
    writer.text("code", "Code", name);
    writer.text("value", "Code", source.concepts()[relative].code);
    writer.end_parts();
  }
}

}  // namespace

Expected<Document> MemoryTerminology::expand(const ResourceArgument& argument,
                                             std::string_view parameters) const {
  constexpr std::string_view kSupported[] = {"displayLanguage", "activeOnly", "filter",
                                             "count",           "offset",     "includeDesignations",
                                             "excludeNested"};
  const Expected<Query> query = Query::parse(parameters, kSupported);
  if (!query) return std::unexpected(query.error());
  const auto count = query->number("count");
  if (!count) return std::unexpected(count.error());
  const auto offset = query->number("offset");
  if (!offset) return std::unexpected(offset.error());
  const auto value_set =
      Argument<ValueSet>::resolve(definitions_->value_sets, argument, "ValueSet");
  if (!value_set) return std::unexpected(value_set.error());

  const Composition composition(*definitions_,
                                {.abstract = true, .max_members = options_.max_members});
  Expected<std::vector<Member>> members = composition.expand(**value_set);
  if (!members) return std::unexpected(members.error());
  const std::string filter = strings::lower(query->text("filter"));
  std::erase_if(*members, [&](const Member& member) {
    return (query->is_true("activeOnly") && member.inactive) || !mentions(member, filter);
  });
  const std::size_t first = std::min(offset->value_or(0), members->size());
  const std::size_t shown = std::min(count->value_or(members->size()), members->size() - first);

  DocumentBuilder builder;
  builder.begin_object();
  const Document& document = (*value_set)->resource().document();
  for (const NodeIndex member : document.children((*value_set)->resource().index())) {
    const std::string_view name = document.name(document.key(member));
    if (name == "expansion" || name == "compose" || name == "text") continue;
    builder.key(name);
    builder.copy(document, member);
  }
  builder.key("expansion");
  builder.begin_object();
  write_member(builder, "timestamp", options_.timestamp);
  write_count(builder, "total", members->size());
  if (*offset) write_count(builder, "offset", first);
  if (shown != 0) {
    builder.key("contains");
    builder.begin_array();
    for (std::size_t i = first; i < first + shown; ++i) {
      write_member_entry(builder, (*members)[i], *query);
    }
    builder.end_array();
  }
  builder.end_object();
  builder.end_object();
  return std::move(builder).finish();
}

Expected<Document> MemoryTerminology::lookup(std::span<const Coding> codings,
                                             std::string_view parameters) const {
  constexpr std::string_view kSupported[] = {"displayLanguage"};
  const Expected<Query> query = Query::parse(parameters, kSupported);
  if (!query) return std::unexpected(query.error());

  std::string problem = "there is no coding to look up";
  for (const Coding& coding : codings) {
    if (coding.system.empty()) {
      problem = "code " + quoted(coding.code) + " has no system to look it up in";
      continue;
    }
    const CodeSystem* source = definitions_->code_systems.find({coding.system, coding.version});
    if (source == nullptr) {
      problem = "code system " + quoted(coding.system) + " is not loaded";
      continue;
    }
    const std::optional<ConceptIndex> found = source->find(coding.code);
    if (!found) {
      problem = "code system " + quoted(coding.system) + " has no code " + quoted(coding.code);
      continue;
    }
    const Concept& row = source->concepts()[*found];
    ParametersWriter writer;
    const std::string_view name = source->resource().text("name");
    writer.text("name", "String", name.empty() ? source->url() : name);
    writer.text("version", "String", source->version());
    writer.text("display", "String", source->display(row, query->text("displayLanguage")));
    writer.text("definition", "String", row.element.text("definition"));
    for (const ElementView designation : row.element.items("designation")) {
      write_designation(writer, designation);
    }
    for (const ElementView property : row.element.items("property"))
      write_property(writer, property);
    write_relatives(writer, *source, "parent", row.parents);
    write_relatives(writer, *source, "child", row.children);
    return std::move(writer).finish();
  }
  return unanswered(problem);
}

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
  validation.message = "no coding is in value set " + quoted((*value_set)->url());
  for (const Coding& coding : codings) {
    std::string_view system = coding.system;
    if (system.empty()) {
      const auto systems = composition.systems(**value_set);
      if (!systems) return std::unexpected(systems.error());
      if (systems->size() != 1) {
        return unanswered("code " + quoted(coding.code) +
                          " has no system, and the value set draws from several");
      }
      system = systems->front();
    }
    const Expected<bool> contained = composition.contains(**value_set, system, coding.code);
    if (!contained) return std::unexpected(contained.error());
    if (!*contained) continue;
    validation.message.clear();
    accept(coding, system, definitions_->code_systems.find({system, coding.version}),
           query->text("displayLanguage"), validation);
    if (validation.result) break;
  }
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
  validation.message = "no coding is in code system " + quoted((*source)->url());
  for (const Coding& coding : codings) {
    if (!coding.system.empty() && coding.system != (*source)->url()) continue;
    const std::optional<ConceptIndex> found = (*source)->find(coding.code);
    if (!found && (*source)->content() != Content::Complete) {
      return unanswered("only a part of code system " + quoted((*source)->url()) + " is loaded");
    }
    if (!found) continue;
    if ((*source)->concepts()[*found].abstract && !query->is_true("abstract")) {
      validation.message = "code " + quoted(coding.code) + " is abstract";
      continue;
    }
    validation.message.clear();
    accept(coding, (*source)->url(), &**source, query->text("displayLanguage"), validation);
    if (validation.result) break;
  }
  return to_parameters(validation);
}

Expected<Document> MemoryTerminology::translate(const ResourceArgument& argument,
                                                const Coding& coding,
                                                std::string_view parameters) const {
  constexpr std::string_view kSupported[] = {"targetsystem", "targetSystem"};
  const Expected<Query> query = Query::parse(parameters, kSupported);
  if (!query) return std::unexpected(query.error());
  const auto concept_map =
      Argument<ConceptMap>::resolve(definitions_->concept_maps, argument, "ConceptMap");
  if (!concept_map) return std::unexpected(concept_map.error());
  std::string_view target = query->text("targetsystem");
  if (target.empty()) target = query->text("targetSystem");

  struct Match {
    Translation row;
    const ConceptMap* origin;
  };
  std::vector<Match> matches;
  std::vector<const ConceptMap*> pending{&**concept_map};
  std::set<const ConceptMap*> asked;
  for (std::size_t next = 0; next < pending.size(); ++next) {
    const ConceptMap* map = pending[next];
    if (!asked.insert(map).second) continue;
    std::vector<Delegation> delegations;
    for (const Translation& row : map->translate(coding.system, coding.code, target, delegations)) {
      matches.push_back({row, map});
    }
    for (const Delegation& delegation : delegations) {
      const ConceptMap* other = definitions_->concept_maps.find(Canonical(delegation.concept_map));
      if (other == nullptr) {
        return unanswered("ConceptMap " + quoted(delegation.concept_map) + " is not loaded");
      }
      pending.push_back(other);
    }
  }

  const bool result = std::ranges::any_of(
      matches, [](const Match& match) { return !is_unrelated(match.row.relationship); });
  const bool is_r5 = options_.version == Fhir::R5;
  ParametersWriter writer;
  writer.boolean("result", result);
  if (!result) {
    writer.text("message", "String", "no translation of " + quoted(coding.code) + " is known");
  }
  for (const auto& [row, origin] : matches) {
    writer.begin_parts("match");
    writer.text(is_r5 ? "relationship" : "equivalence", "Code",
                relationship_in(options_.version, row.relationship));
    if (!row.code.empty()) {
      writer.coding("concept", row.system, row.version, row.code, row.display);
    }
    writer.text(is_r5 ? "originMap" : "source", is_r5 ? "Canonical" : "Uri", origin->url());
    writer.end_parts();
  }
  return std::move(writer).finish();
}

}  // namespace kiln
