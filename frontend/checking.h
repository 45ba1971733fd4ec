// Checking: one run of the checker. What checker.cc (the walk), check_navigation.cc,
// check_functions.cc, check_results.cc, check_operators.cc and check_variables.cc share.
//
// The walk is a loop over the Ast's nodes, which are a post-order: when a node is met, its children
// have their types, and so has the input of each lambda around it. Only the argument of repeat() is
// walked several times, until the types of $this in it grow no more.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "frontend/check_scope.h"
#include "frontend/check_types.h"
#include "frontend/checker.h"
#include "frontend/suggest.h"
#include "runtime/function/signature.h"

namespace kiln::core {

inline std::string quoted(std::string_view name) {
  return "'" + std::string(name) + "'";
}

class Checking {
 public:
  Checking(const Ast& ast, const CheckOptions& options);

  TypedAst run();

 private:
  /// When a finding is an error (checker.h).
  enum class Severe : std::uint8_t {
    Always,
    IfStrict,    ///< else a warning
    StrictOnly,  ///< a warning, and only if strict
  };

  // ---- The walk (checker.cc) ----
  void visit(AstId id);
  void prepare(std::uint32_t scope);
  void enter(CheckScope& scope);
  /// Walks the argument of a repeat() again if its $this turns out to have more types: the node to
  /// go on from, else nothing.
  std::optional<AstId> again(AstId call);
  StaticType type_of_literal(const AstNode& node) const;

  const AstNode& node(AstId id) const { return ast_.node(id); }
  std::span<const AstId> children(AstId id) const { return ast_.children(id); }
  const StaticType& type(AstId id) const { return typed_.types[static_cast<std::size_t>(id)]; }
  const CheckPlan::Node& planned(AstId id) const {
    return plan_.nodes[static_cast<std::size_t>(id)];
  }
  const CheckScope& scope(AstId id) const { return plan_.scopes[planned(id).scope]; }
  /// The type of the left side of a Member or Call, written or not.
  const StaticType& focus(AstId id, AstId left) const {
    return left == kNoAst ? scope(id).focus : type(left);
  }

  // ---- Reporting (checker.cc) ----
  /// Whether one more finding is kept; false saves making its message.
  bool wants(Severe severe) const;
  bool is_error(Severe severe) const;
  /// Whether all that FHIR has is searched for a suggestion: for the first findings only.
  bool suggests() const { return findings_.size() < 50; }
  /// A node, and the part of it that a finding is about.
  struct Place {
    AstId id;
    Span span;
  };
  /// Its name or operator, if it has one.
  Place at_name(AstId id) const;
  Place whole(AstId id) const { return {id, node(id).span}; }
  void report(Place place, Severe severe, ErrorCode code, std::string message,
              std::string hint = {});
  /// Of something that fails if the node is evaluated with items: Always if that is sure to happen.
  Severe if_evaluated(AstId id, bool has_items) const;
  /// A single item is needed: reports what has more, as "the input of", of "first".
  void need_singleton(Place place, const StaticType& type, std::string_view what,
                      std::string_view of = {});

  // ---- Paths and types (check_navigation.cc) ----
  /// Type of the context that the options name.
  StaticType context_type();
  StaticType check_root_member(AstId id);
  StaticType check_index(AstId id);
  StaticType navigate(AstId id, const StaticType& from);
  struct Found {
    StaticType type;     ///< types of the member; cardinality of one step
    bool known = false;  ///< the type, or one below it if it is abstract, has it
  };
  Found find_member(TypeId type, std::string_view name);
  /// Of the type itself, ...
  Found own_member(TypeId type, NameId name) const;
  /// ... and of the types below an abstract one.
  Found member_below(TypeId type, NameId name) const;
  void add_elements(TypeId type, NameId name, Found& found) const;
  void report_unknown_element(AstId id, const StaticType& from);
  void consider_elements(TypeId type, Suggestion& suggestion);
  /// The element whose JSON name this is, if it is one of a choice: valueQuantity.
  const Element* find_choice(std::string_view json, const StaticType& from) const;
  void report_choice_name(AstId id, const Element& choice);

