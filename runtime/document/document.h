// A document: an immutable tape of nodes in document order over its source text.
//
// Entry: Document::parse_json / parse_xml, or DocumentBuilder (builder.h); who parses many
// documents reuses a JsonParser (json_parser.h). What the tape knows is names and lexemes; FHIR
// types come from navigation (navigate.h).
//
// Layout (docs/documents.md shows a tape index by index): a node is 16 bytes.
//   word 0   key:24 | kind:8 | parent:32        key and parent compare as one word
//   word 1   container: end:32 | count:32        end: index after the last descendant
//            scalar:    offset:32 | length:32    into the text (source or side buffer)
//
// Invariants:
//   1. A node's descendants are the nodes (n, end(n)); siblings follow each other by next().
//   2. The items of an array have the array's key; their parent is the array.
//   3. A FHIR primitive with a `_name` sibling is one Primitive container: its first child, hidden
//      from navigation by name, is the value, if there is one (has_value()); the others are `id`
//      and `extension`. Wherever the two members stood in the source, it stands where the first
//      did.
//   4. Scalars keep the lexeme of the source: the decimal 1.00 is the text "1.00".
//   5. A null in an array keeps its position as a Null node; a null member is left out.
//
// Thread-safety: immutable, may be shared.
#pragma once

#include <kiln/limits.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "model/ids.h"
#include "runtime/diagnostic/error.h"

namespace kiln::core {

/// The first three are the containers.
enum class NodeKind : std::uint8_t {
  Object,
  Array,
  Primitive,  ///< invariant 3
  String,
  Number,  ///< the lexeme of a JSON number
  True,
  False,
  Null,
};

constexpr bool is_container_kind(NodeKind kind) {
  return kind <= NodeKind::Primitive;
}

/// Position of a node on the tape. 0 is the root.
using NodeIndex = std::uint32_t;
inline constexpr NodeIndex kNoNode = 0xFFFFFFFF;

/// The key of a Primitive's hidden value. No member has it.
inline constexpr NameId kValueKey{0xFFFFFE};

/// One node, as the layout above says. `link` is word 0; `low` and `high` are word 1.
struct TapeNode {
  std::uint64_t link;
  std::uint32_t low;
  std::uint32_t high;

  static constexpr std::uint64_t kKindMask = std::uint64_t{0xFF} << 24;

  static constexpr std::uint64_t make_link(NameId key, NodeKind kind, NodeIndex parent) {
    return static_cast<std::uint32_t>(key) | std::uint64_t{static_cast<std::uint8_t>(kind)} << 24 |
           std::uint64_t{parent} << 32;
  }
  constexpr NameId key() const { return NameId{static_cast<std::uint32_t>(link) & 0xFFFFFF}; }
  constexpr NodeKind kind() const { return NodeKind{static_cast<std::uint8_t>(link >> 24)}; }
  constexpr NodeIndex parent() const { return static_cast<NodeIndex>(link >> 32); }
};
static_assert(sizeof(TapeNode) == 16);

using kiln::DocumentLimits;

class ReferenceIndex;  // reference.cc

/// Who holds a Document that belongs to shared_ptrs can make another one of them.
class Document : public std::enable_shared_from_this<Document> {
 public:
  /// Copies the text. A byte order mark before it is ignored.
  static Expected<Document> parse_json(std::string_view text, const DocumentLimits& limits = {});

  /// Does not copy the text: it must stay unchanged and alive as long as the Document.
  static Expected<Document> borrow_json(std::string_view text, const DocumentLimits& limits = {});

  /// FHIR XML; the model decides what repeats and which scalars are numbers or booleans.
  /// With Fhir::None: repeated elements become arrays, every value is a string (xml_parser.cc says
  /// how).
  static Expected<Document> parse_xml(std::string_view text, Fhir version,
                                      const DocumentLimits& limits = {});

  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  /// Number of nodes; at least 1.
  std::uint32_t size() const { return size_; }

  /// Of memory that it owns: the tape, and the texts that are not borrowed.
  std::size_t bytes() const;

  /// The tape itself, for code that walks it without going through the functions below.
  const TapeNode* tape() const { return tape_; }

  NodeKind kind(NodeIndex node) const { return tape_[node].kind(); }
  NameId key(NodeIndex node) const { return tape_[node].key(); }           ///< kNoName for the root
  NodeIndex parent(NodeIndex node) const { return tape_[node].parent(); }  ///< root: kNoNode

  /// Key and parent as one word: `link_of(n) == link(key, parent)` says that n is that member.
  std::uint64_t link_of(NodeIndex node) const { return tape_[node].link & ~TapeNode::kKindMask; }
  static constexpr std::uint64_t link(NameId key, NodeIndex parent) {
    return TapeNode::make_link(key, NodeKind{0}, parent);
  }

  bool is_container(NodeIndex node) const { return is_container_kind(kind(node)); }

  /// Index after the last descendant; node + 1 for a scalar.
  NodeIndex end(NodeIndex node) const { return is_container(node) ? tape_[node].low : node + 1; }

