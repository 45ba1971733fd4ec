// fixed[x] and pattern[x]: comparing a value of a definition with an element of an instance.
#pragma once

#include "runtime/document/document.h"

namespace kiln::core {

/// A node of a document, without its FHIR type.
struct TapeRef {
  const Document* document;
  NodeIndex node;
};

/// fixed[x]: the same members, ids and extensions included, with the same values. Numbers are
/// compared by their value. Nested deeper than 200 levels is not equal.
bool equals_fixed(TapeRef fixed, TapeRef instance);

/// pattern[x]: what the pattern has, the instance has too: each member, for each item of an array
/// some item, each value.
bool matches_pattern(TapeRef pattern, TapeRef instance);

}  // namespace kiln::core
