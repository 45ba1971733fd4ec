// PendingRequests: what a host was asked for and has not got at hand.
//
// A host that must go away for an answer says pending(key) where it would give one: the evaluation
// ends with ErrorCode::Pending, the host fetches what the evaluation lists, and evaluates again.
// Nothing is suspended meanwhile.
//
// Thread-safety: one thread.
#pragma once

#include <compare>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/diagnostic/error.h"

namespace kiln::core {

struct PendingRequest {
  enum class Kind : std::uint8_t {
    Reference,    ///< Host::resolve
    Terminology,  ///< a function of Host::terminology
    Function,     ///< one of Host::functions
  };
  Kind kind;
  /// What the host called it; if that was "", the reference, or the name of the function.
  std::string key;

  friend auto operator<=>(const PendingRequest&, const PendingRequest&) = default;
};

/// The host's answer when it has none yet. `key` is handed through to PendingRequest.
inline std::unexpected<Error> pending(std::string key = {}) {
  return fail(ErrorCode::Pending, std::move(key));
}

class PendingRequests {
 public:
  /// In the order in which they were asked for; what was asked for again stands there once.
  const std::vector<PendingRequest>& list() const { return list_; }
  void clear() {
    if (list_.empty()) return;
    list_.clear();
    listed_.clear();
  }

  void add(const PendingRequest& request) {
    if (listed_.insert(request).second) list_.push_back(request);
  }

  /// The host's answer as it came. If it is pending, its key is added, and its error gets a message
  /// instead. `name` is the reference or the function.
  template <class T>
  Expected<T> noted(PendingRequest::Kind kind, std::string_view name, Expected<T> answer) {
    if (!answer && answer.error().code == ErrorCode::Pending) {
      std::string& message = answer.error().message;
      std::string key = message.empty() ? std::string(name) : std::move(message);
      message = "the host has no answer yet for '" + key + "'";
      add({kind, std::move(key)});
    }
    return answer;
  }

 private:
  std::vector<PendingRequest> list_;
  std::set<PendingRequest> listed_;
};

}  // namespace kiln::core
