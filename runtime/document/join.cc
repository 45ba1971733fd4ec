// The pass that gives a raw tape its final form: a member `name` and its sibling `_name` become one
// Primitive (invariant 3 of document.h) or one array of them, null members go (invariant 5).
//
// A pair is joined if its shapes are those of a FHIR primitive: `name` a scalar or missing beside
// an object `_name`; or `name` an array of scalars and nulls, or missing, beside an array of
// objects and nulls. Any other `_name` stays a member with that name.
//
// Without recursion: what is being rewritten stands on a stack of frames.
#include <algorithm>

#include "runtime/document/raw_tape.h"

namespace kiln::core {
namespace {

/// Children still to be rewritten. For Items, `companion` walks the `_name` array beside `cursor`.
struct Frame {
  enum class Mode : std::uint8_t { Children, Items } mode;
  NodeIndex cursor;
  NodeIndex stop;
  NodeIndex companion;
  NodeIndex companion_stop;
  NodeIndex out;  ///< the container that is being written
};

class Joiner {
 public:
  Joiner(RawTape& tape, std::uint32_t source_size) : tape_(tape), source_size_(source_size) {}

  std::optional<Error> run() {
    partner_.assign(tape_.nodes.size(), kNoNode);
    if (auto error = find_partners()) return error;
    index_container_offsets();
    out_.reserve(tape_.nodes.size());
    copy(0, kNoName, kNoNode);
    while (!frames_.empty()) step();
    tape_.nodes.swap(out_);
    tape_.container_offsets.swap(out_offsets_);
    tape_.plain = true;
    return std::nullopt;
  }

 private:
  /// In partner_: this node is a `_name` that is joined, without a sibling.
  static constexpr NodeIndex kAlone = kNoNode - 1;

  NodeKind kind(NodeIndex node) const { return tape_.nodes[node].kind(); }
  NameId key(NodeIndex node) const { return tape_.nodes[node].key(); }
  NodeIndex parent(NodeIndex node) const { return tape_.nodes[node].parent(); }

  template <class Predicate>
  bool all_items(NodeIndex array, Predicate allowed) const {
    for (NodeIndex item = array + 1; item < tape_.nodes[array].low; item = tape_.end(item))
      if (!allowed(kind(item))) return false;
    return true;
  }

  bool is_companion(NodeIndex node) const {
    if (kind(node) == NodeKind::Object) return true;
    return kind(node) == NodeKind::Array &&
           all_items(node, [](NodeKind k) { return k == NodeKind::Object || k == NodeKind::Null; });
  }

  /// Whether `value` beside the companion has the shape of a primitive.
  bool matches(NodeIndex value, NodeIndex companion) const {
    if (kind(companion) == NodeKind::Object) return !is_container_kind(kind(value));
    if (kind(value) == NodeKind::Null) return true;
    return kind(value) == NodeKind::Array &&
           all_items(value, [](NodeKind k) { return !is_container_kind(k); });
  }

  bool is_primitive_already(NodeIndex value) const {
    return kind(value) == NodeKind::Primitive ||
           (kind(value) == NodeKind::Array &&
            !all_items(value, [](NodeKind k) { return k != NodeKind::Primitive; }));
  }

  std::optional<Error> find_partners() {
    const auto size = static_cast<NodeIndex>(tape_.nodes.size());
    for (NodeIndex object = 0; object < size; ++object) {
      if (kind(object) != NodeKind::Object && kind(object) != NodeKind::Primitive) continue;
      tape_.duplicate_member(object);  // indexes the children for member()
      for (NodeIndex child = object + 1; child < tape_.nodes[object].low;
           child = tape_.end(child)) {
        if (key(child) == kValueKey) continue;
        const std::string_view name = tape_.name(key(child));
        if (name.size() < 2 || name[0] != '_' || name[1] == '_' || !is_companion(child)) continue;
        const std::string base(name.substr(1));
        const NameId base_key = tape_.intern(base);
        if (base_key == kNoName)
          return Error{ErrorCode::DocumentTooLarge, {}, "too many different member names", {}};
        const NodeIndex value = tape_.member(object, base_key);
        if (value == kNoNode) {
          partner_[child] = kAlone;
        } else if (matches(value, child)) {
          partner_[child] = value;
          partner_[value] = child;
        } else if (is_primitive_already(value)) {
          return Error{ErrorCode::DuplicateMember,
                       {},
                       "member '_" + base + "' beside a primitive that has one already",
                       {}};
        }
      }
    }
    return std::nullopt;
  }

  void step() {
    Frame& frame = frames_.back();
    if (frame.mode == Frame::Mode::Children) {
      if (frame.cursor == frame.stop) return close();
      const NodeIndex child = frame.cursor;
      frame.cursor = tape_.end(child);
      rewrite_child(child, frame.out);
    } else {
      const bool has_value = frame.cursor != frame.stop;
      const bool has_companion = frame.companion != frame.companion_stop;
      if (!has_value && !has_companion) return close();
      const NodeIndex value = has_value ? frame.cursor : kNoNode;
      const NodeIndex companion = has_companion ? frame.companion : kNoNode;
      if (has_value) frame.cursor = tape_.end(value);
      if (has_companion) frame.companion = tape_.end(companion);
      rewrite_item(value, companion, frame.out);
    }
  }

