/**
 * @file
 * The host: everything that an evaluation asks of the program that embeds Kiln. References,
 * terminology, profiles, variables, functions, the clock, the log of trace(). kiln/host.h in C.
 *
 * What is handed to a function of the host belongs to Kiln and is valid while the function runs.
 * What it gives back (documents, errors, terminologies) belongs to Kiln from then on. It returns
 * NULL if it did what it should, else a kiln_error_new() or kiln_error_pending(). It must not throw
 * or jump out, and it must not evaluate in the Context that calls it.
 *
 * Each function has user data that it is called with, and a function that frees them, which may be
 * NULL. It is called once: when the host is freed, when another function replaces this one, or at
 * once if it could not be set. Functions are called by the threads that evaluate.
 */
#ifndef KILN_C_HOST_H_
#define KILN_C_HOST_H_

#include <kiln/c/document.h>
#include <kiln/c/error.h>
#include <kiln/c/item.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Frees user data. */
typedef void (*kiln_free_function)(void* user_data);

/** A code of a code system, as texts; empty where it does not say. */
typedef struct kiln_coding {
  kiln_text system;  /**< its URI */
  kiln_text version; /**< of the system */
  kiln_text code;    /**< the code itself */
  kiln_text display; /**< how it is shown */
} kiln_coding;

/** A value set, code system or concept map: a document with it, or its canonical URL. */
typedef struct kiln_resource_argument {
  const kiln_document* document; /**< NULL: `url` names it */
  kiln_text url;                 /**< with `|version` or without */
} kiln_resource_argument;

/** Whether a concept is in a value set. */
typedef int32_t kiln_membership;

enum {
  KILN_MEMBERSHIP_NO = 0,     /**< it is not */
  KILN_MEMBERSHIP_YES = 1,    /**< it is */
  KILN_MEMBERSHIP_UNKNOWN = 2 /**< no such value set; or a coding without a system, of several */
};

/** How a concept relates to another one. */
typedef int32_t kiln_subsumption;

enum {
  KILN_SUBSUMPTION_NOT_SUBSUMED = 0, /**< neither is above the other */
  KILN_SUBSUMPTION_EQUIVALENT = 1,   /**< they are the same */
  KILN_SUBSUMPTION_SUBSUMES = 2,     /**< it is the ancestor */
  KILN_SUBSUMPTION_SUBSUMED_BY = 3,  /**< the other one is */
  KILN_SUBSUMPTION_UNKNOWN = 4       /**< their systems differ, or the system is not known */
};

/**
 * What answers questions about codes: memberOf, subsumes and subsumedBy, and the operations of
 * %terminologies (FHIR's page on FHIRPath, "Terminology Service API").
 *
 * It counts its users: it lives as long as a handle of it or a host that has it.
 */
typedef struct kiln_terminology kiln_terminology;

/**
 * The functions of a terminology provider. One that is NULL is not supported (K0323). `parameters`
 * is text as in a URL: "displayLanguage=en&activeOnly=true". Errors are KILN_ERROR_TERMINOLOGY, or
 * kiln_error_pending(); what is asked about and does not exist is an answer (unknown), no error.
 *
 * They may be called by several threads at once if several evaluate.
 */
typedef struct kiln_terminology_functions {
  size_t size; /**< sizeof(kiln_terminology_functions) */
  /** Whether one of the codings of a concept is in a value set. */
  kiln_error* (*member_of)(void* user_data, const kiln_coding* codings, size_t count,
                           kiln_text value_set, kiln_membership* answer);
  /** How `a` relates to `b`. */
  kiln_error* (*subsumes)(void* user_data, const kiln_coding* a, const kiln_coding* b,
                          kiln_subsumption* answer);
  /** $expand: a ValueSet with an expansion. */
  kiln_error* (*expand)(void* user_data, const kiln_resource_argument* value_set,
                        kiln_text parameters, kiln_document** answer);
  /** $lookup: Parameters. */
  kiln_error* (*lookup)(void* user_data, const kiln_coding* codings, size_t count,
                        kiln_text parameters, kiln_document** answer);
  /** $validate-code on a value set: Parameters. */
  kiln_error* (*validate_vs)(void* user_data, const kiln_resource_argument* value_set,
                             const kiln_coding* codings, size_t count, kiln_text parameters,
                             kiln_document** answer);
  /** $validate-code on a code system: Parameters. */
  kiln_error* (*validate_cs)(void* user_data, const kiln_resource_argument* code_system,
                             const kiln_coding* codings, size_t count, kiln_text parameters,
                             kiln_document** answer);
  /** $subsumes within a code system. */
  kiln_error* (*subsumes_in)(void* user_data, kiln_text system, const kiln_coding* a,
                             const kiln_coding* b, kiln_text parameters, kiln_subsumption* answer);
  /** $translate: Parameters. */
  kiln_error* (*translate)(void* user_data, const kiln_resource_argument* concept_map,
                           const kiln_coding* coding, kiln_text parameters, kiln_document** answer);
  /** %terminologies.at(url): another server, a handle that is Kiln's. NULL: it reaches none. */
  kiln_terminology* (*at)(void* user_data, kiln_text url);
} kiln_terminology_functions;

