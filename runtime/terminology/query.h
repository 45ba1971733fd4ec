// Query: the `params` argument of the %terminologies functions, text as in a URL.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/diagnostic/error.h"

namespace kiln::core::terminology {

class Query {
 public:
  /// "a=1&b=two%20words+and+more". Errors (Terminology): a name that is not `supported`, a broken
  /// percent escape.
  static Expected<Query> parse(std::string_view text, std::span<const std::string_view> supported);

  /// The first value of that name; "" if there is none.
  std::string_view text(std::string_view name) const;
  /// All values of that name, in their order.
  std::vector<std::string_view> texts(std::string_view name) const;
  bool is_true(std::string_view name) const { return text(name) == "true"; }
  /// Nothing if there is none; an error if it is no whole number.
  Expected<std::optional<std::size_t>> number(std::string_view name) const;

 private:
  std::vector<std::pair<std::string, std::string>> values_;
};

}  // namespace kiln::core::terminology
