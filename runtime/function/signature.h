// Signature: what function.def says of each function, as data: for the checker, for every engine's
// dispatch, and for documentation.
//
// Entry: find_function(). Thread-safety: immutable.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "runtime/language.h"

namespace kiln::core {

enum class FunctionId : std::uint8_t {
#define KILN_FUNCTION(id, name, parameters, required, input, result, since, section) id,
#include "runtime/function/function.def"
#undef KILN_FUNCTION
};

struct Signature {
  enum class Input : std::uint8_t { Any, One, None };
  enum class Since : std::uint8_t { Normative, Trial, Fhir };
  /// The columns of function.def; the System types first, in the order of their TypeIds.
  enum class Result : std::uint8_t {
    Boolean,
    String,
    Integer,
    Long,
    Decimal,
    Date,
    DateTime,
    Time,
    Quantity,
    Same,
    Item,
    Filtered,
    Of,
    Projected,
    Nodes,
    Collection,
  };

  FunctionId id;
  std::string_view name;
  /// One letter each, see function.def; a `*` at the end repeats the last.
  std::string_view parameters;
  std::uint8_t required;
  Input input;
  Result result;
  Since since;
  std::string_view section;

  bool variadic() const { return parameters.ends_with('*'); }
  /// Greatest number of arguments; variadic: no bound (UINT32_MAX).
  std::uint32_t max_arguments() const {
    return variadic() ? UINT32_MAX : static_cast<std::uint32_t>(parameters.size());
  }
  /// The same in a version of the language: 3.0.0 has added a parameter to some functions of 2.0.0.
  std::uint32_t max_arguments(LanguageVersion version) const;
  /// The letter of the parameter at a position. REQUIRES: position < max_arguments().
  char parameter(std::uint32_t position) const {
    const std::size_t letters = parameters.size() - (variadic() ? 1 : 0);
    return parameters[position < letters ? position : letters - 1];
  }
};

/// All functions in the order of function.def: signatures()[static_cast<int>(id)].
std::span<const Signature> signatures();
const Signature& signature_of(FunctionId id);

/// The function of this name, or nullptr.
const Signature* find_function(std::string_view name);

}  // namespace kiln::core
