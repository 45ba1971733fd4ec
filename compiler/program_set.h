// ProgramSet: the programs of one expression. The type of what an expression is evaluated on is
// often known only when it is there: a program is then compiled for each type that is met, up to a
// bound, and the general one runs for all others. Each is compiled when it is first asked for.
//
// Thread-safety: any number of threads.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>

#include "compiler/compile.h"

namespace kiln::core {

class ProgramSet {
 public:
  static constexpr std::size_t kMostTypes = 32;  ///< all but the general program

  struct Statistics {
    std::uint64_t compiled = 0;  ///< programs, the general one among them
    std::uint64_t refused = 0;   ///< requests for a type when there were kMostTypes
  };

  /// `options.context_type` is that of the general program. The Ast must outlive the set.
  ProgramSet(const Ast& ast, const CompileOptions& options);
  ~ProgramSet();
  ProgramSet(const ProgramSet&) = delete;
  ProgramSet& operator=(const ProgramSet&) = delete;

  /// The program to run on something of this type; compiled now if it is the first time.
  /// ProgramLimit as compile(). It lives as long as the set.
  Expected<const Program*> for_type(TypeId type);

  Statistics statistics() const;

 private:
  struct Entry;

  const Entry* find(TypeId type, std::size_t count) const;
  const Entry* add(TypeId type);  ///< nullptr: there are kMostTypes
  const Entry& refuse();
  const Entry& general();

  const Ast& ast_;
  const CompileOptions options_;
  std::unique_ptr<const Entry> owned_general_;
  std::atomic<const Entry*> general_ = nullptr;  ///< once it is there
  std::array<std::unique_ptr<const Entry>, kMostTypes> entries_;
  std::atomic<std::size_t> count_ = 0;  ///< of entries_ that may be read
  std::mutex adding_;
  std::atomic<std::uint64_t> refused_ = 0;
};

}  // namespace kiln::core
