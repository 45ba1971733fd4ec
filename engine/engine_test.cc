#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <kiln/kiln.h>

#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "proptest/faults/allocations.h"

namespace kiln {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view kPatient = R"({"resourceType": "Patient", "id": "p", "active": true,
    "contained": [{"resourceType": "Organization", "id": "o", "name": "org"}],
    "managingOrganization": {"reference": "#o"},
    "birthDate": "1974-12-25",
    "name": [{"use": "official", "family": "Chalmers and more than fifteen bytes",
              "given": ["Peter", "James"]},
             {"use": "usual", "given": ["Jim"]}]})";

Document patient() {
  return Document::parse_json(kPatient).value();
}

std::vector<std::string> texts(const Items& items) {
  std::vector<std::string> result;
  for (const Item item : items) result.push_back(item.to_string());
  return result;
}

/// The texts of a program's items, or its error's code.
std::vector<std::string> answer(const Program& program, const Document& document, Context& context,
                                const EvaluateOptions& options = {}) {
  const auto result = program.evaluate(document, context, options);
  return result ? texts(*result) : std::vector{to_string(result.error().code)};
}

class EngineTest : public testing::Test {
 protected:
  std::vector<std::string> answer(std::string_view expression,
                                  const EvaluateOptions& options = {}) {
    const auto program = engine_.compile(expression);
    if (!program) return {to_string(program.error().first_error().code)};
    return kiln::answer(*program, document_, context_, options);
  }
  ErrorCode compile_error(std::string_view expression, const CompileOptions& options = {}) {
    const auto program = engine_.compile(expression, options);
    return program ? ErrorCode() : program.error().first_error().code;
  }

  Engine engine_;
  Document document_ = patient();
  Context context_;
};

TEST(Example, RunsAsItStandsInTheHeader) {
  const std::string_view text = kPatient;
  std::ostringstream out;
  std::streambuf* const before = std::cout.rdbuf(out.rdbuf());
  {
    kiln::Engine engine{{.fhir = kiln::Fhir::R4}};
    auto program = engine.compile("Patient.name.where(use = 'official').given");
    auto document = kiln::Document::parse_json(text);
    kiln::Context context;
    auto result = program->evaluate(*document, context);
    for (const kiln::Item& item : *result) std::cout << item.to_string() << '\n';
  }
  std::cout.rdbuf(before);
  EXPECT_EQ(out.str(), "Peter\nJames\n");
}

// compile() and check()

TEST_F(EngineTest, SyntaxErrorsHaveTheirPlaces) {
  const auto program = engine_.compile("name.given +");
  ASSERT_FALSE(program);
  EXPECT_EQ(program.error().first_error().code, ErrorCode::UnexpectedEnd);
  EXPECT_EQ(program.error().first_error().span, (Span{12, 12}));
}

TEST_F(EngineTest, WhatFailsWhateverTheDataIsAnErrorOfCompiling) {
  EXPECT_EQ(compile_error("1 + 'a'"), ErrorCode::WrongOperandType);
  EXPECT_EQ(compile_error("name.given.first(1)"), ErrorCode::WrongArgumentCount);
  EXPECT_EQ(compile_error("$total"), ErrorCode::TotalOutsideAggregate);
  EXPECT_EQ(compile_error("is(Nothing)"), ErrorCode::UnknownType);
}

TEST_F(EngineTest, AnUnknownElementIsAWarningUnlessStrict) {
  const CompileOptions options{.context_type = "Patient"};
  EXPECT_EQ(compile_error("nmae", options), ErrorCode());
  const Diagnostics said = engine_.check("nmae", options);
  ASSERT_EQ(said.items().size(), 1u);
  EXPECT_EQ(said.items()[0].severity, Severity::Warning);
  EXPECT_EQ(said.items()[0].error.code, ErrorCode::UnknownElement);

  Engine strict{{.strict = true}};
  const auto program = strict.compile("nmae", options);
  ASSERT_FALSE(program);
  EXPECT_EQ(program.error().first_error().code, ErrorCode::UnknownElement);
}

