/* Terminology providers: of memory, and of functions of the host. */

#include "engine/c/test/harness.h"

static const char kColours[] =
    "{\"resourceType\":\"CodeSystem\",\"url\":\"urn:s\",\"status\":\"active\","
    "\"content\":\"complete\",\"hierarchyMeaning\":\"is-a\",\"concept\":[{\"code\":\"top\","
    "\"display\":\"Top\",\"concept\":[{\"code\":\"M\",\"display\":\"Em\"}]}]}";
static const char kValueSet[] =
    "{\"resourceType\":\"ValueSet\",\"url\":\"urn:v\",\"status\":\"active\","
    "\"compose\":{\"include\":[{\"system\":\"urn:s\"}]}}";
static const char kMap[] =
    "{\"resourceType\":\"ConceptMap\",\"url\":\"urn:m\",\"status\":\"active\",\"group\":[{"
    "\"source\":\"urn:s\",\"target\":\"urn:t\",\"element\":[{\"code\":\"M\",\"target\":[{"
    "\"code\":\"X\",\"equivalence\":\"equal\"}]}]}]}";

static const kiln_coding kTop = {.system = {"urn:s", 5}, .code = {"top", 3}};
static const kiln_coding kEm = {.system = {"urn:s", 5}, .code = {"M", 1}};
static const kiln_text kNoParameters = {NULL, 0};

static void add(kiln_terminology* terminology, const char* json) {
  kiln_document* document = make_document(json);
  CHECK_OK(kiln_terminology_add(terminology, document, NULL));
  kiln_document_free(document);
}

static kiln_terminology* make_memory(void) {
  kiln_terminology* terminology = NULL;
  CHECK_OK(kiln_terminology_new_memory(KILN_FHIR_R4, &terminology, NULL));
  add(terminology, kColours);
  add(terminology, kValueSet);
  add(terminology, kMap);
  return terminology;
}

/** Whether an answer, which is freed, has a part. */
static bool answers(kiln_document* answer, const char* part) {
  kiln_string text = {NULL, 0};
  CHECK_OK(kiln_document_to_json(answer, &text));
  kiln_document_free(answer);
  return has_part(text, part);
}

CASE(AProviderOfMemoryAnswers) {
  kiln_terminology* terminology = make_memory();
  const kiln_resource_argument value_set = {.url = {KILN_TEXT("urn:v")}};
  const kiln_resource_argument code_system = {.url = {KILN_TEXT("urn:s")}};
  const kiln_resource_argument concept_map = {.url = {KILN_TEXT("urn:m")}};
  const kiln_text other = {KILN_TEXT("urn:other")};
  kiln_membership member = -1;
  CHECK_OK(kiln_terminology_member_of(terminology, &kEm, 1, value_set.url, &member, NULL));
  CHECK(member == KILN_MEMBERSHIP_YES);
  CHECK_OK(kiln_terminology_member_of(terminology, &kEm, 1, other, &member, NULL));
  CHECK(member == KILN_MEMBERSHIP_UNKNOWN);
  kiln_subsumption how = -1;
  CHECK_OK(kiln_terminology_subsumes(terminology, &kTop, &kEm, &how, NULL));
  CHECK(how == KILN_SUBSUMPTION_SUBSUMES);
  CHECK_OK(kiln_terminology_subsumes_in(terminology, code_system.url, &kEm, &kTop, kNoParameters,
                                        &how, NULL));
  CHECK(how == KILN_SUBSUMPTION_SUBSUMED_BY);
  kiln_document* answer = NULL;
  CHECK_OK(kiln_terminology_expand(terminology, &value_set, kNoParameters, &answer, NULL));
  CHECK(answers(answer, "\"code\":\"M\""));
  CHECK_OK(kiln_terminology_lookup(terminology, &kEm, 1, kNoParameters, &answer, NULL));
  CHECK(answers(answer, "\"Em\""));
  CHECK_OK(
      kiln_terminology_validate_vs(terminology, &value_set, &kEm, 1, kNoParameters, &answer, NULL));
  CHECK(answers(answer, "\"valueBoolean\":true"));
  CHECK_OK(kiln_terminology_validate_cs(terminology, &code_system, &kEm, 1, kNoParameters, &answer,
                                        NULL));
  CHECK(answers(answer, "\"valueBoolean\":true"));
  CHECK_OK(
      kiln_terminology_translate(terminology, &concept_map, &kEm, kNoParameters, &answer, NULL));
  CHECK(answers(answer, "\"code\":\"X\""));
  kiln_terminology* elsewhere = terminology;
  CHECK_OK(kiln_terminology_at(terminology, other, &elsewhere, NULL));
  CHECK(elsewhere == NULL);
  kiln_terminology_free(terminology);
}

