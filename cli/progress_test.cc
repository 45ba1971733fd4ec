#include "cli/progress.h"

#include <gtest/gtest.h>

namespace kiln::core::cli {
namespace {

TEST(Progress, DrawsTheShareThatIsDone) {
  EXPECT_EQ(Progress::line(50'000'000, 100'000'000, 21'507, 80),
            "[==================>                  ] 50 %  50.0 of 100.0 MB  21,507 resources");
}

TEST(Progress, KeepsToTheWidthOfTheTerminal) {
  for (std::size_t columns = 1; columns <= 200; ++columns)
    EXPECT_LE(Progress::line(123'456'789, 987'654'321, 1'234'567, columns).size(), columns);
}

TEST(Progress, IsFullAtTheEndAndNeverMore) {
  EXPECT_EQ(Progress::line(2'000'000, 2'000'000, 3, 60),
            "[========================] 100 %  2.0 of 2.0 MB  3 resources");
  EXPECT_EQ(Progress::line(3'000'000, 2'000'000, 3, 60),
            "[========================] 100 %  2.0 of 2.0 MB  3 resources");
}

}  // namespace
}  // namespace kiln::core::cli
