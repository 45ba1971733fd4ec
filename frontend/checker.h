// Static analysis: the type and the cardinality of each node, from a context type.
// Entry: check(). Tested by frontend/checker_test.cc and the cases in frontend/testdata.
#pragma once

#include <vector>

#include "frontend/ast.h"
#include "frontend/diagnostics.h"
#include "frontend/parser.h"
#include "model/model.h"

namespace kiln {

/// What a node can evaluate to. `types` empty: anything (unknown).
struct StaticType {
  std::vector<TypeId> types;
  bool may_be_empty = true;   ///< least number of items is 0
  bool may_be_many = true;    ///< greatest number of items is above 1
  bool ordered = true;        ///< false after children(), descendants(), repeat()
};

struct CheckOptions {
  Fhir fhir = Fhir::R4;
  LanguageVersion language = LanguageVersion::V3;
  /// "Patient", "Observation.component", "HumanName"; empty: unknown, so that only what no context
  /// could make right is reported. A root identifier that names a type is its own context.
  std::string context_type;
  bool strict = false;  ///< unknown elements and impossible types are errors, not warnings
  /// Names of host variables and functions that are there beside the language's own.
  std::vector<std::string> variables;
  std::vector<std::string> functions;
};

/// The Ast with a type for each node.
struct TypedAst {
  const Ast* ast = nullptr;
  std::vector<StaticType> types;  ///< by AstId
  Diagnostics diagnostics;
  bool ok() const { return !diagnostics.has_errors(); }
};

TypedAst check(const Ast& ast, const CheckOptions& options);

}  // namespace kiln