CASE(AValueSetMayBeADocument) {
  kiln_terminology* terminology = NULL;
  kiln_document* document = make_document(kValueSet);
  kiln_document* answer = NULL;
  CHECK_OK(kiln_terminology_new_memory(0, &terminology, NULL));
  add(terminology, kColours);
  const kiln_resource_argument value_set = {.document = document};
  CHECK_OK(kiln_terminology_expand(terminology, &value_set, kNoParameters, &answer, NULL));
  CHECK(answers(answer, "\"code\":\"top\""));
  kiln_document_free(document);
  kiln_terminology_free(terminology);
}

CASE(AHostHasATerminology) {
  kiln_host* host = NULL;
  kiln_terminology* terminology = make_memory();
  CHECK_OK(kiln_host_new(&host, NULL));
  CHECK(ends_with("maritalStatus.memberOf('urn:v')", kPatient, host, NULL) == KILN_EXECUTION_ERROR);
  CHECK_OK(kiln_host_set_terminology(host, terminology));
  kiln_terminology_free(terminology);
  CHECK(gives("maritalStatus.memberOf('urn:v')", kPatient, host, "[true]"));
  CHECK_OK(kiln_host_set_terminology(host, NULL));
  CHECK(ends_with("maritalStatus.memberOf('urn:v')", kPatient, host, NULL) == KILN_EXECUTION_ERROR);
  kiln_host_free(host);
}

/* A provider that hands everything on to another one, and counts. */

typedef struct Proxy {
  kiln_terminology* behind;
  int asked;
  int freed;
} Proxy;

static const kiln_terminology* behind(void* user_data) {
  Proxy* proxy = user_data;
  ++proxy->asked;
  return proxy->behind;
}

static kiln_error* member_of(void* user_data, const kiln_coding* codings, size_t count,
                             kiln_text value_set, kiln_membership* answer) {
  kiln_error* error = NULL;
  kiln_terminology_member_of(behind(user_data), codings, count, value_set, answer, &error);
  return error;
}

static kiln_error* subsumes(void* user_data, const kiln_coding* a, const kiln_coding* b,
                            kiln_subsumption* answer) {
  kiln_error* error = NULL;
  kiln_terminology_subsumes(behind(user_data), a, b, answer, &error);
  return error;
}

static kiln_error* expand(void* user_data, const kiln_resource_argument* value_set,
                          kiln_text parameters, kiln_document** answer) {
  kiln_error* error = NULL;
  kiln_terminology_expand(behind(user_data), value_set, parameters, answer, &error);
  return error;
}

static kiln_error* lookup(void* user_data, const kiln_coding* codings, size_t count,
                          kiln_text parameters, kiln_document** answer) {
  kiln_error* error = NULL;
  kiln_terminology_lookup(behind(user_data), codings, count, parameters, answer, &error);
  return error;
}

static kiln_error* validate_vs(void* user_data, const kiln_resource_argument* value_set,
                               const kiln_coding* codings, size_t count, kiln_text parameters,
                               kiln_document** answer) {
  kiln_error* error = NULL;
  kiln_terminology_validate_vs(behind(user_data), value_set, codings, count, parameters, answer,
                               &error);
  return error;
}

static kiln_error* validate_cs(void* user_data, const kiln_resource_argument* code_system,
                               const kiln_coding* codings, size_t count, kiln_text parameters,
                               kiln_document** answer) {
  kiln_error* error = NULL;
  kiln_terminology_validate_cs(behind(user_data), code_system, codings, count, parameters, answer,
                               &error);
  return error;
}

static kiln_error* subsumes_in(void* user_data, kiln_text system, const kiln_coding* a,
                               const kiln_coding* b, kiln_text parameters,
                               kiln_subsumption* answer) {
  kiln_error* error = NULL;
  kiln_terminology_subsumes_in(behind(user_data), system, a, b, parameters, answer, &error);
  return error;
}

static kiln_error* translate(void* user_data, const kiln_resource_argument* concept_map,
                             const kiln_coding* coding, kiln_text parameters,
                             kiln_document** answer) {
  kiln_error* error = NULL;
  kiln_terminology_translate(behind(user_data), concept_map, coding, parameters, answer, &error);
  return error;
}

static kiln_terminology* at(void* user_data, kiln_text url) {
  (void)behind(user_data);
  return is_text(url, "http://elsewhere") ? make_memory() : NULL;
}

