/// @file
/// The host: everything that an evaluation asks of the program that embeds Kiln. References,
/// terminology, profiles, variables, functions, the clock, the log of trace().
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <kiln/document.h>
#include <kiln/error.h>
#include <kiln/item.h>
#include <kiln/version.h>

namespace kiln {

namespace core {
class MemoryTerminology;
class ProfileStore;
}  // namespace core

/// What a function of the host gives when it has to go away for its answer: the evaluation ends
/// with ErrorCode::Pending, Context::pending() lists what it waits for, the host fetches that and
/// evaluates again. Nothing is suspended meanwhile.
///
/// `key` is handed through to PendingRequest; without one it is the reference, or the name of the
/// function.
KILN_API std::unexpected<Error> pending(std::string key = {});

/// Something that an evaluation waits for.
struct PendingRequest {
  /// Which function of the host was asked.
  enum class Kind : std::uint8_t {
    Reference,    ///< Host::resolve
    Terminology,  ///< one of Host::terminology
    Function,     ///< one of Host::functions
  };
  Kind kind;          ///< which function of the host was asked
  std::string key{};  ///< what pending() was given

  /// In the order of kinds, then of keys.
  friend auto operator<=>(const PendingRequest&, const PendingRequest&) = default;
};

/// A code of a code system. An element of type code, or a string, has no system.
struct Coding {
  std::string system{};   ///< its URI
  std::string version{};  ///< of the system
  std::string code{};     ///< the code itself
  std::string display{};  ///< how it is shown

  /// The same texts.
  friend bool operator==(const Coding&, const Coding&) = default;
};

/// Whether a concept is in a value set.
enum class Membership : std::uint8_t { No, Yes, Unknown };

/// How a concept relates to another one: Subsumes says that it is the ancestor.
enum class Subsumption : std::uint8_t { NotSubsumed, Equivalent, Subsumes, SubsumedBy, Unknown };

/// A value set, code system or concept map: a document with it, or its canonical URL with
/// `|version` or without.
using ResourceArgument = std::variant<Document, std::string_view>;

/// What answers questions about codes: memberOf, subsumes and subsumedBy, and the operations of
/// %terminologies (FHIR's page on FHIRPath, "Terminology Service API"). A host derives from it to
/// reach a terminology server; MemoryTerminology answers from resources that it has.
///
/// Errors are ErrorCode::Terminology, or pending(). What is asked about and does not exist is an
/// answer (Unknown), no error.
///
/// Thread-safety: its functions may be called by several threads at once if several evaluate.
class KILN_API TerminologyProvider {
 public:
  virtual ~TerminologyProvider();

  /// Whether one of the codings of a concept is in a value set. Unknown: there is no such value
  /// set, or a coding without a system could be one of several systems.
  virtual Expected<Membership> member_of(std::span<const Coding> codings,
                                         std::string_view value_set) const = 0;
  /// How `a` relates to `b`. Unknown: their systems differ, or the system is not known.
  virtual Expected<Subsumption> subsumes(const Coding& a, const Coding& b) const = 0;

  // The operations of %terminologies. `parameters` is text as in a URL:
  // "displayLanguage=en&activeOnly=true". A provider that does not override one does not support
  // it: ErrorCode::Terminology.

  /// $expand: a ValueSet with an expansion.
  virtual Expected<Document> expand(const ResourceArgument& value_set,
                                    std::string_view parameters) const;
  /// $lookup: Parameters.
  virtual Expected<Document> lookup(std::span<const Coding> codings,
                                    std::string_view parameters) const;
  /// $validate-code on a value set: Parameters.
  virtual Expected<Document> validate_vs(const ResourceArgument& value_set,
                                         std::span<const Coding> codings,
                                         std::string_view parameters) const;
  /// $validate-code on a code system: Parameters.
  virtual Expected<Document> validate_cs(const ResourceArgument& code_system,
                                         std::span<const Coding> codings,
                                         std::string_view parameters) const;
  /// $subsumes within a code system.
  virtual Expected<Subsumption> subsumes(std::string_view system, const Coding& a, const Coding& b,
                                         std::string_view parameters) const;
  /// $translate: Parameters.
  virtual Expected<Document> translate(const ResourceArgument& concept_map, const Coding& coding,
                                       std::string_view parameters) const;
  /// %terminologies.at(url): another server. Nothing: this provider reaches none.
  virtual std::shared_ptr<const TerminologyProvider> at(std::string_view url) const;
};

/// A provider that answers from CodeSystems, ValueSets and ConceptMaps that it is given.
///
/// Thread-safety: adding is for one thread; then any number of threads may ask.
class KILN_API MemoryTerminology final : public TerminologyProvider {
 public:
  /// `version` decides the shape of what $translate gives.
  explicit MemoryTerminology(Fhir version);
  ~MemoryTerminology() override;

