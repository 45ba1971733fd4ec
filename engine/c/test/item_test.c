/* Items and values. */

#include "engine/c/test/harness.h"

/** The value that a constructor has made, as JSON, and freed. */
static bool is_value(kiln_value* value, kiln_item_type kind, const char* json) {
  const kiln_item item = kiln_value_item(value);
  kiln_string text = {NULL, 0};
  const bool of_kind = kiln_item_kind(item) == kind;
  CHECK_OK(kiln_item_to_json(item, &text));
  kiln_value_free(value);
  return is_string(text, json) && of_kind;
}

CASE(ValuesAreWhatTheyAreMadeOf) {
  kiln_value* value = NULL;
  CHECK_OK(kiln_value_boolean(true, &value));
  CHECK(is_value(value, KILN_ITEM_BOOLEAN, "true"));
  CHECK_OK(kiln_value_integer(-7, &value));
  CHECK(is_value(value, KILN_ITEM_INTEGER, "-7"));
  CHECK_OK(kiln_value_long(INT64_C(9000000000), &value));
  CHECK(is_value(value, KILN_ITEM_LONG, "9000000000"));
  CHECK_OK(kiln_value_string(KILN_TEXT("a\"b"), &value));
  CHECK(is_value(value, KILN_ITEM_STRING, "\"a\\\"b\""));
  CHECK_OK(kiln_value_decimal(KILN_TEXT("1.50"), &value, NULL));
  CHECK(is_value(value, KILN_ITEM_DECIMAL, "1.50"));
  CHECK_OK(kiln_value_date(KILN_TEXT("2015-02"), &value, NULL));
  CHECK(is_value(value, KILN_ITEM_DATE, "\"2015-02\""));
  CHECK_OK(kiln_value_date_time(KILN_TEXT("2015-02-04T14:34Z"), &value, NULL));
  CHECK(is_value(value, KILN_ITEM_DATE_TIME, "\"2015-02-04T14:34Z\""));
  CHECK_OK(kiln_value_time(KILN_TEXT("10:30"), &value, NULL));
  CHECK(is_value(value, KILN_ITEM_TIME, "\"10:30\""));
  CHECK_OK(kiln_value_quantity(KILN_TEXT("4.50"), KILN_TEXT("mg"), &value, NULL));
  CHECK(is_value(value, KILN_ITEM_QUANTITY, "{\"value\":4.50,\"unit\":\"mg\"}"));
}

CASE(ATextThatIsNoneOfTheTypeIsAnError) {
  kiln_value* value = NULL;
  kiln_error* error = NULL;
  CHECK(kiln_value_decimal(KILN_TEXT("1,5"), &value, &error) == KILN_EXECUTION_ERROR);
  CHECK(value == NULL);
  CHECK(kiln_error_number(error) == KILN_ERROR_ARGUMENT_VALUE);
  kiln_error_free(error);
  CHECK(kiln_value_date(KILN_TEXT("2015-13"), &value, NULL) == KILN_EXECUTION_ERROR);
  CHECK(kiln_value_date_time(KILN_TEXT("now"), &value, NULL) == KILN_EXECUTION_ERROR);
  CHECK(kiln_value_time(KILN_TEXT("25:00"), &value, NULL) == KILN_EXECUTION_ERROR);
  CHECK(kiln_value_quantity(KILN_TEXT("x"), KILN_TEXT("mg"), &value, NULL) == KILN_EXECUTION_ERROR);
}

CASE(AnItemGivesItsValueByType) {
  kiln_value* value = NULL;
  bool boolean = true;
  int32_t integer = 1;
  int64_t wide = 1;
  kiln_string text;
  kiln_text borrowed;
  CHECK_OK(kiln_value_integer(42, &value));
  const kiln_item item = kiln_value_item(value);
  CHECK_OK(kiln_item_as_integer(item, &integer));
  CHECK(integer == 42);
  CHECK_OK(kiln_item_as_long(item, &wide));
  CHECK(wide == 42);
  CHECK_OK(kiln_item_as_decimal(item, &text));
  CHECK(is_string(text, "42"));
  CHECK(kiln_item_as_boolean(item, &boolean) == KILN_NO_VALUE);
  CHECK(!boolean);
  CHECK(kiln_item_as_string(item, &borrowed) == KILN_NO_VALUE);
  CHECK(borrowed.data == NULL && borrowed.size == 0);
  CHECK(kiln_item_as_temporal(item, &text) == KILN_NO_VALUE);
  CHECK(text.data == NULL);
  kiln_value_free(value);

  CHECK_OK(kiln_value_boolean(true, &value));
  CHECK_OK(kiln_item_as_boolean(kiln_value_item(value), &boolean));
  CHECK(boolean);
  CHECK(kiln_item_as_integer(kiln_value_item(value), &integer) == KILN_NO_VALUE);
  CHECK(integer == 0);
  kiln_value_free(value);

  CHECK_OK(kiln_value_string(KILN_TEXT("text"), &value));
  CHECK_OK(kiln_item_as_string(kiln_value_item(value), &borrowed));
  CHECK(is_text(borrowed, "text"));
  kiln_value_free(value);

  CHECK_OK(kiln_value_date(KILN_TEXT("2015-02"), &value, NULL));
  CHECK_OK(kiln_item_as_temporal(kiln_value_item(value), &text));
  CHECK(is_string(text, "2015-02"));
  kiln_value_free(value);
}

