// What the public interface's terminology and profiles are made of. Private to this room.
#pragma once

#include <kiln/host.h>

#include <memory>
#include <utility>
#include <vector>

#include "runtime/profile/store.h"
#include "runtime/terminology/memory.h"
#include "runtime/terminology/provider.h"

namespace kiln {

struct HostAccess {
  static const core::MemoryTerminology* impl(const MemoryTerminology& terminology) {
    return terminology.impl_.get();
  }
  static const core::ProfileStore* impl(const Profiles& profiles) { return profiles.impl_.get(); }
};

/// "'function' of the host has failed: why", on one line.
Error host_failure(std::string_view function, std::string_view why);

// The two kinds of terminology's values, and back. A document is copied where one room owns it
// alone and the other shares it.

core::Coding to_core(const Coding& coding);
Coding from_core(const core::Coding& coding);
std::vector<core::Coding> to_core(std::span<const Coding> codings);
std::vector<Coding> from_core(std::span<const core::Coding> codings);
Expected<ResourceArgument> from_core(const core::ResourceArgument& argument);
core::ResourceArgument to_core(const ResourceArgument& argument);
Expected<core::Document> copy_of(const Document& document);

/// A provider of the host, for the rooms below. What throws is noted in `failure`, if that has
/// none yet.
class HostTerminology final : public core::TerminologyProvider {
 public:
  HostTerminology(std::shared_ptr<const kiln::TerminologyProvider> provider,
                  std::optional<Error>* failure)
      : provider_(std::move(provider)), failure_(failure) {}

  Expected<core::Membership> member_of(std::span<const core::Coding> codings,
                                       std::string_view value_set) const override;
  Expected<core::Subsumption> subsumes(const core::Coding& a, const core::Coding& b) const override;
  Expected<core::Document> expand(const core::ResourceArgument& value_set,
                                  std::string_view parameters) const override;
  Expected<core::Document> lookup(std::span<const core::Coding> codings,
                                  std::string_view parameters) const override;
  Expected<core::Document> validate_vs(const core::ResourceArgument& value_set,
                                       std::span<const core::Coding> codings,
                                       std::string_view parameters) const override;
  Expected<core::Document> validate_cs(const core::ResourceArgument& code_system,
                                       std::span<const core::Coding> codings,
                                       std::string_view parameters) const override;
  Expected<core::Subsumption> subsumes(std::string_view system, const core::Coding& a,
                                       const core::Coding& b,
                                       std::string_view parameters) const override;
  Expected<core::Document> translate(const core::ResourceArgument& concept_map,
                                     const core::Coding& coding,
                                     std::string_view parameters) const override;
  std::shared_ptr<const core::TerminologyProvider> at(std::string_view url) const override;

 private:
  std::shared_ptr<const kiln::TerminologyProvider> provider_;
  std::optional<Error>* failure_;
};

/// Asks the host. What it throws is HostFailure, and noted.
template <class Ask>
auto asked(std::string_view function, std::optional<Error>& failure, Ask&& ask)
    -> std::invoke_result_t<Ask> {
  Error error;
  try {
    return std::forward<Ask>(ask)();
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& thrown) {
    error = host_failure(function, thrown.what());
  } catch (...) {
    error = host_failure(function, "it has thrown what is no std::exception");
  }
  if (!failure) failure = error;
  return std::unexpected(std::move(error));
}

}  // namespace kiln
