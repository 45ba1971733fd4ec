// Evaluation: what one run of a program works with besides its registers: the arena, the fuel, the
// documents that come up, the log of trace(). One for each thread, reused; in steady state begin()
// and what follows allocate nothing.
//
// Built-ins (call.h) reach everything through it; nothing here calls back into a program.
//
// Thread-safety: one thread.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/builtin/regex_cache.h"
#include "runtime/builtin/type_info.h"
#include "runtime/diagnostic/error.h"
#include "runtime/environment.h"
#include "runtime/function/operand.h"
#include "runtime/function/string.h"
#include "runtime/item/items.h"

namespace kiln::core {

class InvariantEvaluator;  // runtime/builtin/invariants.h

/// A call of trace(): its name and what it logged, in the arena.
struct TraceRecord {
  std::string_view name;
  Items items;
};

class Evaluation {
 public:
  Evaluation() = default;
  Evaluation(const Evaluation&) = delete;
  Evaluation& operator=(const Evaluation&) = delete;

  /// Forgets the run before and begins one. The environment, its host and the documents must
  /// outlive the run and its result.
  void begin(const Environment& environment, const Focus& focus);

  const Environment& environment() const { return *environment_; }
  const Model* model() const { return environment_->model; }
  const Host& host() const { return *host_; }
  const std::optional<Node>& context() const { return focus_.context; }
  /// %resource and %rootResource, with their defaults (Focus); found out when they are first asked
  /// for.
  const std::optional<Node>& resource();
  const std::optional<Node>& root_resource();
  bool is_v2() const { return environment_->language == LanguageVersion::V2; }
  /// For the operators of runtime/function.
  Rules rules() const { return {environment_->language, {}}; }
  Arena& arena() { return arena_; }

  /// Uses up steps. StepLimit at the limit; and, looked at every kSlice steps, Cancelled and
  /// MemoryLimit.
  Expected<void> charge(std::uint64_t steps = 1) {
    if (steps <= slice_) [[likely]] {
      slice_ -= steps;
      return {};
    }
    return charge_beyond_slice(steps);
  }
  /// A step for each so many bytes of a text that is read or made.
  Expected<void> charge_text(std::uint64_t bytes) { return charge(bytes / kBytesOfAStep); }
  static constexpr std::uint64_t kBytesOfAStep = 32;
  /// For an operation on two values: the units of Quantities have to be read.
  Expected<void> charge_quantities(const Item& a, const Item& b) {
    const bool has_units = a.kind() == ItemKind::Quantity || b.kind() == ItemKind::Quantity;
    return has_units ? charge(kStepsOfAQuantity) : Expected<void>();
  }
  static constexpr std::uint64_t kStepsOfAQuantity = 16;
  std::uint64_t fuel() const { return slice_ + reserve_; }

  /// For the back edge of a loop: uses up a step, and looks at the cancel flag and at the memory
  /// each time. Whether the run may go on; if not, stopped() says why.
  bool back_edge() {
    if (slice_ == 0 || is_cancelled() || is_out_of_memory()) [[unlikely]] {
      return charge_beyond_slice(1).has_value();
    }
    --slice_;
    return true;
  }
  std::unexpected<Error> stopped() const { return stopped(1); }
  Expected<void> charge_edge() {
    if (back_edge()) [[likely]]
      return {};
    return stopped();
  }

  /// ItemLimit or StringLimit if there are more than the limit allows.
  Expected<void> check_size(std::uint64_t items) const;
  Expected<void> check_string(std::uint64_t bytes) const;
  /// MemoryLimit if the arena cannot have so many bytes more.
  Expected<void> check_memory(std::uint64_t more) const;

  // Results in the arena.
  Items one(const Item& item) { return {arena_.make(item), item.is_none() ? 0U : 1U}; }
  Item string(std::string_view text) { return Item::string(arena_.copy(text)); }
  /// A text that was made in text_buffer(). MemoryLimit.
  Expected<Item> made_string(std::string text);
  Item decimal(const Decimal& value) { return Item::decimal(value, arena_); }
  Item temporal(const Temporal& value) { return Item::temporal(arena_.make(value)); }
  Item quantity(const QuantityView& value) { return Item::quantity(arena_.make(value)); }

