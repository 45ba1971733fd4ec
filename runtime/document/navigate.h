// Navigation with FHIR types: what FHIRPath's `.name`, children() and paths mean on a tape.
//
// A Node is an item of a collection: never an Array, and never Null, for a null with extensions is
// a Primitive without a value. Only a root can be either; it has no children then.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"
#include "runtime/document/document.h"

namespace kiln::core {

struct Node {
  const Document* document = nullptr;
  NodeIndex index = 0;
  TypeId type = kNoType;  ///< FHIR type; kNoType without a model or where the model has no element

  friend bool operator==(const Node&, const Node&) = default;
};

/// The root as an item: typed by `resourceType`. `model` may be nullptr (Fhir::None).
/// `type` says what the root is when it is no resource (a lone HumanName), else kNoType.
Node root_node(const Document& document, const Model* model, TypeId type = kNoType);

/// The members of `node` that FHIRPath calls `name`, in document order, appended to `out`: choice
/// elements by their base name (`value`), never by their JSON name (`valueQuantity`) where the
/// model knows the type; arrays flattened; a null item with extensions kept. Without a model, or
/// for a type that the model does not know, `name` is the JSON name.
///
/// Where the model knows the type, a member that it does not have is not reached. `resourceType` of
/// a resource gives its text, typed System.String.
void append_children(const Model* model, const Node& node, NameId name, std::vector<Node>& out);

/// All element children in document order, `resourceType` of a resource and hidden values left out;
/// where the model knows the type, members that it does not have too.
void append_all_children(const Model* model, const Node& node, std::vector<Node>& out);

/// The member name under which FHIRPath reaches this node from its parent: "value" for
/// valueQuantity; "" for the root. `root_type` as in root_node(), here and below.
std::string_view element_name(const Model* model, const Node& node, TypeId root_type = kNoType);

/// Path from the root with an index at each step: "Patient.name[0].given[1]". With `short_form`
/// only where the element repeats in the document or the model. A contained resource or a Bundle
/// entry's resource is reached by its member name, as in "Bundle.entry[0].resource[0]".
/// Nulls of an array do not count. A root that is neither a resource nor typed is left out.
/// `buffer`: memory for the path.
std::string path_of(const Model* model, const Node& node, bool short_form = false,
                    TypeId root_type = kNoType, std::string buffer = {});

/// Type of any node of the tape, found by walking its parents; the root typed as in root_node().
TypeId type_of(const Document& document, const Model* model, NodeIndex index,
               TypeId root_type = kNoType);

/// The nearest resource that contains the node, itself included if it is one (`%resource`).
Node containing_resource(const Model* model, const Node& node);

/// Type of a member that the model declares with one: a resource has the type that its
/// `resourceType` names, whatever the element is declared as.
TypeId type_of_member(const Document& document, const Model* model, TypeId declared,
                      NodeIndex member);

/// Has the node a value of its own (a primitive that is not extension-only)?
bool has_value(const Node& node);

}  // namespace kiln::core
