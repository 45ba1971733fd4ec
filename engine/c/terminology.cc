// Terminology providers: those of C behind kiln::TerminologyProvider, and any of them asked from C.

#include <kiln/c.h>
#include <kiln/host.h>

#include <filesystem>
#include <variant>
#include <vector>

#include "engine/c/call.h"
#include "engine/c/handle.h"
#include "engine/c/options.h"
#include "engine/c/user_data.h"

namespace kiln::c {
namespace {

kiln_coding as_struct(const Coding& coding) {
  return {as_text(coding.system), as_text(coding.version), as_text(coding.code),
          as_text(coding.display)};
}

std::vector<kiln_coding> as_structs(std::span<const Coding> codings) {
  std::vector<kiln_coding> structs;
  structs.reserve(codings.size());
  for (const Coding& coding : codings) structs.push_back(as_struct(coding));
  return structs;
}

kiln_resource_argument as_struct(const ResourceArgument& resource) {
  if (const auto* document = std::get_if<kiln::Document>(&resource))
    return {handle_of<kiln_document>(document), {}};
  return {nullptr, as_text(std::get<std::string_view>(resource))};
}

Coding coding_of(const kiln_coding* given, std::string_view name) {
  needed(given, name);
  return {std::string(text(given->system, name)), std::string(text(given->version, name)),
          std::string(text(given->code, name)), std::string(text(given->display, name))};
}

std::vector<Coding> codings_of(const kiln_coding* given, std::size_t count) {
  std::vector<Coding> codings;
  codings.reserve(array(given, count, "codings").size());
  for (const kiln_coding& coding : array(given, count, "codings"))
    codings.push_back(coding_of(&coding, "codings"));
  return codings;
}

ResourceArgument resource_of(const kiln_resource_argument* given, std::string_view name) {
  needed(given, name);
  if (given->document != nullptr) return *object_of(given->document);
  return text(given->url, name);
}

/// A provider made of functions of C.
class CallbackProvider final : public TerminologyProvider {
 public:
  CallbackProvider(const kiln_terminology_functions& functions, UserData data)
      : functions_(functions), data_(std::move(data)) {}

  Expected<Membership> member_of(std::span<const Coding> codings,
                                 std::string_view value_set) const override {
    if (functions_.member_of == nullptr) return not_supported("memberOf()");
    const std::vector<kiln_coding> structs = as_structs(codings);
    kiln_membership answer = KILN_MEMBERSHIP_UNKNOWN;
    return named<Membership>(functions_.member_of(data_.get(), structs.data(), structs.size(),
                                                  as_text(value_set), &answer),
                             answer, KILN_MEMBERSHIP_UNKNOWN);
  }

  Expected<Subsumption> subsumes(const Coding& a, const Coding& b) const override {
    if (functions_.subsumes == nullptr) return not_supported("subsumes()");
    const kiln_coding first = as_struct(a);
    const kiln_coding second = as_struct(b);
    kiln_subsumption answer = KILN_SUBSUMPTION_UNKNOWN;
    return named<Subsumption>(functions_.subsumes(data_.get(), &first, &second, &answer), answer,
                              KILN_SUBSUMPTION_UNKNOWN);
  }

  Expected<kiln::Document> expand(const ResourceArgument& value_set,
                                  std::string_view parameters) const override {
    if (functions_.expand == nullptr) return TerminologyProvider::expand(value_set, parameters);
    const kiln_resource_argument resource = as_struct(value_set);
    kiln_document* answer = nullptr;
    kiln_error* const error =
        functions_.expand(data_.get(), &resource, as_text(parameters), &answer);
    return document(error, answer);
  }

  Expected<kiln::Document> lookup(std::span<const Coding> codings,
                                  std::string_view parameters) const override {
    if (functions_.lookup == nullptr) return TerminologyProvider::lookup(codings, parameters);
    const std::vector<kiln_coding> structs = as_structs(codings);
    kiln_document* answer = nullptr;
    kiln_error* const error = functions_.lookup(data_.get(), structs.data(), structs.size(),
                                                as_text(parameters), &answer);
    return document(error, answer);
  }

  Expected<kiln::Document> validate_vs(const ResourceArgument& value_set,
                                       std::span<const Coding> codings,
                                       std::string_view parameters) const override {
    if (functions_.validate_vs == nullptr)
      return TerminologyProvider::validate_vs(value_set, codings, parameters);
    return validate(functions_.validate_vs, value_set, codings, parameters);
  }

  Expected<kiln::Document> validate_cs(const ResourceArgument& code_system,
                                       std::span<const Coding> codings,
                                       std::string_view parameters) const override {
    if (functions_.validate_cs == nullptr)
      return TerminologyProvider::validate_cs(code_system, codings, parameters);
    return validate(functions_.validate_cs, code_system, codings, parameters);
  }

