#include "runtime/diagnostic/error.h"

#include <gtest/gtest.h>

#include <set>

namespace kiln::core {
namespace {

TEST(Error, CodesPrintAsFourDigits) {
  EXPECT_EQ(to_string(ErrorCode::UnexpectedToken), "K0101");
  EXPECT_EQ(to_string(ErrorCode::UnknownElement), "K0213");
}

TEST(Error, TheHundredsSayThePhase) {
  EXPECT_EQ(to_string(phase_of(ErrorCode::UnexpectedToken)), "syntax");
  EXPECT_EQ(to_string(phase_of(ErrorCode::UnknownElement)), "semantic");
  EXPECT_EQ(to_string(phase_of(ErrorCode::MultipleItems)), "execution");
  EXPECT_EQ(to_string(phase_of(ErrorCode::JsonSyntax)), "document");
}

TEST(Error, NumbersAndTitlesAreUsedOnceAPhase) {
  std::set<unsigned> numbers;
  std::size_t rows = 0;
#define KILN_ERROR(name, number, title) \
  numbers.insert(number);               \
  ++rows;
#include "runtime/diagnostic/error_code.def"
#undef KILN_ERROR
  EXPECT_EQ(numbers.size(), rows);
  EXPECT_EQ(title_of(ErrorCode::UnknownElement), "element that the type does not have");
}

}  // namespace
}  // namespace kiln::core
