// Document::to_json: without recursion, so that no document is too deep to print.
#include <string>
#include <vector>

#include "runtime/document/document.h"
#include "runtime/document/json_lexeme.h"

namespace kiln::core {
namespace {

class JsonWriter {
 public:
  explicit JsonWriter(const Document& document) : document_(document) {}

  std::string write(NodeIndex node) && {
    write_value(node);
    while (!frames_.empty()) step();
    return std::move(out_);
  }

 private:
  /// Children still to be written. Companions: the `_name` array of an array with Primitives.
  struct Frame {
    enum class Mode : std::uint8_t { Members, Items, Companions } mode;
    NodeIndex cursor;
    NodeIndex stop;
    NodeIndex companions_of;  ///< behind this member, its `_name` sibling is still to come
  };
  using Mode = Frame::Mode;

  void step() {
    Frame& frame = frames_.back();
    if (frame.companions_of != kNoNode) {
      const NodeIndex member = std::exchange(frame.companions_of, kNoNode);
      return write_companion(member);
    }
    if (frame.cursor == frame.stop) {
      out_.push_back(frame.mode == Mode::Members ? '}' : ']');
      frames_.pop_back();
      return;
    }
    const NodeIndex child = frame.cursor;
    frame.cursor = document_.end(child);
    switch (frame.mode) {
      case Mode::Members:
        return write_member(frame, child);
      case Mode::Items:
        separate();
        return write_value(child);
      case Mode::Companions:
        separate();
        if (document_.kind(child) == NodeKind::Primitive)
          push_members(child);
        else
          out_.append("null");
    }
  }

  void write_member(Frame& frame, NodeIndex member) {
    const bool has_companion = needs_companion(member);
    if (has_companion) frame.companions_of = member;
    if (has_companion && !has_any_value(member)) return;
    write_name(member, "");
    write_value(member);
  }

  void write_companion(NodeIndex member) {
    write_name(member, "_");
    if (document_.kind(member) == NodeKind::Primitive) return push_members(member);
    out_.push_back('[');
    frames_.push_back({Mode::Companions, member + 1, document_.end(member), kNoNode});
  }

  /// A value as it stands without its `_name` sibling.
  void write_value(NodeIndex node) {
    switch (document_.kind(node)) {
      case NodeKind::Object:
        return push_members(node);
      case NodeKind::Array:
        out_.push_back('[');
        frames_.push_back({Mode::Items, node + 1, document_.end(node), kNoNode});
        return;
      case NodeKind::Primitive:
        if (document_.has_value(node)) return write_value(node + 1);
        out_.append("null");
        return;
      case NodeKind::String:
        return append_json_string(document_.text(node), out_);
      case NodeKind::Number:
      case NodeKind::True:
      case NodeKind::False:
        out_.append(document_.text(node));
        return;
      case NodeKind::Null:
        out_.append("null");
        return;
    }
  }

  /// Opens an object with the members of a node, the hidden value left out.
  void push_members(NodeIndex node) {
    out_.push_back('{');
    const bool hidden = document_.kind(node) == NodeKind::Primitive && document_.has_value(node);
    frames_.push_back({Mode::Members, node + (hidden ? 2 : 1), document_.end(node), kNoNode});
  }

  void write_name(NodeIndex member, std::string_view prefix) {
    separate();
    append_json_string(std::string(prefix).append(document_.name(document_.key(member))), out_);
    out_.push_back(':');
  }

  /// A comma, unless the container was only just opened.
  void separate() {
    if (out_.back() != '{' && out_.back() != '[') out_.push_back(',');
  }

  bool needs_companion(NodeIndex member) const {
    if (document_.kind(member) == NodeKind::Primitive) return true;
    if (document_.kind(member) != NodeKind::Array) return false;
    for (const NodeIndex item : document_.children(member))
      if (document_.kind(item) == NodeKind::Primitive) return true;
    return false;
  }

  bool has_any_value(NodeIndex member) const {
    if (document_.kind(member) == NodeKind::Primitive) return document_.has_value(member);
    for (const NodeIndex item : document_.children(member))
      if (document_.value_of(item) != kNoNode) return true;
    return false;
  }

  const Document& document_;
  std::vector<Frame> frames_;
  std::string out_;
};

}  // namespace

std::string Document::to_json(NodeIndex node) const {
  return JsonWriter(*this).write(node);
}

}  // namespace kiln::core
