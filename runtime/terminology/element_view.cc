#include "runtime/terminology/element_view.h"

namespace kiln::core::terminology {

std::string_view ElementView::text() const {
  if (!exists()) return {};
  const NodeIndex value = document_->value_of(index_);
  return value == kNoNode ? std::string_view() : document_->text(value);
}

ElementView ElementView::member(std::string_view name) const {
  if (!is_object()) return {};
  const NameId key = document_->find_name(name);
  if (key == kNoName) return {};
  const NodeIndex found = document_->find(index_, key);
  return found == kNoNode ? ElementView() : ElementView(*document_, found);
}

std::vector<ElementView> ElementView::items(std::string_view name) const {
  const ElementView found = member(name);
  if (!found.exists()) return {};
  if (document_->kind(found.index_) != NodeKind::Array) return {found};
  std::vector<ElementView> items;
  items.reserve(document_->count(found.index_));
  for (const NodeIndex item : document_->children(found.index_))
    items.emplace_back(*document_, item);
  return items;
}

ElementView ElementView::choice(std::string_view prefix) const {
  if (!is_object()) return {};
  for (const NodeIndex child : document_->children(index_)) {
    const std::string_view candidate = document_->name(document_->key(child));
    if (candidate.size() > prefix.size() && candidate.starts_with(prefix) &&
        candidate[prefix.size()] >= 'A' && candidate[prefix.size()] <= 'Z') {
      return {*document_, child};
    }
  }
  return {};
}

}  // namespace kiln::core::terminology
