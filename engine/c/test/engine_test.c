/* Engines, programs, contexts, results, structs of options. */

#include "engine/c/test/harness.h"

#include "page_example.inc" /* from docs/c.md */

CASE(ThePagePrintsNames) {
  char printed[64] = "";
  FILE* out = tmpfile();
  CHECK(print_given(kPatient, strlen(kPatient), out) == 0);
  CHECK(print_given("{", 1, out) == 1);
  rewind(out);
  const size_t size = fread(printed, 1, sizeof(printed) - 1, out);
  fclose(out);
  CHECK(size > 8);
  CHECK(strncmp(printed, "Ann\nBea\n", 8) == 0);
}

/* Those of limits are in options_test.cc. */
CASE(AnEngineHasDefaults) {
  kiln_engine* engine = make_engine();
  kiln_engine_options options = {.size = sizeof(options)};
  CHECK_OK(kiln_engine_get_options(engine, &options));
  CHECK(options.size == sizeof(options));
  CHECK(options.fhir == KILN_FHIR_R4);
  CHECK(options.language == KILN_LANGUAGE_V3);
  CHECK(options.strict == 0 && options.as_filters == 0 && options.json_choice_names == 0);
  CHECK(options.without_streaming == 0 && options.without_cache == 0);
  CHECK(options.cache_entries == 1024);
  CHECK(options.cache_bytes == 4194304);
  CHECK(options.cache_time_to_live == 0);
  kiln_engine_free(engine);
}

CASE(AnEngineIsWhatItsOptionsSay) {
  const kiln_expression_limits expression = {.size = sizeof(expression), .max_bytes = 5};
  const kiln_evaluation_limits evaluation = {.size = sizeof(evaluation), .max_steps = 9};
  const kiln_engine_options given = {.size = sizeof(given),
                                     .fhir = KILN_FHIR_R5,
                                     .language = KILN_LANGUAGE_V2,
                                     .strict = 1,
                                     .as_filters = 1,
                                     .json_choice_names = 1,
                                     .without_streaming = 1,
                                     .without_cache = 1,
                                     .cache_bytes = 7,
                                     .cache_time_to_live = 8,
                                     .expression_limits = &expression,
                                     .evaluation_limits = &evaluation};
  kiln_engine* engine = NULL;
  CHECK_OK(kiln_engine_new(&given, &engine, NULL));
  kiln_engine_options options = {.size = sizeof(options)};
  CHECK_OK(kiln_engine_get_options(engine, &options));
  CHECK(options.fhir == KILN_FHIR_R5);
  CHECK(options.language == KILN_LANGUAGE_V2);
  CHECK(options.strict == 1 && options.as_filters == 1 && options.json_choice_names == 1);
  CHECK(options.without_streaming == 1 && options.without_cache == 1);
  CHECK(options.cache_bytes == 7);
  CHECK(options.cache_time_to_live == 8);
  CHECK(options.expression_limits->max_bytes == 5);
  CHECK(options.evaluation_limits->max_steps == 9);
  kiln_program* program = NULL;
  kiln_error* error = NULL;
  CHECK(kiln_engine_compile(engine, KILN_TEXT("1 + 10"), NULL, &program, &error) ==
        KILN_SYNTAX_ERROR);
  CHECK(kiln_error_number(error) == KILN_ERROR_EXPRESSION_TOO_LONG);
  kiln_error_free(error);
  kiln_engine_free(engine);
}

CASE(ASmallerStructLeavesTheRestAtItsDefault) {
  kiln_engine_options given = {.size = offsetof(kiln_engine_options, strict),
                               .fhir = KILN_FHIR_R5,
                               .strict = 1,
                               .without_cache = 1};
  kiln_engine* engine = NULL;
  CHECK_OK(kiln_engine_new(&given, &engine, NULL));
  kiln_engine_options options = {.size = sizeof(options)};
  CHECK_OK(kiln_engine_get_options(engine, &options));
  CHECK(options.fhir == KILN_FHIR_R5);
  CHECK(options.strict == 0 && options.without_cache == 0);
  kiln_engine_free(engine);
}

typedef struct LaterOptions {
  kiln_engine_options known;
  uint64_t unknown;
} LaterOptions;

