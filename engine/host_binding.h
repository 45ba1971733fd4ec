// HostBinding: a Host of the public interface as the rooms below take one. It stays with a Context:
// from one evaluation to the next only what has changed in the host is made anew, so that in steady
// state nothing is allocated.
//
// The functions of the host are always called where they stand; what is kept are handles of the
// variables' values and of the terminology. Two handles of one value are the same value, so that
// comparing handles says for certain whether a variable has changed.
//
// Thread-safety: none.
#pragma once

#include <kiln/host.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/access.h"
#include "engine/host_access.h"
#include "runtime/host.h"
#include "runtime/item/arena.h"

namespace kiln {

class HostBinding {
 public:
  /// `source`: of the items that functions of the host see.
  explicit HostBinding(const ItemSource& source) : source_(source) {}
  HostBinding(const HostBinding&) = delete;
  HostBinding& operator=(const HostBinding&) = delete;

  /// Begins an evaluation. The host must outlive it and its result. nullptr gives nullptr.
  const core::Host* bind(const Host* host);

  /// What now() gives: the host's clock, or the system's without one. HostFailure.
  Expected<core::Temporal> now();

  /// What a function of the host has thrown since bind(), first.
  const std::optional<Error>& failure() const { return failure_; }

 private:
  void bind_functions();
  void bind_variables();
  void bind_terminology();
  Expected<core::Values> call(const std::string& name, std::span<const core::Value> input,
                              std::span<const core::Values> arguments);
  Expected<core::Resolved> resolve(std::string_view reference);
  void trace(const core::TraceEntry& entry);
  Items items_of(std::span<const core::Value> values);

  const ItemSource& source_;
  const Host* host_ = nullptr;
  core::Host core_;
  std::map<std::string, Values, std::less<>> variables_;  ///< that core_ has
  std::shared_ptr<const TerminologyProvider> terminology_;
  std::unique_ptr<const HostTerminology> own_terminology_;  ///< of terminology_, if it needs one
  core::Arena arena_;                                       ///< of one call
  std::vector<std::shared_ptr<const core::Document>> documents_;  ///< of what functions have given
  std::optional<Error> failure_;
};

}  // namespace kiln
