// Argument: the resource that an operation is asked about, loaded or given.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "runtime/terminology/definitions.h"
#include "runtime/terminology/provider.h"
#include "runtime/terminology/terminology_error.h"

namespace kiln::core::terminology {

/// A resource given as an argument is read for this call only and need not be loaded.
template <class Resource>
class Argument {
 public:
  static Expected<Argument> resolve(const Registry<Resource>& registry,
                                    const ResourceArgument& argument, std::string_view type) {
    Argument result;
    if (const Node* node = std::get_if<Node>(&argument)) {
      if (node->document == nullptr || node->document->resource_type(node->index) != type) {
        return unanswered("the argument is no " + std::string(type));
      }
      result.owned_ = std::make_unique<const Resource>(*node->document, node->index);
      result.resource_ = result.owned_.get();
      return result;
    }
    const std::string_view canonical = std::get<std::string_view>(argument);
    result.resource_ = registry.find(Canonical(canonical));
    if (result.resource_ == nullptr) {
      return unanswered(std::string(type) + " " + quoted(canonical) + " is not loaded");
    }
    return result;
  }

  const Resource& get() const { return *resource_; }

 private:
  std::unique_ptr<const Resource> owned_;
  const Resource* resource_ = nullptr;
};

}  // namespace kiln::core::terminology
