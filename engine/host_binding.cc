#include "engine/host_binding.h"

#include <algorithm>

#include "engine/host_clock.h"
#include "runtime/diagnostic/try.h"
#include "runtime/item/system_value.h"

namespace kiln {
namespace {

/// Handles of the same values.
bool is_same(const Values& a, const Values& b) {
  return std::ranges::equal(
      a, b, {}, [](const Value& v) { return &ItemAccess::value(v); },
      [](const Value& v) { return &ItemAccess::value(v); });
}

core::Values to_core(const Values& values) {
  core::Values result;
  result.reserve(values.size());
  for (const Value& value : values) result.push_back(ItemAccess::value(value));
  return result;
}

}  // namespace

const core::Host* HostBinding::bind(const Host* host) {
  host_ = host;
  failure_.reset();
  documents_.clear();
  if (host == nullptr) return nullptr;
  bind_functions();
  bind_variables();
  bind_terminology();
  core_.profiles = host->profiles == nullptr ? nullptr : HostAccess::impl(*host->profiles);
  if ((core_.resolve != nullptr) != (host->resolve != nullptr)) {
    core_.resolve = nullptr;
    if (host->resolve) {
      core_.resolve = [this](std::string_view reference, const core::Node&) {
        return resolve(reference);
      };
    }
  }
  if ((core_.trace != nullptr) != (host->trace != nullptr)) {
    core_.trace = nullptr;
    if (host->trace) core_.trace = [this](const core::TraceEntry& entry) { trace(entry); };
  }
  return &core_;
}

void HostBinding::bind_functions() {
  const auto is_same = [](const auto& ours, const auto& theirs) {
    return ours.first == theirs.first && ours.second.min_arguments == theirs.second.min_arguments &&
           ours.second.max_arguments == theirs.second.max_arguments;
  };
  if (std::ranges::equal(core_.functions, host_->functions, is_same)) return;
  core_.functions.clear();
  for (const auto& [name, function] : host_->functions) {
    core::HostFunction& ours = core_.functions[name];
    ours.min_arguments = function.min_arguments;
    ours.max_arguments = function.max_arguments;
    const std::string* const kept = &core_.functions.find(name)->first;
    ours.call = [this, kept](std::span<const core::Value> input,
                             std::span<const core::Values> arguments) {
      return call(*kept, input, arguments);
    };
  }
}

void HostBinding::bind_variables() {
  const auto is_same_variable = [](const auto& ours, const auto& theirs) {
    return ours.first == theirs.first && is_same(ours.second, theirs.second);
  };
  if (std::ranges::equal(variables_, host_->variables, is_same_variable)) return;
  auto handles = host_->variables;
  std::map<std::string, core::Values, std::less<>> values;
  for (const auto& [name, given] : handles) values[name] = to_core(given);
  variables_.swap(handles);
  core_.variables.swap(values);
}

void HostBinding::bind_terminology() {
  if (terminology_ == host_->terminology) return;
  core_.terminology = nullptr;
  own_terminology_ = nullptr;
  terminology_ = nullptr;
  if (host_->terminology == nullptr) return;
  if (const auto* memory = dynamic_cast<const MemoryTerminology*>(host_->terminology.get())) {
    core_.terminology = HostAccess::impl(*memory);
  } else {
    own_terminology_ = std::make_unique<const HostTerminology>(host_->terminology, &failure_);
    core_.terminology = own_terminology_.get();
  }
  terminology_ = host_->terminology;
}

Expected<core::Temporal> HostBinding::now() {
  using std::chrono::system_clock;
  if (host_ == nullptr) return core::date_time_of(system_clock::now(), {});
  constexpr std::chrono::minutes kMost(core::Temporal::kMaxOffsetMinutes);
  if (host_->utc_offset > kMost || host_->utc_offset < -kMost) {
    return fail(ErrorCode::HostFailure, "the time zone of the host is more than 14 hours from UTC");
  }
  using Time = Expected<system_clock::time_point>;
  KILN_TRY(const system_clock::time_point time, asked("clock", failure_, [&]() -> Time {
             return host_->clock ? host_->clock() : system_clock::now();
           }));
  return core::date_time_of(time, host_->utc_offset);
}

Items HostBinding::items_of(std::span<const core::Value> values) {
  auto* const items = arena_.array<core::Item>(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    new (items + i) core::Item(core::from_value(values[i], arena_));
  }
  return ItemAccess::items({items, static_cast<std::uint32_t>(values.size())}, &source_);
}

Expected<core::Values> HostBinding::call(const std::string& name,
                                         std::span<const core::Value> input,
                                         std::span<const core::Values> arguments) {
  arena_.reset();
  const Items focus = items_of(input);
  std::vector<Items> given;
  given.reserve(arguments.size());
  for (const core::Values& argument : arguments) given.push_back(items_of(argument));
  KILN_TRY(const Values values, asked(name, failure_, [&] {
             return host_->functions.find(name)->second.call(focus, given);
           }));
  for (const Value& value : values) {
    const auto& owner = ItemAccess::owner(value);
    if (owner != nullptr && (documents_.empty() || documents_.back() != owner)) {
      documents_.push_back(owner);
    }
  }
  return to_core(values);
}

Expected<core::Resolved> HostBinding::resolve(std::string_view reference) {
  KILN_TRY(const std::optional<Document> found,
           asked("resolve", failure_, [&] { return host_->resolve(reference); }));
  return found ? core::Resolved{found->impl(), 0} : core::Resolved{};
}

void HostBinding::trace(const core::TraceEntry& entry) {
  arena_.reset();
  const Items items = items_of(entry.items);
  // What it throws ends the evaluation: failure() says so.
  static_cast<void>(asked("trace", failure_, [&]() -> Expected<void> {
    host_->trace(entry.name, items);
    return {};
  }));
}

}  // namespace kiln
