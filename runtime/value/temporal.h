// Date, DateTime and Time with partial precision and offsets, as FHIRPath's System types.
//
// A value is exactly what was written: its precision (how many fields are there), its digits of
// fractional seconds, its offset. Nothing is normalised at construction.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kiln {

enum class TemporalField : std::uint8_t { Year, Month, Week, Day, Hour, Minute, Second, Millisecond };

/// What a comparison of partial values can say: nothing, when it depends on fields that one of the
/// two does not have (§6.1, §6.2).
using PartialOrdering = std::optional<std::strong_ordering>;

/// One representation for the three types: fields beyond `precision` are zero (month and day: 1).
struct Temporal {
  enum class Kind : std::uint8_t { Date, DateTime, Time };

  Kind kind = Kind::Date;
  /// The last field that is there: Year, Month, Day, Hour, Minute or Second (fraction_digits > 0:
  /// the second has a fraction).
  TemporalField precision = TemporalField::Year;
  std::int16_t year = 1;
  std::int8_t month = 1, day = 1, hour = 0, minute = 0, second = 0;
  std::int8_t fraction_digits = 0;     ///< as written, at most 9; further digits are cut off
  std::int32_t nanosecond = 0;
  bool has_offset = false;
  bool offset_is_z = false;            ///< written as Z
  std::int16_t offset_minutes = 0;     ///< -14:00..+14:00

  /// Text without `@` ("2015-02-04", "2015-02-04T14:34:28+09:00", "2015T"? no: a DateTime with day
  /// precision parses from "2015-02-04T" and from "2015-02-04"); Time with or without leading T.
  /// Nothing if malformed or out of range (31 February).
  static std::optional<Temporal> parse_date(std::string_view text);
  static std::optional<Temporal> parse_date_time(std::string_view text);
  static std::optional<Temporal> parse_time(std::string_view text);

  /// As FHIR JSON writes it, without `@` and without the trailing `T` of a partial DateTime.
  std::string to_string() const;
  /// As a FHIRPath literal: "@2015T", "@T10:30".
  std::string to_literal() const;

  /// Digits of precision (§5.10.7): year 4, month 6, day 8, hour 10, minute 12, second 14,
  /// millisecond 17; Time: 2, 4, 6, 9.
  int precision_digits() const;

  friend bool operator==(const Temporal&, const Temporal&) = default;  ///< same representation
};

/// §6.1.1 and §6.2: fields in order, offsets respected; seconds and fraction are one field. A Date
/// against a DateTime compares as a DateTime. One with an offset and one without: nothing
/// (docs/semantics.md), unless `default_offset_minutes` says which offset the other has.
/// REQUIRES: both Time or neither.
PartialOrdering compare(const Temporal& a, const Temporal& b,
                        std::optional<int> default_offset_minutes = {});
/// §6.1.1: true, false, or nothing.
std::optional<bool> equal(const Temporal& a, const Temporal& b,
                          std::optional<int> default_offset_minutes = {});

}  // namespace kiln