static void free_proxy(void* user_data) {
  Proxy* proxy = user_data;
  kiln_terminology_free(proxy->behind);
  ++proxy->freed;
}

static const kiln_terminology_functions kProxy = {.size = sizeof(kProxy),
                                                  .member_of = member_of,
                                                  .subsumes = subsumes,
                                                  .expand = expand,
                                                  .lookup = lookup,
                                                  .validate_vs = validate_vs,
                                                  .validate_cs = validate_cs,
                                                  .subsumes_in = subsumes_in,
                                                  .translate = translate,
                                                  .at = at};

CASE(AProviderOfFunctionsAnswers) {
  Proxy proxy = {make_memory(), 0, 0};
  kiln_terminology* terminology = NULL;
  kiln_host* host = NULL;
  CHECK_OK(kiln_terminology_new(&kProxy, &proxy, free_proxy, &terminology, NULL));
  CHECK_OK(kiln_host_new(&host, NULL));
  CHECK_OK(kiln_host_set_terminology(host, terminology));
  CHECK(gives("maritalStatus.memberOf('urn:v')", kPatient, host, "[true]"));
  CHECK(gives("maritalStatus.coding.first().subsumes(maritalStatus.coding.first())", kPatient, host,
              "[true]"));
  CHECK(gives("%terminologies.expand('urn:v').expansion.contains.code", kPatient, host,
              "[\"top\",\"M\"]"));
  CHECK(
      gives("%terminologies.lookup(maritalStatus.coding.first())"
            ".parameter.where(name = 'display').value",
            kPatient, host, "[\"Em\"]"));
  CHECK(
      gives("%terminologies.validateVS('urn:v', maritalStatus)"
            ".parameter.where(name = 'result').value",
            kPatient, host, "[true]"));
  CHECK(
      gives("%terminologies.validateCS('urn:s', maritalStatus.coding.first())"
            ".parameter.where(name = 'result').value",
            kPatient, host, "[true]"));
  CHECK(
      gives("%terminologies.subsumes('urn:s', maritalStatus.coding.first(), "
            "maritalStatus.coding.first())",
            kPatient, host, "[\"equivalent\"]"));
  CHECK(
      gives("%terminologies.translate('urn:m', maritalStatus.coding.first())"
            ".parameter.where(name = 'result').value",
            kPatient, host, "[true]"));
  CHECK(proxy.asked >= 8);
  kiln_terminology* elsewhere = NULL;
  const kiln_text url = {KILN_TEXT("http://elsewhere")};
  CHECK_OK(kiln_terminology_at(terminology, url, &elsewhere, NULL));
  CHECK(elsewhere != NULL);
  kiln_membership member = -1;
  const kiln_text value_set = {KILN_TEXT("urn:v")};
  CHECK_OK(kiln_terminology_member_of(elsewhere, &kEm, 1, value_set, &member, NULL));
  CHECK(member == KILN_MEMBERSHIP_YES);
  kiln_terminology_free(elsewhere);
  kiln_terminology_free(terminology);
  CHECK(proxy.freed == 0);
  kiln_host_free(host);
  CHECK(proxy.freed == 1);
}

CASE(AFunctionThatIsMissingIsNotSupported) {
  const kiln_terminology_functions none = {.size = sizeof(none)};
  const kiln_resource_argument resource = {.url = {KILN_TEXT("urn:v")}};
  kiln_terminology* terminology = NULL;
  kiln_membership member;
  kiln_subsumption how;
  kiln_document* answer = NULL;
  kiln_error* error = NULL;
  CHECK_OK(kiln_terminology_new(&none, NULL, NULL, &terminology, NULL));
  CHECK(kiln_terminology_member_of(terminology, &kEm, 1, resource.url, &member, &error) ==
        KILN_EXECUTION_ERROR);
  CHECK(kiln_error_number(error) == KILN_ERROR_TERMINOLOGY);
  kiln_error_free(error);
  CHECK(kiln_terminology_subsumes(terminology, &kEm, &kEm, &how, NULL) == KILN_EXECUTION_ERROR);
  CHECK(kiln_terminology_expand(terminology, &resource, kNoParameters, &answer, NULL) ==
        KILN_EXECUTION_ERROR);
  CHECK(kiln_terminology_lookup(terminology, &kEm, 1, kNoParameters, &answer, NULL) ==
        KILN_EXECUTION_ERROR);
  CHECK(kiln_terminology_validate_vs(terminology, &resource, &kEm, 1, kNoParameters, &answer,
                                     NULL) == KILN_EXECUTION_ERROR);
  CHECK(kiln_terminology_validate_cs(terminology, &resource, &kEm, 1, kNoParameters, &answer,
                                     NULL) == KILN_EXECUTION_ERROR);
  CHECK(kiln_terminology_subsumes_in(terminology, resource.url, &kEm, &kEm, kNoParameters, &how,
                                     NULL) == KILN_EXECUTION_ERROR);
  CHECK(kiln_terminology_translate(terminology, &resource, &kEm, kNoParameters, &answer, NULL) ==
        KILN_EXECUTION_ERROR);
  kiln_terminology* elsewhere = NULL;
  CHECK_OK(kiln_terminology_at(terminology, resource.url, &elsewhere, NULL));
  CHECK(elsewhere == NULL);
  kiln_terminology_free(terminology);
}

