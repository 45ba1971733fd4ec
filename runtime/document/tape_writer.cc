#include "runtime/document/tape_writer.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/document/document_storage.h"

namespace kiln::core {

TapeWriter::TapeWriter(const DocumentLimits& limits, std::string_view source)
    : limits_(limits), source_(source) {
  limits_.max_bytes = std::min<std::uint64_t>(limits.max_bytes, kNoNode - 1);
  tape_.clear();
}

void TapeWriter::set_error(Error error) {
  if (!error_) error_ = std::move(error);
}

void TapeWriter::misuse(std::string_view message) {
  set_error({ErrorCode::BuilderMisuse, {}, std::string(message), {}});
}

void TapeWriter::check_depth(std::size_t depth) {
  if (depth > limits_.max_depth)
    set_error({ErrorCode::DocumentTooDeep,
               {},
               "document nested deeper than " + std::to_string(limits_.max_depth) + " levels",
               {}});
}

bool TapeWriter::begin_value(NameId& key) {
  if (error_) return false;
  if (tape_.nodes.size() >= most_nodes(limits_)) {
    set_error({ErrorCode::DocumentTooLarge,
               {},
               "document of more than " + std::to_string(most_nodes(limits_)) + " nodes",
               {}});
  } else if (container_ == kNoNode) {
    if (!tape_.nodes.empty()) misuse("second value at the root of a document");
    key = kNoName;
  } else if (tape_.nodes[container_].kind() == NodeKind::Array) {
    key = tape_.nodes[container_].key();
  } else if (!key_) {
    misuse("value in an object without a key before it");
  } else {
    key = *std::exchange(key_, std::nullopt);
  }
  if (error_) return false;
  if (container_ != kNoNode) ++tape_.nodes[container_].high;
  return true;
}

void TapeWriter::begin(NodeKind kind, std::uint32_t at) {
  NameId key{};
  if (!begin_value(key)) return;
  check_depth(++depth_);
  tape_.nodes.push_back({TapeNode::make_link(key, kind, container_), 0, 0});
  if (!source_.empty()) tape_.container_offsets.push_back(at);
  container_ = static_cast<NodeIndex>(tape_.nodes.size() - 1);
}

void TapeWriter::end(NodeKind kind) {
  if (error_) return;
  if (container_ == kNoNode || tape_.nodes[container_].kind() != kind)
    return misuse(kind == NodeKind::Object ? "end of an object where none is open"
                                           : "end of an array where none is open");
  if (key_) return misuse("end of an object behind a key without a value");
  TapeNode& node = tape_.nodes[container_];
  node.low = static_cast<NodeIndex>(tape_.nodes.size());
  if (kind == NodeKind::Object) {
    if (const NodeIndex twice = tape_.duplicate_member(container_); twice != kNoNode)
      return set_error({ErrorCode::DuplicateMember,
                        {},
                        "second member '" + std::string(tape_.name(tape_.nodes[twice].key())) +
                            "' of one object",
                        {}});
  }
  container_ = node.parent();
  --depth_;
}

void TapeWriter::key(std::string_view name) {
  if (error_) return;
  if (container_ == kNoNode || tape_.nodes[container_].kind() != NodeKind::Object)
    return misuse("key outside of an object");
  if (key_) return misuse("key behind a key without a value");
  key_ = tape_.intern(name);
  if (*key_ == kNoName)
    set_error({ErrorCode::DocumentTooLarge, {}, "too many different member names", {}});
}

std::uint32_t TapeWriter::place(std::string_view text, std::uint32_t at) {
  const std::less_equal<const char*> before;
  const bool is_slice = !source_.empty() && before(source_.data(), text.data()) &&
                        before(text.data() + text.size(), source_.data() + source_.size()) &&
                        text.data() != source_.data() + source_.size();
  if (is_slice) return static_cast<std::uint32_t>(text.data() - source_.data());
  if (tape_.side.size() + kSidePrefix + text.size() > limits_.max_bytes - source_.size()) {
    set_error({ErrorCode::DocumentTooLarge, {}, "document with too much text", {}});
    return 0;
  }
  return tape_.add_text(text, at, static_cast<std::uint32_t>(source_.size()));
}

void TapeWriter::scalar(NodeKind kind, std::string_view text, std::uint32_t at) {
  NameId key{};
  if (!begin_value(key)) return;
  if (kind == NodeKind::Null) {
    if (container_ != kNoNode && tape_.nodes[container_].kind() == NodeKind::Object)
      tape_.plain = false;
    tape_.nodes.push_back({TapeNode::make_link(key, kind, container_), at, 0});
    return;
  }
  const std::uint32_t offset = place(text, at);
  tape_.nodes.push_back({TapeNode::make_link(key, kind, container_), offset,
                         static_cast<std::uint32_t>(text.size())});
}

void TapeWriter::copy(const Document& from, NodeIndex node) {
  NameId key{};
  if (!begin_value(key)) return;
  const auto base = static_cast<NodeIndex>(tape_.nodes.size());
  if (from.end(node) - node > kNoNode - 1 - base)
    return set_error({ErrorCode::DocumentTooLarge, {}, "document with too many nodes", {}});
  std::vector<NodeIndex> open_ends;
  for (NodeIndex i = node; i < from.end(node) && !error_; ++i) {
    while (!open_ends.empty() && open_ends.back() <= i) open_ends.pop_back();
    const NodeIndex parent = i == node ? container_ : base + (from.parent(i) - node);
    if (i != node) {
      const bool is_item = tape_.nodes[parent].kind() == NodeKind::Array;
      key = is_item                    ? tape_.nodes[parent].key()
            : from.key(i) == kValueKey ? kValueKey
                                       : tape_.intern(from.name(from.key(i)));
      if (key == kNoName && !(is_item && tape_.nodes[parent].key() == kNoName))
        return set_error({ErrorCode::DocumentTooLarge, {}, "too many different member names", {}});
    }
    const NodeKind kind = from.kind(i);
    const std::uint64_t link = TapeNode::make_link(key, kind, parent);
    if (is_container_kind(kind)) {
      open_ends.push_back(from.end(i));
      check_depth(depth_ + open_ends.size());
      tape_.nodes.push_back({link, base + (from.end(i) - node), from.count(i)});
      if (!source_.empty()) tape_.container_offsets.push_back(0);
    } else if (kind == NodeKind::Null) {
      tape_.nodes.push_back({link, 0, 0});
    } else {
      const std::string_view text = from.text(i);
      tape_.nodes.push_back({link, place(text, 0), static_cast<std::uint32_t>(text.size())});
    }
  }
}

Expected<Document> TapeWriter::finish() && {
  if (!error_ && tape_.nodes.empty()) misuse("document without a value");
  if (!error_ && container_ != kNoNode) misuse("object or array without its end");
  if (error_) return std::unexpected(std::move(*error_));
  return tape_.finish(source_, true);
}

}  // namespace kiln::core
