/* The compiler's steps. */

#include "engine/c/test/harness.h"

static kiln_ast* parse(const char* text) {
  kiln_ast* ast = NULL;
  CHECK_OK(kiln_ast_parse(text, strlen(text), NULL, &ast, NULL));
  return ast;
}

CASE(ATreeIsWalked) {
  kiln_ast* ast = parse("(a + 1 'mg').f()");
  CHECK(kiln_ast_ok(ast));
  CHECK(kiln_diagnostics_size(kiln_ast_diagnostics(ast)) == 0);
  CHECK(is_text(kiln_ast_source(ast), "(a + 1 'mg').f()"));
  CHECK(kiln_ast_size(ast) == 4);
  const size_t call = kiln_ast_size(ast) - 1;
  CHECK(kiln_ast_kind(ast, call) == KILN_AST_CALL);
  CHECK(is_text(kiln_ast_name(ast, call), "f"));
  CHECK(kiln_ast_span(ast, call).start == 0 && kiln_ast_span(ast, call).end == 16);
  CHECK(kiln_ast_name_span(ast, call).start == 13 && kiln_ast_name_span(ast, call).end == 14);
  CHECK(kiln_ast_child_count(ast, call) == 1);
  const size_t sum = kiln_ast_child(ast, call, 0);
  CHECK(kiln_ast_kind(ast, sum) == KILN_AST_BINARY);
  CHECK(is_text(kiln_ast_operator(ast, sum), "+"));
  CHECK(kiln_ast_child_count(ast, sum) == 2);
  const size_t quantity = kiln_ast_child(ast, sum, 1);
  CHECK(kiln_ast_kind(ast, quantity) == KILN_AST_QUANTITY);
  CHECK(is_text(kiln_ast_text(ast, quantity), "1"));
  CHECK(is_text(kiln_ast_name(ast, quantity), "mg"));
  CHECK(!kiln_ast_flag(ast, quantity));
  kiln_string text;
  CHECK_OK(kiln_ast_print(ast, &text));
  CHECK(is_string(text, "(a + 1 'mg').f()"));
  CHECK_OK(kiln_ast_print_node(ast, quantity, &text));
  CHECK(is_string(text, "1 'mg'"));
  kiln_ast_free(ast);
}

CASE(ATreeHasTypeSpecifiersAndMissingFocus) {
  kiln_ast* ast = parse("today() is System.Date");
  const size_t root = kiln_ast_size(ast) - 1;
  CHECK(kiln_ast_kind(ast, root) == KILN_AST_TYPE_OPERATION);
  CHECK(is_text(kiln_ast_qualifier(ast, root), "System"));
  CHECK(is_text(kiln_ast_name(ast, root), "Date"));
  const size_t call = kiln_ast_child(ast, root, 0);
  CHECK(kiln_ast_child_count(ast, call) == 1);
  CHECK(kiln_ast_child(ast, call, 0) == KILN_NO_NODE);
  kiln_ast_free(ast);
}

CASE(NodesThatAreNotThereAreNothing) {
  kiln_ast* ast = parse("a");
  kiln_string text;
  const size_t beyond = kiln_ast_size(ast);
  const kiln_ast* trees[] = {ast, NULL};
  for (int i = 0; i < 2; ++i) {
    CHECK(kiln_ast_kind(trees[i], beyond) == -1);
    CHECK(kiln_ast_span(trees[i], beyond).end == 0);
    CHECK(kiln_ast_name_span(trees[i], beyond).end == 0);
    CHECK(kiln_ast_text(trees[i], beyond).size == 0);
    CHECK(kiln_ast_name(trees[i], beyond).size == 0);
    CHECK(kiln_ast_qualifier(trees[i], beyond).size == 0);
    CHECK(kiln_ast_operator(trees[i], beyond).size == 0);
    CHECK(!kiln_ast_flag(trees[i], beyond));
    CHECK(kiln_ast_child_count(trees[i], beyond) == 0);
    CHECK(kiln_ast_child(trees[i], beyond, 0) == KILN_NO_NODE);
    CHECK(kiln_ast_print_node(trees[i], beyond, &text) == KILN_INVALID_ARGUMENT);
  }
  CHECK(kiln_ast_child(ast, 0, 0) == KILN_NO_NODE);
  CHECK(is_text(kiln_ast_kind_text(KILN_AST_TYPE_SPECIFIER), "TypeSpecifier"));
  CHECK(is_text(kiln_ast_kind_text(KILN_AST_ERROR), "Error"));
  CHECK(is_text(kiln_ast_kind_text(KILN_AST_ERROR + 1), ""));
  CHECK(is_text(kiln_ast_kind_text(-1), ""));
  kiln_ast_free(ast);
}

