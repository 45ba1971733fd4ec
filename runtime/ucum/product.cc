// Units of products and quotients as text. Terms are merged by symbol, prefix and annotation
// included, in the order in which they first appear; numbers are multiplied out.

#include <boost/container/small_vector.hpp>
#include <numeric>

#include "runtime/ucum/grammar.h"
#include "runtime/ucum/unit.h"

namespace kiln::core::ucum {
namespace {

struct Term {
  std::string_view symbol;
  std::string_view annotation;
  int exponent = 0;
};

class Product {
 public:
  /// Nothing (false) if the numbers overflow.
  bool multiply(const Components& components, int sign) {
    for (const Component& component : components) {
      const int exponent = component.exponent * sign;
      if (component.atom == kNoAtom) {
        if (!multiply(component.number, exponent)) return false;
      } else {
        term_of(component).exponent += exponent;
      }
    }
    return true;
  }

  std::string to_string() const {
    std::string text = numerator_ == 1 ? "" : std::to_string(numerator_);
    for (const Term& term : terms_) {
      if (term.exponent > 0) append(text, text.empty() ? "" : ".", term);
    }
    for (const Term& term : terms_) {
      if (term.exponent < 0) append(text, "/", term);
    }
    if (denominator_ != 1) text += "/" + std::to_string(denominator_);
    return text.empty() ? "1" : text;
  }

 private:
  bool multiply(std::uint64_t number, int exponent) {
    std::uint64_t& side = exponent > 0 ? numerator_ : denominator_;
    if (__builtin_mul_overflow(side, number, &side)) return false;
    const std::uint64_t divisor = std::gcd(numerator_, denominator_);
    numerator_ /= divisor;
    denominator_ /= divisor;
    return true;
  }

  Term& term_of(const Component& component) {
    for (Term& term : terms_) {
      if (term.symbol == component.symbol && term.annotation == component.annotation) return term;
    }
    return terms_.emplace_back(component.symbol, component.annotation);
  }

  static void append(std::string& text, std::string_view op, const Term& term) {
    text += op;
    text += term.symbol;
    if (std::abs(term.exponent) != 1) text += std::to_string(std::abs(term.exponent));
    text += term.annotation;
  }

  std::uint64_t numerator_ = 1;
  std::uint64_t denominator_ = 1;
  boost::container::small_vector<Term, 8> terms_;
};

bool is_ratio_unit(std::string_view code) {
  const std::optional<Unit> unit = Unit::parse(code);
  return unit && !unit->is_special();
}

std::optional<std::string> combine(std::string_view a, std::string_view b, int sign_of_b) {
  if (!is_ratio_unit(a) || !is_ratio_unit(b)) return std::nullopt;
  if (b == "1") return std::string(a);
  if (a == "1" && sign_of_b > 0) return std::string(b);

  Product product;
  if (!product.multiply(*parse_components(a), 1)) return std::nullopt;
  if (!product.multiply(*parse_components(b), sign_of_b)) return std::nullopt;
  std::string text = product.to_string();
  if (!is_ratio_unit(text)) return std::nullopt;
  return text;
}

}  // namespace

std::optional<std::string> multiply_units(std::string_view a, std::string_view b) {
  return combine(a, b, 1);
}

std::optional<std::string> divide_units(std::string_view a, std::string_view b) {
  return combine(a, b, -1);
}

}  // namespace kiln::core::ucum
