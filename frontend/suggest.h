// "Did you mean": the known name that is nearest to an unknown one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kiln::core {

/// Gathers candidates for one unknown name and keeps the nearest; of equally near ones the first.
/// Near is at most one edit (a character inserted, removed, replaced, or swapped with its
/// neighbour) for three characters of the name, at least one; another case of a letter is a quarter
/// of an edit. Names of more than 64 bytes have no near ones.
class Suggestion {
 public:
  explicit Suggestion(std::string_view unknown);

  void consider(std::string_view candidate);
  /// Whether consider() would take it.
  bool is_nearer(std::string_view candidate) const;

  std::string_view nearest() const { return nearest_; }  ///< "" if none is near
  /// "did you mean 'name'?" or "".
  std::string hint() const;

 private:
  /// Nothing if it is farther than the limit.
  std::optional<std::size_t> distance_to(std::string_view candidate) const;

  std::string_view unknown_;
  std::string_view nearest_;
  std::size_t limit_;  ///< a candidate must be at most this far
};

}  // namespace kiln::core
