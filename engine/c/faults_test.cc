// Every allocation below the C interface fails once, one at a time: the status is the usual one or
// KILN_OUT_OF_MEMORY, with an error object in either case, nothing leaks (a sanitizer says so), and
// the next time all is right again.

#include <gtest/gtest.h>
#include <kiln/c.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "proptest/faults/allocations.h"

namespace {

constexpr std::string_view kPatient = R"({"resourceType":"Patient","id":"p",
    "name":[{"family":"a name of more than fifteen bytes","given":["Ann","Bea"]}],
    "maritalStatus":{"coding":[{"system":"urn:s","code":"M"}]},
    "managingOrganization":{"reference":"Organization/o"}})";

/// A handle that is freed with its scope.
template <class Handle, void (*Free)(Handle*)>
struct Own {
  Own() = default;
  explicit Own(Handle* owned) : handle(owned) {}
  Own(const Own&) = delete;
  Own& operator=(const Own&) = delete;
  ~Own() { Free(handle); }

  Handle* handle = nullptr;
};

using Engine = Own<kiln_engine, kiln_engine_free>;
using Program = Own<kiln_program, kiln_program_free>;
using Document = Own<kiln_document, kiln_document_free>;
using Context = Own<kiln_context, kiln_context_free>;
using Host = Own<kiln_host, kiln_host_free>;
using Value = Own<kiln_value, kiln_value_free>;
using Values = Own<kiln_values, kiln_values_free>;
using Terminology = Own<kiln_terminology, kiln_terminology_free>;
using Builder = Own<kiln_builder, kiln_builder_free>;
using Diagnostics = Own<kiln_diagnostics, kiln_diagnostics_free>;
using Ast = Own<kiln_ast, kiln_ast_free>;
using Types = Own<kiln_types, kiln_types_free>;
using Ir = Own<kiln_ir, kiln_ir_free>;
using Bytecode = Own<kiln_bytecode, kiln_bytecode_free>;
using Error = Own<kiln_error, kiln_error_free>;
using Text = Own<kiln_string, kiln_string_free>;

/// Returns what a call does, unless it is KILN_OK.
#define TRY(expression)                    \
  do {                                     \
    const kiln_status done = (expression); \
    if (done != KILN_OK) return done;      \
  } while (0)

/// The same of a call that gives an error object, `error`, which must say something.
#define TRY_SAYS(expression)                                \
  do {                                                      \
    const kiln_status done = (expression);                  \
    EXPECT_EQ(kiln_error_status(error.handle), done);       \
    if (done != KILN_OK) {                                  \
      EXPECT_GT(kiln_error_message(error.handle).size, 0u); \
      return done;                                          \
    }                                                       \
  } while (0)

/// What a run has come to; it allocates nothing.
struct Shown {
  char text[512] = "";
  int freed = 0;  ///< how often user data were
};

void keep(Shown& shown, const kiln_string& text) {
  const std::size_t size = std::min(text.size, sizeof(shown.text) - 1);
  std::memcpy(shown.text, text.data, size);
  shown.text[size] = '\0';
}

void count(void* shown) {
  ++static_cast<Shown*>(shown)->freed;
}

kiln_status parse(Document& document, Error& error) {
  TRY_SAYS(kiln_document_parse_json(kPatient.data(), kPatient.size(), nullptr, &document.handle,
                                    &error.handle));
  return KILN_OK;
}

/// Compiles and evaluates, with a host or without, and shows the items.
kiln_status evaluate(std::string_view expression, const kiln_host* host, Shown& shown) {
  Engine engine;
  Program program;
  Document document;
  Context context;
  Error error;
  Values values;
  kiln_string text{};
  const Text owner{&text};
  const kiln_result* result = nullptr;
  kiln_evaluate_options options{};
  options.size = sizeof(options);
  options.host = host;
  TRY(parse(document, error));
  TRY_SAYS(kiln_engine_new(nullptr, &engine.handle, &error.handle));
  TRY_SAYS(kiln_engine_compile(engine.handle, expression.data(), expression.size(), nullptr,
                               &program.handle, &error.handle));
  TRY_SAYS(kiln_context_new(&context.handle, &error.handle));
  TRY_SAYS(kiln_program_evaluate(program.handle, document.handle, context.handle, &options, &result,
                                 &error.handle));
  TRY(kiln_result_own(result, &values.handle));
  TRY(kiln_result_to_json(result, &text));
  keep(shown, text);
  return KILN_OK;
}

