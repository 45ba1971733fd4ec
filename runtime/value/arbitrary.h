// RapidCheck generators of System values, for the tests of this room and of those above it.
#pragma once

#include <rapidcheck.h>

#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "runtime/value/decimal.h"
#include "runtime/value/temporal.h"

namespace rc {

/// Of any number of digits and any scale; short ones as often as long ones.
template <>
struct Arbitrary<kiln::core::Decimal> {
  static Gen<kiln::core::Decimal> arbitrary() {
    const auto digits = gen::mapcat(gen::inRange(1, 39), [](int count) {
      return gen::container<std::string>(static_cast<std::size_t>(count), gen::inRange('0', ':'));
    });
    return gen::map(gen::tuple(digits, gen::inRange(0, 38), gen::arbitrary<bool>()),
                    [](const std::tuple<std::string, int, bool>& parts) {
                      const auto& [text, scale, negative] = parts;
                      const kiln::core::Decimal::Coefficient coefficient =
                          kiln::core::Decimal::parse(text)->coefficient();
                      return kiln::core::Decimal::from_parts(negative ? -coefficient : coefficient,
                                                             scale);
                    });
  }
};

/// A Date, DateTime or Time of any precision, with and without an offset. Years are near each
/// other, so that two values often share their first fields.
template <>
struct Arbitrary<kiln::core::Temporal> {
  static Gen<kiln::core::Temporal> of(kiln::core::Temporal::Kind kind) {
    return gen::map(gen::tuple(gen::inRange(0, 6), gen::inRange(1999, 2002), gen::inRange(1, 13),
                               gen::inRange(1, 29), gen::inRange(0, 24), gen::inRange(0, 60),
                               gen::pair(gen::inRange(0, 60), gen::inRange(0, 10)),
                               gen::pair(gen::inRange(0, 1'000'000'000), gen::inRange(-840, 841)),
                               gen::inRange(0, 3)),
                    [kind](const auto& parts) { return build(kind, parts); });
  }

  static Gen<kiln::core::Temporal> arbitrary() {
    return gen::oneOf(of(kiln::core::Temporal::Kind::Date),
                      of(kiln::core::Temporal::Kind::DateTime),
                      of(kiln::core::Temporal::Kind::Time));
  }

 private:
  static kiln::core::Temporal build(
      kiln::core::Temporal::Kind kind,
      const std::tuple<int, int, int, int, int, int, std::pair<int, int>, std::pair<int, int>, int>&
          parts) {
    using Kind = kiln::core::Temporal::Kind;
    using Field = kiln::core::TemporalField;
    static constexpr Field kDateTimeFields[] = {Field::Year, Field::Month,  Field::Day,
                                                Field::Hour, Field::Minute, Field::Second};
    const auto& [precision, year, month, day, hour, minute, second, fraction, offset] = parts;
    const auto narrow = [](int number) { return static_cast<std::int8_t>(number); };
    kiln::core::Temporal value;
    value.kind = kind;
    const int field = kind == Kind::Date   ? precision % 3
                      : kind == Kind::Time ? 3 + precision % 3
                                           : precision;
    value.precision = kDateTimeFields[field];
    if (kind != Kind::Time) {
      value.year = static_cast<std::int16_t>(year);
      if (field >= 1) value.month = narrow(month);
      if (field >= 2) value.day = narrow(day);
    }
    if (field >= 3) value.hour = narrow(hour);
    if (field >= 4) value.minute = narrow(minute);
    if (field >= 5) {
      value.second = narrow(second.first);
      const std::string digits = std::to_string(1'000'000'000 + fraction.first).substr(1);
      value.set_fraction(
          std::string_view(digits).substr(0, static_cast<std::size_t>(second.second)));
    }
    if (kind == Kind::DateTime && field >= 3 && offset > 0) {
      value.has_offset = true;
      value.offset_is_z = offset == 2;
      value.offset_minutes = static_cast<std::int16_t>(offset == 2 ? 0 : fraction.second);
    }
    return value;
  }
};

}  // namespace rc
