/* Documents, parsers, builders. */

#include "engine/c/test/harness.h"

CASE(JsonIsCopied) {
  char source[] = "{\"resourceType\":\"Patient\",\"n\":1.50}";
  kiln_document* document = NULL;
  kiln_error* error = NULL;
  CHECK_OK(kiln_document_parse_json(source, strlen(source), NULL, &document, &error));
  CHECK(error == NULL);
  memset(source, 'x', sizeof(source));
  kiln_string text;
  CHECK_OK(kiln_document_to_json(document, &text));
  CHECK(is_string(text, "{\"resourceType\":\"Patient\",\"n\":1.50}"));
  CHECK(is_text(kiln_document_resource_type(document), "Patient"));
  CHECK(kiln_document_bytes(document) > 0);
  kiln_document_free(document);
}

CASE(JsonIsBorrowed) {
  const char* const source = "{\"resourceType\":\"Patient\"}";
  kiln_document* document = NULL;
  CHECK_OK(kiln_document_borrow_json(source, strlen(source), NULL, &document, NULL));
  const kiln_text type = kiln_document_resource_type(document);
  CHECK(type.data == source + strlen("{\"resourceType\":\""));
  CHECK(is_text(type, "Patient"));
  kiln_document_free(document);
}

CASE(AnErrorOfADocumentHasAPlace) {
  kiln_document* document = (kiln_document*)&document;
  kiln_error* error = NULL;
  CHECK(kiln_document_parse_json(KILN_TEXT("{\"a\":1,}"), NULL, &document, &error) ==
        KILN_DOCUMENT_ERROR);
  CHECK(document == NULL);
  CHECK(kiln_error_number(error) == KILN_ERROR_JSON_SYNTAX);
  CHECK(kiln_error_span(error).start == 7);
  kiln_error_free(error);
}

CASE(XmlIsReadByAVersion) {
  const char* const source =
      "<Patient xmlns=\"http://hl7.org/fhir\"><active value=\"true\"/></Patient>";
  kiln_document* document = NULL;
  kiln_error* error = NULL;
  CHECK_OK(kiln_document_parse_xml(source, strlen(source), KILN_FHIR_R4, NULL, &document, &error));
  kiln_string text;
  CHECK_OK(kiln_document_to_json(document, &text));
  CHECK(is_string(text, "{\"resourceType\":\"Patient\",\"active\":true}"));
  kiln_document_free(document);
  CHECK(kiln_document_parse_xml(KILN_TEXT("<!DOCTYPE a><a/>"), KILN_FHIR_NONE, NULL, &document,
                                &error) == KILN_DOCUMENT_ERROR);
  CHECK(kiln_error_number(error) == KILN_ERROR_DOCTYPE_REFUSED);
  kiln_error_free(error);
  CHECK(kiln_document_parse_xml(KILN_TEXT("<a/>"), 5, NULL, &document, &error) ==
        KILN_INVALID_ARGUMENT);
  CHECK(is_text(kiln_error_message(error), "argument 'fhir' is no version"));
  kiln_error_free(error);
}

CASE(ADocumentLivesAsLongAsAnyHandle) {
  kiln_document* document = make_document(kPatient);
  kiln_document* copy = NULL;
  CHECK_OK(kiln_document_copy(document, &copy));
  kiln_document_free(document);
  CHECK(is_text(kiln_document_resource_type(copy), "Patient"));
  kiln_document_free(copy);
}

CASE(LimitsOfDocumentsHold) {
  kiln_document_limits limits = {.size = sizeof(limits), .max_depth = 2};
  kiln_document* document = NULL;
  kiln_error* error = NULL;
  CHECK_OK(kiln_document_parse_json(KILN_TEXT("{\"a\":[1]}"), &limits, &document, &error));
  kiln_document_free(document);
  CHECK(kiln_document_parse_json(KILN_TEXT("{\"a\":[[1]]}"), &limits, &document, &error) ==
        KILN_DOCUMENT_ERROR);
  CHECK(kiln_error_number(error) == KILN_ERROR_DOCUMENT_TOO_DEEP);
  kiln_error_free(error);
  limits.max_depth = 0;
  limits.max_bytes = 8;
  CHECK_OK(kiln_document_parse_json(KILN_TEXT("{\"a\":12}"), &limits, &document, &error));
  kiln_document_free(document);
  CHECK(kiln_document_parse_json(KILN_TEXT("{\"a\":123}"), &limits, &document, &error) ==
        KILN_DOCUMENT_ERROR);
  CHECK(kiln_error_number(error) == KILN_ERROR_DOCUMENT_TOO_LARGE);
  kiln_error_free(error);
}

