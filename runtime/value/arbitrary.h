// RapidCheck generators of System values, for the tests of this room and of those above it.
#pragma once

#include <rapidcheck.h>

#include <string>

#include "runtime/value/decimal.h"
#include "runtime/value/temporal.h"

namespace rc {

/// Of any number of digits and any scale; short ones as often as long ones.
template <>
struct Arbitrary<kiln::Decimal> {
  static Gen<kiln::Decimal> arbitrary() {
    const auto digits = gen::mapcat(gen::inRange(1, 39), [](int count) {
      return gen::container<std::string>(static_cast<std::size_t>(count), gen::inRange('0', ':'));
    });
    return gen::map(
        gen::tuple(digits, gen::inRange(0, 38), gen::arbitrary<bool>()),
        [](const std::tuple<std::string, int, bool>& parts) {
          const auto& [text, scale, negative] = parts;
          const kiln::Decimal::Coefficient coefficient = kiln::Decimal::parse(text)->coefficient();
          return kiln::Decimal::from_parts(negative ? -coefficient : coefficient, scale);
        });
  }
};

}  // namespace rc
