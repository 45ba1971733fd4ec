// What calls evaluate to: the column `result` of function.def, and what it leaves out.
#include <algorithm>

#include "frontend/checking.h"
#include "model/types.h"

namespace kiln::core {
namespace {

using enum FunctionId;

/// Functions that always give exactly one item.
constexpr FunctionId kNeverEmpty[] = {Empty,      Exists,   All,   AllTrue,    AnyTrue,
                                      AllFalse,   AnyFalse, Count, IsDistinct, SubsetOf,
                                      SupersetOf, Now,      Today, TimeOfDay};

/// Functions, besides convertsToX(), that give an item if the input and the arguments have values.
constexpr FunctionId kTotal[] = {IndexOf, LastIndexOf, StartsWith, EndsWith, Contains,
                                 Upper,   Lower,       Replace,    Matches,  MatchesFull,
                                 Length,  Trim,        Split,      Not,      ReplaceMatches};

/// Functions whose result of one System type can have several items.
constexpr FunctionId kMany[] = {ToChars, Split, Pathname};

bool contains(std::span<const FunctionId> functions, FunctionId function) {
  return std::ranges::find(functions, function) != functions.end();
}

}  // namespace

StaticType Checking::result_of(AstId id, const Signature& signature, const StaticType& input) {
  using Result = Signature::Result;
  switch (signature.result) {
    case Result::Same: {
      StaticType same = input;
      if (signature.id == Sort) same.ordered = true;
      return same;
    }
    case Result::Filtered: {
      StaticType fewer = input;
      fewer.may_be_empty = signature.id != Distinct || input.may_be_empty;
      fewer.always_many = false;
      return fewer;
    }
    case Result::Of: {
      const AstId argument = children(id)[1];
      if (node(argument).kind != AstKind::TypeSpecifier) return anything();
      return check_cast(id, argument, input);
    }
    case Result::Item:
      if (signature.id == First || signature.id == Last || signature.id == Single) {
        StaticType item = item_of(input);
        item.may_be_empty = input.may_be_empty;
        item.always_empty = input.always_empty;
        return item;
      }
      return value_of_type(id, signature, input);
    case Result::Projected:
      return projected(id, signature, input);
    case Result::Nodes: {
      StaticType nodes = any_number_of(kNoType);
      const bool is_tree = signature.id == Children || signature.id == Descendants;
      nodes.ordered = !is_tree && input.ordered;
      if (model_ == nullptr || is_tree) return nodes;
      nodes.types = {signature.id == Extension ? fhir_type::Extension
                     : signature.id == Resolve ? fhir_type::Resource
                                               : fhir_type::ElementDefinition};
      return nodes;
    }
    case Result::Collection: {
      if (signature.id == GetValue) return at_most_one_of(values_of(model_, input));
      StaticType some = input;
      some.types.clear();
      return some;
    }
    default:
      return value_of_type(id, signature, input);
  }
}

/// Results of System types.
StaticType Checking::value_of_type(AstId id, const Signature& signature, const StaticType& input) {
  if (signature.id == Is) {
    const AstId specifier = children(id)[1];
    if (node(specifier).kind != AstKind::TypeSpecifier) return exactly_one(system_type::Boolean);
    return check_type_test(id, specifier, input);
  }
  const SystemTypes values = values_of(model_, input);
  SystemTypes results = values;
  switch (signature.id) {
    case Abs:
    case Sum:
      results &= kNumbersAndQuantity;
      break;
    case Min:
    case Max:
      results &= kWithOrder;
      break;
    case Avg:
    case LowBoundary:
    case HighBoundary:
      if (values.has_any(kNumbers)) results |= SystemTypes{system_type::Decimal};
      results &= kWithBoundaries;
      break;
    default:
      // The System types stand first in Result, without Any, in the order of their ids.
      results = {TypeId{static_cast<std::uint16_t>(static_cast<int>(signature.result) + 2)}};
      break;
  }
  const bool keeps_quantity = signature.id == Ceiling || signature.id == Floor ||
                              signature.id == Truncate || signature.id == Round;
  if (keeps_quantity && values.has(system_type::Quantity))
    results |= SystemTypes{system_type::Quantity};
  if (signature.id == Power && options_.language == LanguageVersion::V2)
    results |= SystemTypes{system_type::Integer, system_type::Long};

  StaticType result = at_most_one_of(results);
  result.may_be_many = contains(kMany, signature.id);
  result.may_be_empty = !contains(kNeverEmpty, signature.id) && !is_total(id, signature, input);
  return result;
}

bool Checking::is_total(AstId id, const Signature& signature, const StaticType& input) const {
  const auto has_value = [](const StaticType& value) {
    return is_system(value) && !value.may_be_empty;
  };
  const bool is_listed = contains(kTotal, signature.id) || signature.name.starts_with("convertsTo");
  if (!is_listed || !has_value(input)) return false;
  return std::ranges::all_of(children(id).subspan(1),
                             [&](AstId argument) { return has_value(type(argument)); });
}

/// Results that are those of arguments, perhaps with the input.
StaticType Checking::projected(AstId id, const Signature& signature, const StaticType& input) {
  const auto arguments = children(id).subspan(1);
  StaticType result = type(arguments[0]);
  switch (signature.id) {
    case Select:
      result.may_be_empty = result.may_be_empty || input.may_be_empty;
      result.may_be_many = (result.may_be_many || input.may_be_many) && !result.always_empty;
      result.ordered = result.ordered && input.ordered;
      result.always_empty = result.always_empty || input.always_empty;
      result.always_many = result.always_many && !result.may_be_empty;
      return result;
    case Repeat:
    case RepeatAll:
      result.may_be_empty = true;
      result.may_be_many = true;
      result.ordered = false;
      result.always_many = false;
      return result;
    case Union:
    case Combine:
      return both(input, result);
    case Coalesce:
      for (const AstId argument : arguments.subspan(1)) {
        const bool may_be_empty = result.may_be_empty && type(argument).may_be_empty;
        result = either(result, type(argument));
        result.may_be_empty = may_be_empty;
      }
      return result;
    case Iif:
      return either(type(arguments[1]), arguments.size() > 2 ? type(arguments[2]) : nothing());
    default:  // aggregate: an empty input gives the initial value
      return either(result, arguments.size() > 1 ? type(arguments[1]) : nothing());
  }
}

}  // namespace kiln::core
