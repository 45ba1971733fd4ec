// The yardstick of evaluation: look-ups written by hand over the tape, each next to the expression
// that asks for the same. Entry: lookups(). Tested by bench/native_test.cc.
//
// They are what a programmer writes who knows the shape of the resources: a loop for what is an
// array in FHIR's JSON, no types, no hints from one run to the next, and an early exit where the
// answer allows it. Any document is safe; one of another shape than FHIR's, or of another type than
// the expression names, may give another answer than the expression.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "runtime/document/document.h"

namespace kiln::core::bench {

/// What a look-up found: nodes in document order, or a number, or a truth value.
struct Answer {
  std::vector<NodeIndex> nodes;
  std::optional<std::int32_t> number;
  std::optional<bool> truth;

  void clear() {
    nodes.clear();
    number.reset();
    truth.reset();
  }
  friend bool operator==(const Answer&, const Answer&) = default;
};

struct Lookup {
  std::string_view expression;
  std::string_view sample;  ///< the file of bench/data that it is made for
  /// REQUIRES: an answer that is clear.
  void (*find)(const Document& document, Answer& answer);
};

std::span<const Lookup> lookups();

}  // namespace kiln::core::bench
