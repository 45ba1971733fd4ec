// The aggregate functions of the language (§7.2 to §7.5) on System values, which are given one
// after the other. What is aggregated is of one type, without implicit conversion.
//
// Thread-safety: one thread for an object. Nothing allocates for numbers.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

#include "runtime/diagnostic/error.h"
#include "runtime/function/operand.h"

namespace kiln::core::aggregates {

/// InputType: a value of a type that cannot be aggregated.
std::unexpected<Error> wrong_item(std::string_view type);

/// sum() and avg(). There is no result without values, with one that is not known, and on overflow.
class Total {
 public:
  /// AsDecimals adds Integers and Longs as Decimals, as average() needs them.
  enum class Numbers : std::uint8_t { AsTheyAre, AsDecimals };
  explicit Total(Numbers numbers) : numbers_(numbers) {}

  /// InputType for what is neither a number nor a Quantity, and for a type that is not the first
  /// value's.
  Expected<void> add(const Operand& value);
  /// An item that has no value.
  void add_unknown() { known_ = false; }

  std::optional<SystemValue> sum() const;
  /// A Decimal or a Quantity. REQUIRES: Numbers::AsDecimals.
  std::optional<SystemValue> average() const;

 private:
  Numbers numbers_;
  bool known_ = true;
  std::int64_t count_ = 0;
  std::string_view type_;
  SystemValue sum_;
};

/// min() and max(): where among the values the first one stands that no other is beyond. There is
/// no result without values, with one that is not known, and if two values have no order.
class Extreme {
 public:
  /// `beyond` is less for min(), greater for max().
  Extreme(std::strong_ordering beyond, const Rules& rules) : beyond_(beyond), rules_(rules) {}

  /// REQUIRES: strings and units stay. InputType for a Boolean, and for a type that is not the
  /// first value's.
  Expected<void> add(const Operand& value);
  void add_unknown() { known_ = false; }

  std::optional<std::uint32_t> position() const;

 private:
  std::strong_ordering beyond_;
  Rules rules_;
  bool known_ = true;
  std::uint32_t count_ = 0;
  std::uint32_t position_ = 0;
  Operand best_;
};

}  // namespace kiln::core::aggregates
