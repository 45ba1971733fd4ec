#include "proptest/reference/equality.h"

#include <map>

#include "proptest/reference/implicit.h"
#include "runtime/diagnostic/try.h"
#include "runtime/function/string.h"

namespace kiln::core::reference {
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

/// Equality of two items, or equivalence: one walk over pairs of elements with two answers for
/// what it meets.
class Relation {
 public:
  explicit Relation(const Dialect& dialect) : dialect_(dialect) {}
  virtual ~Relation() = default;

  Expected<Known> items(const Item& a, const Item& b) {
    KILN_TRY(const std::optional<Item> left, system_value(dialect_.model, a));
    KILN_TRY(const std::optional<Item> right, system_value(dialect_.model, b));
    if (!left && !right) return nodes(std::get<Node>(a), std::get<Node>(b));
    if (!left || !right) return without_value();
    const auto common = to_common_type(*left, *right);
    if (!common) return false;
    if (const Node* node = std::get_if<Node>(&common->first)) {
      return nodes(*node, std::get<Node>(common->second));
    }
    return system_values(common->first, common->second);
  }

  virtual Expected<Known> collections(const Collection& a, const Collection& b) = 0;

 protected:
  virtual Known system_values(const Item& a, const Item& b) = 0;
  /// One of two primitives has a value, the other only extensions.
  virtual Known without_value() const = 0;
  virtual bool ignores(std::string_view element) const = 0;
  /// The answer for types that have a rule of their own.
  virtual Expected<std::optional<Known>> special_types(const Node&, const Node&) {
    return std::nullopt;
  }

  bool has_type(const Node& node, std::string_view name) const {
    return dialect_.model != nullptr && node.type != kNoType &&
           dialect_.model->is_a(node.type, dialect_.model->find_type(name));
  }

  /// In the order in which the names come first.
  using Children = std::vector<std::pair<std::string, Collection>>;

  Children children(const Node& node) const {
    std::vector<Node> nodes;
    append_all_children(dialect_.model, node, nodes);
    Children result;
    std::map<std::string, std::size_t> places;
    for (const Node& child : nodes) {
      const std::string name(name_of_child(node, child));
      if (ignores(name)) continue;
      const auto [place, is_new] = places.try_emplace(name, result.size());
      if (is_new) result.emplace_back(name, Collection());
      result[place->second].second.push_back(child);
    }
    return result;
  }

  /// From the type of the parent at hand: an object that was made has none in its document.
  std::string_view name_of_child(const Node& parent, const Node& child) const {
    const NameId key = child.document->key(child.index);
    if (dialect_.model != nullptr && parent.type != kNoType) {
      const Element* element = dialect_.model->element_by_json(parent.type, key);
      if (element != nullptr) return kiln::core::name_of(element->name);
    }
    return child.document->name(key);
  }

 private:
  Expected<Known> nodes(const Node& a, const Node& b) {
    if (depth_ == kMaxDepth) {
      return fail(ErrorCode::DepthLimit, "elements nested too deeply to be compared");
    }
    ++depth_;
    Expected<Known> result = nodes_at_depth(a, b);
    --depth_;
    return result;
  }

  Expected<Known> nodes_at_depth(const Node& a, const Node& b) {
    if (a.type != b.type || resource_type(a) != resource_type(b)) return false;
    KILN_TRY(const std::optional<Known> special, special_types(a, b));
    if (special) return *special;
    const Children left = children(a);
    const Children others = children(b);
    const std::map<std::string, Collection> right(others.begin(), others.end());
    if (left.size() != right.size()) return false;
    for (const auto& [name, items] : left) {
      const auto other = right.find(name);
      if (other == right.end() || other->second.size() != items.size()) return false;
    }
    Known result = true;
    for (const auto& [name, items] : left) {
      KILN_TRY(const Known known, collections(items, right.at(name)));
      result = conjunction(result, known);
      if (result == false) return false;
    }
    return result;
  }

  static std::string_view resource_type(const Node& node) {
    if (node.document->kind(node.index) != NodeKind::Object) return "";
    return node.document->resource_type(node.index);
  }

  const Dialect& dialect_;
  int depth_ = 0;

 protected:
  const Dialect& dialect() const { return dialect_; }
};

/// §6.1.1
class Equality final : public Relation {
 public:
  using Relation::Relation;

  Expected<Known> collections(const Collection& a, const Collection& b) override {
    if (a.empty() || b.empty()) return std::nullopt;
    if (a.size() != b.size()) return false;
    Known result = true;
    for (std::size_t i = 0; i < a.size(); ++i) {
      KILN_TRY(const Known pair, items(a[i], b[i]));
      if (dialect().language == LanguageVersion::V2 && !pair && a.size() > 1) return false;
      result = conjunction(result, pair);
      if (result == false) return false;
    }
    return result;
  }

