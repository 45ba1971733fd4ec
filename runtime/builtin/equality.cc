#include "runtime/builtin/equality.h"

#include <algorithm>

#include "model/names.h"
#include "model/types.h"
#include "runtime/diagnostic/try.h"
#include "runtime/function/equality.h"
#include "runtime/item/system_value.h"

namespace kiln {
namespace {

using Known = std::optional<bool>;

/// How deep two elements may nest for equality to be asked of them.
constexpr int kMaxDepth = 500;

/// All of the answers: false if one is, else nothing if one is, else true.
Known conjunction(Known a, Known b) {
  if (a == false || b == false) return false;
  if (!a || !b) return std::nullopt;
  return true;
}

/// A child of an element and its FHIRPath name.
struct Child {
  std::string_view name;
  Item item;
};

/// The children of an element by name; those of one name in document order.
class ChildTable {
 public:
  ChildTable(Evaluation& evaluation, const Item& parent, bool with_id) {
    const Model* const model = evaluation.model();
    std::vector<Node>& nodes = evaluation.scratch_nodes();
    append_all_children(model, parent.as_node(), nodes);
    children_ = evaluation.arena().array<Child>(nodes.size());
    for (const Node& node : nodes) {
      const std::string_view name = name_of_child(model, parent.type(), node);
      if (with_id || name != "id") children_[count_++] = {name, Item::node(node)};
    }
    std::ranges::sort(children_, children_ + count_, [](const Child& a, const Child& b) {
      return a.name != b.name ? a.name < b.name : a.item.index() < b.item.index();
    });
    items_ = evaluation.arena().array<Item>(count_);
    for (std::uint32_t i = 0; i < count_; ++i) items_[i] = children_[i].item;
  }

  std::uint32_t size() const { return count_; }
  std::string_view name(std::uint32_t position) const { return children_[position].name; }
  /// The children from here on that have the same name.
  Items run(std::uint32_t position) const {
    std::uint32_t end = position + 1;
    while (end < count_ && children_[end].name == children_[position].name) ++end;
    return Items{items_, count_}.slice(position, end - position);
  }
  Items named(std::string_view name) const {
    for (std::uint32_t i = 0; i < count_; ++i) {
      if (children_[i].name == name) return run(i);
    }
    return {};
  }

 private:
  static std::string_view name_of_child(const Model* model, TypeId parent, const Node& child) {
    const NameId key = child.document->key(child.index);
    const Element* const element =
        model == nullptr || parent == kNoType ? nullptr : model->element_by_json(parent, key);
    return element == nullptr ? child.document->name(key) : name_of(element->name);
  }

  Child* children_ = nullptr;
  Item* items_ = nullptr;
  std::uint32_t count_ = 0;
};

/// Equality of two items, or equivalence: one walk over pairs of elements with two answers for
/// what it meets.
class Relation {
 public:
  enum class Kind : std::uint8_t { Equality, Equivalence };

  Relation(Evaluation& evaluation, Kind kind)
      : evaluation_(evaluation), is_equality_(kind == Kind::Equality) {}

  Expected<Known> items(const Item& a, const Item& b) {
    const ArenaScope scope(evaluation_.arena());
    KILN_TRY(const Item left, value(a));
    KILN_TRY(const Item right, value(b));
    if (left.is_none() && right.is_none()) return nodes(a, b);
    if (left.is_none() || right.is_none()) return is_equality_ ? Known() : Known(false);
    if (left.is_node() && right.is_node()) return nodes(left, right);
    if (left.is_node() || right.is_node()) return false;
    if (is_equality_) {
      if (const Known known = equal_scalars(left, right)) return known;
      return operators::equal(operand_of(left), operand_of(right), evaluation_.rules());
    }
    return operators::equivalent(operand_of(left), operand_of(right), evaluation_.rules());
  }

  Expected<Known> collections(Items a, Items b) {
    return is_equality_ ? all_equal(a, b) : matched(a, b);
  }

 private:
  Expected<Item> value(const Item& item) {
    return item.is_node() ? system_value(evaluation_.model(), item, evaluation_.arena()) : item;
  }

  Expected<Known> all_equal(Items a, Items b) {
    if (a.empty() || b.empty()) return std::nullopt;
    if (a.size() != b.size()) return false;
    Known result = true;
    for (std::uint32_t i = 0; i < a.size(); ++i) {
      KILN_TRY(const Known pair, items(a[i], b[i]));
      if (evaluation_.is_v2() && !pair && a.size() > 1) return false;
      result = conjunction(result, pair);
      if (result == false) return false;
    }
    return result;
  }