TEST_F(EngineTest, WhatAHostMayDefineIsAnErrorOnlyWhenTheHostIsKnown) {
  for (const auto& [expression, code] :
       {std::pair("%limit", ErrorCode::UnknownVariable), {"limit()", ErrorCode::UnknownFunction}}) {
    EXPECT_EQ(compile_error(expression), ErrorCode()) << expression;
    const Diagnostics said = engine_.check(expression);
    ASSERT_EQ(said.items().size(), 1u) << expression;
    EXPECT_EQ(said.items()[0].severity, Severity::Warning) << expression;

    Host host;
    EXPECT_EQ(compile_error(expression, {.host = &host}), code) << expression;
    host.variables["limit"] = {};
    host.functions["limit"] = {};
    EXPECT_EQ(compile_error(expression, {.host = &host}), ErrorCode()) << expression;
    EXPECT_THAT(engine_.check(expression, {.host = &host}).items(), IsEmpty()) << expression;
  }
  EXPECT_THAT(answer("%limit"), ElementsAre("K0306"));
  EXPECT_THAT(answer("limit()"), ElementsAre("K0201"));
}

TEST_F(EngineTest, LimitsOfExpressionsHold) {
  EngineOptions options;
  options.limits.expression = {.max_bytes = 10, .max_depth = 3};
  Engine engine(options);
  EXPECT_TRUE(engine.compile("1 + 1 + 11"));
  EXPECT_EQ(engine.compile("1 + 1 + 111").error().first_error().code, ErrorCode::ExpressionTooLong);
  EXPECT_TRUE(engine.compile("((1))"));
  EXPECT_EQ(engine.compile("((((1))))").error().first_error().code, ErrorCode::NestingTooDeep);
}

