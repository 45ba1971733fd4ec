/**
 * @file
 * Statuses, texts, errors and what the compiler has to say: kiln/error.h in C.
 */
#ifndef KILN_C_ERROR_H_
#define KILN_C_ERROR_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <kiln/c/error_codes.h>

/** Stands before everything that the shared library exports. */
#ifdef __GNUC__
#define KILN_API __attribute__((visibility("default")))
#else
#define KILN_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** What a function that can fail returns: one of the constants below. */
typedef int32_t kiln_status;

enum {
  KILN_OK = 0,              /**< it was done */
  KILN_SYNTAX_ERROR = 1,    /**< the text is no expression (K01xx) */
  KILN_SEMANTIC_ERROR = 2,  /**< wrong whatever the data (K02xx) */
  KILN_EXECUTION_ERROR = 3, /**< on this input (K03xx), limits among them */
  KILN_DOCUMENT_ERROR = 4,  /**< the input is no well-formed document (K04xx) */
  KILN_PENDING = 5,         /**< the host has to fetch something first (K0331) */
  KILN_CANCELLED = 6,       /**< somebody cancelled (K0330) */
  KILN_NO_VALUE = 7,        /**< kiln_item_as_...(): the item has no value of this type. No error */
  KILN_INVALID_ARGUMENT = 8, /**< the call is wrong: a NULL, a size, a number that nothing means */
  KILN_OUT_OF_MEMORY = 9,    /**< no memory, or more than EvaluationLimits allow (K0327) */
  KILN_INTERNAL = 10         /**< an error of Kiln itself */
};

/** A text that somebody else owns. It need not end with a zero. {NULL, 0} is the empty one. */
typedef struct kiln_text {
  const char* data; /**< its first byte; NULL only if size is 0 */
  size_t size;      /**< bytes of UTF-8 */
} kiln_text;

/** A literal as the two arguments, or the kiln_text initializer, of a text. */
#define KILN_TEXT(literal) ("" literal), (sizeof(literal) - 1)

/** A text that the caller owns; kiln_string_free() takes it back. */
typedef struct kiln_string {
  char* data;  /**< its bytes, and a zero behind them; may be NULL if size is 0 */
  size_t size; /**< without the zero */
} kiln_string;

/** Gives a text back, and makes it empty. NULL, and a text that is empty already: nothing. */
KILN_API void kiln_string_free(kiln_string* string);

/** Half-open range of UTF-8 byte offsets in a text: [start, end). */
typedef struct kiln_span {
  uint32_t start; /**< offset of the first byte */
  uint32_t end;   /**< offset behind the last byte */
} kiln_span;

/** When an error is found. */
typedef int32_t kiln_phase;

enum {
  KILN_PHASE_SYNTAX = 0,    /**< the text is not an expression */
  KILN_PHASE_SEMANTIC = 1,  /**< before any data is seen, from the types */
  KILN_PHASE_EXECUTION = 2, /**< on this input */
  KILN_PHASE_DOCUMENT = 3   /**< the input is not a well-formed document */
};

/** How grave what the compiler has to say is. */
typedef int32_t kiln_severity;

enum {
  KILN_SEVERITY_ERROR = 0,   /**< the expression cannot be compiled */
  KILN_SEVERITY_WARNING = 1, /**< it can, and is probably not what was meant */
  KILN_SEVERITY_NOTE = 2     /**< beside one of the others */
};

/**
 * An error: a status, the first thing that went wrong, and for errors of the compiler all that it
 * has to say.
 *
 * Who is handed one through a `kiln_error**` owns it: kiln_error_free(). Immutable: any number of
 * threads may look at it.
 */
typedef struct kiln_error kiln_error;

/** What the compiler has to say about a text, in the order of the text. */
typedef struct kiln_diagnostics kiln_diagnostics;

/** How something is written for a reader. Zero in a field is its default. */
typedef struct kiln_render_options {
  size_t size;      /**< sizeof(kiln_render_options) */
  size_t columns;   /**< of the terminal; long lines are cut around the span. Default: 80 */
  int32_t colour;   /**< not 0: ANSI escapes */
  int32_t reserved; /**< 0 */
} kiln_render_options;

/**
 * The phase of a code, from its hundreds.
 *
 * @return -1 for a number that is no code.
 */
KILN_API kiln_phase kiln_error_code_phase(kiln_error_code code);
/** What the code means, in one line. It lives forever. Empty for a number that is no code. */
KILN_API kiln_text kiln_error_code_title(kiln_error_code code);
/**
 * "K0213". `*text` is the caller's.
 *
 * @return KILN_INVALID_ARGUMENT for a number that is no code, KILN_OUT_OF_MEMORY.
 */
KILN_API kiln_status kiln_error_code_text(kiln_error_code code, kiln_string* text);
/** "syntax", "semantic", "execution", "document"; it lives forever. Empty for any other number. */
KILN_API kiln_text kiln_phase_text(kiln_phase phase);
/** "error", "warning", "note"; it lives forever. Empty for any other number. */
KILN_API kiln_text kiln_severity_text(kiln_severity severity);
/** "KILN_OK" and so on; it lives forever. Empty for any other number. */
KILN_API kiln_text kiln_status_text(kiln_status status);