CASE(AQuantityHasANumberAndAUnit) {
  kiln_value* value = NULL;
  kiln_string number;
  kiln_string unit;
  bool calendar = true;
  CHECK_OK(kiln_value_quantity(KILN_TEXT("4.50"), KILN_TEXT("mg"), &value, NULL));
  CHECK_OK(kiln_item_as_quantity(kiln_value_item(value), &number, &unit, &calendar));
  CHECK(is_string(number, "4.50"));
  CHECK(is_string(unit, "mg"));
  CHECK(!calendar);
  CHECK_OK(kiln_item_to_string(kiln_value_item(value), &number));
  CHECK(is_string(number, "4.50 'mg'"));
  CHECK(kiln_item_as_quantity(kiln_value_item(value), &number, NULL, NULL) ==
        KILN_INVALID_ARGUMENT);
  CHECK(kiln_item_as_quantity(kiln_value_item(value), NULL, &unit, NULL) == KILN_INVALID_ARGUMENT);
  kiln_value_free(value);
  CHECK_OK(kiln_value_quantity(KILN_TEXT("2"), KILN_TEXT("years"), &value, NULL));
  CHECK_OK(kiln_item_as_quantity(kiln_value_item(value), &number, &unit, &calendar));
  CHECK(is_string(number, "2"));
  CHECK(is_string(unit, "year"));
  CHECK(calendar);
  CHECK_OK(kiln_item_as_quantity(kiln_value_item(value), &number, &unit, NULL));
  kiln_string_free(&number);
  kiln_string_free(&unit);
  kiln_value_free(value);
}

