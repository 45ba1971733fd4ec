#include "frontend/ast_shape.h"

namespace kiln::core {

AstId left_of(const Ast& ast, AstId id) {
  switch (ast.node(id).kind) {
    case AstKind::Member:
    case AstKind::Call:
    case AstKind::Index:
    case AstKind::Binary:
    case AstKind::TypeOperation: {
      const auto children = ast.children(id);
      return children.empty() ? kNoAst : children[0];
    }
    default:
      return kNoAst;
  }
}

bool is_negative_integer(const Ast& ast, AstId id) {
  const AstNode& node = ast.node(id);
  if (node.kind != AstKind::Unary || node.op != Operator::Minus) return false;
  const AstKind operand = ast.node(ast.children(id)[0]).kind;
  return operand == AstKind::Integer || operand == AstKind::Long;
}

std::string_view service_of(const Ast& ast, AstId call) {
  while (true) {
    const AstId left = ast.children(call)[0];
    if (left == kNoAst) return {};
    const AstNode& node = ast.node(left);
    if (node.kind == AstKind::ExternalConstant) {
      for (const std::string_view service : {"terminologies", "factory", "server"}) {
        if (node.name == service) return service;
      }
      return {};
    }
    if (node.kind != AstKind::Call || node.name != "at") return {};
    call = left;
  }
}

}  // namespace kiln::core
