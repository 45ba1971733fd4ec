// One pass over the structural index, without recursion: the open containers are found through the
// parent links of the tape itself, and their child counts wait in the tape's `high`.
//
// Strings are not read: the closing quote is the last one before the next structural character, and
// a string has an escape only if it reaches the next backslash of the text.
#include "runtime/document/json_tape.h"

#include <algorithm>
#include <cstring>

#include "runtime/document/json_lexeme.h"
#include "runtime/text/utf8.h"

namespace kiln::core {
namespace {

class JsonTape {
 public:
  JsonTape(std::string_view text, std::span<const std::uint32_t> index, std::uint32_t max_depth,
           RawTape& tape)
      : text_(text.data()),
        size_(static_cast<std::uint32_t>(text.size())),
        next_(index.data()),
        index_begin_(index.data()),
        index_end_(index.data() + index.size()),
        max_depth_(max_depth),
        tape_(tape),
        next_escape_(find_escape(0)) {
    tape.nodes.resize(index.size(), boost::container::default_init);
    tape.container_offsets.resize(index.size(), boost::container::default_init);
    nodes_ = tape.nodes.data();
    container_offsets_ = tape.container_offsets.data();
  }

  std::optional<Error> write() {
    const bool written = is_open_bracket(at(next_)) ? write_container() : write_root_scalar();
    if (!written) return std::move(error_);
    tape_.nodes.resize(count_);
    tape_.container_offsets.resize(container_count_);
    return std::nullopt;
  }

 private:
  static bool is_open_bracket(char c) { return c == '{' || c == '['; }

  char at(const std::uint32_t* place) const { return text_[*place]; }

  bool write_root_scalar() {
    if (!write_scalar(kNoName, kNoNode)) return false;
    return next_ == index_end_ || fail_at(*next_, "text behind the end of the document");
  }

  bool write_container() {
    NodeIndex container = kNoNode;
    NameId key = kNoName;
    std::uint32_t children = 0;
    std::uint32_t depth = 0;
    bool in_object = false;
    for (;;) {
      // At the start of a member or an item, or of the root.
      if (in_object) {
        if (!read_key(key)) return false;
      }
      ++children;
      if (const char c = at(next_); c == '"') {
        if (!write_string(key, container)) return false;
      } else if (is_open_bracket(c)) {
        if (++depth > max_depth_) return fail_too_deep();
        in_object = c == '{';
        if (container != kNoNode) nodes_[container].high = children;
        children = 0;
        container_offsets_[container_count_++] = *next_++;
        nodes_[count_].link =
            TapeNode::make_link(key, in_object ? NodeKind::Object : NodeKind::Array, container);
        container = count_++;
        if (at(next_) != (in_object ? '}' : ']')) continue;
      } else if (!write_scalar(key, container)) {
        return false;
      }
      // Behind a value: a comma or the end of its container.
      while (at(next_) != ',') {
        if (at(next_) != (in_object ? '}' : ']') || next_ >= index_end_)
          return fail_at(*next_, in_object ? "expected ',' or '}' behind a member"
                                           : "expected ',' or ']' behind an item");
        ++next_;
        nodes_[container].low = count_;
        nodes_[container].high = children;
        if (in_object && !check_members(container)) return false;
        --depth;
        container = nodes_[container].parent();
        if (container == kNoNode)
          return next_ == index_end_ || fail_at(*next_, "text behind the end of the document");
        children = nodes_[container].high;
        key = nodes_[container].key();
        in_object = nodes_[container].kind() == NodeKind::Object;
      }
      ++next_;
    }
  }

  /// A member's name and the colon behind it.
  bool read_key(NameId& key) {
    if (at(next_) != '"') return fail_at(*next_, "expected the name of a member, in quotes");
    const std::uint32_t start = *next_ + 1;
    const std::uint32_t close = closing_quote(next_[1]);
    if (next_escape_ < close) {
      std::string name;
      if (!decode(start, close, name)) return false;
      key = tape_.intern(name);
    } else {
      key = id_of(start, close - start);
    }
    if (key == kNoName) {
      error_ = {ErrorCode::DocumentTooLarge, {start, close}, "too many different member names", {}};
      return false;
    }
    if (at(next_ + 1) != ':') return fail_at(next_[1], "expected ':' behind the name of a member");
    next_ += 2;
    return true;
  }

