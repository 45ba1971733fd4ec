#include "runtime/document/document.h"

#include <cstring>

#include "model/model.h"
#include "model/names.h"
#include "runtime/document/document_storage.h"

namespace kiln::core {

Document::Document(std::unique_ptr<const Storage> storage)
    : tape_(storage->tape),
      size_(storage->size),
      source_size_(static_cast<std::uint32_t>(storage->source.size())),
      source_(storage->source.data()),
      side_(storage->side.data()),
      storage_(std::move(storage)) {}

Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

std::size_t Document::bytes() const {
  return sizeof(Storage) + storage_->block_bytes;
}

std::string_view Document::name(NameId key) const {
  if (key == kNoName || key == kValueKey) return {};
  return static_cast<std::uint32_t>(key) < name_count() ? name_of(key) : storage_->names[key];
}

NameId Document::find_name(std::string_view name) const {
  const NameId id = kiln::core::find_name(name);
  return id != kNoName ? id : storage_->names.find(name);
}

std::uint32_t Document::source_offset(NodeIndex node) const {
  if (is_container(node)) {
    if (storage_->container_offsets == nullptr) return 0;
    std::uint32_t rank = 0;
    for (NodeIndex before = 0; before < node; ++before) rank += is_container(before) ? 1 : 0;
    return storage_->container_offsets[rank];
  }
  const std::uint32_t offset = tape_[node].low;
  if (offset < source_size_) {
    const bool quoted = kind(node) == NodeKind::String && offset != 0 &&
                        (source_[offset - 1] == '"' || source_[offset - 1] == '\'');
    return quoted ? offset - 1 : offset;
  }
  if (kind(node) == NodeKind::Null) return 0;
  std::uint32_t original = 0;
  std::memcpy(&original, side_ + (offset - source_size_) - kSidePrefix, kSidePrefix);
  return original;
}

std::string_view Document::member_text(NodeIndex object, NameId key) const {
  const NodeIndex member = find(object, key);
  const NodeIndex value = member == kNoNode ? kNoNode : value_of(member);
  return value == kNoNode ? std::string_view{} : text(value);
}

std::string_view Document::resource_type(NodeIndex object) const {
  if (kind(object) != NodeKind::Object) return {};
  const NodeIndex member = find(object, name::resourceType);
  return member != kNoNode && kind(member) == NodeKind::String ? text(member) : std::string_view{};
}

}  // namespace kiln::core
