/* Hosts: resolving, functions, variables, the trace, the clock, pending answers, profiles. */

#include "engine/c/test/harness.h"

static kiln_host* make_host(void) {
  kiln_host* host = NULL;
  CHECK_OK(kiln_host_new(&host, NULL));
  return host;
}

static void count(void* user_data) {
  ++*(int*)user_data;
}

static kiln_error* resolve(void* user_data, const char* reference, size_t size,
                           kiln_document** document) {
  const kiln_text text = {reference, size};
  ++*(int*)user_data;
  if (is_text(text, "Organization/o"))
    *document = make_document("{\"resourceType\":\"Organization\",\"name\":\"Org\"}");
  return NULL;
}

CASE(AReferenceIsResolved) {
  int calls = 0;
  kiln_host* host = make_host();
  CHECK_OK(kiln_host_set_resolve(host, resolve, &calls, NULL));
  CHECK(gives("managingOrganization.resolve().name", kPatient, host, "[\"Org\"]"));
  CHECK(calls == 1);
  CHECK(gives("generalPractitioner.resolve()", kPatient, host, "[]"));
  kiln_host_free(host);
}

static kiln_error* refuse(void* user_data, const char* reference, size_t size,
                          kiln_document** document) {
  (void)user_data, (void)reference, (void)size;
  *document = make_document("{}");
  return kiln_error_new(KILN_ERROR_HOST_FAILURE, KILN_TEXT("no line"), KILN_TEXT("call again"));
}

CASE(AnErrorOfTheHostIsThatOfTheEvaluation) {
  kiln_engine* engine = make_engine();
  kiln_program* program = make_program(engine, "managingOrganization.resolve()");
  kiln_document* document = make_document(kPatient);
  kiln_context* context = make_context();
  kiln_host* host = make_host();
  CHECK_OK(kiln_host_set_resolve(host, refuse, NULL, NULL));
  const kiln_evaluate_options options = {.size = sizeof(options), .host = host};
  const kiln_result* result = NULL;
  kiln_error* error = NULL;
  CHECK(kiln_program_evaluate(program, document, context, &options, &result, &error) ==
        KILN_EXECUTION_ERROR);
  CHECK(kiln_error_number(error) == KILN_ERROR_HOST_FAILURE);
  const kiln_text message = kiln_error_message(error);
  CHECK(message.size >= 7 && memcmp(message.data + message.size - 7, "no line", 7) == 0);
  kiln_error_free(error);
  kiln_host_free(host);
  kiln_context_free(context);
  kiln_document_free(document);
  kiln_program_free(program);
  kiln_engine_free(engine);
}

static kiln_error* wait_for(void* user_data, const char* reference, size_t size,
                            kiln_document** document) {
  (void)reference, (void)size, (void)document;
  const kiln_text* key = user_data;
  return kiln_error_pending(key->data, key->size);
}

CASE(AnAnswerMayBePending) {
  kiln_text key = {KILN_TEXT("job 7")};
  kiln_engine* engine = make_engine();
  kiln_program* program = make_program(engine, "managingOrganization.resolve().name");
  kiln_document* document = make_document(kPatient);
  kiln_context* context = make_context();
  kiln_host* host = make_host();
  int calls = 0;
  CHECK_OK(kiln_host_set_resolve(host, wait_for, &key, NULL));
  const kiln_evaluate_options options = {.size = sizeof(options), .host = host};
  const kiln_result* result = NULL;
  CHECK(kiln_program_evaluate(program, document, context, &options, &result, NULL) == KILN_PENDING);
  CHECK(kiln_context_pending_size(context) == 1);
  CHECK(kiln_context_pending_kind(context, 0) == KILN_PENDING_REFERENCE);
  CHECK(is_text(kiln_context_pending_key(context, 0), "job 7"));
  CHECK(kiln_context_pending_kind(context, 1) == -1);
  CHECK(kiln_context_pending_key(context, 1).size == 0);
  key.size = 0;
  CHECK(kiln_program_evaluate(program, document, context, &options, &result, NULL) == KILN_PENDING);
  CHECK(is_text(kiln_context_pending_key(context, 0), "Organization/o"));
  CHECK_OK(kiln_host_set_resolve(host, resolve, &calls, NULL));
  CHECK_OK(kiln_program_evaluate(program, document, context, &options, &result, NULL));
  CHECK(kiln_context_pending_size(context) == 0);
  CHECK(kiln_result_size(result) == 1);
  kiln_host_free(host);
  kiln_context_free(context);
  kiln_document_free(document);
  kiln_program_free(program);
  kiln_engine_free(engine);
}

