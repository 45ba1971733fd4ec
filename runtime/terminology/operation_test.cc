#include "runtime/terminology/element_view.h"
#include "runtime/terminology/fixture.h"

namespace kiln::core::terminology {
namespace {

using Expand = TerminologyTest;
using Lookup = TerminologyTest;
using Validate = TerminologyTest;
using Translate = TerminologyTest;

TEST_F(Expand, ListsTheMembersAndKeepsTheDefinition) {
  EXPECT_EQ(json_of(terminology_.expand("http://example.org/vs/pets", "")),
            R"({"resourceType":"ValueSet","url":"http://example.org/vs/pets","version":"1",)"
            R"("expansion":{"timestamp":"2026-01-01T00:00:00Z","total":2,"contains":[)"
            R"({"system":"http://example.org/animals","code":"dog","display":"Doggy"},)"
            R"({"system":"http://example.org/animals","code":"cat","display":"Cat"}]}})");
}

/// The codes of an expansion, or its error.
std::string codes_of(const Expected<Document>& answer) {
  if (!answer) return "error: " + answer.error().message;
  std::string codes;
  const ElementView expansion = ElementView(*answer, 0).member("expansion");
  for (const ElementView entry : expansion.items("contains")) {
    codes += std::string(entry.text("code")) + (entry.is_true("abstract") ? "(abstract) " : " ");
  }
  return codes + "of " + std::string(expansion.text("total"));
}

TEST_F(Expand, ComposesFiltersImportsAndExclusions) {
  const auto codes = [this](std::string name, std::string_view parameters = "") {
    return codes_of(terminology_.expand("http://example.org/vs/" + name, parameters));
  };
  EXPECT_EQ(codes("all-animals"), "animal(abstract) mammal dog cat bat flyer dodo plant of 8");
  EXPECT_EQ(codes("no-dogs"), "mammal cat bat of 3");
  EXPECT_EQ(codes("pets-with-four-legs"), "cat of 1");
  EXPECT_EQ(codes("mixed"), "Warm Red Blue dog cat of 5");
  EXPECT_EQ(codes("expanded"), "group(abstract) a b of 3");
  EXPECT_EQ(codes("all-animals", "activeOnly=true&count=2&offset=5"), "flyer plant of 7");
  EXPECT_EQ(codes("all-animals", "filter=AT"), "cat bat of 2");
  EXPECT_EQ(codes("all-animals", "offset=100"), "of 8");
  EXPECT_EQ(codes("nowhere"), "error: ValueSet 'http://example.org/vs/nowhere' is not loaded");
  EXPECT_EQ(codes("partly-loaded"),
            "error: code system 'http://example.org/not-loaded' is not loaded");
  EXPECT_EQ(codes("cycle-a"), "error: value set 'http://example.org/vs/cycle-a' imports itself");
  EXPECT_EQ(codes("pets", "date=2020"), "error: parameter 'date' is not supported");
  EXPECT_EQ(codes("pets", "count=few"), "error: parameter 'count' must be a whole number");
}

TEST_F(Expand, TakesAValueSetAsItIs) {
  const auto document = Document::parse_json(
      R"({"resourceType":"ValueSet","compose":{"include":[{"system":"http://example.org/animals",)"
      R"("filter":[{"property":"legs","op":"=","value":"2"}]}]}})");
  EXPECT_EQ(codes_of(terminology_.expand(Node{&*document, 0, kNoType}, "")), "bat of 1");
  const auto patient = Document::parse_json(R"({"resourceType":"Patient"})");
  EXPECT_EQ(codes_of(terminology_.expand(Node{&*patient, 0, kNoType}, "")),
            "error: the argument is no ValueSet");
}

TEST_F(Expand, SpeaksTheLanguageThatIsAskedFor) {
  const std::string json =
      json_of(terminology_.expand("http://example.org/vs/all-animals",
                                  "displayLanguage=de&filter=dog&includeDesignations=true"));
  EXPECT_NE(json.find(R"("code":"dog","display":"Hund","designation":[{"language":"de-CH")"),
            std::string::npos)
      << json;
}

TEST_F(Expand, HasALimit) {
  MemoryTerminology small({.version = Fhir::R4, .timestamp = "", .max_members = 3});
  ASSERT_TRUE(load_terminology(small, test_data() / "package"));
  ASSERT_TRUE(load_terminology(small, test_data() / "more.ndjson"));
  EXPECT_EQ(codes_of(small.expand("http://example.org/vs/all-animals", "")),
            "error: value set 'http://example.org/vs/all-animals' has more than 3 codes");
}

TEST_F(Lookup, TellsWhatTheCodeSystemKnows) {
  EXPECT_EQ(
      json_of(terminology_.lookup(std::vector{animal("dog")}, "displayLanguage=fr")),
      R"({"resourceType":"Parameters","parameter":[{"name":"name","valueString":"Animals"},)"
      R"({"name":"version","valueString":"1.10"},{"name":"display","valueString":"Chien"},)"
      R"({"name":"definition","valueString":"Man's best friend"},)"
      R"({"name":"designation","part":[{"name":"language","valueCode":"de-CH"},)"
      R"({"name":"use","valueCoding":{"code":"common"}},{"name":"value","valueString":"Hund"}]},)"
      R"({"name":"designation","part":[{"name":"language","valueCode":"fr"},)"
      R"({"name":"value","valueString":"Chien"}]},)"
      R"({"name":"property","part":[{"name":"code","valueCode":"legs"},{"name":"value",)"
      R"("valueInteger":4}]},)"
      R"({"name":"property","part":[{"name":"code","valueCode":"eats"},{"name":"value",)"
      R"("valueCode":"cat"}]},)"
      R"({"name":"property","part":[{"name":"code","valueCode":"parent"},{"name":"value",)"
      R"("valueCode":"mammal"}]}]})");
}

TEST_F(Lookup, GivesTheMembersThatAreAskedFor) {
  EXPECT_EQ(
      json_of(terminology_.lookup(std::vector{animal("dog")}, "property=legs&property=parent")),
      R"({"resourceType":"Parameters","parameter":[{"name":"name","valueString":"Animals"},)"
      R"({"name":"version","valueString":"1.10"},{"name":"display","valueString":"Dog"},)"
      R"({"name":"definition","valueString":"Man's best friend"},)"
      R"({"name":"property","part":[{"name":"code","valueCode":"legs"},{"name":"value",)"
      R"("valueInteger":4}]},)"
      R"({"name":"property","part":[{"name":"code","valueCode":"parent"},{"name":"value",)"
      R"("valueCode":"mammal"}]}]})");
}

TEST_F(Lookup, FindsTheFirstCodingThatItKnows) {
  EXPECT_TRUE(terminology_.lookup(std::vector{animal("unicorn"), animal("cat")}, ""));
  EXPECT_EQ(json_of(terminology_.lookup(std::vector{animal("unicorn")}, "")),
            "error: code system 'http://example.org/animals' has no code 'unicorn'");
  EXPECT_EQ(json_of(terminology_.lookup(std::vector<Coding>{{"", "", "cat", ""}}, "")),
            "error: code 'cat' has no system to look it up in");
  EXPECT_FALSE(terminology_.lookup({}, ""));
}

TEST_F(Validate, ValueSets) {
  const auto validate = [this](Coding coding, std::string_view parameters = "") {
    return json_of(terminology_.validate_vs("http://example.org/vs/all-animals",
                                            std::vector{std::move(coding)}, parameters));
  };
  EXPECT_EQ(validate({"", "", "cat", ""}),
            R"({"resourceType":"Parameters","parameter":[{"name":"result","valueBoolean":true},)"
            R"({"name":"display","valueString":"Cat"},{"name":"code","valueCode":"cat"},)"
            R"({"name":"system","valueUri":"http://example.org/animals"}]})");
  EXPECT_EQ(validate(animal("unicorn")),
            R"({"resourceType":"Parameters","parameter":[{"name":"result","valueBoolean":false},)"
            R"({"name":"message","valueString":"no coding is)"
            R"( in value set 'http://example.org/vs/all-animals'"}]})");
  EXPECT_NE(validate(animal("animal")).find(R"("valueBoolean":false)"), std::string::npos);
  EXPECT_NE(validate(animal("animal"), "abstract=true").find(R"("valueBoolean":true)"),
            std::string::npos);
}

