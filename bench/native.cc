#include "bench/native.h"

#include <charconv>

#include "model/names.h"

namespace kiln::core::bench {
namespace {

/// A member of what may be anything, or kNoNode.
NodeIndex member(const Document& document, NodeIndex node, NameId key) {
  const NodeKind kind = document.kind(node);
  if (kind != NodeKind::Object && kind != NodeKind::Primitive) return kNoNode;
  return document.find(node, key);
}

/// Whether `visit` says so of an item of the member; looks no further then.
template <class Visit>
bool any(const Document& document, NodeIndex node, NameId key, Visit visit) {
  const NodeIndex found = member(document, node, key);
  if (found == kNoNode) return false;
  if (document.kind(found) != NodeKind::Array) {
    return document.kind(found) != NodeKind::Null && visit(found);
  }
  for (const NodeIndex item : document.children(found)) {
    if (document.kind(item) != NodeKind::Null && visit(item)) return true;
  }
  return false;
}

template <class Visit>
void each(const Document& document, NodeIndex node, NameId key, Visit visit) {
  any(document, node, key, [&](NodeIndex item) {
    visit(item);
    return false;
  });
}

bool exists(const Document& document, NodeIndex node, NameId key) {
  return any(document, node, key, [](NodeIndex) { return true; });
}

void append(const Document& document, NodeIndex node, NameId key, Answer& answer) {
  each(document, node, key, [&](NodeIndex item) { answer.nodes.push_back(item); });
}

/// The text of a primitive member; "" if it has none.
std::string_view text(const Document& document, NodeIndex node, NameId key) {
  const NodeIndex found = member(document, node, key);
  if (found == kNoNode) return "";
  const NodeIndex value = document.value_of(found);
  return value == kNoNode ? "" : document.text(value);
}

// --- Patient -------------------------------------------------------------------------------------

void birth_date(const Document& d, Answer& answer) {
  append(d, 0, name::birthDate, answer);
}

void active(const Document& d, Answer& answer) {
  append(d, 0, name::active, answer);
}

void deceased(const Document& d, Answer& answer) {
  append(d, 0, name::deceasedBoolean, answer);
  if (answer.nodes.empty()) append(d, 0, name::deceasedDateTime, answer);
}

void families(const Document& d, Answer& answer) {
  each(d, 0, name::name, [&](NodeIndex human) { append(d, human, name::family, answer); });
}

void official_given(const Document& d, Answer& answer) {
  any(d, 0, name::name, [&](NodeIndex human) {
    if (text(d, human, name::use) != "official") return false;
    return any(d, human, name::given, [&](NodeIndex given) {
      answer.nodes.push_back(given);
      return true;
    });
  });
}

void given_count(const Document& d, Answer& answer) {
  std::int32_t count = 0;
  each(d, 0, name::name,
       [&](NodeIndex human) { each(d, human, name::given, [&](NodeIndex) { ++count; }); });
  answer.number = count;
}

void has_name(const Document& d, Answer& answer) {
  answer.truth = exists(d, 0, name::name);
}

void work_phones(const Document& d, Answer& answer) {
  each(d, 0, name::telecom, [&](NodeIndex telecom) {
    if (text(d, telecom, name::system) == "phone" && text(d, telecom, name::use) == "work") {
      append(d, telecom, name::value, answer);
    }
  });
}

void first_ranked(const Document& d, Answer& answer) {
  each(d, 0, name::telecom, [&](NodeIndex telecom) {
    const std::string_view digits = text(d, telecom, name::rank);
    int rank = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), rank);
    if (rank == 1) append(d, telecom, name::value, answer);
  });
}

void all_telecoms_have_a_system(const Document& d, Answer& answer) {
  answer.truth = !any(d, 0, name::telecom,
                      [&](NodeIndex telecom) { return !exists(d, telecom, name::system); });
}

void identifier_of_system(const Document& d, Answer& answer) {
  each(d, 0, name::identifier, [&](NodeIndex identifier) {
    if (text(d, identifier, name::system) == "urn:oid:2.16.840.1.113883.19.5") {
      append(d, identifier, name::value, answer);
    }
  });
}

void has_several_lines(const Document& d, Answer& answer) {
  int lines = 0;
  answer.truth = any(d, 0, name::address, [&](NodeIndex address) {
    return any(d, address, name::line, [&](NodeIndex) { return ++lines > 1; });
  });
}

void contact_families(const Document& d, Answer& answer) {
  each(d, 0, name::contact, [&](NodeIndex contact) {
    each(d, contact, name::name, [&](NodeIndex human) { append(d, human, name::family, answer); });
  });
}

void contact_has_phone(const Document& d, Answer& answer) {
  answer.truth = any(d, 0, name::contact, [&](NodeIndex contact) {
    return any(d, contact, name::telecom,
               [&](NodeIndex telecom) { return text(d, telecom, name::system) == "phone"; });
  });
}

