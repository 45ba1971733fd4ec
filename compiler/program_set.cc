#include "compiler/program_set.h"

namespace kiln {

struct ProgramSet::Entry {
  TypeId type;
  Expected<Program> program;
};

ProgramSet::ProgramSet(const Ast& ast, const CompileOptions& options)
    : ast_(ast),
      options_(options),
      general_(new Entry{options.context_type, compile(ast, options)}) {}

ProgramSet::~ProgramSet() = default;

Expected<const Program*> ProgramSet::for_type(TypeId type) {
  const Entry* entry = general_.get();
  const bool is_special = options_.streaming && type != kNoType && type != options_.context_type;
  if (is_special) {
    const std::size_t count = count_.load(std::memory_order_acquire);
    entry = find(type, count);
    if (entry == nullptr) entry = count == kMostTypes ? &refuse() : &add(type);
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
  return *general_;
}

const ProgramSet::Entry& ProgramSet::add(TypeId type) {
  const std::scoped_lock lock(adding_);
  const std::size_t count = count_.load(std::memory_order_relaxed);
  if (const Entry* const entry = find(type, count)) return *entry;
  if (count == kMostTypes) return refuse();
  CompileOptions options = options_;
  options.context_type = type;
  entries_[count].reset(new Entry{type, compile(ast_, options)});
  count_.store(count + 1, std::memory_order_release);
  return *entries_[count];
}

ProgramSet::Statistics ProgramSet::statistics() const {
  return {1 + count_.load(std::memory_order_relaxed), refused_.load(std::memory_order_relaxed)};
}

}  // namespace kiln
