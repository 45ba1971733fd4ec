// ElementView: a resource read by JSON names, without a model. Reading what is not there gives what
// is empty, so that a definition's optional parts need no checks.
//
// Lifetime: an ElementView and the text that it gives belong to the Document.
#pragma once

#include <string_view>
#include <vector>

#include "runtime/document/document.h"

namespace kiln::core::terminology {

class ElementView {
 public:
  ElementView() = default;
  ElementView(const Document& document, NodeIndex index) : document_(&document), index_(index) {}

  bool exists() const { return document_ != nullptr; }
  bool is_object() const { return exists() && document_->kind(index_) == NodeKind::Object; }
  const Document& document() const { return *document_; }  ///< REQUIRES: exists()
  NodeIndex index() const { return index_; }

  /// A string's or number's text; "" for anything else.
  std::string_view text() const;
  bool is_true() const { return text() == "true"; }

  ElementView member(std::string_view name) const;
  std::string_view text(std::string_view name) const { return member(name).text(); }
  bool is_true(std::string_view name) const { return member(name).is_true(); }

  /// The items of a member that repeats; a member that is no array is its only item.
  std::vector<ElementView> items(std::string_view name) const;

  /// The member `prefix[x]`: the first whose name is the prefix and a type with a capital letter.
  ElementView choice(std::string_view prefix) const;

  /// The member's own name in its object.
  std::string_view name() const { return exists() ? document_->name(document_->key(index_)) : ""; }

 private:
  const Document* document_ = nullptr;
  NodeIndex index_ = kNoNode;
};

}  // namespace kiln::core::terminology
