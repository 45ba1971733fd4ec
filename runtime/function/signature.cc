#include "runtime/function/signature.h"

#include <algorithm>
#include <array>

namespace kiln::core {
namespace {

constexpr std::array kSignatures{
#define KILN_FUNCTION(id, name, parameters, required, input, result, since, section) \
  Signature{FunctionId::id,                                                          \
            name,                                                                    \
            parameters,                                                              \
            required,                                                                \
            Signature::Input::input,                                                 \
            Signature::Result::result,                                               \
            Signature::Since::since,                                                 \
            section},
#include "runtime/function/function.def"
#undef KILN_FUNCTION
};

/// The table's rows ordered by name.
constexpr auto kByName = [] {
  std::array<std::uint8_t, kSignatures.size()> order{};
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint8_t>(i);
  std::ranges::sort(order, {}, [](std::uint8_t i) { return kSignatures[i].name; });
  return order;
}();

/// Functions of 2.0.0 whose last parameter is new in 3.0.0: flags, formats, the order of combine().
constexpr FunctionId kLongerSince3[] = {FunctionId::Combine,           FunctionId::Matches,
                                        FunctionId::ReplaceMatches,    FunctionId::ToDate,
                                        FunctionId::ConvertsToDate,    FunctionId::ToDateTime,
                                        FunctionId::ConvertsToDateTime};

}  // namespace

std::uint32_t Signature::max_arguments(LanguageVersion version) const {
  const bool is_longer = std::ranges::find(kLongerSince3, id) != std::end(kLongerSince3);
  return max_arguments() - (version == LanguageVersion::V2 && is_longer ? 1 : 0);
}

std::span<const Signature> signatures() {
  return kSignatures;
}

const Signature& signature_of(FunctionId id) {
  return kSignatures[static_cast<std::size_t>(id)];
}

const Signature* find_function(std::string_view name) {
  const auto at = std::ranges::lower_bound(kByName, name, {},
                                           [](std::uint8_t i) { return kSignatures[i].name; });
  if (at == kByName.end() || kSignatures[*at].name != name) return nullptr;
  return &kSignatures[*at];
}

}  // namespace kiln::core
