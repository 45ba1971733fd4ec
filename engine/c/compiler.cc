// The compiler's steps: trees, types, Ir, bytecode.

#include <kiln/c.h>
#include <kiln/compiler.h>

#include <memory>
#include <string>
#include <vector>

#include "engine/c/call.h"
#include "engine/c/handle.h"
#include "engine/c/options.h"

namespace kiln::c {
namespace {

std::vector<std::string> names_of(const kiln_text* names, std::size_t count,
                                  std::string_view argument) {
  std::vector<std::string> all;
  all.reserve(array(names, count, argument).size());
  for (const kiln_text& name : array(names, count, argument))
    all.emplace_back(text(name, argument));
  return all;
}

CheckOptions options_of(const kiln_check_options* given) {
  const kiln_check_options said = read(given, "options");
  unused(static_cast<std::uint32_t>(said.reserved));
  return {.fhir = fhir_of(said.fhir),
          .language = language_of(said.language),
          .context_type = std::string(text(said.context_type, "options.context_type")),
          .strict = said.strict != 0,
          .variables = names_of(said.variables, said.variable_count, "options.variables"),
          .functions = names_of(said.functions, said.function_count, "options.functions")};
}

ProgramOptions options_of(const kiln_program_options* given) {
  const kiln_program_options said = read(given, "options");
  unused(static_cast<std::uint32_t>(said.reserved));
  return {.fhir = fhir_of(said.fhir),
          .language = language_of(said.language),
          .strict = said.strict != 0,
          .as_filters = said.as_filters != 0,
          .json_choice_names = said.json_choice_names != 0};
}

EmitOptions options_of(const kiln_emit_options* given) {
  const kiln_emit_options said = read(given, "options");
  unused(static_cast<std::uint32_t>(said.reserved));
  return {.context_type = std::string(text(said.context_type, "options.context_type")),
          .streaming = said.without_streaming == 0};
}

bool has_node(const kiln_ast* ast, std::size_t node) noexcept {
  return ast != nullptr && node < object_of(ast)->ast.size();
}

/// What `look` finds at a node, or `otherwise` where there is none.
template <class Answer, class Look>
Answer at_node(const kiln_ast* ast, std::size_t node, Answer otherwise, Look look) noexcept {
  return has_node(ast, node) ? look(object_of(ast)->ast.node(node)) : otherwise;
}

kiln_span as_struct(Span span) noexcept {
  return {span.start, span.end};
}

Outcome give_bytecode(kiln_bytecode** out, Expected<Bytecode> made) {
  if (!made) return failed(std::move(made).error());
  give(out, *std::move(made));
  return {};
}

}  // namespace
}  // namespace kiln::c

using namespace kiln::c;

