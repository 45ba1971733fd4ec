// The math functions of the language (§5.8) on System values. Nothing: the result cannot be
// represented, or the function has no value there (the root of -1).
//
// Thread-safety: pure. Nothing allocates; the unit of a resulting Quantity is the input's.
#pragma once

#include <cstdint>
#include <optional>

#include "runtime/diagnostic/error.h"
#include "runtime/function/operand.h"

namespace kiln::core::math {

using Result = Expected<std::optional<Operand>>;

// InputType for what is no number, and for a Quantity where it is not named.

/// Of the type of the input, a Quantity too.
Result abs(const Operand& value, const Rules& rules = {});

/// An Integer; a whole Quantity of a Quantity, which 2.0.0 does not take.
Result ceiling(const Operand& value, const Rules& rules = {});
Result floor(const Operand& value, const Rules& rules = {});
Result truncate(const Operand& value, const Rules& rules = {});

/// A Decimal, or a Quantity of a Quantity, which 2.0.0 does not take. ArgumentValue for a negative
/// number of digits.
Result round(const Operand& value, std::int32_t digits = 0, const Rules& rules = {});

/// A Decimal.
Result exp(const Operand& value, const Rules& rules = {});
Result ln(const Operand& value, const Rules& rules = {});
Result sqrt(const Operand& value, const Rules& rules = {});

// Of two numbers. REQUIRES: Integer, Long or Decimal.

/// A Decimal. InputValue, ArgumentValue for a number and for a base that is not above 0.
Result log(const Operand& value, const Operand& base, const Rules& rules = {});
/// A Decimal; in 2.0.0 an Integer for an Integer to an Integer that is not negative.
Result power(const Operand& value, const Operand& exponent, const Rules& rules = {});

}  // namespace kiln::core::math