  struct ResolvedType {
    TypeId type = kNoType;
    bool elsewhere = false;  ///< no such type, but the other namespace has it: System.Patient
  };
  ResolvedType resolve_type(QualifiedName name) const;
  /// As resolve_type(), with a report if nothing has the name.
  ResolvedType check_type_specifier(AstId id, QualifiedName name);
  std::string suggest_type(QualifiedName name, std::string_view qualified) const;
  StaticType check_type_operation(AstId id);
  /// Of `is`, `as` and ofType(), as operators or functions: the input's items of the type, ...
  StaticType check_cast(AstId id, AstId specifier, const StaticType& input);
  /// ... or whether they are.
  StaticType check_type_test(AstId id, AstId specifier, const StaticType& input);
  void check_possible(AstId id, AstId specifier, ResolvedType tested, const StaticType& input);
  StaticType check_instance_selector(AstId id);

  // ---- Functions (check_functions.cc) ----
  StaticType check_call(AstId id);
  StaticType check_service_call(AstId id, Service service);
  void report_unknown_function(AstId id);
  bool check_argument_count(AstId id, const Signature& signature, std::size_t count);
  void check_input(AstId id, const Signature& signature, const StaticType& input);
  void check_argument(AstId id, const Signature& signature, std::uint32_t position,
                      const StaticType& input);
  void check_order(AstId id, std::string_view name, const StaticType& input);

  // ---- Results of functions (check_results.cc) ----
  StaticType result_of(AstId id, const Signature& signature, const StaticType& input);
  StaticType value_of_type(AstId id, const Signature& signature, const StaticType& input);
  StaticType projected(AstId id, const Signature& signature, const StaticType& input);
  /// Whether a call is sure to give an item.
  bool is_total(AstId id, const Signature& signature, const StaticType& input) const;

  // ---- Operators (check_operators.cc) ----
  std::string quoted_operator(AstId id) const;
  StaticType check_unary(AstId id);
  StaticType check_binary(AstId id);
  StaticType check_arithmetic(AstId id);
  StaticType check_comparison(AstId id);
  StaticType check_logic(AstId id);
  StaticType check_concatenation(AstId id);
  StaticType check_union(AstId id);
  /// An operand or criterion that is to be a Boolean: a single item of another type counts as true.
  void check_truth(AstId id, ErrorCode code, std::string_view what, std::string_view of);
  void need_single_operands(AstId id);
  void report_operands(AstId id);

  // ---- Variables (check_variables.cc) ----
  StaticType check_external_constant(AstId id);
  void define_variable(AstId id, const StaticType& input);
  bool is_predefined(std::string_view name) const;
  void forget_variables(AstId reached);

  /// A variable of defineVariable(), while the walk is where it is seen.
  struct Variable {
    std::optional<std::string_view> name;  ///< nothing: it is computed
    std::uint32_t seen_until = 0;
    StaticType type;
  };

  const Ast& ast_;
  const CheckOptions& options_;
  const Model* model_;
  CheckPlan plan_;
  TypedAst typed_;
  std::vector<std::uint32_t> entering_;  ///< scopes, while they are prepared

  struct Finding {
    AstId id;
    Diagnostic diagnostic;
  };
  std::vector<Finding> findings_;
  std::size_t error_count_ = 0;  ///< in findings_
  bool names_context_ = false;   ///< a root identifier is the type of the context

  std::vector<Variable> variables_;  ///< the innermost last: it is the first that ends
  std::unordered_map<std::string_view, std::size_t> variable_named_;  ///< in variables_
  std::size_t unnamed_variables_ = 0;

  std::unordered_map<AstId, int> rounds_;           ///< of repeat() calls
  std::unordered_map<std::uint32_t, Found> below_;  ///< member_below(), by type and name
};

}  // namespace kiln::core
