// Ir: the expression with every name resolved: which function, which type, which variable, whose
// $this. A tree in one vector, children before their parents.
//
// Each node stands for a collection, but for those that only stand as children of others (Field,
// SortKey). Evaluation is that of the language: children from left to right, then the node; lambdas
// and branches when the node asks for them.
//
// Bindings are what a node can refer to besides its children: the item and the position of a
// lambda, the total of aggregate(), a variable. Each is introduced by one node; Ir::bindings says
// what kind it is. Binding 0 is the context.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "compiler/bytecode/program.h"
#include "runtime/builtin/operators.h"

namespace kiln::core {

enum class IrId : std::uint32_t {};
inline constexpr IrId kNoIr{0xFFFFFFFF};
enum class BindingId : std::uint32_t {};
inline constexpr BindingId kContextBinding{0};
inline constexpr BindingId kNoBinding{0xFFFFFFFF};

enum class IrOp : std::uint8_t {
#define KILN_IR_OP(name, children) name,
#include "compiler/ir_op.def"
#undef KILN_IR_OP
};

std::string_view to_string(IrOp op);

enum class LogicOperator : std::uint8_t { And, Or, Xor, Implies };

/// The detail of a Service node: which object, and what at() had.
struct ServiceDetail {
  ProgramSite::Service service;
  ProgramSite::Address address;

  std::uint8_t packed() const {
    return static_cast<std::uint8_t>(static_cast<int>(service) | static_cast<int>(address) << 4);
  }
  static ServiceDetail of(std::uint8_t packed) {
    return {static_cast<ProgramSite::Service>(packed & 0xF),
            static_cast<ProgramSite::Address>(packed >> 4)};
  }
};

struct IrNode {
  IrOp op{};
  std::uint8_t detail = 0;          ///< a BinaryOperator, a LogicOperator, FunctionId, ...: by op
  bool flag = false;                ///< SortKey: descending
  Span span{};                      ///< of the node's text
  Span place{};                     ///< of its name or operator: where its errors point
  std::uint32_t index = 0;          ///< of a constant, a name, a type, an error in the Ir: by op
  BindingId item = kNoBinding;      ///< Binding: which; a lambda's node: its item
  BindingId position = kNoBinding;  ///< a lambda's $index
  BindingId total = kNoBinding;     ///< aggregate()
  std::uint32_t first_child = 0;
  std::uint32_t child_count = 0;
};

struct Ir {
  ProgramOptions options;
  std::string source;
  std::vector<IrNode> nodes;
  std::vector<IrId> children;
  std::uint32_t bindings = 1;
  std::uint32_t depth = 0;  ///< how deep expressions nest, chains not counted
  std::vector<Items> constants;
  std::vector<PathName> names;
  std::vector<ResolvedType> types;
  std::vector<Error> errors;
  std::unique_ptr<Arena> memory;  ///< of the constants

  IrId root() const { return IrId{static_cast<std::uint32_t>(nodes.size() - 1)}; }
  const IrNode& node(IrId id) const { return nodes[static_cast<std::size_t>(id)]; }
  std::span<const IrId> children_of(const IrNode& node) const {
    return std::span(children).subspan(node.first_child, node.child_count);
  }
};

}  // namespace kiln::core
