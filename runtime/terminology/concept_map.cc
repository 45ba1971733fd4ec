#include "runtime/terminology/concept_map.h"

#include <string>

namespace kiln::core::terminology {
namespace {

struct RelationshipRow {
  std::string_view r4;
  std::string_view r5;
};

/// The first row with a word gives its counterpart.
constexpr RelationshipRow kRelationships[] = {
    {"equivalent", "equivalent"},
    {"equal", "equivalent"},
    {"relatedto", "related-to"},
    {"inexact", "related-to"},
    {"wider", "source-is-narrower-than-target"},
    {"subsumes", "source-is-narrower-than-target"},
    {"narrower", "source-is-broader-than-target"},
    {"specializes", "source-is-broader-than-target"},
    {"disjoint", "not-related-to"},
    {"unmatched", "not-related-to"},
};

/// The code of an absent relationship, by the shape of the map: R5 requires one for targets.
std::string_view relationship_of(ElementView element, std::string_view otherwise) {
  const std::string_view r4 = element.text("equivalence");
  const std::string_view r5 = element.text("relationship");
  if (!r4.empty()) return r4;
  return r5.empty() ? otherwise : r5;
}

void translate_unmapped(ElementView group, std::string_view code, std::vector<Translation>& out,
                        std::vector<Delegation>& delegations) {
  const ElementView unmapped = group.member("unmapped");
  const std::string_view mode = unmapped.text("mode");
  Translation row{group.text("target"), group.text("targetVersion"), {}, {}, {}};
  if (mode == "fixed") {
    row.code = unmapped.text("code");
    row.display = unmapped.text("display");
    row.relationship = relationship_of(unmapped, "relatedto");
    out.push_back(row);
  } else if (mode == "provided" || mode == "use-source-code") {
    row.code = code;
    row.relationship = relationship_of(unmapped, "equivalent");
    out.push_back(row);
  } else if (mode == "other-map") {
    const std::string_view r4 = unmapped.text("url");
    delegations.push_back({r4.empty() ? unmapped.text("otherMap") : r4});
  }
}

}  // namespace

std::vector<Translation> ConceptMap::translate(std::string_view system, std::string_view code,
                                               std::string_view target_system,
                                               std::vector<Delegation>& delegations) const {
  std::vector<Translation> rows;
  for (const ElementView group : resource_.items("group")) {
    const std::string_view source = group.text("source");
    const std::string_view target = group.text("target");
    if (!system.empty() && !source.empty() && source != system) continue;
    if (!target_system.empty() && target != target_system) continue;
    bool mapped = false;
    for (const ElementView element : group.items("element")) {
      if (element.text("code") != code) continue;
      mapped = true;
      for (const ElementView row : element.items("target")) {
        rows.push_back({target, group.text("targetVersion"), row.text("code"), row.text("display"),
                        relationship_of(row, "equivalent")});
      }
    }
    if (!mapped) translate_unmapped(group, code, rows, delegations);
  }
  return rows;
}

std::string_view relationship_in(Fhir version, std::string_view relationship) {
  if (version == Fhir::None) return relationship;
  const bool to_r5 = version == Fhir::R5;
  for (const RelationshipRow& row : kRelationships) {
    if ((to_r5 ? row.r5 : row.r4) == relationship) return relationship;
  }
  for (const RelationshipRow& row : kRelationships) {
    if ((to_r5 ? row.r4 : row.r5) == relationship) return to_r5 ? row.r5 : row.r4;
  }
  return relationship;
}

bool is_unrelated(std::string_view relationship) {
  return relationship_in(Fhir::R5, relationship) == "not-related-to";
}

}  // namespace kiln::core::terminology