  /// Writes a child of an object or array, with its partner where the first of the two stands.
  void rewrite_child(NodeIndex child, NodeIndex out) {
    const bool is_member = kind(parent(child)) != NodeKind::Array;
    const NodeIndex partner = partner_[child];
    if (partner == kNoNode) {
      if (is_member && kind(child) == NodeKind::Null) return;
      copy(child, key(child), out);
    } else if (partner == kAlone) {
      const NameId base = tape_.intern(std::string(tape_.name(key(child)).substr(1)));
      join(kNoNode, child, base, child, out);
    } else if (child < partner) {
      const bool value_first = tape_.name(key(child)).front() != '_';
      const NodeIndex value = value_first ? child : partner;
      join(value, value_first ? partner : child, key(value), child, out);
    }
  }

  /// `value` may be kNoNode; `first` is the node that stood first.
  void join(NodeIndex value, NodeIndex companion, NameId name, NodeIndex first, NodeIndex out) {
    if (kind(companion) == NodeKind::Object)
      return write_primitive(value, companion, name, first, out);
    const bool has_items = value != kNoNode && kind(value) == NodeKind::Array;
    const NodeIndex array = open(NodeKind::Array, name, first, out);
    frames_.push_back({Frame::Mode::Items, has_items ? value + 1 : kNoNode,
                       has_items ? tape_.nodes[value].low : kNoNode, companion + 1,
                       tape_.nodes[companion].low, array});
  }

  /// One item of a joined array: either may be kNoNode or Null.
  void rewrite_item(NodeIndex value, NodeIndex companion, NodeIndex out) {
    const NameId name = out_[out].key();
    if (companion != kNoNode && kind(companion) == NodeKind::Object)
      write_primitive(value, companion, name, value != kNoNode ? value : companion, out);
    else
      copy(value != kNoNode ? value : companion, name, out);
  }

  void write_primitive(NodeIndex value, NodeIndex companion, NameId name, NodeIndex first,
                       NodeIndex out) {
    const NodeIndex primitive = open(NodeKind::Primitive, name, first, out);
    if (value != kNoNode && kind(value) != NodeKind::Null) copy(value, kValueKey, primitive);
    push_children(companion, primitive);
  }

  /// Writes a node under another key; a container's children follow by the frames.
  void copy(NodeIndex node, NameId name, NodeIndex out) {
    if (is_container_kind(kind(node)))
      return push_children(node, open(kind(node), name, node, out));
    if (out != kNoNode) ++out_[out].high;
    const TapeNode& from = tape_.nodes[node];
    out_.push_back({TapeNode::make_link(name, from.kind(), out), from.low, from.high});
  }

  void push_children(NodeIndex from, NodeIndex to) {
    frames_.push_back(
        {Frame::Mode::Children, from + 1, tape_.nodes[from].low, kNoNode, kNoNode, to});
  }

  /// Begins a container that stands in the source where the raw node `at` does.
  NodeIndex open(NodeKind container, NameId name, NodeIndex at, NodeIndex out) {
    if (out != kNoNode) ++out_[out].high;
    out_.push_back({TapeNode::make_link(name, container, out), 0, 0});
    if (!tape_.container_offsets.empty()) out_offsets_.push_back(source_offset(at));
    return static_cast<NodeIndex>(out_.size() - 1);
  }

  void close() {
    out_[frames_.back().out].low = static_cast<NodeIndex>(out_.size());
    frames_.pop_back();
  }

  std::uint32_t source_offset(NodeIndex node) const {
    return is_container_kind(kind(node)) ? container_offset_[node]
                                         : tape_.source_offset(node, source_size_);
  }

  /// Spreads the containers' offsets, which are in tape order, over all raw nodes.
  void index_container_offsets() {
    if (tape_.container_offsets.empty()) return;
    container_offset_.resize(tape_.nodes.size());
    std::size_t rank = 0;
    for (std::size_t node = 0; node < container_offset_.size(); ++node)
      if (is_container_kind(tape_.nodes[node].kind()))
        container_offset_[node] = tape_.container_offsets[rank++];
  }

  RawTape& tape_;
  std::uint32_t source_size_;
  std::vector<std::uint32_t> container_offset_;  ///< by raw node; empty if the tape was built
  std::vector<NodeIndex> partner_;               ///< by raw node: what it is joined with
  std::vector<Frame> frames_;
  RawBuffer<TapeNode> out_;
  RawBuffer<std::uint32_t> out_offsets_;
};

}  // namespace

std::optional<Error> join_primitives(RawTape& tape, std::uint32_t source_size) {
  return Joiner(tape, source_size).run();
}

}  // namespace kiln::core
