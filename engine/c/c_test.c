/* The checks of engine/c/test/, one by one or all of them. */

#include <stdlib.h>

#include "engine/c/test/harness.h"

#define KILN_C_CASE(name) void case_##name(void);
#include "engine/c/test/cases.def"
#undef KILN_C_CASE

typedef struct Case {
  const char* name;
  void (*run)(void);
} Case;

static const Case kCases[] = {
#define KILN_C_CASE(name) {#name, case_##name},
#include "engine/c/test/cases.def"
#undef KILN_C_CASE
};

static int failures = 0;

void check_failed(const char* file, int line, const char* what) {
  fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
  ++failures;
}

bool is_text(kiln_text text, const char* expected) {
  if (text.size == strlen(expected) &&
      (text.size == 0 || memcmp(text.data, expected, text.size) == 0))
    return true;
  fprintf(stderr, "expected: %s\n     got: %.*s\n", expected, (int)text.size,
          text.data == NULL ? "" : text.data);
  return false;
}

bool is_string(kiln_string string, const char* expected) {
  kiln_text text = {string.data, string.size};
  bool same = is_text(text, expected);
  if (string.data != NULL) same = same && string.data[string.size] == '\0';
  kiln_string_free(&string);
  return same;
}

bool has_part(kiln_string string, const char* part) {
  const bool has = string.data != NULL && strstr(string.data, part) != NULL;
  if (!has)
    fprintf(stderr, "expected: %s\n      in: %s\n", part, string.data == NULL ? "" : string.data);
  kiln_string_free(&string);
  return has;
}

static void require(kiln_status status, kiln_error* error) {
  if (status == KILN_OK) return;
  const kiln_text message = kiln_error_message(error);
  fprintf(stderr, "%.*s\n", (int)message.size, message.data);
  exit(2);
}

kiln_engine* make_engine(void) {
  kiln_engine* engine = NULL;
  kiln_error* error = NULL;
  require(kiln_engine_new(NULL, &engine, &error), error);
  return engine;
}

kiln_document* make_document(const char* json) {
  kiln_document* document = NULL;
  kiln_error* error = NULL;
  require(kiln_document_parse_json(json, strlen(json), NULL, &document, &error), error);
  return document;
}

kiln_program* make_program(kiln_engine* engine, const char* expression) {
  kiln_program* program = NULL;
  kiln_error* error = NULL;
  require(kiln_engine_compile(engine, expression, strlen(expression), NULL, &program, &error),
          error);
  return program;
}

kiln_context* make_context(void) {
  kiln_context* context = NULL;
  kiln_error* error = NULL;
  require(kiln_context_new(&context, &error), error);
  return context;
}

const char* const kPatient =
    "{\"resourceType\":\"Patient\",\"id\":\"p\",\"active\":true,"
    "\"name\":[{\"use\":\"official\",\"family\":\"Lee\",\"given\":[\"Ann\",\"Bea\"]}],"
    "\"birthDate\":\"1974-12-25\","
    "\"managingOrganization\":{\"reference\":\"Organization/o\"},"
    "\"maritalStatus\":{\"coding\":[{\"system\":\"urn:s\",\"code\":\"M\"}]}}";

static kiln_status evaluate_once(const char* expression, const char* json, const kiln_host* host,
                                 kiln_string* text, kiln_error** error) {
  kiln_engine* engine = make_engine();
  kiln_program* program = make_program(engine, expression);
  kiln_context* context = make_context();
  kiln_document* document = json == NULL ? NULL : make_document(json);
  const kiln_evaluate_options options = {.size = sizeof(options), .host = host};
  const kiln_result* result = NULL;
  const kiln_status status =
      json == NULL ? kiln_program_evaluate_alone(program, context, &options, &result, error)
                   : kiln_program_evaluate(program, document, context, &options, &result, error);
  if (status == KILN_OK) CHECK_OK(kiln_result_to_json(result, text));
  kiln_document_free(document);
  kiln_context_free(context);
  kiln_program_free(program);
  kiln_engine_free(engine);
  return status;
}

bool gives(const char* expression, const char* json, const kiln_host* host, const char* expected) {
  kiln_string text = {NULL, 0};
  kiln_error* error = NULL;
  const kiln_status status = evaluate_once(expression, json, host, &text, &error);
  if (status != KILN_OK) {
    kiln_string shown = {NULL, 0};
    kiln_error_render(error, expression, strlen(expression), NULL, &shown);
    fprintf(stderr, "%s\n", shown.data);
    kiln_string_free(&shown);
    kiln_error_free(error);
    return false;
  }
  return is_string(text, expected);
}

kiln_status ends_with(const char* expression, const char* json, const kiln_host* host,
                      kiln_error_code* code) {
  kiln_string text = {NULL, 0};
  kiln_error* error = NULL;
  const kiln_status status = evaluate_once(expression, json, host, &text, &error);
  if (code != NULL) *code = kiln_error_number(error);
  kiln_error_free(error);
  kiln_string_free(&text);
  return status;
}

int main(int argc, char** argv) {
  int run = 0;
  for (size_t i = 0; i < sizeof(kCases) / sizeof(kCases[0]); ++i) {
    if (argc > 1 && strcmp(argv[1], kCases[i].name) != 0) continue;
    kCases[i].run();
    ++run;
  }
  if (run == 0) fprintf(stderr, "no such case\n");
  return run == 0 || failures != 0;
}
