#include "cli/clock.h"

#include <gtest/gtest.h>

namespace kiln::core::cli {
namespace {

TEST(Clock, ReadsOffsets) {
  EXPECT_EQ(parse_offset("Z"), 0);
  EXPECT_EQ(parse_offset("+00:00"), 0);
  EXPECT_EQ(parse_offset("+05:45"), 345);
  EXPECT_EQ(parse_offset("-03:30"), -210);
  EXPECT_EQ(parse_offset("+14:00"), 840);
  for (const char* wrong :
       {"", "z", "+14:01", "-15:00", "+5:45", "+05:60", "05:45", "+0545", "+a5:45", "+05:45 "})
    EXPECT_EQ(parse_offset(wrong), std::nullopt) << wrong;
}

TEST(Clock, GivesAFullDateTimeInTheOffset) {
  const Temporal now = current_time(345);
  EXPECT_EQ(now.kind, Temporal::Kind::DateTime);
  EXPECT_EQ(now.precision_digits(), 17);
  EXPECT_TRUE(now.has_offset);
  EXPECT_FALSE(now.offset_is_z);
  EXPECT_EQ(now.offset_minutes, 345);
  EXPECT_TRUE(current_time(0).offset_is_z);
}

TEST(Clock, TheSameMomentInTwoOffsets) {
  const Temporal utc = current_time(0);
  const Temporal far = current_time(-660);
  const auto order = compare(utc, far);
  ASSERT_TRUE(order.has_value());
  EXPECT_TRUE(*order <= 0);
}

TEST(Clock, FillsUpWhatIsMissingInAGivenTime) {
  EXPECT_EQ(parse_now("2026-02-11T08:15:00.5+01:00", {})->to_string(),
            "2026-02-11T08:15:00.5+01:00");
  EXPECT_EQ(parse_now("2026-02-11T08:15", {})->to_string(), "2026-02-11T08:15:00.000Z");
  EXPECT_EQ(parse_now("2026-02-11T08", 60)->to_string(), "2026-02-11T08:00:00.000+01:00");
  EXPECT_EQ(parse_now("2026-02-11", {}), std::nullopt);
  EXPECT_EQ(parse_now("2026-02-30T08:15:00Z", {}), std::nullopt);
}

}  // namespace
}  // namespace kiln::core::cli
