#include "proptest/cases/case_file.h"

#include <gtest/gtest.h>

namespace kiln::core::cases {
namespace {

TEST(CaseFile, ReadsCasesWithTheDirectivesAboveThem) {
  const auto parsed = parse(
      "# title\n1 + 1 => 2\n@ resource a.json\n@ option strict\n@ language 2.0\n'=>' => '=>'\n");
  ASSERT_TRUE(parsed) << parsed.error();
  ASSERT_EQ(parsed->size(), 2u);
  EXPECT_EQ((*parsed)[0].expression, "1 + 1");
  EXPECT_EQ((*parsed)[0].expected, "2");
  EXPECT_EQ((*parsed)[0].resource, "");
  EXPECT_EQ((*parsed)[1].line, 6);
  EXPECT_EQ((*parsed)[1].expression, "'=>'");
  EXPECT_EQ((*parsed)[1].resource, "a.json");
  EXPECT_EQ((*parsed)[1].language, LanguageVersion::V2);
  EXPECT_TRUE((*parsed)[1].strict);
}

TEST(CaseFile, RefusesWhatIsNoCase) {
  EXPECT_EQ(parse("1 + 1\n").error(), "line 1: no ' => '");
  EXPECT_EQ(parse("\n@ wrong x\n").error(), "line 2: no such directive");
  EXPECT_EQ(parse("@ fhir r6\n").error(), "line 1: no such directive");
  EXPECT_EQ(parse("@ language 4.0\n").error(), "line 1: no such directive");
  EXPECT_EQ(parse("@ option loose\n").error(), "line 1: no such directive");
}

TEST(CaseFile, PrintsItemsAsLiterals) {
  EXPECT_EQ(print(Values{}, nullptr), "{}");
  EXPECT_EQ(print(Values{true, std::int32_t{1}, std::int64_t{2}}, nullptr), "true, 1, 2L");
  EXPECT_EQ(print(Values{Decimal::from_parts(110, 2), Decimal(2)}, nullptr), "1.10, 2.");
  EXPECT_EQ(print(Values{std::string("it's\n")}, nullptr), "'it\\'s\\n'");
  EXPECT_EQ(print(Error{ErrorCode::MultipleItems, {}, "", ""}), "error K0301");
}

}  // namespace
}  // namespace kiln::core::cases
