// Structs that begin with their size, and numbers that stand for names. Private to this folder.
#pragma once

#include <kiln/c.h>
#include <kiln/kiln.h>

#include <algorithm>
#include <cstring>
#include <string_view>

#include "engine/c/call.h"

namespace kiln::c {

/// What a caller's struct says, whichever version of it that is. NULL says nothing.
template <class Options>
Options read(const Options* given, std::string_view name) {
  Options options{};
  if (given == nullptr) return options;
  const std::size_t size = given->size;
  if (size < sizeof(size)) throw Refusal{name, "does not say its size"};
  const auto* const bytes = reinterpret_cast<const unsigned char*>(given);
  if (size > sizeof(Options) &&
      std::any_of(bytes + sizeof(Options), bytes + size, [](unsigned char c) { return c != 0; }))
    throw Refusal{name, "says something that this version does not know"};
  std::memcpy(&options, given, std::min(size, sizeof(Options)));
  options.size = sizeof(Options);
  return options;
}

/// Fills in a caller's struct as far as it goes.
template <class Options>
void write(Options* out, std::string_view name, Options options) {
  const std::size_t size = needed(out, name)->size;
  if (size < sizeof(size)) throw Refusal{name, "does not say its size"};
  options.size = size;
  std::memset(static_cast<void*>(out), 0, size);
  std::memcpy(out, &options, std::min(size, sizeof(Options)));
}

/// A limit, unless it is left at its default.
template <class Limit, class Given>
void set(Limit& limit, Given given) {
  if (given != 0) limit = static_cast<Limit>(given);
}

/// A field that means nothing yet.
inline void unused(std::uint32_t reserved) {
  if (reserved != 0) throw Refusal{"options.reserved", "is not 0"};
}

Fhir fhir_of(kiln_fhir fhir);
kiln_fhir number_of(Fhir fhir) noexcept;
LanguageVersion language_of(kiln_language language);
kiln_language number_of(LanguageVersion language) noexcept;

ExpressionLimits limits_of(const kiln_expression_limits* given);
DocumentLimits limits_of(const kiln_document_limits* given);
EvaluationLimits limits_of(const kiln_evaluation_limits* given);
kiln_expression_limits as_struct(const ExpressionLimits& limits) noexcept;
kiln_document_limits as_struct(const DocumentLimits& limits) noexcept;
kiln_evaluation_limits as_struct(const EvaluationLimits& limits) noexcept;

RenderOptions render_options_of(const kiln_render_options* given);

}  // namespace kiln::c