TEST_F(Validate, ADisplayMustBeOneOfTheCode) {
  const auto validate = [this](std::string display) {
    return json_of(terminology_.validate_cs(
        "http://example.org/animals",
        std::vector<Coding>{{"http://example.org/animals", "", "dog", std::move(display)}}, ""));
  };
  EXPECT_NE(validate("DOG").find(R"("valueBoolean":true)"), std::string::npos);
  EXPECT_NE(validate("Hund").find(R"("valueBoolean":true)"), std::string::npos);
  EXPECT_NE(validate("Cat").find(R"("valueBoolean":false)"), std::string::npos);
  EXPECT_NE(validate("Cat").find("display 'Cat' is not one of code 'dog'"), std::string::npos);
}

TEST_F(Validate, AValueSetMayHaveADisplayOfItsOwn) {
  const auto validate = [this](std::string display) {
    return json_of(terminology_.validate_vs(
        "http://example.org/vs/pets",
        std::vector<Coding>{animal("bat"), {"http://example.org/animals", "", "dog", display}},
        ""));
  };
  EXPECT_NE(validate("Doggy").find(R"("valueBoolean":true)"), std::string::npos);
  EXPECT_NE(validate("Dog").find(R"("valueBoolean":true)"), std::string::npos);
  EXPECT_NE(validate("Wolf").find(R"("valueBoolean":false)"), std::string::npos);
}

