// Names of kinds and operators, and structural equality.
#include "frontend/ast.h"

#include <algorithm>
#include <array>

namespace kiln {

std::string_view to_string(AstKind kind) {
  switch (kind) {
    case AstKind::Empty:
      return "Empty";
    case AstKind::Boolean:
      return "Boolean";
    case AstKind::String:
      return "String";
    case AstKind::Integer:
      return "Integer";
    case AstKind::Long:
      return "Long";
    case AstKind::Decimal:
      return "Decimal";
    case AstKind::Date:
      return "Date";
    case AstKind::DateTime:
      return "DateTime";
    case AstKind::Time:
      return "Time";
    case AstKind::Quantity:
      return "Quantity";
    case AstKind::Member:
      return "Member";
    case AstKind::Call:
      return "Call";
    case AstKind::Index:
      return "Index";
    case AstKind::Unary:
      return "Unary";
    case AstKind::Binary:
      return "Binary";
    case AstKind::TypeOperation:
      return "TypeOperation";
    case AstKind::ExternalConstant:
      return "ExternalConstant";
    case AstKind::This:
      return "This";
    case AstKind::IndexVariable:
      return "IndexVariable";
    case AstKind::Total:
      return "Total";
    case AstKind::InstanceSelector:
      return "InstanceSelector";
    case AstKind::InstanceField:
      return "InstanceField";
    case AstKind::SortKey:
      return "SortKey";
    case AstKind::TypeSpecifier:
      return "TypeSpecifier";
    case AstKind::Error:
      return "Error";
  }
  return "";
}

namespace core {
namespace {

struct OperatorRow {
  std::string_view spelling;
  std::uint8_t precedence;
};

constexpr auto kOperators = std::to_array<OperatorRow>({
#define KILN_OPERATOR(name, spelling, precedence) {spelling, precedence},
#include "frontend/operator.def"
#undef KILN_OPERATOR
});

}  // namespace

std::string_view to_string(Operator op) {
  return kOperators[static_cast<std::size_t>(op)].spelling;
}

int precedence_of(Operator op) {
  return kOperators[static_cast<std::size_t>(op)].precedence;
}

bool takes_type_specifier(std::string_view function) {
  return function == "is" || function == "as" || function == "ofType";
}

bool same_structure(const Ast& a, const Ast& b) {
  // Ids are a post-order: trees of one structure have the same ids everywhere.
  return std::ranges::equal(a.nodes(), b.nodes(), [&](const AstNode& x, const AstNode& y) {
    return x.kind == y.kind && x.op == y.op && x.flag == y.flag && x.text == y.text &&
           x.name == y.name && x.qualifier == y.qualifier &&
           std::ranges::equal(a.children(x), b.children(y));
  });
}

}  // namespace core
}  // namespace kiln
