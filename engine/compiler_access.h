// What the handles of the opened compiler are handles of. Private to this room.
#pragma once

#include <kiln/compiler.h>

#include <memory>
#include <utility>

#include "compiler/bytecode/program.h"
#include "compiler/ir.h"
#include "frontend/ast.h"

namespace kiln {

struct Ast::Impl {
  core::Ast ast;
  Diagnostics errors;  ///< of the parser, with its warnings; empty if there is no error
};

struct Ir::Impl {
  Ast ast;  ///< emission uses an Ir up: each one lowers this again
  core::Ir ir;
};

struct Bytecode::Impl {
  core::Program program;  ///< of the compiler, or verified
};

struct CompilerAccess {
  /// nullptr: there was no memory for it.
  static const Ast::Impl* impl(const Ast& ast) { return ast.impl_.get(); }

  static Ast ast(core::Ast ast, Diagnostics errors) {
    return Ast(std::make_shared<const Ast::Impl>(std::move(ast), std::move(errors)));
  }
  static Ast no_ast() noexcept { return Ast(nullptr); }

  static Bytecode bytecode(core::Program program) {
    return Bytecode(std::make_shared<const Bytecode::Impl>(std::move(program)));
  }
};

}  // namespace kiln
