// What a Program is a handle of: an expression that is compiled for each type that it meets, or the
// one program of a Bytecode. Private to this room.
#pragma once

#include <kiln/kiln.h>

#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "compiler/program_set.h"
#include "frontend/ast.h"

namespace kiln {

/// Thread-safety: any number of threads.
struct Program::Impl {
  /// Compiled when it meets a type. `options.context_type` is that of the general program.
  Impl(core::Ast parsed, const core::CompileOptions& options, const EvaluationLimits& most)
      : ast(std::move(parsed)),
        set(std::in_place, ast, options),
        options(options.program),
        streaming(options.streaming),
        expression(ast.source()),
        limits(most) {}

  /// One program whatever it meets: on another type than the one that it was compiled for, its
  /// plain body runs.
  Impl(std::shared_ptr<const core::Program> program, const EvaluationLimits& most)
      : fixed(std::move(program)),
        options(fixed->options),
        streaming(true),
        expression(fixed->source),
        limits(most) {}

  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  /// What to run on something of this type. It lives as long as this. ProgramLimit.
  Expected<const core::Program*> for_type(core::TypeId type) const {
    if (fixed != nullptr) return fixed.get();
    return set->for_type(type);
  }

  const core::Ast ast;  ///< of the set; else empty
  mutable std::optional<core::ProgramSet> set;
  const std::shared_ptr<const core::Program> fixed;  ///< nullptr: there is a set
  const core::ProgramOptions options;
  const bool streaming;  ///< of the invariants that it asks about
  const std::string_view expression;
  const EvaluationLimits limits;  ///< of evaluations that say nothing else
};

/// For the other files of this room.
struct ProgramAccess {
  using Impl = Program::Impl;
  using ContextImpl = Context::Impl;

  static Program program(std::shared_ptr<const Program::Impl> impl) {
    return Program(std::move(impl));
  }
  static std::shared_ptr<const Program::Impl> one(std::shared_ptr<const core::Program> program,
                                                  const EvaluationLimits& limits) {
    return std::make_shared<const Program::Impl>(std::move(program), limits);
  }
  /// Program::evaluate(). nullptr: no document.
  static Expected<Result> evaluate(const Impl& program, const core::Document* document,
                                   ContextImpl& context, const EvaluateOptions& options);
};

}  // namespace kiln
