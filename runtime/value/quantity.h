// Quantity: a Decimal with a UCUM unit or a calendar duration (§4.1.8).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "runtime/value/decimal.h"
#include "runtime/value/temporal.h"

namespace kiln::core {

struct Quantity {
  Decimal value;
  /// UCUM code ("mg", "1"), or the singular keyword of a calendar duration ("year"). Whether a UCUM
  /// code is valid is asked where it is computed with.
  std::string unit;
  bool calendar = false;

  /// As a literal: "4.5 'mg'", "4 days" (plural unless the value is 1), "1 year".
  std::string to_string() const;

  friend bool operator==(const Quantity&, const Quantity&) = default;
};

/// A Quantity whose unit is owned by someone else: what computing takes, so that a number becomes a
/// quantity without an allocation.
struct QuantityView {
  Decimal value;
  std::string_view unit = "1";
  bool calendar = false;

  QuantityView() = default;
  explicit QuantityView(const Decimal& number) : value(number) {}
  QuantityView(const Decimal& number, std::string_view code, bool is_calendar)
      : value(number), unit(code), calendar(is_calendar) {}
  QuantityView(const Quantity& quantity)  // NOLINT(google-explicit-constructor): a view of it
      : value(quantity.value), unit(quantity.unit), calendar(quantity.calendar) {}

  Quantity own() const { return {value, std::string(unit), calendar}; }
  /// As Quantity::to_string().
  void append_to(std::string& text) const;
};

/// "year", "years" -> Year; nothing for anything else, UCUM codes included.
std::optional<TemporalField> calendar_unit(std::string_view keyword);
/// "year" for Year.
std::string_view calendar_keyword(TemporalField field);
/// UCUM code that a calendar unit corresponds to: year -> "a", month -> "mo", week -> "wk",
/// day -> "d", hour -> "h", minute -> "min", second -> "s", millisecond -> "ms".
std::string_view ucum_code_of(TemporalField field);
/// The inverse: "a" -> Year ...; nothing for other codes.
std::optional<TemporalField> calendar_of_ucum(std::string_view code);

/// The quantity of a literal's unit as it stands between quotes (§4.1.8): a UCUM code, or the
/// keyword of a calendar duration (`1 'month'` is `1 month`).
Quantity quantity_of(const Decimal& value, std::string_view unit);

/// §5.5.7.1, the text that toQuantity() takes: "4 days", "10 'mm[Hg]'", "5" (unit '1'), with white
/// space between number and unit only. Nothing if it is malformed or the number out of range.
std::optional<Quantity> parse_quantity(std::string_view text);

}  // namespace kiln::core
