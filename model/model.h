// One FHIR version's types, as tables in read-only memory: names, inheritance, elements, choices.
//
// Entry: Model::get(). The tables are generated from HL7's StructureDefinitions by model/generate
// and committed under model/generated; nothing is built at start-up.
//
// Thread-safety: everything here is immutable.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "model/ids.h"

namespace kiln::core {

enum class TypeKind : std::uint8_t {
  System,     ///< System.String and its like
  Primitive,  ///< FHIR.string: has a value, an id and extensions
  Complex,    ///< FHIR.HumanName, and the abstract types above it
  Backbone,   ///< an element with elements of its own: FHIR.`Patient.contact`
  Resource,   ///< FHIR.Patient, DomainResource, Resource
};

/// One way in which a type can hold a member: a member that is a choice has one row for each of
/// its types, all with the same `name` and each with its own `json` name.
struct Element {
  NameId json;  ///< the member's name in JSON and XML: valueQuantity
  NameId name;  ///< its name in FHIRPath: value
  TypeId type;  ///< Quantity; a content reference gives the type that it refers to
  std::uint8_t min;
  bool many;           ///< max is more than one
  bool choice;         ///< declared as name[x]
  bool xml_attribute;  ///< an attribute in XML (Element.id, Extension.url)
  bool summary;        ///< part of the summary (isSummary)
  bool modifier;       ///< isModifier
};

class Model {
 public:
  /// REQUIRES: version != Fhir::None.
  static const Model& get(Fhir version);

  Fhir version() const { return version_; }

  /// Type by its name without namespace ("Patient", "string", "Patient.contact"), kNoType if this
  /// version has none. System types are not found here (find_system_type).
  TypeId find_type(std::string_view name) const;

  /// "" for kNoType.
  std::string_view name(TypeId type) const;
  /// What follows also takes System types, and types that only other versions have; these and
  /// kNoType have no base, no elements, and kind System.
  TypeKind kind(TypeId type) const;
  bool is_abstract(TypeId type) const;

  /// The direct supertype; kNoType above the root. FHIR.string -> Element; FHIR.code -> string, as
  /// its StructureDefinition says; `Patient.contact` -> BackboneElement. System types: Any.
  TypeId base(TypeId type) const;

  /// Whether `type` is `ancestor` or a descendant of it.
  bool is_a(TypeId type, TypeId ancestor) const;

  /// The System type that a FHIR primitive's value converts to (string -> System.String,
  /// date -> System.Date, instant -> System.DateTime, integer64 -> System.Long); kNoType for
  /// others.
  TypeId system_type_of(TypeId primitive) const;

  /// All rows with this FHIRPath name (`value` of Observation: eleven), also where an ancestor
  /// declares it; empty if the type has no such element.
  std::span<const Element> elements(TypeId type, NameId name) const;

  /// The row with this JSON name, also where an ancestor declares it, or nullptr.
  const Element* element_by_json(TypeId type, NameId json) const;

  /// The rows that the type itself declares, without those it inherits, in definition order.
  std::span<const Element> own_elements(TypeId type) const;

  /// The types that a Reference or canonical member may point to (targetProfile), empty if any.
  /// Of a choice: those of its first row that has any, unless `name` is the JSON name of one.
  std::span<const TypeId> targets(TypeId type, NameId name) const;

  /// All types of this version, in no particular order: TypeIds are dense from first_type() but
  /// not each of them exists in each version (exists()).
  static TypeId first_type();
  static TypeId end_type();
  bool exists(TypeId type) const;

 private:
  constexpr explicit Model(Fhir version) : version_(version) {}
  Fhir version_;
};

/// Id of a model's member name, or kNoName. The constants of names.h are these ids.
NameId find_name(std::string_view name);

/// REQUIRES: id is below kNameCount().
std::string_view name_of(NameId id);

/// How many names have an id that is fixed at compile time.
std::uint32_t name_count();

/// "String" for System.String; valid for system types only.
std::string_view system_type_name(TypeId type);
/// System type by name without namespace, or kNoType.
TypeId find_system_type(std::string_view name);

}  // namespace kiln::core