/**
 * An error for a function of the host to return: HostFailure, Terminology, ... The texts are
 * copied.
 *
 * Never NULL: without memory, or with a number that is no code, it is an error that says so.
 */
KILN_API kiln_error* kiln_error_new(kiln_error_code code, const char* message, size_t message_size,
                                    const char* hint, size_t hint_size);
/**
 * What a function of the host returns when it has to go away for its answer: the evaluation ends
 * with KILN_PENDING, kiln_context_pending_key() says what it waits for, the host fetches that and
 * evaluates again. Nothing is suspended meanwhile. Without a key (size 0) it is the reference, or
 * the name of the function. Never NULL.
 */
KILN_API kiln_error* kiln_error_pending(const char* key, size_t size);

/** What the function that made it returned. NULL: KILN_OK. */
KILN_API kiln_status kiln_error_status(const kiln_error* error);
/** Its number; 0 for NULL, and for errors of the call itself, which have none. */
KILN_API kiln_error_code kiln_error_number(const kiln_error* error);
/**
 * Where: bytes of the expression, or of the document's source (K04xx). {0, 0} if there is no place,
 * and for NULL.
 */
KILN_API kiln_span kiln_error_span(const kiln_error* error);
/** One line, no full stop. It lives as long as the error. Empty for NULL. */
KILN_API kiln_text kiln_error_message(const kiln_error* error);
/** What to do about it, or empty. It lives as long as the error. */
KILN_API kiln_text kiln_error_hint(const kiln_error* error);
/**
 * All that the compiler had to say, if it is the compiler's error, else NULL. It lives as long as
 * the error: it is not the caller's to free.
 */
KILN_API const kiln_diagnostics* kiln_error_diagnostics(const kiln_error* error);
/**
 * For a reader, with the line of `source` and a mark below the place; what the compiler had to say
 * one below the other. `*text` is the caller's.
 *
 *     error[K0213]: 'Patient' has no element 'nmae'
 *       1 | Patient.nmae.given
 *         |         ^~~~ did you mean 'name'?
 *
 * @param options NULL: the defaults.
 * @return KILN_INVALID_ARGUMENT, KILN_OUT_OF_MEMORY.
 */
KILN_API kiln_status kiln_error_render(const kiln_error* error, const char* source,
                                       size_t source_size, const kiln_render_options* options,
                                       kiln_string* text);
/** Frees an error that the caller owns. NULL: nothing. */
KILN_API void kiln_error_free(kiln_error* error);

/**
 * An empty list, to which kiln_diagnostics_add() adds.
 *
 * @param limit keeps at most so many errors, and as many warnings and notes; what is added beyond
 *              is dropped. 0: all.
 * @return KILN_INVALID_ARGUMENT, KILN_OUT_OF_MEMORY.
 */
KILN_API kiln_status kiln_diagnostics_new(size_t limit, kiln_diagnostics** diagnostics);
/**
 * Adds one at the end. Errors that kiln_diagnostics_error() gave are no longer valid.
 *
 * @return KILN_INVALID_ARGUMENT, also for an error without a number; KILN_OUT_OF_MEMORY.
 */
KILN_API kiln_status kiln_diagnostics_add(kiln_diagnostics* diagnostics, kiln_severity severity,
                                          kiln_error_code code, kiln_span span, const char* message,
                                          size_t message_size, const char* hint, size_t hint_size);
/**
 * Into the order of the text; what starts at one place keeps its order. Errors that
 * kiln_diagnostics_error() gave are no longer valid.
 *
 * @return KILN_INVALID_ARGUMENT, KILN_OUT_OF_MEMORY.
 */
KILN_API kiln_status kiln_diagnostics_sort(kiln_diagnostics* diagnostics);
/** How many there are. 0 for NULL. */
KILN_API size_t kiln_diagnostics_size(const kiln_diagnostics* diagnostics);
/** How many of them are errors, those that a limit dropped too. 0 for NULL. */
KILN_API size_t kiln_diagnostics_error_count(const kiln_diagnostics* diagnostics);
/** How grave one is; -1 beyond the last one. */
KILN_API kiln_severity kiln_diagnostics_severity(const kiln_diagnostics* diagnostics, size_t index);
/** One of them, which lives as long as the list; NULL beyond the last one. Not to be freed. */
KILN_API const kiln_error* kiln_diagnostics_error(const kiln_diagnostics* diagnostics,
                                                  size_t index);
/** All of them, as kiln_error_render(). */
KILN_API kiln_status kiln_diagnostics_render(const kiln_diagnostics* diagnostics,
                                             const char* source, size_t source_size,
                                             const kiln_render_options* options, kiln_string* text);
/** Frees a list that the caller owns. NULL: nothing. */
KILN_API void kiln_diagnostics_free(kiln_diagnostics* diagnostics);

#ifdef __cplusplus
}
#endif

#endif
