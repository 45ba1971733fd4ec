/**
 * @file
 * Items, which are what an evaluation gives and what functions of a host take: kiln_item and
 * kiln_items look at them where they stand, kiln_value and kiln_values own them. kiln/item.h in C.
 */
#ifndef KILN_C_ITEM_H_
#define KILN_C_ITEM_H_

#include <kiln/c/document.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What an item is: one of the System types, or an element of a document. */
typedef int32_t kiln_item_type;

enum {
  KILN_ITEM_NONE = 0,      /**< there is no item: {0}, or a position beyond the last one */
  KILN_ITEM_BOOLEAN = 1,   /**< System.Boolean */
  KILN_ITEM_INTEGER = 2,   /**< System.Integer, 32 bits */
  KILN_ITEM_LONG = 3,      /**< System.Long, 64 bits */
  KILN_ITEM_DECIMAL = 4,   /**< System.Decimal, exact and with its scale */
  KILN_ITEM_STRING = 5,    /**< System.String */
  KILN_ITEM_DATE = 6,      /**< System.Date, perhaps partial */
  KILN_ITEM_DATE_TIME = 7, /**< System.DateTime, perhaps partial */
  KILN_ITEM_TIME = 8,      /**< System.Time, perhaps partial */
  KILN_ITEM_QUANTITY = 9,  /**< System.Quantity */
  KILN_ITEM_ELEMENT = 10   /**< an element or a resource of a document */
};

/**
 * A look at one item, plain data that is copied freely. It is valid as long as what it was taken
 * from: a kiln_result, the arguments of a host's function, a kiln_value. All zero: no item.
 */
typedef struct kiln_item {
  uint64_t opaque[4]; /**< only Kiln knows */
} kiln_item;

/**
 * A look at a collection, in its order. It belongs to what gave it: a kiln_result, a call of a
 * host's function. Not to be freed.
 */
typedef struct kiln_items kiln_items;

/**
 * An item that owns what it needs. Immutable: any number of threads may use it.
 */
typedef struct kiln_value kiln_value;

/** A collection that owns its items. One thread at a time while it is changed. */
typedef struct kiln_values kiln_values;

/** How many there are. 0 for NULL. */
KILN_API size_t kiln_items_size(const kiln_items* items);
/** One of them; no item beyond the last one, and for NULL. */
KILN_API kiln_item kiln_items_at(const kiln_items* items, size_t index);

/** What it is. A FHIR primitive is an element; kiln_item_as_...() look at its value. */
KILN_API kiln_item_type kiln_item_kind(kiln_item item);
/** Whether it stands in a document. */
KILN_API bool kiln_item_is_element(kiln_item item);

/*
 * The value, if it is one of this type. A FHIR primitive has the value that it implicitly converts
 * to (FHIR's page on FHIRPath, "Using FHIR types"), and a FHIR Quantity with a UCUM code is a
 * Quantity. All of them return KILN_NO_VALUE for an item of another type and leave what they would
 * have given as 0 or empty; KILN_INVALID_ARGUMENT for no item and for NULL; KILN_OUT_OF_MEMORY
 * where a text is made.
 */

/** Of a Boolean. */
KILN_API kiln_status kiln_item_as_boolean(kiln_item item, bool* value);
/** Of an Integer. */
KILN_API kiln_status kiln_item_as_integer(kiln_item item, int32_t* value);
/** Of a Long or an Integer. */
KILN_API kiln_status kiln_item_as_long(kiln_item item, int64_t* value);
/** Of a Decimal, a Long or an Integer: its digits, "1.50", which are the caller's. */
KILN_API kiln_status kiln_item_as_decimal(kiln_item item, kiln_string* digits);
/** Of a String. The text lives as long as the item. */
KILN_API kiln_status kiln_item_as_string(kiln_item item, kiln_text* text);
/** Of a Date, a DateTime or a Time: as FHIR writes it, "2015-02", "10:30". The caller's. */
KILN_API kiln_status kiln_item_as_temporal(kiln_item item, kiln_string* text);
/**
 * Of a Quantity: its digits, and a UCUM code ("mg") or the keyword of a duration ("year"). Both are
 * the caller's. `calendar`, which may be NULL, says whether the unit is such a keyword.
 */
KILN_API kiln_status kiln_item_as_quantity(kiln_item item, kiln_string* value, kiln_string* unit,
                                           bool* calendar);

/*
 * Texts about an item, which are the caller's. KILN_INVALID_ARGUMENT for no item and for NULL,
 * KILN_OUT_OF_MEMORY.
 */

/**
 * "System.Integer", "FHIR.HumanName", "FHIR.Patient.contact". An element without a FHIR type is
 * what its JSON is: "System.String", "System.Boolean", "System.Integer", "System.Decimal",
 * "Object".
 */