CASE(ALargerStructIsTakenIfTheRestIsZero) {
  LaterOptions later = {.known = {.size = sizeof(later), .fhir = KILN_FHIR_R5}, .unknown = 0};
  kiln_engine* engine = NULL;
  kiln_error* error = NULL;
  CHECK_OK(kiln_engine_new(&later.known, &engine, &error));
  kiln_engine_free(engine);
  later.unknown = 1;
  CHECK(kiln_engine_new(&later.known, &engine, &error) == KILN_INVALID_ARGUMENT);
  CHECK(engine == NULL);
  CHECK(is_text(kiln_error_message(error),
                "argument 'options' says something that this version does not know"));
  kiln_error_free(error);
}

CASE(AStructIsFilledInAsFarAsItGoes) {
  kiln_engine* engine = make_engine();
  LaterOptions later;
  memset(&later, 0xAA, sizeof(later));
  later.known.size = offsetof(kiln_engine_options, cache_entries);
  CHECK_OK(kiln_engine_get_options(engine, &later.known));
  CHECK(later.known.fhir == KILN_FHIR_R4);
  CHECK(later.known.cache_entries == UINT64_C(0xAAAAAAAAAAAAAAAA));
  later.known.size = sizeof(later);
  CHECK_OK(kiln_engine_get_options(engine, &later.known));
  CHECK(later.known.cache_entries == 1024);
  CHECK(later.unknown == 0);
  later.known.size = 0;
  CHECK(kiln_engine_get_options(engine, &later.known) == KILN_INVALID_ARGUMENT);
  kiln_engine_free(engine);
}

