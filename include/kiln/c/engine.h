/**
 * @file
 * The engine: expressions are compiled once, and evaluated on documents by any number of threads.
 * kiln/kiln.h in C.
 */
#ifndef KILN_C_ENGINE_H_
#define KILN_C_ENGINE_H_

#include <kiln/c/document.h>
#include <kiln/c/error.h>
#include <kiln/c/host.h>
#include <kiln/c/item.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Which FHIRPath an expression is written in. */
typedef int32_t kiln_language;

enum {
  KILN_LANGUAGE_DEFAULT = 0, /**< 3.0.0 */
  KILN_LANGUAGE_V2 = 2,      /**< FHIRPath 2.0.0 */
  KILN_LANGUAGE_V3 = 3       /**< FHIRPath 3.0.0 */
};

/** What the text of an expression may use up. Zero in a field is its default (docs/limits.md). */
typedef struct kiln_expression_limits {
  size_t size;        /**< sizeof(kiln_expression_limits) */
  uint32_t max_bytes; /**< of UTF-8 (K0113) */
  uint32_t max_depth; /**< parentheses and the like in each other (K0112) */
} kiln_expression_limits;

/** What one evaluation may use up. Zero in a field is its default (docs/limits.md). */
typedef struct kiln_evaluation_limits {
  size_t size;               /**< sizeof(kiln_evaluation_limits) */
  uint64_t max_steps;        /**< evaluated, compared, read (K0314) */
  uint64_t max_items;        /**< of one collection (K0313) */
  uint64_t max_string;       /**< bytes of one string (K0315) */
  uint64_t max_arena;        /**< bytes that the evaluation makes (K0327) */
  uint32_t max_depth;        /**< nesting of the expression (K0316) */
  uint32_t reserved;         /**< 0 */
  uint64_t max_regex_effort; /**< of one call on one string (K0309) */
} kiln_evaluation_limits;

/**
 * What all expressions of an engine have in common. Zero in a field is its default, so this is the
 * engine of R5 that is strict: `{.size = sizeof(options), .fhir = KILN_FHIR_R5, .strict = 1}`.
 */
typedef struct kiln_engine_options {
  size_t size;                 /**< sizeof(kiln_engine_options) */
  kiln_fhir fhir;              /**< the model. Default: R4 */
  kiln_language language;      /**< what expressions are written in. Default: 3.0.0 */
  int32_t strict;              /**< not 0: an element that the type does not have is an error */
  int32_t as_filters;          /**< not 0: `as` on several items filters them */
  int32_t json_choice_names;   /**< not 0: `Observation.valueQuantity` finds what `value` does */
  int32_t without_streaming;   /**< not 0: each step makes its whole collection */
  int32_t without_cache;       /**< not 0: no compiled expression is kept */
  int32_t reserved;            /**< 0 */
  uint64_t cache_entries;      /**< the most that are kept. Default: 1,024 */
  uint64_t cache_bytes;        /**< the most bytes of their texts. Default: 4 MiB */
  uint64_t cache_time_to_live; /**< milliseconds. Default: as long as there is room */
  const kiln_expression_limits* expression_limits; /**< NULL: the defaults */
  const kiln_document_limits* document_limits;     /**< NULL: the defaults */
  const kiln_evaluation_limits* evaluation_limits; /**< NULL: the defaults */
} kiln_engine_options;

/** What one expression is compiled for. Zero in a field is its default. */
typedef struct kiln_compile_options {
  size_t size; /**< sizeof(kiln_compile_options) */
  /**
   * A type ("Patient", "Observation.component", "HumanName"). With it the expression is checked
   * against the model and compiled for this type; without, for each type that it meets, up to 32.
   */
  kiln_text context_type;
  /**
   * What the analysis should know besides the language: variables and functions of this host. NULL:
   * what nothing defines is an error only when it is evaluated.
   */
  const kiln_host* host;
} kiln_compile_options;

/** What an engine's cache has done since the engine was made. */
typedef struct kiln_cache_statistics {
  size_t size;        /**< sizeof(kiln_cache_statistics), from the caller */
  uint64_t hits;      /**< kiln_engine_compile() found the program */
  uint64_t misses;    /**< it had to compile, errors among them */
  uint64_t evictions; /**< programs that went for lack of room */
  uint64_t expired;   /**< programs that went because their time was over */
  uint64_t entries;   /**< programs that are kept now */
  uint64_t bytes;     /**< of their expressions */
} kiln_cache_statistics;

