#include "runtime/builtin/equality.h"

#include <algorithm>
#include <numeric>
#include <span>

#include "model/names.h"
#include "model/types.h"
#include "runtime/diagnostic/try.h"
#include "runtime/function/equality.h"
#include "runtime/item/system_value.h"

namespace kiln::core {
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

/// The children of an element in document order, with their FHIRPath names.
class ChildTable {
 public:
  ChildTable(Evaluation& evaluation, const Item& parent, bool with_id)
      : document_(*parent.document()) {
    const Model* const model = evaluation.model();
    std::vector<Node>& nodes = evaluation.scratch_nodes();
    append_all_children(model, parent.as_node(), nodes);
    items_ = evaluation.arena().array<Item>(nodes.size());
    names_ = evaluation.arena().array<NameId>(nodes.size());
    for (const Node& node : nodes) {
      const Element* const element = element_of(model, parent.type(), node);
      const NameId name = element == nullptr ? document_.key(node.index) : element->name;
      if (!with_id && name == name::id) continue;
      // Only a choice has several JSON names, which can stand apart.
      const bool is_next = count_ > 0 && names_[count_ - 1] == name;
      if (element != nullptr && element->choice && !is_next && !named(name).empty()) {
        has_gaps_ = true;
      }
      items_[count_] = Item::node(node);
      names_[count_++] = name;
    }
  }

  std::uint32_t size() const { return count_; }
  /// Whether children of one name stand apart.
  bool has_gaps() const { return has_gaps_; }
  std::string_view name(std::uint32_t position) const { return document_.name(names_[position]); }
  const Item& item(std::uint32_t position) const { return items_[position]; }

  bool has_same_name(std::uint32_t position, const ChildTable& other) const {
    const NameId mine = names_[position];
    const NameId theirs = other.names_[position];
    const bool is_known = static_cast<std::uint32_t>(mine) < name_count();
    // Names that the model does not know have an id in each document.
    if (is_known || &document_ == &other.document_) return mine == theirs;
    return document_.name(mine) == other.document_.name(theirs);
  }

  /// The children from here on that have the same name.
  Items run(std::uint32_t position) const {
    std::uint32_t end = position + 1;
    while (end < count_ && names_[end] == names_[position]) ++end;
    return Items{items_, count_}.slice(position, end - position);
  }
  Items named(NameId name) const {
    const NameId* const found = std::find(names_, names_ + count_, name);
    return found == names_ + count_ ? Items() : run(static_cast<std::uint32_t>(found - names_));
  }

 private:
  static const Element* element_of(const Model* model, TypeId parent, const Node& child) {
    if (model == nullptr || parent == kNoType) return nullptr;
    return model->element_by_json(parent, child.document->key(child.index));
  }

  const Document& document_;
  Item* items_ = nullptr;
  NameId* names_ = nullptr;
  std::uint32_t count_ = 0;
  bool has_gaps_ = false;
};

/// The children of a table grouped by name; those of one name in document order.
class GroupedChildren {
 public:
  struct Group {
    std::string_view name;
    Items items;
    std::uint32_t first;  ///< position of its first child in the table
  };

  GroupedChildren(Evaluation& evaluation, const ChildTable& table) {
    Arena& arena = evaluation.arena();
    auto* const order = arena.array<std::uint32_t>(table.size());
    std::iota(order, order + table.size(), 0U);
    std::sort(order, order + table.size(), [&](std::uint32_t a, std::uint32_t b) {
      const std::string_view left = table.name(a);
      const std::string_view right = table.name(b);
      return left != right ? left < right : a < b;
    });
    auto* const items = arena.array<Item>(table.size());
    groups_ = arena.array<Group>(table.size());
    for (std::uint32_t i = 0; i < table.size(); ++i) {
      items[i] = table.item(order[i]);
      const std::string_view name = table.name(order[i]);
      if (count_ == 0 || groups_[count_ - 1].name != name) {
        groups_[count_++] = {name, {items + i, 0}, order[i]};
      }
      ++groups_[count_ - 1].items.count;
    }
  }

  /// By name.
  std::span<const Group> groups() const { return {groups_, count_}; }

 private:
  Group* groups_ = nullptr;
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
      KILN_CHECK(evaluation_.charge_quantities(left, right));
      return operators::equal(operand_of(left), operand_of(right), evaluation_.rules());
    }
    KILN_CHECK(evaluation_.charge_quantities(left, right));
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
    // Of items in the same order, each is the first that is left.
    std::uint32_t first = 0;
    for (const Item& item : a) {
      const Items left = b.slice(first, b.size() - first);
      KILN_TRY(const bool found, take_equivalent(item, left, taken + first));
      if (!found) return false;
      while (first < b.size() && taken[first]) ++first;
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
      KILN_CHECK(evaluation_.charge());
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
    KILN_CHECK(evaluation_.charge(std::uint64_t{left.size()} + right.size()));
    if (!is_equality_) {
      if (has_type(a, fhir_type::Coding)) return same_coding(left, right);
      if (has_type(a, fhir_type::CodeableConcept)) return share_a_coding(left, right);
    }
    if (left.size() != right.size()) return false;
    bool is_aligned = !left.has_gaps() && !right.has_gaps();
    for (std::uint32_t i = 0; is_aligned && i < left.size(); ++i) {
      is_aligned = left.has_same_name(i, right);
    }
    return is_aligned ? aligned(left, right) : grouped(left, right);
  }

  /// REQUIRES: children of the same names in the same order.
  Expected<Known> aligned(const ChildTable& left, const ChildTable& right) {
    Known result = true;
    for (std::uint32_t i = 0; i < left.size();) {
      const Items mine = left.run(i);
      KILN_TRY(const Known known, collections(mine, right.run(i)));
      result = conjunction(result, known);
      if (result == false) return false;
      i += mine.size();
    }
    return result;
  }

  /// Whatever the order of the names: in that of the left side.
  Expected<Known> grouped(const ChildTable& left, const ChildTable& right) {
    const GroupedChildren mine(evaluation_, left);
    const GroupedChildren theirs(evaluation_, right);
    const auto same_names = [](const GroupedChildren::Group& a, const GroupedChildren::Group& b) {
      return a.name == b.name && a.items.size() == b.items.size();
    };
    if (!std::ranges::equal(mine.groups(), theirs.groups(), same_names)) return false;
    const std::size_t count = mine.groups().size();
    auto* const order = evaluation_.arena().array<std::uint32_t>(count);
    std::iota(order, order + count, 0U);
    std::ranges::sort(order, order + count, {},
                      [&](std::uint32_t i) { return mine.groups()[i].first; });
    Known result = true;
    for (const std::uint32_t i : std::span(order, count)) {
      KILN_TRY(const Known known, collections(mine.groups()[i].items, theirs.groups()[i].items));
      result = conjunction(result, known);
      if (result == false) return false;
    }
    return result;
  }

  // "Changes to operators" of the FHIR page.
  Expected<Known> same_coding(const ChildTable& left, const ChildTable& right) {
    for (const NameId name : {name::system, name::code}) {
      KILN_TRY(const Known same, matched(left.named(name), right.named(name)));
      if (same != true) return false;
    }
    return true;
  }

  Expected<Known> share_a_coding(const ChildTable& left, const ChildTable& right) {
    const Items candidates = right.named(name::coding);
    for (const Item& coding : left.named(name::coding)) {
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

}  // namespace kiln::core
