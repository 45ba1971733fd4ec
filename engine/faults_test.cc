// Every allocation of compiling and evaluating fails once, one at a time: the answer is the right
// one or MemoryLimit, nothing leaks (a sanitizer says so), and what comes next is right again.

#include <gtest/gtest.h>
#include <kiln/kiln.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "proptest/faults/allocations.h"

namespace kiln {
namespace {

constexpr std::string_view kPatient = R"({"resourceType": "Patient", "id": "p", "active": true,
    "contained": [{"resourceType": "Organization", "id": "o", "name": "org"}],
    "managingOrganization": {"reference": "#o"},
    "birthDate": "1974-12-25", "_birthDate": {"extension": [{"url": "http://time",
        "valueDateTime": "1974-12-25T14:35:45-05:00"}]},
    "name": [{"use": "official", "family": "Chalmers and more than fifteen bytes",
              "given": ["Peter", "James"], "period": {"start": "2001-05-06"}},
             {"use": "usual", "given": ["Jim"]}],
    "telecom": [{"system": "phone", "value": "(03) 5555 6473", "rank": 1},
                {"system": "phone", "value": "(03) 3410 5613", "rank": 2}],
    "extension": [{"url": "http://weight", "valueQuantity": {"value": 72.5, "unit": "kg",
        "system": "http://unitsofmeasure.org", "code": "kg"}}]})";

constexpr std::string_view kExpressions[] = {
    "1 + 1",
    "Patient.name.family",
    "name.where(use = 'official').given.first()",
    "name.given | name.family",
    "name.select(given.first() & ' ' & family)",
    "name.given.aggregate($total + $this.length(), 0)",
    "telecom.sort(rank desc).value",
    "name.sort(family, given.first() desc).use",
    "iif(active, name.first().family, 'none')",
    "coalesce(deceased, active)",
    "name.defineVariable('n', given.first()).select(%n)",
    "defineVariable('a' & 'b', 3).select(%ab)",
    "repeat(children()).count()",
    "descendants().count()",
    "children().ofType(HumanName).use",
    "name.given.distinct()",
    "name.given.intersect(name[1].given)",
    "name.given.combine(name.family).count()",
    "name[0] = name[1]",
    "name ~ name",
    "birthDate < today()",
    "birthDate + 3 days",
    "@2020.lowBoundary() | @2020-01-01T10.highBoundary()",
    "now() > birthDate",
    "extension.value.ofType(Quantity) > 70 'kg'",
    "extension.value.ofType(Quantity) = 72500 'g'",
    "(10 'mg') / (2 'mL')",
    "(1.5 'g').toQuantity('mg')",
    "(10 'mL/min/{1.73_m2}') * 2",
    "16.sqrt() + 2.power(0.5)",
    "7 / 3 + 1.25 * 2.50",
    "123456789012345678901234567890.5 + 1",
    "name.family.first().matches('C.*fifteen')",
    "name.family.first().replaceMatches('[aeiou]', '<$0>')",
    "name.family.first().split(' ').join('-')",
    "name.family.first().upper().toChars().count()",
    "'a long text of more than fifteen bytes'.encode('base64').decode('base64')",
    "'<b>x</b>'.htmlChecks()",
    "'<a>'.escape('html').unescape('html')",
    "Coding {system: 's', code: 'c'}.code",
    "%factory.Coding('s', 'c').code",
    "managingOrganization.resolve().name",
    "managingOrganization.reference.resolve().id",
    "%resource.id & %rootResource.id",
    "active.type().name",
    "name.given.trace('a name of more than fifteen bytes').count()",
    "Patient.extension('http://weight').value.unit",
    "'2020-02-03'.toDate() < '2020-02-04T10:00:00Z'.toDateTime()",
    "name.given.single()",
    "name.nmae.given(",
    "'a' + 1",
    "unknown()",
};

constexpr std::string_view kXml =
    R"(<Patient xmlns="http://hl7.org/fhir"><id value="p"/><active value="true"/></Patient>)";

/// What compiling and evaluating came to.
struct Outcome {
  std::expected<Program, Diagnostics> program;
  Expected<Result> result;

  ErrorCode error() const {
    if (!program) return program.error().first_error().code;
    return result ? ErrorCode{} : result.error().code;
  }
  /// The items, or the error.
  std::string shown() const { return program && result ? result->to_json() : to_string(error()); }
};

/// Allocates nothing of its own.
Outcome ask(Engine& engine, std::string_view expression, const Document& document,
            Context& context) {
  auto program = engine.compile(expression);
  if (!program) return {std::move(program), std::unexpected(Error{})};
  auto result = program->evaluate(document, context);
  return {std::move(program), std::move(result)};
}

TEST(Faults, EachAllocationOfCompilingAndEvaluatingFailsOnce) {
  const Expected<Document> patient = Document::parse_json(kPatient);
  ASSERT_TRUE(patient);
  std::uint64_t failures = 0;
  for (const std::string_view expression : kExpressions) {
    Engine usual;
    Context first;
    const std::string answer = ask(usual, expression, *patient, first).shown();

    for (std::uint64_t k = 1;; ++k) {
      Engine engine;
      Context context;
      core::fail_allocation(k);
      const Outcome outcome = ask(engine, expression, *patient, context);
      const bool has_failed = core::allocation_has_failed();
      core::fail_allocation(0);
      const bool is_right = outcome.shown() == answer;
      if (!has_failed) {
        EXPECT_TRUE(is_right) << expression;
        break;
      }
      ++failures;
      EXPECT_TRUE(is_right || outcome.error() == ErrorCode::MemoryLimit)
          << expression << ", allocation " << k << ": " << outcome.shown();
      EXPECT_EQ(ask(engine, expression, *patient, context).shown(), answer)
          << expression << ", after allocation " << k;
      if (testing::Test::HasFailure()) return;
    }
  }
  EXPECT_GT(failures, std::size(kExpressions) * 10);
  RecordProperty("failures", std::to_string(failures));
}

TEST(Faults, EachAllocationOfReadingADocumentFailsOnce) {
  using Reader = Expected<Document> (*)();
  constexpr Reader kReaders[] = {
      [] { return Document::parse_json(kPatient); },
      [] { return Document::borrow_json(kPatient); },
      [] { return Document::parse_xml(kXml, Fhir::R4); },
      [] {
        DocumentBuilder builder;
        builder.begin_object();
        builder.key("a name of more than fifteen bytes");
        builder.string("a text of more than fifteen bytes");
        builder.end_object();
        return std::move(builder).finish();
      },
  };
  for (const Reader& reader : kReaders) {
    const std::string text = reader()->to_json();
    for (std::uint64_t k = 1;; ++k) {
      core::fail_allocation(k);
      const Expected<Document> document = reader();
      const bool has_failed = core::allocation_has_failed();
      core::fail_allocation(0);
      if (document) {
        EXPECT_EQ(document->to_json(), text) << k;
      } else {
        EXPECT_EQ(document.error().code, ErrorCode::MemoryLimit) << k;
      }
      if (!has_failed) break;
      EXPECT_EQ(reader()->to_json(), text);
    }
  }
}

}  // namespace
}  // namespace kiln
