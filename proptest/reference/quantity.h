// Quantity of the reference (§4.1.8), and how two quantities are brought to one unit (§5.5.7.2).
#pragma once

#include <optional>
#include <string>

#include "proptest/reference/decimal.h"
#include "runtime/language.h"
#include "runtime/value/quantity.h"

namespace kiln::core::reference {

struct Quantity {
  Decimal value;
  std::string unit;  ///< UCUM code, or the singular keyword of a calendar duration
  bool calendar = false;

  friend bool operator==(const Quantity&, const Quantity&) = default;
};

Quantity from_runtime(const kiln::core::Quantity& quantity);
kiln::core::Quantity to_runtime(const Quantity& quantity);

/// §5.5.7.1: converted to a unit, the calendar keywords singular or plural; nothing if there is no
/// conversion.
std::optional<Quantity> converted(const Quantity& quantity, const std::string& unit);

/// §6.1.1: exactly; nothing if not known. In 2.0.0 a calendar duration above seconds and one of
/// UCUM are not equal.
std::optional<bool> equal(LanguageVersion language, const Quantity& a, const Quantity& b);
/// §6.2: exactly; nothing if they cannot be compared, which includes values that no Decimal holds
/// in the unit of the other. In 2.0.0 calendar durations above seconds do not compare with those of
/// UCUM.
PartialOrdering compare(LanguageVersion language, const Quantity& a, const Quantity& b);
/// §6.1.2: after conversion to the least granular of the two units; nothing if that fails.
std::optional<bool> equivalent(const Quantity& a, const Quantity& b);

// §6.6: nothing if the units do not allow it, or on overflow.
std::optional<Quantity> add(const Quantity& a, const Quantity& b);
std::optional<Quantity> subtract(const Quantity& a, const Quantity& b);
std::optional<Quantity> multiply(const Quantity& a, const Quantity& b);
std::optional<Quantity> divide(const Quantity& a, const Quantity& b);

}  // namespace kiln::core::reference
