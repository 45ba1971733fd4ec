// ProfileStore: the StructureDefinitions that conformsTo(), slice() and elementDefinition() know.
//
//   ProfileStore store;
//   auto loaded = store.load_ndjson("r4-structure-definitions.ndjson.gz");
//   const StructureDefinition* patient = store.find_type("Patient");
//
// Thread-safety: loading is for one thread; a store that is no longer loaded may be shared.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/diagnostic/error.h"
#include "runtime/document/navigate.h"
#include "runtime/profile/definition.h"

namespace kiln::core {

/// What the URLs of FHIR's own types start with.
inline constexpr std::string_view kCoreDefinitions = "http://hl7.org/fhir/StructureDefinition/";

class ProfileStore {
 public:
  /// Adds the StructureDefinition that a document is, or those in the entries of a Bundle; other
  /// resources are passed over. How many were added. Errors: InvalidDefinition; none is added then.
  Expected<std::size_t> add(Document document);
  /// The same for JSON text.
  Expected<std::size_t> add_json(std::string_view text);

  /// An unpacked npm package of FHIR: all .json files in `folder`, or in `folder`/package if there
  /// is such a folder. Errors: FileUnreadable and those of a file, with its path, and where it is
  /// no JSON the place in it.
  Expected<std::size_t> load_package(const std::filesystem::path& folder);

  /// A file with one resource in each line, plain or compressed by gzip. A line may have 64 MiB.
  /// Errors as above, with the line.
  Expected<std::size_t> load_ndjson(const std::filesystem::path& file);

  /// By canonical URL. With "|version", the definition of that version; without, the one that was
  /// added last. nullptr if there is none.
  const StructureDefinition* find(std::string_view canonical) const;

  /// The definition of a type of FHIR itself: "Patient" is
  /// http://hl7.org/fhir/StructureDefinition/Patient.
  const StructureDefinition* find_type(std::string_view name) const;

  std::size_t size() const { return definitions_.size(); }

 private:
  std::vector<std::unique_ptr<const StructureDefinition>> definitions_;
  /// By url, and by url|version.
  std::map<std::string, const StructureDefinition*, std::less<>> by_canonical_;
};

/// The ElementDefinition of an instance's element (FHIR's elementDefinition()): in the definition
/// of the resource, the data type or the backbone element that it is a member of; the root of its
/// type for a resource. `root_type` says what the document's root is when it is no resource. An
/// item with document == nullptr if the store or the model does not know it; else it lives as long
/// as the store.
Node element_definition(const ProfileStore& store, const Model& model, const Node& node,
                        TypeId root_type = kNoType);

}  // namespace kiln::core
