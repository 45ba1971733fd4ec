// Small StructureDefinitions for the tests of this room.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/profile/store.h"

namespace kiln::core::test {

/// An ElementDefinition as JSON. From the id "Patient.telecom:home.value" follow path and
/// sliceName; `types` are codes with spaces between; `more` holds further members, each with a
/// comma after it.
inline std::string element(std::string_view id, std::string_view cardinality,
                           std::string_view types = {}, std::string_view more = {}) {
  std::string path;
  std::string slice;
  bool in_slice = false;
  for (char c : id) {
    if (c == '.') in_slice = false;
    if (c == '.' || c == ':') slice.clear();
    if (c == ':')
      in_slice = true;
    else if (in_slice)
      slice += c;
    else
      path += c;
  }
  if (!in_slice) slice.clear();
  const std::size_t dots = cardinality.find("..");
  std::string json = R"({"id": ")" + std::string(id) + R"(", "path": ")" + path + R"(", )";
  if (!slice.empty()) json += R"("sliceName": ")" + slice + R"(", )";
  json += more;
  std::string type_list;
  while (!types.empty()) {
    const std::string_view code = types.substr(0, types.find(' '));
    types.remove_prefix(std::min(types.size(), code.size() + 1));
    type_list += (type_list.empty() ? "" : ", ") + (R"({"code": ")" + std::string(code) + R"("})");
  }
  if (!type_list.empty()) json += R"("type": [)" + type_list + "], ";
  return json + R"("min": )" + std::string(cardinality.substr(0, dots)) + R"(, "max": ")" +
         std::string(cardinality.substr(dots + 2)) + R"("})";
}

/// A StructureDefinition with these elements in its snapshot. A root is added in front.
inline std::string definition(std::string_view url, std::string_view type,
                              const std::vector<std::string>& elements,
                              std::string_view root_more = {}) {
  std::string json = R"({"resourceType": "StructureDefinition", "url": ")" + std::string(url) +
                     R"(", "version": "1", "derivation": "constraint", "type": ")" +
                     std::string(type) + R"(", "snapshot": {"element": [)" +
                     element(type, "0..*", {}, root_more);
  for (const std::string& item : elements) json += ", " + item;
  return json + "]}}";
}

inline std::string core_url(std::string_view type) {
  return "http://hl7.org/fhir/StructureDefinition/" + std::string(type);
}

/// Definitions of the types that the tests use, with some of their elements.
inline ProfileStore core_store() {
  struct Type {
    std::string_view name;
    std::vector<std::string> elements;
  };
  const std::vector<Type> types{
      {"string", {}},
      {"code", {}},
      {"uri", {}},
      {"boolean", {}},
      {"decimal", {}},
      {"positiveInt", {}},
      {"dateTime", {}},
      {"date",
       {element("date.extension", "0..*", "Extension"),
        element("date.value", "0..1", "",
                R"("type": [{"code": "http://hl7.org/fhirpath/System.Date", "extension": [{
                   "url": "http://hl7.org/fhir/StructureDefinition/regex",
                   "valueString": "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"}]}], )")}},
      {"Extension",
       {element("Extension.extension", "0..*", "Extension"),
        element("Extension.url", "1..1", "http://hl7.org/fhirpath/System.String"),
        element("Extension.value[x]", "0..1", "string code boolean")}},
      {"HumanName",
       {element("HumanName.use", "0..1", "code"), element("HumanName.family", "0..1", "string"),
        element("HumanName.given", "0..*", "string")}},
      {"ContactPoint",
       {element("ContactPoint.system", "0..1", "code"),
        element("ContactPoint.value", "0..1", "string"),
        element("ContactPoint.use", "0..1", "code"),
        element("ContactPoint.rank", "0..1", "positiveInt")}},
      {"Coding",
       {element("Coding.system", "0..1", "uri"), element("Coding.code", "0..1", "code"),
        element("Coding.display", "0..1", "string")}},
      {"CodeableConcept",
       {element("CodeableConcept.coding", "0..*", "Coding"),
        element("CodeableConcept.text", "0..1", "string")}},
      {"Quantity",
       {element("Quantity.value", "0..1", "decimal"), element("Quantity.unit", "0..1", "string"),
        element("Quantity.system", "0..1", "uri"), element("Quantity.code", "0..1", "code")}},
      {"Reference",
       {element("Reference.reference", "0..1", "string"),
        element("Reference.type", "0..1", "uri")}},
      {"Patient",
       {element("Patient.id", "0..1", "http://hl7.org/fhirpath/System.String"),
        element("Patient.contained", "0..*", "Resource"),
        element("Patient.extension", "0..*", "Extension"),
        element("Patient.active", "0..1", "boolean"), element("Patient.name", "0..*", "HumanName"),
        element("Patient.telecom", "0..*", "ContactPoint"),
        element("Patient.gender", "0..1", "code"), element("Patient.birthDate", "0..1", "date"),
        element("Patient.deceased[x]", "0..1", "boolean dateTime"),
        element("Patient.contact", "0..*", "BackboneElement"),
        element("Patient.contact.name", "0..1", "HumanName")}},
      {"Observation",
       {element("Observation.id", "0..1", "http://hl7.org/fhirpath/System.String"),
        element("Observation.status", "1..1", "code"),
        element("Observation.code", "1..1", "CodeableConcept"),
        element("Observation.subject", "0..1", "Reference"),
        element("Observation.value[x]", "0..1", "Quantity CodeableConcept string boolean"),
        element("Observation.referenceRange", "0..*", "BackboneElement"),
        element("Observation.referenceRange.text", "0..1", "string"),
        element("Observation.component", "0..*", "BackboneElement"),
        element("Observation.component.code", "1..1", "CodeableConcept"),
        element("Observation.component.value[x]", "0..1", "Quantity string"),
        element("Observation.component.referenceRange", "0..*", "",
                R"("contentReference": "#Observation.referenceRange", )")}},
  };
  ProfileStore store;
  for (const Type& type : types)
    store.add_json(definition(core_url(type.name), type.name, type.elements)).value();
  return store;
}

}  // namespace kiln::core::test
