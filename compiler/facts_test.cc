#include "compiler/facts.h"

#include <gtest/gtest.h>

#include "compiler/lower.h"
#include "frontend/parser.h"

namespace kiln::core {
namespace {

/// The facts of a whole expression on a context of a type, as text.
std::string facts_of(std::string_view expression, std::string_view context = "Patient",
                     ProgramOptions options = {}) {
  ParseOptions parse_options;
  parse_options.language = options.language;
  const ParseResult parsed = parse(expression, parse_options);
  EXPECT_TRUE(parsed.ok()) << expression;
  const Ir ir = lower(parsed.ast, options);
  const Model& model = Model::get(Fhir::R4);
  const auto facts = analyse(ir, model.find_type(context));
  return to_string(facts.back(), &model);
}

struct FactsRow {
  std::string_view expression;
  std::string_view facts;
};

TEST(Facts, OfTheLanguageHoldForAnyData) {
  constexpr FactsRow kRows[] = {
      {"1", "1..1 System.Integer"},
      {"{}", "0..1"},
      {"'a' = 'b'", "0..1 System.Boolean"},
      {"'a' = 1", "0..1 System.Boolean fails"},
      {"true and false", "0..1 System.Boolean"},
      {"true and 1", "0..1 System.Boolean fails"},
      {"name.count()", "1..1 System.Integer reads=context"},
      {"name.exists()", "1..1 System.Boolean reads=context"},
      {"name.empty().not()", "0..1 System.Boolean reads=context"},
      {"name.first()", "0..1 HumanName reads=context"},
      {"name[0]", "0..1 HumanName reads=context"},
      {"name['a']", "0..1 HumanName fails reads=context"},
      {"name.single()", "0..1 HumanName fails reads=context"},
      {"now()", "1..1 System.DateTime reads=context,environment"},
      {"'a,b'.split(',')", "0..* fails"},
      {"%x", "0..* fails reads=environment"},
      {"name.trace('n')", "0..* HumanName fails host reads=context"},
      {"managingOrganization.resolve()", "0..* fails host reads=context"},
  };
  for (const auto& [expression, facts] : kRows)
    EXPECT_EQ(facts_of(expression), facts) << expression;
}

TEST(Facts, TypesFollowTheModelFromTheTypeOfTheContext) {
  constexpr FactsRow kRows[] = {
      {"Patient", "0..1 Patient reads=context"},
      {"Patient.name", "0..* HumanName reads=context"},
      {"name.given", "0..* string reads=context"},
      {"name.where(use = 'official').given", "0..* string fails reads=context,item"},
      {"name.select(family)", "0..* string reads=context,item"},
      {"contact.name.period.start", "0..* dateTime reads=context"},
      {"Observation.name", "0..* reads=context"},
      {"contained", "0..* reads=context"},
      {"contained.ofType(Observation)", "0..* Observation reads=context"},
      {"link.other.reference", "0..* string reads=context"},
      {"%resource.name", "0..* reads=environment"},
  };
  for (const auto& [expression, facts] : kRows)
    EXPECT_EQ(facts_of(expression), facts) << expression;
  EXPECT_EQ(facts_of("name.given", ""), "0..* reads=context");
}

TEST(Facts, CardinalitiesOfTheModelArePromisesOnly) {
  constexpr FactsRow kRows[] = {
      {"birthDate", "0..* (1) date reads=context"},
      {"maritalStatus.text", "0..* (1) string reads=context"},
      {"deceased", "0..* (1) reads=context"},
      {"deceased.ofType(boolean)", "0..* (1) boolean reads=context"},
      {"maritalStatus.coding.code", "0..* code reads=context"},
      {"birthDate.select($this)", "0..* (1) date reads=context,item"},
  };
  for (const auto& [expression, facts] : kRows)
    EXPECT_EQ(facts_of(expression), facts) << expression;
}

TEST(Facts, InStrictEvaluationANameThatTheTypeDoesNotHaveFails) {
  ProgramOptions strict;
  strict.strict = true;
  EXPECT_EQ(facts_of("name.nmae", "Patient", strict), "0..* fails reads=context");
  EXPECT_EQ(facts_of("name.family", "Patient", strict), "0..* string reads=context");
}

TEST(Facts, OfAVariableAreThoseOfItsValue) {
  EXPECT_EQ(facts_of("defineVariable('n', name).select(%n)"),
            "0..* HumanName fails reads=context,item,variable");
  EXPECT_EQ(facts_of("name.aggregate($total & $index.toString(), '')"),
            "0..* fails reads=context,item,total");
}

}  // namespace
}  // namespace kiln::core
