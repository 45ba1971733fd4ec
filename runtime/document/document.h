// A document: an immutable tape of nodes in document order over its source text.
//
// Entry: Document::parse_json / parse_xml, or DocumentBuilder (builder.h). What the tape knows is
// names and lexemes; FHIR types come from navigation (navigate.h).
//
// Layout (see docs/documents.md): a node is 16 bytes.
//   word 0   key:24 | kind:8 | parent:32        key and parent compare as one word
//   word 1   container: end:32 | count:32        end: index after the last descendant
//            scalar:    offset:32 | length:32    into the text (source or side buffer)
//
// Invariants:
//   1. A node's descendants are the nodes (n, end(n)); siblings follow each other by next().
//   2. The items of an array have the array's key; their parent is the array.
//   3. A FHIR primitive with a `_name` sibling is one Primitive container: its first child, hidden
//      from navigation by name, is the value, if there is one (has_value()); the others are `id`
//      and `extension`. Wherever the two members stood in the source, it stands where the first did.
//   4. Scalars keep the lexeme of the source: the decimal 1.00 is the text "1.00".
//   5. A null in an array keeps its position as a Null node; a null member is left out.
//
// Thread-safety: immutable, may be shared.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "model/ids.h"
#include "runtime/diagnostic/error.h"

namespace kiln {

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

/// Position of a node on the tape. 0 is the root.
using NodeIndex = std::uint32_t;
inline constexpr NodeIndex kNoNode = 0xFFFFFFFF;

struct DocumentLimits {
  std::uint32_t max_depth = 10'000;
  std::uint64_t max_bytes = 0xFFFFFFFF;  ///< of source text; never more than 4 GiB - 1
};

class Document {
 public:
  /// Copies the text.
  static Expected<Document> parse_json(std::string_view text, const DocumentLimits& limits = {});
  /// FHIR XML; the model decides what repeats and which scalars are numbers or booleans.
  /// With Fhir::None: repeated elements become arrays, every value is a string.
  static Expected<Document> parse_xml(std::string_view text, Fhir version,
                                      const DocumentLimits& limits = {});

  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  std::uint32_t size() const;  ///< number of nodes; at least 1

  NodeKind kind(NodeIndex node) const;
  NameId key(NodeIndex node) const;        ///< kNoName for the root
  NodeIndex parent(NodeIndex node) const;  ///< kNoNode for the root
  NodeIndex end(NodeIndex node) const;     ///< node + 1 for a scalar

  bool is_container(NodeIndex node) const;
  std::uint32_t count(NodeIndex container) const;  ///< its children, hidden value included
  NodeIndex first_child(NodeIndex container) const;  ///< kNoNode if it has none
  /// The next child of the same parent, or kNoNode.
  NodeIndex next(NodeIndex node) const;

  /// The child with this key, or kNoNode. REQUIRES: kind Object or Primitive. Never the hidden value.
  NodeIndex find(NodeIndex object, NameId key) const;

  /// The scalar that a node stands for: itself, the hidden value of a Primitive, or kNoNode.
  NodeIndex value_of(NodeIndex node) const;

  /// Decoded text of a String (escapes resolved), lexeme of a Number, "true"/"false". Valid as long
  /// as the Document. REQUIRES: a scalar that is not Null.
  std::string_view text(NodeIndex scalar) const;

  /// Name of a key, also of one that is local to this document.
  std::string_view name(NameId key) const;
  /// Id of a name in this document: a model's, or a local one; kNoName if neither.
  NameId find_name(std::string_view name) const;

  /// Offset of the node in the source (start of its value), for messages; 0 if it was built.
  std::uint32_t source_offset(NodeIndex node) const;

  /// The member `resourceType` of an object, "" if it has none.
  std::string_view resource_type(NodeIndex object) const;

  /// JSON text of a node: numbers with their own digits, members in tape order, `_name` siblings
  /// restored. A Primitive alone prints as its value (null if it has none).
  std::string to_json(NodeIndex node = 0) const;

 private:
  friend class DocumentBuilder;
  struct Storage;
  explicit Document(std::unique_ptr<Storage> storage);
  std::unique_ptr<Storage> storage_;
};

}  // namespace kiln
