// The walk over the Ast, the scopes' types, and the findings. Entry: check().
#include "frontend/checker.h"

#include <algorithm>

#include "frontend/checking.h"
#include "model/types.h"

namespace kiln::core {
namespace {

/// More findings than this help nobody; the first error is kept even behind them.
constexpr std::size_t kMaxFindings = 1'000;

/// Rounds in which $this of a repeat() may grow; after that it is unknown.
constexpr int kMaxRounds = 4;

std::size_t index_of(AstId id) {
  return static_cast<std::size_t>(id);
}

}  // namespace

TypedAst check(const Ast& ast, const CheckOptions& options) {
  return Checking(ast, options).run();
}

Checking::Checking(const Ast& ast, const CheckOptions& options)
    : ast_(ast),
      options_(options),
      model_(options.fhir == Fhir::None ? nullptr : &Model::get(options.fhir)),
      plan_(plan_check(ast)) {
  typed_.ast = &ast;
  typed_.types.resize(ast.nodes().size());
}

TypedAst Checking::run() {
  CheckScope& root = plan_.scopes[0];
  root.ready = true;
  root.self = root.focus = context_type();

  const auto count = static_cast<std::uint32_t>(ast_.nodes().size());
  for (std::uint32_t i = 0; i < count;) {
    const AstId id{i};
    forget_variables(id);
    prepare(plan_.nodes[i].scope);
    visit(id);
    const std::optional<AstId> next = again(id);
    i = next ? static_cast<std::uint32_t>(*next) : i + 1;
  }

  // An expression for several contexts, as many search parameters are, is right for this one.
  if (names_context_ && !options_.strict)
    std::erase_if(findings_, [](const Finding& finding) {
      return finding.diagnostic.error.code == ErrorCode::WrongContextType;
    });
  for (Finding& finding : findings_)
    typed_.diagnostics.add(finding.diagnostic.severity, std::move(finding.diagnostic.error));
  typed_.diagnostics.sort_by_position();
  return std::move(typed_);
}

void Checking::visit(AstId id) {
  const auto kids = children(id);
  const bool has_first = !kids.empty() && kids[0] != kNoAst;
  StaticType& result = typed_.types[index_of(id)];
  switch (node(id).kind) {
    case AstKind::Empty:
      result = nothing();
      break;
    case AstKind::Boolean:
    case AstKind::String:
    case AstKind::Integer:
    case AstKind::Long:
    case AstKind::Decimal:
    case AstKind::Date:
    case AstKind::DateTime:
    case AstKind::Time:
    case AstKind::Quantity:
      result = type_of_literal(node(id));
      break;
    case AstKind::Member:
      result = has_first ? navigate(id, type(kids[0])) : check_root_member(id);
      break;
    case AstKind::Call:
      result = check_call(id);
      break;
    case AstKind::Index:
      result = check_index(id);
      break;
    case AstKind::Unary:
      result = check_unary(id);
      break;
    case AstKind::Binary:
      result = check_binary(id);
      break;
    case AstKind::TypeOperation:
      result = check_type_operation(id);
      break;
    case AstKind::ExternalConstant:
      result = check_external_constant(id);
      break;
    case AstKind::This:
      result = scope(id).self;
      break;
    case AstKind::IndexVariable:
      result = exactly_one(system_type::Integer);
      break;
    case AstKind::Total:
      result = anything();
      if (!scope(id).in_aggregate)
        report(whole(id), Severe::Always, ErrorCode::TotalOutsideAggregate,
               "$total has a value inside of aggregate() only");
      break;
    case AstKind::InstanceSelector:
      result = check_instance_selector(id);
      break;
    case AstKind::InstanceField:
    case AstKind::SortKey:
      result = type(kids[0]);
      break;
    case AstKind::TypeSpecifier:
    case AstKind::Error:
      result = anything();
      break;
  }
}

StaticType Checking::type_of_literal(const AstNode& literal) const {
  switch (literal.kind) {
    case AstKind::Boolean:
      return exactly_one(system_type::Boolean);
    case AstKind::String:
      return exactly_one(system_type::String);
    case AstKind::Integer:
      return exactly_one(system_type::Integer);
    case AstKind::Long:
      return exactly_one(system_type::Long);
    case AstKind::Decimal:
      return exactly_one(system_type::Decimal);
    case AstKind::Date:
      return exactly_one(system_type::Date);
    case AstKind::DateTime:
      return exactly_one(system_type::DateTime);
    case AstKind::Time:
      return exactly_one(system_type::Time);
    default:
      return exactly_one(system_type::Quantity);
  }
}

void Checking::prepare(std::uint32_t scope) {
  for (; !plan_.scopes[scope].ready; scope = plan_.scopes[scope].parent) {
    entering_.push_back(scope);
  }
  for (; !entering_.empty(); entering_.pop_back()) enter(plan_.scopes[entering_.back()]);
}

void Checking::enter(CheckScope& scope) {
  using Kind = CheckScope::Kind;
  const CheckScope& parent = plan_.scopes[scope.parent];
  scope.ready = true;
  scope.self = parent.self;
  scope.focus = parent.focus;
  scope.certain = parent.certain;
  if (scope.kind == Kind::Root) return;
  if (scope.kind == Kind::Perhaps) {
    scope.certain = false;
    return;
  }
  if (scope.kind == Kind::Name) {
    scope.focus = at_most_one(kNoType);
    return;
  }
  const StaticType& input = focus(scope.owner, children(scope.owner)[0]);
  switch (scope.kind) {
    case Kind::Lambda:
    case Kind::SortKey:
    case Kind::Repeat:
    case Kind::Aggregator:
      scope.self = scope.focus = item_of(input);
      scope.certain = parent.certain && !input.may_be_empty && scope.kind != Kind::SortKey;
      // In a repeat() within a repeat() the rounds would multiply.
      if (scope.kind == Kind::Repeat && scope.inside_repeat) {
        scope.self.types.clear();
        scope.focus.types.clear();
      }
      break;
    case Kind::Criterion:
    case Kind::Result:
      scope.self = scope.focus = input;
      scope.certain = parent.certain && scope.kind == Kind::Criterion;
      break;
    case Kind::Definition:
      scope.focus = input;
      break;
    default:
      break;
  }
}

std::optional<AstId> Checking::again(AstId call) {
  if (node(call).kind != AstKind::Call || children(call).size() < 2) return std::nullopt;
  const AstId argument = children(call)[1];
  CheckScope& scope = plan_.scopes[planned(argument).scope];
  if (scope.kind != CheckScope::Kind::Repeat || scope.owner != call) return std::nullopt;

  if (type(argument).always_empty) return std::nullopt;
  StaticType grown = scope.self;
  add_types(grown, type(argument));
  if (grown.types == scope.self.types) return std::nullopt;
  if (++rounds_[call] > kMaxRounds) grown.types.clear();
  scope.self = scope.focus = grown;

  const AstId first{planned(argument).start};
  const auto [begin, end] = plan_.scopes_within(first, argument);
  for (std::uint32_t i = begin; i < end; ++i) plan_.scopes[i].ready = false;
  while (!findings_.empty() && findings_.back().id >= first) {
    if (findings_.back().diagnostic.severity == Severity::Error) --error_count_;
    findings_.pop_back();
  }
  return first;
}

bool Checking::wants(Severe severe) const {
  if (severe == Severe::StrictOnly && !options_.strict) return false;
  if (findings_.size() < kMaxFindings) return true;
  return error_count_ == 0 && is_error(severe);
}

bool Checking::is_error(Severe severe) const {
  return severe == Severe::Always || (severe == Severe::IfStrict && options_.strict);
}

Checking::Place Checking::at_name(AstId id) const {
  const AstNode& at = node(id);
  return {id, at.name_span == Span{} ? at.span : at.name_span};
}

void Checking::report(Place place, Severe severe, ErrorCode code, std::string message,
                      std::string hint) {
  if (!wants(severe)) return;
  if (is_error(severe)) ++error_count_;
  findings_.push_back({place.id,
                       {is_error(severe) ? Severity::Error : Severity::Warning,
                        Error{code, place.span, std::move(message), std::move(hint)}}});
}

Checking::Severe Checking::if_evaluated(AstId id, bool has_items) const {
  return has_items && scope(id).certain ? Severe::Always : Severe::IfStrict;
}

void Checking::need_singleton(Place place, const StaticType& type, std::string_view what,
                              std::string_view of) {
  if (!type.may_be_many) return;
  const Severe severe = type.always_many ? if_evaluated(place.id, true) : Severe::StrictOnly;
  if (!wants(severe)) return;
  report(place, severe, ErrorCode::NotASingleton,
         std::string(what) + (of.empty() ? "" : ' ' + quoted(of)) +
             (type.always_many ? " has" : " may have") + " several items where one is needed",
         type.always_many ? "" : "take one of them, with first() or where(...)");
}

}  // namespace kiln::core
