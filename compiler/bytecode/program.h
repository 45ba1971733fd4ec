// Program: what an expression is compiled to. Immutable once built (assembler.h), shared by any
// number of threads.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/bytecode/instruction.h"
#include "model/model.h"
#include "runtime/builtin/call.h"
#include "runtime/builtin/navigation.h"
#include "runtime/builtin/types.h"
#include "runtime/item/items.h"
#include "runtime/language.h"

namespace kiln::core {

/// A call: what it calls, and where it stands.
struct ProgramSite {
  enum class Service : std::uint8_t { None, Terminologies, Factory };
  /// Of %terminologies.at(address): Wrong with another number of arguments. Its value stands before
  /// the arguments, its place behind theirs.
  enum class Address : std::uint8_t { None, One, Wrong };

  std::string name;
  FunctionId function{};
  Service service = Service::None;
  Address address = Address::None;
  std::uint16_t argument_count = 0;  ///< without the input
  CallSite where;                    ///< its spans stand in argument_spans
  std::vector<Span> argument_spans;
  std::vector<std::string> fields;  ///< of an instance: its elements; places in argument_spans
  ResolvedType type;                ///< of an instance
};

/// A member that an instruction looks for. Each such instruction has one of its own, and with it a
/// position hint in the Context.
struct ProgramField {
  NameId key = kNoName;   ///< JSON name, one of the model
  TypeId type = kNoType;  ///< that the model gives it; a resource says its own
  bool is_resource = false;

  static ProgramField of(const Model& model, NameId key, TypeId type);
};

/// Whether a built-in may ask the host, so that calling it twice is not calling it once.
bool asks_host(FunctionId function);

/// What the meaning of a program depends on beside the expression; an Environment that it runs in
/// has the same.
struct ProgramOptions {
  Fhir fhir = Fhir::R4;
  LanguageVersion language = LanguageVersion::V3;
  bool strict = false;
  bool as_filters = false;
  bool json_choice_names = false;
};

struct Program {
  ProgramOptions options;
  std::string source;
  std::vector<Instruction> code;
  std::vector<Span> places;  ///< by instruction: where its errors point
  std::vector<Items> constants;
  std::vector<PathName> names;  ///< their texts stand in `memory`
  std::vector<ResolvedType> types;
  std::vector<ProgramSite> sites;
  std::vector<Error> errors;
  std::vector<ProgramField> fields;
  /// The type of the context that the fused body was made for: it gives nothing useful for another.
  TypeId context_type = kNoType;
  /// Where the plain body begins (vm0), which is the meaning. What is before it is the fused body:
  /// it runs first, and if it fails or finds data unusual, all that it did is forgotten and the
  /// plain one runs. 0: there is no fused body.
  std::uint32_t plain = 0;
  /// How many members the fused body goes down, if it is a path of single ones and nothing else:
  /// it has a fast entry. Else 0. Follows from the code (find_path()).
  std::uint32_t path = 0;
  std::uint32_t registers = 0;
  std::uint32_t depth = 0;        ///< how deep its expressions nest, held against Limits::max_depth
  std::unique_ptr<Arena> memory;  ///< of the constants
};

/// Program::path of a program that has its code.
std::uint32_t find_path(const Program& program);

/// The model of the program's options, or nullptr.
const Model* model_of(const Program& program);

}  // namespace kiln::core