/** How many items the input and all arguments have, as one Integer; then the input's first item. */
static kiln_error* measure(void* user_data, const kiln_call* call, kiln_values* result) {
  (void)user_data;
  size_t size = kiln_items_size(kiln_call_input(call));
  for (size_t i = 0; i < kiln_call_argument_count(call); ++i)
    size += 10 * kiln_items_size(kiln_call_argument(call, i));
  CHECK(kiln_call_argument(call, kiln_call_argument_count(call)) == NULL);
  kiln_value* value = NULL;
  CHECK_OK(kiln_value_integer((int32_t)size, &value));
  CHECK_OK(kiln_values_add(result, value));
  kiln_value_free(value);
  CHECK_OK(kiln_values_add_item(result, kiln_items_at(kiln_call_input(call), 0)));
  return NULL;
}

static kiln_error* fail(void* user_data, const kiln_call* call, kiln_values* result) {
  (void)user_data, (void)call, (void)result;
  return kiln_error_new(KILN_ERROR_ARGUMENT_VALUE, KILN_TEXT("not this one"), NULL, 0);
}

CASE(AFunctionOfTheHostIsCalled) {
  int freed = 0;
  kiln_host* host = make_host();
  CHECK_OK(kiln_host_set_function(host, KILN_TEXT("measure"), 0, 2, measure, &freed, count));
  CHECK_OK(kiln_host_set_function(host, KILN_TEXT("fail"), 0, 0, fail, NULL, NULL));
  CHECK(gives("(1 | 2).measure()", NULL, host, "[2,1]"));
  CHECK(gives("'a'.measure(1 | 2, 3)", NULL, host, "[31,\"a\"]"));
  CHECK(gives("name.given.measure()", kPatient, host, "[2,\"Ann\"]"));
  kiln_error_code code = 0;
  CHECK(ends_with("fail()", NULL, host, &code) == KILN_EXECUTION_ERROR);
  CHECK(code == KILN_ERROR_ARGUMENT_VALUE);
  CHECK(freed == 0);
  kiln_host_free(host);
  CHECK(freed == 1);
  CHECK(kiln_call_input(NULL) == NULL);
  CHECK(kiln_call_argument_count(NULL) == 0);
  CHECK(kiln_call_argument(NULL, 0) == NULL);
}

CASE(TheCompilerKnowsAHost) {
  kiln_engine* engine = make_engine();
  kiln_host* host = make_host();
  kiln_program* program = NULL;
  const kiln_compile_options options = {.size = sizeof(options), .host = host};
  CHECK(kiln_engine_compile(engine, KILN_TEXT("fail()"), &options, &program, NULL) ==
        KILN_SEMANTIC_ERROR);
  CHECK_OK(kiln_host_set_function(host, KILN_TEXT("fail"), 0, 0, fail, NULL, NULL));
  CHECK_OK(kiln_engine_compile(engine, KILN_TEXT("fail()"), &options, &program, NULL));
  kiln_program_free(program);
  kiln_host_free(host);
  kiln_engine_free(engine);
}

