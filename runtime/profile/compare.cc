#include "runtime/profile/compare.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "runtime/profile/members.h"
#include "runtime/value/decimal.h"

namespace kiln::core {

namespace {

constexpr int kMaxDepth = 200;

enum class Rule { Fixed, Pattern };

bool same_scalar(TapeRef a, TapeRef b) {
  const NodeKind kind = a.document->kind(a.node);
  if (kind != b.document->kind(b.node)) return false;
  const std::string_view x = a.document->text(a.node);
  const std::string_view y = b.document->text(b.node);
  if (x == y || kind != NodeKind::Number) return x == y;
  const auto left = Decimal::parse(x);
  const auto right = Decimal::parse(y);
  return left && right && *left == *right;
}

bool compare(Rule rule, TapeRef definition, TapeRef instance, int depth);

/// The hidden values of two primitives, one of which may be a scalar alone.
bool compare_values(Rule rule, TapeRef definition, TapeRef instance) {
  const NodeIndex wanted = definition.document->value_of(definition.node);
  const NodeIndex found = instance.document->value_of(instance.node);
  if (wanted == kNoNode) return rule == Rule::Pattern || found == kNoNode;
  return found != kNoNode && same_scalar({definition.document, wanted}, {instance.document, found});
}

bool is_object(const Document& document, NodeIndex node) {
  return document.kind(node) == NodeKind::Object || document.kind(node) == NodeKind::Primitive;
}

std::size_t member_count(TapeRef object) {
  if (!is_object(*object.document, object.node)) return 0;
  std::size_t count = 0;
  for (NodeIndex child : object.document->children(object.node))
    if (object.document->key(child) != kValueKey) ++count;
  return count;
}

bool compare_members(Rule rule, TapeRef definition, TapeRef instance, int depth) {
  if (rule == Rule::Fixed && member_count(definition) != member_count(instance)) return false;
  if (!is_object(*definition.document, definition.node)) return true;
  for (NodeIndex wanted : definition.document->children(definition.node)) {
    const NameId key = definition.document->key(wanted);
    if (key == kValueKey) continue;
    // Ids of names that no model has are local to a document.
    const NameId name = instance.document->find_name(definition.document->name(key));
    const NodeIndex found =
        name == kNoName ? kNoNode : member(*instance.document, instance.node, name);
    if (found == kNoNode ||
        !compare(rule, {definition.document, wanted}, {instance.document, found}, depth + 1))
      return false;
  }
  return true;
}

bool compare_arrays(Rule rule, TapeRef definition, TapeRef instance, int depth) {
  const auto wanted = items_of(*definition.document, definition.node);
  const auto found = items_of(*instance.document, instance.node);
  const auto same = [&](NodeIndex a, NodeIndex b) {
    return compare(rule, {definition.document, a}, {instance.document, b}, depth + 1);
  };
  if (rule == Rule::Fixed) return std::ranges::equal(wanted, found, same);
  return std::ranges::all_of(wanted, [&](NodeIndex a) {
    return std::ranges::any_of(found, [&](NodeIndex b) { return same(a, b); });
  });
}

bool compare(Rule rule, TapeRef definition, TapeRef instance, int depth) {
  if (depth > kMaxDepth) return false;
  const NodeKind wanted = definition.document->kind(definition.node);
  const NodeKind found = instance.document->kind(instance.node);
  if (wanted == NodeKind::Array || found == NodeKind::Array)
    return compare_arrays(rule, definition, instance, depth);
  if ((wanted == NodeKind::Object) != (found == NodeKind::Object)) return false;
  return compare_values(rule, definition, instance) &&
         compare_members(rule, definition, instance, depth);
}

}  // namespace

bool equals_fixed(TapeRef fixed, TapeRef instance) {
  return compare(Rule::Fixed, fixed, instance, 0);
}

bool matches_pattern(TapeRef pattern, TapeRef instance) {
  return compare(Rule::Pattern, pattern, instance, 0);
}

}  // namespace kiln::core