TEST_F(Validate, OneDecidedCodingIsEnough) {
  const Coding unloaded{"http://example.org/not-loaded", "", "x", ""};
  const auto validate = [this](std::vector<Coding> codings) {
    return json_of(terminology_.validate_vs("http://example.org/vs/partly-loaded", codings, ""));
  };
  EXPECT_NE(validate({unloaded, animal("dog")}).find(R"("valueBoolean":true)"), std::string::npos);
  EXPECT_EQ(validate({unloaded, animal("unicorn")}),
            "error: code system 'http://example.org/not-loaded' is not loaded");
  EXPECT_EQ(validate({{"", "", "dog", ""}}),
            "error: code 'dog' has no system, and the value set draws from several or from none");
}

TEST_F(Validate, CodeSystems) {
  const auto validate = [this](std::string_view system, Coding coding) {
    return json_of(terminology_.validate_cs(system, std::vector{std::move(coding)}, ""));
  };
  EXPECT_NE(validate("http://example.org/animals", animal("cat")).find(R"("valueBoolean":true)"),
            std::string::npos);
  EXPECT_NE(
      validate("http://example.org/animals|1.9", animal("cat")).find(R"("valueBoolean":false)"),
      std::string::npos);
  EXPECT_NE(validate("http://example.org/animals", colour("Red")).find(R"("valueBoolean":false)"),
            std::string::npos);
  EXPECT_EQ(validate("http://example.org/part", {"", "", "x", ""}),
            "error: only a part of code system 'http://example.org/part' is loaded");
  EXPECT_EQ(validate("http://example.org/nowhere", animal("cat")),
            "error: CodeSystem 'http://example.org/nowhere' is not loaded");
}

