// Equality and equivalence: one case for each pair of types that meets.

#include "runtime/function/equality.h"

#include "runtime/function/quantity_conversion.h"
#include "runtime/function/string.h"

namespace kiln::core::operators {

namespace {

bool is_time(const Temporal& value) {
  return value.kind == Temporal::Kind::Time;
}

/// Both operands as T, or null.
template <class T>
struct Pair {
  Pair(const Operand& left, const Operand& right)
      : a(std::get_if<T>(&left)), b(std::get_if<T>(&right)) {}
  explicit operator bool() const { return a != nullptr && b != nullptr; }

  const T* a;
  const T* b;
};

}  // namespace

std::optional<bool> equal(const Operand& a, const Operand& b, const Rules& rules) {
  if (const std::optional<NumberRank> rank = common_rank(a, b)) {
    switch (*rank) {
      case NumberRank::Integer:
      case NumberRank::Long:
        return as_long(a) == as_long(b);
      case NumberRank::Decimal:
        return as_decimal(a) == as_decimal(b);
      case NumberRank::Quantity:
        return kiln::core::equal(as_quantity(a), as_quantity(b), rules.language);
    }
  }
  if (const Pair<std::string_view> texts(a, b); texts) return *texts.a == *texts.b;
  if (const Pair<bool> booleans(a, b); booleans) return *booleans.a == *booleans.b;
  if (const Pair<Temporal> times(a, b); times && is_time(*times.a) == is_time(*times.b)) {
    return kiln::core::equal(*times.a, *times.b, rules.default_offset_minutes);
  }
  return false;
}

std::optional<bool> equivalent(const Operand& a, const Operand& b, const Rules& rules) {
  if (const std::optional<NumberRank> rank = common_rank(a, b)) {
    switch (*rank) {
      case NumberRank::Integer:
      case NumberRank::Long:
        return as_long(a) == as_long(b);
      case NumberRank::Decimal:
        return equivalent(as_decimal(a), as_decimal(b));
      case NumberRank::Quantity:
        return kiln::core::equivalent(as_quantity(a), as_quantity(b));
    }
  }
  if (const Pair<std::string_view> texts(a, b); texts) {
    return strings::equivalent(*texts.a, *texts.b);
  }
  if (const Pair<bool> booleans(a, b); booleans) return *booleans.a == *booleans.b;
  if (const Pair<Temporal> times(a, b); times && is_time(*times.a) == is_time(*times.b)) {
    return kiln::core::equivalent(*times.a, *times.b, rules.default_offset_minutes);
  }
  return false;
}

}  // namespace kiln::core::operators
