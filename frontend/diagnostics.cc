#include "frontend/diagnostics.h"

#include <algorithm>
#include <new>
#include <utility>

namespace kiln {

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return "error";
    case Severity::Warning:
      return "warning";
    case Severity::Note:
      return "note";
  }
  return "";
}

Diagnostics::Diagnostics(Error error) noexcept : error_count_(1) {
  try {
    items_.push_back({Severity::Error, std::move(error)});
  } catch (const std::bad_alloc&) {  // first_error() says so
  }
}

void Diagnostics::add(Severity severity, Error error) {
  const bool is_error = severity == Severity::Error;
  const std::size_t kept = is_error ? error_count_ : items_.size() - error_count_;
  if (kept >= limit_) return;
  if (is_error) ++error_count_;
  items_.push_back({severity, std::move(error)});
}

const Error& Diagnostics::first_error() const {
  static const Error out_of_memory{ErrorCode::MemoryLimit, {}, "out of memory", ""};
  const auto found = std::ranges::find(items_, Severity::Error, &Diagnostic::severity);
  return found == items_.end() ? out_of_memory : found->error;
}

void Diagnostics::sort_by_position() {
  const auto start = [](const Diagnostic& diagnostic) { return diagnostic.error.span.start; };
  if (std::ranges::is_sorted(items_, {}, start)) return;
  std::vector<std::pair<std::uint32_t, std::size_t>> order;  // start, index: a stable order
  order.reserve(items_.size());
  for (std::size_t i = 0; i < items_.size(); ++i) {
    order.emplace_back(start(items_[i]), i);
  }
  std::ranges::sort(order);
  std::vector<Diagnostic> sorted;
  sorted.reserve(items_.size());
  for (const auto& [position, index] : order) sorted.push_back(std::move(items_[index]));
  items_ = std::move(sorted);
}

}  // namespace kiln