extern "C" {

kiln_text kiln_ast_kind_text(kiln_ast_node_kind kind) {
  if (kind < KILN_AST_EMPTY || kind > KILN_AST_ERROR) return {};
  return as_text(kiln::to_string(static_cast<kiln::AstKind>(kind)));
}

kiln_status kiln_ast_parse(const char* expression, size_t size, const kiln_parse_options* options,
                           kiln_ast** ast, kiln_error** error) {
  clear(ast);
  return call(error, [&] {
    needed(ast, "ast");
    const kiln_parse_options said = read(options, "options");
    unused(static_cast<std::uint32_t>(said.reserved));
    kiln::ParseResult parsed = kiln::Ast::parse(
        text(expression, size, "text"),
        {.language = language_of(said.language), .limits = limits_of(said.limits)});
    if (lacked_memory(parsed.diagnostics)) throw std::bad_alloc();
    give(ast, std::move(parsed.ast),
         std::make_shared<const DiagnosticsObject>(std::move(parsed.diagnostics)));
  });
}

bool kiln_ast_ok(const kiln_ast* ast) {
  return ast != nullptr && !object_of(ast)->diagnostics->all.has_errors();
}

const kiln_diagnostics* kiln_ast_diagnostics(const kiln_ast* ast) {
  if (ast == nullptr) return nullptr;
  return handle_of<kiln_diagnostics>(object_of(ast)->diagnostics.get());
}

size_t kiln_ast_size(const kiln_ast* ast) {
  return ast == nullptr ? 0 : object_of(ast)->ast.size();
}

kiln_text kiln_ast_source(const kiln_ast* ast) {
  return ast == nullptr ? kiln_text{} : as_text(object_of(ast)->ast.source());
}

kiln_ast_node_kind kiln_ast_kind(const kiln_ast* ast, size_t node) {
  return at_node(ast, node, kiln_ast_node_kind{-1}, [](const kiln::AstNode& at) {
    return static_cast<kiln_ast_node_kind>(at.kind());
  });
}

kiln_span kiln_ast_span(const kiln_ast* ast, size_t node) {
  return at_node(ast, node, kiln_span{},
                 [](const kiln::AstNode& at) { return as_struct(at.span()); });
}

kiln_span kiln_ast_name_span(const kiln_ast* ast, size_t node) {
  return at_node(ast, node, kiln_span{},
                 [](const kiln::AstNode& at) { return as_struct(at.name_span()); });
}

kiln_text kiln_ast_text(const kiln_ast* ast, size_t node) {
  return at_node(ast, node, kiln_text{},
                 [](const kiln::AstNode& at) { return as_text(at.text()); });
}

kiln_text kiln_ast_name(const kiln_ast* ast, size_t node) {
  return at_node(ast, node, kiln_text{},
                 [](const kiln::AstNode& at) { return as_text(at.name()); });
}

kiln_text kiln_ast_qualifier(const kiln_ast* ast, size_t node) {
  return at_node(ast, node, kiln_text{},
                 [](const kiln::AstNode& at) { return as_text(at.qualifier()); });
}

kiln_text kiln_ast_operator(const kiln_ast* ast, size_t node) {
  return at_node(ast, node, kiln_text{},
                 [](const kiln::AstNode& at) { return as_text(at.operator_text()); });
}

bool kiln_ast_flag(const kiln_ast* ast, size_t node) {
  return at_node(ast, node, false, [](const kiln::AstNode& at) { return at.flag(); });
}

size_t kiln_ast_child_count(const kiln_ast* ast, size_t node) {
  return at_node(ast, node, std::size_t{0},
                 [](const kiln::AstNode& at) { return at.child_count(); });
}

size_t kiln_ast_child(const kiln_ast* ast, size_t node, size_t index) {
  if (index >= kiln_ast_child_count(ast, node)) return KILN_NO_NODE;
  return at_node(ast, node, std::size_t{KILN_NO_NODE}, [&](const kiln::AstNode& at) {
    const auto child = at.child(index);
    return child ? child->id() : KILN_NO_NODE;
  });
}

kiln_status kiln_ast_print_node(const kiln_ast* ast, size_t node, kiln_string* text) {
  clear(text);
  return call([&] {
    needed(text, "text");
    needed(ast, "ast");
    if (!has_node(ast, node)) throw Refusal{"node", "is none"};
    give_text(text, object_of(ast)->ast.node(node).print());
  });
}

kiln_status kiln_ast_print(const kiln_ast* ast, kiln_string* text) {
  clear(text);
  return call([&] { give_text(needed(text, "text"), object(ast, "ast").ast.print()); });
}

kiln_status kiln_ast_copy(const kiln_ast* ast, kiln_ast** copy) {
  clear(copy);
  return call([&] { give(needed(copy, "copy"), object(ast, "ast")); });
}

void kiln_ast_free(kiln_ast* ast) {
  release(ast);
}

kiln_status kiln_ast_check(const kiln_ast* ast, const kiln_check_options* options,
                           kiln_types** types, kiln_error** error) {
  clear(types);
  return call(error, [&] {
    needed(types, "types");
    kiln::CheckResult checked = kiln::check(object(ast, "ast").ast, options_of(options));
    if (lacked_memory(checked.diagnostics)) throw std::bad_alloc();
    give(types, std::move(checked));
  });
}

size_t kiln_types_size(const kiln_types* types) {
  return types == nullptr ? 0 : object_of(types)->types.size();
}

kiln_text kiln_types_at(const kiln_types* types, size_t node) {
  if (node >= kiln_types_size(types)) return {};
  return as_text(object_of(types)->types[node]);
}

const kiln_diagnostics* kiln_types_diagnostics(const kiln_types* types) {
  if (types == nullptr) return nullptr;
  return handle_of<kiln_diagnostics>(&object_of(types)->diagnostics);
}

void kiln_types_free(kiln_types* types) {
  release(types);
}

kiln_status kiln_ir_lower(const kiln_ast* ast, const kiln_program_options* options, kiln_ir** ir,
                          kiln_error** error) {
  clear(ir);
  return call(error, [&]() -> Outcome {
    needed(ir, "ir");
    kiln::Expected<kiln::Ir> lowered = kiln::Ir::lower(object(ast, "ast").ast, options_of(options));
    if (!lowered) return failed(std::move(lowered).error());
    give(ir, *std::move(lowered));
    return {};
  });
}

kiln_status kiln_ir_print(const kiln_ir* ir, kiln_string* text) {
  clear(text);
  return call([&] { give_text(needed(text, "text"), object(ir, "ir").print()); });
}

kiln_status kiln_ir_print_facts(const kiln_ir* ir, const char* context_type, size_t size,
                                kiln_string* facts, kiln_error** error) {
  clear(facts);
  return call(error, [&]() -> Outcome {
    needed(facts, "text");
    const kiln::Expected<std::string> printed =
        object(ir, "ir").print_facts(text(context_type, size, "context_type"));
    if (!printed) return failed(printed.error());
    give_text(facts, *printed);
    return {};
  });
}

kiln_status kiln_ir_verify(const kiln_ir* ir, kiln_error** error) {
  return call(error, [&]() -> Outcome {
    kiln::Expected<void> verified = object(ir, "ir").verify();
    if (!verified) return failed(std::move(verified).error());
    return {};
  });
}

kiln_status kiln_ir_emit(const kiln_ir* ir, const kiln_emit_options* options,
                         kiln_bytecode** bytecode, kiln_error** error) {
  clear(bytecode);
  return call(error, [&] {
    needed(bytecode, "bytecode");
    return give_bytecode(bytecode, object(ir, "ir").emit(options_of(options)));
  });
}

kiln_status kiln_ir_copy(const kiln_ir* ir, kiln_ir** copy) {
  clear(copy);
  return call([&] { give(needed(copy, "copy"), object(ir, "ir")); });
}

void kiln_ir_free(kiln_ir* ir) {
  release(ir);
}

kiln_status kiln_bytecode_deserialize(const char* bytes, size_t size, kiln_bytecode** bytecode,
                                      kiln_error** error) {
  clear(bytecode);
  return call(error, [&] {
    needed(bytecode, "bytecode");
    return give_bytecode(bytecode, kiln::Bytecode::deserialize(text(bytes, size, "bytes")));
  });
}

kiln_status kiln_bytecode_assemble(const char* listing, size_t size, kiln_bytecode** bytecode,
                                   kiln_error** error) {
  clear(bytecode);
  return call(error, [&] {
    needed(bytecode, "bytecode");
    return give_bytecode(bytecode, kiln::Bytecode::assemble(text(listing, size, "listing")));
  });
}

kiln_status kiln_bytecode_serialize(const kiln_bytecode* bytecode, kiln_string* bytes) {
  clear(bytes);
  return call([&] { give_text(needed(bytes, "bytes"), object(bytecode, "bytecode").serialize()); });
}

kiln_status kiln_bytecode_disassemble(const kiln_bytecode* bytecode, kiln_string* text) {
  clear(text);
  return call([&] { give_text(needed(text, "text"), object(bytecode, "bytecode").disassemble()); });
}

size_t kiln_bytecode_size(const kiln_bytecode* bytecode) {
  return bytecode == nullptr ? 0 : object_of(bytecode)->size();
}

kiln_text kiln_bytecode_source(const kiln_bytecode* bytecode) {
  return bytecode == nullptr ? kiln_text{} : as_text(object_of(bytecode)->source());
}

kiln_status kiln_bytecode_get_options(const kiln_bytecode* bytecode,
                                      kiln_program_options* options) {
  return call([&] {
    const kiln::ProgramOptions chosen = object(bytecode, "bytecode").options();
    write<kiln_program_options>(options, "options",
                                {.size = 0,
                                 .fhir = number_of(chosen.fhir),
                                 .language = number_of(chosen.language),
                                 .strict = chosen.strict,
                                 .as_filters = chosen.as_filters,
                                 .json_choice_names = chosen.json_choice_names,
                                 .reserved = 0});
  });
}

kiln_status kiln_bytecode_program(const kiln_bytecode* bytecode,
                                  const kiln_evaluation_limits* limits, kiln_program** program,
                                  kiln_error** error) {
  clear(program);
  return call(error, [&]() -> Outcome {
    needed(program, "program");
    kiln::Expected<kiln::Program> made = object(bytecode, "bytecode").program(limits_of(limits));
    if (!made) return failed(std::move(made).error());
    give(program, *std::move(made));
    return {};
  });
}

kiln_status kiln_bytecode_copy(const kiln_bytecode* bytecode, kiln_bytecode** copy) {
  clear(copy);
  return call([&] { give(needed(copy, "copy"), object(bytecode, "bytecode")); });
}

void kiln_bytecode_free(kiln_bytecode* bytecode) {
  release(bytecode);
}

}  // extern "C"
