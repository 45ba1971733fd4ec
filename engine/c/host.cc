// Hosts and profiles: functions of C behind those of kiln::Host.

#include <kiln/c.h>
#include <kiln/host.h>

#include <chrono>
#include <filesystem>
#include <limits>

#include "engine/c/call.h"
#include "engine/c/handle.h"
#include "engine/c/options.h"
#include "engine/c/user_data.h"

namespace kiln::c {
namespace {

constexpr std::int32_t kMostMinutes = 14 * 60;

/// Sets one of a host's functions to `make(user data)`, or to nothing without a function. The user
/// data are taken over in any case.
template <class Function, class Slot, class Make>
kiln_status set_function(kiln_host* host, Function function, void* user_data,
                         kiln_free_function free_user_data, Slot Host::* slot, Make make) noexcept {
  return call([&] {
    UserData data = own_user_data(user_data, free_user_data);
    Slot& target = object(host, "host").*slot;
    if (function == nullptr) {
      target = nullptr;
    } else {
      target = make(std::move(data));
    }
  });
}

Outcome give_count(size_t* out, const Expected<std::size_t>& added) {
  if (!added) return failed(added.error());
  if (out != nullptr) *out = *added;
  return {};
}

}  // namespace
}  // namespace kiln::c

using namespace kiln::c;

extern "C" {

kiln_status kiln_profiles_new(kiln_profiles** profiles, kiln_error** error) {
  clear(profiles);
  return call(error,
              [&] { give(needed(profiles, "profiles"), std::make_shared<kiln::Profiles>()); });
}

kiln_status kiln_profiles_add(kiln_profiles* profiles, const kiln_document* document, size_t* count,
                              kiln_error** error) {
  clear(count);
  return call(error, [&] {
    return give_count(count, object(profiles, "profiles")->add(object(document, "document")));
  });
}

kiln_status kiln_profiles_load(kiln_profiles* profiles, const char* path, size_t path_size,
                               size_t* count, kiln_error** error) {
  clear(count);
  return call(error, [&] {
    return give_count(
        count,
        object(profiles, "profiles")->load(std::filesystem::path(text(path, path_size, "path"))));
  });
}

size_t kiln_profiles_size(const kiln_profiles* profiles) {
  return profiles == nullptr ? 0 : (*object_of(profiles))->size();
}

void kiln_profiles_free(kiln_profiles* profiles) {
  release(profiles);
}

kiln_status kiln_host_new(kiln_host** host, kiln_error** error) {
  clear(host);
  return call(error, [&] { give(needed(host, "host")); });
}

kiln_status kiln_host_set_resolve(kiln_host* host, kiln_resolve_function function, void* user_data,
                                  kiln_free_function free_user_data) {
  return set_function(
      host, function, user_data, free_user_data, &kiln::Host::resolve, [&](UserData data) {
        return [function, data = std::move(data)](
                   std::string_view reference) -> kiln::Expected<std::optional<kiln::Document>> {
          kiln_document* found = nullptr;
          kiln_error* const wrong =
              function(data.get(), reference.data(), reference.size(), &found);
          const auto document = take(found);
          if (wrong != nullptr) return std::unexpected(take_error(wrong));
          if (document == nullptr) return std::nullopt;
          return *document;
        };
      });
}

kiln_status kiln_host_set_terminology(kiln_host* host, const kiln_terminology* terminology) {
  return call([&] {
    kiln::Host& target = object(host, "host");
    target.terminology = terminology == nullptr ? nullptr : object_of(terminology)->provider;
  });
}

kiln_status kiln_host_set_profiles(kiln_host* host, const kiln_profiles* profiles) {
  return call([&] {
    kiln::Host& target = object(host, "host");
    target.profiles = profiles == nullptr ? nullptr : *object_of(profiles);
  });
}

kiln_status kiln_host_set_variable(kiln_host* host, const char* name, size_t name_size,
                                   const kiln_values* values) {
  return call([&] {
    kiln::Host& target = object(host, "host");
    target.variables.insert_or_assign(std::string(text(name, name_size, "name")),
                                      object(values, "values"));
  });
}

kiln_status kiln_host_set_function(kiln_host* host, const char* name, size_t name_size,
                                   size_t min_arguments, size_t max_arguments,
                                   kiln_host_function function, void* user_data,
                                   kiln_free_function free_user_data) {
  return call([&] {
    UserData data = own_user_data(user_data, free_user_data);
    kiln::Host& target = object(host, "host");
    needed(function, "function");
    if (max_arguments > std::numeric_limits<std::uint8_t>::max())
      throw Refusal{"max_arguments", "is more than 255"};
    if (min_arguments > max_arguments) throw Refusal{"min_arguments", "is more than max_arguments"};
    auto run = [function, data = std::move(data)](
                   kiln::Items input,
                   std::span<const kiln::Items> arguments) -> kiln::Expected<kiln::Values> {
      const CallObject asked{input, arguments};
      kiln::Values values;
      kiln_error* const wrong =
          function(data.get(), handle_of<kiln_call>(&asked), handle_of<kiln_values>(&values));
      if (wrong != nullptr) return std::unexpected(take_error(wrong));
      return values;
    };
    target.functions.insert_or_assign(
        std::string(text(name, name_size, "name")),
        kiln::HostFunction{static_cast<std::uint8_t>(min_arguments),
                           static_cast<std::uint8_t>(max_arguments), std::move(run)});
  });
}

kiln_status kiln_host_set_trace(kiln_host* host, kiln_trace_function function, void* user_data,
                                kiln_free_function free_user_data) {
  return set_function(
      host, function, user_data, free_user_data, &kiln::Host::trace, [&](UserData data) {
        return [function, data = std::move(data)](std::string_view name, kiln::Items items) {
          function(data.get(), name.data(), name.size(), handle_of<kiln_items>(&items));
        };
      });
}

kiln_status kiln_host_set_clock(kiln_host* host, kiln_clock_function function, void* user_data,
                                kiln_free_function free_user_data) {
  return set_function(host, function, user_data, free_user_data, &kiln::Host::clock,
                      [&](UserData data) {
                        return [function, data = std::move(data)] {
                          return std::chrono::system_clock::time_point(
                              std::chrono::duration_cast<std::chrono::system_clock::duration>(
                                  std::chrono::nanoseconds(function(data.get()))));
                        };
                      });
}

kiln_status kiln_host_set_utc_offset(kiln_host* host, int32_t minutes) {
  return call([&] {
    kiln::Host& target = object(host, "host");
    if (minutes < -kMostMinutes || minutes > kMostMinutes)
      throw Refusal{"minutes", "is more than 14 hours"};
    target.utc_offset = std::chrono::minutes(minutes);
  });
}

void kiln_host_free(kiln_host* host) {
  release(host);
}

const kiln_items* kiln_call_input(const kiln_call* call) {
  return call == nullptr ? nullptr : handle_of<kiln_items>(&object_of(call)->input);
}

size_t kiln_call_argument_count(const kiln_call* call) {
  return call == nullptr ? 0 : object_of(call)->arguments.size();
}

const kiln_items* kiln_call_argument(const kiln_call* call, size_t index) {
  if (index >= kiln_call_argument_count(call)) return nullptr;
  return handle_of<kiln_items>(&object_of(call)->arguments[index]);
}

}  // extern "C"
