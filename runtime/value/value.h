// Value: one item of a collection, as it leaves or enters an evaluation.
//
// A node of a document keeps its FHIR type and its place; everything else is a System value.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "runtime/document/navigate.h"
#include "runtime/value/decimal.h"
#include "runtime/value/quantity.h"
#include "runtime/value/temporal.h"

namespace kiln::core {

using Value =
    std::variant<bool, std::int32_t, std::int64_t, Decimal, std::string, Temporal, Quantity, Node>;
using Values = std::vector<Value>;

}  // namespace kiln::core