kiln_status evaluate_alone(Shown& shown) {
  return evaluate("name.select(family & ' ' & given.first())", nullptr, shown);
}

kiln_status render_an_error(Shown& shown) {
  Engine engine;
  Program program;
  Error error;
  kiln_string text{};
  const Text owner{&text};
  const std::string_view expression = "name.whree(use = ) + 'unterminated";
  TRY_SAYS(kiln_engine_new(nullptr, &engine.handle, &error.handle));
  const kiln_status status = kiln_engine_compile(
      engine.handle, expression.data(), expression.size(), nullptr, &program.handle, &error.handle);
  EXPECT_EQ(kiln_error_status(error.handle), status);
  if (status != KILN_SYNTAX_ERROR) return status;
  TRY(kiln_error_render(error.handle, expression.data(), expression.size(), nullptr, &text));
  keep(shown, text);
  return KILN_OK;
}

kiln_status list_diagnostics(Shown& shown) {
  Diagnostics list;
  kiln_string text{};
  const Text owner{&text};
  TRY(kiln_diagnostics_new(0, &list.handle));
  for (int i = 0; i < 4; ++i)
    TRY(kiln_diagnostics_add(list.handle, KILN_SEVERITY_ERROR, KILN_ERROR_UNKNOWN_ELEMENT, {0, 1},
                             KILN_TEXT("a message of more than fifteen bytes"), nullptr, 0));
  TRY(kiln_diagnostics_sort(list.handle));
  TRY(kiln_diagnostics_render(list.handle, KILN_TEXT("a + b"), nullptr, &text));
  keep(shown, text);
  return KILN_OK;
}

kiln_status go_through_the_compiler(Shown& shown) {
  Ast ast;
  Types types;
  Ir ir;
  Bytecode bytecode;
  Bytecode stored;
  Program program;
  Error error;
  kiln_string bytes{};
  kiln_string listing{};
  const Text bytes_owner{&bytes};
  const Text listing_owner{&listing};
  TRY_SAYS(
      kiln_ast_parse(KILN_TEXT("name.given.first() + 'x'"), nullptr, &ast.handle, &error.handle));
  TRY_SAYS(kiln_ast_check(ast.handle, nullptr, &types.handle, &error.handle));
  TRY_SAYS(kiln_ir_lower(ast.handle, nullptr, &ir.handle, &error.handle));
  TRY_SAYS(kiln_ir_verify(ir.handle, &error.handle));
  TRY_SAYS(kiln_ir_emit(ir.handle, nullptr, &bytecode.handle, &error.handle));
  TRY(kiln_bytecode_serialize(bytecode.handle, &bytes));
  TRY_SAYS(kiln_bytecode_deserialize(bytes.data, bytes.size, &stored.handle, &error.handle));
  TRY_SAYS(kiln_bytecode_program(stored.handle, nullptr, &program.handle, &error.handle));
  TRY(kiln_bytecode_disassemble(stored.handle, &listing));
  keep(shown, listing);
  return KILN_OK;
}

kiln_status build(Shown& shown) {
  Builder builder;
  Document document;
  Error error;
  kiln_string text{};
  const Text owner{&text};
  TRY_SAYS(kiln_builder_new(nullptr, &builder.handle, &error.handle));
  TRY(kiln_builder_begin_object(builder.handle));
  TRY(kiln_builder_key(builder.handle, KILN_TEXT("a name of more than fifteen bytes")));
  TRY(kiln_builder_string(builder.handle, KILN_TEXT("a text of more than fifteen bytes")));
  TRY(kiln_builder_end_object(builder.handle));
  TRY_SAYS(kiln_builder_finish(builder.handle, &document.handle, &error.handle));
  TRY(kiln_document_to_json(document.handle, &text));
  keep(shown, text);
  return KILN_OK;
}

kiln_error* resolve(void*, const char*, std::size_t, kiln_document** document) {
  kiln_error* error = nullptr;
  kiln_document_parse_json(KILN_TEXT(R"({"resourceType":"Organization","name":"Org"})"), nullptr,
                           document, &error);
  return error;
}

