#include "runtime/document/raw_tape.h"

#include <cstring>

#include "model/model.h"
#include "runtime/document/document_storage.h"

namespace kiln::core {

void RawTape::clear() {
  nodes.clear();
  container_offsets.clear();
  side.clear();
  if (names_were_local_) key_cache.clear();
  names_were_local_ = false;
  names = LocalNames{};
  plain = true;
  if (last_with_key_.size() < name_count()) last_with_key_.resize(name_count(), kNoNode);
}

NameId RawTape::intern(std::string_view name) {
  if (const NameId id = find_name(name); id != kNoName) return id;
  names_were_local_ = true;
  const NameId id = names.intern(name);
  if (name.starts_with('_')) plain = false;
  const std::size_t needed = name_count() + names.size();
  if (last_with_key_.size() < needed) last_with_key_.resize(needed, kNoNode);
  return id;
}

std::string_view RawTape::name(NameId key) const {
  return static_cast<std::uint32_t>(key) < name_count() ? name_of(key) : names[key];
}

std::uint32_t RawTape::add_text(std::string_view text, std::uint32_t source_offset,
                                std::uint32_t source_size) {
  char prefix[kSidePrefix];
  std::memcpy(prefix, &source_offset, kSidePrefix);
  side.append(prefix, kSidePrefix);
  const auto offset = static_cast<std::uint32_t>(source_size + side.size());
  side.append(text);
  return offset;
}

std::uint32_t RawTape::source_offset(NodeIndex scalar, std::uint32_t source_size) const {
  const TapeNode& node = nodes[scalar];
  if (node.low < source_size) return node.low - (node.kind() == NodeKind::String ? 1 : 0);
  std::uint32_t original = 0;
  std::memcpy(&original, side.data() + (node.low - source_size) - kSidePrefix, kSidePrefix);
  return original;
}

NodeIndex RawTape::member(NodeIndex object, NameId key) {
  const NodeIndex seen = last_with_key(key);
  if (seen >= nodes.size() || seen <= object) return kNoNode;
  return (nodes[seen].link & ~TapeNode::kKindMask) == Document::link(key, object) ? seen : kNoNode;
}

Expected<Document> RawTape::finish(std::string_view source, bool copy) {
  if (source.size() + side.size() >= kNoNode)
    return fail(ErrorCode::DocumentTooLarge, "texts of the document need 4 GiB or more");
  if (!plain)
    if (auto error = join_primitives(*this, static_cast<std::uint32_t>(source.size())))
      return std::unexpected(std::move(*error));

  auto storage = std::make_unique<Document::Storage>();
  const std::size_t tape_bytes = nodes.size() * sizeof(TapeNode);
  const std::size_t offset_bytes = container_offsets.size() * sizeof(std::uint32_t);
  const std::size_t source_bytes = copy ? source.size() : 0;
  storage->block_bytes = tape_bytes + offset_bytes + source_bytes + side.size();
  storage->block = std::make_unique_for_overwrite<std::byte[]>(storage->block_bytes);
  std::byte* place = storage->block.get();
  const auto put = [&place](const void* bytes, std::size_t size) {
    if (size != 0) std::memcpy(place, bytes, size);
    return std::exchange(place, place + size);
  };
  storage->tape = reinterpret_cast<const TapeNode*>(put(nodes.data(), tape_bytes));
  storage->size = static_cast<std::uint32_t>(nodes.size());
  if (!container_offsets.empty())
    storage->container_offsets =
        reinterpret_cast<const std::uint32_t*>(put(container_offsets.data(), offset_bytes));
  storage->source = source;
  if (copy)
    storage->source = {reinterpret_cast<const char*>(put(source.data(), source_bytes)),
                       source_bytes};
  storage->side = {reinterpret_cast<const char*>(put(side.data(), side.size())), side.size()};
  storage->names = std::move(names);
  return Document(std::move(storage));
}

}  // namespace kiln::core
