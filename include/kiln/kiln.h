/// @file
/// The engine: expressions are compiled once, and evaluated on documents by any number of threads.
///
///     kiln::Engine engine{{.fhir = kiln::Fhir::R4}};
///     auto program = engine.compile("Patient.name.where(use = 'official').given");
///     auto document = kiln::Document::parse_json(text);
///     kiln::Context context;
///     auto result = program->evaluate(*document, context);
///     for (const kiln::Item& item : *result) std::cout << item.to_string() << '\n';
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <kiln/document.h>
#include <kiln/error.h>
#include <kiln/host.h>
#include <kiln/item.h>
#include <kiln/limits.h>
#include <kiln/version.h>

namespace kiln {

class Context;
class Program;
class Result;

/// How many compiled expressions an Engine keeps.
struct CacheOptions {
  /// The most programs that are kept; the one that was not used for the longest time goes first.
  /// 0: nothing is kept.
  std::size_t max_entries = 1'024;
  /// The most bytes of expressions that are kept, by their texts. A longer one is not kept.
  std::size_t max_bytes = 4u << 20;
  /// How long a program is kept after it was compiled. 0: as long as there is room.
  std::chrono::milliseconds time_to_live{0};
};

/// What an Engine's cache has done since the Engine was made.
struct CacheStatistics {
  std::uint64_t hits = 0;       ///< compile() found the program
  std::uint64_t misses = 0;     ///< compile() had to compile, errors among them
  std::uint64_t evictions = 0;  ///< programs that went for lack of room
  std::uint64_t expired = 0;    ///< programs that went because their time was over
  std::size_t entries = 0;      ///< programs that are kept now
  std::size_t bytes = 0;        ///< of their expressions

  /// The same counts.
  friend bool operator==(const CacheStatistics&, const CacheStatistics&) = default;
};

/// What all expressions of an Engine have in common.
struct EngineOptions {
  Fhir fhir = Fhir::R4;                            ///< the model
  LanguageVersion language = LanguageVersion::V3;  ///< what expressions are written in
  /// An element that the type does not have is an error, not empty.
  bool strict = false;
  /// `as` on several items filters them (as the invariants and search parameters of R4 and R4B were
  /// written); else it is an error.
  bool as_filters = false;
  /// `Observation.valueQuantity` finds what `value` does.
  bool json_choice_names = false;
  /// Steps are run into each other where the answer is the same; else each makes its whole
  /// collection (docs/compiler.md).
  bool streaming = true;
  Limits limits{};       ///< of expressions, and of evaluations that say nothing else
  CacheOptions cache{};  ///< of compiled expressions
};

/// What one expression is compiled for.
struct CompileOptions {
  /// A type ("Patient", "Observation.component", "HumanName"). With it the expression is checked
  /// against the model and compiled for this type; without, it is compiled for each type that it
  /// meets, up to 32. A name that is none is UnknownType.
  std::string_view context_type{};
  /// What the analysis should know besides the language: names of variables (without %) and
  /// functions of the host that the expression will be evaluated with. nullptr: what nothing
  /// defines is an error only when it is evaluated.
  const Host* host = nullptr;
};

/// Compiles expressions and keeps what it has compiled.
///
/// Thread-safety: all functions may be called by any number of threads at once.
class KILN_API Engine {
 public:
  /// R4, FHIRPath 3.0.0, the limits of limits.h. std::bad_alloc if there is no memory for it.
  Engine();
  /// With these options. std::bad_alloc as above.
  explicit Engine(const EngineOptions& options);
  Engine(Engine&&) noexcept;             ///< What is moved from can only be assigned to.
  Engine& operator=(Engine&&) noexcept;  ///< What is moved from can only be assigned to.
  ~Engine();

  /// An expression's program, from the cache if it is there. What it says beside errors is lost:
  /// check() gives it.
  ///
  /// Errors: of syntax and of the types, each with its place; ProgramLimit; MemoryLimit if there is
  /// no memory for it.
  std::expected<Program, Diagnostics> compile(std::string_view expression,
                                              const CompileOptions& options = {});

  /// All that the compiler has to say about an expression, warnings too, without compiling it.
  Diagnostics check(std::string_view expression, const CompileOptions& options = {}) const;