CASE(AFailedParseSaysWhatIsWrong) {
  kiln_ast* ast = parse("a.(");
  CHECK(!kiln_ast_ok(ast));
  const kiln_error* first = kiln_diagnostics_error(kiln_ast_diagnostics(ast), 0);
  CHECK(kiln_error_status(first) == KILN_SYNTAX_ERROR);
  kiln_types* types = NULL;
  CHECK_OK(kiln_ast_check(ast, NULL, &types, NULL));
  CHECK(kiln_types_size(types) == 0);
  CHECK(kiln_diagnostics_error_count(kiln_types_diagnostics(types)) > 0);
  kiln_types_free(types);
  kiln_ir* ir = NULL;
  CHECK(kiln_ir_lower(ast, NULL, &ir, NULL) == KILN_SYNTAX_ERROR);
  CHECK(ir == NULL);
  kiln_ast_free(ast);
}

CASE(AParseHasLimitsAndAVersion) {
  const kiln_expression_limits limits = {.size = sizeof(limits), .max_depth = 2};
  const kiln_parse_options options = {
      .size = sizeof(options), .language = KILN_LANGUAGE_V2, .limits = &limits};
  kiln_ast* ast = NULL;
  CHECK_OK(kiln_ast_parse(KILN_TEXT("((((1))))"), &options, &ast, NULL));
  CHECK(kiln_error_number(kiln_diagnostics_error(kiln_ast_diagnostics(ast), 0)) ==
        KILN_ERROR_NESTING_TOO_DEEP);
  kiln_ast_free(ast);
  CHECK_OK(kiln_ast_parse(KILN_TEXT("1L"), &options, &ast, NULL));
  CHECK(!kiln_ast_ok(ast));
  kiln_ast_free(ast);
}

CASE(TypesAreThoseOfTheNodes) {
  kiln_ast* ast = parse("name.given");
  const kiln_check_options options = {.size = sizeof(options),
                                      .context_type = {KILN_TEXT("Patient")}};
  kiln_types* types = NULL;
  CHECK_OK(kiln_ast_check(ast, &options, &types, NULL));
  CHECK(kiln_types_size(types) == 2);
  CHECK(is_text(kiln_types_at(types, 0), "FHIR.HumanName 0..*"));
  CHECK(is_text(kiln_types_at(types, 1), "FHIR.string 0..*"));
  CHECK(is_text(kiln_types_at(types, 2), ""));
  CHECK(kiln_diagnostics_size(kiln_types_diagnostics(types)) == 0);
  kiln_types_free(types);
  kiln_ast_free(ast);
}

CASE(ACheckKnowsTheNamesOfTheHost) {
  kiln_ast* ast = parse("%mine.own()");
  kiln_check_options options = {.size = sizeof(options)};
  kiln_types* types = NULL;
  CHECK_OK(kiln_ast_check(ast, &options, &types, NULL));
  CHECK(kiln_diagnostics_error_count(kiln_types_diagnostics(types)) > 0);
  kiln_types_free(types);
  const kiln_text variables[] = {{KILN_TEXT("mine")}};
  const kiln_text functions[] = {{KILN_TEXT("own")}};
  options.variables = variables;
  options.variable_count = 1;
  options.functions = functions;
  options.function_count = 1;
  CHECK_OK(kiln_ast_check(ast, &options, &types, NULL));
  CHECK(kiln_diagnostics_error_count(kiln_types_diagnostics(types)) == 0);
  kiln_types_free(types);
  options.functions = NULL;
  CHECK(kiln_ast_check(ast, &options, &types, NULL) == KILN_INVALID_ARGUMENT);
  kiln_ast_free(ast);
}