CASE(UserDataAreFreedOnce) {
  int freed = 0;
  kiln_host* host = make_host();
  CHECK_OK(kiln_host_set_resolve(host, resolve, &freed, count));
  CHECK(freed == 0);
  CHECK_OK(kiln_host_set_resolve(host, NULL, NULL, NULL));
  CHECK(freed == 1);
  CHECK_OK(kiln_host_set_resolve(host, NULL, &freed, count));
  CHECK(freed == 2);
  CHECK(kiln_host_set_resolve(NULL, resolve, &freed, count) == KILN_INVALID_ARGUMENT);
  CHECK(freed == 3);
  CHECK(kiln_host_set_function(host, KILN_TEXT("f"), 2, 1, fail, &freed, count) ==
        KILN_INVALID_ARGUMENT);
  CHECK(freed == 4);
  CHECK(kiln_host_set_function(host, KILN_TEXT("f"), 0, 256, fail, &freed, count) ==
        KILN_INVALID_ARGUMENT);
  CHECK(freed == 5);
  CHECK(kiln_host_set_function(host, KILN_TEXT("f"), 0, 0, NULL, &freed, count) ==
        KILN_INVALID_ARGUMENT);
  CHECK(freed == 6);
  CHECK_OK(kiln_host_set_function(host, KILN_TEXT("f"), 0, 0, fail, &freed, count));
  CHECK_OK(kiln_host_set_function(host, KILN_TEXT("f"), 0, 0, fail, NULL, NULL));
  CHECK(freed == 7);
  kiln_host_free(host);
  CHECK(freed == 7);
}

CASE(AVariableHasValues) {
  kiln_host* host = make_host();
  kiln_values* values = NULL;
  kiln_value* value = NULL;
  CHECK_OK(kiln_values_new(&values));
  CHECK_OK(kiln_value_integer(3, &value));
  CHECK_OK(kiln_values_add(values, value));
  CHECK_OK(kiln_values_add(values, value));
  kiln_value_free(value);
  CHECK_OK(kiln_host_set_variable(host, KILN_TEXT("mine"), values));
  kiln_values_free(values);
  CHECK(gives("%mine.sum()", NULL, host, "[6]"));
  kiln_error_code code = 0;
  CHECK(ends_with("%other", NULL, host, &code) == KILN_EXECUTION_ERROR);
  CHECK(code == KILN_ERROR_UNDEFINED_VARIABLE);
  kiln_host_free(host);
}

typedef struct Log {
  char text[64];
} Log;

static void write_log(void* user_data, const char* name, size_t name_size,
                      const kiln_items* items) {
  Log* log = user_data;
  strncat(log->text, name, name_size);
  for (size_t i = 0; i < kiln_items_size(items); ++i) {
    kiln_string text;
    CHECK_OK(kiln_item_to_string(kiln_items_at(items, i), &text));
    strcat(log->text, " ");
    strcat(log->text, text.data);
    kiln_string_free(&text);
  }
}

CASE(ATraceIsLogged) {
  Log log = {""};
  kiln_host* host = make_host();
  CHECK_OK(kiln_host_set_trace(host, write_log, &log, NULL));
  CHECK(gives("name.given.trace('given').count()", kPatient, host, "[2]"));
  CHECK(strcmp(log.text, "given Ann Bea") == 0);
  kiln_host_free(host);
}

static int64_t tell_time(void* user_data) {
  return *(int64_t*)user_data;
}

CASE(AClockTellsTheTime) {
  int64_t now = INT64_C(1423060440) * 1000000000; /* 2015-02-04T14:34:00Z */
  kiln_host* host = make_host();
  CHECK_OK(kiln_host_set_clock(host, tell_time, &now, NULL));
  CHECK_OK(kiln_host_set_utc_offset(host, 600));
  CHECK(gives("today()", NULL, host, "[\"2015-02-05\"]"));
  CHECK(gives("now() = @2015-02-04T14:34:00Z", NULL, host, "[true]"));
  CHECK_OK(kiln_host_set_utc_offset(host, -840));
  CHECK(gives("today()", NULL, host, "[\"2015-02-04\"]"));
  CHECK_OK(kiln_host_set_utc_offset(host, 840));
  CHECK(kiln_host_set_utc_offset(host, 841) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_host_set_utc_offset(host, -841) == KILN_INVALID_ARGUMENT);
  CHECK_OK(kiln_host_set_clock(host, NULL, NULL, NULL));
  CHECK(gives("today() > @2020", NULL, host, "[true]"));
  kiln_host_free(host);
}

