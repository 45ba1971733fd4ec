#include "engine/program_cache.h"

#include <gtest/gtest.h>

namespace kiln {
namespace {

using std::chrono::milliseconds;

/// A cache whose clock stands until it is moved.
class ProgramCacheTest : public testing::Test {
 protected:
  void use(const CacheOptions& options) {
    cache_ = std::make_unique<ProgramCache>(options, [this] { return now_; });
  }
  void insert(std::string_view expression, std::string_view context_type = {},
              std::string_view host = {}) {
    const ProgramKey key{expression, context_type, host};
    cache_->insert(key, program(expression));
  }
  bool has(std::string_view expression, std::string_view context_type = {},
           std::string_view host = {}) {
    return cache_->find({expression, context_type, host}).has_value();
  }
  CacheStatistics statistics() { return cache_->statistics(); }
  Program program(std::string_view expression) { return engine_.compile(expression).value(); }

  Engine engine_;
  ProgramCache::Time now_{};
  std::unique_ptr<ProgramCache> cache_;
};

TEST_F(ProgramCacheTest, FindsWhatWasInserted) {
  use({});
  EXPECT_FALSE(has("1 + 1"));
  insert("1 + 1");
  EXPECT_TRUE(has("1 + 1"));
  EXPECT_EQ(cache_->find({"1 + 1", {}, {}})->expression(), "1 + 1");
  EXPECT_EQ(statistics(), (CacheStatistics{.hits = 2, .misses = 1, .entries = 1, .bytes = 5}));
}

TEST_F(ProgramCacheTest, TellsApartWhatThePartsOfAKeySay) {
  use({});
  insert("id");
  insert("id", "Patient");
  insert("id", {}, "%v ");
  EXPECT_EQ(statistics().entries, 3u);
  EXPECT_TRUE(has("id", "Patient"));
  EXPECT_TRUE(has("id", {}, "%v "));
  EXPECT_FALSE(has("id", "%v "));
  EXPECT_FALSE(has("id", {}, "Patient"));
}

TEST_F(ProgramCacheTest, TheOneThatWasNotUsedForTheLongestTimeGoesFirst) {
  use({.max_entries = 3});
  insert("1");
  insert("2");
  insert("3");
  EXPECT_TRUE(has("1"));
  insert("4");
  EXPECT_FALSE(has("2"));
  insert("5");
  EXPECT_FALSE(has("3"));
  EXPECT_TRUE(has("1"));
  EXPECT_TRUE(has("4"));
  EXPECT_TRUE(has("5"));
  EXPECT_EQ(statistics().evictions, 2u);
  EXPECT_EQ(statistics().entries, 3u);
}

TEST_F(ProgramCacheTest, BytesOfExpressionsAreBounded) {
  use({.max_bytes = 10});
  insert("11111");
  insert("22222");
  EXPECT_EQ(statistics().bytes, 10u);
  insert("3");
  EXPECT_FALSE(has("11111"));
  EXPECT_EQ(statistics().bytes, 6u);
  insert("1 + 1 + 11");
  EXPECT_EQ(statistics(),
            (CacheStatistics{.misses = 1, .evictions = 3, .entries = 1, .bytes = 10}));
}

TEST_F(ProgramCacheTest, AnExpressionThatIsLargerThanTheCacheIsNotKept) {
  use({.max_bytes = 10});
  insert("1");
  insert("1 + 1 + 111");
  EXPECT_FALSE(has("1 + 1 + 111"));
  EXPECT_TRUE(has("1"));
  EXPECT_EQ(statistics().evictions, 0u);
}

TEST_F(ProgramCacheTest, WithoutEntriesNothingIsKept) {
  use({.max_entries = 0});
  insert("1");
  EXPECT_FALSE(has("1"));
  EXPECT_EQ(statistics(), (CacheStatistics{.misses = 1}));
}

TEST_F(ProgramCacheTest, ProgramsGoWhenTheirTimeIsOver) {
  use({.time_to_live = milliseconds(10)});
  insert("1");
  now_ += milliseconds(5);
  insert("2");
  now_ += milliseconds(4);
  EXPECT_TRUE(has("1"));
  now_ += milliseconds(1);
  EXPECT_FALSE(has("1"));
  EXPECT_TRUE(has("2"));
  EXPECT_EQ(statistics().expired, 1u);
  now_ += milliseconds(5);
  EXPECT_EQ(statistics(), (CacheStatistics{.hits = 2, .misses = 1, .expired = 2}));
}

TEST_F(ProgramCacheTest, UseDoesNotMakeAProgramLiveLonger) {
  use({.time_to_live = milliseconds(10)});
  insert("1");
  for (int i = 0; i < 9; ++i) {
    now_ += milliseconds(1);
    EXPECT_TRUE(has("1"));
  }
  now_ += milliseconds(1);
  EXPECT_FALSE(has("1"));
}

TEST_F(ProgramCacheTest, WhatIsThereAlreadyStays) {
  use({});
  const Program first = cache_->insert({"1", {}, {}}, program("1"));
  Engine other;
  const Program second = cache_->insert({"1", {}, {}}, other.compile("1").value());
  EXPECT_EQ(first.expression().data(), second.expression().data());
  EXPECT_EQ(statistics().entries, 1u);
  EXPECT_EQ(statistics().bytes, 1u);
}

TEST_F(ProgramCacheTest, ClearingIsNoEviction) {
  use({});
  insert("1");
  insert("2");
  EXPECT_TRUE(has("1"));
  cache_->clear();
  EXPECT_FALSE(has("1"));
  EXPECT_EQ(statistics(), (CacheStatistics{.hits = 1, .misses = 1}));
  insert("1");
  EXPECT_TRUE(has("1"));
}

TEST_F(ProgramCacheTest, IsAsLargeAsItsListsAfterManyOperations) {
  use({.max_entries = 7, .max_bytes = 30, .time_to_live = milliseconds(20)});
  for (int i = 0; i < 1'000; ++i) {
    const std::string expression = std::to_string(i * i % 23);
    if (!has(expression)) insert(expression);
    if (i % 5 == 0) now_ += milliseconds(1);
    const CacheStatistics now = statistics();
    ASSERT_LE(now.entries, 7u);
    ASSERT_LE(now.bytes, 30u);
    ASSERT_EQ(now.misses, now.entries + now.evictions + now.expired);
  }
}

}  // namespace
}  // namespace kiln
