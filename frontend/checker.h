// Static analysis: the type and the cardinality of each node, from a context type, and what is
// wrong with the expression whatever the data ("Type safety and strict evaluation").
//
// Entry: check(). Tested by frontend/checker_test.cc and the cases in frontend/testdata/check.
//
// How grave a finding is:
//   error     an unknown function, type or variable, a wrong number of arguments, $total outside of
//             aggregate(), a variable defined twice; and what is certain to fail when the
//             expression is evaluated, whatever the data: 1 + 'a'.
//   depends   what fails, or gives nothing, only for some data or in a strict evaluation: an
//   unknown
//             element, an impossible type, a choice by its JSON name, another type of context, an
//             operand of a wrong type that may be empty, an order that is not defined. An error if
//             `strict`, else a warning.
//   warning   (only if `strict`) a collection that may have several items where one is needed.
// A union of types of which one might work is never reported.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "frontend/ast.h"
#include "frontend/diagnostics.h"
#include "frontend/static_type.h"
#include "model/model.h"
#include "runtime/language.h"

namespace kiln::core {

struct CheckOptions {
  Fhir fhir = Fhir::R4;
  LanguageVersion language = LanguageVersion::V3;
  /// A type ("Patient", "Observation.component", "HumanName") or the path of an element
  /// ("Patient.name", "Observation.value[x]"). Empty: unknown, so that only what no context could
  /// make right is reported; then a root identifier that names a type is its own context.
  std::string context_type;
  bool strict = false;  ///< what depends on the data is an error, not a warning
  /// Names of host variables (without %) and functions that are there beside the language's own.
  std::vector<std::string> variables;
  std::vector<std::string> functions;
};

/// The Ast with a type for each node.
struct TypedAst {
  const Ast* ast = nullptr;       ///< not owned
  std::vector<StaticType> types;  ///< by AstId
  Diagnostics diagnostics;        ///< in the order of the text; at most 1,000
  bool ok() const { return !diagnostics.has_errors(); }

  const StaticType& type(AstId id) const { return types[static_cast<std::size_t>(id)]; }
};

/// REQUIRES: the Ast of a parse without error, alive as long as the result. Takes time linear in
/// the number of nodes, and no stack for their depth.
TypedAst check(const Ast& ast, const CheckOptions& options);

/// Whether the specifications give `%name` a meaning (`resource`, `ucum`, `vs-...`), so that
/// neither defineVariable() nor a user may. Without the %.
bool is_predefined_variable(std::string_view name);

}  // namespace kiln::core
