// Ast and its nodes: those of the frontend, behind a handle.
#include <kiln/ast.h>

#include "engine/compiler_access.h"
#include "engine/no_throw.h"
#include "frontend/parser.h"
#include "frontend/printer.h"

namespace kiln {
namespace {

const core::AstNode& node_of(const core::Ast* ast, std::size_t id) {
  return ast->node(core::AstId{static_cast<std::uint32_t>(id)});
}

}  // namespace

// --- AstNode -------------------------------------------------------------------------------------

AstKind AstNode::kind() const noexcept {
  return node_of(ast_, id_).kind;
}

Span AstNode::span() const noexcept {
  return node_of(ast_, id_).span;
}

Span AstNode::name_span() const noexcept {
  return node_of(ast_, id_).name_span;
}

std::string_view AstNode::text() const noexcept {
  return node_of(ast_, id_).text;
}

std::string_view AstNode::name() const noexcept {
  return node_of(ast_, id_).name;
}

std::string_view AstNode::qualifier() const noexcept {
  return node_of(ast_, id_).qualifier;
}

std::string_view AstNode::operator_text() const noexcept {
  return to_string(node_of(ast_, id_).op);
}

bool AstNode::flag() const noexcept {
  return node_of(ast_, id_).flag;
}

std::size_t AstNode::child_count() const noexcept {
  return node_of(ast_, id_).child_count;
}

std::optional<AstNode> AstNode::child(std::size_t position) const noexcept {
  const core::AstId id = ast_->children(node_of(ast_, id_))[position];
  if (id == core::kNoAst) return std::nullopt;
  return AstNode(ast_, static_cast<std::size_t>(id));
}

std::string AstNode::print() const {
  return core::print(*ast_, core::AstId{static_cast<std::uint32_t>(id_)});
}

// --- Ast -----------------------------------------------------------------------------------------

ParseResult Ast::parse(std::string_view text, const ParseOptions& options) {
  Expected<ParseResult> result = guarded([&]() -> Expected<ParseResult> {
    core::ParseResult parsed = core::parse(text, {.language = options.language,
                                                  .max_bytes = options.limits.max_bytes,
                                                  .max_depth = options.limits.max_depth});
    Diagnostics errors = parsed.ok() ? Diagnostics() : parsed.diagnostics;
    return ParseResult{CompilerAccess::ast(std::move(parsed.ast), std::move(errors)),
                       std::move(parsed.diagnostics)};
  });
  if (!result) return {CompilerAccess::no_ast(), Diagnostics(std::move(result).error())};
  return *std::move(result);
}

std::size_t Ast::size() const noexcept {
  return impl_ == nullptr ? 0 : impl_->ast.nodes().size();
}

AstNode Ast::node(std::size_t id) const noexcept {
  return {&impl_->ast, id};
}

std::string_view Ast::source() const noexcept {
  return impl_ == nullptr ? std::string_view() : impl_->ast.source();
}

std::string Ast::print() const {
  return impl_ == nullptr ? std::string() : core::print(impl_->ast);
}

}  // namespace kiln
