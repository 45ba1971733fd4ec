#include "proptest/reference/math.h"

#include "proptest/reference/implicit.h"
#include "runtime/diagnostic/try.h"

namespace kiln::core::reference {
namespace {

using Result = Expected<std::optional<Item>>;

std::unexpected<Error> wrong_input(std::string_view function, const Item& item) {
  return fail(ErrorCode::InputType,
              "'" + std::string(function) + "' does not take '" + type_name(item) + "'");
}

std::optional<Item> optional_item(const std::optional<Decimal>& value) {
  return value ? std::optional(Item(*value)) : std::nullopt;
}

/// A function from Decimal to Decimal; Integer and Long convert.
Result decimal_function(const Dialect& dialect, std::string_view name, const Item& item,
                        std::optional<Decimal> (*function)(const Decimal&)) {
  KILN_TRY(const std::optional<Item> value, system_value(dialect.model, item));
  if (!value) return std::nullopt;
  const std::optional<Decimal> decimal = as_decimal(*value);
  if (!decimal) return wrong_input(name, *value);
  return optional_item(function(*decimal));
}

/// A function to a whole number: an Integer for numbers, a Quantity for quantities.
Result whole_number_function(const Dialect& dialect, std::string_view name, const Item& item,
                             BigInteger (*function)(const Rational&)) {
  KILN_TRY(const std::optional<Item> value, system_value(dialect.model, item));
  if (!value) return std::nullopt;
  if (const std::optional<Decimal> decimal = as_decimal(*value)) {
    const std::optional<std::int32_t> integer = to_int32(Rational(function(decimal->value)));
    return integer ? std::optional(Item(*integer)) : std::nullopt;
  }
  const auto* quantity = std::get_if<Quantity>(&*value);
  if (quantity == nullptr || dialect.language == LanguageVersion::V2) {
    return wrong_input(name, *value);
  }
  const std::optional<Decimal> whole = fitted(Rational(function(quantity->value.value)), 0);
  if (!whole) return std::nullopt;
  return Item(Quantity{*whole, quantity->unit, quantity->calendar});
}

bool is_positive(const Decimal& decimal) {
  return decimal.value > 0;
}

}  // namespace

Expected<std::optional<Item>> abs(const Dialect& dialect, const Item& item) {
  KILN_TRY(const std::optional<Item> value, system_value(dialect.model, item));
  if (!value) return std::nullopt;
  if (const auto* integer = std::get_if<std::int32_t>(&*value)) {
    const auto size = to_int32(Rational(boost::multiprecision::abs(BigInteger(*integer))));
    return size ? std::optional(Item(*size)) : std::nullopt;
  }
  if (const auto* integer = std::get_if<std::int64_t>(&*value)) {
    const auto size = to_int64(Rational(boost::multiprecision::abs(BigInteger(*integer))));
    return size ? std::optional(Item(*size)) : std::nullopt;
  }
  const auto size_of = [](const Decimal& d) { return d.value < 0 ? negated(d) : d; };
  if (const auto* decimal = std::get_if<Decimal>(&*value)) return Item(size_of(*decimal));
  if (const auto* quantity = std::get_if<Quantity>(&*value)) {
    return Item(Quantity{size_of(quantity->value), quantity->unit, quantity->calendar});
  }
  return wrong_input("abs", *value);
}

Expected<std::optional<Item>> ceiling(const Dialect& dialect, const Item& item) {
  return whole_number_function(dialect, "ceiling", item, ceiling);
}

Expected<std::optional<Item>> floor(const Dialect& dialect, const Item& item) {
  return whole_number_function(dialect, "floor", item, floor);
}

Expected<std::optional<Item>> truncate(const Dialect& dialect, const Item& item) {
  return whole_number_function(dialect, "truncate", item, truncate);
}

Expected<std::optional<Item>> exp(const Dialect& dialect, const Item& item) {
  return decimal_function(dialect, "exp", item, exp);
}

Expected<std::optional<Item>> ln(const Dialect& dialect, const Item& item) {
  return decimal_function(dialect, "ln", item, ln);
}

Expected<std::optional<Item>> sqrt(const Dialect& dialect, const Item& item) {
  return decimal_function(dialect, "sqrt", item, sqrt);
}

Expected<std::optional<Item>> log(const Dialect& dialect, const Item& item, const Item& base) {
  KILN_TRY(const std::optional<Item> input, system_value(dialect.model, item));
  KILN_TRY(const std::optional<Item> argument, system_value(dialect.model, base));
  if (!input || !argument) return std::nullopt;
  const std::optional<Decimal> number = as_decimal(*input);
  const std::optional<Decimal> base_number = as_decimal(*argument);
  if (!number) return wrong_input("log", *input);
  if (!base_number) {
    return fail(ErrorCode::ArgumentType, "the base of 'log' is not '" + type_name(*argument) + "'");
  }
  if (!is_positive(*number)) {
    return fail(ErrorCode::InputValue, "'log' takes numbers above 0");
  }
  if (!is_positive(*base_number)) {
    return fail(ErrorCode::ArgumentValue, "the base of 'log' is above 0");
  }
  return optional_item(log(*number, *base_number));
}

Expected<std::optional<Item>> power(const Dialect& dialect, const Item& item,
                                    const Item& exponent) {
  KILN_TRY(const std::optional<Item> input, system_value(dialect.model, item));
  KILN_TRY(const std::optional<Item> argument, system_value(dialect.model, exponent));
  if (!input || !argument) return std::nullopt;
  const std::optional<Decimal> number = as_decimal(*input);
  const std::optional<Decimal> exponent_number = as_decimal(*argument);
  if (!number) return wrong_input("power", *input);
  if (!exponent_number) {
    return fail(ErrorCode::ArgumentType,
                "the exponent of 'power' is not '" + type_name(*argument) + "'");
  }
  const std::optional<Decimal> result = power(*number, *exponent_number);
  const bool of_integers = std::holds_alternative<std::int32_t>(*input) &&
                           std::holds_alternative<std::int32_t>(*argument);
  if (dialect.language == LanguageVersion::V2 && of_integers && exponent_number->value >= 0) {
    const auto integer = result ? to_int32(result->value) : std::nullopt;
    return integer ? std::optional(Item(*integer)) : std::nullopt;
  }
  return optional_item(result);
}

Expected<std::optional<Item>> round(const Dialect& dialect, const Item& item,
                                    std::int32_t precision) {
  KILN_TRY(const std::optional<Item> value, system_value(dialect.model, item));
  if (!value) return std::nullopt;
  const std::optional<Decimal> decimal = as_decimal(*value);
  const auto* quantity = std::get_if<Quantity>(&*value);
  if (dialect.language == LanguageVersion::V2) quantity = nullptr;
  if (!decimal && quantity == nullptr) return wrong_input("round", *value);
  if (precision < 0) {
    return fail(ErrorCode::ArgumentValue, "the precision of 'round' is 0 or more");
  }
  if (decimal) return Item(rounded(*decimal, precision));
  return Item(Quantity{rounded(quantity->value, precision), quantity->unit, quantity->calendar});
}

}  // namespace kiln::core::reference
