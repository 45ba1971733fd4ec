// What a Document owns: one block of memory with the tape and its texts, and the local names.
// Private to this room; readers and the builder make it through RawTape (raw_tape.h).
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string_view>

#include "runtime/document/document.h"
#include "runtime/document/name_table.h"

namespace kiln::core {

struct Document::Storage {
  /// tape | offsets of the containers | source, if it was copied | side buffer
  std::unique_ptr<std::byte[]> block;
  std::size_t block_bytes = 0;
  const TapeNode* tape = nullptr;
  std::uint32_t size = 0;
  std::string_view source;
  std::string_view side;
  /// Source offset of each container, in tape order; nullptr if the document was built.
  const std::uint32_t* container_offsets = nullptr;
  LocalNames names;
  mutable std::once_flag references_made;
  mutable std::shared_ptr<const ReferenceIndex> references;
};

/// A text in the side buffer stands behind its offset in the source, in this many bytes.
inline constexpr std::uint32_t kSidePrefix = sizeof(std::uint32_t);

}  // namespace kiln::core
