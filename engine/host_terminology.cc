#include <algorithm>

#include "engine/host_access.h"
#include "runtime/diagnostic/try.h"

namespace kiln {
namespace {

Expected<core::Subsumption> to_core(const Expected<Subsumption>& how) {
  if (!how) return std::unexpected(how.error());
  switch (*how) {
    case Subsumption::NotSubsumed:
      return core::Subsumption::NotSubsumed;
    case Subsumption::Equivalent:
      return core::Subsumption::Equivalent;
    case Subsumption::Subsumes:
      return core::Subsumption::Subsumes;
    case Subsumption::SubsumedBy:
      return core::Subsumption::SubsumedBy;
    case Subsumption::Unknown:
      break;
  }
  return core::Subsumption::Unknown;
}

Expected<core::Membership> to_core(const Expected<Membership>& how) {
  if (!how) return std::unexpected(how.error());
  switch (*how) {
    case Membership::No:
      return core::Membership::No;
    case Membership::Yes:
      return core::Membership::Yes;
    case Membership::Unknown:
      break;
  }
  return core::Membership::Unknown;
}

Expected<core::Document> to_core(const Expected<Document>& document) {
  if (!document) return std::unexpected(document.error());
  return copy_of(*document);
}

}  // namespace

core::Coding to_core(const Coding& coding) {
  return {coding.system, coding.version, coding.code, coding.display};
}

Coding from_core(const core::Coding& coding) {
  return {coding.system, coding.version, coding.code, coding.display};
}

std::vector<core::Coding> to_core(std::span<const Coding> codings) {
  std::vector<core::Coding> result;
  for (const Coding& coding : codings) result.push_back(to_core(coding));
  return result;
}

std::vector<Coding> from_core(std::span<const core::Coding> codings) {
  std::vector<Coding> result;
  for (const core::Coding& coding : codings) result.push_back(from_core(coding));
  return result;
}

Expected<ResourceArgument> from_core(const core::ResourceArgument& argument) {
  if (const auto* url = std::get_if<std::string_view>(&argument)) return *url;
  const core::Node& node = std::get<core::Node>(argument);
  return Document::parse_json(node.document->to_json(node.index));
}

core::ResourceArgument to_core(const ResourceArgument& argument) {
  if (const auto* url = std::get_if<std::string_view>(&argument)) return *url;
  return core::root_node(*std::get<Document>(argument).impl(), nullptr);
}

Expected<core::Document> copy_of(const Document& document) {
  return core::Document::parse_json(document.impl()->to_json());
}

Expected<core::Membership> HostTerminology::member_of(std::span<const core::Coding> codings,
                                                      std::string_view value_set) const {
  return asked("member_of", *failure_,
               [&] { return to_core(provider_->member_of(from_core(codings), value_set)); });
}

Expected<core::Subsumption> HostTerminology::subsumes(const core::Coding& a,
                                                      const core::Coding& b) const {
  return asked("subsumes", *failure_,
               [&] { return to_core(provider_->subsumes(from_core(a), from_core(b))); });
}

Expected<core::Document> HostTerminology::expand(const core::ResourceArgument& value_set,
                                                 std::string_view parameters) const {
  return asked("expand", *failure_, [&]() -> Expected<core::Document> {
    KILN_TRY(const ResourceArgument wanted, from_core(value_set));
    return to_core(provider_->expand(wanted, parameters));
  });
}

Expected<core::Document> HostTerminology::lookup(std::span<const core::Coding> codings,
                                                 std::string_view parameters) const {
  return asked("lookup", *failure_,
               [&] { return to_core(provider_->lookup(from_core(codings), parameters)); });
}

Expected<core::Document> HostTerminology::validate_vs(const core::ResourceArgument& value_set,
                                                      std::span<const core::Coding> codings,
                                                      std::string_view parameters) const {
  return asked("validate_vs", *failure_, [&]() -> Expected<core::Document> {
    KILN_TRY(const ResourceArgument wanted, from_core(value_set));
    return to_core(provider_->validate_vs(wanted, from_core(codings), parameters));
  });
}

Expected<core::Document> HostTerminology::validate_cs(const core::ResourceArgument& code_system,
                                                      std::span<const core::Coding> codings,
                                                      std::string_view parameters) const {
  return asked("validate_cs", *failure_, [&]() -> Expected<core::Document> {
    KILN_TRY(const ResourceArgument wanted, from_core(code_system));
    return to_core(provider_->validate_cs(wanted, from_core(codings), parameters));
  });
}

Expected<core::Subsumption> HostTerminology::subsumes(std::string_view system,
                                                      const core::Coding& a, const core::Coding& b,
                                                      std::string_view parameters) const {
  return asked("subsumes", *failure_, [&] {
    return to_core(provider_->subsumes(system, from_core(a), from_core(b), parameters));
  });
}

Expected<core::Document> HostTerminology::translate(const core::ResourceArgument& concept_map,
                                                    const core::Coding& coding,
                                                    std::string_view parameters) const {
  return asked("translate", *failure_, [&]() -> Expected<core::Document> {
    KILN_TRY(const ResourceArgument wanted, from_core(concept_map));
    return to_core(provider_->translate(wanted, from_core(coding), parameters));
  });
}

std::shared_ptr<const core::TerminologyProvider> HostTerminology::at(std::string_view url) const {
  using Found = Expected<std::shared_ptr<const kiln::TerminologyProvider>>;
  const Found found = asked("at", *failure_, [&]() -> Found { return provider_->at(url); });
  if (!found || *found == nullptr) return nullptr;
  return std::make_shared<const HostTerminology>(*found, failure_);
}

}  // namespace kiln
