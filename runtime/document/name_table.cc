#include "runtime/document/name_table.h"

#include "model/model.h"
#include "runtime/document/document.h"

namespace kiln::core {

static_assert(LocalNames::kMost + 0x10000 < static_cast<std::size_t>(kValueKey));

NameId LocalNames::intern(std::string_view name) {
  const auto place = ids_.lower_bound(name);
  if (place != ids_.end() && place->first == name) return place->second;
  if (names_.size() == kMost) return kNoName;
  const std::size_t id = name_count() + names_.size();
  const auto made = ids_.emplace_hint(place, name, NameId{static_cast<std::uint32_t>(id)});
  names_.push_back(&made->first);
  return made->second;
}

NameId LocalNames::find(std::string_view name) const {
  const auto place = ids_.find(name);
  return place == ids_.end() ? kNoName : place->second;
}

std::string_view LocalNames::operator[](NameId id) const {
  return *names_[static_cast<std::uint32_t>(id) - name_count()];
}

}  // namespace kiln::core
