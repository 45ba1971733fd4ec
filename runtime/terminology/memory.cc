// Loading, and the questions that are answered without a resource: memberOf and subsumes. The
// operations that answer with one are in expand.cc, lookup.cc, validate.cc and translate.cc.

#include "runtime/terminology/memory.h"

#include "runtime/terminology/composition.h"
#include "runtime/terminology/definitions.h"
#include "runtime/terminology/query.h"
#include "runtime/terminology/terminology_error.h"

namespace kiln::core {

using terminology::Canonical;
using terminology::CodeSystem;
using terminology::Composition;
using terminology::ConceptIndex;
using terminology::ConceptMap;
using terminology::Content;
using terminology::Definitions;
using terminology::ElementView;
using terminology::Query;
using terminology::quoted;
using terminology::unanswered;
using terminology::ValueSet;

MemoryTerminology::MemoryTerminology() : MemoryTerminology(Options{}) {}

MemoryTerminology::MemoryTerminology(Options options)
    : options_(std::move(options)), definitions_(std::make_unique<Definitions>()) {}

MemoryTerminology::~MemoryTerminology() = default;

void MemoryTerminology::add(Document document) {
  auto kept = std::make_unique<const Document>(std::move(document));
  bool used = add_resource(*kept, 0);
  if (kept->resource_type(0) == "Bundle") {
    for (const ElementView entry : ElementView(*kept, 0).items("entry")) {
      const ElementView resource = entry.member("resource");
      if (resource.is_object() && add_resource(*kept, resource.index())) used = true;
    }
  }
  if (used) documents_.push_back(std::move(kept));
}

bool MemoryTerminology::add_resource(const Document& document, NodeIndex resource) {
  const std::string_view type = document.resource_type(resource);
  if (type == "CodeSystem") {
    if (ElementView(document, resource).text("content") == "supplement") return false;
    definitions_->code_systems.add(std::make_unique<const CodeSystem>(document, resource));
  } else if (type == "ValueSet") {
    definitions_->value_sets.add(std::make_unique<const ValueSet>(document, resource));
  } else if (type == "ConceptMap") {
    definitions_->concept_maps.add(std::make_unique<const ConceptMap>(document, resource));
  } else {
    return false;
  }
  return true;
}

MemoryTerminology::Count MemoryTerminology::count() const {
  return {definitions_->code_systems.size(), definitions_->value_sets.size(),
          definitions_->concept_maps.size()};
}

Expected<Membership> MemoryTerminology::member_of(std::span<const Coding> codings,
                                                  std::string_view value_set) const {
  const ValueSet* definition = definitions_->value_sets.find(Canonical(value_set));
  if (definition == nullptr) return Membership::Unknown;
  const Composition composition(*definitions_);

  Expected<Membership> answer = Membership::No;
  for (const Coding& coding : codings) {
    std::string_view system = coding.system;
    if (system.empty()) {
      const auto systems = composition.systems(*definition);
      if (!systems) return std::unexpected(systems.error());
      if (systems->size() > 1) {
        if (answer) answer = Membership::Unknown;
        continue;
      }
      if (systems->empty()) continue;
      system = systems->front();
    }
    const Expected<bool> contained = composition.contains(*definition, system, coding.code);
    if (contained && *contained) return Membership::Yes;
    if (!contained && answer) answer = std::unexpected(contained.error());
  }
  return answer;
}

Expected<Subsumption> MemoryTerminology::subsumes(const Coding& a, const Coding& b) const {
  if (a.system != b.system) return Subsumption::Unknown;
  return subsumes(a.system, a, b, {});
}

Expected<Subsumption> MemoryTerminology::subsumes(std::string_view system, const Coding& a,
                                                  const Coding& b,
                                                  std::string_view parameters) const {
  constexpr std::string_view kSupported[] = {"version"};
  const Expected<Query> query = Query::parse(parameters, kSupported);
  if (!query) return std::unexpected(query.error());
  for (const Coding* coding : {&a, &b}) {
    if (!coding->system.empty() && coding->system != system) {
      return unanswered("code " + quoted(coding->code) + " is of " + quoted(coding->system) +
                        ", not of " + quoted(system));
    }
  }
  const CodeSystem* source = definitions_->code_systems.find({system, query->text("version")});
  if (source == nullptr || source->content() == Content::NotPresent) return Subsumption::Unknown;

  const std::optional<ConceptIndex> left = source->find(a.code);
  const std::optional<ConceptIndex> right = source->find(b.code);
  if (!left || !right) {
    return unanswered("code system " + quoted(system) + " has no code " +
                      quoted(left ? b.code : a.code));
  }
  if (*left == *right) return Subsumption::Equivalent;
  if (source->is_a(*right, *left)) return Subsumption::Subsumes;
  if (source->is_a(*left, *right)) return Subsumption::SubsumedBy;
  return Subsumption::NotSubsumed;
}

}  // namespace kiln::core
