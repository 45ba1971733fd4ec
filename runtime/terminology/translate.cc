// MemoryTerminology: $translate.

#include <algorithm>
#include <set>

#include "runtime/terminology/argument.h"
#include "runtime/terminology/memory.h"
#include "runtime/terminology/parameters.h"
#include "runtime/terminology/query.h"

namespace kiln::core {

using namespace terminology;

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
  std::vector<const ConceptMap*> pending{&concept_map->get()};
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

}  // namespace kiln::core
