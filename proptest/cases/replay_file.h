// Replay files: one evaluation as a text that can be replayed: what a sweep has found, a report, a
// regression.
//
//   # kiln case 1
//   # found-by: sweep of invariants-r4.json: dom-3
//   engines: ref vm                      default: all
//   fhir: r4b                            none, r4, r4b, r5; default r4
//   language: 2.0                        default 3.0
//   strict: true                         so as_filters, json_choice_names; default false
//   type: HumanName                      of the root, where that is no resource
//   context: Patient.name[0]             what is evaluated on, as path_of() writes it; default:
//   root expect: ["FHIR.string 'Peter'"]      or `expect: error K0301 at 7-22`
//   ---
//   name.given.first()
//   ---
//   {"resourceType": "Patient", "name": [{"given": ["Peter"]}]}
//
// The first line is there always; other lines with # are comments. The expression is everything
// between the first and the last line of three hyphens, the resource (JSON) everything behind; no
// resource: an expression without data. Each item of `expect` is a JSON string with what a .cases
// file has for the item; the place of an error is the span of its bytes in the expression and may
// be left out. now() is 2026-02-25T14:31:39.096+11:00.
//
// A .cases file (case_file.h) is another thing: many expressions, a line each, with what they must
// answer, on resources that stand beside it, written by hand. A replay file is one expression with
// all that it needs, and need not say what is right: engines that differ are enough.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/fhir.h"
#include "proptest/oracle/engines.h"
#include "runtime/language.h"

namespace kiln::core::cases {

/// What every engine must answer.
struct Expectation {
  std::vector<std::string> items;  ///< each as print() of case_file.h prints it alone
  std::string error;               ///< "K0301", "K0301 at 7-22"; empty: the items are expected

  friend bool operator==(const Expectation&, const Expectation&) = default;
};

struct Replay {
  std::string found_by = {};                 ///< in a line
  std::vector<oracle::Engine> engines = {};  ///< empty: all
  Fhir fhir = Fhir::R4;
  LanguageVersion language = LanguageVersion::V3;
  bool strict = false;
  bool as_filters = false;
  bool json_choice_names = false;
  std::string type = {};     ///< of a root that is no resource
  std::string context = {};  ///< path; empty: the root
  std::optional<Expectation> expect = {};
  std::string expression = {};
  std::string resource = {};  ///< JSON; empty: no data

  friend bool operator==(const Replay&, const Replay&) = default;
};

/// The error is "line 3: ...".
std::expected<Replay, std::string> parse_replay(std::string_view text);

/// parse_replay() reads the same from it. REQUIRES: a resource that is empty or JSON.
std::string print(const Replay& replay);

}  // namespace kiln::core::cases
