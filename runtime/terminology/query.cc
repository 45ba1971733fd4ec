#include "runtime/terminology/query.h"

#include <algorithm>
#include <charconv>

#include "runtime/terminology/terminology_error.h"

namespace kiln::core::terminology {
namespace {

/// Nothing if a `%` is not followed by two hexadecimal digits.
std::optional<std::string> decode(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    unsigned byte = 0;
    const std::string_view digits = text.substr(i + 1, 2);
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
    if (error != std::errc{} || digits.size() != 2 || end != digits.data() + 2) return std::nullopt;
    decoded += static_cast<char>(byte);
    i += 2;
  }
  return decoded;
}

}  // namespace

Expected<Query> Query::parse(std::string_view text, std::span<const std::string_view> supported) {
  Query query;
  while (!text.empty()) {
    const std::size_t ampersand = text.find('&');
    const std::string_view pair = text.substr(0, ampersand);
    text = ampersand == std::string_view::npos ? "" : text.substr(ampersand + 1);
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    std::optional<std::string> name = decode(pair.substr(0, equals));
    std::optional<std::string> value =
        decode(equals == std::string_view::npos ? "" : pair.substr(equals + 1));
    if (!name || !value) {
      return unanswered("parameter " + quoted(pair) + " is badly escaped");
    }
    if (std::ranges::find(supported, std::string_view(*name)) == supported.end()) {
      return unanswered("parameter " + quoted(*name) + " is not supported");
    }
    query.values_.emplace_back(*std::move(name), *std::move(value));
  }
  return query;
}

std::string_view Query::text(std::string_view name) const {
  const auto found = std::ranges::find(values_, name, &std::pair<std::string, std::string>::first);
  return found == values_.end() ? std::string_view() : found->second;
}

std::vector<std::string_view> Query::texts(std::string_view name) const {
  std::vector<std::string_view> found;
  for (const auto& [known, value] : values_) {
    if (known == name) found.emplace_back(value);
  }
  return found;
}

Expected<std::optional<std::size_t>> Query::number(std::string_view name) const {
  const std::string_view value = text(name);
  if (value.empty()) return std::nullopt;
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{} || end != value.data() + value.size()) {
    return unanswered("parameter " + quoted(name) + " must be a whole number");
  }
  return number;
}

}  // namespace kiln::core::terminology