  Expected<Subsumption> subsumes(std::string_view system, const Coding& a, const Coding& b,
                                 std::string_view parameters) const override {
    if (functions_.subsumes_in == nullptr)
      return TerminologyProvider::subsumes(system, a, b, parameters);
    const kiln_coding first = as_struct(a);
    const kiln_coding second = as_struct(b);
    kiln_subsumption answer = KILN_SUBSUMPTION_UNKNOWN;
    return named<Subsumption>(functions_.subsumes_in(data_.get(), as_text(system), &first, &second,
                                                     as_text(parameters), &answer),
                              answer, KILN_SUBSUMPTION_UNKNOWN);
  }

  Expected<kiln::Document> translate(const ResourceArgument& concept_map, const Coding& coding,
                                     std::string_view parameters) const override {
    if (functions_.translate == nullptr)
      return TerminologyProvider::translate(concept_map, coding, parameters);
    const kiln_resource_argument resource = as_struct(concept_map);
    const kiln_coding given = as_struct(coding);
    kiln_document* answer = nullptr;
    kiln_error* const error =
        functions_.translate(data_.get(), &resource, &given, as_text(parameters), &answer);
    return document(error, answer);
  }

  std::shared_ptr<const TerminologyProvider> at(std::string_view url) const override {
    if (functions_.at == nullptr) return nullptr;
    const auto other = take(functions_.at(data_.get(), as_text(url)));
    return other == nullptr ? nullptr : other->provider;
  }

 private:
  static std::unexpected<Error> not_supported(std::string_view what) {
    return fail(ErrorCode::Terminology,
                "the terminology provider does not support " + std::string(what));
  }

  static std::unexpected<Error> no_answer() {
    return fail(ErrorCode::Terminology, "the terminology provider gave no answer");
  }

  /// An answer that is a number up to `last`.
  template <class Answer>
  static Expected<Answer> named(kiln_error* error, std::int32_t answer, std::int32_t last) {
    if (error != nullptr) return std::unexpected(take_error(error));
    if (answer < 0 || answer > last) return no_answer();
    return static_cast<Answer>(answer);
  }

  static Expected<kiln::Document> document(kiln_error* error, kiln_document* answer) {
    const auto given = take(answer);
    if (error != nullptr) return std::unexpected(take_error(error));
    if (given == nullptr) return no_answer();
    return *given;
  }

  Expected<kiln::Document> validate(decltype(kiln_terminology_functions::validate_vs) function,
                                    const ResourceArgument& resource,
                                    std::span<const Coding> codings,
                                    std::string_view parameters) const {
    const kiln_resource_argument subject = as_struct(resource);
    const std::vector<kiln_coding> structs = as_structs(codings);
    kiln_document* answer = nullptr;
    kiln_error* const error = function(data_.get(), &subject, structs.data(), structs.size(),
                                       as_text(parameters), &answer);
    return document(error, answer);
  }

  kiln_terminology_functions functions_;
  UserData data_;
};

/// Asks a provider for something that is a document.
template <class Ask>
kiln_status ask_document(const kiln_terminology* terminology, kiln_document** answer,
                         kiln_error** error, Ask&& ask) noexcept {
  clear(answer);
  return call(error, [&]() -> Outcome {
    needed(answer, "answer");
    Expected<kiln::Document> found = ask(*object(terminology, "terminology").provider);
    if (!found) return failed(std::move(found).error());
    give(answer, *std::move(found));
    return {};
  });
}

/// Asks a provider for something that is a number.
template <class Ask>
kiln_status ask_number(const kiln_terminology* terminology, std::int32_t* answer,
                       kiln_error** error, Ask&& ask) noexcept {
  clear(answer);
  return call(error, [&]() -> Outcome {
    needed(answer, "answer");
    auto found = ask(*object(terminology, "terminology").provider);
    if (!found) return failed(std::move(found).error());
    *answer = static_cast<std::int32_t>(*found);
    return {};
  });
}

MemoryTerminology& memory_of(kiln_terminology* terminology) {
  TerminologyObject& target = object(terminology, "terminology");
  if (target.memory == nullptr) throw Refusal{"terminology", "is none of memory"};
  return *target.memory;
}

Outcome done(Expected<void> added) {
  if (!added) return failed(std::move(added).error());
  return {};
}

}  // namespace
}  // namespace kiln::c

using namespace kiln::c;