/*
 * The functions of terminologies, profiles and hosts below return KILN_INVALID_ARGUMENT for a NULL,
 * KILN_OUT_OF_MEMORY, and the errors that they name.
 */

/**
 * A provider that is made of functions of the host, the caller's handle. The table is copied.
 */
KILN_API kiln_status kiln_terminology_new(const kiln_terminology_functions* functions,
                                          void* user_data, kiln_free_function free_user_data,
                                          kiln_terminology** terminology, kiln_error** error);
/**
 * A provider that answers from CodeSystems, ValueSets and ConceptMaps that it is given, the
 * caller's handle. `fhir` decides the shape of what $translate gives.
 *
 * Adding is for one thread; then any number of threads may ask.
 */
KILN_API kiln_status kiln_terminology_new_memory(kiln_fhir fhir, kiln_terminology** terminology,
                                                 kiln_error** error);
/**
 * Adds a CodeSystem, ValueSet or ConceptMap, or those in the entries of a Bundle; any other
 * resource is left out. A resource replaces an earlier one of the same URL and version.
 * KILN_INVALID_ARGUMENT for a provider that is none of memory.
 */
KILN_API kiln_status kiln_terminology_add(kiln_terminology* terminology,
                                          const kiln_document* document, kiln_error** error);
/**
 * Adds what a folder (an unpacked npm package of FHIR), a file of NDJSON or of one resource has.
 * K0412, and errors of documents.
 */
KILN_API kiln_status kiln_terminology_load(kiln_terminology* terminology, const char* path,
                                           size_t path_size, kiln_error** error);
/** Asks the provider, as kiln_terminology_functions::member_of says. */
KILN_API kiln_status kiln_terminology_member_of(const kiln_terminology* terminology,
                                                const kiln_coding* codings, size_t count,
                                                kiln_text value_set, kiln_membership* answer,
                                                kiln_error** error);
/** Asks the provider, as kiln_terminology_functions::subsumes says. */
KILN_API kiln_status kiln_terminology_subsumes(const kiln_terminology* terminology,
                                               const kiln_coding* a, const kiln_coding* b,
                                               kiln_subsumption* answer, kiln_error** error);
/** Asks the provider, as kiln_terminology_functions::expand says. The document is the caller's. */
KILN_API kiln_status kiln_terminology_expand(const kiln_terminology* terminology,
                                             const kiln_resource_argument* value_set,
                                             kiln_text parameters, kiln_document** answer,
                                             kiln_error** error);
/** Asks the provider, as kiln_terminology_functions::lookup says. The document is the caller's. */
KILN_API kiln_status kiln_terminology_lookup(const kiln_terminology* terminology,
                                             const kiln_coding* codings, size_t count,
                                             kiln_text parameters, kiln_document** answer,
                                             kiln_error** error);
/** Asks the provider, as kiln_terminology_functions::validate_vs says. */
KILN_API kiln_status kiln_terminology_validate_vs(const kiln_terminology* terminology,
                                                  const kiln_resource_argument* value_set,
                                                  const kiln_coding* codings, size_t count,
                                                  kiln_text parameters, kiln_document** answer,
                                                  kiln_error** error);
/** Asks the provider, as kiln_terminology_functions::validate_cs says. */
KILN_API kiln_status kiln_terminology_validate_cs(const kiln_terminology* terminology,
                                                  const kiln_resource_argument* code_system,
                                                  const kiln_coding* codings, size_t count,
                                                  kiln_text parameters, kiln_document** answer,
                                                  kiln_error** error);
/** Asks the provider, as kiln_terminology_functions::subsumes_in says. */
KILN_API kiln_status kiln_terminology_subsumes_in(const kiln_terminology* terminology,
                                                  kiln_text system, const kiln_coding* a,
                                                  const kiln_coding* b, kiln_text parameters,
                                                  kiln_subsumption* answer, kiln_error** error);
/** Asks the provider, as kiln_terminology_functions::translate says. */
KILN_API kiln_status kiln_terminology_translate(const kiln_terminology* terminology,
                                                const kiln_resource_argument* concept_map,
                                                const kiln_coding* coding, kiln_text parameters,
                                                kiln_document** answer, kiln_error** error);
/** The provider of another server, a handle that is the caller's; NULL if it reaches none. */
KILN_API kiln_status kiln_terminology_at(const kiln_terminology* terminology, kiln_text url,
                                         kiln_terminology** other, kiln_error** error);
/** Gives a handle back. NULL: nothing. */
KILN_API void kiln_terminology_free(kiln_terminology* terminology);

