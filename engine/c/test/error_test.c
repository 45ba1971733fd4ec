/* Codes, errors, lists of diagnostics, texts. */

#include "engine/c/test/harness.h"

CASE(VersionsAreThoseOfTheHeaders) {
  CHECK(kiln_abi_version() == KILN_ABI_VERSION);
  CHECK(strcmp(kiln_version(), "0.1.0") == 0);
}

CASE(CodesSayWhatTheyMean) {
  kiln_string text;
  CHECK_OK(kiln_error_code_text(KILN_ERROR_UNKNOWN_ELEMENT, &text));
  CHECK(is_string(text, "K0213"));
  CHECK(is_text(kiln_error_code_title(KILN_ERROR_JSON_SYNTAX), "not well-formed JSON"));
  CHECK(kiln_error_code_phase(KILN_ERROR_UNEXPECTED_TOKEN) == KILN_PHASE_SYNTAX);
  CHECK(kiln_error_code_phase(KILN_ERROR_UNKNOWN_ELEMENT) == KILN_PHASE_SEMANTIC);
  CHECK(kiln_error_code_phase(KILN_ERROR_PENDING) == KILN_PHASE_EXECUTION);
  CHECK(kiln_error_code_phase(KILN_ERROR_INVALID_DEFINITION) == KILN_PHASE_DOCUMENT);
}

CASE(NumbersThatAreNoCodeAreRefused) {
  const kiln_error_code none[] = {0, -1, 1, 199, 409, 999, 1000, 65536 + 213, INT32_MAX, INT32_MIN};
  for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); ++i) {
    kiln_string text;
    CHECK(kiln_error_code_text(none[i], &text) == KILN_INVALID_ARGUMENT);
    CHECK(text.data == NULL && text.size == 0);
    CHECK(kiln_error_code_title(none[i]).size == 0);
    CHECK(kiln_error_code_phase(none[i]) == -1);
  }
  CHECK(kiln_error_code_text(KILN_ERROR_PENDING, NULL) == KILN_INVALID_ARGUMENT);
}

CASE(NumbersHaveNames) {
  CHECK(is_text(kiln_phase_text(KILN_PHASE_EXECUTION), "execution"));
  CHECK(is_text(kiln_phase_text(4), ""));
  CHECK(is_text(kiln_severity_text(KILN_SEVERITY_WARNING), "warning"));
  CHECK(is_text(kiln_severity_text(-1), ""));
  CHECK(is_text(kiln_status_text(KILN_OK), "KILN_OK"));
  CHECK(is_text(kiln_status_text(KILN_NO_VALUE), "KILN_NO_VALUE"));
  CHECK(is_text(kiln_status_text(KILN_INTERNAL), "KILN_INTERNAL"));
  CHECK(is_text(kiln_status_text(KILN_INTERNAL + 1), ""));
}

CASE(AnErrorOfTheCompilerSaysAll) {
  const char* const source = "Patient.nmae.given + Patient.nmea";
  kiln_engine* engine = make_engine();
  kiln_program* program = (kiln_program*)engine;
  kiln_error* error = NULL;
  const kiln_engine_options strict = {.size = sizeof(strict), .strict = 1};
  kiln_engine_free(engine);
  CHECK_OK(kiln_engine_new(&strict, &engine, &error));
  const kiln_compile_options options = {.size = sizeof(options),
                                        .context_type = {KILN_TEXT("Patient")}};
  CHECK(kiln_engine_compile(engine, source, strlen(source), &options, &program, &error) ==
        KILN_SEMANTIC_ERROR);
  CHECK(program == NULL);
  CHECK(kiln_error_status(error) == KILN_SEMANTIC_ERROR);
  CHECK(kiln_error_number(error) == KILN_ERROR_UNKNOWN_ELEMENT);
  CHECK(kiln_error_span(error).start == 8 && kiln_error_span(error).end == 12);
  CHECK(is_text(kiln_error_message(error), "'Patient' has no element 'nmae'"));
  CHECK(is_text(kiln_error_hint(error), "did you mean 'name'?"));
  const kiln_diagnostics* all = kiln_error_diagnostics(error);
  CHECK(kiln_diagnostics_size(all) == 2);
  CHECK(kiln_diagnostics_error_count(all) == 2);
  CHECK(kiln_error_span(kiln_diagnostics_error(all, 1)).start == 29);
  kiln_string text;
  CHECK_OK(kiln_error_render(error, source, strlen(source), NULL, &text));
  CHECK(has_part(text, "error[K0213]: 'Patient' has no element 'nmea'"));
  kiln_error_free(error);
  kiln_engine_free(engine);
}

