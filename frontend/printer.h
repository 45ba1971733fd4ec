// Ast to text, in one canonical form with as few parentheses as the grammar needs.
//
// Entry: print(). same_structure(parse(print(ast)).ast, ast) holds for every Ast without errors;
// tested as a property by frontend/printer_test.cc. The one exception: each call on a type
// operation
// (`x as T.f() as T.f()`) is printed with its parentheses, so that a chain of more of them than
// ParseOptions::max_depth needs a higher limit to be parsed again.
//
// One line; one space around infix operators and after commas; names in backticks only where the
// grammar needs them; escapes only for quotes, backslashes and control characters. Comments are not
// part of an Ast, and so are lost. A node where the parser recovered is written `<error>`.
#pragma once

#include <string>
#include <string_view>

#include "frontend/ast.h"

namespace kiln::core {

std::string print(const Ast& ast);

/// The subtree of `id` alone. REQUIRES: id != kNoAst.
std::string print(const Ast& ast, AstId id);

/// A name as the grammar's identifier: `name`, or in backticks and escaped if it must be.
std::string print_identifier(std::string_view name);

/// A string literal with its quotes.
std::string print_string(std::string_view text);

/// FHIR.Patient.contact, part by part as identifiers.
std::string print_type_specifier(const QualifiedName& type);

}  // namespace kiln::core
