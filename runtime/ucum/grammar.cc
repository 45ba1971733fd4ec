#include "runtime/ucum/grammar.h"

#include <array>
#include <charconv>

#include "runtime/text/ascii.h"

namespace kiln::core::ucum {
namespace {

/// Printable ASCII without space and braces.
constexpr bool is_annotation_character(char c) {
  return c > ' ' && c <= '~' && c != '{' && c != '}';
}

/// Ends a symbol, unless it stands in square brackets: "B[10.nV]" is one symbol.
constexpr bool ends_symbol(char c) {
  return ascii::is_digit(c) || std::string_view("+-./(){}").find(c) != std::string_view::npos;
}

/// The atom of that name, or else a prefix and a metric atom: "cd" is a candela, "dm" a decimetre.
bool look_up(std::string_view symbol, Component& component) {
  component.symbol = symbol;
  component.atom = find_atom(symbol);
  for (std::size_t length = 2; component.atom == kNoAtom && length >= 1; --length) {
    if (symbol.size() <= length) continue;
    component.prefix = find_prefix(symbol.substr(0, length));
    if (component.prefix == nullptr) continue;
    const AtomIndex atom = find_atom(symbol.substr(length));
    if (atom != kNoAtom && atoms()[static_cast<std::size_t>(atom)].metric) component.atom = atom;
  }
  return component.atom != kNoAtom;
}

class TermParser {
 public:
  explicit TermParser(std::string_view text) : rest_(text) {}

  std::optional<Components> parse() {
    std::array<int, kMaxUnitNesting> enclosing{};  // signs of the groups around this one
    std::size_t depth = 0;
    int group = 1;  // sign of the open group's first component
    int sign = accept('/') ? -1 : 1;
    std::optional<Components> components(std::in_place);
    while (true) {
      while (accept('(')) {
        if (depth == enclosing.size()) return std::nullopt;
        enclosing[depth++] = group;
        group = sign;
      }
      std::optional<Component> component = parse_component();
      if (!component) return std::nullopt;
      component->exponent *= sign;
      components->push_back(*component);
      while (accept(')')) {
        if (depth == 0) return std::nullopt;
        group = enclosing[--depth];
      }
      if (rest_.empty()) break;
      if (accept('.')) {
        sign = group;
      } else if (accept('/')) {
        sign = -group;
      } else {
        return std::nullopt;
      }
    }
    if (depth != 0) return std::nullopt;
    return components;
  }

 private:
  bool accept(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::string_view take(std::size_t length) {
    const std::string_view taken = rest_.substr(0, length);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  std::string_view take_digits() {
    std::size_t length = 0;
    while (length < rest_.size() && ascii::is_digit(rest_[length])) ++length;
    return take(length);
  }

  std::optional<Component> parse_component() {
    if (rest_.empty()) return std::nullopt;
    Component component;
    const bool power_of_ten = rest_.starts_with("10*") || rest_.starts_with("10^");
    if (ascii::is_digit(rest_.front()) && !power_of_ten) {
      if (!parse_number(component.number)) return std::nullopt;
    } else if (rest_.front() != '{') {
      const std::string_view symbol = power_of_ten ? take(3) : take_symbol();
      if (!look_up(symbol, component)) return std::nullopt;
      if (!parse_exponent(component.exponent)) return std::nullopt;
    }
    if (rest_.starts_with('{') && !parse_annotation(component.annotation)) return std::nullopt;
    return component;
  }

  std::string_view take_symbol() {
    std::size_t length = 0;
    bool in_brackets = false;
    while (length < rest_.size() && (in_brackets || !ends_symbol(rest_[length]))) {
      if (rest_[length] == '[') in_brackets = true;
      if (rest_[length] == ']') in_brackets = false;
      ++length;
    }
    return take(length);
  }

  bool parse_number(std::uint64_t& number) {
    const std::string_view digits = take_digits();
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return error == std::errc{} && number != 0;
  }

  /// Digits with or without a sign; without digits there is no exponent, and no sign either.
  bool parse_exponent(int& exponent) {
    const bool negative = rest_.starts_with('-');
    const bool has_sign = negative || rest_.starts_with('+');
    if (has_sign) take(1);
    const std::string_view digits = take_digits();
    if (digits.empty()) return !has_sign;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
    if (error != std::errc{} || exponent > kMaxExponent) return false;
    if (negative) exponent = -exponent;
    return true;
  }

  bool parse_annotation(std::string_view& annotation) {
    std::size_t length = 1;
    while (length < rest_.size() && is_annotation_character(rest_[length])) ++length;
    if (length == 1 || length == rest_.size() || rest_[length] != '}') return false;
    annotation = take(length + 1);
    return true;
  }

  std::string_view rest_;
};

}  // namespace

std::optional<Components> parse_components(std::string_view text) {
  if (text.size() > kMaxUnitLength) return std::nullopt;
  return TermParser(text).parse();
}

}  // namespace kiln::core::ucum
