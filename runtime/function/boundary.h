// Precision and boundaries of System values (§5.10.5 to §5.10.7).
//
// Thread-safety: pure. Nothing allocates; the unit of a resulting Quantity is the input's.
#pragma once

#include <cstdint>
#include <optional>

#include "runtime/diagnostic/error.h"
#include "runtime/function/operand.h"

namespace kiln::core::boundaries {

/// Where a value comes from. A FHIR dateTime must have an offset as soon as it has a time: one that
/// lacks it has boundaries at the offsets where its clock shows a time first and last, +14:00 and
/// -12:00. A DateTime of the language has boundaries without an offset (docs/semantics.md).
enum class Origin : std::uint8_t { Language, FhirElement };

/// lowBoundary(), highBoundary(): of numbers a Decimal, of a Quantity that of its value. `digits`:
/// fraction digits of numbers, 8 if not given; precision of a Date, DateTime or Time, else the
/// greatest of its type. Nothing for digits that the type does not have; InputType for Booleans and
/// Strings.
Expected<std::optional<Operand>> low(const Operand& value, std::optional<std::int32_t> digits = {},
                                     Origin origin = Origin::Language);
Expected<std::optional<Operand>> high(const Operand& value, std::optional<std::int32_t> digits = {},
                                      Origin origin = Origin::Language);

/// precision(): fraction digits of a number, Temporal::precision_digits(). InputType for other
/// types.
Expected<std::int32_t> precision(const Operand& value);

}  // namespace kiln::core::boundaries