  /// A container's children, hidden value included.
  std::uint32_t count(NodeIndex container) const { return tape_[container].high; }

  /// kNoNode if it has none.
  NodeIndex first_child(NodeIndex container) const {
    return count(container) == 0 ? kNoNode : container + 1;
  }

  /// The next child of the same parent, or kNoNode.
  NodeIndex next(NodeIndex node) const {
    const NodeIndex after = end(node);
    const NodeIndex up = parent(node);
    return up != kNoNode && after < tape_[up].low ? after : kNoNode;
  }

  /// The children of a container in document order: `for (NodeIndex child : d.children(n))`.
  class Children;
  inline Children children(NodeIndex container) const;

  /// The object or Primitive that the node is a member of, directly or as an item of arrays;
  /// kNoNode for the root and the items of a root array.
  NodeIndex owner(NodeIndex node) const {
    NodeIndex up = parent(node);
    while (up != kNoNode && kind(up) == NodeKind::Array) up = parent(up);
    return up;
  }

  /// The child with this key, or kNoNode. REQUIRES: kind Object or Primitive. Never the hidden
  /// value.
  NodeIndex find(NodeIndex object, NameId key) const {
    const std::uint64_t wanted = link(key, object);
    const NodeIndex stop = tape_[object].low;
    for (NodeIndex child = object + 1; child < stop; child = end(child))
      if (link_of(child) == wanted) return child;
    return kNoNode;
  }

  /// Whether a Primitive has its hidden value. REQUIRES: kind Primitive.
  bool has_value(NodeIndex primitive) const {
    return count(primitive) != 0 && key(primitive + 1) == kValueKey;
  }

  /// The scalar that a node stands for: itself, the hidden value of a Primitive, or kNoNode (also
  /// for Null).
  NodeIndex value_of(NodeIndex node) const {
    const NodeKind k = kind(node);
    if (k == NodeKind::Primitive) return has_value(node) ? node + 1 : kNoNode;
    return is_container_kind(k) || k == NodeKind::Null ? kNoNode : node;
  }

  /// Decoded text of a String (escapes resolved), lexeme of a Number, "true"/"false". Valid as long
  /// as the Document (and, if it was borrowed, its source). REQUIRES: a scalar that is not Null.
  std::string_view text(NodeIndex scalar) const {
    const TapeNode& node = tape_[scalar];
    const char* const base = node.low < source_size_ ? source_ : side_;
    return {base + (node.low < source_size_ ? node.low : node.low - source_size_), node.high};
  }

  /// Name of a key, also of one that is local to this document; "" for kNoName and kValueKey.
  std::string_view name(NameId key) const;
  /// Id of a name in this document: a model's, or a local one; kNoName if neither.
  NameId find_name(std::string_view name) const;

  /// The text that was parsed; empty if the document was built.
  std::string_view source() const { return {source_, source_size_}; }

  /// Offset of the node in the source (start of its value), for messages; 0 if it was built.
  /// Linear in the number of nodes for a container.
  std::uint32_t source_offset(NodeIndex node) const;

  /// The text of a member with a scalar value, of a Primitive its value's; "" if there is none.
  /// REQUIRES: kind Object or Primitive.
  std::string_view member_text(NodeIndex object, NameId key) const;

  /// The member `resourceType` of an object, "" if it has none or the node is no object.
  std::string_view resource_type(NodeIndex object) const;

  /// What references in it can name, for resolve_reference() (reference.h). Made at the first call.
  const ReferenceIndex& references() const;

  /// JSON text of a node: numbers with their own digits, members in tape order, `_name` siblings
  /// restored. A Primitive alone prints as its value (null if it has none).
  std::string to_json(NodeIndex node = 0) const;

  /// What owns the tape; private to this room (document_storage.h).
  struct Storage;
  explicit Document(std::unique_ptr<const Storage> storage);

 private:
  const TapeNode* tape_ = nullptr;
  std::uint32_t size_ = 0;
  std::uint32_t source_size_ = 0;  ///< offsets from here on are into side_
  const char* source_ = nullptr;
  const char* side_ = nullptr;
  std::unique_ptr<const Storage> storage_;
};

class Document::Children {
 public:
  class Iterator {
   public:
    Iterator(const Document& document, NodeIndex node) : document_(&document), node_(node) {}
    NodeIndex operator*() const { return node_; }
    Iterator& operator++() {
      node_ = document_->end(node_);
      return *this;
    }
    bool operator==(const Iterator& other) const { return node_ == other.node_; }

   private:
    const Document* document_;
    NodeIndex node_;
  };

  Children(const Document& document, NodeIndex first, NodeIndex stop)
      : begin_(document, first), end_(document, stop) {}
  Iterator begin() const { return begin_; }
  Iterator end() const { return end_; }

 private:
  Iterator begin_;
  Iterator end_;
};

inline Document::Children Document::children(NodeIndex container) const {
  return {*this, container + 1, tape_[container].low};
}

}  // namespace kiln::core