/** Compiles expressions and keeps what it has compiled. For any number of threads at once. */
typedef struct kiln_engine kiln_engine;

/**
 * A compiled expression. Several handles may stand for one program, which lives as long as any of
 * them, and longer than the engine if need be. Immutable: any number of threads may evaluate it,
 * each in a context of its own.
 */
typedef struct kiln_program kiln_program;

/**
 * What changes while a program is evaluated: its memory, which is kept from evaluation to
 * evaluation. One thread at a time.
 */
typedef struct kiln_context kiln_context;

/**
 * The items of an evaluation, in their order. It belongs to the context: it is not to be freed. Its
 * items are valid until the next evaluation in the context, and as long as the program, the
 * document (with its text, if it was borrowed), the context and the host live. kiln_item_own() and
 * kiln_result_own() copy what must live longer.
 */
typedef struct kiln_result kiln_result;

/** Stops evaluations from another thread. Any number of threads may use it at once. */
typedef struct kiln_cancellation kiln_cancellation;

/** An engine, the caller's. `options` NULL: the defaults. Copied, limits too. */
KILN_API kiln_status kiln_engine_new(const kiln_engine_options* options, kiln_engine** engine,
                                     kiln_error** error);
/**
 * An expression's program, a handle that is the caller's, from the cache if it is there. Warnings
 * are lost: kiln_engine_check() gives them.
 *
 * @param options NULL: the defaults.
 * @return KILN_SYNTAX_ERROR or KILN_SEMANTIC_ERROR, with all that the compiler has to say in
 *         kiln_error_diagnostics(); KILN_EXECUTION_ERROR for an expression that is too large
 *         (K0328); KILN_INVALID_ARGUMENT, KILN_OUT_OF_MEMORY.
 */
KILN_API kiln_status kiln_engine_compile(kiln_engine* engine, const char* expression, size_t size,
                                         const kiln_compile_options* options,
                                         kiln_program** program, kiln_error** error);
/**
 * All that the compiler has to say about an expression, warnings too, without compiling it. A list
 * that is the caller's, empty if there is nothing to say.
 *
 * @return KILN_OK also if there are errors in the list.
 */
KILN_API kiln_status kiln_engine_check(const kiln_engine* engine, const char* expression,
                                       size_t size, const kiln_compile_options* options,
                                       kiln_diagnostics** diagnostics, kiln_error** error);
/**
 * Compiles expressions so that they are in the cache.
 *
 * @param[out] without_error how many have no error; may be NULL.
 */
KILN_API kiln_status kiln_engine_warm_up(kiln_engine* engine, const kiln_text* expressions,
                                         size_t count, const kiln_compile_options* options,
                                         size_t* without_error, kiln_error** error);
/** Empties the cache. Programs that are in use stay as they are. */
KILN_API kiln_status kiln_engine_clear_cache(kiln_engine* engine);
/** What the cache has done. The caller sets `statistics->size`. */
KILN_API kiln_status kiln_engine_cache_statistics(const kiln_engine* engine,
                                                  kiln_cache_statistics* statistics);
/**
 * What it was made with, each default as what it stands for. The caller sets `options->size`; the
 * limits live as long as the engine.
 */
KILN_API kiln_status kiln_engine_get_options(const kiln_engine* engine,
                                             kiln_engine_options* options);
/** Frees an engine that no thread uses. Its programs stay. NULL: nothing. */
KILN_API void kiln_engine_free(kiln_engine* engine);

/**
 * What an evaluation is given besides a document. Zero in a field is its default. Everything that
 * is pointed to must stay as it is until the result is no longer used.
 */
typedef struct kiln_evaluate_options {
  size_t size;             /**< sizeof(kiln_evaluate_options) */
  const kiln_host* host;   /**< NULL: an evaluation that needs one is an error */
  kiln_item focus;         /**< what it is evaluated on, if it is not the root of the document */
  kiln_item resource;      /**< %resource, if it is not the one that holds the focus */
  kiln_item root_resource; /**< %rootResource, if it is not the outermost resource */
  kiln_text root_type;     /**< the FHIR type of a document's root that is no resource */
  const kiln_evaluation_limits* limits;  /**< NULL: the engine's */
  const kiln_cancellation* cancellation; /**< NULL: nobody cancels */
} kiln_evaluate_options;

