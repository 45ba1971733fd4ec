// What follows from the shape of an Ast alone, for whoever gives it a meaning.
#pragma once

#include <string_view>

#include "frontend/ast.h"

namespace kiln::core {

/// The node that a chain goes on from (`a.b`, `a + b`), or kNoAst for a node that begins one.
AstId left_of(const Ast& ast, AstId id);

/// §4.1.3: a minus right before an integer belongs to it where it is evaluated, or the least one
/// could not be written.
bool is_negative_integer(const Ast& ast, AstId id);

/// Of a Call: the object of the environment whose function it is (`%terminologies.expand(...)`,
/// `%terminologies.at(url).expand(...)`): "terminologies", "factory", "server"; "" if it is none's.
std::string_view service_of(const Ast& ast, AstId call);

/// Where an error of a node points: its name or operator, if it has one.
inline Span place_of(const AstNode& node) {
  return node.name_span == Span{} ? node.span : node.name_span;
}

}  // namespace kiln::core