static const char kProfile[] =
    "{\"resourceType\":\"StructureDefinition\",\"url\":\"urn:named\",\"name\":\"Named\","
    "\"status\":\"active\",\"kind\":\"resource\",\"abstract\":false,\"type\":\"Patient\","
    "\"baseDefinition\":\"http://hl7.org/fhir/StructureDefinition/Patient\","
    "\"derivation\":\"constraint\",\"snapshot\":{\"element\":["
    "{\"id\":\"Patient\",\"path\":\"Patient\",\"min\":0,\"max\":\"*\"},"
    "{\"id\":\"Patient.name\",\"path\":\"Patient.name\",\"min\":1,\"max\":\"*\","
    "\"type\":[{\"code\":\"HumanName\"}]}]}}";

CASE(ProfilesAreKnown) {
  kiln_profiles* profiles = NULL;
  kiln_error* error = NULL;
  size_t added = 0;
  CHECK_OK(kiln_profiles_new(&profiles, NULL));
  CHECK(kiln_profiles_size(profiles) == 0);
  kiln_document* document = make_document(kProfile);
  CHECK_OK(kiln_profiles_add(profiles, document, &added, &error));
  CHECK(kiln_profiles_size(profiles) == 1);
  CHECK_OK(kiln_profiles_add(profiles, document, NULL, &error));
  kiln_document_free(document);
  CHECK(added == 1);
  CHECK(kiln_profiles_load(profiles, KILN_TEXT("/no/such/folder"), &added, &error) ==
        KILN_DOCUMENT_ERROR);
  CHECK(kiln_error_number(error) == KILN_ERROR_FILE_UNREADABLE);
  kiln_error_free(error);
  kiln_host* host = make_host();
  CHECK_OK(kiln_host_set_profiles(host, profiles));
  kiln_profiles_free(profiles);
  CHECK(gives("elementDefinition().min", NULL, host, "[]"));
  CHECK(ends_with("conformsTo('urn:other')", kPatient, host, NULL) == KILN_EXECUTION_ERROR);
  CHECK_OK(kiln_host_set_profiles(host, NULL));
  kiln_host_free(host);
}

CASE(HostsRefuseNull) {
  kiln_host* host = make_host();
  kiln_values* values = NULL;
  kiln_profiles* profiles = NULL;
  kiln_document* document = make_document("{}");
  CHECK_OK(kiln_values_new(&values));
  CHECK_OK(kiln_profiles_new(&profiles, NULL));
  CHECK(kiln_host_new(NULL, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_host_set_terminology(NULL, NULL) == KILN_INVALID_ARGUMENT);
  CHECK_OK(kiln_host_set_terminology(host, NULL));
  CHECK(kiln_host_set_profiles(NULL, profiles) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_host_set_variable(NULL, KILN_TEXT("v"), values) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_host_set_variable(host, NULL, 1, values) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_host_set_variable(host, KILN_TEXT("v"), NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_host_set_function(NULL, KILN_TEXT("f"), 0, 0, fail, NULL, NULL) ==
        KILN_INVALID_ARGUMENT);
  CHECK(kiln_host_set_function(host, NULL, 1, 0, 0, fail, NULL, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_host_set_trace(NULL, write_log, NULL, NULL) == KILN_INVALID_ARGUMENT);
  CHECK_OK(kiln_host_set_trace(host, NULL, NULL, NULL));
  CHECK(kiln_host_set_clock(NULL, tell_time, NULL, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_host_set_utc_offset(NULL, 0) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_profiles_new(NULL, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_profiles_add(NULL, document, NULL, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_profiles_add(profiles, NULL, NULL, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_profiles_load(NULL, KILN_TEXT("."), NULL, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_profiles_load(profiles, NULL, 1, NULL, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_profiles_size(NULL) == 0);
  kiln_document_free(document);
  kiln_profiles_free(profiles);
  kiln_profiles_free(NULL);
  kiln_values_free(values);
  kiln_host_free(host);
  kiln_host_free(NULL);
}
