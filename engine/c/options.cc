#include "engine/c/options.h"

#include <cstdlib>
#include <cstring>

namespace kiln::c {

Fhir fhir_of(kiln_fhir fhir) {
  switch (fhir) {
    case KILN_FHIR_NONE:
      return Fhir::None;
    case KILN_FHIR_DEFAULT:
    case KILN_FHIR_R4:
      return Fhir::R4;
    case KILN_FHIR_R4B:
      return Fhir::R4B;
    case KILN_FHIR_R5:
      return Fhir::R5;
    default:
      throw Refusal{"fhir", "is no version"};
  }
}

kiln_fhir number_of(Fhir fhir) noexcept {
  switch (fhir) {
    case Fhir::None:
      return KILN_FHIR_NONE;
    case Fhir::R4:
      break;
    case Fhir::R4B:
      return KILN_FHIR_R4B;
    case Fhir::R5:
      return KILN_FHIR_R5;
  }
  return KILN_FHIR_R4;
}

LanguageVersion language_of(kiln_language language) {
  switch (language) {
    case KILN_LANGUAGE_V2:
      return LanguageVersion::V2;
    case KILN_LANGUAGE_DEFAULT:
    case KILN_LANGUAGE_V3:
      return LanguageVersion::V3;
    default:
      throw Refusal{"language", "is no version"};
  }
}

kiln_language number_of(LanguageVersion language) noexcept {
  return language == LanguageVersion::V2 ? KILN_LANGUAGE_V2 : KILN_LANGUAGE_V3;
}

ExpressionLimits limits_of(const kiln_expression_limits* given) {
  const kiln_expression_limits said = read(given, "expression_limits");
  ExpressionLimits limits;
  set(limits.max_bytes, said.max_bytes);
  set(limits.max_depth, said.max_depth);
  return limits;
}

DocumentLimits limits_of(const kiln_document_limits* given) {
  const kiln_document_limits said = read(given, "document_limits");
  unused(said.reserved);
  DocumentLimits limits;
  set(limits.max_bytes, said.max_bytes);
  set(limits.max_depth, said.max_depth);
  return limits;
}

EvaluationLimits limits_of(const kiln_evaluation_limits* given) {
  const kiln_evaluation_limits said = read(given, "evaluation_limits");
  unused(said.reserved);
  EvaluationLimits limits;
  set(limits.max_steps, said.max_steps);
  set(limits.max_items, said.max_items);
  set(limits.max_string, said.max_string);
  set(limits.max_arena, said.max_arena);
  set(limits.max_depth, said.max_depth);
  set(limits.max_regex_effort, said.max_regex_effort);
  return limits;
}

kiln_expression_limits as_struct(const ExpressionLimits& limits) noexcept {
  return {.size = sizeof(kiln_expression_limits),
          .max_bytes = limits.max_bytes,
          .max_depth = limits.max_depth};
}

kiln_document_limits as_struct(const DocumentLimits& limits) noexcept {
  return {.size = sizeof(kiln_document_limits),
          .max_bytes = limits.max_bytes,
          .max_depth = limits.max_depth,
          .reserved = 0};
}

kiln_evaluation_limits as_struct(const EvaluationLimits& limits) noexcept {
  return {.size = sizeof(kiln_evaluation_limits),
          .max_steps = limits.max_steps,
          .max_items = limits.max_items,
          .max_string = limits.max_string,
          .max_arena = limits.max_arena,
          .max_depth = limits.max_depth,
          .reserved = 0,
          .max_regex_effort = limits.max_regex_effort};
}

RenderOptions render_options_of(const kiln_render_options* given) {
  const kiln_render_options said = read(given, "options");
  unused(static_cast<std::uint32_t>(said.reserved));
  RenderOptions options;
  options.colour = said.colour != 0;
  set(options.columns, said.columns);
  return options;
}

void give_text(kiln_string* out, std::string_view text) {
  char* const data = static_cast<char*>(std::malloc(text.size() + 1));
  if (data == nullptr) throw std::bad_alloc();
  if (!text.empty()) std::memcpy(data, text.data(), text.size());
  data[text.size()] = '\0';
  *out = {data, text.size()};
}

}  // namespace kiln::c