  // Documents and references.
  /// Keeps a document that was made for this run until the next begin(), and counts its bytes as
  /// memory; one of its nodes. Without a type: that which the document gives it.
  Node keep(std::shared_ptr<const Document> document, NodeIndex index = 0, TypeId type = kNoType);
  /// The object that type() gives (type_info.h), kept as above but not counted.
  Item type_info(const Model* model, TypeId type);
  /// What a reference names: in the documents at hand, then through the host. nullptr document:
  /// nothing. Pending, which is noted, and other errors of the host.
  Expected<Node> resolve(std::string_view reference, const Node& from);
  const std::vector<std::shared_ptr<const Document>>& documents() const { return documents_; }

  /// What the run waits for, if it ended with Pending.
  PendingRequests& pending() { return pending_; }
  const PendingRequests& pending() const { return pending_; }

  /// What conformsTo() asks about invariants; stays from run to run. nullptr, as it is at first: an
  /// invariant is Unsupported. It must outlive the runs.
  void set_invariants(const InvariantEvaluator* invariants) { invariants_ = invariants; }
  const InvariantEvaluator* invariants() const { return invariants_; }

  /// For functions that append Nodes (document/navigate.h); empty. Valid until the next call.
  std::vector<Node>& scratch_nodes() {
    scratch_nodes_.clear();
    return scratch_nodes_;
  }

  /// Memory for one text, and for its parts, that stays from run to run: moved out here, given back
  /// by made_string() and keep_parts().
  std::string text_buffer() { return std::exchange(text_buffer_, {}); }
  strings::Parts parts_buffer() { return std::exchange(parts_buffer_, {}); }
  void keep_parts(strings::Parts parts) { parts_buffer_ = std::move(parts); }

  /// Stays from run to run.
  RegexCache& regexes() { return regexes_; }

  void trace(const TraceRecord& record) { traces_.push_back(record); }
  const std::vector<TraceRecord>& traces() const { return traces_; }
  /// Gives the host those of them that it does not have yet, in their order. At the end of a run,
  /// and before another one inside of it, which may trace too.
  void report_traces();

 private:
  /// Steps between two looks at what ends a run besides its steps.
  static constexpr std::uint64_t kSlice = 1024;

  bool is_cancelled() const { return cancel_->load(std::memory_order_relaxed); }
  bool is_out_of_memory() const { return arena_.bytes() >= memory_end_; }
  Expected<void> charge_beyond_slice(std::uint64_t steps);
  std::unexpected<Error> stopped(std::uint64_t steps) const;
  std::unexpected<Error> out_of_memory() const;
  Node hold(std::shared_ptr<const Document> document, NodeIndex index, TypeId type);

  const Environment* environment_ = nullptr;
  const Host* host_ = nullptr;
  const InvariantEvaluator* invariants_ = nullptr;
  Focus focus_;
  std::uint64_t run_ = 0;  ///< how many have begun
  Arena arena_;
  std::uint64_t slice_ = 0;    ///< steps that are left until the next look
  std::uint64_t reserve_ = 0;  ///< and after it
  /// Bytes of the arena that are too many, without those that documents that were made take.
  std::uint64_t memory_end_ = 0;
  const std::atomic<bool>* cancel_ = nullptr;  ///< never null while a run is on
  std::vector<std::shared_ptr<const Document>> documents_;
  std::vector<TraceRecord> traces_;
  std::size_t reported_ = 0;  ///< traces that the host has
  PendingRequests pending_;
  std::vector<Node> scratch_nodes_;
  std::string text_buffer_;
  strings::Parts parts_buffer_;
  RegexCache regexes_;
  TypeInfoCache type_infos_;
};

}  // namespace kiln::core