  NameId id_of(std::uint32_t start, std::uint32_t size) {
    if (size > KeyCache::kLongest || size_ - start < KeyCache::kLongest)
      return tape_.intern({text_ + start, size});
    const KeyCache::Key words = KeyCache::key(text_ + start, size);
    KeyCache::Entry& entry = tape_.key_cache[words];
    if (!KeyCache::holds(entry, words)) entry = {words, tape_.intern({text_ + start, size})};
    return entry.id;
  }

  bool write_scalar(NameId key, NodeIndex parent) {
    const std::uint32_t start = *next_;
    const char first = text_[start];
    if (first == '-' || ascii::is_digit(first)) return write_number(key, parent, start);
    switch (first) {
      case '"':
        return write_string(key, parent);
      case 't':
        return write_literal(key, NodeKind::True, parent, start, "true");
      case 'f':
        return write_literal(key, NodeKind::False, parent, start, "false");
      case 'n':
        if (parent != kNoNode && nodes_[parent].kind() == NodeKind::Object) tape_.plain = false;
        return write_literal(key, NodeKind::Null, parent, start, "null");
      default:
        return fail_at(start, "expected a value");
    }
  }

  bool write_string(NameId key, NodeIndex parent) {
    const std::uint32_t start = *next_ + 1;
    const std::uint32_t close = closing_quote(next_[1]);
    if (next_escape_ < close) return write_escaped_string(key, parent, start, close);
    append(key, NodeKind::String, parent, start, close - start);
    return true;
  }

  bool write_number(NameId key, NodeIndex parent, std::uint32_t start) {
    const char* const end = number_end(text_ + start);
    const auto size = static_cast<std::uint32_t>(end == nullptr ? 0 : end - (text_ + start));
    if (size == 0 || !ends_at(start + size)) return fail_token(start, "malformed number");
    append(key, NodeKind::Number, parent, start, size);
    return true;
  }

  bool write_literal(NameId key, NodeKind kind, NodeIndex parent, std::uint32_t start,
                     std::string_view word) {
    const auto size = static_cast<std::uint32_t>(word.size());
    const bool fits = size_ - start >= size && std::memcmp(text_ + start, word.data(), size) == 0;
    if (!fits || !ends_at(start + size)) return fail_token(start, "expected a value");
    append(key, kind, parent, start, size);
    return true;
  }

  [[gnu::noinline]] bool write_escaped_string(NameId key, NodeIndex parent, std::uint32_t start,
                                              std::uint32_t close) {
    const std::uint32_t offset = tape_.add_text({}, start - 1, size_);
    if (!decode(start, close, tape_.side)) return false;
    append(key, NodeKind::String, parent, offset,
           static_cast<std::uint32_t>(size_ + tape_.side.size() - offset));
    return true;
  }

  /// Decodes text_[start, close), in which the next escape is.
  [[gnu::noinline]] bool decode(std::uint32_t start, std::uint32_t close, std::string& out) {
    if (auto error = decode_json_string({text_ + start, close - start}, start, out)) {
      error_ = std::move(*error);
      return false;
    }
    next_escape_ = find_escape(close);
    return true;
  }

  /// Appends a scalar and steps over it.
  void append(NameId key, NodeKind kind, NodeIndex parent, std::uint32_t offset,
              std::uint32_t length) {
    nodes_[count_++] = {TapeNode::make_link(key, kind, parent), offset, length};
    ++next_;
  }

  /// The closing quote of the string before the structural character at `next`.
  std::uint32_t closing_quote(std::uint32_t next) const {
    do --next;
    while (text_[next] != '"');
    return next;
  }

  /// Whether the scalar that next_ points at ends at the offset: nothing but space may follow.
  bool ends_at(std::uint32_t end) const {
    return end == next_[1] || end == size_ || is_json_space(text_[end]);
  }

