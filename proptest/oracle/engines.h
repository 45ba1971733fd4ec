// The engines table: every way in which Kiln can evaluate an expression, behind one interface, so
// that whoever compares them lists them and nothing else.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "frontend/ast.h"
#include "runtime/environment.h"
#include "runtime/host.h"

namespace kiln::core::oracle {

enum class Engine : std::uint8_t {
  Reference,  ///< walks the Ast: the truth
  Vm0,        ///< compiled without any pass, interpreted
  Vm,         ///< compiled with all passes for the type of the context, interpreted
  Bytecode,   ///< the same, each program serialized and read back before it runs
};

/// Those that `kiln` offers, the reference first.
std::span<const Engine> engines();
/// Those, and the ways that only tests go.
std::span<const Engine> all_engines();
/// "ref", "vm0", "vm", "bytecode".
std::string_view to_string(Engine engine);
std::optional<Engine> parse_engine(std::string_view name);

struct Answer {
  Values items;
  std::vector<TraceEntry> traces;
  std::vector<std::shared_ptr<const Document>> documents;  ///< that items are nodes of
};

/// An expression made ready for one engine, to be evaluated many times. For one thread.
class Subject {
 public:
  virtual ~Subject() = default;
  /// `environment` is that of prepare() but for its clock, host, limits and profile.
  virtual Expected<Answer> evaluate(const Environment& environment, const Focus& focus) = 0;
  /// What the last evaluation waits for, if it ended with Pending.
  virtual const std::vector<PendingRequest>& pending() = 0;
};

/// REQUIRES: a whole, error-free Ast that outlives the subject.
std::unique_ptr<Subject> prepare(Engine engine, const Ast& ast, const Environment& environment);

/// Once.
Expected<Answer> evaluate(Engine engine, const Ast& ast, const Environment& environment,
                          const Focus& focus);

}  // namespace kiln::core::oracle
