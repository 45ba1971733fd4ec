#include "engine/context_impl.h"

namespace kiln {

Context::Context() : impl_(std::make_unique<Impl>()) {}
Context::Context(Context&&) noexcept = default;
Context& Context::operator=(Context&&) noexcept = default;
Context::~Context() = default;

std::span<const PendingRequest> Context::pending() const noexcept {
  return impl_->pending;
}

std::uint64_t Context::steps() const noexcept {
  return impl_->steps;
}

void Context::release() {
  if (impl_->is_in_use) return;
  try {
    impl_ = std::make_unique<Impl>();
  } catch (const std::bad_alloc&) {  // it is as it was
  }
}

std::string Result::to_json() const {
  std::string text = "[";
  for (const Item& item : *this) {
    if (text.size() > 1) text += ',';
    text += item.to_json();
  }
  return text += ']';
}

Values Result::own() const {
  Values values;
  values.reserve(size());
  for (const Item& item : *this) values.push_back(item.own());
  return values;
}

}  // namespace kiln
