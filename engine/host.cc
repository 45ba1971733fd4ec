#include <kiln/host.h>

#include <algorithm>

#include "engine/host_access.h"
#include "engine/no_throw.h"
#include "runtime/diagnostic/try.h"
#include "runtime/pending.h"
#include "runtime/terminology/load.h"

namespace kiln {
namespace {

std::unexpected<Error> not_supported(std::string_view operation) {
  return fail(ErrorCode::Terminology,
              "the terminology provider does not support " + std::string(operation));
}

Membership from_core(core::Membership how) {
  switch (how) {
    case core::Membership::No:
      return Membership::No;
    case core::Membership::Yes:
      return Membership::Yes;
    case core::Membership::Unknown:
      break;
  }
  return Membership::Unknown;
}

Subsumption from_core(core::Subsumption how) {
  switch (how) {
    case core::Subsumption::NotSubsumed:
      return Subsumption::NotSubsumed;
    case core::Subsumption::Equivalent:
      return Subsumption::Equivalent;
    case core::Subsumption::Subsumes:
      return Subsumption::Subsumes;
    case core::Subsumption::SubsumedBy:
      return Subsumption::SubsumedBy;
    case core::Subsumption::Unknown:
      break;
  }
  return Subsumption::Unknown;
}

Document from_core(core::Document document) {
  return Document(std::make_shared<const core::Document>(std::move(document)));
}

/// What the rooms below answer, without memory too.
template <class Ask>
auto answer(Ask&& ask) {
  using Answer = Expected<decltype(from_core(*ask()))>;
  return guarded([&]() -> Answer {
    KILN_TRY(auto found, ask());
    return from_core(std::move(found));
  });
}

}  // namespace

std::unexpected<Error> pending(std::string key) {
  return core::pending(std::move(key));
}

Error host_failure(std::string_view function, std::string_view why) {
  std::string message = "'" + std::string(function) + "' of the host has failed: ";
  message += why;
  std::ranges::replace(message, '\n', ' ');
  return {ErrorCode::HostFailure, {}, std::move(message), {}};
}

TerminologyProvider::~TerminologyProvider() = default;

Expected<Document> TerminologyProvider::expand(const ResourceArgument&, std::string_view) const {
  return not_supported("$expand");
}

Expected<Document> TerminologyProvider::lookup(std::span<const Coding>, std::string_view) const {
  return not_supported("$lookup");
}

Expected<Document> TerminologyProvider::validate_vs(const ResourceArgument&,
                                                    std::span<const Coding>,
                                                    std::string_view) const {
  return not_supported("$validate-code on value sets");
}

Expected<Document> TerminologyProvider::validate_cs(const ResourceArgument&,
                                                    std::span<const Coding>,
                                                    std::string_view) const {
  return not_supported("$validate-code on code systems");
}

Expected<Subsumption> TerminologyProvider::subsumes(std::string_view, const Coding&, const Coding&,
                                                    std::string_view) const {
  return not_supported("$subsumes");
}

Expected<Document> TerminologyProvider::translate(const ResourceArgument&, const Coding&,
                                                  std::string_view) const {
  return not_supported("$translate");
}

std::shared_ptr<const TerminologyProvider> TerminologyProvider::at(std::string_view) const {
  return nullptr;
}

MemoryTerminology::MemoryTerminology(Fhir version)
    : impl_(std::make_unique<core::MemoryTerminology>(
          core::MemoryTerminology::Options{.version = version, .timestamp = {}})) {}

MemoryTerminology::~MemoryTerminology() = default;

Expected<void> MemoryTerminology::add(const Document& document) {
  return guarded([&]() -> Expected<void> {
    KILN_TRY(core::Document copy, copy_of(document));
    impl_->add(std::move(copy));
    return {};
  });
}

Expected<void> MemoryTerminology::load(const std::filesystem::path& path) {
  return guarded([&] { return core::load_terminology(*impl_, path); });
}

Expected<Membership> MemoryTerminology::member_of(std::span<const Coding> codings,
                                                  std::string_view value_set) const {
  return answer([&] { return impl_->member_of(to_core(codings), value_set); });
}

Expected<Subsumption> MemoryTerminology::subsumes(const Coding& a, const Coding& b) const {
  return answer([&] { return impl_->subsumes(to_core(a), to_core(b)); });
}

Expected<Document> MemoryTerminology::expand(const ResourceArgument& value_set,
                                             std::string_view parameters) const {
  return answer([&] { return impl_->expand(to_core(value_set), parameters); });
}

Expected<Document> MemoryTerminology::lookup(std::span<const Coding> codings,
                                             std::string_view parameters) const {
  return answer([&] { return impl_->lookup(to_core(codings), parameters); });
}

Expected<Document> MemoryTerminology::validate_vs(const ResourceArgument& value_set,
                                                  std::span<const Coding> codings,
                                                  std::string_view parameters) const {
  return answer(
      [&] { return impl_->validate_vs(to_core(value_set), to_core(codings), parameters); });
}

Expected<Document> MemoryTerminology::validate_cs(const ResourceArgument& code_system,
                                                  std::span<const Coding> codings,
                                                  std::string_view parameters) const {
  return answer(
      [&] { return impl_->validate_cs(to_core(code_system), to_core(codings), parameters); });
}

Expected<Subsumption> MemoryTerminology::subsumes(std::string_view system, const Coding& a,
                                                  const Coding& b,
                                                  std::string_view parameters) const {
  return answer([&] { return impl_->subsumes(system, to_core(a), to_core(b), parameters); });
}

Expected<Document> MemoryTerminology::translate(const ResourceArgument& concept_map,
                                                const Coding& coding,
                                                std::string_view parameters) const {
  return answer(
      [&] { return impl_->translate(to_core(concept_map), to_core(coding), parameters); });
}

Profiles::Profiles() : impl_(std::make_unique<core::ProfileStore>()) {}
Profiles::Profiles(Profiles&&) noexcept = default;
Profiles& Profiles::operator=(Profiles&&) noexcept = default;
Profiles::~Profiles() = default;

Expected<std::size_t> Profiles::add(const Document& document) {
  return guarded([&]() -> Expected<std::size_t> {
    KILN_TRY(core::Document copy, copy_of(document));
    return impl_->add(std::move(copy));
  });
}

Expected<std::size_t> Profiles::load(const std::filesystem::path& path) {
  return guarded([&] {
    std::error_code none;
    return std::filesystem::is_directory(path, none) ? impl_->load_package(path)
                                                     : impl_->load_ndjson(path);
  });
}

std::size_t Profiles::size() const noexcept {
  return impl_->size();
}

}  // namespace kiln