  /// Compiles expressions so that they are in the cache. How many have no error.
  std::size_t warm_up(std::span<const std::string_view> expressions,
                      const CompileOptions& options = {});
  /// Empties the cache. Programs that are in use stay as they are.
  void clear_cache();
  /// What the cache has done.
  CacheStatistics cache_statistics() const;

  /// What it was made with.
  const EngineOptions& options() const noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// What an evaluation is given besides a document. Everything that is pointed to must stay as it is
/// until the Result is no longer used.
struct EvaluateOptions {
  /// nullptr: an evaluation that needs one is an error.
  const Host* host = nullptr;
  /// What the expression is evaluated on, if it is not the root of the document: an element of it.
  std::optional<Item> focus{};
  /// %resource, if it is not the resource that holds the focus.
  std::optional<Item> resource{};
  /// %rootResource, if it is not the outermost resource.
  std::optional<Item> root_resource{};
  /// The FHIR type of a document's root that is no resource ("HumanName"). Else "".
  std::string_view root_type{};
  /// nullptr: the Engine's.
  const EvaluationLimits* limits = nullptr;
  /// Once it is true, the evaluation ends with ErrorCode::Cancelled. nullptr: nobody cancels.
  const std::atomic<bool>* cancel = nullptr;
};

/// A compiled expression. A copy is another handle of the same program, which lives as long as any
/// of them, and longer than the Engine if need be.
///
/// Thread-safety: immutable; any number of threads may evaluate it, each in a Context of its own.
class KILN_API Program {
 public:
  /// Its value on a document: the items, or the first error in the order of evaluation. The result
  /// is valid until the next evaluation in this Context, and as long as the Program, the Document
  /// and the Context are there.
  ///
  /// Errors: of the execution (K03xx), with their place in the expression; a limit; Pending;
  /// UnknownTypeAtRun if there is no type EvaluateOptions::root_type; InputType if one of its items
  /// is no element; HostFailure if a function of the host uses the Context that waits for it.
  Expected<Result> evaluate(const Document& document, Context& context,
                            const EvaluateOptions& options = {}) const;
  /// The value of an expression that needs no document, `1 + 1`.
  Expected<Result> evaluate(Context& context, const EvaluateOptions& options = {}) const;

  /// The text that was compiled. It lives as long as the program.
  std::string_view expression() const noexcept;
  /// How many programs it stands for now: one for each type that it was evaluated on.
  std::size_t specialisations() const noexcept;

 private:
  friend class Engine;
  friend struct ProgramAccess;
  struct Impl;
  explicit Program(std::shared_ptr<const Impl> impl) noexcept;
  std::shared_ptr<const Impl> impl_;
};

/// What changes while a program is evaluated: its memory, which is kept from evaluation to
/// evaluation. After a few of them an evaluation allocates nothing.
///
/// Thread-safety: one thread at a time.
class KILN_API Context {
 public:
  Context();                               ///< std::bad_alloc if there is no memory for it.
  Context(Context&&) noexcept;             ///< What is moved from can only be assigned to.
  Context& operator=(Context&&) noexcept;  ///< What is moved from can only be assigned to.
  ~Context();

  /// What the last evaluation waits for, if it ended with ErrorCode::Pending.
  std::span<const PendingRequest> pending() const noexcept;
  /// Steps that the last evaluation has used up.
  std::uint64_t steps() const noexcept;
  /// Gives its memory back. Ends what is valid until the next evaluation. Nothing happens while an
  /// evaluation is on, or where there is no memory to begin anew.
  void release();

 private:
  friend class Program;
  friend struct ProgramAccess;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The items of an evaluation, in their order.
///
/// Lifetime: until the next evaluation in the same Context, and as long as the Program, the
/// Document (with its text, if it was borrowed), the Context and the Host live. Item::own() copies
/// what must live longer.
class KILN_API Result : public Items {
 public:
  /// All items as a JSON array.
  std::string to_json() const;
  /// Copies of all items, which live by themselves.
  Values own() const;

 private:
  friend class Program;
  friend struct ProgramAccess;
  explicit Result(const Items& items) noexcept : Items(items) {}
};

}  // namespace kiln
