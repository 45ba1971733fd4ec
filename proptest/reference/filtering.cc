// §5.2 Filtering and projection.

#include <compare>

#include "proptest/reference/comparison.h"
#include "proptest/reference/equality.h"
#include "proptest/reference/functions.h"
#include "runtime/diagnostic/try.h"

namespace kiln::core::reference::functions {

Expected<Collection> Where(Call& call) {
  Collection kept;
  for (std::size_t i = 0; i < call.input.size(); ++i) {
    KILN_TRY(const std::optional<bool> holds,
             call.criteria(0, call.scope.of(call.input[i], static_cast<std::int32_t>(i))));
    if (holds == std::optional(true)) kept.push_back(call.input[i]);
  }
  return kept;
}

Expected<Collection> Select(Call& call) {
  Collection projected;
  for (std::size_t i = 0; i < call.input.size(); ++i) {
    KILN_TRY(const Collection items,
             call.lambda(0, call.scope.of(call.input[i], static_cast<std::int32_t>(i))));
    projected.insert(projected.end(), items.begin(), items.end());
    KILN_CHECK(call.evaluation.check_size(projected.size()));
  }
  return projected;
}

// §5.2.4. Keys are evaluated one selector after the other: the first for all items in the order of
// the input; each further one only for items that tie so far, in the order so far.
namespace {

using Order = std::vector<std::size_t>;  // positions of the input

struct Keys {
  std::vector<std::optional<Item>> values;  // by position of the input
  bool descending = false;
};

/// §5.2.4: an empty key is lower than all others; equal ones tie.
Expected<std::strong_ordering> compare_keys(const Call& call, const Keys& keys, std::size_t a,
                                            std::size_t b) {
  const std::optional<Item>& left = keys.values[a];
  const std::optional<Item>& right = keys.values[b];
  KILN_CHECK(call.evaluation.charge());
  std::strong_ordering order = left.has_value() <=> right.has_value();
  if (left && right) {
    KILN_TRY(const PartialOrdering known, compare(call.evaluation.dialect(), *left, *right));
    if (!known) {
      return fail(ErrorCode::NotComparable, "two of the keys have no order between them");
    }
    order = *known;
  }
  return keys.descending ? 0 <=> order : order;
}

/// Stable merge sort, from runs of one item upwards.
Expected<void> merge_sort(const Call& call, const Keys& keys, std::span<std::size_t> order) {
  Order merged(order.size());
  for (std::size_t width = 1; width < order.size(); width *= 2) {
    for (std::size_t begin = 0; begin < order.size(); begin += 2 * width) {
      const std::size_t middle = std::min(begin + width, order.size());
      const std::size_t end = std::min(begin + 2 * width, order.size());
      std::size_t left = begin;
      std::size_t right = middle;
      for (std::size_t to = begin; to < end; ++to) {
        bool take_right = left == middle;
        if (left < middle && right < end) {
          KILN_TRY(const auto less, compare_keys(call, keys, order[right], order[left]));
          take_right = less < 0;
        }
        merged[to] = order[take_right ? right++ : left++];
      }
    }
    std::ranges::copy(merged, order.begin());
  }
  return {};
}

Expected<Keys> evaluate_keys(const Call& call, std::size_t selector,
                             std::span<const std::size_t> order) {
  Keys keys{std::vector<std::optional<Item>>(call.input.size()), false};
  if (!call.has(selector)) {  // no selector at all: the items themselves
    for (const std::size_t i : order) {
      KILN_TRY(keys.values[i], call.evaluation.value(call.input[i]));
    }
    return keys;
  }
  const Ast& ast = call.evaluation.ast();
  const AstId id = call.arguments[selector];
  const bool is_key = ast.node(id).kind == AstKind::SortKey;
  keys.descending = is_key && ast.node(id).op == Operator::Descending;
  const AstId expression = is_key ? ast.children(id)[0] : id;
  for (const std::size_t i : order) {
    Scope inner = call.scope.of(call.input[i]);
    KILN_TRY(const Collection value, call.evaluation.evaluate(expression, inner));
    KILN_TRY(keys.values[i], at(ast.node(expression).span, call.evaluation.single_value(value)));
  }
  return keys;
}

/// Sorts a run of items that tie on all selectors before this one.
Expected<void> sort_by(const Call& call, std::size_t selector, std::span<std::size_t> order) {
  if (order.size() < 2 && selector > 0) return {};
  KILN_TRY(const Keys keys, evaluate_keys(call, selector, order));
  KILN_CHECK(merge_sort(call, keys, order));
  if (selector + 1 >= call.arguments.size()) return {};
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    for (end = begin + 1; end < order.size(); ++end) {
      KILN_TRY(const auto same, compare_keys(call, keys, order[begin], order[end]));
      if (same != 0) break;
    }
    KILN_CHECK(sort_by(call, selector + 1, order.subspan(begin, end - begin)));
  }
  return {};
}

}  // namespace

Expected<Collection> Sort(Call& call) {
  Order order(call.input.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  KILN_CHECK(sort_by(call, 0, order));
  Collection sorted;
  for (const std::size_t i : order) sorted.push_back(call.input[i]);
  return sorted;
}

Expected<Collection> Repeat(Call& call) {
  Collection found;
  Collection queue = call.input;
  for (std::size_t next = 0; next < queue.size(); ++next) {
    KILN_TRY(const Collection items, call.lambda(0, call.scope.of(queue[next])));
    for (const Item& item : items) {
      KILN_TRY(const bool seen, call.evaluation.is_member(item, found));
      if (seen) continue;
      found.push_back(item);
      queue.push_back(item);
    }
    KILN_CHECK(call.evaluation.check_size(found.size()));
  }
  return found;
}

Expected<Collection> RepeatAll(Call& call) {
  Collection found;
  Collection queue = call.input;
  while (!queue.empty()) {
    Collection next;
    for (const Item& item : queue) {
      KILN_TRY(const Collection items, call.lambda(0, call.scope.of(item)));
      next.insert(next.end(), items.begin(), items.end());
      KILN_CHECK(call.evaluation.check_size(found.size() + next.size()));
    }
    found.insert(found.end(), next.begin(), next.end());
    queue = std::move(next);
  }
  return found;
}

Expected<Collection> Coalesce(Call& call) {
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    KILN_TRY(const Collection items, call.lambda(i, call.scope));
    if (!items.empty()) return items;
  }
  return none();
}

}  // namespace kiln::core::reference::functions
