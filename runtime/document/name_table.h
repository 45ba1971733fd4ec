// The names that one document has and no FHIR model: their ids are local to the document.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/ids.h"

namespace kiln::core {

/// An ordered map, so that no choice of names makes it slow. Ids count up from name_count() in
/// order of first appearance.
class LocalNames {
 public:
  LocalNames() = default;
  LocalNames(LocalNames&&) noexcept = default;
  LocalNames& operator=(LocalNames&&) noexcept = default;

  /// Of them a document has at most so many: each takes some 100 bytes.
  static constexpr std::size_t kMost = std::size_t{1} << 20;

  /// The id of a name that no model has, made if it is new; kNoName if there are kMost.
  NameId intern(std::string_view name);
  /// kNoName if the document does not have it.
  NameId find(std::string_view name) const;
  /// REQUIRES: an id that this table gave.
  std::string_view operator[](NameId id) const;
  std::size_t size() const { return names_.size(); }

 private:
  std::map<std::string, NameId, std::less<>> ids_;
  std::vector<const std::string*> names_;  ///< keys of ids_, which do not move
};

}  // namespace kiln::core
