// Conversion of quantities between units (§5.5.7.2), and what follows from it: order, equality and
// equivalence of quantities (§6.1, §6.2). Decisions: docs/dates.md, "Durations".
#pragma once

#include <optional>
#include <string_view>

#include "runtime/function/operand.h"
#include "runtime/value/quantity.h"

namespace kiln::core {

/// Between calendar units, by the shortest chain: 12 months a year, 365 days a year, 30 days a
/// month, and fixed factors below. The value times a whole
/// number, divided by another: exact, or rounded as divide() rounds. Nothing on overflow.
std::optional<Decimal> convert_calendar(const Decimal& value, TemporalField from, TemporalField to);

/// toQuantity(unit), §5.5.7.1: to a UCUM code or to the keyword of a calendar unit. Between the
/// systems: within the source's system, then to the target's corresponding unit. Nothing if there
/// is no conversion or a unit is invalid.
std::optional<Quantity> convert(const QuantityView& quantity, std::string_view unit);

/// The calendar field that a duration counts: of a calendar unit, or of the UCUM code that
/// corresponds to one ("wk"). Nothing for any other unit.
std::optional<TemporalField> duration_field(const QuantityView& quantity);

/// §6.2: exact, by whichever conversion is exact. Nothing if units are invalid or not
/// commensurable, or if calendar and UCUM meet with a year or a month on either side; in 2.0.0
/// whenever calendar units above seconds meet UCUM.
PartialOrdering compare(const QuantityView& a, const QuantityView& b, LanguageVersion language);

/// §6.1.1.1: as compare(), but false where 2.0.0 keeps the systems apart.
std::optional<bool> equal(const QuantityView& a, const QuantityView& b, LanguageVersion language);

/// §6.1.2.1: converted to the least granular of the two units, rounded to the fewer fraction
/// digits. Nothing if that fails.
std::optional<bool> equivalent(const QuantityView& a, const QuantityView& b);

/// comparable(), §6.2.5: whether compare() says something.
bool comparable(const QuantityView& a, const QuantityView& b, LanguageVersion language);

}  // namespace kiln::core
