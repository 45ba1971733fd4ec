// Edit distance with adjacent swaps (optimal string alignment), by rows. Entry: Suggestion.
#include "frontend/suggest.h"

#include <algorithm>
#include <array>

namespace kiln::core {
namespace {

constexpr std::size_t kMaxName = 64;
/// An edit costs so many units, another case of the same letter one.
constexpr std::size_t kEdit = 4;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::size_t replacement(char a, char b) {
  if (a == b) return 0;
  return lower(a) == lower(b) ? 1 : kEdit;
}

/// The distance in units. REQUIRES: both at most kMaxName long.
std::size_t distance(std::string_view a, std::string_view b) {
  using Row = std::array<std::size_t, kMaxName + 1>;
  Row before_previous{};
  Row previous{};
  Row row{};
  for (std::size_t j = 0; j <= b.size(); ++j) previous[j] = j * kEdit;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i * kEdit;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({previous[j] + kEdit, row[j - 1] + kEdit,
                         previous[j - 1] + replacement(a[i - 1], b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before_previous[j - 2] + kEdit);
    }
    before_previous = previous;
    previous = row;
  }
  return previous[b.size()];
}

std::size_t near(std::string_view name) {
  return std::max<std::size_t>(1, name.size() / 3);
}

}  // namespace

Suggestion::Suggestion(std::string_view unknown)
    : unknown_(unknown), limit_(near(unknown) * kEdit) {}

std::optional<std::size_t> Suggestion::distance_to(std::string_view candidate) const {
  if (unknown_.size() > kMaxName || candidate.size() > kMaxName || candidate.empty())
    return std::nullopt;
  const std::size_t longer = std::max(unknown_.size(), candidate.size());
  const std::size_t shorter = std::min(unknown_.size(), candidate.size());
  if ((longer - shorter) * kEdit > limit_) return std::nullopt;
  const std::size_t units = distance(unknown_, candidate);
  if (units > limit_ || units == 0) return std::nullopt;
  return units;
}

bool Suggestion::is_nearer(std::string_view candidate) const {
  return distance_to(candidate).has_value();
}

void Suggestion::consider(std::string_view candidate) {
  const std::optional<std::size_t> units = distance_to(candidate);
  if (!units) return;
  nearest_ = candidate;
  limit_ = *units - 1;
}

std::string Suggestion::hint() const {
  return nearest_.empty() ? "" : "did you mean '" + std::string(nearest_) + "'?";
}

}  // namespace kiln::core
