// Suite: the official FHIRPath tests, as their XML files have them.
//
//   <tests><group name="..."><test name="..." inputfile="patient-example.xml">
//     <expression invalid="semantic">...</expression> <output type="string">...</output>
//
// Entry: parse_suite(). What a test asks for is in Test; judging is cli/conformance.h.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kiln::core::cases {

struct ExpectedOutput {
  std::optional<std::string> type;  ///< FHIR's lower-case name: "string", "dateTime", "Quantity"
  std::string value;                ///< dates and times with their @
};

struct Test {
  std::string id;  ///< "group/name", with #2, #3 behind the second and third of the same name
  std::string expression;
  std::string input;               ///< file name; empty: an expression without data
  std::string mode;                ///< "", "strict", "cda", "tx", "element", ...
  std::string invalid;             ///< "", "syntax", "semantic", "execution", "true"
  bool predicate = false;          ///< the result is converted to a Boolean
  bool ordered = true;             ///< outputs come in this order
  bool skip_static_check = false;  ///< the expression is evaluated without being checked
  std::vector<ExpectedOutput> outputs;
};

struct Suite {
  std::string name;    ///< file name without its folder
  std::string folder;  ///< of the file
  std::vector<Test> tests;
};

/// `text` is that of the file. The error is a sentence with the path.
std::expected<Suite, std::string> parse_suite(const std::string& path, std::string_view text);

/// Where the suite keeps an input: beside it, in its folder `input`, or in `../input`; where only
/// the twin is there, the other one of .xml and .json. Nothing if there is none.
std::optional<std::string> find_input(const Suite& suite, const std::string& name);

}  // namespace kiln::core::cases
