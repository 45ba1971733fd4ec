/**
 * @file
 * Documents, their limits, and the versions of FHIR: kiln/document.h in C.
 */
#ifndef KILN_C_DOCUMENT_H_
#define KILN_C_DOCUMENT_H_

#include <kiln/c/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Which FHIR model an expression and a document are read against. */
typedef int32_t kiln_fhir;

enum {
  KILN_FHIR_DEFAULT = 0, /**< R4 */
  KILN_FHIR_NONE = 1,    /**< any JSON, no types */
  KILN_FHIR_R4 = 2,      /**< 4.0.1 */
  KILN_FHIR_R4B = 3,     /**< 4.3.0 */
  KILN_FHIR_R5 = 4       /**< 5.0.0 */
};

/** What a document may use up. Zero in a field is its default (docs/limits.md). */
typedef struct kiln_document_limits {
  size_t size;        /**< sizeof(kiln_document_limits) */
  uint64_t max_bytes; /**< of source text (K0407). Never more than 4 GiB - 2 */
  uint32_t max_depth; /**< of containers in each other (K0406) */
  uint32_t reserved;  /**< 0 */
} kiln_document_limits;

/**
 * A document: a FHIR resource or any other JSON object. Several handles may stand for one document,
 * which lives as long as any of them, and as what refers to it by kiln_item_own().
 *
 * Immutable: any number of threads may use it, by one handle or by several.
 */
typedef struct kiln_document kiln_document;

/**
 * Strict JSON (RFC 8259) in UTF-8; a byte order mark before it is ignored. Copies the text.
 *
 * @param limits NULL: the defaults.
 * @param[out] document the caller's; NULL after an error.
 * @param[out] error NULL if nobody wants to know.
 * @return KILN_DOCUMENT_ERROR with the place in the text, KILN_INVALID_ARGUMENT,
 * KILN_OUT_OF_MEMORY.
 */
KILN_API kiln_status kiln_document_parse_json(const char* text, size_t size,
                                              const kiln_document_limits* limits,
                                              kiln_document** document, kiln_error** error);
/**
 * As kiln_document_parse_json(), without a copy: the text must stay as it is and alive as long as
 * any handle of the document. It needs no padding.
 */
KILN_API kiln_status kiln_document_borrow_json(const char* text, size_t size,
                                               const kiln_document_limits* limits,
                                               kiln_document** document, kiln_error** error);
/**
 * FHIR XML, copied. The model of the version decides what repeats, and which values are numbers or
 * booleans; with KILN_FHIR_NONE repeated elements become arrays and every value is a string. A
 * DOCTYPE is refused, and with it every entity but the five of XML itself. Else as
 * kiln_document_parse_json().
 */
KILN_API kiln_status kiln_document_parse_xml(const char* text, size_t size, kiln_fhir fhir,
                                             const kiln_document_limits* limits,
                                             kiln_document** document, kiln_error** error);
/** Another handle of the same document, also the caller's. KILN_INVALID_ARGUMENT, OUT_OF_MEMORY. */
KILN_API kiln_status kiln_document_copy(const kiln_document* document, kiln_document** copy);
/** JSON text, numbers with their own digits. The caller's. KILN_INVALID_ARGUMENT, OUT_OF_MEMORY. */
KILN_API kiln_status kiln_document_to_json(const kiln_document* document, kiln_string* text);
/** The member `resourceType` of the root, or empty. It lives as long as the document. */
KILN_API kiln_text kiln_document_resource_type(const kiln_document* document);
/** Bytes of memory that the document owns: its tape, and the texts that are not borrowed. */
KILN_API size_t kiln_document_bytes(const kiln_document* document);
/** Gives a handle back. NULL: nothing. */
KILN_API void kiln_document_free(kiln_document* document);

/**
 * Reads one JSON document after the other with buffers that it keeps: for streams of documents,
 * which do not refer to it. One thread at a time.
 */
typedef struct kiln_parser kiln_parser;

/** A parser, the caller's. `limits` are each document's; NULL: the defaults. */
KILN_API kiln_status kiln_parser_new(const kiln_document_limits* limits, kiln_parser** parser,
                                     kiln_error** error);
/** As kiln_document_parse_json(). */
KILN_API kiln_status kiln_parser_parse(kiln_parser* parser, const char* text, size_t size,
                                       kiln_document** document, kiln_error** error);
/** As kiln_document_borrow_json(). */
KILN_API kiln_status kiln_parser_borrow(kiln_parser* parser, const char* text, size_t size,
                                        kiln_document** document, kiln_error** error);
/** Frees a parser. NULL: nothing. */
KILN_API void kiln_parser_free(kiln_parser* parser);

/**
 * Builds a document part by part, for hosts that hold something else than JSON or XML.
 *
 * Misuse is remembered, not signalled: after the first one every call does nothing, and
 * kiln_builder_finish() says what it was. The same holds for a limit, and for memory that is not
 * there. So what the parts return can be left alone: it is KILN_OK, or KILN_INVALID_ARGUMENT for
 * NULL and for a builder that has finished. One thread at a time.
 */
typedef struct kiln_builder kiln_builder;

/** A builder, the caller's. `limits` NULL: the defaults. */
KILN_API kiln_status kiln_builder_new(const kiln_document_limits* limits, kiln_builder** builder,
                                      kiln_error** error);
/** Begins an object, as a value. */
KILN_API kiln_status kiln_builder_begin_object(kiln_builder* builder);
/** Ends the innermost object. */
KILN_API kiln_status kiln_builder_end_object(kiln_builder* builder);
/** Begins an array, as a value. */
KILN_API kiln_status kiln_builder_begin_array(kiln_builder* builder);
/** Ends the innermost array. */
KILN_API kiln_status kiln_builder_end_array(kiln_builder* builder);
/**
 * The name of the next member. "_birthDate" is written like any member: kiln_builder_finish() joins
 * it with its sibling.
 */
KILN_API kiln_status kiln_builder_key(kiln_builder* builder, const char* name, size_t size);
/** A text in UTF-8, without escapes; it is copied. */
KILN_API kiln_status kiln_builder_string(kiln_builder* builder, const char* text, size_t size);
/** A JSON number, whose digits are kept. */
KILN_API kiln_status kiln_builder_number(kiln_builder* builder, const char* digits, size_t size);
/** true or false. */
KILN_API kiln_status kiln_builder_boolean(kiln_builder* builder, bool value);
/** null: it keeps its position in an array. */
KILN_API kiln_status kiln_builder_null(kiln_builder* builder);
/**
 * The document, which is the caller's, or the first misuse (K0413, K0405, limits). The builder has
 * finished in either case; kiln_builder_free() is still the caller's to call.
 */
KILN_API kiln_status kiln_builder_finish(kiln_builder* builder, kiln_document** document,
                                         kiln_error** error);
/** Frees a builder, finished or not. NULL: nothing. */
KILN_API void kiln_builder_free(kiln_builder* builder);

#ifdef __cplusplus
}
#endif

#endif
