// A tape while a reader or the DocumentBuilder writes it, and what makes a Document of it.
//
// A raw tape has the layout of a finished one (document.h), with two differences that finish()
// removes: `_name` members stand as they stood in the source, and null members are still there.
// Private to this room.
#pragma once

#include <algorithm>
#include <boost/container/vector.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/document/document.h"
#include "runtime/document/key_cache.h"
#include "runtime/document/name_table.h"

namespace kiln::core {

/// How many nodes a document may have: no more than take as many bytes as its text may have, but
/// always 1 MiB of them.
inline std::uint64_t most_nodes(const DocumentLimits& limits) {
  return std::max<std::uint64_t>(limits.max_bytes, 1u << 20) / sizeof(TapeNode);
}

/// Grows without initialising what it grows by.
template <class T>
using RawBuffer = boost::container::vector<T>;

struct RawTape {
  RawBuffer<TapeNode> nodes;
  RawBuffer<std::uint32_t> container_offsets;  ///< one for each container, in tape order
  std::string side;                            ///< texts that are not slices of the source
  LocalNames names;
  KeyCache key_cache;  ///< of ids that intern() gave; survives clear()
  bool plain = true;   ///< no `_name` member and no null member so far

  /// Ready for the next document; keeps the memory.
  void clear();

  /// Id of a member name; kNoName if the document has too many names.
  NameId intern(std::string_view name);
  std::string_view name(NameId key) const;

  /// Copies a text to the side buffer; the offset for its node. `source_size` is that of the whole
  /// source. The sum must stay below 4 GiB: finish() reports it.
  std::uint32_t add_text(std::string_view text, std::uint32_t source_offset,
                         std::uint32_t source_size);

  /// Where a scalar stands in the source. REQUIRES: the tape was read, not built.
  std::uint32_t source_offset(NodeIndex scalar, std::uint32_t source_size) const;

  /// The second of two children of an object with one key, or kNoNode. REQUIRES: the object is the
  /// last container of the tape, its `low` is set. Linear in the number of children.
  NodeIndex duplicate_member(NodeIndex object) {
    const NodeIndex stop = nodes[object].low;
    NodeIndex child = object + 1;
    if (child < stop && nodes[child].key() == kValueKey) ++child;
    for (; child < stop; child = end(child)) {
      NodeIndex& seen = last_with_key(nodes[child].key());
      if (holds(seen, child)) return child;
      seen = child;
    }
    return kNoNode;
  }

  /// The child of `object` with this key. REQUIRES: the last call of duplicate_member() was for
  /// this object. kNoNode if there is none.
  NodeIndex member(NodeIndex object, NameId key);

  /// Joins primitives, drops null members and moves everything into a Document. With `copy` the
  /// source is copied, else borrowed. DocumentTooLarge if the texts do not fit into 4 GiB.
  Expected<Document> finish(std::string_view source, bool copy);

  NodeIndex end(NodeIndex node) const {
    return is_container_kind(nodes[node].kind()) ? nodes[node].low : node + 1;
  }

 private:
  NodeIndex& last_with_key(NameId key) { return last_with_key_[static_cast<std::uint32_t>(key)]; }

  /// Whether `seen` is another child of the same parent with the same key. It may be stale, from
  /// another object or document: what counts is what stands there now.
  bool holds(NodeIndex seen, NodeIndex child) const {
    return seen < child && seen > nodes[child].parent() &&
           ((nodes[seen].link ^ nodes[child].link) & ~TapeNode::kKindMask) == 0;
  }

  bool names_were_local_ = false;         ///< the key cache may hold ids of this document only
  std::vector<NodeIndex> last_with_key_;  ///< by NameId; see holds()
};

/// Rewrites a raw tape that is not plain: see RawTape. Defined in join.cc.
/// DuplicateMember if a Primitive that was copied in also has a `_name` sibling.
std::optional<Error> join_primitives(RawTape& tape, std::uint32_t source_size);

}  // namespace kiln::core