void birth_time(const Document& d, Answer& answer) {
  each(d, 0, name::birthDate, [&](NodeIndex date) {
    each(d, date, name::extension, [&](NodeIndex extension) {
      if (text(d, extension, name::url) !=
          "http://hl7.org/fhir/StructureDefinition/patient-birthTime") {
        return;
      }
      append(d, extension, name::valueDateTime, answer);
    });
  });
}

// --- Observation ---------------------------------------------------------------------------------

void append_quantity_value(const Document& d, NodeIndex node, Answer& answer) {
  each(d, node, name::valueQuantity,
       [&](NodeIndex quantity) { append(d, quantity, name::value, answer); });
}

void quantity_value(const Document& d, Answer& answer) {
  append_quantity_value(d, 0, answer);
}

void category_codes(const Document& d, Answer& answer) {
  each(d, 0, name::category, [&](NodeIndex category) {
    each(d, category, name::coding,
         [&](NodeIndex coding) { append(d, coding, name::code, answer); });
  });
}

void loinc_codes(const Document& d, Answer& answer) {
  each(d, 0, name::code, [&](NodeIndex code) {
    each(d, code, name::coding, [&](NodeIndex coding) {
      if (text(d, coding, name::system) == "http://loinc.org") {
        append(d, coding, name::code, answer);
      }
    });
  });
}

/// `code.coding.code = '8480-6'`: it is the only one.
bool is_systolic(const Document& d, NodeIndex component) {
  int codes = 0;
  bool is_equal = false;
  each(d, component, name::code, [&](NodeIndex code) {
    each(d, code, name::coding, [&](NodeIndex coding) {
      each(d, coding, name::code, [&](NodeIndex) { ++codes; });
      is_equal = text(d, coding, name::code) == "8480-6" || is_equal;
    });
  });
  return codes == 1 && is_equal;
}

void systolic_value(const Document& d, Answer& answer) {
  each(d, 0, name::component, [&](NodeIndex component) {
    if (is_systolic(d, component)) append_quantity_value(d, component, answer);
  });
}

void diastolic_unit(const Document& d, Answer& answer) {
  each(d, 0, name::component, [&](NodeIndex component) {
    const bool is_diastolic = any(d, component, name::code, [&](NodeIndex code) {
      return any(d, code, name::coding,
                 [&](NodeIndex coding) { return text(d, coding, name::code) == "8462-4"; });
    });
    if (!is_diastolic) return;
    each(d, component, name::valueQuantity,
         [&](NodeIndex quantity) { append(d, quantity, name::unit, answer); });
  });
}

constexpr std::string_view kPatient = "patient.json";
constexpr std::string_view kWeight = "body-weight.json";
constexpr std::string_view kPressure = "blood-pressure.json";

constexpr Lookup kLookups[] = {
    {"Patient.birthDate", kPatient, birth_date},
    {"Patient.active", kPatient, active},
    {"Patient.deceased", kPatient, deceased},
    {"Patient.name.family", kPatient, families},
    {"Patient.name.select(family)", kPatient, families},
    {"Patient.name.where(use = 'official').given.first()", kPatient, official_given},
    {"Patient.name.given.count()", kPatient, given_count},
    {"Patient.name.exists()", kPatient, has_name},
    {"Patient.telecom.where(system = 'phone' and use = 'work').value", kPatient, work_phones},
    {"Patient.telecom.where(rank = 1).value", kPatient, first_ranked},
    {"Patient.telecom.all(system.exists())", kPatient, all_telecoms_have_a_system},
    {"Patient.identifier.where(system = 'urn:oid:2.16.840.1.113883.19.5').value", kPatient,
     identifier_of_system},
    {"Patient.address.line.count() > 1", kPatient, has_several_lines},
    {"Patient.contact.name.family", kPatient, contact_families},
    {"Patient.contact.telecom.exists(system = 'phone')", kPatient, contact_has_phone},
    {"Patient.birthDate.extension('http://hl7.org/fhir/StructureDefinition/patient-birthTime')"
     ".value",
     kPatient, birth_time},
    {"Observation.value.ofType(Quantity).value", kWeight, quantity_value},
    {"Observation.category.coding.code", kWeight, category_codes},
    {"Observation.code.coding.where(system = 'http://loinc.org').code", kWeight, loinc_codes},
    {"Observation.component.where(code.coding.code = '8480-6').value.ofType(Quantity).value",
     kPressure, systolic_value},
    {"Observation.component.where(code.coding.exists(code = '8462-4')).value.ofType(Quantity).unit",
     kPressure, diastolic_unit},
};

}  // namespace

std::span<const Lookup> lookups() {
  return kLookups;
}

}  // namespace kiln::core::bench
