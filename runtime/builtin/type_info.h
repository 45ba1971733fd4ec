// TypeInfoCache: the objects that type() gives (§10.2.2), made once for each type.
//
// Thread-safety: one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "model/model.h"
#include "runtime/document/document.h"

namespace kiln::core {

class TypeInfoCache {
 public:
  /// All of them make room for the next type.
  static constexpr std::size_t kCapacity = 256;

  struct Entry {
    const Model* model;  ///< nullptr for a System type
    TypeId type;         ///< kNoType: System.Any
    std::shared_ptr<const Document> document;
    std::uint64_t run;  ///< of the Evaluation, the last one that holds the document; 0: none
  };

  /// Valid until the next call. REQUIRES: a type of the model, or a System type.
  Entry& get(const Model* model, TypeId type);
  std::size_t size() const { return entries_.size(); }

 private:
  std::vector<Entry> entries_;
};

}  // namespace kiln::core