TEST_F(EngineTest, WhatIsTooLargeForAProgramIsAnErrorOfCompiling) {
  std::string expression = "a0";
  for (int i = 1; i < 70'000; ++i) expression += "|a" + std::to_string(i);
  EXPECT_EQ(compile_error(expression), ErrorCode::ProgramLimit);
}

TEST_F(EngineTest, OptionsDecideWhatExpressionsMean) {
  const auto ask = [&](const EngineOptions& options, std::string_view expression) {
    Engine engine(options);
    const auto program = engine.compile(expression);
    return program ? kiln::answer(*program, document_, context_)
                   : std::vector{to_string(program.error().first_error().code)};
  };
  EXPECT_THAT(ask({}, "1L"), ElementsAre("1"));
  EXPECT_THAT(ask({.language = LanguageVersion::V2}, "1L"), ElementsAre("K0211"));
  EXPECT_THAT(ask({}, "(name.given as string).count()"), ElementsAre("K0301"));
  EXPECT_THAT(ask({.as_filters = true}, "(name.given as string).count()"), ElementsAre("3"));
  EXPECT_THAT(ask({}, "name.type().name.first()"), ElementsAre("HumanName"));
  EXPECT_THAT(ask({.fhir = Fhir::None}, "name.given.count()"), ElementsAre("3"));
  EXPECT_THAT(ask({.streaming = false}, "name.given"), ElementsAre("Peter", "James", "Jim"));
  EXPECT_THAT(ask({.strict = true}, "Patient.nmae"), ElementsAre("K0213"));
}

// The cache

TEST_F(EngineTest, CompilesOnce) {
  const Program first = engine_.compile("name.given").value();
  const Program second = engine_.compile("name.given").value();
  EXPECT_EQ(first.expression().data(), second.expression().data());
  EXPECT_FALSE(engine_.compile("name.given("));
  EXPECT_EQ(engine_.cache_statistics(),
            (CacheStatistics{.hits = 1, .misses = 2, .entries = 1, .bytes = 10}));
}

TEST_F(EngineTest, ACompiledExpressionIsOfItsTypeAndItsHost) {
  Host host;
  host.variables["a"] = {};
  EXPECT_TRUE(engine_.compile("id"));
  EXPECT_TRUE(engine_.compile("id", {.context_type = "Patient"}));
  EXPECT_TRUE(engine_.compile("id", {.host = &host}));
  host.variables["b"] = {};
  EXPECT_TRUE(engine_.compile("id", {.host = &host}));
  EXPECT_EQ(engine_.cache_statistics().entries, 4u);
  const Host same = host;
  EXPECT_TRUE(engine_.compile("id", {.host = &same}));
  EXPECT_EQ(engine_.cache_statistics().hits, 1u);
}

TEST_F(EngineTest, AContextTypeIsAType) {
  EXPECT_EQ(compile_error("id", {.context_type = "Nothing"}), ErrorCode::UnknownType);
  EXPECT_EQ(compile_error("value", {.context_type = "Observation.component"}), ErrorCode());
}

TEST_F(EngineTest, WarmingUpCountsWhatCanBeCompiled) {
  const std::string_view expressions[] = {"id", "name.", "name.given", "1 + 'a'"};
  EXPECT_EQ(engine_.warm_up(expressions), 2u);
  EXPECT_EQ(engine_.cache_statistics().entries, 2u);
  EXPECT_TRUE(engine_.compile("name.given"));
  EXPECT_EQ(engine_.cache_statistics().hits, 1u);
}

TEST_F(EngineTest, AProgramOutlivesTheCacheAndTheEngine) {
  auto engine = std::make_unique<Engine>();
  const Program program = engine->compile("name.given").value();
  engine->clear_cache();
  EXPECT_EQ(engine->cache_statistics().entries, 0u);
  EXPECT_THAT(kiln::answer(program, document_, context_), ElementsAre("Peter", "James", "Jim"));
  engine.reset();
  EXPECT_THAT(kiln::answer(program, document_, context_), ElementsAre("Peter", "James", "Jim"));
  EXPECT_EQ(program.expression(), "name.given");
}

TEST_F(EngineTest, AnEngineCanBeMoved) {
  Engine first{{.fhir = Fhir::R5}};
  EXPECT_TRUE(first.compile("id"));
  Engine second = std::move(first);
  EXPECT_EQ(second.options().fhir, Fhir::R5);
  EXPECT_EQ(second.cache_statistics().entries, 1u);
  first = Engine();
  EXPECT_EQ(first.options().fhir, Fhir::R4);
  EXPECT_TRUE(first.compile("id"));
}

// evaluate()

TEST_F(EngineTest, AProgramIsCompiledForTheTypesThatItMeets) {
  const Program program = engine_.compile("id").value();
  EXPECT_EQ(program.specialisations(), 1u);
  EXPECT_THAT(kiln::answer(program, document_, context_), ElementsAre("p"));
  EXPECT_EQ(program.specialisations(), 2u);
  const Document other =
      Document::parse_json(R"({"resourceType": "Observation", "id": "o"})").value();
  EXPECT_THAT(kiln::answer(program, other, context_), ElementsAre("o"));
  EXPECT_THAT(kiln::answer(program, document_, context_), ElementsAre("p"));
  EXPECT_EQ(program.specialisations(), 3u);

  const Program typed = engine_.compile("id", {.context_type = "Patient"}).value();
  EXPECT_THAT(kiln::answer(typed, document_, context_), ElementsAre("p"));
  EXPECT_EQ(typed.specialisations(), 1u);
  EXPECT_THAT(kiln::answer(typed, other, context_), ElementsAre("o"));
}

TEST_F(EngineTest, AnExpressionCanDoWithoutADocument) {
  const auto result = engine_.compile("1 + 1").value().evaluate(context_);
  ASSERT_TRUE(result);
  EXPECT_THAT(texts(*result), ElementsAre("2"));
  EXPECT_TRUE(engine_.compile("name").value().evaluate(context_)->empty());
}

TEST_F(EngineTest, ErrorsOfTheEvaluationHaveTheirPlaces) {
  const auto result =
      engine_.compile("id | name.given.single()").value().evaluate(document_, context_);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::MultipleItems);
  EXPECT_EQ(result.error().span, (Span{16, 22}));
}

TEST_F(EngineTest, ResultsAreJson) {
  const auto result = engine_.compile("id | 1.50 | name[1]").value().evaluate(document_, context_);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->to_json(), R"(["p",1.50,{"use":"usual","given":["Jim"]}])");
  EXPECT_EQ(engine_.compile("{}").value().evaluate(context_)->to_json(), "[]");
}

