// IrShape: what the fields of a node mean, by its operation: for what prints and checks the Ir.
#pragma once

#include <cstdint>
#include <string_view>

#include "compiler/ir.h"

namespace kiln::core {

struct IrShape {
  /// The table that IrNode::index is a row of.
  enum class Index : std::uint8_t { None, Constant, Name, Type, Error };
  enum class Detail : std::uint8_t {
    None,
    Function,
    Service,
    Binary,
    Unary,
    Logic,
  };
  /// What a node does with one of its bindings; Scope: of variables whose names are computed.
  enum class Binding : std::uint8_t {
    None,
    Refers,         ///< to one that is there
    RefersToScope,  ///< if it has one
    ForLambda,      ///< its lambdas see it, if it has one
    ForValue,       ///< the value of a variable sees it
    ForChain,       ///< what follows on its chain sees it
    ScopeForChain,
  };

  IrOp op;
  Index index = Index::None;
  Detail detail = Detail::None;
  Binding item = Binding::None;
  Binding position = Binding::None;
  Binding total = Binding::None;
  std::uint8_t lambda = kNoLambda;  ///< the first child that sees the bindings ForLambda

  static constexpr std::uint8_t kNoLambda = 0xFF;
};

const IrShape& shape_of(IrOp op);

/// How many children a node may have, by ir_op.def.
struct IrChildCount {
  std::uint32_t least = 0;
  std::uint32_t most = 0;
};
IrChildCount child_count_of(IrOp op);

/// The first of a node's children that see its bindings ForLambda; those behind it see them too.
std::uint32_t first_lambda(const IrNode& node);

}  // namespace kiln::core
