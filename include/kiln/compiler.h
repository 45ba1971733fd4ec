/// @file
/// The compiler opened: each of its steps by itself, and what it makes, which can be walked,
/// printed, checked and stored.
///
///     text --parse--> Ast --check--> types, diagnostics
///                      | lower
///                      v
///                     Ir, with facts --emit--> Bytecode --program--> Program
///
/// Every product is immutable. Errors of memory that is not there are ErrorCode::MemoryLimit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <kiln/ast.h>
#include <kiln/error.h>
#include <kiln/kiln.h>
#include <kiln/limits.h>
#include <kiln/version.h>

namespace kiln {

/// How an expression is checked.
struct CheckOptions {
  Fhir fhir = Fhir::R4;                            ///< the model
  LanguageVersion language = LanguageVersion::V3;  ///< what it is written in
  /// A type ("Patient", "Observation.component", "HumanName") or the path of an element
  /// ("Patient.name"). Empty: unknown.
  std::string context_type{};
  bool strict = false;                   ///< what depends on the data is an error, not a warning
  std::vector<std::string> variables{};  ///< of the host, without %
  std::vector<std::string> functions{};  ///< of the host
};

/// The static types of an expression.
struct CheckResult {
  /// By AstNode::id(): "FHIR.HumanName 0..*", "System.Integer 1..1", "anything 0..*"; that of a
  /// choice is "FHIR.boolean | FHIR.dateTime 0..1".
  std::vector<std::string> types{};
  Diagnostics diagnostics;  ///< in the order of the text
  /// Whether there is no error.
  bool ok() const { return !diagnostics.has_errors(); }
};

/// Type and cardinality of each node, and what is wrong whatever the data. For the Ast of a parse
/// with errors, these errors and no types.
KILN_API CheckResult check(const Ast& ast, const CheckOptions& options = {});

/// What the meaning of a program depends on beside the expression.
struct ProgramOptions {
  Fhir fhir = Fhir::R4;                            ///< the model
  LanguageVersion language = LanguageVersion::V3;  ///< what it is written in
  bool strict = false;                             ///< as EngineOptions::strict
  bool as_filters = false;                         ///< as EngineOptions::as_filters
  bool json_choice_names = false;                  ///< as EngineOptions::json_choice_names
};

/// How an Ir becomes bytecode.
struct EmitOptions {
  /// The type of what it will be evaluated on. UnknownType if the model has none of this name.
  std::string context_type{};
  /// With a fused body, in which steps run into each other. Without any pass the program is the
  /// meaning of the Ir, step by step.
  bool streaming = true;
};

/// What an expression is compiled to. A copy is another handle of the same one.
///
/// Thread-safety: immutable.
class KILN_API Bytecode {
 public:
  /// From bytes of serialize(). It is verified, and does not refer to them. InvalidProgram for
  /// anything else, whoever wrote it.
  static Expected<Bytecode> deserialize(std::string_view bytes);
  /// From a listing of disassemble(). It is verified. InvalidProgram, with the line.
  static Expected<Bytecode> assemble(std::string_view listing);

  /// Bytes to be stored, with version and checksum; they are read by builds with the same
  /// instructions only.
  std::string serialize() const;
  /// A listing, with the place of each instruction in the expression (docs/bytecode.md).
  std::string disassemble() const;
  /// How many instructions there are.
  std::size_t size() const noexcept;
  /// The expression. It lives as long as any handle of the Bytecode.
  std::string_view source() const noexcept;
  /// What it was compiled with.
  ProgramOptions options() const noexcept;

  /// A program that can be evaluated, with these limits of evaluations. It may be evaluated on
  /// anything, also on another type than the one it was compiled for.
  Expected<Program> program(const EvaluationLimits& limits = {}) const;

 private:
  friend struct CompilerAccess;
  struct Impl;
  explicit Bytecode(std::shared_ptr<const Impl> impl) noexcept : impl_(std::move(impl)) {}
  std::shared_ptr<const Impl> impl_;
};

/// An expression with every name resolved, and with the facts that are certain before there is
/// data. A copy is another handle of the same one.
///
/// Thread-safety: immutable.
class KILN_API Ir {
 public:
  /// For the Ast of a parse with errors: the first of them.
  static Expected<Ir> lower(const Ast& ast, const ProgramOptions& options = {});

  /// As a tree, the last step first, each node on a line with its place.
  std::string print() const;
  /// The same with the facts of each node: cardinality, type, whether it may fail, what it reads.
  /// UnknownType if the model has no type of this name.
  Expected<std::string> print_facts(std::string_view context_type) const;
  /// Whether it is well formed: InvalidProgram, with the node, if it is not.
  Expected<void> verify() const;
  /// Its program. ProgramLimit if it needs more registers, names or constants than an instruction
  /// can say.
  Expected<Bytecode> emit(const EmitOptions& options = {}) const;

 private:
  friend struct CompilerAccess;
  struct Impl;
  explicit Ir(std::shared_ptr<const Impl> impl) noexcept : impl_(std::move(impl)) {}
  std::shared_ptr<const Impl> impl_;
};

}  // namespace kiln
