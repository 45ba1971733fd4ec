// How the rooms below and the public interface hand items to each other. Private to this room.
#pragma once

#include <kiln/item.h>

#include <memory>
#include <optional>

#include "model/model.h"
#include "runtime/item/items.h"
#include "runtime/value/value.h"

namespace kiln {

/// What the names and paths of items depend on. It stands where the items come from: in a Context,
/// in a Value.
struct ItemSource {
  const core::Model* model = nullptr;        ///< nullptr: Fhir::None
  const core::Document* document = nullptr;  ///< whose root has root_type
  core::TypeId root_type = core::kNoType;    ///< of a root that is no resource
};

struct ItemAccess {
  static Item item(const core::Item& item, const ItemSource* source) { return {item, source}; }
  static core::Item item(const Item& item);
  static const ItemSource* source(const Item& item) { return item.source_; }

  static Items items(core::Items items, const ItemSource* source) {
    Items out;
    out.data_ = items.data;
    out.count_ = items.count;
    out.source_ = source;
    return out;
  }

  /// A copy that owns. `owner` keeps the document of an element alive; nullptr: the caller knows
  /// that somebody else does.
  static Value value(const core::Item& item, const ItemSource& source,
                     std::shared_ptr<const core::Document> owner);
  static Value value(core::Value content, const ItemSource& source,
                     std::shared_ptr<const core::Document> owner);
  /// For the rooms below; a Node's document stays with the Value.
  static const core::Value& value(const Value& value);
  static const std::shared_ptr<const core::Document>& owner(const Value& value);
};

}  // namespace kiln
