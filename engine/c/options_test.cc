// What is at its default in C is at its default in C++.

#include <gtest/gtest.h>
#include <kiln/c.h>
#include <kiln/kiln.h>

namespace {

TEST(COptions, DefaultsAreThoseOfTheCppInterface) {
  kiln_engine* engine = nullptr;
  ASSERT_EQ(kiln_engine_new(nullptr, &engine, nullptr), KILN_OK);
  kiln_engine_options options{};
  options.size = sizeof(options);
  ASSERT_EQ(kiln_engine_get_options(engine, &options), KILN_OK);
  const kiln::CacheOptions cache;
  EXPECT_EQ(options.cache_entries, cache.max_entries);
  EXPECT_EQ(options.cache_bytes, cache.max_bytes);
  const kiln::Limits limits;
  EXPECT_EQ(options.expression_limits->max_bytes, limits.expression.max_bytes);
  EXPECT_EQ(options.expression_limits->max_depth, limits.expression.max_depth);
  EXPECT_EQ(options.document_limits->max_bytes, limits.document.max_bytes);
  EXPECT_EQ(options.document_limits->max_depth, limits.document.max_depth);
  EXPECT_EQ(options.evaluation_limits->max_steps, limits.evaluation.max_steps);
  EXPECT_EQ(options.evaluation_limits->max_items, limits.evaluation.max_items);
  EXPECT_EQ(options.evaluation_limits->max_string, limits.evaluation.max_string);
  EXPECT_EQ(options.evaluation_limits->max_arena, limits.evaluation.max_arena);
  EXPECT_EQ(options.evaluation_limits->max_depth, limits.evaluation.max_depth);
  EXPECT_EQ(options.evaluation_limits->max_regex_effort, limits.evaluation.max_regex_effort);
  kiln_engine_free(engine);
}

}  // namespace
