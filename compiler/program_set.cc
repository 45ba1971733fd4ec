#include "compiler/program_set.h"

namespace kiln::core {

struct ProgramSet::Entry {
  TypeId type;
  Expected<Program> program;
};

ProgramSet::ProgramSet(const Ast& ast, const CompileOptions& options)
    : ast_(ast), options_(options) {}

ProgramSet::~ProgramSet() = default;

Expected<const Program*> ProgramSet::for_type(TypeId type) {
  const Entry* entry = nullptr;
  if (!options_.streaming || type == kNoType || type == options_.context_type) {
    entry = &general();
  } else {
    const std::size_t count = count_.load(std::memory_order_acquire);
    entry = find(type, count);
    if (entry == nullptr) entry = add(type);
    if (entry == nullptr) entry = &refuse();
  }
  if (!entry->program) return std::unexpected(entry->program.error());
  return &*entry->program;
}

const ProgramSet::Entry* ProgramSet::find(TypeId type, std::size_t count) const {
  for (std::size_t i = 0; i < count; ++i) {
    if (entries_[i]->type == type) return entries_[i].get();
  }
  return nullptr;
}

const ProgramSet::Entry& ProgramSet::refuse() {
  refused_.fetch_add(1, std::memory_order_relaxed);
  return general();
}

const ProgramSet::Entry& ProgramSet::general() {
  if (const Entry* const entry = general_.load(std::memory_order_acquire)) return *entry;
  const std::scoped_lock lock(adding_);
  if (owned_general_ == nullptr) {
    owned_general_.reset(new Entry{options_.context_type, compile(ast_, options_)});
    general_.store(owned_general_.get(), std::memory_order_release);
  }
  return *owned_general_;
}

const ProgramSet::Entry* ProgramSet::add(TypeId type) {
  if (count_.load(std::memory_order_relaxed) == kMostTypes) return nullptr;
  const std::scoped_lock lock(adding_);
  const std::size_t count = count_.load(std::memory_order_relaxed);
  if (const Entry* const entry = find(type, count)) return entry;
  if (count == kMostTypes) return nullptr;
  CompileOptions options = options_;
  options.context_type = type;
  entries_[count].reset(new Entry{type, compile(ast_, options)});
  count_.store(count + 1, std::memory_order_release);
  return entries_[count].get();
}

ProgramSet::Statistics ProgramSet::statistics() const {
  const bool has_general = general_.load(std::memory_order_relaxed) != nullptr;
  return {count_.load(std::memory_order_relaxed) + (has_general ? 1 : 0),
          refused_.load(std::memory_order_relaxed)};
}

}  // namespace kiln::core
