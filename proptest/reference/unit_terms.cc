#include "proptest/reference/unit_terms.h"

#include <algorithm>

#include "runtime/ucum/atom.h"

namespace kiln::core::reference {
namespace {

// UCUM's own definitions of its atoms. Factors and dimensions are worked out from these, not taken
// from the rows of atoms().
struct Definition {
  std::string_view code, value, unit;
  bool special;
};
constexpr Definition kDefinitions[] = {
#include "runtime/ucum/generated/definitions.inc"
};

constexpr std::string_view kBaseUnits[] = {"m", "s", "g", "rad", "K", "C", "cd"};
constexpr std::size_t kMaxLength = 512;
constexpr int kMaxNesting = 32;
constexpr int kMaxExponent = 999;

const ucum::AtomRow* find_atom(std::string_view code) {
  for (const ucum::AtomRow& row : ucum::atoms()) {
    if (code == row.code) return &row;
  }
  return nullptr;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// A recursive descent over the grammar above; every function says whether it could read on.
class TermParser {
 public:
  explicit TermParser(std::string_view text) : text_(text) {}

  std::optional<std::vector<UnitTerm>> parse() {
    const int sign = accept('/') ? -1 : 1;
    if (!term(sign, 1) || at_ < text_.size()) return std::nullopt;
    return std::move(terms_);
  }

 private:
  bool term(int first_sign, int outer_sign) {
    if (!component(first_sign * outer_sign)) return false;
    while (at_ < text_.size()) {
      if (accept('.')) {
        if (!component(outer_sign)) return false;
      } else if (accept('/')) {
        if (!component(-outer_sign)) return false;
      } else {
        break;
      }
    }
    return true;
  }

  bool component(int sign) {
    if (accept('(')) {
      if (++nesting_ > kMaxNesting || !term(1, sign)) return false;
      --nesting_;
      return accept(')');
    }
    UnitTerm result;
    result.exponent = sign;
    const bool ten = rest().starts_with("10*") || rest().starts_with("10^");
    if (peek() == '{') {
      // An annotation alone is the number 1.
    } else if (is_digit(peek()) && !ten) {
      if (!number(result)) return false;
    } else if (!symbol(result) || !exponent(result)) {
      return false;
    }
    if (peek() == '{' && !annotation(result)) return false;
    terms_.push_back(std::move(result));
    return true;
  }

  bool number(UnitTerm& result) {
    const std::string_view digits = take_while(is_digit);
    result.number = BigInteger(0);
    for (const char digit : digits) result.number = result.number * 10 + (digit - '0');
    return result.number > 0 && result.number <= ~std::uint64_t{0};
  }

  bool symbol(UnitTerm& result) {
    const std::string_view name = symbol_text();
    if (find_atom(name) != nullptr) {
      result.atom = name;
      return true;
    }
    for (const ucum::PrefixRow& prefix : ucum::prefixes()) {
      const std::string_view letters = prefix.code;
      if (!name.starts_with(letters)) continue;
      const ucum::AtomRow* atom = find_atom(name.substr(letters.size()));
      if (atom == nullptr || !atom->metric) continue;
      result.prefix = letters;
      result.atom = atom->code;
      return true;
    }
    return false;
  }

  /// Everything up to an operator, an exponent or an annotation that stands in no brackets.
  std::string_view symbol_text() {
    const std::size_t start = at_;
    if (rest().starts_with("10")) {
      at_ += 3;
      return text_.substr(start, 3);
    }
    for (bool bracketed = false; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '[') bracketed = true;
      if (c == ']') bracketed = false;
      const bool ends = is_digit(c) || std::string_view("./(){}+-").contains(c);
      if (ends && !bracketed) break;
    }
    return text_.substr(start, at_ - start);
  }

  bool exponent(UnitTerm& result) {
    const bool negative = peek() == '-';
    const bool is_signed = accept('+') || accept('-');
    const std::string_view digits = take_while(is_digit);
    if (digits.empty()) return !is_signed;
    int value = 0;
    for (const char digit : digits) {
      value = value * 10 + (digit - '0');
      if (value > kMaxExponent) return false;
    }
    result.exponent *= negative ? -value : value;
    return true;
  }

  bool annotation(UnitTerm& result) {
    const std::size_t start = at_;
    accept('{');
    take_while([](char c) { return c > ' ' && c <= '~' && c != '{' && c != '}'; });
    if (at_ == start + 1 || !accept('}')) return false;
    result.annotation = text_.substr(start, at_ - start);
    return true;
  }

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  std::string_view rest() const { return text_.substr(at_); }
  bool accept(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  template <class Predicate>
  std::string_view take_while(Predicate matches) {
    const std::size_t start = at_;
    while (at_ < text_.size() && matches(text_[at_])) ++at_;
    return text_.substr(start, at_ - start);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int nesting_ = 0;
  std::vector<UnitTerm> terms_;
};

}  // namespace

std::optional<std::vector<UnitTerm>> parse_unit_terms(std::string_view code) {
  if (code.size() > kMaxLength) return std::nullopt;
  return TermParser(code).parse();
}

Rational prefix_factor(std::string_view prefix) {
  const auto row = std::ranges::find(ucum::prefixes(), prefix, &ucum::PrefixRow::code);
  return Rational(row->factor.numerator, row->factor.denominator) * power_of_ten(row->factor.ten);
}

AtomDefinition atom_definition(std::string_view atom) {
  AtomDefinition result;
  const ucum::AtomIndex arbitrary = find_atom(atom)->arbitrary;
  if (arbitrary != ucum::kNoAtom) {
    result.arbitrary = ucum::atoms()[static_cast<std::size_t>(arbitrary)].code;
  }
  const auto* base = std::ranges::find(kBaseUnits, atom);
  if (base != std::end(kBaseUnits)) {
    result.base_unit = static_cast<int>(base - std::begin(kBaseUnits));
    return result;
  }
  const auto* row = std::ranges::find(kDefinitions, atom, &Definition::code);
  result.value = row->value;
  result.unit = row->unit;
  result.special = row->special;
  return result;
}

}  // namespace kiln::core::reference
