// What an evaluation allocates once its Context has seen it before: nothing, but for the rows of
// kAllocating, each of which says why. (Memory that C libraries take with malloc does not count.)

#include <gtest/gtest.h>

#include "compiler/compile.h"
#include "frontend/parser.h"
#include "proptest/faults/allocations.h"
#include "vm/interpreter.h"

namespace kiln::core {
namespace {

constexpr std::string_view kPatient = R"({"resourceType": "Patient", "id": "p", "active": true,
    "contained": [{"resourceType": "Organization", "id": "o", "name": "org"}],
    "managingOrganization": {"reference": "#o"},
    "birthDate": "1974-12-25", "_birthDate": {"extension": [{"url": "http://time",
        "valueDateTime": "1974-12-25T14:35:45-05:00"}]},
    "name": [{"use": "official", "family": "Chalmers and more than fifteen bytes",
              "given": ["Peter", "James"], "period": {"start": "2001-05-06"}},
             {"use": "usual", "given": ["Jim"]},
             {"use": "maiden", "family": "Windsor", "given": ["Peter", "James"],
              "period": {"end": "2002"}}],
    "telecom": [{"system": "phone", "value": "(03) 5555 6473", "rank": 1},
                {"system": "phone", "value": "(03) 3410 5613", "rank": 2}],
    "address": [{"line": ["534 Erewhon St"], "city": "PleasantVille"}],
    "extension": [{"url": "http://weight", "valueQuantity": {"value": 72.5, "unit": "kg",
        "system": "http://unitsofmeasure.org", "code": "kg"}},
      {"url": "http://coding", "valueCoding": {"system": "s", "code": "c"}}]})";

constexpr std::string_view kExpressions[] = {
    // Paths
    "Patient.name.family",
    "Patient.name.given",
    "name.where(use = 'official').given.first()",
    "name[0].given[1]",
    "Patient.extension('http://weight').value",
    "birthDate.extension.value",
    "children().count()",
    "descendants().count()",
    "name.given.count()",
    "%resource.id & %rootResource.id & %context.id",
    "contained.name.select(%resource.id)",
    "managingOrganization.resolve().name",
    "managingOrganization.reference.resolve().id",
    // Filters and projections
    "name.where(given.exists()).count()",
    "name.all(given.count() > 0)",
    "name.select(given.first() | family)",
    "name.given.select($this & $index.toString())",
    "repeat(children()).count()",
    "repeatAll(contained).count()",
    "name.given.aggregate($total + $this.length(), 0)",
    "name.exists(use = 'usual')",
    "telecom.sort(rank desc).value.first()",
    "name.given.sort()",
    "iif(active, name.first().family, 'none')",
    "coalesce(deceased, active)",
    "name.defineVariable('n', given.first()).select(%n)",
    // Collections
    "name.given | name.family",
    "name.given.distinct()",
    "name.distinct().count()",
    "name.isDistinct()",
    "name.given.intersect(name[1].given)",
    "name.given.exclude(name[0].given)",
    "name.given.combine(name.family).count()",
    "name.given.subsetOf(name.given)",
    "name.tail().given.last()",
    "name.skip(1).take(1).use",
    "name[1].given.single() | 'x'",
    "'Peter' in name.given",
    "(1 | 2 | 3).tail()",
    // Equality and order
    "name[0] = name[2]",
    "name[0] ~ name[2]",
    "name = name",
    "name.given ~ name.given",
    "extension[1].value ~ extension[1].value",
    "birthDate < today()",
    "'abc' < 'abd' and 1.5 <= 2 and 3 > 2",
    "active = true and (active implies active.not())",
    // Types
    "extension.value.ofType(Quantity).value",
    "extension[0].value is Quantity",
    "(extension[0].value as Quantity).unit",
    "children().ofType(HumanName).use",
    "active.type().name",
    "name.given.type().namespace",
    "1.type().name & 'a'.type().name",
    // Numbers
    "1 + 2 * 3 - 4 div 3 mod 2",
    "7 / 3 + 1.25 * 2.50",
    "123456789012345678901234567890.5 + 1",
    "(2.5).round(0) + 10.power(3) + (-1).abs() + 2.5.floor() + 2.5.ceiling()",
    "(1 | 2 | 3).sum() + (1 | 2).avg() + (1 | 2).min() + (1 | 2).max()",
    "1.587.lowBoundary() | 1.587.highBoundary(2)",
    "1.58700.precision()",
    // Strings
    "'peter'.upper() & 'Peter'.lower()",
    "name.family.first().upper()",
    "'a long text of more than fifteen bytes'.substring(2, 20)",
    "'a long text of more than fifteen bytes'.replace('text', 'string')",
    "name.family.first().split(' ')",
    "name.family.first().split(' ').join('-')",
    "name.family.first().toChars().count()",
    "name.family.first().matches('C.*fifteen')",
    "name.family.first().matchesFull('[A-Za-z ]+')",
    "name.family.first().matches('C' & '.*n')",
    "name.family.first().replaceMatches('[aeiou]', '<$0>')",
    "'  a long text of more than fifteen bytes  '.trim().length()",
    "name.family.first().indexOf('fifteen') + name.family.first().lastIndexOf('e')",
    "name.family.first().startsWith('Ch') and name.family.first().contains('more')",
    "name.family.first().encode('base64').decode('base64')",
    "name.family.first().encode('hex').decode('hex')",
    "'<a href=\"x\">a link with text</a>'.escape('html').unescape('html')",
    "'say \"a word\" and a few more'.escape('json').unescape('json')",
    "name.family.first() & ' ' & name.given.first()",
    "name.family.first() ~ 'CHALMERS AND MORE THAN FIFTEEN BYTES'",
    "%`vs-languages-of-the-world`",
    // Conversions
    "12.toString() & 1.5.toString() & true.toString() & birthDate.toString()",
    "(1234567890123.5 'mL/min/{1.73_m2}').toString() & now().toString()",
    "'12'.toInteger() + '1.5'.toDecimal() + '7'.toLong()",
    "'true'.toBoolean() and 'x'.convertsToBoolean().not()",
    "'2020-02-03'.toDate() < '2020-02-04T10:00:00Z'.toDateTime()",
    "'10:30'.toTime() = @T10:30",
    "'4 mg'.toQuantity() | '4 \\'mg\\''.toQuantity()",
    "'1.5 \\'g\\''.toQuantity('mg')",
    "(72.5 'kg').toQuantity('g')",
    // Quantities
    "extension.value.ofType(Quantity) > 70 'kg'",
    "extension.value.ofType(Quantity) = 72500 'g'",
    "extension.value.ofType(Quantity) ~ 72500 'g'",
    "(3 'm') * (2 'm') + 1 'm2'",
    "(10 'mg') / (2 'mL')",
    "1 'm' + 3 'cm'",
    "2 hours + 30 minutes",
    "(1 'mg').comparable(1 'kg')",
    "((1 'mg') | (2 'mg')).sum()",
    "(1.5 'mg').lowBoundary()",
    // Dates
    "@2020-01-31 + 1 month",
    "birthDate + 3 days",
    "now() > birthDate and today() = now().dateOf() and timeOfDay() < @T23:59",
    "birthDate.yearOf() + birthDate.monthOf() + birthDate.dayOf()",
    "@2020.lowBoundary() | @2020-01-01T10.highBoundary()",
    "@2020-01-01.duration(@2021-02-03, 'month') + @2020.difference(@2024, 'year')",
    // FHIR
    "name.given.hasValue() | birthDate.hasValue()",
    "birthDate.getValue()",
    "name.checkModifiers('http://one,http://two').count()",
    "name.given.trace('given').count()",
    "name.period.start.pathname()",
};

