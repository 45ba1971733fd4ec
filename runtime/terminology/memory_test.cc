#include "runtime/terminology/memory.h"

#include <fstream>

#include "runtime/terminology/fixture.h"

namespace kiln::core::terminology {
namespace {

class MemberOf : public TerminologyTest {
 protected:
  /// "yes", "no", "unknown", or the error's message.
  std::string member_of(std::vector<Coding> codings, std::string_view value_set) const {
    const auto answer =
        terminology_.member_of(codings, "http://example.org/vs/" + std::string(value_set));
    if (!answer) return answer.error().message;
    switch (*answer) {
      case Membership::No:
        return "no";
      case Membership::Yes:
        return "yes";
      case Membership::Unknown:
        return "unknown";
    }
    return "";
  }
};

TEST_F(MemberOf, EverythingIsLoaded) {
  const auto count = terminology_.count();
  EXPECT_EQ(count.code_systems, 5u);
  EXPECT_EQ(count.value_sets, 15u);
  EXPECT_EQ(count.concept_maps, 3u);
}

TEST_F(MemberOf, WholeCodeSystem) {
  EXPECT_EQ(member_of({animal("dog")}, "all-animals"), "yes");
  EXPECT_EQ(member_of({animal("unicorn")}, "all-animals"), "no");
  EXPECT_EQ(member_of({colour("dog")}, "all-animals"), "no");
  EXPECT_EQ(member_of({}, "all-animals"), "no");
}

TEST_F(MemberOf, AbstractCodesAreNoMembers) {
  EXPECT_EQ(member_of({animal("animal")}, "all-animals"), "no");
  EXPECT_EQ(member_of({{"http://example.org/not-loaded", "", "group", ""}}, "expanded"), "no");
}

TEST_F(MemberOf, TheLatestVersionUnlessOneIsNamed) {
  EXPECT_EQ(member_of({animal("dinosaur")}, "all-animals"), "no");
  EXPECT_EQ(member_of({animal("dinosaur")}, "old-animals"), "yes");
  EXPECT_EQ(member_of({animal("dog")}, "pets|1"), "yes");
  EXPECT_EQ(member_of({animal("dog")}, "pets|2"), "unknown");
}

TEST_F(MemberOf, ListsFiltersImportsAndExclusions) {
  EXPECT_EQ(member_of({animal("dog")}, "pets"), "yes");
  EXPECT_EQ(member_of({animal("bat")}, "pets"), "no");
  EXPECT_EQ(member_of({animal("cat")}, "mixed"), "yes");
  EXPECT_EQ(member_of({animal("cat")}, "no-dogs"), "yes");
  EXPECT_EQ(member_of({animal("mammal")}, "no-dogs"), "yes");
  EXPECT_EQ(member_of({animal("dog")}, "no-dogs"), "no");
  EXPECT_EQ(member_of({animal("plant")}, "no-dogs"), "no");
  EXPECT_EQ(member_of({animal("cat")}, "pets-with-four-legs"), "yes");
  EXPECT_EQ(member_of({animal("dog")}, "pets-with-four-legs"), "no");
  EXPECT_EQ(member_of({animal("bat")}, "pets-with-four-legs"), "no");
}

TEST_F(MemberOf, AConceptIsInIfOneOfItsCodingsIs) {
  EXPECT_EQ(member_of({animal("plant"), animal("dog")}, "pets"), "yes");
  EXPECT_EQ(member_of({animal("plant"), animal("bat")}, "pets"), "no");
}

TEST_F(MemberOf, ACodeWithoutSystemNeedsAValueSetOfOneSystem) {
  EXPECT_EQ(member_of({{"", "", "dog", ""}}, "pets"), "yes");
  EXPECT_EQ(member_of({{"", "", "bat", ""}}, "pets"), "no");
  EXPECT_EQ(member_of({{"", "", "dog", ""}}, "mixed"), "unknown");
  EXPECT_EQ(member_of({{"", "", "dog", ""}, animal("dog")}, "mixed"), "yes");
  EXPECT_EQ(member_of({{"", "", "a", ""}}, "expanded"), "yes");
}

TEST_F(MemberOf, CaseMattersOnlyWhereTheSystemSaysSo) {
  EXPECT_EQ(member_of({animal("DOG")}, "all-animals"), "no");
  EXPECT_EQ(member_of({colour("bLUE")}, "mixed"), "yes");
}

TEST_F(MemberOf, AnUnknownValueSetIsUnknown) {
  EXPECT_EQ(member_of({animal("dog")}, "nowhere"), "unknown");
}

TEST_F(MemberOf, WhatIsNotLoadedIsAnErrorUnlessSomethingElseDecides) {
  EXPECT_EQ(member_of({{"http://example.org/not-loaded", "", "x", ""}}, "partly-loaded"),
            "code system 'http://example.org/not-loaded' is not loaded");
  EXPECT_EQ(member_of({{"http://example.org/absent", "", "x", ""}}, "partly-loaded"),
            "code system 'http://example.org/absent' is not loaded");
  EXPECT_EQ(member_of({{"http://example.org/part", "", "x", ""}}, "partly-loaded"),
            "only a part of code system 'http://example.org/part' is loaded");
  EXPECT_EQ(member_of({{"http://example.org/part", "", "known", ""}}, "partly-loaded"), "yes");
  EXPECT_EQ(member_of({animal("dog")}, "partly-loaded"), "yes");
  EXPECT_EQ(member_of({{"http://example.org/not-loaded", "", "x", ""}}, "listed-unloaded"), "yes");
  EXPECT_EQ(member_of({{"http://example.org/not-loaded", "", "y", ""}}, "listed-unloaded"), "no");
  EXPECT_EQ(member_of({animal("dog")}, "imports-unknown"),
            "value set 'http://example.org/vs/nowhere' is not loaded");
  EXPECT_EQ(member_of({animal("dog")}, "cycle-a"),
            "value set 'http://example.org/vs/cycle-a' imports itself");
}

TEST_F(MemberOf, AValueSetWithoutDefinitionIsAnError) {
  EXPECT_EQ(member_of({animal("dog")}, "undefined"),
            "value set 'http://example.org/vs/undefined' does not say what is in it");
  EXPECT_EQ(member_of({{"", "", "dog", ""}}, "undefined"),
            "value set 'http://example.org/vs/undefined' does not say what is in it");
  EXPECT_EQ(member_of({colour("Red")}, "active-only"),
            "value set 'http://example.org/vs/active-only' does not say what is in it");
}

TEST_F(MemberOf, ImportsThatMultiplyEnd) {
  // Each value set imports the next one twice: 2^30 ways down.
  for (int i = 0; i < 30; ++i) {
    const std::string next = "http://example.org/vs/deep" + std::to_string(i + 1);
    terminology_.add(
        *Document::parse_json(R"({"resourceType":"ValueSet","url":"http://example.org/vs/deep)" +
                              std::to_string(i) + R"(","compose":{"include":[{"valueSet":[")" +
                              next + R"("]},{"valueSet":[")" + next + R"("]}]}})"));
  }
  terminology_.add(
      *Document::parse_json(R"({"resourceType":"ValueSet","url":"http://example.org/vs/deep30",)"
                            R"("compose":{"include":[{"system":"http://example.org/animals"}]}})"));
  EXPECT_EQ(member_of({animal("dog")}, "deep0"), "yes");
  EXPECT_EQ(member_of({animal("unicorn")}, "deep0"), "value sets import each other too often");
  const auto expansion = terminology_.expand("http://example.org/vs/deep0", "");
  EXPECT_EQ(json_of(expansion), "error: value sets import each other too often");
}

TEST_F(MemberOf, AWholeExpansionDecidesAndAPartialOneDoesNot) {
  EXPECT_EQ(member_of({{"http://example.org/not-loaded", "", "b", ""}}, "expanded"), "yes");
  EXPECT_EQ(member_of({{"http://example.org/not-loaded", "", "c", ""}}, "expanded"), "no");
  EXPECT_EQ(member_of({colour("Blue")}, "partly-expanded"), "yes");
}

class Subsumes : public TerminologyTest {
 protected:
  std::string outcome(const Coding& a, const Coding& b) const {
    const auto answer = terminology_.subsumes(a, b);
    return answer ? std::string(to_string(*answer)) : answer.error().message;
  }
};

TEST_F(Subsumes, FollowsNestingAndParentProperties) {
  EXPECT_EQ(outcome(animal("dog"), animal("dog")), "equivalent");
  EXPECT_EQ(outcome(animal("animal"), animal("dog")), "subsumes");
  EXPECT_EQ(outcome(animal("dog"), animal("mammal")), "subsumed-by");
  EXPECT_EQ(outcome(animal("dog"), animal("cat")), "not-subsumed");
  EXPECT_EQ(outcome(animal("flyer"), animal("bat")), "subsumes");
  EXPECT_EQ(outcome(animal("mammal"), animal("bat")), "subsumes");
}

TEST_F(Subsumes, AGroupingHierarchyIsNoSubsumption) {
  EXPECT_EQ(outcome(colour("Warm"), colour("Red")), "not-subsumed");
  EXPECT_EQ(outcome(colour("red"), colour("RED")), "equivalent");
}

TEST_F(Subsumes, WhatIsNotKnownIsUnknownOrAnError) {
  EXPECT_EQ(outcome(animal("dog"), colour("Red")), "");
  EXPECT_EQ(outcome({"", "", "dog", ""}, {"", "", "dog", ""}), "");
  EXPECT_EQ(outcome({"http://example.org/absent", "", "a", ""},
                    {"http://example.org/absent", "", "a", ""}),
            "");
  EXPECT_EQ(outcome(animal("dog"), animal("unicorn")),
            "code system 'http://example.org/animals' has no code 'unicorn'");
}

TEST_F(Subsumes, AsAnOperationTakesTheSystemAndAVersion) {
  const Coding code{"", "", "dinosaur", ""};
  const auto answer =
      terminology_.subsumes("http://example.org/animals", code, code, "version=1.9");
  EXPECT_EQ(answer.value(), Subsumption::Equivalent);
  EXPECT_FALSE(terminology_.subsumes("http://example.org/animals", code, code, ""));
  EXPECT_FALSE(terminology_.subsumes("http://example.org/animals", code, colour("Red"), ""));
}

TEST(CodingsOf, ReadsCodingsConceptsAndCodes) {
  const auto read = [](std::string_view json) {
    const auto document = Document::parse_json(json);
    return codings_of(Node{&*document, 0, kNoType});
  };
  EXPECT_EQ(read(R"({"system":"s","version":"v","code":"c","display":"d"})"),
            (std::vector<Coding>{{"s", "v", "c", "d"}}));
  EXPECT_EQ(read(R"({"coding":[{"code":"a"},{"system":"s"},{"system":"s","code":"b"}]})"),
            (std::vector<Coding>{{"", "", "a", ""}, {"s", "", "b", ""}}));
  EXPECT_EQ(read(R"("male")"), (std::vector<Coding>{{"", "", "male", ""}}));
  EXPECT_TRUE(read("{}").empty());
  EXPECT_TRUE(codings_of(Node{}).empty());
}

TEST(Load, SaysWhichFileIsWrong) {
  MemoryTerminology terminology;
  const auto missing = load_terminology(terminology, test_data() / "nothing.json");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::FileUnreadable);

  const auto file = std::filesystem::path(testing::TempDir()) / "kiln-terminology-broken.ndjson";
  std::ofstream(file) << "{}\n\n{\"resourceType\":\n";
  const auto broken = load_terminology(terminology, file);
  ASSERT_FALSE(broken);
  EXPECT_TRUE(broken.error().message.starts_with(file.string() + ":3:17: "));
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace kiln::core::terminology
