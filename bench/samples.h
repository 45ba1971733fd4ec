// What the benchmarks work on: expressions of three sizes, and the documents of bench/data.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "runtime/document/document.h"

namespace kiln::core::bench {

struct SampleExpression {
  std::string_view label;
  std::string text;
  std::string_view checked_for;   ///< the type that it is written for
  std::string_view compiled_for;  ///< the type of an item that it is evaluated on
};

/// A path; a filter with a comparison; R4B's longest invariant, dom-r4b.
std::span<const SampleExpression> sample_expressions();

/// A document of bench/data. If KILN_BENCH_CORPUS names a folder that has HL7's example of the same
/// kind, it is that. Ends the program if there is none.
const Document& sample_document(std::string_view file);

}  // namespace kiln::core::bench
