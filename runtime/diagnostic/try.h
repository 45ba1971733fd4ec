// KILN_TRY: takes the value out of an Expected, or returns its error from the enclosing function.
//
//   KILN_TRY(const Collection items, evaluate(left));     // declares `items`
//   KILN_CHECK(charge(1));                                // an Expected<void>
#pragma once

#include <utility>

#define KILN_TRY_CONCATENATE2(a, b) a##b
#define KILN_TRY_CONCATENATE(a, b) KILN_TRY_CONCATENATE2(a, b)

#define KILN_TRY_AS(temporary, declaration, ...)          \
  auto temporary = (__VA_ARGS__);                         \
  if (!temporary) [[unlikely]]                            \
    return std::unexpected(std::move(temporary).error()); \
  declaration = *std::move(temporary)

#define KILN_TRY(declaration, ...) \
  KILN_TRY_AS(KILN_TRY_CONCATENATE(kiln_try_, __COUNTER__), declaration, __VA_ARGS__)

#define KILN_CHECK(...)                                              \
  if (auto kiln_checked = (__VA_ARGS__); !kiln_checked) [[unlikely]] \
  return std::unexpected(std::move(kiln_checked).error())
