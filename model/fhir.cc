#include "model/fhir.h"

#include <utility>

namespace kiln::core {
namespace {

constexpr std::pair<std::string_view, Fhir> kNames[] = {
    {"none", Fhir::None}, {"r4", Fhir::R4}, {"r4b", Fhir::R4B}, {"r5", Fhir::R5}};

}  // namespace

std::optional<Fhir> parse_fhir(std::string_view text) {
  for (const auto& [name, fhir] : kNames)
    if (text == name) return fhir;
  return std::nullopt;
}

std::string_view to_string(Fhir fhir) {
  for (const auto& [name, version] : kNames)
    if (version == fhir) return name;
  return "none";
}

}  // namespace kiln::core
