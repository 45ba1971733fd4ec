// Scopes, by one walk from the root down. Entry: plan_check().
#include "frontend/check_scope.h"

#include <algorithm>

#include "runtime/function/signature.h"

namespace kiln {
namespace {

using Kind = CheckScope::Kind;

std::uint32_t index_of(AstId id) {
  return static_cast<std::uint32_t>(id);
}

/// Whether the first child is the left side of a chain, so that its variables are seen further on.
bool continues_chain(AstKind kind) {
  switch (kind) {
    case AstKind::Member:
    case AstKind::Call:
    case AstKind::Index:
    case AstKind::TypeOperation:
      return true;
    default:
      return false;
  }
}

bool is_lazy(Operator op) {
  return op == Operator::And || op == Operator::Or || op == Operator::Implies;
}

/// The kind of scope that a child begins, or Root if it stands in its parent's.
Kind scope_begun_by(const AstNode& node, Service service, std::size_t child) {
  if (node.kind == AstKind::Binary)
    return child == 1 && is_lazy(node.op) ? Kind::Perhaps : Kind::Root;
  if (node.kind != AstKind::Call || child == 0) return Kind::Root;
  if (service == Service::Factory && node.name == "create") return Kind::Name;
  if (service != Service::None) return Kind::Root;
  const Signature* const signature = find_function(node.name);
  const auto position = static_cast<std::uint32_t>(child - 1);
  if (signature == nullptr || position >= signature->max_arguments()) return Kind::Root;
  if (signature->id == FunctionId::DefineVariable && position == 1) return Kind::Definition;
  switch (signature->parameter(position)) {
    case 'C':
    case 'P':
      return Kind::Lambda;
    case 'K':
      return Kind::SortKey;
    case 'R':
      return Kind::Repeat;
    case 'G':
      return Kind::Aggregator;
    case 'L':
      return position == 0 ? Kind::Criterion : Kind::Result;
    case 'Z':
      return position == 0 ? Kind::Root : Kind::Perhaps;
    default:
      return Kind::Root;
  }
}

std::vector<Service> find_services(const Ast& ast) {
  std::vector<Service> services(ast.nodes().size(), Service::None);
  for (std::uint32_t i = 0; i < services.size(); ++i) {
    const AstNode& node = ast.node(AstId{i});
    if (node.kind != AstKind::Call) continue;
    const AstId left = ast.children(node)[0];
    if (left == kNoAst) continue;
    const AstNode& object = ast.node(left);
    if (object.kind == AstKind::ExternalConstant) services[i] = find_service(object.name);
    if (object.kind == AstKind::Call && object.name == "at") services[i] = services[index_of(left)];
  }
  return services;
}

}  // namespace

std::pair<std::uint32_t, std::uint32_t> CheckPlan::scopes_within(AstId first, AstId last) const {
  // The walk meets owners in descending order; scope 0 has none.
  const auto begin = std::next(scopes.begin());
  const auto from = std::partition_point(begin, scopes.end(), [&](const CheckScope& scope) {
    return index_of(scope.owner) > index_of(last);
  });
  const auto to = std::partition_point(from, scopes.end(), [&](const CheckScope& scope) {
    return index_of(scope.owner) >= index_of(first);
  });
  return {static_cast<std::uint32_t>(from - scopes.begin()),
          static_cast<std::uint32_t>(to - scopes.begin())};
}

CheckPlan plan_check(const Ast& ast) {
  const std::size_t count = ast.nodes().size();
  CheckPlan plan;
  plan.services = find_services(ast);
  plan.scopes.emplace_back();
  plan.scope_of.resize(count, 0);
  plan.seen_until.resize(count);
  plan.seen_until[count - 1] = static_cast<std::uint32_t>(count - 1);

  for (std::size_t i = count; i-- > 0;) {
    const AstId id{static_cast<std::uint32_t>(i)};
    const AstNode& node = ast.node(id);
    const auto children = ast.children(node);
    for (std::size_t child = 0; child < children.size(); ++child) {
      if (children[child] == kNoAst) continue;
      const std::uint32_t at = index_of(children[child]);
      plan.scope_of[at] = plan.scope_of[i];
      plan.seen_until[at] = child == 0 && continues_chain(node.kind) ? plan.seen_until[i] : at;
      const Kind kind = scope_begun_by(node, plan.services[i], child);
      if (kind == Kind::Root) continue;
      const CheckScope& parent = plan.scopes[plan.scope_of[i]];
      CheckScope scope;
      scope.kind = kind;
      scope.parent = plan.scope_of[i];
      scope.owner = id;
      scope.in_aggregate = kind == Kind::Aggregator || parent.in_aggregate;
      scope.inside_repeat = parent.inside_repeat || parent.kind == Kind::Repeat;
      plan.scope_of[at] = static_cast<std::uint32_t>(plan.scopes.size());
      plan.scopes.push_back(std::move(scope));
    }
  }
  return plan;
}

std::string_view to_string(Service service) {
  switch (service) {
    case Service::None:
      return "";
    case Service::Terminologies:
      return "%terminologies";
    case Service::Factory:
      return "%factory";
    case Service::Server:
      return "%server";
  }
  return "";
}

Service find_service(std::string_view name) {
  for (const Service service : {Service::Terminologies, Service::Factory, Service::Server})
    if (to_string(service).substr(1) == name) return service;
  return Service::None;
}

}  // namespace kiln