TEST_F(EngineTest, ItemsKnowTheirTypesAndPlaces) {
  const auto result = engine_.compile("name.given | 1").value().evaluate(document_, context_);
  ASSERT_EQ(result->size(), 4u);
  EXPECT_EQ((*result)[1].type_name(), "FHIR.string");
  EXPECT_EQ((*result)[1].path(), "Patient.name[0].given[1]");
  EXPECT_EQ((*result)[3].type_name(), "System.Integer");
}

TEST_F(EngineTest, TheFocusIsWhatTheOptionsSay) {
  Context names;
  const auto found = engine_.compile("name[1]").value().evaluate(document_, names);
  const EvaluateOptions options{.focus = (*found)[0]};
  EXPECT_THAT(answer("given", options), ElementsAre("Jim"));
  EXPECT_THAT(answer("%context.use", options), ElementsAre("usual"));
  EXPECT_THAT(answer("%resource.id", options), ElementsAre("p"));
  const auto alone = engine_.compile("given").value().evaluate(context_, options);
  ASSERT_TRUE(alone);
  EXPECT_EQ((*alone)[0].path(), "Patient.name[1].given[0]");
}

TEST_F(EngineTest, TheResourcesAreWhatTheOptionsSay) {
  Context other;
  const auto contained = engine_.compile("contained").value().evaluate(document_, other);
  EXPECT_THAT(answer("%resource.id", {.resource = (*contained)[0]}), ElementsAre("o"));
  EXPECT_THAT(answer("%rootResource.id", {.root_resource = (*contained)[0]}), ElementsAre("o"));
  EXPECT_THAT(answer("%rootResource.id"), ElementsAre("p"));
}

TEST_F(EngineTest, AFocusIsAnElement) {
  const Value value = Value::integer(1);
  EXPECT_THAT(answer("$this", {.focus = value.item()}), ElementsAre("K0303"));
  EXPECT_THAT(answer("$this", {.resource = value.item()}), ElementsAre("K0303"));
  EXPECT_THAT(answer("$this", {.root_resource = value.item()}), ElementsAre("K0303"));
}

TEST_F(EngineTest, ARootCanBeAnyType) {
  document_ = Document::parse_json(R"({"given": ["Jim"]})").value();
  const auto result =
      engine_.compile("given").value().evaluate(document_, context_, {.root_type = "HumanName"});
  ASSERT_TRUE(result);
  EXPECT_EQ((*result)[0].type_name(), "FHIR.string");
  EXPECT_EQ((*result)[0].path(), "HumanName.given[0]");
  EXPECT_THAT(answer("$this is HumanName", {.root_type = "HumanName"}), ElementsAre("true"));
  EXPECT_THAT(answer("$this", {.root_type = "Nothing"}), ElementsAre("K0325"));
}

TEST_F(EngineTest, CopiesOutliveEverything) {
  Values values;
  {
    Engine engine;
    Context context;
    const Document document = patient();
    const auto result = engine.compile("name[0] | name[1].given | 'a' & 'b' | 1.5 | @2020 | 4 'mg'")
                            .value()
                            .evaluate(document, context);
    values = result->own();
  }
  std::vector<std::string> all;
  for (const Value& value : values) all.push_back(value.item().to_json());
  EXPECT_THAT(all,
              ElementsAre(R"({"use":"official","family":"Chalmers and more than fifteen )"
                          R"(bytes","given":["Peter","James"]})",
                          R"("Jim")", R"("ab")", "1.5", R"("2020")", R"({"value":4,"unit":"mg"})"));
  EXPECT_EQ(values[1].item().path(), "Patient.name[1].given[0]");
}

TEST_F(EngineTest, ACopyOutlivesAnInstanceThatTheExpressionMade) {
  const auto result = engine_.compile("Coding {code: 'a'}.code").value().evaluate(context_);
  ASSERT_TRUE(result);
  const Values values = result->own();
  EXPECT_THAT(answer("id"), ElementsAre("p"));
  EXPECT_EQ(values[0].item().to_string(), "a");
}

