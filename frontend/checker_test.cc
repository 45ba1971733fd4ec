#include "frontend/checker.h"

#include <gtest/gtest.h>

#include <sstream>

#include "frontend/golden.h"
#include "frontend/parser.h"
#include "model/types.h"

namespace kiln::core {
namespace {

struct Checked {
  ParseResult parsed;
  TypedAst typed;

  const std::vector<Diagnostic>& findings() const { return typed.diagnostics.items(); }
  std::string type() const {
    return to_string(&Model::get(Fhir::R4), typed.type(parsed.ast.root()));
  }
};

/// The result of checking; REQUIRES: an expression without a syntax error.
std::unique_ptr<Checked> checked(std::string_view expression, const CheckOptions& options) {
  auto result = std::make_unique<Checked>();
  result->parsed = parse(expression);
  EXPECT_TRUE(result->parsed.ok()) << expression;
  result->typed = check(result->parsed.ast, options);
  return result;
}

std::unique_ptr<Checked> checked(std::string_view expression, std::string context = "Patient",
                                 bool strict = false) {
  CheckOptions options;
  options.context_type = std::move(context);
  options.strict = strict;
  return checked(expression, options);
}

/// The options that the first line of a golden case names: "R4 Patient strict v2 %name name()".
CheckOptions options_of(const std::string& line) {
  CheckOptions options;
  std::istringstream words(line);
  for (std::string word; words >> word;) {
    if (word == "R4" || word == "R4B" || word == "R5" || word == "None")
      options.fhir = word == "R4"    ? Fhir::R4
                     : word == "R4B" ? Fhir::R4B
                     : word == "R5"  ? Fhir::R5
                                     : Fhir::None;
    else if (word == "strict")
      options.strict = true;
    else if (word == "v2")
      options.language = LanguageVersion::V2;
    else if (word.starts_with('%'))
      options.variables.push_back(word.substr(1));
    else if (word.ends_with("()"))
      options.functions.push_back(word.substr(0, word.size() - 2));
    else
      options.context_type = word;
  }
  return options;
}

std::string check_golden(std::string_view input) {
  const std::size_t first_line = input.find('\n');
  const CheckOptions options = options_of(std::string(input.substr(0, first_line)));
  const std::string_view expression = input.substr(first_line + 1);
  const auto result = checked(expression, options);
  const Model* model = options.fhir == Fhir::None ? nullptr : &Model::get(options.fhir);
  return to_string(model, result->typed.type(result->parsed.ast.root())) + "\n" +
         render(result->typed.diagnostics, expression);
}

TEST(CheckerGolden, Types) {
  check_goldens("check/types.txt", check_golden);
}
TEST(CheckerGolden, Elements) {
  check_goldens("check/elements.txt", check_golden);
}
TEST(CheckerGolden, Functions) {
  check_goldens("check/functions.txt", check_golden);
}
TEST(CheckerGolden, Operators) {
  check_goldens("check/operators.txt", check_golden);
}
TEST(CheckerGolden, Variables) {
  check_goldens("check/variables.txt", check_golden);
}

TEST(Checker, GivesEveryNodeAType) {
  const auto result = checked("name.where(use = 'official').given");
  std::vector<std::string> types;
  for (const StaticType& type : result->typed.types)
    types.push_back(to_string(&Model::get(Fhir::R4), type));
  EXPECT_EQ(types, (std::vector<std::string>{"FHIR.HumanName 0..*",  // name
                                             "FHIR.code 0..1",       // use
                                             "System.String 1..1",   // 'official'
                                             "System.Boolean 0..1",  // use = 'official'
                                             "FHIR.HumanName 0..*",  // name.where(...)
                                             "FHIR.string 0..*"}));  // ... .given
}

TEST(Checker, WhatDependsOnDataIsAWarningAndAnErrorIfStrict) {
  for (const char* expression :
       {"nmae", "Encounter.status", "birthDate as Quantity", "children().first()",
        "deceasedBoolean", "name.given + 1", "iif('a', 1)"}) {
    const auto lenient = checked(expression);
    EXPECT_TRUE(lenient->typed.ok()) << expression;
    ASSERT_EQ(lenient->findings().size(), 1u) << expression;
    EXPECT_EQ(lenient->findings()[0].severity, Severity::Warning) << expression;
    const auto strict = checked(expression, "Patient", true);
    EXPECT_FALSE(strict->typed.ok()) << expression;
    EXPECT_EQ(strict->typed.diagnostics.first_error().code, lenient->findings()[0].error.code);
  }
}

TEST(Checker, WhatNoDataCanMakeRightIsAnErrorAlways) {
  const std::pair<const char*, ErrorCode> kCases[] = {
      {"lenght()", ErrorCode::UnknownFunction},
      {"name.where()", ErrorCode::WrongArgumentCount},
      {"name is Nmae", ErrorCode::UnknownType},
      {"%nmae", ErrorCode::UnknownVariable},
      {"$total", ErrorCode::TotalOutsideAggregate},
      {"ofType('Patient')", ErrorCode::TypeSpecifierExpected},
      {"defineVariable('resource')", ErrorCode::VariableRedefined},
      {"1 + 'a'", ErrorCode::WrongOperandType},
      {"length()", ErrorCode::WrongInputType},
      {"'a'.substring('b')", ErrorCode::WrongArgumentType},
      {"(1 | 2).toString()", ErrorCode::NotASingleton},
  };
  for (const auto& [expression, code] : kCases) {
    for (const bool strict : {false, true}) {
      const auto result = checked(expression, "Patient", strict);
      ASSERT_FALSE(result->typed.ok()) << expression;
      EXPECT_EQ(result->typed.diagnostics.first_error().code, code) << expression;
    }
  }
}

TEST(Checker, WhatMayNotBeEvaluatedIsNoCertainError) {
  for (const char* expression :
       {"active and 1 + 'a' = 2", "iif(active, 1 + 'a')", "name.select(1 + 'a')",
        "coalesce(name, 1 + 'a')", "name.sort(-'a')", "name.exists(1 + 'a' = 2)"}) {
    const auto result = checked(expression);
    EXPECT_TRUE(result->typed.ok()) << expression;
    EXPECT_EQ(result->findings().size(), 1u) << expression;
  }
  EXPECT_FALSE(checked("iif(1 + 'a' = 2, 1)")->typed.ok());
  EXPECT_FALSE(checked("select(1 + 'a')")->typed.ok());
  EXPECT_FALSE(checked("1 + 'a' = 2 and active")->typed.ok());
}

TEST(Checker, AUnionOfWhichOneTypeMightWorkIsNotReported) {
  for (const char* expression :
       {"Observation.value.unit", "Observation.value + 1", "Observation.value.length()",
        "Observation.value > 5 'mg'", "Observation.value as Period", "Observation.value.not()"})
    EXPECT_TRUE(checked(expression, "Observation", true)->typed.ok()) << expression;
}

TEST(Checker, ItemsOfAnAbstractTypeMayHaveWhatATypeBelowHas) {
  const auto result = checked("entry.resource.birthDate", "Bundle", true);
  EXPECT_TRUE(result->findings().empty());
  EXPECT_EQ(result->type(), "FHIR.date 0..*");
  EXPECT_EQ(checked("entry.resource.brithDate", "Bundle")->findings().size(), 1u);
}

TEST(Checker, WithoutAContextATypeNameIsItsOwn) {
  EXPECT_EQ(checked("Patient.name", "")->type(), "FHIR.HumanName 0..*");
  EXPECT_EQ(checked("Patient.nmae", "")->findings().size(), 1u);
  EXPECT_TRUE(checked("nmae.gievn", "")->findings().empty());
  EXPECT_TRUE(checked("code.coding", "")->findings().empty());  // an element, not the type code
}

TEST(Checker, TheContextMayBeThePathOfAnElement) {
  EXPECT_EQ(checked("$this", "Patient.contact")->type(), "FHIR.Patient.contact 1..1");
  EXPECT_EQ(checked("$this", "Patient.contact.name")->type(), "FHIR.HumanName 1..1");
  EXPECT_EQ(checked("$this", "Patient.deceased[x]")->type(), "FHIR.boolean | FHIR.dateTime 1..1");
  EXPECT_EQ(checked("$this", "Questionnaire.item.item.item")->type(),
            "FHIR.Questionnaire.item 1..1");
  for (const char* context : {"Patiens", "Patient.", ".", "Patient..name", "Patient.nmae"}) {
    const auto result = checked("$this", context);
    ASSERT_FALSE(result->typed.ok()) << context;
    EXPECT_EQ(result->typed.diagnostics.first_error().code, ErrorCode::UnknownType);
  }
}

TEST(Checker, RepeatSeesWhatItFinds) {
  EXPECT_TRUE(checked("repeat(item | answer).value", "QuestionnaireResponse", true)->typed.ok());
  EXPECT_EQ(checked("repeat(item).linkId", "Questionnaire")->type(), "FHIR.string 0..* unordered");
  EXPECT_EQ(checked("repeat(item | nothing)", "Questionnaire")->findings().size(), 1u);
  EXPECT_EQ(checked("repeat(itm)", "Questionnaire")->findings().size(), 1u);
  EXPECT_EQ(checked("expansion.repeat(contains.repeat(contains))", "ValueSet")->findings().size(),
            0u);
}

TEST(Checker, NestedRepeatsTakeLinearTime) {
  std::string expression = "item";
  for (int i = 0; i < 500; ++i) expression = "repeat(item | " + expression + ")";
  EXPECT_TRUE(checked(expression, "Questionnaire")->typed.ok());
}

TEST(Checker, LongChainsAndDeepNestingNeedNoStack) {
  std::string sum = "1";
  std::string path = "name";
  std::string calls = "name";
  std::string conjunction = "true";
  for (int i = 0; i < 20'000; ++i) {
    sum += " + 1";
    path += ".id";
    calls += ".where(true)";
    conjunction += " and true";
  }
  std::string nested = "1";
  for (int i = 0; i < 1'900; ++i) nested = "iif(true, " + nested + ")";
  EXPECT_EQ(checked(sum)->type(), "System.Integer 0..1");
  EXPECT_EQ(checked(calls)->type(), "FHIR.HumanName 0..*");
  EXPECT_EQ(checked(conjunction)->type(), "System.Boolean 1..1");
  EXPECT_EQ(checked(nested)->type(), "System.Integer 0..1");
  EXPECT_EQ(checked(path)->type(), "FHIR.string 0..*");  // a string has an id
}

TEST(Checker, FindingsAreLimitedAndTheFirstErrorIsKept) {
  std::string expression = "a";
  for (int i = 0; i < 5'000; ++i) expression += " | a";
  const auto warnings = checked(expression);
  EXPECT_EQ(warnings->findings().size(), 1'000u);
  EXPECT_TRUE(warnings->typed.ok());
  const auto result = checked(expression + " | lenght() | lenght()");
  EXPECT_EQ(result->findings().size(), 1'001u);
  EXPECT_FALSE(result->typed.ok());
}

TEST(Checker, FindingsComeInTheOrderOfTheText) {
  const auto result = checked("lenght(nmae)", "Patient");
  ASSERT_EQ(result->findings().size(), 2u);
  EXPECT_EQ(result->findings()[0].error.code, ErrorCode::UnknownFunction);
  EXPECT_EQ(result->findings()[1].error.code, ErrorCode::UnknownElement);
}

TEST(StaticTypes, ArePrinted) {
  const Model& model = Model::get(Fhir::R4);
  EXPECT_EQ(to_string(&model, StaticType{}), "anything 0..*");
  StaticType type;
  type.types = {fhir_type::HumanName, system_type::String};
  type.may_be_empty = false;
  type.ordered = false;
  EXPECT_EQ(to_string(&model, type), "FHIR.HumanName | System.String 1..* unordered");
  type.types = {system_type::String};
  type.may_be_many = false;
  EXPECT_EQ(to_string(nullptr, type), "System.String 1..1 unordered");
}

}  // namespace
}  // namespace kiln::core