KILN_API kiln_status kiln_item_type_name(kiln_item item, kiln_string* text);
/**
 * For a reader, without quotes: a string its characters, a date its text, a quantity as a literal
 * ("4.5 'mg'"), an element of several parts its JSON.
 */
KILN_API kiln_status kiln_item_to_string(kiln_item item, kiln_string* text);
/**
 * A JSON value: numbers with their own digits, dates as text, a quantity as
 * {"value":..., "unit":...}, an element its JSON.
 */
KILN_API kiln_status kiln_item_to_json(kiln_item item, kiln_string* text);
/**
 * "Patient.name[0].given[1]": where an element stands in its document. Empty for an item that is no
 * element.
 */
KILN_API kiln_status kiln_item_path(kiln_item item, kiln_string* text);

/**
 * A copy that lives by itself, the caller's. The document of an element stays alive by it; if it
 * was borrowed, its text must too. KILN_INVALID_ARGUMENT, KILN_OUT_OF_MEMORY.
 */
KILN_API kiln_status kiln_item_own(kiln_item item, kiln_value** value);

/*
 * Values, which are the caller's. KILN_INVALID_ARGUMENT, KILN_OUT_OF_MEMORY; what is made of a text
 * also K0305, if the text is none of the type. `*value` is NULL after an error.
 */

/** A Boolean. */
KILN_API kiln_status kiln_value_boolean(bool boolean, kiln_value** value);
/** An Integer. */
KILN_API kiln_status kiln_value_integer(int32_t integer, kiln_value** value);
/** A Long. */
KILN_API kiln_status kiln_value_long(int64_t integer, kiln_value** value);
/** A String of less than 4 GiB; bytes that are no UTF-8 become U+FFFD. */
KILN_API kiln_status kiln_value_string(const char* text, size_t size, kiln_value** value);
/** A Decimal, with the scale that it is written with: "1.50". */
KILN_API kiln_status kiln_value_decimal(const char* digits, size_t size, kiln_value** value,
                                        kiln_error** error);
/** A Date: "2015", "2015-02-04". */
KILN_API kiln_status kiln_value_date(const char* text, size_t size, kiln_value** value,
                                     kiln_error** error);
/** A DateTime: "2015-02-04T14:34Z". */
KILN_API kiln_status kiln_value_date_time(const char* text, size_t size, kiln_value** value,
                                          kiln_error** error);
/** A Time: "10:30". */
KILN_API kiln_status kiln_value_time(const char* text, size_t size, kiln_value** value,
                                     kiln_error** error);
/** A Quantity with a UCUM code, or with the keyword of a calendar duration ("year", "days"). */
KILN_API kiln_status kiln_value_quantity(const char* digits, size_t digits_size, const char* unit,
                                         size_t unit_size, kiln_value** value, kiln_error** error);
/**
 * The root of a document: a resource, or with KILN_FHIR_NONE any object. `type` names the FHIR type
 * of what is no resource ("HumanName"), else it is empty. An error of its own if there is no such
 * type (K0203). The document may be freed before the value.
 */
KILN_API kiln_status kiln_value_element(const kiln_document* document, kiln_fhir fhir,
                                        const char* type, size_t type_size, kiln_value** value,
                                        kiln_error** error);
/** Another handle of the same value. */
KILN_API kiln_status kiln_value_copy(const kiln_value* value, kiln_value** copy);
/** A look at it, valid as long as the value or a copy of it. No item for NULL. */
KILN_API kiln_item kiln_value_item(const kiln_value* value);
/** Gives a handle back. NULL: nothing. */
KILN_API void kiln_value_free(kiln_value* value);

/** An empty collection, the caller's. KILN_INVALID_ARGUMENT, KILN_OUT_OF_MEMORY. */
KILN_API kiln_status kiln_values_new(kiln_values** values);
/**
 * Adds another handle of a value at the end; the caller's stays the caller's. Values that
 * kiln_values_at() gave are no longer valid. KILN_INVALID_ARGUMENT, KILN_OUT_OF_MEMORY.
 */
KILN_API kiln_status kiln_values_add(kiln_values* values, const kiln_value* value);
/** Adds a copy of an item at the end, as kiln_item_own() makes it. Else as kiln_values_add(). */
KILN_API kiln_status kiln_values_add_item(kiln_values* values, kiln_item item);
/** How many there are. 0 for NULL. */
KILN_API size_t kiln_values_size(const kiln_values* values);
/** One of them, which lives as long as the collection; NULL beyond the last one. Not to be freed.
 */
KILN_API const kiln_value* kiln_values_at(const kiln_values* values, size_t index);
/** Frees a collection. NULL: nothing. */
KILN_API void kiln_values_free(kiln_values* values);

#ifdef __cplusplus
}
#endif

#endif