CASE(DocumentsRefuseNull) {
  kiln_document* document = NULL;
  kiln_string text;
  CHECK(kiln_document_parse_json(NULL, 1, NULL, &document, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_document_parse_json(KILN_TEXT("{}"), NULL, NULL, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_document_borrow_json(KILN_TEXT("{}"), NULL, NULL, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_document_parse_xml(KILN_TEXT("<a/>"), 0, NULL, NULL, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_document_parse_json(NULL, 0, NULL, &document, NULL) == KILN_DOCUMENT_ERROR);
  CHECK(kiln_document_copy(NULL, &document) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_document_to_json(NULL, &text) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_document_resource_type(NULL).size == 0);
  CHECK(kiln_document_bytes(NULL) == 0);
  kiln_document_free(NULL);
  document = make_document("{}");
  CHECK(kiln_document_copy(document, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_document_to_json(document, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(is_text(kiln_document_resource_type(document), ""));
  kiln_document_free(document);
}

CASE(AParserReadsOneAfterTheOther) {
  kiln_parser* parser = NULL;
  CHECK_OK(kiln_parser_new(NULL, &parser, NULL));
  kiln_document* first = NULL;
  kiln_document* second = NULL;
  kiln_document* third = NULL;
  kiln_error* error = NULL;
  CHECK_OK(kiln_parser_parse(parser, KILN_TEXT("{\"a\":1}"), &first, &error));
  CHECK(kiln_parser_parse(parser, KILN_TEXT("{\"a\":"), &second, &error) == KILN_DOCUMENT_ERROR);
  CHECK(second == NULL);
  kiln_error_free(error);
  CHECK_OK(kiln_parser_borrow(parser, KILN_TEXT("{\"b\":2}"), &third, &error));
  CHECK(kiln_parser_parse(parser, NULL, 1, &second, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_parser_parse(parser, KILN_TEXT("{}"), NULL, NULL) == KILN_INVALID_ARGUMENT);
  kiln_parser_free(parser);
  kiln_string text;
  CHECK_OK(kiln_document_to_json(first, &text));
  CHECK(is_string(text, "{\"a\":1}"));
  CHECK_OK(kiln_document_to_json(third, &text));
  CHECK(is_string(text, "{\"b\":2}"));
  kiln_document_free(first);
  kiln_document_free(third);
  CHECK(kiln_parser_new(NULL, NULL, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_parser_parse(NULL, KILN_TEXT("{}"), &second, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_parser_borrow(NULL, KILN_TEXT("{}"), &second, NULL) == KILN_INVALID_ARGUMENT);
  kiln_parser_free(NULL);
}

CASE(ABuilderMakesADocument) {
  kiln_builder* builder = NULL;
  CHECK_OK(kiln_builder_new(NULL, &builder, NULL));
  CHECK_OK(kiln_builder_begin_object(builder));
  CHECK_OK(kiln_builder_key(builder, KILN_TEXT("resourceType")));
  CHECK_OK(kiln_builder_string(builder, KILN_TEXT("Patient")));
  CHECK_OK(kiln_builder_key(builder, KILN_TEXT("active")));
  CHECK_OK(kiln_builder_boolean(builder, true));
  CHECK_OK(kiln_builder_key(builder, KILN_TEXT("list")));
  CHECK_OK(kiln_builder_begin_array(builder));
  CHECK_OK(kiln_builder_number(builder, KILN_TEXT("1.0")));
  CHECK_OK(kiln_builder_null(builder));
  CHECK_OK(kiln_builder_end_array(builder));
  CHECK_OK(kiln_builder_end_object(builder));
  kiln_document* document = NULL;
  CHECK_OK(kiln_builder_finish(builder, &document, NULL));
  CHECK(kiln_builder_null(builder) == KILN_INVALID_ARGUMENT);
  kiln_document* again = NULL;
  CHECK(kiln_builder_finish(builder, &again, NULL) == KILN_INVALID_ARGUMENT);
  kiln_builder_free(builder);
  kiln_string text;
  CHECK_OK(kiln_document_to_json(document, &text));
  CHECK(is_string(text, "{\"resourceType\":\"Patient\",\"active\":true,\"list\":[1.0,null]}"));
  kiln_document_free(document);
}

CASE(ABuilderRemembersMisuse) {
  kiln_builder* builder = NULL;
  kiln_document* document = NULL;
  kiln_error* error = NULL;
  CHECK_OK(kiln_builder_new(NULL, &builder, NULL));
  CHECK_OK(kiln_builder_begin_object(builder));
  CHECK_OK(kiln_builder_null(builder));
  CHECK(kiln_builder_finish(builder, &document, &error) == KILN_DOCUMENT_ERROR);
  CHECK(kiln_error_number(error) == KILN_ERROR_BUILDER_MISUSE);
  CHECK(document == NULL);
  kiln_error_free(error);
  kiln_builder_free(builder);
}

CASE(BuildersRefuseNull) {
  kiln_builder* builder = NULL;
  kiln_document* document = NULL;
  CHECK(kiln_builder_new(NULL, NULL, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_builder_begin_object(NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_builder_end_object(NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_builder_begin_array(NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_builder_end_array(NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_builder_boolean(NULL, true) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_builder_finish(NULL, &document, NULL) == KILN_INVALID_ARGUMENT);
  CHECK_OK(kiln_builder_new(NULL, &builder, NULL));
  CHECK(kiln_builder_key(builder, NULL, 1) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_builder_string(builder, NULL, 1) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_builder_number(builder, NULL, 1) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_builder_finish(builder, NULL, NULL) == KILN_INVALID_ARGUMENT);
  kiln_builder_free(builder);
  kiln_builder_free(NULL);
}