/**
 * The StructureDefinitions that conformsTo(), slice() and elementDefinition() know. It counts its
 * users: it lives as long as its handle or a host that has it.
 *
 * Adding is for one thread; then any number of threads may evaluate with them.
 */
typedef struct kiln_profiles kiln_profiles;

/** None yet, the caller's handle. */
KILN_API kiln_status kiln_profiles_new(kiln_profiles** profiles, kiln_error** error);
/**
 * Adds the StructureDefinition that a document is, or those in the entries of a Bundle. K0415: none
 * is added then.
 *
 * @param[out] count how many; may be NULL.
 */
KILN_API kiln_status kiln_profiles_add(kiln_profiles* profiles, const kiln_document* document,
                                       size_t* count, kiln_error** error);
/** Adds those of a folder (an unpacked npm package of FHIR) or a file of NDJSON, plain or gzip. */
KILN_API kiln_status kiln_profiles_load(kiln_profiles* profiles, const char* path, size_t path_size,
                                        size_t* count, kiln_error** error);
/** How many there are. 0 for NULL. */
KILN_API size_t kiln_profiles_size(const kiln_profiles* profiles);
/** Gives the handle back. NULL: nothing. */
KILN_API void kiln_profiles_free(kiln_profiles* profiles);

/**
 * What a program gives an evaluation. All of it is optional: what is missing is an error that says
 * so when an expression needs it.
 *
 * One host may serve several evaluations at once if its functions may be called at once; it must
 * not be changed meanwhile, and it outlives them and their results.
 */
typedef struct kiln_host kiln_host;

/** A call of a function of the host, valid while the function runs. */
typedef struct kiln_call kiln_call;

/**
 * The document that a reference or canonical names, which the document at hand does not hold.
 * `*document` is NULL before; left so there is none, and resolve() leaves the reference out.
 */
typedef kiln_error* (*kiln_resolve_function)(void* user_data, const char* reference, size_t size,
                                             kiln_document** document);
/** A function that expressions may call. It adds its value to `result`. */
typedef kiln_error* (*kiln_host_function)(void* user_data, const kiln_call* call,
                                          kiln_values* result);
/** What trace() logs, in the order of evaluation. */
typedef void (*kiln_trace_function)(void* user_data, const char* name, size_t name_size,
                                    const kiln_items* items);
/** Nanoseconds since 1970-01-01T00:00:00Z. Read once for an evaluation. */
typedef int64_t (*kiln_clock_function)(void* user_data);

/** A host that has nothing, the caller's. */
KILN_API kiln_status kiln_host_new(kiln_host** host, kiln_error** error);
/** Resolves references. A NULL function: nothing resolves them. */
KILN_API kiln_status kiln_host_set_resolve(kiln_host* host, kiln_resolve_function function,
                                           void* user_data, kiln_free_function free_user_data);
/** Answers questions about codes; the handle stays the caller's. NULL: nothing does. */
KILN_API kiln_status kiln_host_set_terminology(kiln_host* host,
                                               const kiln_terminology* terminology);
/** Knows StructureDefinitions; the handle stays the caller's. NULL: there are none. */
KILN_API kiln_status kiln_host_set_profiles(kiln_host* host, const kiln_profiles* profiles);
/** A variable, named without the %. Its values are shared, and stay the caller's. */
KILN_API kiln_status kiln_host_set_variable(kiln_host* host, const char* name, size_t name_size,
                                            const kiln_values* values);
/** A function with at least and at most so many arguments (to 255). */
KILN_API kiln_status kiln_host_set_function(kiln_host* host, const char* name, size_t name_size,
                                            size_t min_arguments, size_t max_arguments,
                                            kiln_host_function function, void* user_data,
                                            kiln_free_function free_user_data);
/** Logs what trace() says. A NULL function: nothing does. */
KILN_API kiln_status kiln_host_set_trace(kiln_host* host, kiln_trace_function function,
                                         void* user_data, kiln_free_function free_user_data);
/** Tells now(), today() and timeOfDay(). A NULL function: the system's clock. */
KILN_API kiln_status kiln_host_set_clock(kiln_host* host, kiln_clock_function function,
                                         void* user_data, kiln_free_function free_user_data);
/** The time zone of the three, in minutes east of UTC: from -840 to +840. */
KILN_API kiln_status kiln_host_set_utc_offset(kiln_host* host, int32_t minutes);
/** Frees a host. NULL: nothing. */
KILN_API void kiln_host_free(kiln_host* host);

/** What the function is called on. NULL for NULL. */
KILN_API const kiln_items* kiln_call_input(const kiln_call* call);
/** How many arguments are given. 0 for NULL. */
KILN_API size_t kiln_call_argument_count(const kiln_call* call);
/** One of them; NULL beyond the last one. */
KILN_API const kiln_items* kiln_call_argument(const kiln_call* call, size_t index);

#ifdef __cplusplus
}
#endif

#endif