CASE(AnExpressionGoesThroughAllSteps) {
  kiln_ast* ast = parse("name.given.first()");
  const kiln_program_options meaning = {.size = sizeof(meaning), .fhir = KILN_FHIR_R5, .strict = 1};
  kiln_ir* ir = NULL;
  kiln_string text;
  CHECK_OK(kiln_ir_lower(ast, &meaning, &ir, NULL));
  kiln_ast_free(ast);
  CHECK_OK(kiln_ir_verify(ir, NULL));
  CHECK_OK(kiln_ir_print(ir, &text));
  CHECK(has_part(text, "given"));
  CHECK_OK(kiln_ir_print_facts(ir, KILN_TEXT("Patient"), &text, NULL));
  CHECK(has_part(text, "string"));
  kiln_error* error = NULL;
  CHECK(kiln_ir_print_facts(ir, KILN_TEXT("Pateint"), &text, &error) == KILN_SEMANTIC_ERROR);
  CHECK(kiln_error_number(error) == KILN_ERROR_UNKNOWN_TYPE);
  CHECK(text.data == NULL);
  kiln_error_free(error);

  const kiln_emit_options how = {.size = sizeof(how), .context_type = {KILN_TEXT("Patient")}};
  kiln_bytecode* bytecode = NULL;
  CHECK_OK(kiln_ir_emit(ir, &how, &bytecode, NULL));
  CHECK(kiln_bytecode_size(bytecode) > 0);
  CHECK(is_text(kiln_bytecode_source(bytecode), "name.given.first()"));
  kiln_program_options options = {.size = sizeof(options)};
  CHECK_OK(kiln_bytecode_get_options(bytecode, &options));
  CHECK(options.fhir == KILN_FHIR_R5 && options.language == KILN_LANGUAGE_V3);
  CHECK(options.strict == 1 && options.as_filters == 0 && options.json_choice_names == 0);

  kiln_ir* same_ir = NULL;
  kiln_bytecode* same = NULL;
  CHECK_OK(kiln_ir_copy(ir, &same_ir));
  CHECK_OK(kiln_bytecode_copy(bytecode, &same));
  kiln_ir_free(ir);
  kiln_ir_free(same_ir);
  kiln_bytecode_free(bytecode);
  kiln_program* program = NULL;
  CHECK_OK(kiln_bytecode_program(same, NULL, &program, NULL));
  kiln_bytecode_free(same);

  kiln_document* document = make_document(kPatient);
  kiln_context* context = make_context();
  const kiln_result* result = NULL;
  CHECK_OK(kiln_program_evaluate(program, document, context, NULL, &result, NULL));
  CHECK_OK(kiln_result_to_json(result, &text));
  CHECK(is_string(text, "[\"Ann\"]"));
  kiln_context_free(context);
  kiln_document_free(document);
  kiln_program_free(program);
}

static kiln_bytecode* emit(const char* expression, const kiln_emit_options* options) {
  kiln_ast* ast = parse(expression);
  kiln_ir* ir = NULL;
  kiln_bytecode* bytecode = NULL;
  CHECK_OK(kiln_ir_lower(ast, NULL, &ir, NULL));
  CHECK_OK(kiln_ir_emit(ir, options, &bytecode, NULL));
  kiln_ir_free(ir);
  kiln_ast_free(ast);
  return bytecode;
}

