// Operand and SystemValue: what the operators of the language take and give.
//
// An Operand is a view: strings and units are owned by the caller. A SystemValue owns. Neither is
// ever a node: nodes become System values before they get here (FHIR page, "Using FHIR types").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "runtime/diagnostic/error.h"
#include "runtime/language.h"
#include "runtime/value/decimal.h"
#include "runtime/value/quantity.h"
#include "runtime/value/temporal.h"

namespace kiln::core {

using Operand = std::variant<bool, std::int32_t, std::int64_t, Decimal, std::string_view, Temporal,
                             QuantityView>;
using SystemValue =
    std::variant<bool, std::int32_t, std::int64_t, Decimal, std::string, Temporal, Quantity>;

/// A view of a value. REQUIRES: the value outlives it.
Operand view(const SystemValue& value);
/// The inverse: copies strings and units.
SystemValue own(const Operand& operand);

/// "Integer", "DateTime": for messages.
std::string_view type_name(const Operand& operand);

/// InputType: a function that does not take a value of this type.
std::unexpected<Error> wrong_input(std::string_view function, std::string_view type);

/// The steps of implicit conversion between numbers (§5.5): each converts to all that follow.
enum class NumberRank : std::uint8_t { Integer, Long, Decimal, Quantity };

/// Nothing for what is no number and no quantity.
std::optional<NumberRank> number_rank(const Operand& operand);

/// The rank that two numbers meet at; nothing if one of them is none.
std::optional<NumberRank> common_rank(const Operand& a, const Operand& b);

// Implicit conversions. REQUIRES: number_rank(operand) <= the rank that is asked for.
std::int64_t as_long(const Operand& operand);
Decimal as_decimal(const Operand& operand);
QuantityView as_quantity(const Operand& operand);

/// What operators depend on beside their operands.
struct Rules {
  LanguageVersion language = LanguageVersion::V3;
  /// Offset of a DateTime that has a time and no offset, where another one has an offset.
  std::optional<int> default_offset_minutes;
};

}  // namespace kiln::core
