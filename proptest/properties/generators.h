// Generators of System values with the edges where engines differ: limits, scales, partial dates,
// offsets, leap days, special units, calendar units.
#pragma once

#include <rapidcheck.h>

#include <string>
#include <vector>

#include "runtime/function/operand.h"
#include "runtime/value/arbitrary.h"

namespace kiln::core::properties {

inline std::vector<Decimal> edge_decimals() {
  std::vector<Decimal> result;
  for (const char* text : {"0",
                           "0.0",
                           "0.00",
                           "1",
                           "-1",
                           "1.0",
                           "1.00",
                           "0.5",
                           "-0.5",
                           "2",
                           "3",
                           "7",
                           "10",
                           "100",
                           "0.1",
                           "0.01",
                           "1.5",
                           "2.5",
                           "9.995",
                           "99999999999999999999999999999999999999",
                           "-99999999999999999999999999999999999999",
                           "9999999999999999999999999999999999999.9",
                           "0.0000000000000000000000000000000000001",
                           "1.0000000000000000000000000000000000000",
                           "0.9999999999999999999999999999999999999",
                           "1.0000000000000000000000000001",
                           "3.3333333333333333333333333333",
                           "12345678901234567890.123456789",
                           "273.15",
                           "98.6"}) {
    result.push_back(*Decimal::parse(text));
  }
  return result;
}

/// Short decimals most of the time, edges and any others besides.
inline rc::Gen<Decimal> decimals() {
  const auto short_ones = rc::gen::map(
      rc::gen::pair(rc::gen::inRange<std::int64_t>(-100'000, 100'001), rc::gen::inRange(0, 7)),
      [](const std::pair<std::int64_t, int>& parts) {
        return Decimal::from_parts(parts.first, parts.second);
      });
  return rc::gen::weightedOneOf<Decimal>({{3, short_ones},
                                          {2, rc::gen::elementOf(edge_decimals())},
                                          {2, rc::gen::arbitrary<Decimal>()}});
}

inline std::vector<Temporal> edge_temporals() {
  std::vector<Temporal> result;
  for (const char* text : {"0001", "9999", "2000", "2024-02", "2023-02", "2024-12", "0001-01-01",
                           "9999-12-31", "2024-02-29", "2023-02-28", "2024-03-31", "2000-01-01"}) {
    result.push_back(*Temporal::parse_date(text));
  }
  for (const char* text :
       {"2024T", "2024-02T", "2024-02-29T", "2024-02-29T23Z", "2024-02-29T23+05:30",
        "2024-02-29T23:59", "2024-02-29T23:59:59.999", "2024-03-01T00:00:00+14:00",
        "2024-02-29T10:00:00-00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.999-14:00",
        "2016-12-31T23:59:60Z", "2024-02-29T10:00:00.000000001", "2024-02-29T10:00:00.5Z"}) {
    result.push_back(*Temporal::parse_date_time(text));
  }
  for (const char* text : {"00", "23", "00:00", "23:59", "23:59:59", "23:59:59.999", "00:00:00.0",
                           "12:30:00.123456789", "23:59:60"}) {
    result.push_back(*Temporal::parse_time(text));
  }
  return result;
}

inline rc::Gen<Temporal> temporals() {
  return rc::gen::weightedOneOf<Temporal>(
      {{3, rc::gen::arbitrary<Temporal>()}, {1, rc::gen::elementOf(edge_temporals())}});
}

/// Units in families that convert among themselves.
inline const std::vector<std::vector<std::string>>& unit_families() {
  static const std::vector<std::vector<std::string>> families{
      {"m", "cm", "km", "[in_i]", "[ft_i]", "[mi_i]", "nm", "[Ch]", "Ao"},
      {"g", "kg", "mg", "[lb_av]", "[oz_av]", "t", "u"},
      {"m2", "cm2", "har", "[acr_us]", "m.cm", "(m2)"},
      {"1", "%", "10*3", "[ppth]", "{cells}", "m/cm", "10^-2", "mol", "[pi]"},
      {"s", "min", "h", "d", "wk", "mo", "a", "ms", "us", "a_g", "mo_s", "2.d"},
      {"Cel", "K", "[degF]", "[degRe]", "mCel", "[degR]"},
      {"deg", "rad", "circ", "gon", "'", "''", "%[slope]", "[p'diop]"},
      {"mol/L", "mmol/mL", "[pH]", "umol/dL"},
      {"Pa", "kPa", "mm[Hg]", "bar", "B[SPL]", "dB[SPL]"},
      {"[iU]", "[IU]", "k[IU]"},
      {"[iU]/mL", "[IU]/L"},
      {"[arb'U]"},
      {"m/s", "km/h", "m.s-1"},
      {"kg.m/s2", "N", "g.m/s2", "dyn"},
      {"Np", "B", "dB"},
      {"no unit", "KG", "in_i", "Cel/s", ""},
  };
  return families;
}

inline rc::Gen<std::string> units() {
  std::vector<std::string> all;
  for (const auto& family : unit_families()) all.insert(all.end(), family.begin(), family.end());
  return rc::gen::elementOf(all);
}

inline rc::Gen<std::string> calendar_keywords() {
  return rc::gen::element<std::string>("year", "month", "week", "day", "hour", "minute", "second",
                                       "millisecond");
}

/// Two units, of one family more often than not.
inline rc::Gen<std::pair<std::string, std::string>> unit_pairs() {
  const auto of_one_family = rc::gen::mapcat(
      rc::gen::elementOf(unit_families()), [](const std::vector<std::string>& family) {
        return rc::gen::pair(rc::gen::elementOf(family), rc::gen::elementOf(family));
      });
  return rc::gen::weightedOneOf<std::pair<std::string, std::string>>(
      {{4, of_one_family}, {1, rc::gen::pair(units(), units())}});
}

/// Whether a value on a logarithmic scale stands for a number that is not absurd (10^-100000 of a
/// pascal): beyond, runtime may give up.
inline bool is_sane(const Decimal& value, const std::string& unit) {
  const bool logarithmic = unit.contains('B') || unit == "Np" || unit == "[pH]";
  return !logarithmic || compare(value.abs(), Decimal(300)) < 0;
}

/// A pair of quantities: of UCUM, of the calendar, or one of each.
inline rc::Gen<std::pair<Quantity, Quantity>> quantity_pairs() {
  const auto time_units = rc::gen::element<std::string>("s", "min", "h", "d", "wk", "mo", "a", "ms",
                                                        "us", "a_j", "mo_g", "m", "ks", "no unit");
  const auto ucum = [](const Decimal& value, const std::string& unit) {
    return Quantity{is_sane(value, unit) ? value : Decimal(7), unit, false};
  };
  const auto calendar = [](const Decimal& value, const std::string& unit) {
    return Quantity{value, unit, true};
  };
  const auto of_ucum = rc::gen::apply(
      [=](const Decimal& a, const Decimal& b, const std::pair<std::string, std::string>& pair) {
        return std::pair(ucum(a, pair.first), ucum(b, pair.second));
      },
      decimals(), decimals(), unit_pairs());
  const auto of_calendar = rc::gen::pair(rc::gen::apply(calendar, decimals(), calendar_keywords()),
                                         rc::gen::apply(calendar, decimals(), calendar_keywords()));
  const auto mixed = rc::gen::pair(rc::gen::apply(calendar, decimals(), calendar_keywords()),
                                   rc::gen::apply(ucum, decimals(), time_units));
  const auto mixed_back = rc::gen::pair(rc::gen::apply(ucum, decimals(), time_units),
                                        rc::gen::apply(calendar, decimals(), calendar_keywords()));
  return rc::gen::weightedOneOf<std::pair<Quantity, Quantity>>(
      {{4, of_ucum}, {2, of_calendar}, {2, mixed}, {1, mixed_back}});
}

/// Far from the values that no Decimal holds after a conversion. There runtime may find no order
/// where the reference, whose numbers have no bounds, finds one.
inline bool is_moderate(const Quantity& quantity) {
  const Decimal size = quantity.value.abs();
  return size.is_zero() || (compare(size, Decimal(1'000'000'000'000'000)) < 0 &&
                            compare(size, Decimal::from_parts(1, 9)) > 0);
}

inline bool is_moderate(const SystemValue& value) {
  const auto* quantity = std::get_if<Quantity>(&value);
  return quantity == nullptr || is_moderate(*quantity);
}

inline rc::Gen<std::string> strings() {
  return rc::gen::element<std::string>(
      "", "a", "A", "abc", "ABC", "a b", "a\tb", "true", "0", "1", "1.0", "+5", "-007", "42L",
      "2147483648", "9223372036854775808", "1e2", "1.", ".5", "4 days", "10 'mm[Hg]'", "1 wk",
      "1 'wk'", "1 'month'", "5 ", "2014", "2014-02-30", "2014-02T", "2014-01-01T10:30Z", "10:30",
      "T10:30", "\xC3\x9F", "\xF0\x9F\x94\xA5");
}

/// Any System value.
inline rc::Gen<SystemValue> system_values() {
  const auto as_value = [](auto generator) {
    return rc::gen::map(generator, [](const auto& value) { return SystemValue(value); });
  };
  const auto quantities =
      rc::gen::map(quantity_pairs(), [](const auto& pair) { return pair.first; });
  const auto integers = rc::gen::weightedOneOf<std::int32_t>(
      {{3, rc::gen::inRange(-10, 11)},
       {1, rc::gen::element<std::int32_t>(-2147483647 - 1, 2147483647, -2147483647, 65536)},
       {1, rc::gen::arbitrary<std::int32_t>()}});
  const auto longs = rc::gen::weightedOneOf<std::int64_t>(
      {{3, rc::gen::inRange<std::int64_t>(-10, 11)},
       {1, rc::gen::element<std::int64_t>(-9223372036854775807 - 1, 9223372036854775807, 2147483648,
                                          -2147483649)},
       {1, rc::gen::arbitrary<std::int64_t>()}});
  return rc::gen::oneOf(as_value(rc::gen::arbitrary<bool>()), as_value(integers), as_value(longs),
                        as_value(decimals()), as_value(strings()), as_value(temporals()),
                        as_value(quantities));
}

/// Two System values, of types that meet more often than chance would have it.
inline rc::Gen<std::pair<SystemValue, SystemValue>> operand_pairs() {
  const auto wrapped = [](auto generator) {
    return rc::gen::map(generator, [](const auto& pair) {
      return std::pair(SystemValue(pair.first), SystemValue(pair.second));
    });
  };
  return rc::gen::weightedOneOf<std::pair<SystemValue, SystemValue>>(
      {{3, rc::gen::pair(system_values(), system_values())},
       {2, wrapped(quantity_pairs())},
       {2, wrapped(rc::gen::pair(temporals(), temporals()))},
       {1, wrapped(rc::gen::pair(decimals(), decimals()))},
       {1, wrapped(rc::gen::pair(strings(), strings()))}});
}

}  // namespace kiln::core::properties
