// What verify() knows of a register at an instruction.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kiln::core {

/// What a register holds.
enum class Content : std::uint8_t {
  Nothing,  ///< or something else on another path
  Collection,
  Item,  ///< or none
  Truth,
  List,
  Scope,
  Cursor,        ///< before its first item, or behind its last
  CursorAtItem,  ///< which is a Cursor too
  Members,       ///< a cursor over them
  SortReady,     ///< no key is wanted
  SortWantsKey,
  Sorted,
};

/// With the number of keys of a sort in the upper bits.
class State {
 public:
  constexpr State() = default;
  constexpr explicit State(Content content, std::uint16_t keys = 0)
      : bits_(static_cast<std::uint16_t>(static_cast<unsigned>(content) | unsigned{keys} << 4)) {}

  Content content() const { return static_cast<Content>(bits_ & 0xF); }
  std::uint16_t keys() const { return bits_ >> 4; }
  friend bool operator==(State, State) = default;

 private:
  std::uint16_t bits_ = 0;
};

/// What both can be taken for where two paths meet.
inline State meet(State a, State b) {
  if (a == b) return a;
  const auto is_cursor = [](State s) {
    return s.content() == Content::Cursor || s.content() == Content::CursorAtItem;
  };
  return is_cursor(a) && is_cursor(b) ? State(Content::Cursor) : State();
}

/// The letter of a register's class in opcode.def; 0 for nothing.
inline char class_of(Content content) {
  static constexpr char kLetters[] = {0, 'C', 'I', 'T', 'L', 'E', 'K', 'K', 'M', 'S', 'S', 'S'};
  return kLetters[static_cast<std::size_t>(content)];
}

/// What a register of a class holds when an instruction has written it.
inline Content written(char kind) {
  switch (kind) {
    case 'C':
      return Content::Collection;
    case 'I':
      return Content::Item;
    case 'M':
      return Content::Members;
    case 'T':
      return Content::Truth;
    case 'L':
      return Content::List;
    case 'E':
      return Content::Scope;
    case 'K':
      return Content::Cursor;
    default:
      return Content::SortReady;
  }
}

}  // namespace kiln::core
