#include "compiler/ir_shape.h"

#include <algorithm>

namespace kiln::core {
namespace {

using Index = IrShape::Index;
using Detail = IrShape::Detail;
using Binding = IrShape::Binding;

constexpr IrShape shape(IrOp op, Index index = Index::None, Detail detail = Detail::None) {
  return {.op = op, .index = index, .detail = detail};
}

constexpr IrShape lambda(IrOp op, Binding position, std::uint8_t first = 1,
                         Binding total = Binding::None) {
  return {
      .op = op, .item = Binding::ForLambda, .position = position, .total = total, .lambda = first};
}

/// The aggregator is the last child, behind a start value or not.
constexpr std::uint8_t kLast = 0xFE;

constexpr IrShape kShapes[] = {
    shape(IrOp::Constant, Index::Constant),
    {.op = IrOp::Binding, .item = Binding::Refers},
    {.op = IrOp::Variable, .index = Index::Name, .item = Binding::RefersToScope},
    shape(IrOp::RootMember, Index::Name),
    shape(IrOp::Member, Index::Name),
    shape(IrOp::Index),
    shape(IrOp::Call, Index::None, Detail::Function),
    shape(IrOp::Service, Index::Name, Detail::Service),
    shape(IrOp::HostCall, Index::Name),
    shape(IrOp::Binary, Index::None, Detail::Binary),
    shape(IrOp::Unary, Index::None, Detail::Unary),
    shape(IrOp::Logic, Index::None, Detail::Logic),
    shape(IrOp::Is, Index::Type),
    shape(IrOp::As, Index::Type),
    shape(IrOp::OfType, Index::Type),
    lambda(IrOp::Exists, Binding::ForLambda),
    lambda(IrOp::All, Binding::ForLambda),
    lambda(IrOp::Where, Binding::ForLambda),
    lambda(IrOp::Select, Binding::ForLambda),
    lambda(IrOp::Repeat, Binding::None),
    lambda(IrOp::RepeatAll, Binding::None),
    lambda(IrOp::Sort, Binding::None),
    shape(IrOp::SortKey),
    lambda(IrOp::Aggregate, Binding::ForLambda, kLast, Binding::ForLambda),
    lambda(IrOp::Trace, Binding::ForLambda, 2),
    lambda(IrOp::Iif, Binding::None),
    shape(IrOp::Coalesce),
    {.op = IrOp::Define,
     .index = Index::Name,
     .item = Binding::ForChain,
     .total = Binding::ForValue},
    {.op = IrOp::DefineComputed,
     .item = Binding::ScopeForChain,
     .position = Binding::RefersToScope,
     .total = Binding::ForValue},
    shape(IrOp::Instance, Index::Type),
    shape(IrOp::Field, Index::Name),
    shape(IrOp::Fail, Index::Error),
};

consteval bool is_in_order() {
  for (std::size_t i = 0; i < std::size(kShapes); ++i) {
    if (kShapes[i].op != static_cast<IrOp>(i)) return false;
  }
  return true;
}
static_assert(is_in_order(), "the rows are in the order of ir_op.def");

/// From the words of ir_op.def: `name`, `name?`, `names...`.
consteval IrChildCount parse(std::string_view words) {
  IrChildCount count;
  while (!words.empty()) {
    const std::size_t size = std::min(words.find(' '), words.size());
    const std::string_view word = words.substr(0, size);
    words.remove_prefix(std::min(size + 1, words.size()));
    const bool is_optional = word.ends_with('?');
    if (word.ends_with("...")) {
      count.most = UINT32_MAX;
    } else {
      ++count.most;
      if (!is_optional) ++count.least;
    }
  }
  return count;
}

constexpr IrChildCount kChildCounts[] = {
#define KILN_IR_OP(name, children) parse(children),
#include "compiler/ir_op.def"
#undef KILN_IR_OP
};
static_assert(std::size(kShapes) == std::size(kChildCounts));

}  // namespace

const IrShape& shape_of(IrOp op) {
  return kShapes[static_cast<std::size_t>(op)];
}

IrChildCount child_count_of(IrOp op) {
  return kChildCounts[static_cast<std::size_t>(op)];
}

std::uint32_t first_lambda(const IrNode& node) {
  const std::uint8_t lambda = shape_of(node.op).lambda;
  if (lambda == IrShape::kNoLambda) return UINT32_MAX;
  return lambda == kLast ? node.child_count - 1 : lambda;
}

}  // namespace kiln::core