  /// Adds a CodeSystem, ValueSet or ConceptMap, or those in the entries of a Bundle; any other
  /// resource is left out. A resource replaces an earlier one of the same URL and version.
  Expected<void> add(const Document& document);
  /// Adds what a folder (an unpacked npm package of FHIR), a file of NDJSON or of one resource has.
  /// FileUnreadable, and errors of documents.
  Expected<void> load(const std::filesystem::path& path);

  Expected<Membership> member_of(std::span<const Coding> codings,
                                 std::string_view value_set) const override;
  Expected<Subsumption> subsumes(const Coding& a, const Coding& b) const override;
  Expected<Document> expand(const ResourceArgument& value_set,
                            std::string_view parameters) const override;
  Expected<Document> lookup(std::span<const Coding> codings,
                            std::string_view parameters) const override;
  Expected<Document> validate_vs(const ResourceArgument& value_set, std::span<const Coding> codings,
                                 std::string_view parameters) const override;
  Expected<Document> validate_cs(const ResourceArgument& code_system,
                                 std::span<const Coding> codings,
                                 std::string_view parameters) const override;
  Expected<Subsumption> subsumes(std::string_view system, const Coding& a, const Coding& b,
                                 std::string_view parameters) const override;
  Expected<Document> translate(const ResourceArgument& concept_map, const Coding& coding,
                               std::string_view parameters) const override;

 private:
  friend struct HostAccess;
  std::unique_ptr<core::MemoryTerminology> impl_;
};

/// The StructureDefinitions that conformsTo(), slice() and elementDefinition() know.
///
/// Thread-safety: adding is for one thread; then any number of threads may evaluate with them.
class KILN_API Profiles {
 public:
  Profiles();
  Profiles(Profiles&&) noexcept;             ///< What is moved from can only be assigned to.
  Profiles& operator=(Profiles&&) noexcept;  ///< What is moved from can only be assigned to.
  ~Profiles();

  /// Adds the StructureDefinition that a document is, or those in the entries of a Bundle. How
  /// many. InvalidDefinition: none is added then.
  Expected<std::size_t> add(const Document& document);
  /// Adds those of a folder (an unpacked npm package of FHIR) or a file of NDJSON, plain or gzip.
  Expected<std::size_t> load(const std::filesystem::path& path);
  /// How many there are.
  std::size_t size() const noexcept;

 private:
  friend struct HostAccess;
  std::unique_ptr<core::ProfileStore> impl_;
};

/// A function that expressions may call beside those of the language.
struct HostFunction {
  std::uint8_t min_arguments = 0;  ///< the fewest that it takes
  std::uint8_t max_arguments = 0;  ///< the most that it takes
  /// Its value for an input and as many arguments as are given. Both are looked at where they
  /// stand, and only while it runs. HostFailure, pending(), or an error of its own choice.
  std::function<Expected<Values>(Items input, std::span<const Items> arguments)> call{};
};

/// What a program gives an evaluation. All of it is optional: what is missing is an error that says
/// so when an expression needs it.
///
/// A function of it that throws ends the evaluation with ErrorCode::HostFailure; std::bad_alloc is
/// ErrorCode::MemoryLimit. A function may evaluate, but not in the Context that waits for it.
///
/// Between two evaluations it may change in any way, and another host may take its place: each
/// evaluation compares the names, the handles of the values and the terminology with those that its
/// Context has seen last, and takes over what is new. So a host with many variables costs time in
/// each evaluation, and one whose variables and functions stay as they are no memory; a call of one
/// of its functions does. The Context keeps handles of the values and of the terminology until it
/// sees another host, or Context::release().
///
/// Thread-safety: one host may serve several evaluations at once if its functions may be called at
/// once; it must not change meanwhile, and outlives them and their results.
struct Host {
  /// The document that a reference or canonical names, which the document at hand does not hold.
  /// Nothing: there is none, and resolve() leaves it out.
  std::function<Expected<std::optional<Document>>(std::string_view reference)> resolve{};
  /// Codes. nullptr: there are none.
  std::shared_ptr<const TerminologyProvider> terminology{};
  /// StructureDefinitions. nullptr: there are none.
  std::shared_ptr<const Profiles> profiles{};
  /// By name, without the %.
  std::map<std::string, Values, std::less<>> variables{};
  /// By name.
  std::map<std::string, HostFunction, std::less<>> functions{};
  /// What trace() logs, in the order of evaluation. The items are valid while it runs.
  std::function<void(std::string_view name, Items items)> trace{};
  /// now(), today() and timeOfDay(): read once for an evaluation. Missing: the system's clock.
  std::function<std::chrono::system_clock::time_point()> clock{};
  /// The time zone of the three, east of UTC: from -14 to +14 hours.
  std::chrono::minutes utc_offset{};
};

}  // namespace kiln
