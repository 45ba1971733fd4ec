// Navigation on documents, references, and the set operations that everything else uses.

#include "proptest/reference/equality.h"
#include "proptest/reference/evaluation.h"
#include "runtime/diagnostic/try.h"
#include "runtime/document/reference.h"

namespace kiln::core::reference {
namespace {

/// A System.Quantity has two parts (§4.1.8).
Collection quantity_part(const Quantity& quantity, std::string_view name) {
  if (name == "value") return one(Item(quantity.value));
  if (name == "unit") return one(Item(quantity.unit));
  return none();
}

bool is_primitive(const Model* model, const Node& node) {
  return model != nullptr && node.type != kNoType && model->kind(node.type) == TypeKind::Primitive;
}

/// The member with the JSON name of a choice: `valueQuantity`.
void append_choice(const Model* model, const Node& node, NameId json, std::vector<Node>& found) {
  if (model == nullptr || node.type == kNoType || json == kNoName) return;
  if (!node.document->is_container(node.index)) return;
  const Element* element = model->element_by_json(node.type, json);
  if (element == nullptr || !element->choice) return;
  const NodeIndex child = node.document->find(node.index, json);
  if (child != kNoNode) found.push_back(Node{node.document, child, element->type});
}

}  // namespace

/// §3 "Path Selection": for each item, in order, its members of this name.
Expected<Collection> Evaluation::members(const Collection& focus, std::string_view name,
                                         Lookup lookup) {
  const bool strict = environment_.strict && lookup == Lookup::OfPath;
  Collection found;
  std::vector<Node> nodes;
  for (const Item& item : focus) {
    KILN_CHECK(charge());
    if (const auto* quantity = std::get_if<Quantity>(&item)) {
      const Collection part = quantity_part(*quantity, name);
      found.insert(found.end(), part.begin(), part.end());
      continue;
    }
    const Node* node = std::get_if<Node>(&item);
    if (node == nullptr) continue;
    // FHIR page, hasValue(): a primitive has its System value as a child.
    if (name == "value" && is_primitive(model(), *node)) {
      KILN_TRY(const std::optional<Item> system, value(item));
      if (system) found.push_back(*system);
      continue;
    }
    nodes.clear();
    const NameId id = node->document->find_name(name);
    if (id != kNoName) append_children(model(), *node, id, nodes);
    if (nodes.empty() && environment_.json_choice_names) append_choice(model(), *node, id, nodes);
    if (nodes.empty() && strict) KILN_CHECK(check_element(*node, name));
    for (const Node& child : nodes) {
      // `resourceType` is no element: what it names is a System.String.
      if (is_system_type(child.type)) {
        found.emplace_back(std::string(child.document->text(child.index)));
      } else {
        found.emplace_back(child);
      }
    }
    KILN_CHECK(check_size(found.size()));
  }
  return found;
}

/// Strict evaluation: a name that the item's type does not have is an error, not empty.
Expected<void> Evaluation::check_element(const Node& node, std::string_view name) const {
  if (model() == nullptr || node.type == kNoType || name == "resourceType") return {};
  const NameId id = kiln::core::find_name(name);
  if (id != kNoName && !model()->elements(node.type, id).empty()) return {};
  return fail(ErrorCode::UnknownElement, "'" + std::string(model()->name(node.type)) +
                                             "' has no element '" + std::string(name) + "'");
}

/// §5.9.1.
Expected<Collection> Evaluation::children(const Collection& items) {
  Collection found;
  std::vector<Node> nodes;
  for (const Item& item : items) {
    const Node* node = std::get_if<Node>(&item);
    if (node == nullptr) continue;
    // A text that is not of its type has no value to be a child; it is an error where it is used.
    if (is_primitive(model(), *node)) {
      const auto system = value(item);
      if (system && *system) found.push_back(**system);
    }
    nodes.clear();
    append_all_children(model(), *node, nodes);
    KILN_CHECK(charge(1 + nodes.size()));
    found.insert(found.end(), nodes.begin(), nodes.end());
    KILN_CHECK(check_size(found.size()));
  }
  return found;
}

/// §6.4.2: equality that is not known is no membership.
Expected<bool> Evaluation::is_member(const Item& item, const Collection& items) {
  for (const Item& other : items) {
    KILN_CHECK(charge());
    KILN_TRY(const std::optional<bool> same, equal(dialect_, item, other));
    if (same == std::optional(true)) return true;
  }
  return false;
}

/// §5.1.11.
Expected<Collection> Evaluation::distinct(const Collection& items) {
  Collection kept;
  for (const Item& item : items) {
    KILN_TRY(const bool seen, is_member(item, kept));
    if (!seen) kept.push_back(item);
  }
  return kept;
}

Node Evaluation::keep(std::shared_ptr<const Document> document, NodeIndex index, TypeId type) {
  Node node{document.get(), index, type};
  if (type == kNoType) node.type = type_of(*document, model(), index);
  result_.documents.push_back(std::move(document));
  return node;
}

/// FHIR page, resolve(): inside of the documents at hand first, then the host.
Expected<Node> Evaluation::resolve(std::string_view reference, const Node& from) {
  const Node inside = resolve_reference(model(), reference, from);
  if (inside.document != nullptr) return inside;
  if (!host().resolve) return Node{};
  KILN_TRY(const Resolved found, pending_.noted(PendingRequest::Kind::Reference, reference,
                                                host().resolve(reference, from)));
  return found.document == nullptr ? Node{} : keep(found.document, found.node, kNoType);
}

void Evaluation::trace(TraceEntry entry) {
  if (host().trace) host().trace(entry);
  result_.traces.push_back(std::move(entry));
}

}  // namespace kiln::core::reference