/// What still allocates, at most so often, and why.
struct Allocating {
  std::string_view expression;
  std::size_t at_most;
  std::string_view why;
};
constexpr Allocating kAllocating[] = {
    {"16.sqrt() + 1.0.exp() + 2.ln() + 100.log(10) + 2.power(0.5)", 15,
     "they are computed in wide floating point, and their digits are read from its text"},
    {"'<b>x</b>'.htmlChecks()", 3, "it parses XML"},
    {"'not a part of more than thirty-two bytes'.lastIndexOf('a part of more than thirty-two "
     "bytes')",
     2, "a long part is looked for from the end, in copies that are turned around"},
    {"Coding {system: 's', code: 'c'}.code", 9, "an instance is a document"},
    {"%factory.Coding('s', 'c').code", 10, "an instance is a document"},
    {"(10 'mL/min/{1.73_m2}') * 2", 1, "a unit of more than fifteen bytes is a std::string"},
};

class SteadyState : public testing::Test {
 protected:
  SteadyState() {
    environment_.model = &Model::get(Fhir::R4);
    environment_.now = *Temporal::parse_date_time("2026-02-25T14:31:39.096+11:00");
    environment_.host = &host_;
  }

  /// Compiles an expression for the patient.
  Program program(std::string_view expression) {
    const ParseResult parsed = parse(expression);
    EXPECT_TRUE(parsed.ok()) << expression;
    CompileOptions options;
    options.program.fhir = Fhir::R4;
    options.context_type = root_.type;
    Expected<Program> program = compile(parsed.ast, options);
    EXPECT_TRUE(program) << expression;
    return *std::move(program);
  }

  /// Runs a program until the Context knows it; what the next run allocates.
  std::uint64_t allocations_of(std::string_view expression) {
    const Program compiled = program(expression);
    const Focus focus{root_, {}, {}};
    for (int i = 0; i < kWarmUp; ++i) {
      const Expected<Items> result = run(compiled, context_, environment_, focus);
      EXPECT_TRUE(result) << expression << ": " << result.error().message;
      EXPECT_TRUE(!result || !result->empty()) << expression;
    }
    const std::uint64_t before = allocations();
    const bool ok = run(compiled, context_, environment_, focus).has_value();
    return ok ? allocations() - before : UINT64_MAX;
  }

  static constexpr int kWarmUp = 3;

  Document document_ = Document::parse_json(kPatient).value();
  Node root_ = root_node(document_, &Model::get(Fhir::R4));
  Host host_;
  Environment environment_;
  Context context_;
};

TEST_F(SteadyState, AllocatesNothing) {
  for (const std::string_view expression : kExpressions) {
    EXPECT_LE(allocations_of(expression), 0u) << expression;
  }
}

TEST_F(SteadyState, AllocatesNoMoreThanThereAreReasonsFor) {
  for (const Allocating& row : kAllocating) {
    EXPECT_LE(allocations_of(row.expression), row.at_most) << row.expression << ": " << row.why;
  }
}

}  // namespace
}  // namespace kiln::core