CASE(AStructMustSayItsSize) {
  const kiln_engine_options none = {.size = 0};
  const kiln_engine_options short_one = {.size = sizeof(size_t) - 1};
  const kiln_engine_options only_size = {.size = sizeof(size_t)};
  kiln_engine* engine = NULL;
  CHECK(kiln_engine_new(&none, &engine, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_engine_new(&short_one, &engine, NULL) == KILN_INVALID_ARGUMENT);
  CHECK_OK(kiln_engine_new(&only_size, &engine, NULL));
  kiln_engine_free(engine);
}

CASE(NumbersThatMeanNothingAreRefused) {
  kiln_engine* engine = NULL;
  const kiln_engine_options fhir = {.size = sizeof(fhir), .fhir = 5};
  const kiln_engine_options language = {.size = sizeof(language), .language = 1};
  const kiln_engine_options reserved = {.size = sizeof(reserved), .reserved = 1};
  const kiln_engine_options endless = {.size = sizeof(endless), .cache_time_to_live = UINT64_MAX};
  CHECK(kiln_engine_new(&fhir, &engine, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_engine_new(&language, &engine, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_engine_new(&reserved, &engine, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_engine_new(&endless, &engine, NULL) == KILN_INVALID_ARGUMENT);
}

CASE(TheCacheIsCounted) {
  kiln_engine* engine = make_engine();
  kiln_program_free(make_program(engine, "1 + 1"));
  kiln_program_free(make_program(engine, "1 + 1"));
  kiln_cache_statistics statistics = {.size = sizeof(statistics)};
  CHECK_OK(kiln_engine_cache_statistics(engine, &statistics));
  CHECK(statistics.hits == 1 && statistics.misses == 1);
  CHECK(statistics.entries == 1 && statistics.bytes > 0);
  CHECK(statistics.evictions == 0 && statistics.expired == 0);
  CHECK_OK(kiln_engine_clear_cache(engine));
  CHECK_OK(kiln_engine_cache_statistics(engine, &statistics));
  CHECK(statistics.entries == 0);
  const kiln_text expressions[] = {{KILN_TEXT("1")}, {KILN_TEXT("1 +")}, {KILN_TEXT("2")}};
  size_t good = 0;
  CHECK_OK(kiln_engine_warm_up(engine, expressions, 3, NULL, &good, NULL));
  CHECK(good == 2);
  CHECK_OK(kiln_engine_warm_up(engine, expressions, 1, NULL, NULL, NULL));
  CHECK_OK(kiln_engine_cache_statistics(engine, &statistics));
  CHECK(statistics.entries == 2);
  kiln_engine_free(engine);
}

CASE(CheckSaysMoreThanCompile) {
  kiln_engine* engine = make_engine();
  kiln_diagnostics* diagnostics = NULL;
  kiln_error* error = NULL;
  const kiln_compile_options options = {.size = sizeof(options),
                                        .context_type = {KILN_TEXT("Patient")}};
  CHECK_OK(kiln_engine_check(engine, KILN_TEXT("name.given"), &options, &diagnostics, &error));
  CHECK(kiln_diagnostics_size(diagnostics) == 0);
  kiln_diagnostics_free(diagnostics);
  CHECK_OK(kiln_engine_check(engine, KILN_TEXT("name.("), &options, &diagnostics, &error));
  CHECK(error == NULL);
  CHECK(kiln_diagnostics_error_count(diagnostics) > 0);
  CHECK(kiln_error_status(kiln_diagnostics_error(diagnostics, 0)) == KILN_SYNTAX_ERROR);
  kiln_diagnostics_free(diagnostics);
  kiln_engine_free(engine);
}

CASE(AProgramOutlivesItsEngine) {
  kiln_engine* engine = make_engine();
  kiln_program* program = make_program(engine, "40 + 2");
  kiln_program* copy = NULL;
  CHECK_OK(kiln_program_copy(program, &copy));
  kiln_engine_free(engine);
  kiln_program_free(program);
  CHECK(is_text(kiln_program_expression(copy), "40 + 2"));
  kiln_context* context = make_context();
  const kiln_result* result = NULL;
  CHECK_OK(kiln_program_evaluate_alone(copy, context, NULL, &result, NULL));
  int32_t integer = 0;
  CHECK_OK(kiln_item_as_integer(kiln_result_item(result, 0), &integer));
  CHECK(integer == 42);
  CHECK(kiln_context_steps(context) > 0);
  kiln_context_free(context);
  kiln_program_free(copy);
}

CASE(AProgramIsMadeForTheTypesThatItMeets) {
  kiln_engine* engine = make_engine();
  kiln_program* program = make_program(engine, "id");
  kiln_context* context = make_context();
  kiln_document* document = make_document(kPatient);
  const kiln_result* result = NULL;
  CHECK_OK(kiln_program_evaluate(program, document, context, NULL, &result, NULL));
  const size_t before = kiln_program_specialisations(program);
  kiln_document_free(document);
  document = make_document("{\"resourceType\":\"Group\",\"id\":\"g\"}");
  CHECK_OK(kiln_program_evaluate(program, document, context, NULL, &result, NULL));
  CHECK(kiln_program_specialisations(program) == before + 1);
  kiln_document_free(document);
  kiln_context_free(context);
  kiln_program_free(program);
  kiln_engine_free(engine);
}

CASE(AResultIsAListOfItems) {
  kiln_engine* engine = make_engine();
  kiln_program* program = make_program(engine, "1 | 'a'");
  kiln_context* context = make_context();
  const kiln_result* result = NULL;
  CHECK_OK(kiln_program_evaluate_alone(program, context, NULL, &result, NULL));
  CHECK(kiln_result_size(result) == 2);
  CHECK(kiln_items_size(kiln_result_items(result)) == 2);
  CHECK(kiln_item_kind(kiln_items_at(kiln_result_items(result), 1)) == KILN_ITEM_STRING);
  CHECK(kiln_item_kind(kiln_result_item(result, 2)) == KILN_ITEM_NONE);
  kiln_string text;
  CHECK_OK(kiln_result_to_json(result, &text));
  CHECK(is_string(text, "[1,\"a\"]"));
  CHECK(kiln_result_to_json(result, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_result_own(result, NULL) == KILN_INVALID_ARGUMENT);
  kiln_context_free(context);
  kiln_program_free(program);
  kiln_engine_free(engine);
}

CASE(AResultEndsWithTheNextEvaluation) {
  kiln_engine* engine = make_engine();
  kiln_program* program = make_program(engine, "1");
  kiln_program* failing = make_program(engine, "(1 | 2).single()");
  kiln_context* context = make_context();
  const kiln_result* result = NULL;
  const kiln_result* other = NULL;
  kiln_string text;
  CHECK_OK(kiln_program_evaluate_alone(program, context, NULL, &result, NULL));
  CHECK(kiln_program_evaluate_alone(failing, context, NULL, &other, NULL) == KILN_EXECUTION_ERROR);
  CHECK(other == NULL);
  CHECK(kiln_result_size(result) == 0);
  CHECK(kiln_result_to_json(result, &text) == KILN_INVALID_ARGUMENT);
  CHECK_OK(kiln_program_evaluate_alone(program, context, NULL, &result, NULL));
  CHECK(kiln_result_size(result) == 1);
  CHECK_OK(kiln_context_release(context));
  CHECK(kiln_result_size(result) == 0);
  CHECK_OK(kiln_program_evaluate_alone(program, context, NULL, &result, NULL));
  CHECK(kiln_result_size(result) == 1);
  kiln_context_free(context);
  kiln_program_free(failing);
  kiln_program_free(program);
  kiln_engine_free(engine);
}

CASE(AnErrorOfAnEvaluationHasAPlace) {
  kiln_engine* engine = make_engine();
  kiln_program* program = make_program(engine, "name.given.single()");
  kiln_context* context = make_context();
  kiln_document* document = make_document(kPatient);
  const kiln_result* result = NULL;
  kiln_error* error = NULL;
  CHECK(kiln_program_evaluate(program, document, context, NULL, &result, &error) ==
        KILN_EXECUTION_ERROR);
  CHECK(kiln_error_number(error) == KILN_ERROR_MULTIPLE_ITEMS);
  CHECK(kiln_error_span(error).end > kiln_error_span(error).start);
  CHECK(kiln_error_diagnostics(error) == NULL);
  kiln_error_free(error);
  kiln_document_free(document);
  kiln_context_free(context);
  kiln_program_free(program);
  kiln_engine_free(engine);
}

CASE(AnEvaluationStartsAtItsFocus) {
  kiln_engine* engine = make_engine();
  kiln_program* names = make_program(engine, "name");
  kiln_program* given = make_program(engine, "given.first() & %resource.id & %rootResource.id");
  kiln_context* first = make_context();
  kiln_context* second = make_context();
  kiln_document* document = make_document(kPatient);
  const kiln_result* result = NULL;
  CHECK_OK(kiln_program_evaluate(names, document, first, NULL, &result, NULL));
  kiln_value* other = NULL;
  kiln_document* group = make_document("{\"resourceType\":\"Group\",\"id\":\"g\"}");
  CHECK_OK(kiln_value_element(group, KILN_FHIR_R4, NULL, 0, &other, NULL));
  kiln_evaluate_options options = {.size = sizeof(options), .focus = kiln_result_item(result, 0)};
  kiln_text text;
  CHECK_OK(kiln_program_evaluate(given, document, second, &options, &result, NULL));
  CHECK_OK(kiln_item_as_string(kiln_result_item(result, 0), &text));
  CHECK(is_text(text, "Annpp"));
  options.root_resource = kiln_value_item(other);
  CHECK_OK(kiln_program_evaluate(given, document, second, &options, &result, NULL));
  CHECK_OK(kiln_item_as_string(kiln_result_item(result, 0), &text));
  CHECK(is_text(text, "Annpg"));
  options.resource = kiln_value_item(other);
  CHECK_OK(kiln_program_evaluate(given, document, second, &options, &result, NULL));
  CHECK_OK(kiln_item_as_string(kiln_result_item(result, 0), &text));
  CHECK(is_text(text, "Anngg"));
  kiln_value_free(other);
  kiln_document_free(group);
  kiln_document_free(document);
  kiln_context_free(second);
  kiln_context_free(first);
  kiln_program_free(given);
  kiln_program_free(names);
  kiln_engine_free(engine);
}

CASE(ARootThatIsNoResourceHasAType) {
  kiln_engine* engine = make_engine();
  kiln_program* program = make_program(engine, "$this is HumanName");
  kiln_context* context = make_context();
  kiln_document* document = make_document("{\"family\":\"Lee\"}");
  const kiln_evaluate_options options = {.size = sizeof(options),
                                         .root_type = {KILN_TEXT("HumanName")}};
  const kiln_result* result = NULL;
  bool is_name = false;
  CHECK_OK(kiln_program_evaluate(program, document, context, &options, &result, NULL));
  CHECK_OK(kiln_item_as_boolean(kiln_result_item(result, 0), &is_name));
  CHECK(is_name);
  kiln_document_free(document);
  kiln_context_free(context);
  kiln_program_free(program);
  kiln_engine_free(engine);
}

CASE(AnEvaluationHasLimitsOfItsOwn) {
  kiln_engine* engine = make_engine();
  kiln_program* program = make_program(engine, "'abc' + 'def'");
  kiln_context* context = make_context();
  kiln_evaluation_limits limits = {.size = sizeof(limits), .max_string = 6};
  const kiln_evaluate_options options = {.size = sizeof(options), .limits = &limits};
  const kiln_result* result = NULL;
  kiln_error* error = NULL;
  CHECK_OK(kiln_program_evaluate_alone(program, context, &options, &result, &error));
  limits.max_string = 5;
  CHECK(kiln_program_evaluate_alone(program, context, &options, &result, &error) ==
        KILN_EXECUTION_ERROR);
  CHECK(kiln_error_number(error) == KILN_ERROR_STRING_LIMIT);
  kiln_error_free(error);
  kiln_context_free(context);
  kiln_program_free(program);
  kiln_engine_free(engine);
}

CASE(AnEvaluationIsCancelled) {
  kiln_engine* engine = make_engine();
  kiln_program* program = make_program(engine, "(1 | 2 | 3).repeatAll($this).count()");
  kiln_context* context = make_context();
  kiln_cancellation* cancellation = NULL;
  CHECK_OK(kiln_cancellation_new(&cancellation));
  CHECK_OK(kiln_cancellation_request(cancellation));
  const kiln_evaluate_options options = {.size = sizeof(options), .cancellation = cancellation};
  const kiln_result* result = NULL;
  kiln_error* error = NULL;
  CHECK(kiln_program_evaluate_alone(program, context, &options, &result, &error) == KILN_CANCELLED);
  CHECK(kiln_error_number(error) == KILN_ERROR_CANCELLED);
  kiln_error_free(error);
  CHECK_OK(kiln_cancellation_reset(cancellation));
  kiln_program_free(program);
  program = make_program(engine, "(1 | 2 | 3).count()");
  CHECK_OK(kiln_program_evaluate_alone(program, context, &options, &result, &error));
  kiln_cancellation_free(cancellation);
  kiln_context_free(context);
  kiln_program_free(program);
  kiln_engine_free(engine);
}

CASE(EnginesRefuseNull) {
  kiln_engine* engine = make_engine();
  kiln_program* program = NULL;
  kiln_diagnostics* diagnostics = NULL;
  kiln_cache_statistics statistics = {.size = sizeof(statistics)};
  kiln_engine_options options = {.size = sizeof(options)};
  CHECK(kiln_engine_compile(NULL, KILN_TEXT("1"), NULL, &program, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_engine_compile(engine, NULL, 1, NULL, &program, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_engine_compile(engine, KILN_TEXT("1"), NULL, NULL, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_engine_compile(engine, NULL, 0, NULL, &program, NULL) == KILN_SYNTAX_ERROR);
  CHECK(kiln_engine_check(NULL, KILN_TEXT("1"), NULL, &diagnostics, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_engine_check(engine, KILN_TEXT("1"), NULL, NULL, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_engine_warm_up(NULL, NULL, 0, NULL, NULL, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_engine_warm_up(engine, NULL, 1, NULL, NULL, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_engine_clear_cache(NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_engine_cache_statistics(NULL, &statistics) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_engine_cache_statistics(engine, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_engine_get_options(NULL, &options) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_engine_get_options(engine, NULL) == KILN_INVALID_ARGUMENT);
  kiln_engine_free(engine);
  kiln_engine_free(NULL);
}

CASE(ProgramsRefuseNull) {
  kiln_engine* engine = make_engine();
  kiln_program* program = make_program(engine, "1");
  kiln_context* context = make_context();
  kiln_document* document = make_document("{}");
  const kiln_result* result = NULL;
  kiln_program* copy = NULL;
  CHECK(kiln_program_evaluate(NULL, document, context, NULL, &result, NULL) ==
        KILN_INVALID_ARGUMENT);
  CHECK(kiln_program_evaluate(program, NULL, context, NULL, &result, NULL) ==
        KILN_INVALID_ARGUMENT);
  CHECK(kiln_program_evaluate(program, document, NULL, NULL, &result, NULL) ==
        KILN_INVALID_ARGUMENT);
  CHECK(kiln_program_evaluate(program, document, context, NULL, NULL, NULL) ==
        KILN_INVALID_ARGUMENT);
  CHECK(kiln_program_evaluate_alone(NULL, context, NULL, &result, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_program_expression(NULL).size == 0);
  CHECK(kiln_program_specialisations(NULL) == 0);
  CHECK(kiln_program_copy(NULL, &copy) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_program_copy(program, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_context_new(NULL, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_context_release(NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_context_steps(NULL) == 0);
  CHECK(kiln_context_pending_size(NULL) == 0);
  CHECK(kiln_context_pending_kind(NULL, 0) == -1);
  CHECK(kiln_context_pending_key(NULL, 0).size == 0);
  CHECK(kiln_result_size(NULL) == 0);
  CHECK(kiln_result_items(NULL) == NULL);
  CHECK(kiln_item_kind(kiln_result_item(NULL, 0)) == KILN_ITEM_NONE);
  CHECK(kiln_cancellation_new(NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_cancellation_request(NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_cancellation_reset(NULL) == KILN_INVALID_ARGUMENT);
  kiln_cancellation_free(NULL);
  kiln_document_free(document);
  kiln_context_free(context);
  kiln_context_free(NULL);
  kiln_program_free(program);
  kiln_program_free(NULL);
  kiln_engine_free(engine);
}
