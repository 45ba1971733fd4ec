#include "runtime/function/signature.h"

#include <algorithm>
#include <array>

namespace kiln {
namespace {

constexpr std::array kSignatures{
#define KILN_FUNCTION(id, name, parameters, required, input, result, since, section) \
  Signature{FunctionId::id,            name, parameters, required, Signature::Input::input, \
            Signature::Result::result, Signature::Since::since, section},
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

}  // namespace

std::span<const Signature> signatures() { return kSignatures; }

const Signature& signature_of(FunctionId id) { return kSignatures[static_cast<std::size_t>(id)]; }

const Signature* find_function(std::string_view name) {
  const auto at = std::ranges::lower_bound(kByName, name, {},
                                           [](std::uint8_t i) { return kSignatures[i].name; });
  if (at == kByName.end() || kSignatures[*at].name != name) return nullptr;
  return &kSignatures[*at];
}

}  // namespace kiln
