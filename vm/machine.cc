// Operations on collections: functions, variables, lists.

#include "vm/machine.h"

#include "runtime/builtin/factory.h"
#include "runtime/builtin/host_function.h"
#include "runtime/builtin/instance.h"
#include "runtime/builtin/membership.h"
#include "runtime/builtin/terminologies.h"
#include "runtime/builtin/variables.h"
#include "runtime/item/system_value.h"

namespace kiln::core {
namespace {

/// What a built-in takes at least, in turns of a loop.
constexpr std::uint64_t kStepsOfACall = 4;

std::unexpected<Error> is_there(std::string_view name) {
  return fail(ErrorCode::VariableExists,
              "the variable %" + std::string(name) + " is there already");
}

}  // namespace

bool Machine::advance(Slot::Cursor& cursor) {
  const std::uint32_t count = cursor.count == Slot::kGrowing
                                  ? static_cast<const ItemList*>(cursor.source)->size()
                                  : cursor.count;
  if (cursor.next >= count) return false;
  ++cursor.next;
  return true;
}

Items Machine::current(const Slot::Cursor& cursor) {
  const Item* const data = cursor.count == Slot::kGrowing
                               ? static_cast<const ItemList*>(cursor.source)->items().data
                               : static_cast<const Item*>(cursor.source);
  return {data + cursor.next - 1, 1};
}

Expected<Items> Machine::call(const Instruction& i) {
  const ProgramSite& site = program_.sites[i.b];
  const BuiltinCall call = call_of(site, items(i.a), i.c);
  KILN_CHECK(evaluation_.charge(kStepsOfACall));
  KILN_TRY(const Items result, builtin_of(site.function)(call));
  KILN_CHECK(evaluation_.check_size(result.size()));
  return result;
}

Expected<Items> Machine::call_host(const Instruction& i) {
  return builtins::call_host_function(call_of(program_.sites[i.b], items(i.a), i.c));
}

Expected<void> Machine::check_host(const ProgramSite& site) {
  KILN_CHECK(builtins::find_host_function(evaluation_, site.name, site.argument_count));
  return {};
}

Expected<void> Machine::check_service(const Instruction& i) {
  const ProgramSite& site = program_.sites[i.a];
  if (site.service == ProgramSite::Service::Factory) {
    return builtins::check_factory(evaluation_.model(), site.name, site.argument_count);
  }
  std::optional<builtins::TerminologyServer> server;
  const Items address = site.address == ProgramSite::Address::One ? items(i.b) : Items();
  if (i.c != 0) {
    server = {.arguments = {&address, site.address == ProgramSite::Address::One ? 1U : 0U},
              .place = site.where.arguments.back()};
  }
  return builtins::check_terminologies(evaluation_, site.name, site.argument_count, server);
}

Expected<Items> Machine::call_service(const Instruction& i) {
  const ProgramSite& site = program_.sites[i.b];
  if (site.service == ProgramSite::Service::Factory) {
    return builtins::call_factory(call_of(site, {}, i.c));
  }
  if (site.address == ProgramSite::Address::None) {
    return builtins::call_terminologies(call_of(site, {}, i.c), std::nullopt);
  }
  const Items address = items(i.c);
  const BuiltinCall call = call_of(site, {}, static_cast<std::uint16_t>(i.c + 1));
  return builtins::call_terminologies(
      call, builtins::TerminologyServer{{&address, 1}, site.where.arguments.back()});
}

Expected<Items> Machine::instance(const Instruction& i) {
  const ProgramSite& site = program_.sites[i.b];
  std::vector<Field> fields;
  fields.reserve(site.argument_count);
  for (std::uint16_t n = 0; n < site.argument_count; ++n) {
    fields.push_back(
        {site.fields[n], items(static_cast<std::uint16_t>(i.c + n)), site.where.arguments[n]});
  }
  KILN_TRY(const Item made, make_instance(evaluation_, site.type.id, fields));
  return evaluation_.one(made);
}

Expected<void> Machine::check_string(const Instruction& i) {
  const BuiltinCall call = call_of(program_.sites[i.b], {}, i.a);
  KILN_CHECK(call.string_argument(0));
  return {};
}

Expected<void> Machine::trace(const Instruction& i) {
  const ProgramSite& site = program_.sites[i.a];
  const BuiltinCall call = call_of(site, {}, i.b);
  KILN_TRY(const auto name, call.string_argument(0));
  evaluation_.trace({name.value_or(""), items(static_cast<std::uint16_t>(i.b + 1))});
  return {};
}

Expected<void> Machine::check_single(Items items) {
  KILN_CHECK(single(items));
  return {};
}

/// §5.3.1.
Expected<Items> Machine::index(Items items, Items position) {
  KILN_TRY(Item value, single(position));
  KILN_TRY(value, system_value(evaluation_.model(), value, evaluation_.arena()));
  if (value.is_none()) return Items();
  if (value.kind() != ItemKind::Integer) {
    return fail(ErrorCode::ArgumentType, "an index is an Integer");
  }
  const std::int32_t at = value.as_integer();
  if (at < 0 || static_cast<std::uint32_t>(at) >= items.size()) return Items();
  return items.slice(static_cast<std::uint32_t>(at), 1);
}

Expected<void> Machine::append(ItemList& list, Items more) {
  KILN_CHECK(evaluation_.charge(more.size()));
  KILN_CHECK(evaluation_.check_size(std::uint64_t{list.size()} + more.size()));
  list.append(more);
  return {};
}

Expected<void> Machine::append_new(ItemList& found, ItemList& queue, Items items) {
  for (const Item& item : items) {
    KILN_TRY(const bool seen, is_member(evaluation_, item, found.items()));
    if (seen) continue;
    found.append(item);
    queue.append(item);
  }
  return evaluation_.check_size(found.size());
}

bool Machine::sort_next(const Instruction& i) {
  auto selector = registers_[i.a].sort->next();
  if (!selector) return failed(std::move(selector).error());
  wanted_ = *selector;
  return true;
}

Expected<void> Machine::sort_key(const Instruction& i) {
  KILN_TRY(Item item, single(items(i.b)));
  KILN_TRY(item, system_value(evaluation_.model(), item, evaluation_.arena()));
  registers_[i.a].sort->key(item, i.c != 0);
  return {};
}

Expected<void> Machine::check_free(std::string_view name) {
  if (is_taken(evaluation_, name)) return is_there(name);
  return {};
}

Expected<void> Machine::define(const Instruction& i) {
  const BuiltinCall call = call_of(program_.sites[i.b], {}, i.c);
  KILN_TRY(const auto name, call.string_argument(0));
  if (!name) return fail(ErrorCode::ArgumentValue, "a variable needs a name");
  bool exists = is_taken(evaluation_, *name);
  for (const ScopeEntry* entry = registers_[i.a].scope; entry != nullptr; entry = entry->outer) {
    exists = exists || entry->name == *name;
  }
  if (exists) return is_there(*name);
  const Items value = items(static_cast<std::uint16_t>(i.c + 1));
  registers_[i.a].scope = evaluation_.arena().make(ScopeEntry{*name, value, registers_[i.a].scope});
  return {};
}

Expected<Items> Machine::lookup(const ScopeEntry* scope, std::string_view name) {
  for (; scope != nullptr; scope = scope->outer) {
    if (scope->name == name) return scope->items;
  }
  return external_constant(evaluation_, name);
}

}  // namespace kiln::core
