// MemoryTerminology: $lookup.

#include <algorithm>

#include "runtime/terminology/definitions.h"
#include "runtime/terminology/memory.h"
#include "runtime/terminology/parameters.h"
#include "runtime/terminology/query.h"
#include "runtime/terminology/terminology_error.h"

namespace kiln::core {

using namespace terminology;

namespace {

/// What a request asks for: everything, or the members that its `property` parameters name.
bool asks_for(const Query& query, std::string_view name) {
  const std::vector<std::string_view> names = query.texts("property");
  return names.empty() || std::ranges::find(names, name) != names.end();
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

Expected<Document> MemoryTerminology::lookup(std::span<const Coding> codings,
                                             std::string_view parameters) const {
  constexpr std::string_view kSupported[] = {"displayLanguage", "property"};
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
      if (asks_for(*query, "designation")) write_designation(writer, designation);
    }
    for (const ElementView property : row.element.items("property")) {
      if (asks_for(*query, property.text("code"))) write_property(writer, property);
    }
    if (asks_for(*query, "parent")) write_relatives(writer, *source, "parent", row.parents);
    if (asks_for(*query, "child")) write_relatives(writer, *source, "child", row.children);
    return std::move(writer).finish();
  }
  return unanswered(problem);
}

}  // namespace kiln::core
