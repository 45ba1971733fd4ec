// Date, DateTime and Time with partial precision and offsets, as FHIRPath's System types.
//
// A value is exactly what was written: its precision (how many fields are there), its digits of
// fractional seconds, its offset. Nothing is normalised at construction; what docs/dates.md calls a
// decision is decided here.
//
// Thread-safety: values are plain data and the functions are pure.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/value/decimal.h"

namespace kiln::core {

enum class TemporalField : std::uint8_t {
  Year,
  Month,
  Week,
  Day,
  Hour,
  Minute,
  Second,
  Millisecond
};

/// What a comparison of partial values can say: nothing, when it depends on fields that one of the
/// two does not have (§6.1, §6.2).
using PartialOrdering = std::optional<std::strong_ordering>;

/// One representation for the three types: fields beyond `precision` are zero (month and day: 1);
/// a Time has year, month and day 1.
struct Temporal {
  enum class Kind : std::uint8_t { Date, DateTime, Time };

  static constexpr int kMaxFractionDigits = 9;
  static constexpr int kMaxOffsetMinutes = 14 * 60;

  Kind kind = Kind::Date;
  /// The last field that is there: Year, Month, Day, Hour, Minute or Second (fraction_digits > 0:
  /// the second has a fraction).
  TemporalField precision = TemporalField::Year;
  std::int16_t year = 1;
  std::int8_t month = 1, day = 1, hour = 0, minute = 0;
  std::int8_t second = 0;           ///< 60 too: FHIR's lexical forms allow a leap second
  std::int8_t fraction_digits = 0;  ///< as written, at most 9; further digits are cut off
  std::int32_t nanosecond = 0;
  bool has_offset = false;          ///< only a DateTime with at least an hour has one
  bool offset_is_z = false;         ///< written as Z
  std::int16_t offset_minutes = 0;  ///< -14:00..+14:00; -00:00 is read as +00:00

  /// Text without `@`: "2015", "2015-02", "2015-02-04". Nothing if malformed or out of range
  /// (31 February, year 0000).
  static std::optional<Temporal> parse_date(std::string_view text);
  /// A date, a date followed by `T`, or a date, `T` and a time (hh, hh:mm, hh:mm:ss, hh:mm:ss.f...)
  /// with or without an offset (Z, +hh:mm, -hh:mm). Nothing if malformed or out of range (24:00).
  static std::optional<Temporal> parse_date_time(std::string_view text);
  /// A time with or without a leading `T`; it has no offset.
  static std::optional<Temporal> parse_time(std::string_view text);

  /// Whether there is at least an hour.
  bool has_time() const { return precision >= TemporalField::Hour; }

  /// Sets nanosecond and fraction_digits. REQUIRES: decimal digits.
  void set_fraction(std::string_view digits);

  /// As FHIR JSON writes it, without `@` and without the trailing `T` of a partial DateTime.
  std::string to_string() const {
    std::string text;
    append_to(text);
    return text;
  }
  void append_to(std::string& text) const;
  /// As a FHIRPath literal: "@2015T", "@T10:30".
  std::string to_literal() const;

  /// Digits of precision (§5.10.7), as many as are written: year 4, month 6, day 8, hour 10, minute
  /// 12, second 14, and one for each digit of the second's fraction (milliseconds: 17). A Time
  /// counts from its hour: 2, 4, 6, milliseconds 9.
  int precision_digits() const;

  friend bool operator==(const Temporal&, const Temporal&) = default;  ///< same representation
};

/// §6.1.1 and §6.2: fields in order up to the first difference; seconds and fraction are one field;
/// nothing if one value ends before a difference is found. A Date against a DateTime compares as a
/// DateTime.
///
/// Offsets matter only where both values have a time: two different ones are compared as moments
/// in UTC; one value with an offset and one without give nothing, unless `default_offset_minutes`
/// says which offset the other has. A value without a time is compared as it is written
/// (`@1974-12-25 < now()`). Values with an hour and no minutes whose offsets differ by a part of an
/// hour are compared as the hours that they span: before, after, the same, or nothing if they
/// overlap.
/// REQUIRES: both Time or neither.
PartialOrdering compare(const Temporal& a, const Temporal& b,
                        std::optional<int> default_offset_minutes = {});
/// §6.1.1: true, false, or nothing.
std::optional<bool> equal(const Temporal& a, const Temporal& b,
                          std::optional<int> default_offset_minutes = {});
/// §6.1.2: equal, and known to be. As the examples there say, a fraction of a second counts also
/// where the other value has none: `10:30:31.1 ~ 10:30:31` is false.
bool equivalent(const Temporal& a, const Temporal& b,
                std::optional<int> default_offset_minutes = {});

// Boundaries, §5.10.5 and §5.10.6.

/// Greatest precision of the type: 8, 17 or 9; what a boundary has that no precision was asked for.
int greatest_precision(Temporal::Kind kind);

/// The first (the last) moment that `value` can mean, on its own clock, cut off at `digits` of
/// precision: 4, 6, 8 for a Date, also 10, 12, 14, 17 for a DateTime; 2, 4, 6, 9 for a Time.
/// Nothing for any other number. The type stays; an offset stays as long as there is a time, and
/// none is added. A fraction with fewer than three digits is filled up (.1 reaches to .199), one
/// with more is cut off.
std::optional<Temporal> low_boundary(const Temporal& value, int digits);
std::optional<Temporal> high_boundary(const Temporal& value, int digits);

// Components, §5.10.8.

/// Year to Second as it is written; Millisecond: the first three digits of the fraction (.5 is
/// 500). Nothing if the value does not have the field; Week: nothing.
std::optional<int> component(const Temporal& value, TemporalField field);
/// In hours, exact to 28 digits and with at least one fraction digit: -7.0, 8.75. Nothing without
/// an offset.
std::optional<Decimal> offset_hours(const Temporal& value);
/// The date of a Date or DateTime as far as it is there; nothing for a Time.
std::optional<Temporal> date_of(const Temporal& value);
/// The time of a DateTime, its offset dropped; nothing for a Date, a Time, or a DateTime without an
/// hour.
std::optional<Temporal> time_of(const Temporal& value);
/// §5.5.5.1: a Date as a DateTime of the same precision; a DateTime as it is.
Temporal as_date_time(const Temporal& value);

}  // namespace kiln::core