/// "code:relationship" of each match.
std::string matches_of(const Expected<Document>& answer) {
  if (!answer) return "error: " + answer.error().message;
  std::string matches;
  for (const ElementView parameter : ElementView(*answer, 0).items("parameter")) {
    for (const ElementView part : parameter.items("part")) {
      if (part.text("name") == "concept") {
        matches += ":" + std::string(part.member("valueCoding").text("code")) + " ";
      } else {
        matches += part.text("valueCode");
      }
    }
  }
  return matches;
}

TEST_F(Translate, GivesTheTargetsOfACode) {
  EXPECT_EQ(
      json_of(terminology_.translate("http://example.org/cm/r4", animal("dog"), "")),
      R"({"resourceType":"Parameters","parameter":[{"name":"result","valueBoolean":true},)"
      R"({"name":"match","part":[{"name":"equivalence","valueCode":"wider"},)"
      R"({"name":"concept","valueCoding":{"system":"http://example.org/colours","code":"Red",)"
      R"("display":"Red"}},)"
      R"({"name":"source","valueUri":"http://example.org/cm/r4"}]},)"
      R"({"name":"match","part":[{"name":"equivalence","valueCode":"equal"},)"
      R"({"name":"concept","valueCoding":{"system":"http://example.org/colours","code":"Blue"}},)"
      R"({"name":"source","valueUri":"http://example.org/cm/r4"}]}]})");
}

TEST_F(Translate, ACodeWithoutTargetHasNoTranslation) {
  EXPECT_EQ(json_of(terminology_.translate("http://example.org/cm/r4", animal("cat"), "")),
            R"({"resourceType":"Parameters","parameter":[{"name":"result","valueBoolean":false},)"
            R"({"name":"message","valueString":"no translation of 'cat' is known"},)"
            R"({"name":"match","part":[{"name":"equivalence","valueCode":"unmatched"},)"
            R"({"name":"source","valueUri":"http://example.org/cm/r4"}]}]})");
  EXPECT_EQ(matches_of(terminology_.translate("http://example.org/cm/r5", animal("dodo"),
                                              "targetsystem=http://example.org/colours")),
            "");
  EXPECT_EQ(matches_of(terminology_.translate("http://example.org/cm/r5", colour("Red"), "")), "");
}

TEST_F(Translate, UnmappedCodesAreFixedProvidedOrLeftToAnotherMap) {
  EXPECT_EQ(matches_of(terminology_.translate("http://example.org/cm/r4", animal("bat"), "")),
            "narrower:Blue equivalent:bat ");
  EXPECT_EQ(matches_of(terminology_.translate("http://example.org/cm/r5", animal("mammal"), "")),
            "relatedto:Grey equivalent:loud ");
  EXPECT_EQ(matches_of(terminology_.translate("http://example.org/cm/dangling", animal("x"), "")),
            "error: ConceptMap 'http://example.org/cm/nowhere' is not loaded");
}

class TranslateR5 : public TerminologyTest {
 protected:
  TranslateR5() : TerminologyTest(Fhir::R5) {}
};

TEST_F(TranslateR5, SpeaksOfRelationships) {
  EXPECT_EQ(matches_of(terminology_.translate("http://example.org/cm/r4", animal("dog"), "")),
            "source-is-narrower-than-target:Red equivalent:Blue ");
  EXPECT_EQ(json_of(terminology_.translate("http://example.org/cm/r5", animal("bat"),
                                           "targetSystem=http://example.org/colours")),
            R"({"resourceType":"Parameters","parameter":[{"name":"result","valueBoolean":true},)"
            R"({"name":"match","part":[{"name":"relationship",)"
            R"("valueCode":"source-is-broader-than-target"},)"
            R"({"name":"concept","valueCoding":{"system":"http://example.org/colours",)"
            R"("version":"7","code":"Blue"}},)"
            R"({"name":"originMap","valueCanonical":"http://example.org/cm/r5"}]}]})");
}

}  // namespace
}  // namespace kiln::core::terminology
