#include "model/model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "model/names.h"
#include "model/types.h"

namespace kiln::core {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Model& r4 = Model::get(Fhir::R4);
const Model& r4b = Model::get(Fhir::R4B);
const Model& r5 = Model::get(Fhir::R5);
const Model* const kAll[] = {&r4, &r4b, &r5};

std::vector<std::string> type_names(const Model& model, std::span<const TypeId> types) {
  std::vector<std::string> names;
  for (const TypeId type : types) names.emplace_back(model.name(type));
  return names;
}

std::vector<std::string> json_names(std::span<const Element> elements) {
  std::vector<std::string> names;
  for (const Element& element : elements) names.emplace_back(name_of(element.json));
  return names;
}

/// The only row with this FHIRPath name.
const Element& only(const Model& model, std::string_view type, NameId name) {
  const auto rows = model.elements(model.find_type(type), name);
  EXPECT_EQ(rows.size(), 1u) << type << '.' << name_of(name);
  return rows[0];
}

std::string type_of(const Model& model, std::string_view type, NameId name) {
  return std::string(model.name(only(model, type, name).type));
}

std::size_t count_types(const Model& model, TypeKind kind) {
  std::size_t count = 0;
  for (auto id = static_cast<std::uint16_t>(Model::first_type());
       id < static_cast<std::uint16_t>(Model::end_type()); ++id)
    count += model.exists(TypeId{id}) && model.kind(TypeId{id}) == kind ? 1 : 0;
  return count;
}

TEST(Names, EveryNameIsFoundAndEveryIdHasItsName) {
  for (std::uint32_t id = 0; id < name_count(); ++id)
    EXPECT_EQ(find_name(name_of(NameId{id})), NameId{id}) << name_of(NameId{id});
}

TEST(Names, ConstantsAreTheIds) {
  EXPECT_EQ(find_name("extension"), name::extension);
  EXPECT_EQ(find_name("class"), name::class_);
  EXPECT_EQ(find_name("valueQuantity"), name::valueQuantity);
  EXPECT_EQ(find_name("resourceType"), name::resourceType);
}

TEST(Names, WhatNoModelHasIsNotFound) {
  for (const std::string_view text : {"", "x", "nmae", "Patient", "value[x]", "valuequantity"})
    EXPECT_EQ(find_name(text), kNoName) << text;
  EXPECT_EQ(find_name(std::string(100'000, 'a')), kNoName);
  EXPECT_EQ(find_name(std::string_view("id\0", 3)), kNoName);
}

TEST(Types, EachVersionHasWhatItsDefinitionsHave) {
  // resources with the abstract ones; complex types with the abstract ones; primitives
  EXPECT_EQ(count_types(r4, TypeKind::Resource), 148u);
  EXPECT_EQ(count_types(r4, TypeKind::Complex), 41u);
  EXPECT_EQ(count_types(r4, TypeKind::Primitive), 20u);
  EXPECT_EQ(count_types(r4b, TypeKind::Resource), 143u);
  EXPECT_EQ(count_types(r4b, TypeKind::Complex), 43u);
  EXPECT_EQ(count_types(r4b, TypeKind::Primitive), 20u);
  EXPECT_EQ(count_types(r5, TypeKind::Resource), 162u);
  EXPECT_EQ(count_types(r5, TypeKind::Complex), 48u);
  EXPECT_EQ(count_types(r5, TypeKind::Primitive), 21u);
}

TEST(Types, OneNameIsOneIdInEveryVersion) {
  for (const Model* model : kAll) {
    EXPECT_EQ(model->find_type("Patient"), fhir_type::Patient);
    EXPECT_EQ(model->find_type("string"), fhir_type::string);
    EXPECT_EQ(model->name(fhir_type::Patient), "Patient");
    EXPECT_EQ(model->find_type("patient"), kNoType);
    EXPECT_EQ(model->find_type("String"), kNoType);
    EXPECT_EQ(model->find_type(""), kNoType);
  }
}

TEST(Types, OnlySomeVersionsHaveThem) {
  EXPECT_EQ(r4.find_type("integer64"), kNoType);
  EXPECT_EQ(r4b.find_type("integer64"), kNoType);
  EXPECT_EQ(r5.find_type("integer64"), fhir_type::integer64);
  EXPECT_FALSE(r4.exists(fhir_type::integer64));
  EXPECT_TRUE(r5.exists(fhir_type::integer64));
  EXPECT_EQ(r4.find_type("Base"), kNoType);
  EXPECT_EQ(r4.find_type("CodeableReference"), kNoType);
  EXPECT_NE(r4b.find_type("CodeableReference"), kNoType);
  EXPECT_NE(r4.find_type("EffectEvidenceSynthesis"), kNoType);
  EXPECT_EQ(r5.find_type("EffectEvidenceSynthesis"), kNoType);
}

TEST(Types, ATypeOfAnotherVersionHasNothing) {
  EXPECT_EQ(r4.base(fhir_type::integer64), kNoType);
  EXPECT_EQ(r4.kind(fhir_type::integer64), TypeKind::System);
  EXPECT_THAT(r4.own_elements(fhir_type::integer64), IsEmpty());
  EXPECT_THAT(r4.elements(fhir_type::integer64, name::extension), IsEmpty());
}

TEST(Types, BasesAreThoseOfTheDefinitions) {
  EXPECT_EQ(r4.base(fhir_type::Patient), fhir_type::DomainResource);
  EXPECT_EQ(r4.base(fhir_type::DomainResource), fhir_type::Resource);
  EXPECT_EQ(r4.base(fhir_type::Resource), kNoType);
  EXPECT_EQ(r4.base(fhir_type::Element), kNoType);
  EXPECT_EQ(r4.base(fhir_type::string), fhir_type::Element);
  EXPECT_EQ(r4.base(fhir_type::code), fhir_type::string);
  EXPECT_EQ(r4.base(fhir_type::Age), fhir_type::Quantity);
  EXPECT_EQ(r4.base(fhir_type::Bundle), fhir_type::Resource);
  EXPECT_EQ(r4.base(r4.find_type("Patient.contact")), fhir_type::BackboneElement);
  EXPECT_EQ(r4.base(r4.find_type("Timing.repeat")), fhir_type::Element);
  EXPECT_EQ(r5.base(fhir_type::Resource), fhir_type::Base);
  EXPECT_EQ(r5.base(fhir_type::Base), kNoType);
  EXPECT_EQ(r5.base(fhir_type::boolean), fhir_type::PrimitiveType);
}

TEST(Types, SubtypesAreFoundThroughAllAncestors) {
  EXPECT_TRUE(r4.is_a(fhir_type::Patient, fhir_type::Patient));
  EXPECT_TRUE(r4.is_a(fhir_type::Patient, fhir_type::Resource));
  EXPECT_TRUE(r5.is_a(fhir_type::positiveInt, fhir_type::Base));
  EXPECT_FALSE(r4.is_a(fhir_type::Resource, fhir_type::Patient));
  EXPECT_FALSE(r4.is_a(fhir_type::Patient, fhir_type::Element));
  EXPECT_FALSE(r4.is_a(fhir_type::string, system_type::String));
  EXPECT_TRUE(r4.is_a(system_type::String, system_type::Any));
  EXPECT_FALSE(r4.is_a(kNoType, kNoType));
}

TEST(Types, AbstractOnes) {
  for (const Model* model : kAll)
    for (const TypeId type : {fhir_type::Resource, fhir_type::DomainResource, fhir_type::Element,
                              fhir_type::BackboneElement, system_type::Any})
      EXPECT_TRUE(model->is_abstract(type)) << model->name(type);
  EXPECT_FALSE(r4.is_abstract(fhir_type::Patient));
  EXPECT_TRUE(r5.is_abstract(fhir_type::CanonicalResource));
}

TEST(Types, PrimitivesHaveASystemType) {
  for (const Model* model : kAll) {
    EXPECT_EQ(model->system_type_of(fhir_type::string), system_type::String);
    EXPECT_EQ(model->system_type_of(fhir_type::code), system_type::String);
    EXPECT_EQ(model->system_type_of(fhir_type::xhtml), system_type::String);
    EXPECT_EQ(model->system_type_of(fhir_type::base64Binary), system_type::String);
    EXPECT_EQ(model->system_type_of(fhir_type::boolean), system_type::Boolean);
    EXPECT_EQ(model->system_type_of(fhir_type::decimal), system_type::Decimal);
    EXPECT_EQ(model->system_type_of(fhir_type::integer), system_type::Integer);
    EXPECT_EQ(model->system_type_of(fhir_type::positiveInt), system_type::Integer);
    EXPECT_EQ(model->system_type_of(fhir_type::unsignedInt), system_type::Integer);
    EXPECT_EQ(model->system_type_of(fhir_type::date), system_type::Date);
    EXPECT_EQ(model->system_type_of(fhir_type::dateTime), system_type::DateTime);
    EXPECT_EQ(model->system_type_of(fhir_type::instant), system_type::DateTime);
    EXPECT_EQ(model->system_type_of(fhir_type::time), system_type::Time);
    EXPECT_EQ(model->system_type_of(fhir_type::Quantity), kNoType);
    EXPECT_EQ(model->system_type_of(fhir_type::Patient), kNoType);
  }
  EXPECT_EQ(r5.system_type_of(fhir_type::integer64), system_type::Long);
}

TEST(Types, SystemTypesAreFoundByNameOnlyAmongThemselves) {
  EXPECT_EQ(find_system_type("String"), system_type::String);
  EXPECT_EQ(find_system_type("Quantity"), system_type::Quantity);
  EXPECT_EQ(find_system_type("string"), kNoType);
  EXPECT_EQ(find_system_type("Patient"), kNoType);
  EXPECT_EQ(system_type_name(system_type::DateTime), "DateTime");
  EXPECT_EQ(r4.name(system_type::Any), "Any");
  EXPECT_EQ(r4.kind(system_type::Any), TypeKind::System);
  EXPECT_EQ(r4.name(kNoType), "");
}

TEST(Elements, AChoiceHasOneRowForEachType) {
  EXPECT_THAT(json_names(r4.elements(fhir_type::Observation, name::value)),
              ElementsAre("valueQuantity", "valueCodeableConcept", "valueString", "valueBoolean",
                          "valueInteger", "valueRange", "valueRatio", "valueSampledData",
                          "valueTime", "valueDateTime", "valuePeriod"));
  EXPECT_EQ(r5.elements(fhir_type::Observation, name::value).size(), 13u);
  EXPECT_EQ(r4.elements(fhir_type::Extension, name::value).size(), 50u);
  const Element* quantity = r4.element_by_json(fhir_type::Observation, name::valueQuantity);
  ASSERT_NE(quantity, nullptr);
  EXPECT_EQ(quantity->name, name::value);
  EXPECT_EQ(quantity->type, fhir_type::Quantity);
  EXPECT_TRUE(quantity->choice);
  EXPECT_TRUE(quantity->summary);
  EXPECT_FALSE(quantity->many);
  EXPECT_EQ(quantity->min, 0);
}

TEST(Elements, AChoiceIsNoJsonNameAndItsJsonNameNoFhirPathName) {
  EXPECT_EQ(r4.element_by_json(fhir_type::Observation, name::value), nullptr);
  EXPECT_THAT(r4.elements(fhir_type::Observation, name::valueQuantity), IsEmpty());
}

TEST(Elements, ValueQuantityOfDevicePropertyIsPlainInR4) {
  const Element& plain = only(r4, "Device.property", name::valueQuantity);
  EXPECT_EQ(plain.json, name::valueQuantity);
  EXPECT_EQ(plain.name, name::valueQuantity);
  EXPECT_EQ(plain.type, fhir_type::Quantity);
  EXPECT_TRUE(plain.many);
  EXPECT_FALSE(plain.choice);
  EXPECT_TRUE(r5.element_by_json(r5.find_type("Device.property"), name::valueQuantity)->choice);
}

TEST(Elements, ContentReferencesHaveTheTypeThatTheyReferTo) {
  for (const Model* model : kAll) {
    EXPECT_EQ(type_of(*model, "Questionnaire", name::item), "Questionnaire.item");
    EXPECT_EQ(type_of(*model, "Questionnaire.item", name::item), "Questionnaire.item");
    EXPECT_EQ(type_of(*model, "Bundle.entry", name::link), "Bundle.link");
    EXPECT_TRUE(only(*model, "Questionnaire.item", name::item).many);
  }
}

TEST(Elements, BackboneTypesAreCalledByTheirPath) {
  for (const Model* model : kAll) {
    EXPECT_EQ(type_of(*model, "Patient", name::contact), "Patient.contact");
    EXPECT_EQ(model->kind(model->find_type("Patient.contact")), TypeKind::Backbone);
    EXPECT_EQ(type_of(*model, "Patient.contact", name::name), "HumanName");
    EXPECT_EQ(type_of(*model, "Patient.contact", name::modifierExtension), "Extension");
    EXPECT_EQ(type_of(*model, "Bundle.entry", name::resource), "Resource");
  }
}

TEST(Elements, AreInheritedFromAllAncestors) {
  EXPECT_EQ(type_of(r4, "Patient", name::contained), "Resource");
  EXPECT_EQ(type_of(r4, "Patient", name::meta), "Meta");
  EXPECT_EQ(type_of(r4, "Age", name::unit), "string");
  EXPECT_EQ(type_of(r4, "code", name::extension), "Extension");
  EXPECT_THAT(r4.elements(fhir_type::Bundle, name::contained), IsEmpty());
  EXPECT_THAT(json_names(r4.own_elements(fhir_type::DomainResource)),
              ElementsAre("text", "contained", "extension", "modifierExtension"));
  EXPECT_THAT(r4.own_elements(fhir_type::Age), IsEmpty());
}

TEST(Elements, ThoseTypedByFhirPathHaveTheirFhirType) {
  for (const Model* model : kAll) {
    EXPECT_EQ(type_of(*model, "Patient", name::id), "id");
    EXPECT_EQ(type_of(*model, "HumanName", name::id), "string");
    EXPECT_EQ(type_of(*model, "xhtml", name::id), "string");
    EXPECT_EQ(type_of(*model, "Extension", name::url), "uri");
    EXPECT_EQ(type_of(*model, "Narrative", name::div), "xhtml");
  }
}

TEST(Elements, TheValueOfAPrimitiveIsNoElement) {
  for (const Model* model : kAll) {
    EXPECT_THAT(model->elements(fhir_type::string, name::value), IsEmpty());
    EXPECT_THAT(model->elements(fhir_type::xhtml, name::value), IsEmpty());
  }
}

TEST(Elements, CardinalitiesAndFlags) {
  const Element& status = only(r4, "Observation", name::status);
  EXPECT_EQ(status.min, 1);
  EXPECT_FALSE(status.many);
  EXPECT_TRUE(status.modifier);
  EXPECT_TRUE(status.summary);
  EXPECT_TRUE(only(r4, "Patient", name::name).many);
  EXPECT_FALSE(only(r4, "Patient", name::contact).modifier);
  EXPECT_EQ(only(r4, "Patient", name::link).min, 0);
  EXPECT_EQ(only(r4, "Bundle", name::type).min, 1);
}

TEST(Elements, XmlAttributesAreIdAndUrlOfExtension) {
  EXPECT_TRUE(only(r4, "HumanName", name::id).xml_attribute);
  EXPECT_TRUE(only(r4, "Extension", name::url).xml_attribute);
  EXPECT_FALSE(only(r4, "Patient", name::id).xml_attribute);
  EXPECT_FALSE(only(r4, "ValueSet", name::url).xml_attribute);
}

TEST(Elements, JsonNamesFindEveryRowOfEveryType) {
  for (const Model* model : kAll) {
    for (auto id = static_cast<std::uint16_t>(Model::first_type());
         id < static_cast<std::uint16_t>(Model::end_type()); ++id) {
      for (const Element& element : model->own_elements(TypeId{id})) {
        EXPECT_EQ(model->element_by_json(TypeId{id}, element.json), &element);
        const auto rows = model->elements(TypeId{id}, element.name);
        EXPECT_TRUE(&element >= rows.data() && &element < rows.data() + rows.size());
        EXPECT_TRUE(model->exists(element.type)) << name_of(element.json);
      }
    }
  }
}

TEST(Elements, AnUnknownNameFindsNothing) {
  EXPECT_EQ(r4.element_by_json(fhir_type::Patient, kNoName), nullptr);
  EXPECT_THAT(r4.elements(fhir_type::Patient, kNoName), IsEmpty());
  EXPECT_THAT(r4.elements(kNoType, name::id), IsEmpty());
  EXPECT_THAT(r4.elements(system_type::String, name::id), IsEmpty());
}

TEST(Targets, OfReferencesAndCanonicals) {
  EXPECT_THAT(type_names(r4, r4.targets(fhir_type::Patient, name::managingOrganization)),
              ElementsAre("Organization"));
  EXPECT_THAT(type_names(r4, r4.targets(fhir_type::Observation, name::subject)),
              ElementsAre("Device", "Group", "Location", "Patient"));
  EXPECT_THAT(type_names(r4, r4.targets(fhir_type::Questionnaire, name::derivedFrom)),
              ElementsAre("Questionnaire"));
}

TEST(Targets, EmptyIfAnyOrIfNoReference) {
  EXPECT_THAT(r4.targets(fhir_type::Observation, name::focus), IsEmpty());
  EXPECT_THAT(r4.targets(fhir_type::Patient, name::birthDate), IsEmpty());
  EXPECT_THAT(r4.targets(fhir_type::Patient, kNoName), IsEmpty());
}

TEST(Targets, OfAChoiceByEitherName) {
  const TypeId request = fhir_type::MedicationRequest;
  EXPECT_THAT(type_names(r4, r4.targets(request, name::medication)), ElementsAre("Medication"));
  EXPECT_THAT(type_names(r4, r4.targets(request, name::medicationReference)),
              ElementsAre("Medication"));
  EXPECT_THAT(r4.targets(request, name::medicationCodeableConcept), IsEmpty());
}

}  // namespace
}  // namespace kiln::core
