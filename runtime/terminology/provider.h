// TerminologyProvider: what an evaluation asks about codes. memberOf, subsumes and subsumedBy, and
// the operations of %terminologies (FHIR's page on FHIRPath, "Terminology Service API").
//
// A host derives from it to reach a terminology server; MemoryTerminology (memory.h) answers from
// loaded resources.
//
// Errors are ErrorCode::Terminology with a message. Whether an error ends an evaluation or is an
// empty result is decided by the function that asked; but pending() (runtime/pending.h) always ends
// it. "Unknown" is an answer, no error: what was asked about does not exist for this provider.
//
// Thread-safety: the functions are const and may be called at once.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "runtime/diagnostic/error.h"
#include "runtime/document/document.h"
#include "runtime/document/navigate.h"

namespace kiln::core {

/// A code of a code system. An element of type code, or a string, has no system.
struct Coding {
  std::string system;
  std::string version;
  std::string code;
  std::string display;

  friend bool operator==(const Coding&, const Coding&) = default;
};

/// The codings of a Coding, a CodeableConcept, a code or a string; those without a code are left
/// out. Empty for anything else.
std::vector<Coding> codings_of(const Node& node);

enum class Membership : std::uint8_t { No, Yes, Unknown };

enum class Subsumption : std::uint8_t { NotSubsumed, Equivalent, Subsumes, SubsumedBy, Unknown };

/// The code of FHIR's $subsumes: "not-subsumed", "equivalent", "subsumes", "subsumed-by"; "" for
/// Unknown.
std::string_view to_string(Subsumption outcome);

/// A resource itself, or its canonical URL, with `|version` or without.
using ResourceArgument = std::variant<Node, std::string_view>;

class TerminologyProvider {
 public:
  virtual ~TerminologyProvider() = default;

  /// memberOf: is one of the codings of a concept in the value set? A coding without a system is
  /// looked for in the one code system that the value set draws from; if there are several, the
  /// answer is Unknown. So it is for a value set that is not known.
  virtual Expected<Membership> member_of(std::span<const Coding> codings,
                                         std::string_view value_set) const = 0;

  /// How `a` relates to `b`: Subsumes means that `a` is the ancestor. Unknown if the systems differ
  /// or the code system is not known. Error for a code that the system does not have.
  virtual Expected<Subsumption> subsumes(const Coding& a, const Coding& b) const = 0;

  // The operations. `parameters` is text as in a URL: "displayLanguage=en&activeOnly=true".
  // `codings` is what codings_of gives for the argument `coded`.

  /// $expand: a ValueSet with an expansion.
  virtual Expected<Document> expand(const ResourceArgument& value_set,
                                    std::string_view parameters) const = 0;
  /// $lookup: Parameters.
  virtual Expected<Document> lookup(std::span<const Coding> codings,
                                    std::string_view parameters) const = 0;
  /// $validate-code on a value set: Parameters.
  virtual Expected<Document> validate_vs(const ResourceArgument& value_set,
                                         std::span<const Coding> codings,
                                         std::string_view parameters) const = 0;
  /// $validate-code on a code system: Parameters.
  virtual Expected<Document> validate_cs(const ResourceArgument& code_system,
                                         std::span<const Coding> codings,
                                         std::string_view parameters) const = 0;
  /// $subsumes within `system`; systems that the codings name must be the same.
  virtual Expected<Subsumption> subsumes(std::string_view system, const Coding& a, const Coding& b,
                                         std::string_view parameters) const = 0;
  /// $translate: Parameters.
  virtual Expected<Document> translate(const ResourceArgument& concept_map, const Coding& coding,
                                       std::string_view parameters) const = 0;

  /// %terminologies.at(url). Nothing: this provider reaches no other server, and using it is an
  /// error.
  virtual std::shared_ptr<const TerminologyProvider> at(std::string_view url) const;
};

}  // namespace kiln::core