TEST_F(EngineTest, OneContextServesProgramsOfSeveralEngines) {
  Engine r5{{.fhir = Fhir::R5}};
  Engine none{{.fhir = Fhir::None}};
  for (int i = 0; i < 3; ++i) {
    EXPECT_THAT(answer("name.type().namespace.first()"), ElementsAre("FHIR"));
    const Program other = none.compile("name.given.count()").value();
    EXPECT_THAT(kiln::answer(other, document_, context_), ElementsAre("3"));
    EXPECT_THAT(kiln::answer(r5.compile("id").value(), document_, context_), ElementsAre("p"));
  }
}

TEST_F(EngineTest, AContextCanBeMovedWithItsResult) {
  const auto result = engine_.compile("name.given").value().evaluate(document_, context_);
  const Context moved = std::move(context_);
  EXPECT_EQ((*result)[0].path(), "Patient.name[0].given[0]");
  context_ = Context();
  EXPECT_THAT(answer("id"), ElementsAre("p"));
}

TEST_F(EngineTest, AReleasedContextIsAsNew) {
  EXPECT_THAT(answer("name.given"), ElementsAre("Peter", "James", "Jim"));
  EXPECT_GT(context_.steps(), 0u);
  context_.release();
  EXPECT_EQ(context_.steps(), 0u);
  EXPECT_THAT(answer("name.given"), ElementsAre("Peter", "James", "Jim"));
}

// Limits

TEST_F(EngineTest, StepsAreLimitedAndCounted) {
  const std::string_view expression = "name.given.select($this & 'a').count()";
  EXPECT_THAT(answer(expression), ElementsAre("3"));
  EvaluationLimits limits{.max_steps = context_.steps()};
  EXPECT_THAT(answer(expression, {.limits = &limits}), ElementsAre("3"));
  EXPECT_EQ(context_.steps(), limits.max_steps);
  // The plain body takes more steps than the fused one, and is what says that there are too many.
  limits.max_steps = 1;
  EXPECT_THAT(answer(expression, {.limits = &limits}), ElementsAre("K0314"));
}

TEST_F(EngineTest, ItemsAreLimited) {
  EvaluationLimits limits{.max_items = 3};
  EXPECT_THAT(answer("name.given.combine({}).count()", {.limits = &limits}), ElementsAre("3"));
  limits.max_items = 2;
  EXPECT_THAT(answer("name.given.combine({}).count()", {.limits = &limits}), ElementsAre("K0313"));
}

TEST_F(EngineTest, StringsAreLimited) {
  EvaluationLimits limits{.max_string = 4};
  EXPECT_THAT(answer("'ab' & 'cd'", {.limits = &limits}), ElementsAre("abcd"));
  limits.max_string = 3;
  EXPECT_THAT(answer("'ab' & 'cd'", {.limits = &limits}), ElementsAre("K0315"));
}

TEST_F(EngineTest, DepthIsLimited) {
  const std::string_view expression = "iif(true, iif(true, iif(true, 1)))";
  EvaluationLimits limits{.max_depth = 1};
  EXPECT_THAT(answer(expression, {.limits = &limits}), ElementsAre("K0316"));
  EXPECT_EQ(context_.steps(), 0u);
  limits.max_depth = 20;
  EXPECT_THAT(answer(expression, {.limits = &limits}), ElementsAre("1"));
}

