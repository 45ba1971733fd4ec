// Case files: what an expression must answer, a line each; read by the tests of every engine.
//
//   # 5.6.2 lastIndexOf                        a comment
//   @ resource patient.json                    a file of cases/data, or `none`; until the next one
//   @ fhir r4 | r4b | r5 | none                default r4
//   @ language 2.0 | 3.0                       default 3.0
//   @ option strict | as_filters | lenient     default lenient
//   'abc abc'.lastIndexOf('a') => 4
//   name.given => FHIR.string 'Peter', FHIR.string 'James'
//   (1 | 2).single() => error K0301
//   {} => {}
//
// Items are written as literals; a node as its type and its value, or as its type and its JSON; a
// Decimal without fraction digits ends with its point. now() is 2026-02-25T14:31:39.096+11:00 in
// all cases.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/fhir.h"
#include "model/model.h"
#include "runtime/diagnostic/error.h"
#include "runtime/language.h"
#include "runtime/value/value.h"

namespace kiln::core::cases {

struct Case {
  int line = 0;
  std::string expression;
  std::string expected;
  // The directives above it.
  std::string resource;  ///< "" for none
  Fhir fhir = Fhir::R4;
  LanguageVersion language = LanguageVersion::V3;
  bool strict = false;
  bool as_filters = false;
};

/// The cases of a file's text. Nothing is skipped: a line that is no case is an error with its
/// number.
std::expected<std::vector<Case>, std::string> parse(std::string_view text);

/// What a case expects, as an engine's answer prints: "4", "'a', 'b'", "{}", "error K0301".
std::string print(const Values& items, const Model* model);
std::string print(const Error& error);

}  // namespace kiln::core::cases
