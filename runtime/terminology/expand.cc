// MemoryTerminology: $expand.

#include <algorithm>

#include "runtime/document/builder.h"
#include "runtime/function/string.h"
#include "runtime/terminology/argument.h"
#include "runtime/terminology/composition.h"
#include "runtime/terminology/memory.h"
#include "runtime/terminology/parameters.h"
#include "runtime/terminology/query.h"

namespace kiln::core {

using namespace terminology;

namespace {

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
  Expected<std::vector<Member>> members = composition.expand(value_set->get());
  if (!members) return std::unexpected(members.error());
  const std::string filter = strings::lower(query->text("filter"));
  std::erase_if(*members, [&](const Member& member) {
    return (query->is_true("activeOnly") && member.inactive) || !mentions(member, filter);
  });
  const std::size_t first = std::min(offset->value_or(0), members->size());
  const std::size_t shown = std::min(count->value_or(members->size()), members->size() - first);

  DocumentBuilder builder;
  builder.begin_object();
  const Document& document = value_set->get().resource().document();
  for (const NodeIndex member : document.children(value_set->get().resource().index())) {
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

}  // namespace kiln::core
