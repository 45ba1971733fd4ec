// Machine: one run of a Program: its registers, and the operations that are more than a few lines.
// The loop over the instructions is in interpreter.cc.
//
// An operation that fails leaves its error without a place; run() knows which instruction it was.
#pragma once

#include "compiler/bytecode/program.h"
#include "runtime/builtin/operators.h"
#include "runtime/diagnostic/try.h"
#include "vm/context.h"

namespace kiln::core {

class Machine {
 public:
  Machine(const Program& program, Context& context)
      : program_(program),
        context_(context),
        evaluation_(context.evaluation()),
        error_(context.error()),
        registers_(context.registers(program.registers)),
        hints_(context.hints(program)) {}

  /// Items, or nothing: two words, which come back in machine registers.
  struct Outcome {
    const Item* data = nullptr;
    std::uint32_t count = 0;
    bool ok = false;

    static Outcome of(Items items) { return {items.data, items.count, true}; }
    explicit operator bool() const { return ok; }
    Items operator*() const { return {data, count}; }
  };

  /// From an instruction on to a Return. Nothing: it failed, with Context::error(), or found data
  /// unusual.
  Outcome run(std::uint32_t first);
  /// The fast entry of a program that is a path of single members: without registers, as run(0).
  ///
  /// REQUIRES: Program::path is not 0.
  Outcome run_path();

 private:
  // Registers.
  Items items(std::uint16_t r) const {
    return {registers_[r].collection.data, registers_[r].collection.count};
  }
  const Item& item(std::uint16_t r) const { return registers_[r].item; }
  Truth truth(std::uint16_t r) const {
    const std::uint8_t truth = registers_[r].truth;
    return truth == Slot::kUnknown ? Truth() : Truth(truth != 0);
  }
  void set(std::uint16_t r, Items value) { registers_[r].collection = {value.data, value.count}; }
  void set(std::uint16_t r, const Item& value) { registers_[r].item = value; }
  void set(std::uint16_t r, Truth value) {
    registers_[r].truth = value ? static_cast<std::uint8_t>(*value) : Slot::kUnknown;
  }

  // The result of an operation into a register; whether it was no error.
  template <class Value>
  bool set(std::uint16_t r, Expected<Value> value) {
    if (!value) [[unlikely]]
      return failed(std::move(value).error());
    set(r, *value);
    return true;
  }
  bool check(Expected<void> result) {
    if (result) [[likely]]
      return true;
    return failed(std::move(result).error());
  }
  bool failed(Error error) {
    error_ = std::move(error);
    return false;
  }
  /// The data is not what the fused body takes for granted.
  static bool unusual() { return false; }

  // Functions.
  BuiltinCall call_of(const ProgramSite& site, Items input, std::uint16_t first) {
    return {evaluation_, site.name, site.function,
            site.where,  input,     context_.arguments(first, site.argument_count)};
  }
  Expected<Items> call(const Instruction& i);
  Expected<Items> call_service(const Instruction& i);
  Expected<Items> call_host(const Instruction& i);
  Expected<Items> instance(const Instruction& i);
  Expected<void> check_host(const ProgramSite& site);
  Expected<void> check_service(const Instruction& i);
  Expected<void> check_string(const Instruction& i);
  Expected<void> trace(const Instruction& i);

  // Variables.
  Expected<void> check_free(std::string_view name);
  Expected<void> define(const Instruction& i);
  Expected<Items> lookup(const ScopeEntry* scope, std::string_view name);

  // Collections.
  Expected<Items> index(Items items, Items position);
  Expected<void> append(ItemList& list, Items more);
  Expected<void> append_new(ItemList& found, ItemList& queue, Items items);
  bool sort_next(const Instruction& i);  ///< which selector is wanted
  Expected<void> sort_key(const Instruction& i);
  static Expected<void> check_single(Items items);
  static bool advance(Slot::Cursor& cursor);
  static Items current(const Slot::Cursor& cursor);

  // The members of one item (members.h).
  NodeIndex find(const Item& owner, std::uint16_t field);
  bool only_member(const Item& owner, std::uint16_t field_index, Item& member);
  void enter(const Instruction& i);
  bool next_member(const Instruction& i);
  bool equal_text(const Instruction& i);
  bool append_item(const Instruction& i);

  // Single items.
  bool choice(const Instruction& i);
  Expected<Truth> compare(BinaryOperator op, const Item& left, const Item& right);
  Expected<Item> compute(BinaryOperator op, const Item& left, const Item& right);
  Truth has_value(const Item& item) const;
  Expected<Truth> is_item(const Item& item, const ResolvedType& type);

  const Program& program_;
  Context& context_;
  Evaluation& evaluation_;
  Error& error_;
  Slot* registers_;
  Context::Hints hints_;
  std::uint32_t wanted_ = 0;  ///< by sort_next()
};

}  // namespace kiln::core
