// MemoryTerminology: answers from CodeSystem, ValueSet and ConceptMap resources that were loaded.
//
//   MemoryTerminology terminology({.version = Fhir::R4});
//   terminology.add(std::move(*Document::parse_json(text)));
//   host.terminology = &terminology;
//
// What is supported is in docs/terminology.md. Resources are indexed when they are added and not
// copied: the object keeps their Documents.
//
// Thread-safety: add() alone; then everything else, at once.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/ids.h"
#include "runtime/terminology/provider.h"

namespace kiln::core {

namespace terminology {
struct Definitions;
}  // namespace terminology

class MemoryTerminology final : public TerminologyProvider {
 public:
  struct Options {
    Fhir version = Fhir::R4;  ///< decides the shape of what $translate returns
    /// `expansion.timestamp` of what $expand returns; empty: left out, though FHIR asks for one.
    std::string timestamp;
    std::size_t max_members = 100'000;  ///< of an expansion
  };

  struct Count {
    std::size_t code_systems = 0;
    std::size_t value_sets = 0;
    std::size_t concept_maps = 0;
  };

  MemoryTerminology();
  explicit MemoryTerminology(Options options);
  ~MemoryTerminology() override;

  /// Indexes a CodeSystem, ValueSet or ConceptMap, or those among the entries of a Bundle. Any
  /// other resource is left out. A supplement of a code system is no code system and left out too.
  /// A resource replaces an earlier one with the same URL and version; without a version in a
  /// canonical URL, the latest is taken.
  void add(Document document);

  /// What is loaded.
  Count count() const;

  Expected<Membership> member_of(std::span<const Coding> codings,
                                 std::string_view value_set) const override;
  Expected<Subsumption> subsumes(const Coding& a, const Coding& b) const override;

  /// Parameters: displayLanguage, activeOnly, includeDesignations, filter (in code or display, any
  /// case), count, offset, excludeNested (expansions are always flat).
  Expected<Document> expand(const ResourceArgument& value_set,
                            std::string_view parameters) const override;
  /// Parameters: displayLanguage.
  Expected<Document> lookup(std::span<const Coding> codings,
                            std::string_view parameters) const override;
  /// Parameters: displayLanguage, abstract.
  Expected<Document> validate_vs(const ResourceArgument& value_set, std::span<const Coding> codings,
                                 std::string_view parameters) const override;
  /// Parameters: displayLanguage, abstract.
  Expected<Document> validate_cs(const ResourceArgument& code_system,
                                 std::span<const Coding> codings,
                                 std::string_view parameters) const override;
  /// Parameters: version.
  Expected<Subsumption> subsumes(std::string_view system, const Coding& a, const Coding& b,
                                 std::string_view parameters) const override;
  /// Parameters: targetsystem, or as R5 calls it, targetSystem.
  Expected<Document> translate(const ResourceArgument& concept_map, const Coding& coding,
                               std::string_view parameters) const override;

 private:
  /// Whether it was one of the three kinds, so that the document must be kept.
  bool add_resource(const Document& document, NodeIndex resource);

  Options options_;
  std::vector<std::unique_ptr<const Document>> documents_;  ///< outlive the definitions
  std::unique_ptr<terminology::Definitions> definitions_;
};

}  // namespace kiln::core
