// Evaluation: one run of the reference evaluator, and Call: one call of a function in it.
//
// Invariants:
//   1. Evaluation is eager and goes left to right: the input, then the arguments in their order,
//      then the function. Lazy are the right side of `and`, `or`, `implies` where the left decides,
//      the branches of iif() and coalesce(), and lambdas.
//   2. A chain (`a.b(c)[d]`, `a + b + c`) is walked in a loop; only what nests recurses.
//   3. Variables of defineVariable() are handed along a chain in Scope::variables and end with it.
#pragma once

#include <memory>

#include "frontend/ast_shape.h"
#include "proptest/reference/dialect.h"
#include "proptest/reference/evaluator.h"
#include "proptest/reference/item.h"
#include "proptest/reference/scope.h"
#include "runtime/function/signature.h"

namespace kiln::core::reference {

/// A type specifier, resolved (§10.1: the model's types first, then System).
struct TypeName {
  TypeId id = kNoType;  ///< kNoType: only without a model, where `name` is a resourceType
  std::string_view name;
  bool system = false;  ///< written as, or found only as, a System type
};

struct Call;

class Evaluation {
 public:
  /// `pending`: where what the evaluation waits for is added.
  Evaluation(const Ast& ast, const Environment& environment, const Focus& focus,
             PendingRequests& pending);

  Expected<Result> run();

  /// The value of a node of the Ast. On return scope.variables holds what the chain defined.
  Expected<Collection> evaluate(AstId id, Scope& scope);

  // What functions need of an evaluation.
  const Ast& ast() const { return ast_; }
  const Environment& environment() const { return environment_; }
  const Host& host() const;
  const Model* model() const { return environment_.model; }
  const Dialect& dialect() const { return dialect_; }
  const Focus& focus() const { return focus_; }
  bool is_v2() const { return environment_.language == LanguageVersion::V2; }

  /// Uses up steps; an error at the limit, and once the evaluation is cancelled.
  Expected<void> charge(std::uint64_t steps = 1);
  /// An error if a collection has more items than the limit allows.
  Expected<void> check_size(std::size_t items) const;
  Expected<void> check_string(std::size_t bytes) const;

  void trace(TraceEntry entry);
  /// Keeps a document alive with the result; one of its nodes as an item. Without a type: that
  /// which the document gives it.
  Node keep(std::shared_ptr<const Document> document, NodeIndex index = 0, TypeId type = kNoType);
  /// What a reference names: in the documents at hand, then through the host. nullptr document:
  /// nothing.
  Expected<Node> resolve(std::string_view reference, const Node& from);

  PendingRequests& pending() { return pending_; }

  /// §4.5: the one item's System value as a Boolean; true if it is no Boolean; nothing if empty.
  Expected<std::optional<bool>> boolean(const Collection& items) const;
  /// The one item; nothing if empty; MultipleItems.
  Expected<std::optional<Item>> single(const Collection& items) const;
  /// The one item's System value (a primitive without a value has none).
  Expected<std::optional<Item>> single_value(const Collection& items) const;
  Expected<std::optional<Item>> value(const Item& item) const {
    return system_value(environment_.model, item);
  }

  // Navigation (navigation.cc).
  /// In strict evaluation a step of a path must name an element that the type has; a function may
  /// look for one that is not there.
  enum class Lookup : std::uint8_t { OfFunction, OfPath };
  Expected<Collection> members(const Collection& focus, std::string_view name,
                               Lookup lookup = Lookup::OfFunction);
  Expected<Collection> children(const Collection& items);
  /// Items by `=`, the first of equal ones.
  Expected<Collection> distinct(const Collection& items);
  Expected<bool> is_member(const Item& item, const Collection& items);

  // Types (types.cc).
  Expected<TypeName> resolve_type(std::string_view qualifier, std::string_view name) const;
  /// `is`: the type itself or one below it.
  bool is_of_type(const Item& item, const TypeName& type) const;
  /// `as` and ofType(): FHIR's primitives are independent of each other.
  bool selects_type(const Item& item, const TypeName& type) const;
  Expected<Collection> is(const Collection& items, const TypeName& type) const;
  Expected<Collection> as(const Collection& items, const TypeName& type) const;
  Item type_info(const Item& item);