CASE(AnElementIsTheRootOfADocument) {
  kiln_document* document = make_document(kPatient);
  kiln_value* value = NULL;
  kiln_error* error = NULL;
  CHECK_OK(kiln_value_element(document, KILN_FHIR_R4, NULL, 0, &value, &error));
  kiln_document_free(document);
  const kiln_item item = kiln_value_item(value);
  CHECK(kiln_item_kind(item) == KILN_ITEM_ELEMENT);
  CHECK(kiln_item_is_element(item));
  kiln_string text;
  CHECK_OK(kiln_item_type_name(item, &text));
  CHECK(is_string(text, "FHIR.Patient"));
  CHECK_OK(kiln_item_path(item, &text));
  CHECK(is_string(text, "Patient"));
  CHECK_OK(kiln_item_to_json(item, &text));
  CHECK(is_string(text, kPatient));
  kiln_value_free(value);

  document = make_document("{\"family\":\"Lee\"}");
  CHECK_OK(kiln_value_element(document, 0, KILN_TEXT("HumanName"), &value, &error));
  CHECK_OK(kiln_item_type_name(kiln_value_item(value), &text));
  CHECK(is_string(text, "FHIR.HumanName"));
  kiln_value_free(value);
  CHECK(kiln_value_element(document, 0, KILN_TEXT("HumanNmae"), &value, &error) ==
        KILN_SEMANTIC_ERROR);
  CHECK(kiln_error_number(error) == KILN_ERROR_UNKNOWN_TYPE);
  kiln_error_free(error);
  CHECK(kiln_value_element(document, -1, NULL, 0, &value, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_value_element(NULL, 0, NULL, 0, &value, NULL) == KILN_INVALID_ARGUMENT);
  kiln_document_free(document);
}

CASE(AValueLivesAsLongAsAnyHandle) {
  kiln_value* value = NULL;
  kiln_value* copy = NULL;
  kiln_text text;
  CHECK_OK(kiln_value_string(KILN_TEXT("a text that is longer than a few bytes"), &value));
  CHECK_OK(kiln_value_copy(value, &copy));
  CHECK_OK(kiln_item_as_string(kiln_value_item(value), &text));
  kiln_value_free(value);
  CHECK(is_text(text, "a text that is longer than a few bytes"));
  kiln_value_free(copy);
}

CASE(AnOwnedItemOutlivesWhatItWasTakenFrom) {
  kiln_engine* engine = make_engine();
  kiln_program* program = make_program(engine, "name.given | 'Cat'");
  kiln_document* document = make_document(kPatient);
  kiln_context* context = make_context();
  const kiln_result* result = NULL;
  CHECK_OK(kiln_program_evaluate(program, document, context, NULL, &result, NULL));
  CHECK(kiln_result_size(result) == 3);
  kiln_value* element = NULL;
  kiln_value* string = NULL;
  kiln_values* all = NULL;
  CHECK_OK(kiln_item_own(kiln_result_item(result, 1), &element));
  CHECK_OK(kiln_item_own(kiln_result_item(result, 2), &string));
  CHECK_OK(kiln_result_own(result, &all));
  kiln_context_free(context);
  kiln_document_free(document);
  kiln_program_free(program);
  kiln_engine_free(engine);
  kiln_string text;
  CHECK_OK(kiln_item_path(kiln_value_item(element), &text));
  CHECK(is_string(text, "Patient.name[0].given[1]"));
  CHECK(is_value(element, KILN_ITEM_ELEMENT, "\"Bea\""));
  CHECK(is_value(string, KILN_ITEM_STRING, "\"Cat\""));
  CHECK(kiln_values_size(all) == 3);
  CHECK_OK(kiln_item_to_string(kiln_value_item(kiln_values_at(all, 0)), &text));
  CHECK(is_string(text, "Ann"));
  CHECK(kiln_values_at(all, 3) == NULL);
  kiln_values_free(all);
}

CASE(ACollectionGrows) {
  kiln_values* values = NULL;
  kiln_value* value = NULL;
  CHECK_OK(kiln_values_new(&values));
  CHECK(kiln_values_size(values) == 0);
  CHECK_OK(kiln_value_integer(1, &value));
  CHECK_OK(kiln_values_add(values, value));
  kiln_value_free(value);
  CHECK_OK(kiln_values_add(values, kiln_values_at(values, 0)));
  CHECK_OK(kiln_values_add_item(values, kiln_value_item(kiln_values_at(values, 0))));
  CHECK(kiln_values_size(values) == 3);
  int32_t integer = 0;
  CHECK_OK(kiln_item_as_integer(kiln_value_item(kiln_values_at(values, 2)), &integer));
  CHECK(integer == 1);
  kiln_values_free(values);
}

CASE(NoItemIsNoItem) {
  const kiln_item none = {{0}};
  bool boolean;
  int32_t integer;
  int64_t wide;
  kiln_text borrowed;
  kiln_string text;
  kiln_string unit;
  kiln_value* value = NULL;
  CHECK(kiln_item_kind(none) == KILN_ITEM_NONE);
  CHECK(!kiln_item_is_element(none));
  CHECK(kiln_item_as_boolean(none, &boolean) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_item_as_integer(none, &integer) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_item_as_long(none, &wide) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_item_as_decimal(none, &text) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_item_as_string(none, &borrowed) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_item_as_temporal(none, &text) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_item_as_quantity(none, &text, &unit, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_item_type_name(none, &text) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_item_to_string(none, &text) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_item_to_json(none, &text) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_item_path(none, &text) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_item_own(none, &value) == KILN_INVALID_ARGUMENT);
}

CASE(ItemsRefuseNull) {
  kiln_value* value = NULL;
  kiln_values* values = NULL;
  CHECK_OK(kiln_value_integer(1, &value));
  CHECK_OK(kiln_values_new(&values));
  const kiln_item item = kiln_value_item(value);
  const kiln_item none = {{0}};
  CHECK(kiln_item_as_boolean(item, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_item_as_integer(item, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_item_as_long(item, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_item_as_decimal(item, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_item_as_string(item, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_item_as_temporal(item, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_item_type_name(item, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_item_own(item, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_value_boolean(true, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_value_integer(1, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_value_long(1, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_value_string(NULL, 0, NULL) == KILN_INVALID_ARGUMENT);
  kiln_value* other = NULL;
  CHECK(kiln_value_string(NULL, 1, &other) == KILN_INVALID_ARGUMENT);
  CHECK(sizeof(size_t) < 8 || kiln_value_string("", SIZE_MAX, &other) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_value_date(NULL, 1, &other, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_value_quantity(KILN_TEXT("1"), NULL, 1, &other, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_value_copy(NULL, &other) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_value_copy(value, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_item_kind(kiln_value_item(NULL)) == KILN_ITEM_NONE);
  CHECK(kiln_values_new(NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_values_add(NULL, value) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_values_add(values, NULL) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_values_add_item(NULL, item) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_values_add_item(values, none) == KILN_INVALID_ARGUMENT);
  CHECK(kiln_values_size(values) == 0);
  CHECK(kiln_values_size(NULL) == 0);
  CHECK(kiln_values_at(NULL, 0) == NULL);
  CHECK(kiln_items_size(NULL) == 0);
  CHECK(kiln_item_kind(kiln_items_at(NULL, 0)) == KILN_ITEM_NONE);
  kiln_value_free(value);
  kiln_value_free(NULL);
  kiln_values_free(values);
  kiln_values_free(NULL);
}