  Expected<Known> matched(Items a, Items b) {
    if (a.size() != b.size()) return false;
    if (a.size() == 1) return items(a.front(), b.front());
    const ArenaScope scope(evaluation_.arena());
    bool* const taken = none_taken(b);
    for (const Item& item : a) {
      KILN_TRY(const bool found, take_equivalent(item, b, taken));
      if (!found) return false;
    }
    return true;
  }

  bool* none_taken(Items items) {
    bool* const taken = evaluation_.arena().array<bool>(items.size());
    std::fill_n(taken, items.size(), false);
    return taken;
  }

  /// Marks the first of the candidates that is not taken yet and equivalent to `item`.
  Expected<bool> take_equivalent(const Item& item, Items candidates, bool* taken) {
    for (std::uint32_t i = 0; i < candidates.size(); ++i) {
      if (taken[i]) continue;
      KILN_TRY(const Known same, items(item, candidates[i]));
      if (same != true) continue;
      taken[i] = true;
      return true;
    }
    return false;
  }

  Expected<Known> nodes(const Item& a, const Item& b) {
    if (depth_ == kMaxDepth) {
      return fail(ErrorCode::DepthLimit, "elements nested too deeply to be compared");
    }
    ++depth_;
    Expected<Known> result = nodes_at_depth(a, b);
    --depth_;
    return result;
  }

  Expected<Known> nodes_at_depth(const Item& a, const Item& b) {
    if (a.type() != b.type() || resource_type(a) != resource_type(b)) return false;
    const ChildTable left(evaluation_, a, is_equality_);
    const ChildTable right(evaluation_, b, is_equality_);
    if (!is_equality_) {
      if (has_type(a, fhir_type::Coding)) return same_coding(left, right);
      if (has_type(a, fhir_type::CodeableConcept)) return share_a_coding(left, right);
    }
    Known result = true;
    std::uint32_t i = 0;
    std::uint32_t j = 0;
    while (i < left.size() && j < right.size()) {
      if (left.name(i) != right.name(j)) return false;
      const Items mine = left.run(i);
      const Items theirs = right.run(j);
      if (mine.size() != theirs.size()) return false;
      KILN_TRY(const Known known, collections(mine, theirs));
      result = conjunction(result, known);
      if (result == false) return false;
      i += mine.size();
      j += theirs.size();
    }
    return i == left.size() && j == right.size() ? result : false;
  }

  // "Changes to operators" of the FHIR page.
  Expected<Known> same_coding(const ChildTable& left, const ChildTable& right) {
    for (const std::string_view name : {"system", "code"}) {
      KILN_TRY(const Known same, matched(left.named(name), right.named(name)));
      if (same != true) return false;
    }
    return true;
  }

  Expected<Known> share_a_coding(const ChildTable& left, const ChildTable& right) {
    const Items candidates = right.named("coding");
    for (const Item& coding : left.named("coding")) {
      KILN_TRY(const bool found, take_equivalent(coding, candidates, none_taken(candidates)));
      if (found) return true;
    }
    return false;
  }

  bool has_type(const Item& node, TypeId type) const {
    const Model* const model = evaluation_.model();
    return model != nullptr && node.type() != kNoType && model->is_a(node.type(), type);
  }

  static std::string_view resource_type(const Item& node) {
    if (node.document()->kind(node.index()) != NodeKind::Object) return {};
    return node.document()->resource_type(node.index());
  }

  Evaluation& evaluation_;
  const bool is_equality_;
  int depth_ = 0;
};

}  // namespace

Expected<std::optional<bool>> equal(Evaluation& evaluation, const Item& a, const Item& b) {
  if (const Known known = equal_scalars(a, b)) return known;
  return Relation(evaluation, Relation::Kind::Equality).items(a, b);
}

Expected<std::optional<bool>> equivalent(Evaluation& evaluation, const Item& a, const Item& b) {
  return Relation(evaluation, Relation::Kind::Equivalence).items(a, b);
}

Expected<std::optional<bool>> equal(Evaluation& evaluation, Items a, Items b) {
  if (a.size() == 1 && b.size() == 1) return equal(evaluation, a.front(), b.front());
  return Relation(evaluation, Relation::Kind::Equality).collections(a, b);
}

Expected<std::optional<bool>> equivalent(Evaluation& evaluation, Items a, Items b) {
  return Relation(evaluation, Relation::Kind::Equivalence).collections(a, b);
}

}  // namespace kiln