CASE(AnErrorIsRendered) {
  kiln_error* error = kiln_error_new(KILN_ERROR_HOST_FAILURE, KILN_TEXT("no line"), NULL, 0);
  kiln_string text;
  CHECK_OK(kiln_error_render(error, NULL, 0, NULL, &text));
  CHECK(has_part(text, "error[K0318]: no line"));
  const kiln_render_options colour = {.size = sizeof(colour), .colour = 1, .columns = 40};
  CHECK_OK(kiln_error_render(error, KILN_TEXT("\xFF\xC0 %a"), &colour, &text));
  CHECK(has_part(text, "\x1b["));
  CHECK(kiln_error_render(error, NULL, 3, NULL, &text) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_error_render(error, NULL, 0, NULL, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_error_render(NULL, NULL, 0, NULL, &text) == KILN_INVALID_ARGUMENT);
  kiln_error_free(error);
}

CASE(AnErrorOfTheCallHasNoNumber) {
  kiln_error* error = NULL;
  CHECK(kiln_engine_new(NULL, NULL, &error) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_error_status(error) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_error_number(error) == 0);
  CHECK(is_text(kiln_error_message(error), "argument 'engine' is NULL"));
  CHECK(kiln_error_hint(error).size == 0);
  CHECK(kiln_error_diagnostics(error) == NULL);
  kiln_string text;
  CHECK_OK(kiln_error_render(error, NULL, 0, NULL, &text));
  CHECK(is_string(text, "error: argument 'engine' is NULL\n"));
  kiln_error_free(error);
}

CASE(AnErrorOfTheHostIsWhatItWasMadeOf) {
  kiln_error* error = kiln_error_new(KILN_ERROR_TERMINOLOGY, KILN_TEXT("the server is down"),
                                     KILN_TEXT("try again"));
  CHECK(kiln_error_status(error) == KILN_EXECUTION_ERROR);
  CHECK(kiln_error_number(error) == KILN_ERROR_TERMINOLOGY);
  CHECK(is_text(kiln_error_message(error), "the server is down"));
  CHECK(is_text(kiln_error_hint(error), "try again"));
  CHECK(kiln_error_span(error).start == 0 && kiln_error_span(error).end == 0);
  kiln_error_free(error);
  error = kiln_error_pending(KILN_TEXT("key"));
  CHECK(kiln_error_status(error) == KILN_PENDING);
  CHECK(kiln_error_number(error) == KILN_ERROR_PENDING);
  kiln_error_free(error);
  error = kiln_error_new(7, KILN_TEXT("?"), NULL, 0);
  CHECK(kiln_error_status(error) == KILN_INVALID_ARGUMENT);
  kiln_error_free(error);
  error = kiln_error_new(KILN_ERROR_CANCELLED, KILN_TEXT("stop"), NULL, 0);
  CHECK(kiln_error_status(error) == KILN_CANCELLED);
  kiln_error_free(error);
  error = kiln_error_new(KILN_ERROR_MEMORY_LIMIT, KILN_TEXT("full"), NULL, 0);
  CHECK(kiln_error_status(error) == KILN_OUT_OF_MEMORY);
  kiln_error_free(error);
}

CASE(NoErrorIsNoError) {
  CHECK(kiln_error_status(NULL) == KILN_OK);
  CHECK(kiln_error_number(NULL) == 0);
  CHECK(kiln_error_message(NULL).size == 0);
  CHECK(kiln_error_hint(NULL).size == 0);
  CHECK(kiln_error_span(NULL).end == 0);
  CHECK(kiln_error_diagnostics(NULL) == NULL);
  kiln_error_free(NULL);
  kiln_string_free(NULL);
}

CASE(AFreedStringIsEmpty) {
  kiln_string text;
  CHECK_OK(kiln_error_code_text(KILN_ERROR_PENDING, &text));
  kiln_string_free(&text);
  CHECK(text.data == NULL && text.size == 0);
  kiln_string_free(&text);
}

CASE(DiagnosticsAreAddedAndSorted) {
  kiln_diagnostics* list = NULL;
  CHECK_OK(kiln_diagnostics_new(0, &list));
  const kiln_span late = {4, 5};
  const kiln_span early = {0, 1};
  CHECK_OK(kiln_diagnostics_add(list, KILN_SEVERITY_WARNING, KILN_ERROR_UNKNOWN_ELEMENT, late,
                                KILN_TEXT("second"), NULL, 0));
  CHECK_OK(kiln_diagnostics_add(list, KILN_SEVERITY_ERROR, KILN_ERROR_UNEXPECTED_TOKEN, early,
                                KILN_TEXT("first"), KILN_TEXT("hint")));
  CHECK(kiln_diagnostics_size(list) == 2);
  CHECK(kiln_diagnostics_error_count(list) == 1);
  CHECK(kiln_diagnostics_severity(list, 0) == KILN_SEVERITY_WARNING);
  CHECK_OK(kiln_diagnostics_sort(list));
  CHECK(kiln_diagnostics_severity(list, 0) == KILN_SEVERITY_ERROR);
  CHECK(is_text(kiln_error_message(kiln_diagnostics_error(list, 0)), "first"));
  CHECK(is_text(kiln_error_hint(kiln_diagnostics_error(list, 0)), "hint"));
  CHECK(is_text(kiln_error_message(kiln_diagnostics_error(list, 1)), "second"));
  CHECK(kiln_diagnostics_severity(list, 2) == -1);
  CHECK(kiln_diagnostics_error(list, 2) == NULL);
  kiln_string text;
  CHECK_OK(kiln_diagnostics_render(list, KILN_TEXT("a + b"), NULL, &text));
  CHECK(has_part(text, "warning[K0213]: second"));
  kiln_diagnostics_free(list);
}

CASE(DiagnosticsAreKeptUpToALimit) {
  kiln_diagnostics* list = NULL;
  CHECK_OK(kiln_diagnostics_new(1, &list));
  const kiln_span span = {0, 1};
  for (int i = 0; i < 3; ++i)
    CHECK_OK(kiln_diagnostics_add(list, KILN_SEVERITY_ERROR, KILN_ERROR_UNEXPECTED_TOKEN, span,
                                  KILN_TEXT("again"), NULL, 0));
  CHECK(kiln_diagnostics_size(list) == 1);
  kiln_diagnostics_free(list);
}

CASE(DiagnosticsRefuseWhatTheyCannotTake) {
  kiln_diagnostics* list = NULL;
  CHECK_OK(kiln_diagnostics_new(0, &list));
  const kiln_span span = {0, 1};
  const kiln_span backwards = {1, 0};
  const kiln_error_code code = KILN_ERROR_UNEXPECTED_TOKEN;
  CHECK(kiln_diagnostics_add(list, 3, code, span, NULL, 0, NULL, 0) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_diagnostics_add(list, 0, 1, span, NULL, 0, NULL, 0) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_diagnostics_add(list, 0, code, backwards, NULL, 0, NULL, 0) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_diagnostics_add(list, 0, code, span, NULL, 1, NULL, 0) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_diagnostics_add(NULL, 0, code, span, NULL, 0, NULL, 0) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_diagnostics_sort(NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_diagnostics_new(0, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_diagnostics_size(list) == 0);
  CHECK(kiln_diagnostics_size(NULL) == 0);
  CHECK(kiln_diagnostics_error_count(NULL) == 0);
  CHECK(kiln_diagnostics_severity(NULL, 0) == -1);
  CHECK(kiln_diagnostics_error(NULL, 0) == NULL);
  kiln_string text;
  CHECK(kiln_diagnostics_render(NULL, NULL, 0, NULL, &text) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_diagnostics_render(list, NULL, 0, NULL, NULL) == KILN_INVALID_ARGUMENT);
  kiln_diagnostics_free(list);
  kiln_diagnostics_free(NULL);
}