static kiln_error* wrong_number(void* user_data, const kiln_coding* codings, size_t count,
                                kiln_text value_set, kiln_membership* answer) {
  (void)user_data, (void)codings, (void)count, (void)value_set;
  *answer = 3;
  return NULL;
}

static kiln_error* no_document(void* user_data, const kiln_resource_argument* value_set,
                               kiln_text parameters, kiln_document** answer) {
  (void)user_data, (void)value_set, (void)parameters, (void)answer;
  return NULL;
}

CASE(AnAnswerThatIsNoneIsAnError) {
  const kiln_terminology_functions functions = {
      .size = sizeof(functions), .member_of = wrong_number, .expand = no_document};
  const kiln_resource_argument resource = {.url = {KILN_TEXT("urn:v")}};
  kiln_terminology* terminology = NULL;
  kiln_membership member;
  kiln_document* answer = NULL;
  CHECK_OK(kiln_terminology_new(&functions, NULL, NULL, &terminology, NULL));
  CHECK(kiln_terminology_member_of(terminology, &kEm, 1, resource.url, &member, NULL) ==
        KILN_EXECUTION_ERROR);
  CHECK(kiln_terminology_expand(terminology, &resource, kNoParameters, &answer, NULL) ==
        KILN_EXECUTION_ERROR);
  kiln_terminology_free(terminology);
}

static void count(void* user_data) {
  ++*(int*)user_data;
}

CASE(TerminologiesRefuseWhatTheyCannotTake) {
  int freed = 0;
  const kiln_text url = {KILN_TEXT("urn:v")};
  const kiln_terminology_functions no_size = {.size = 0};
  kiln_terminology* terminology = NULL;
  kiln_membership member;
  kiln_subsumption how;
  kiln_document* document = make_document(kColours);
  kiln_document* answer = NULL;
  kiln_error* error = NULL;
  CHECK(kiln_terminology_new(NULL, &freed, count, &terminology, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_terminology_new(&no_size, &freed, count, &terminology, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_terminology_new(&kProxy, &freed, count, NULL, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(freed == 3);
  CHECK(kiln_terminology_new_memory(0, NULL, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_terminology_new_memory(9, &terminology, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_terminology_add(NULL, document, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_terminology_load(NULL, KILN_TEXT("."), NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_terminology_member_of(NULL, &kEm, 1, url, &member, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_terminology_subsumes(NULL, &kEm, &kEm, &how, NULL) == KILN_INVALID_ARGUMENT);
  const kiln_terminology_functions none = {.size = sizeof(none)};
  CHECK_OK(kiln_terminology_new(&none, NULL, NULL, &terminology, NULL));
  CHECK(kiln_terminology_add(terminology, document, &error) == KILN_INVALID_ARGUMENT);
  CHECK(is_text(kiln_error_message(error), "argument 'terminology' is none of memory"));
  kiln_error_free(error);
  kiln_terminology_free(terminology);
  terminology = make_memory();
  CHECK(kiln_terminology_add(terminology, NULL, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_terminology_load(terminology, KILN_TEXT("/no/such/file"), &error) ==
        KILN_DOCUMENT_ERROR);
  CHECK(kiln_error_number(error) == KILN_ERROR_FILE_UNREADABLE);
  kiln_error_free(error);
  CHECK(kiln_terminology_member_of(terminology, NULL, 1, url, &member, NULL) ==
        KILN_INVALID_ARGUMENT);
  CHECK(kiln_terminology_subsumes(terminology, NULL, &kEm, &how, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_terminology_expand(terminology, NULL, kNoParameters, &answer, NULL) ==
        KILN_INVALID_ARGUMENT);
  CHECK(kiln_terminology_at(terminology, url, NULL, NULL) == KILN_INVALID_ARGUMENT);
  kiln_terminology_free(terminology);
  kiln_terminology_free(NULL);
  kiln_document_free(document);
}
