// The conversion functions of the language (§5.5.2 to §5.5.9) on System values. Nothing: the value
// does not convert. convertsToX() asks whether toX() gives something.
//
// Thread-safety: pure. Nothing allocates but for a String's and a Quantity's text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/diagnostic/error.h"
#include "runtime/function/operand.h"

namespace kiln::core::conversions {

/// §5.5.2: true, t, yes, y, 1, 1.0 and their opposites in any case; the numbers 1 and 0.
std::optional<bool> to_boolean(const Operand& value);

/// §5.5.3: (+|-)digits in range; a Boolean as 1 or 0; no Decimal.
std::optional<std::int32_t> to_integer(const Operand& value);
std::optional<std::int64_t> to_long(const Operand& value);

/// §5.5.6: (+|-)digits[.digits]; a Boolean as 1.0 or 0.0; numbers.
std::optional<Decimal> to_decimal(const Operand& value);

/// §5.5.7: a number or a Boolean with the unit '1', a text that parse_quantity() takes; converted
/// to `unit`, a UCUM code or a calendar keyword, if one is given.
std::optional<Quantity> to_quantity(const Operand& value,
                                    std::optional<std::string_view> unit = {});

/// §5.5.8: every System value has a text; that of a Quantity is its literal. `buffer`: memory for
/// it.
std::string to_string(const Operand& value, std::string buffer = {});

/// §5.5.9: hh, hh:mm, hh:mm:ss, hh:mm:ss.f without a leading T.
std::optional<Temporal> to_time(const Operand& value);

/// §5.5.4, §5.5.5: of a Date, a DateTime or a text. `format` (value/temporal_format.h) is looked at
/// for texts only. Unsupported for a format with `z`.
Expected<std::optional<Temporal>> to_date(const Operand& value,
                                          std::optional<std::string_view> format = {});
Expected<std::optional<Temporal>> to_date_time(const Operand& value,
                                               std::optional<std::string_view> format = {});

}  // namespace kiln::core::conversions
