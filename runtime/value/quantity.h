// Quantity: a Decimal with a UCUM unit or a calendar duration (§4.1.8).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "runtime/value/decimal.h"
#include "runtime/value/temporal.h"

namespace kiln {

struct Quantity {
  Decimal value;
  /// UCUM code ("mg", "1"), or the singular keyword of a calendar duration ("year").
  std::string unit;
  bool calendar = false;

  /// As a literal: "4.5 'mg'", "4 days" (plural unless the value is 1), "1 year".
  std::string to_string() const;
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

}  // namespace kiln