extern "C" {

kiln_status kiln_terminology_new(const kiln_terminology_functions* functions, void* user_data,
                                 kiln_free_function free_user_data, kiln_terminology** terminology,
                                 kiln_error** error) {
  clear(terminology);
  return call(error, [&] {
    UserData data = own_user_data(user_data, free_user_data);
    needed(terminology, "terminology");
    const auto table = read(needed(functions, "functions"), "functions");
    give(terminology, std::make_shared<const CallbackProvider>(table, std::move(data)), nullptr);
  });
}

kiln_status kiln_terminology_new_memory(kiln_fhir fhir, kiln_terminology** terminology,
                                        kiln_error** error) {
  clear(terminology);
  return call(error, [&] {
    needed(terminology, "terminology");
    auto memory = std::make_shared<kiln::MemoryTerminology>(fhir_of(fhir));
    give(terminology, memory, memory);
  });
}

kiln_status kiln_terminology_add(kiln_terminology* terminology, const kiln_document* document,
                                 kiln_error** error) {
  return call(error,
              [&] { return done(memory_of(terminology).add(object(document, "document"))); });
}

kiln_status kiln_terminology_load(kiln_terminology* terminology, const char* path, size_t path_size,
                                  kiln_error** error) {
  return call(error, [&] {
    return done(memory_of(terminology).load(std::filesystem::path(text(path, path_size, "path"))));
  });
}

kiln_status kiln_terminology_member_of(const kiln_terminology* terminology,
                                       const kiln_coding* codings, size_t count,
                                       kiln_text value_set, kiln_membership* answer,
                                       kiln_error** error) {
  return ask_number(terminology, answer, error, [&](const kiln::TerminologyProvider& provider) {
    return provider.member_of(codings_of(codings, count), text(value_set, "value_set"));
  });
}

kiln_status kiln_terminology_subsumes(const kiln_terminology* terminology, const kiln_coding* a,
                                      const kiln_coding* b, kiln_subsumption* answer,
                                      kiln_error** error) {
  return ask_number(terminology, answer, error, [&](const kiln::TerminologyProvider& provider) {
    return provider.subsumes(coding_of(a, "a"), coding_of(b, "b"));
  });
}

kiln_status kiln_terminology_expand(const kiln_terminology* terminology,
                                    const kiln_resource_argument* value_set, kiln_text parameters,
                                    kiln_document** answer, kiln_error** error) {
  return ask_document(terminology, answer, error, [&](const kiln::TerminologyProvider& provider) {
    return provider.expand(resource_of(value_set, "value_set"), text(parameters, "parameters"));
  });
}

kiln_status kiln_terminology_lookup(const kiln_terminology* terminology, const kiln_coding* codings,
                                    size_t count, kiln_text parameters, kiln_document** answer,
                                    kiln_error** error) {
  return ask_document(terminology, answer, error, [&](const kiln::TerminologyProvider& provider) {
    return provider.lookup(codings_of(codings, count), text(parameters, "parameters"));
  });
}

kiln_status kiln_terminology_validate_vs(const kiln_terminology* terminology,
                                         const kiln_resource_argument* value_set,
                                         const kiln_coding* codings, size_t count,
                                         kiln_text parameters, kiln_document** answer,
                                         kiln_error** error) {
  return ask_document(terminology, answer, error, [&](const kiln::TerminologyProvider& provider) {
    return provider.validate_vs(resource_of(value_set, "value_set"), codings_of(codings, count),
                                text(parameters, "parameters"));
  });
}

kiln_status kiln_terminology_validate_cs(const kiln_terminology* terminology,
                                         const kiln_resource_argument* code_system,
                                         const kiln_coding* codings, size_t count,
                                         kiln_text parameters, kiln_document** answer,
                                         kiln_error** error) {
  return ask_document(terminology, answer, error, [&](const kiln::TerminologyProvider& provider) {
    return provider.validate_cs(resource_of(code_system, "code_system"), codings_of(codings, count),
                                text(parameters, "parameters"));
  });
}

kiln_status kiln_terminology_subsumes_in(const kiln_terminology* terminology, kiln_text system,
                                         const kiln_coding* a, const kiln_coding* b,
                                         kiln_text parameters, kiln_subsumption* answer,
                                         kiln_error** error) {
  return ask_number(terminology, answer, error, [&](const kiln::TerminologyProvider& provider) {
    return provider.subsumes(text(system, "system"), coding_of(a, "a"), coding_of(b, "b"),
                             text(parameters, "parameters"));
  });
}

kiln_status kiln_terminology_translate(const kiln_terminology* terminology,
                                       const kiln_resource_argument* concept_map,
                                       const kiln_coding* coding, kiln_text parameters,
                                       kiln_document** answer, kiln_error** error) {
  return ask_document(terminology, answer, error, [&](const kiln::TerminologyProvider& provider) {
    return provider.translate(resource_of(concept_map, "concept_map"), coding_of(coding, "coding"),
                              text(parameters, "parameters"));
  });
}

kiln_status kiln_terminology_at(const kiln_terminology* terminology, kiln_text url,
                                kiln_terminology** other, kiln_error** error) {
  clear(other);
  return call(error, [&] {
    needed(other, "other");
    auto found = object(terminology, "terminology").provider->at(text(url, "url"));
    if (found != nullptr) give(other, std::move(found), nullptr);
  });
}

void kiln_terminology_free(kiln_terminology* terminology) {
  release(terminology);
}

}  // extern "C"
