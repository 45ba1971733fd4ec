#include "frontend/suggest.h"

#include <gtest/gtest.h>

#include <initializer_list>

namespace kiln::core {
namespace {

std::string nearest(std::string_view unknown, std::initializer_list<std::string_view> candidates) {
  Suggestion suggestion(unknown);
  for (const std::string_view candidate : candidates) suggestion.consider(candidate);
  return std::string(suggestion.nearest());
}

TEST(Suggestion, TakesTheNearest) {
  EXPECT_EQ(nearest("nmae", {"given", "name", "nae"}), "name");
  EXPECT_EQ(nearest("lenght", {"length", "last"}), "length");
  EXPECT_EQ(nearest("identifer", {"identifier", "id"}), "identifier");
}

TEST(Suggestion, OfEquallyNearOnesTheFirst) {
  EXPECT_EQ(nearest("cat", {"car", "bat"}), "car");
  EXPECT_EQ(nearest("cat", {"bat", "car"}), "bat");
}

TEST(Suggestion, AnotherCaseIsNearerThanAnotherLetter) {
  EXPECT_EQ(nearest("patient", {"patiens", "Patient"}), "Patient");
  EXPECT_EQ(nearest("OFTYPE", {"ofType"}), "ofType");
}

TEST(Suggestion, NothingIsNearWhatIsTooDifferent) {
  EXPECT_EQ(nearest("foo", {"bar", "name", "f"}), "");
  EXPECT_EQ(nearest("x", {"ab"}), "");
  EXPECT_EQ(nearest("", {"a", ""}), "a");
  EXPECT_EQ(nearest("name", {"name"}), "");
}

TEST(Suggestion, LongNamesHaveNoneNear) {
  const std::string name(65, 'a');
  EXPECT_EQ(nearest(name, {std::string_view(name).substr(1)}), "");
  EXPECT_EQ(nearest(std::string_view(name).substr(1), {name}), "");
  EXPECT_EQ(nearest(std::string_view(name).substr(1), {std::string_view(name).substr(2)}),
            std::string(63, 'a'));
}

TEST(Suggestion, Hint) {
  Suggestion suggestion("nmae");
  EXPECT_EQ(suggestion.hint(), "");
  suggestion.consider("name");
  EXPECT_EQ(suggestion.hint(), "did you mean 'name'?");
}

}  // namespace
}  // namespace kiln::core
