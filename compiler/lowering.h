// Lowering: the state of lower() and what its parts share. lower.cc has the nodes of the Ast,
// lower_call.cc the functions.
#pragma once

#include <array>
#include <map>
#include <unordered_map>
#include <vector>

#include "compiler/ir.h"
#include "frontend/ast_shape.h"

namespace kiln::core {

/// What an expression can see (§5 "Special variables").
struct LoweringScope {
  BindingId focus = kContextBinding;  ///< what a path without a left side starts from
  BindingId self = kContextBinding;   ///< $this
  BindingId position = kNoBinding;    ///< $index; none: 0
  BindingId total = kNoBinding;       ///< $total; none: outside of aggregate()
  /// The last variable that was defined, an index into Lowering::variables; or, where names are
  /// computed, the binding of the scope at run time.
  std::int32_t variable = -1;
  BindingId dynamic = kNoBinding;
};

class Lowering {
 public:
  Lowering(const Ast& ast, const ProgramOptions& options);
  Ir run();

 private:
  struct Variable {
    std::string_view name;
    BindingId binding;
    std::int32_t outer;
  };

  // lower.cc
  IrId lower(AstId id, const LoweringScope& scope);
  IrId leaf(AstId id, LoweringScope& chain);
  IrId step(AstId id, IrId left, LoweringScope& chain);
  IrId literal(const AstNode& node, bool negative);
  IrId binary(AstId id, IrId left, const LoweringScope& scope);
  IrId type_operation(const AstNode& node, IrId operand);
  IrId external_constant(const AstNode& node, const LoweringScope& scope);
  IrId instance(AstId id, const LoweringScope& scope);

  // lower_call.cc
  IrId call(AstId id, IrId input, LoweringScope& chain);
  IrId service_call(AstId id, std::string_view service, const LoweringScope& scope);
  IrId type_name(const AstNode& node);
  IrId define_variable(AstId id, IrId input, LoweringScope& chain);
  IrId lambda_call(AstId id, IrOp op, IrId input, const LoweringScope& scope);
  IrId sort(AstId id, IrId input, const LoweringScope& scope);
  IrId iif(AstId id, IrId input, const LoweringScope& scope);
  IrId typed_call(AstId id, IrOp op, IrId input);

  // Nodes.
  IrId add(IrOp op, const AstNode& at, std::initializer_list<IrId> children);
  IrId add(IrOp op, const AstNode& at, std::span<const IrId> children);
  IrNode& last() { return ir_.nodes.back(); }
  IrId constant(const AstNode& at, const Item& item);
  std::uint32_t constant_index(const Item& item);
  IrId binding(const AstNode& at, BindingId binding);
  /// A failure behind `before`, at the place of a node.
  IrId failure(const AstNode& at, std::span<const IrId> before, Error error);
  BindingId new_binding() { return BindingId{ir_.bindings++}; }
  std::uint32_t name_index(std::string_view name);
  Expected<std::uint32_t> type_index(std::string_view qualifier, std::string_view name);

  const Ast& ast_;
  Ir ir_;
  const Model* model_;
  bool dynamic_variables_ = false;  ///< a defineVariable() has a computed name
  std::uint32_t depth_ = 0;
  std::vector<Variable> variables_;
  std::unordered_map<std::string_view, std::uint32_t> names_;
  std::map<std::array<std::uint64_t, 2>, std::uint32_t> constants_;  ///< by the item's words
};

}  // namespace kiln::core