CASE(AProgramIsStoredAndListed) {
  kiln_bytecode* bytecode = emit("1 + 1", NULL);
  kiln_string bytes;
  kiln_string listing;
  kiln_string again;
  kiln_bytecode* loaded = NULL;
  kiln_bytecode* assembled = NULL;
  CHECK_OK(kiln_bytecode_serialize(bytecode, &bytes));
  CHECK_OK(kiln_bytecode_disassemble(bytecode, &listing));
  CHECK_OK(kiln_bytecode_deserialize(bytes.data, bytes.size, &loaded, NULL));
  CHECK_OK(kiln_bytecode_disassemble(loaded, &again));
  CHECK(is_string(again, listing.data));
  CHECK_OK(kiln_bytecode_assemble(listing.data, listing.size, &assembled, NULL));
  CHECK(kiln_bytecode_size(assembled) == kiln_bytecode_size(bytecode));
  kiln_bytecode_free(loaded);
  kiln_error* error = NULL;
  CHECK(kiln_bytecode_deserialize(bytes.data, bytes.size - 1, &loaded, &error) ==
        KILN_EXECUTION_ERROR);
  CHECK(kiln_error_number(error) == KILN_ERROR_INVALID_PROGRAM);
  CHECK(loaded == NULL);
  kiln_error_free(error);
  CHECK(kiln_bytecode_assemble(KILN_TEXT("?"), &loaded, &error) == KILN_EXECUTION_ERROR);
  kiln_error_free(error);
  kiln_string_free(&bytes);
  kiln_string_free(&listing);
  kiln_bytecode_free(assembled);
  kiln_bytecode_free(bytecode);
}

CASE(AProgramIsEmittedWithoutStreaming) {
  const kiln_emit_options options = {.size = sizeof(options), .without_streaming = 1};
  kiln_bytecode* plain = emit("name.given.where($this = 'a').exists()", &options);
  kiln_bytecode* fused = emit("name.given.where($this = 'a').exists()", NULL);
  CHECK(kiln_bytecode_size(plain) < kiln_bytecode_size(fused));
  kiln_bytecode_free(plain);
  kiln_bytecode_free(fused);
}

CASE(ATreeLivesAsLongAsAnyHandle) {
  kiln_ast* ast = parse("a + 'a text that is longer than a few bytes'");
  kiln_ast* copy = NULL;
  CHECK_OK(kiln_ast_copy(ast, &copy));
  kiln_ast_free(ast);
  CHECK(is_text(kiln_ast_text(copy, 1), "a text that is longer than a few bytes"));
  CHECK(kiln_ast_ok(copy));
  kiln_ast_free(copy);
}

CASE(TheCompilerRefusesNull) {
  kiln_ast* ast = NULL;
  kiln_types* types = NULL;
  kiln_ir* ir = NULL;
  kiln_bytecode* bytecode = NULL;
  kiln_program* program = NULL;
  kiln_string text;
  kiln_program_options options = {.size = sizeof(options)};
  CHECK(kiln_ast_parse(NULL, 1, NULL, &ast, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_ast_parse(KILN_TEXT("a"), NULL, NULL, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(!kiln_ast_ok(NULL));
  CHECK(kiln_ast_diagnostics(NULL) == NULL);
  CHECK(kiln_ast_size(NULL) == 0);
  CHECK(kiln_ast_source(NULL).size == 0);
  CHECK(kiln_ast_print(NULL, &text) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_ast_copy(NULL, &ast) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_ast_check(NULL, NULL, &types, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_types_size(NULL) == 0);
  CHECK(kiln_types_at(NULL, 0).size == 0);
  CHECK(kiln_types_diagnostics(NULL) == NULL);
  CHECK(kiln_ir_lower(NULL, NULL, &ir, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_ir_print(NULL, &text) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_ir_print_facts(NULL, NULL, 0, &text, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_ir_verify(NULL, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_ir_emit(NULL, NULL, &bytecode, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_ir_copy(NULL, &ir) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_bytecode_deserialize(NULL, 1, &bytecode, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_bytecode_deserialize(NULL, 0, &bytecode, NULL) == KILN_EXECUTION_ERROR);
  CHECK(kiln_bytecode_assemble(NULL, 1, &bytecode, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_bytecode_serialize(NULL, &text) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_bytecode_disassemble(NULL, &text) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_bytecode_size(NULL) == 0);
  CHECK(kiln_bytecode_source(NULL).size == 0);
  CHECK(kiln_bytecode_get_options(NULL, &options) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_bytecode_program(NULL, NULL, &program, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_bytecode_copy(NULL, &bytecode) == KILN_INVALID_ARGUMENT);
  kiln_ast_free(NULL);
  kiln_types_free(NULL);
  kiln_ir_free(NULL);
  kiln_bytecode_free(NULL);
}
