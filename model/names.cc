// Member names and their ids: text pool and hash table in read-only memory. Entry: find_name().
#include "model/hash_table.h"
#include "model/model.h"
#include "model/tables.h"

namespace kiln::core {
namespace {

constexpr char kText[] =
#include "model/generated/name_text.inc"
    ;
constexpr std::array<std::uint16_t, model::kNameCount + 1> kOffsets = {
#include "model/generated/name_offsets.inc"
};
constexpr model::StringPool<model::kNameCount> kNames{kText, kOffsets};
constexpr model::HashTable<model::kNameCount, 8192> kIndex{kNames};

}  // namespace

NameId find_name(std::string_view name) {
  const std::uint16_t id = kIndex.find(kNames, name);
  return id == kIndex.kNone ? kNoName : NameId{id};
}

std::string_view name_of(NameId id) {
  return kNames[static_cast<std::uint32_t>(id)];
}

std::uint32_t name_count() {
  return model::kNameCount;
}

}  // namespace kiln::core