  // Instances (instance.cc).
  Expected<Collection> instance(AstId id, const Scope& scope);

  /// `%name` (variables.cc).
  Expected<Collection> external_constant(std::string_view name, const Scope& scope) const;
  /// Whether a name may not be defined by defineVariable().
  bool is_taken(std::string_view name, const Scope& scope) const;

 private:
  Expected<Collection> leaf(AstId id, Scope& scope);
  Expected<Collection> step(AstId id, Collection left, Scope& chain);
  Expected<void> check_element(const Node& node, std::string_view name) const;
  Expected<Collection> root_member(const AstNode& node, const Scope& scope);
  Expected<Collection> index(const Collection& items, AstId argument, const Scope& scope);
  Expected<Collection> unary(const AstNode& node, const Collection& operand);
  Expected<Collection> binary(AstId id, const Collection& left, const Scope& scope);
  Expected<Collection> logic(Operator op, const Collection& left, AstId right, const Scope& scope);
  Expected<Collection> type_operation(const AstNode& node, const Collection& operand);

  // Calls (call.cc).
  Expected<Collection> call(AstId id, std::optional<Collection> input, Scope& chain);
  Expected<void> evaluate_arguments(Call& call);
  Expected<Collection> host_function(AstId id, Collection input, const Scope& scope);

  const Ast& ast_;
  const Environment& environment_;
  Focus focus_;
  Dialect dialect_;
  Scope initial_;
  std::uint64_t steps_ = 0;
  std::uint32_t depth_ = 0;
  Result result_;
  PendingRequests& pending_;
};

/// One call: the input, the evaluated arguments, and the way to evaluate lambdas.
struct Call {
  Evaluation& evaluation;
  AstId id;
  const Signature& signature;
  std::span<const AstId> arguments;  ///< without the left side
  Collection input;
  Scope& scope;  ///< of the arguments; what defineVariable() adds stays for the chain
  /// By position; nothing for an argument that is not given or is a lambda or a type specifier.
  std::vector<std::optional<Collection>> values;

  bool has(std::size_t position) const { return position < arguments.size(); }

  // The input, where one item is asked for.
  Expected<std::optional<Item>> single() const { return evaluation.single(input); }
  Expected<std::optional<Item>> single_value() const { return evaluation.single_value(input); }
  Expected<std::optional<std::string>> string() const;

  // Arguments, where one item is asked for: nothing if not given or empty.
  Expected<std::optional<Item>> argument(std::size_t position) const;
  Expected<std::optional<std::string>> string_argument(std::size_t position) const;
  Expected<std::optional<std::int32_t>> integer_argument(std::size_t position) const;
  Expected<std::optional<bool>> boolean_argument(std::size_t position) const;
  const Collection& collection(std::size_t position) const { return *values[position]; }
  Expected<TypeName> type_argument() const;

  /// A lambda's value for one item of the input.
  Expected<Collection> lambda(std::size_t position, const Scope& inner) const;
  Expected<std::optional<bool>> criteria(std::size_t position, const Scope& inner) const;

  /// The terminology server that `%terminologies.at(url)` before the call names, nullptr if none.
  Expected<std::shared_ptr<const TerminologyProvider>> server(const TerminologyProvider& standard);
};

/// Errors of values and functions know no place: that of the node is filled in.
template <class T>
Expected<T> at(Span span, Expected<T> result) {
  if (!result && result.error().span == Span{}) result.error().span = span;
  return result;
}

inline std::string in_quotes(std::string_view name) {
  return "'" + std::string(name) + "'";
}

inline Collection none() {
  return {};
}
inline Collection one(Item item) {
  return {std::move(item)};
}
inline Collection one(std::optional<Item> item) {
  return item ? Collection{*std::move(item)} : Collection{};
}
inline Collection one(std::optional<bool> value) {
  return value ? Collection{Item(*value)} : Collection{};
}
inline Collection one(bool value) {
  return {Item(value)};
}

}  // namespace kiln::core::reference