 protected:
  Known system_values(const Item& a, const Item& b) override {
    if (const auto* decimal = std::get_if<Decimal>(&a)) {
      return compare(decimal->value, std::get<Decimal>(b).value) == 0;
    }
    if (const auto* quantity = std::get_if<Quantity>(&a)) {
      return equal(dialect().language, *quantity, std::get<Quantity>(b));
    }
    if (const auto* temporal = std::get_if<Temporal>(&a)) {
      const PartialOrdering order = compare(*temporal, std::get<Temporal>(b));
      return order ? Known(*order == 0) : std::nullopt;
    }
    return a == b;
  }

  Known without_value() const override { return std::nullopt; }
  bool ignores(std::string_view) const override { return false; }
};

/// §6.1.2, and "Changes to operators" of the FHIR page.
class Equivalence final : public Relation {
 public:
  using Relation::Relation;

  Expected<Known> collections(const Collection& a, const Collection& b) override {
    if (a.size() != b.size()) return false;
    if (a.size() == 1) return items(a.front(), b.front());
    std::vector<bool> taken(b.size());
    for (const Item& item : a) {
      KILN_TRY(const bool found, take_equivalent(item, b, taken));
      if (!found) return false;
    }
    return true;
  }

 protected:
  Known system_values(const Item& a, const Item& b) override {
    if (const auto* decimal = std::get_if<Decimal>(&a)) {
      return equivalent(*decimal, std::get<Decimal>(b));
    }
    if (const auto* quantity = std::get_if<Quantity>(&a)) {
      return equivalent(*quantity, std::get<Quantity>(b));
    }
    if (const auto* temporal = std::get_if<Temporal>(&a)) {
      return equivalent(*temporal, std::get<Temporal>(b));
    }
    if (const auto* string = std::get_if<std::string>(&a)) {
      return strings::equivalent(*string, std::get<std::string>(b));
    }
    return a == b;
  }

  Known without_value() const override { return false; }
  bool ignores(std::string_view element) const override { return element == "id"; }

  Expected<std::optional<Known>> special_types(const Node& a, const Node& b) override {
    if (has_type(a, "Coding")) {
      KILN_TRY(const Known same, same_members(a, b, {"system", "code"}));
      return std::optional(same);
    }
    if (has_type(a, "CodeableConcept")) {
      KILN_TRY(const bool shared, share_a_coding(a, b));
      return std::optional(Known(shared));
    }
    return std::nullopt;
  }

 private:
  /// Marks the first item of `candidates` that is not taken yet and equivalent to `item`.
  Expected<bool> take_equivalent(const Item& item, const Collection& candidates,
                                 std::vector<bool>& taken) {
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      if (taken[i]) continue;
      KILN_TRY(const Known same, items(item, candidates[i]));
      if (same != true) continue;
      taken[i] = true;
      return true;
    }
    return false;
  }

  Expected<Known> same_members(const Node& a, const Node& b,
                               std::initializer_list<const char*> names) {
    const Children left = children(a);
    const Children right = children(b);
    for (const char* name : names) {
      KILN_TRY(const Known same, collections(member(left, name), member(right, name)));
      if (same != true) return false;
    }
    return true;
  }

  Expected<bool> share_a_coding(const Node& a, const Node& b) {
    const Collection left = member(children(a), "coding");
    const Collection right = member(children(b), "coding");
    for (const Item& coding : left) {
      std::vector<bool> none_taken(right.size());
      KILN_TRY(const bool found, take_equivalent(coding, right, none_taken));
      if (found) return true;
    }
    return false;
  }

  static Collection member(const Children& members, std::string_view name) {
    const auto found = std::ranges::find(members, name, &Children::value_type::first);
    return found == members.end() ? Collection{} : found->second;
  }
};

}  // namespace

Expected<std::optional<bool>> equal(const Dialect& dialect, const Item& a, const Item& b) {
  return Equality(dialect).items(a, b);
}

Expected<std::optional<bool>> equivalent(const Dialect& dialect, const Item& a, const Item& b) {
  return Equivalence(dialect).items(a, b);
}

Expected<std::optional<bool>> equal(const Dialect& dialect, const Collection& a,
                                    const Collection& b) {
  return Equality(dialect).collections(a, b);
}

Expected<std::optional<bool>> equivalent(const Dialect& dialect, const Collection& a,
                                         const Collection& b) {
  return Equivalence(dialect).collections(a, b);
}

}  // namespace kiln::core::reference