TEST_F(EngineTest, MemoryIsLimited) {
  const EvaluationLimits limits{.max_arena = 100'000};
  const std::string_view expression = "'ab'.repeatAll(iif($this.length() < 100000, $this & $this))";
  EXPECT_THAT(answer(expression, {.limits = &limits}), ElementsAre("K0327"));
  EXPECT_EQ(answer(expression).size(), 16u);
}

TEST_F(EngineTest, TheLimitsOfTheEngineHoldWhereNothingElseIsSaid) {
  EngineOptions options;
  options.limits.evaluation.max_steps = 1;
  Engine engine(options);
  const Program program = engine.compile("name.given.select($this & 'a')").value();
  EXPECT_THAT(kiln::answer(program, document_, context_), ElementsAre("K0314"));
  const EvaluationLimits more;
  EXPECT_THAT(kiln::answer(program, document_, context_, {.limits = &more}),
              ElementsAre("Petera", "Jamesa", "Jima"));
}

TEST_F(EngineTest, AnotherThreadCanCancel) {
  std::atomic<bool> cancel = false;
  std::atomic<bool> is_on = false;
  Host host;
  host.functions["begin"] = {0, 0, [&](Items, std::span<const Items>) -> Expected<Values> {
                               is_on = true;
                               return Values{Value::integer(1)};
                             }};
  const EvaluationLimits endless{.max_steps = UINT64_MAX, .max_items = UINT64_MAX};
  std::thread other([&] {
    while (!is_on) std::this_thread::yield();
    cancel = true;
  });
  EXPECT_THAT(answer("begin().repeatAll(iif($this < 1000000, ($this + 1) | ($this + 2)))",
                     {.host = &host, .limits = &endless, .cancel = &cancel}),
              ElementsAre("K0330"));
  other.join();
  EXPECT_THAT(answer("id"), ElementsAre("p"));
}

// Threads

TEST_F(EngineTest, ThreadsShareAnEngineAProgramAndADocument) {
  constexpr std::string_view kExpressions[] = {
      "name.given.count()", "name.where(use = 'usual').given",
      "managingOrganization.resolve().name", "name.family.matches('Chal.*')",
      "descendants().count()"};
  Engine engine{{.cache = {.max_entries = 3}}};
  const Program shared = engine.compile("name.given | birthDate").value();
  std::vector<std::vector<std::string>> expected;
  for (const std::string_view expression : kExpressions) expected.push_back(answer(expression));
  std::vector<int> wrong(10, 0);
  std::vector<std::thread> threads;
  for (int& count : wrong) {
    threads.emplace_back([&] {
      Context context;
      for (std::size_t i = 0; i < 200; ++i) {
        const std::size_t which = i % std::size(kExpressions);
        const auto program = engine.compile(kExpressions[which]);
        if (!program || kiln::answer(*program, document_, context) != expected[which]) ++count;
        if (kiln::answer(shared, document_, context).size() != 4) ++count;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(wrong, testing::Each(0));
  const CacheStatistics statistics = engine.cache_statistics();
  EXPECT_EQ(statistics.hits + statistics.misses, 2'001u);
  EXPECT_EQ(statistics.entries, 3u);
}

// Memory

/// What an evaluation allocates when the Context has seen it before.
std::uint64_t allocations_of(const Program& program, const Document& document,
                             const EvaluateOptions& options) {
  Context context;
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(program.evaluate(document, context, options));
  const std::uint64_t before = core::allocations();
  const bool is_good = program.evaluate(document, context, options).has_value();
  return is_good ? core::allocations() - before : UINT64_MAX;
}

TEST_F(EngineTest, AnEvaluationAllocatesNothingAfterAFewOfThem) {
  Host host;
  host.variables["limit"] = {Value::string("a text of more than fifteen bytes")};
  host.terminology = std::make_shared<MemoryTerminology>(Fhir::R4);
  host.profiles = std::make_shared<Profiles>();
  host.functions["f"] = {0, 1, [](Items, std::span<const Items>) { return Values{}; }};
  host.resolve = [](std::string_view) -> Expected<std::optional<Document>> { return {}; };
  host.trace = [](std::string_view, Items) {};
  host.utc_offset = std::chrono::minutes(60);
  for (const std::string_view expression :
       {"Patient.name.given", "name.where(use = 'official').given.first()", "now() > birthDate",
        "managingOrganization.resolve().name", "name.given.select($this & 'x')", "{}"}) {
    const Program program = engine_.compile(expression).value();
    EXPECT_EQ(allocations_of(program, document_, {}), 0u) << expression;
    EXPECT_EQ(allocations_of(program, document_, {.host = &host}), 0u) << expression;
    EXPECT_EQ(allocations_of(program, document_, {.root_type = "Patient"}), 0u) << expression;
  }
  EXPECT_EQ(allocations_of(engine_.compile("%limit").value(), document_, {.host = &host}), 0u);
}

TEST_F(EngineTest, FindingAProgramAllocatesNothing) {
  EXPECT_TRUE(engine_.compile("name.given.first()"));
  const std::uint64_t before = core::allocations();
  const bool is_found = engine_.compile("name.given.first()").has_value();
  EXPECT_EQ(core::allocations() - before, 0u);
  EXPECT_TRUE(is_found);
}

}  // namespace
}  // namespace kiln