kiln_error* echo(void*, const kiln_call* call, kiln_values* result) {
  const kiln_items* input = kiln_call_input(call);
  for (std::size_t i = 0; i < kiln_items_size(input); ++i) {
    if (kiln_values_add_item(result, kiln_items_at(input, i)) != KILN_OK)
      return kiln_error_new(KILN_ERROR_MEMORY_LIMIT, KILN_TEXT("none"), nullptr, 0);
  }
  return nullptr;
}

kiln_error* member_of(void*, const kiln_coding*, std::size_t, kiln_text, kiln_membership* answer) {
  *answer = KILN_MEMBERSHIP_YES;
  return nullptr;
}

kiln_status ask_a_host(Shown& shown) {
  Host host;
  Value value;
  Values values;
  Terminology terminology;
  Error error;
  kiln_terminology_functions functions{};
  functions.size = sizeof(functions);
  functions.member_of = member_of;
  TRY_SAYS(kiln_host_new(&host.handle, &error.handle));
  TRY(kiln_host_set_resolve(host.handle, resolve, &shown, count));
  TRY(kiln_host_set_function(host.handle, KILN_TEXT("a_name_of_more_than_fifteen_bytes"), 0, 0,
                             echo, &shown, count));
  TRY(kiln_values_new(&values.handle));
  TRY(kiln_value_string(KILN_TEXT("a text of more than fifteen bytes"), &value.handle));
  TRY(kiln_values_add(values.handle, value.handle));
  TRY(kiln_host_set_variable(host.handle, KILN_TEXT("v"), values.handle));
  TRY_SAYS(kiln_terminology_new(&functions, &shown, count, &terminology.handle, &error.handle));
  TRY(kiln_host_set_terminology(host.handle, terminology.handle));
  return evaluate(
      "managingOrganization.resolve().name & %v & name.given.a_name_of_more_than_fifteen_bytes()[0]"
      " & iif(maritalStatus.memberOf('urn:v'), 'yes', 'no')",
      host.handle, shown);
}

TEST(CFaults, EachAllocationFailsOnce) {
  using Job = kiln_status (*)(Shown&);
  for (const Job job : {evaluate_alone, render_an_error, list_diagnostics, go_through_the_compiler,
                        build, ask_a_host}) {
    Shown usual;
    ASSERT_EQ(job(usual), KILN_OK);
    ASSERT_NE(usual.text[0], '\0');
    bool has_failed = true;
    for (std::uint64_t k = 1; has_failed; ++k) {
      Shown shown;
      kiln::core::fail_allocation(k);
      const kiln_status status = job(shown);
      has_failed = kiln::core::allocation_has_failed();
      kiln::core::fail_allocation(0);
      if (status == KILN_OK) {
        EXPECT_STREQ(shown.text, usual.text) << k;
      } else {
        EXPECT_TRUE(has_failed) << k;
        EXPECT_EQ(status, KILN_OUT_OF_MEMORY) << k;
      }
      EXPECT_LE(shown.freed, usual.freed) << k;
      Shown after;
      EXPECT_EQ(job(after), KILN_OK) << k;
      EXPECT_STREQ(after.text, usual.text) << k;
      ASSERT_FALSE(HasFailure());
    }
  }
}

TEST(CFaults, UserDataAreFreedIfThereIsNoMemoryToSetThem) {
  Host host;
  ASSERT_EQ(kiln_host_new(&host.handle, nullptr), KILN_OK);
  Shown shown;
  kiln::core::fail_allocation(1);
  const kiln_status status = kiln_host_set_resolve(host.handle, resolve, &shown, count);
  kiln::core::fail_allocation(0);
  EXPECT_EQ(status, KILN_OUT_OF_MEMORY);
  EXPECT_EQ(shown.freed, 1);
}

TEST(CFaults, TheErrorOfMissingMemoryNeedsNone) {
  Error error;
  kiln_engine* engine = nullptr;
  kiln::core::fail_allocation(1);
  const kiln_status status = kiln_engine_new(nullptr, &engine, &error.handle);
  kiln::core::fail_allocation(0);
  EXPECT_EQ(status, KILN_OUT_OF_MEMORY);
  EXPECT_EQ(engine, nullptr);
  ASSERT_NE(error.handle, nullptr);
  EXPECT_EQ(kiln_error_number(error.handle), KILN_ERROR_MEMORY_LIMIT);
  const kiln_text message = kiln_error_message(error.handle);
  EXPECT_EQ(std::string_view(message.data, message.size), "out of memory");
}

}  // namespace
