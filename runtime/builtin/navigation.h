// Navigation: the steps of a path (§3, "Path Selection"), by name for functions, children() and
// descendants().
#pragma once

#include <optional>
#include <string_view>

#include "model/ids.h"
#include "runtime/builtin/evaluation.h"
#include "runtime/item/items.h"

namespace kiln::core {

/// An identifier of a path, looked up once.
struct PathName {
  std::string_view text;
  NameId id = kNoName;    ///< kNoName: no name of the model; it is looked up in each document
  TypeId type = kNoType;  ///< kNoType: no type of the model has this name
};

PathName path_name(const Model* model, std::string_view text);

/// A step of a path: the members of this name of each item, in order. Charges a step for each item.
/// ItemLimit, TypeOfValue, and in strict evaluation UnknownElement for a name that an item's type
/// does not have.
Expected<Items> path_members(Evaluation& evaluation, Items focus, const PathName& name);

/// The first step of a path: the items that are of the type of this name, if there are any; else as
/// path_members(). Charges a step for each of several items.
Expected<Items> root_member(Evaluation& evaluation, Items focus, const PathName& name);

/// Appends the children of each item: the System value of a primitive, and all its elements. A text
/// that is not of its type gives no value. Charges a step for each item and for each child;
/// ItemLimit if there are too many.
Expected<void> append_children(Evaluation& evaluation, Items items, ItemList& out);

/// Appends the members of an item that FHIRPath calls `name`, in document order: of a node its
/// elements; of a primitive `value`, its System value; of a System.Quantity `value` and `unit`; of
/// anything else nothing. Charges one step. ItemLimit if `out` has too many.
///
/// `name` is an id of the model or of the node's document. A name that the type does not have is
/// nothing here, in strict evaluation too. TypeOfValue for the value of a primitive that has none.
Expected<void> append_members(Evaluation& evaluation, const Item& item, NameId name, ItemList& out);

/// The same as a collection of its own.
Expected<Items> members(Evaluation& evaluation, const Item& item, NameId name);

/// The System value of an item, if it is a String.
Expected<std::optional<std::string_view>> string_value(Evaluation& evaluation, const Item& item);

/// The System value of an item's only member of this name, if it is a String.
Expected<std::optional<std::string_view>> string_member(Evaluation& evaluation, const Item& item,
                                                        NameId name);

}  // namespace kiln::core