  std::uint32_t find_escape(std::uint32_t from) const {
    const void* const found = std::memchr(text_ + from, '\\', size_ - from);
    return found == nullptr ? size_
                            : static_cast<std::uint32_t>(static_cast<const char*>(found) - text_);
  }

  bool check_members(NodeIndex object) {
    if (nodes_[object].high < 2) return true;
    const NodeIndex duplicate = tape_.duplicate_member(object);
    return duplicate == kNoNode || fail_duplicate(duplicate);
  }

  [[gnu::cold, gnu::noinline]] bool fail_at(std::uint32_t offset, std::string_view message) {
    if (next_ >= index_end_ || offset >= size_) {
      error_ = {ErrorCode::JsonSyntax, {size_, size_}, "unexpected end of the document", {}};
      return false;
    }
    std::uint32_t end = offset + 1;
    while (end < size_ && utf8::is_continuation(text_[end])) ++end;  // a whole character
    error_ = {ErrorCode::JsonSyntax, {offset, end}, std::string(message), {}};
    return false;
  }

  /// As fail_at(), for the whole word that starts here.
  [[gnu::cold, gnu::noinline]] bool fail_token(std::uint32_t offset, std::string_view message) {
    std::uint32_t end = offset;
    while (end < size_ && end != next_[1] && !is_json_space(text_[end])) ++end;
    error_ = {ErrorCode::JsonSyntax, {offset, end}, std::string(message), {}};
    return false;
  }

  [[gnu::cold, gnu::noinline]] bool fail_too_deep() {
    error_ = {ErrorCode::DocumentTooDeep,
              {*next_, *next_ + 1},
              "document nested deeper than " + std::to_string(max_depth_) + " levels",
              {}};
    return false;
  }

  /// The span is the second of the two names, which stands two places before its value in the
  /// index.
  [[gnu::cold, gnu::noinline]] bool fail_duplicate(NodeIndex member) {
    const std::uint32_t* const value =
        std::lower_bound(index_begin_, index_end_, source_offset(member));
    const std::uint32_t start = value[-2];
    error_ = {ErrorCode::DuplicateMember,
              {start, closing_quote(value[-1]) + 1},
              "second member '" + std::string(tape_.name(nodes_[member].key())) + "' of one object",
              {}};
    return false;
  }

  std::uint32_t source_offset(NodeIndex node) const {
    if (is_container_kind(nodes_[node].kind())) {
      const auto rank = std::count_if(nodes_, nodes_ + node, [](const TapeNode& before) {
        return is_container_kind(before.kind());
      });
      return container_offsets_[rank];
    }
    return tape_.source_offset(node, size_);
  }

  const char* text_;
  std::uint32_t size_;
  const std::uint32_t* next_;  ///< the next structural character
  const std::uint32_t* index_begin_;
  const std::uint32_t* index_end_;
  std::uint32_t max_depth_;
  RawTape& tape_;
  std::uint32_t next_escape_;  ///< the first backslash that was not yet passed; size_ if none
  TapeNode* nodes_ = nullptr;
  std::uint32_t* container_offsets_ = nullptr;
  std::uint32_t count_ = 0;
  std::uint32_t container_count_ = 0;
  Error error_;
};

bool is_pair(char open, char close) {
  return (open == '{' && close == '}') || (open == '[' && close == ']');
}

}  // namespace

std::optional<Error> write_json_tape(std::string_view text, std::span<std::uint32_t> index,
                                     std::uint32_t max_depth, RawTape& tape) {
  // The grammar looks one place behind the index. If the text ends with the bracket that closes its
  // first one, that place repeats the bracket: where the grammar can accept it there, it checks
  // that the index is not used up. Any other text is a lone scalar or wrong: it gets a NUL, which
  // nothing accepts.
  std::uint32_t& behind = index.data()[index.size()];
  std::string terminated;
  if (is_pair(text[index.front()], text[index.back()])) {
    behind = index.back();
  } else {
    terminated = text;
    text = terminated;
    behind = static_cast<std::uint32_t>(text.size());
  }
  return JsonTape(text, index, max_depth, tape).write();
}

}  // namespace kiln::core