/**
 * Its value on a document: the items, or the first error in the order of evaluation. Whatever comes
 * of it, the context's last result is no longer valid.
 *
 * @param options NULL: the defaults.
 * @param[out] result the context's; NULL after an error.
 * @return KILN_EXECUTION_ERROR with its place in the expression, limits among them; KILN_PENDING,
 *         KILN_CANCELLED, KILN_OUT_OF_MEMORY, KILN_INVALID_ARGUMENT.
 */
KILN_API kiln_status kiln_program_evaluate(const kiln_program* program,
                                           const kiln_document* document, kiln_context* context,
                                           const kiln_evaluate_options* options,
                                           const kiln_result** result, kiln_error** error);
/** The value of an expression that needs no document, `1 + 1`. As kiln_program_evaluate(). */
KILN_API kiln_status kiln_program_evaluate_alone(const kiln_program* program, kiln_context* context,
                                                 const kiln_evaluate_options* options,
                                                 const kiln_result** result, kiln_error** error);
/** The text that was compiled. It lives as long as the program. Empty for NULL. */
KILN_API kiln_text kiln_program_expression(const kiln_program* program);
/** How many programs it stands for now: one for each type that it was evaluated on. */
KILN_API size_t kiln_program_specialisations(const kiln_program* program);
/** Another handle of the same program, also the caller's. */
KILN_API kiln_status kiln_program_copy(const kiln_program* program, kiln_program** copy);
/** Gives a handle back. NULL: nothing. */
KILN_API void kiln_program_free(kiln_program* program);

/** A context, the caller's. */
KILN_API kiln_status kiln_context_new(kiln_context** context, kiln_error** error);
/** Which function of the host was asked. */
typedef int32_t kiln_pending_kind;

enum {
  KILN_PENDING_REFERENCE = 0,   /**< kiln_host_set_resolve() */
  KILN_PENDING_TERMINOLOGY = 1, /**< one of kiln_terminology_functions */
  KILN_PENDING_FUNCTION = 2     /**< kiln_host_set_function() */
};

/** How many things the last evaluation waits for, if it ended with KILN_PENDING. */
KILN_API size_t kiln_context_pending_size(const kiln_context* context);
/** Which function of the host was asked; -1 beyond the last one. */
KILN_API kiln_pending_kind kiln_context_pending_kind(const kiln_context* context, size_t index);
/** What kiln_error_pending() was given. It lives until the next evaluation. */
KILN_API kiln_text kiln_context_pending_key(const kiln_context* context, size_t index);
/** Steps that the last evaluation has used up. */
KILN_API uint64_t kiln_context_steps(const kiln_context* context);
/** Gives the context's memory back. Ends what is valid until the next evaluation. */
KILN_API kiln_status kiln_context_release(kiln_context* context);
/** Frees a context. NULL: nothing. */
KILN_API void kiln_context_free(kiln_context* context);

/** Its items, which live as long as it is valid. NULL for NULL. */
KILN_API const kiln_items* kiln_result_items(const kiln_result* result);
/** How many items it has. 0 for NULL. */
KILN_API size_t kiln_result_size(const kiln_result* result);
/** One of them; no item beyond the last one, and for NULL. */
KILN_API kiln_item kiln_result_item(const kiln_result* result, size_t index);
/** All items as a JSON array, the caller's. */
KILN_API kiln_status kiln_result_to_json(const kiln_result* result, kiln_string* text);
/** Copies of all items, which live by themselves and are the caller's. */
KILN_API kiln_status kiln_result_own(const kiln_result* result, kiln_values** values);

/** Nothing is cancelled yet. The caller's; it outlives the evaluations that look at it. */
KILN_API kiln_status kiln_cancellation_new(kiln_cancellation** cancellation);
/** Ends the evaluations that look at it, with KILN_CANCELLED. */
KILN_API kiln_status kiln_cancellation_request(kiln_cancellation* cancellation);
/** Evaluations may go on. */
KILN_API kiln_status kiln_cancellation_reset(kiln_cancellation* cancellation);
/** Frees it. NULL: nothing. */
KILN_API void kiln_cancellation_free(kiln_cancellation* cancellation);

#ifdef __cplusplus
}
#endif

#endif
