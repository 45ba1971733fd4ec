/**
 * @file
 * Kiln in C: everything that the C++ interface has. C11, and C++.
 *
 *     kiln_engine_new(NULL, &engine, NULL);
 *     kiln_engine_compile(engine, KILN_TEXT("Patient.name.given"), NULL, &program, &error);
 *     kiln_document_parse_json(text, size, NULL, &document, &error);
 *     kiln_context_new(&context, NULL);
 *     kiln_program_evaluate(program, document, context, NULL, &result, &error);
 *
 * Rules that hold for every function (docs/c.md):
 *
 * - Objects are behind opaque handles. What an out parameter gives is the caller's, to be given
 * back by the kiln_..._free() of its type, but for what is `const`: that belongs to another object.
 * - What can fail returns a kiln_status, and through a last parameter `kiln_error** error`, which
 *   may be NULL, an error object that is the caller's. Functions without that parameter fail only
 * in ways that the status says in full. On success `*error` is NULL; after an error the other out
 *   parameters are NULL, 0 or empty.
 * - What cannot fail returns its answer, and 0 or empty or NULL where there is none.
 * - A NULL where an object is needed is KILN_INVALID_ARGUMENT, never a crash. A pointer to
 * something that was freed is not recognized.
 * - No C++ exception leaves a function. Without memory it is KILN_OUT_OF_MEMORY, whose error object
 *   needs none.
 * - Texts are a pointer and a size, in UTF-8; NULL with size 0 is the empty text. They are copied
 *   unless it says otherwise.
 * - Structs of options begin with their size, `{.size = sizeof(options)}`, and zero in any other
 *   field is its default. A smaller size, of an older header, leaves the rest at its default; in a
 *   larger one, of a newer header, what this library does not know must be zero. A struct that the
 *   library fills in is filled in as far as its size goes.
 * - Numbers that stand for names (kiln_status, kiln_fhir, ...) are int32_t; others than their
 *   constants are KILN_INVALID_ARGUMENT.
 * - Thread-safety stands at each handle. Error objects, texts and results of different threads have
 *   nothing to do with each other.
 */
#ifndef KILN_C_H_
#define KILN_C_H_

#include <kiln/c/compiler.h>
#include <kiln/c/document.h>
#include <kiln/c/engine.h>
#include <kiln/c/error.h>
#include <kiln/c/error_codes.h>
#include <kiln/c/host.h>
#include <kiln/c/item.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Of these headers: counts up when a function, a struct or a number changes or is added. */
#define KILN_ABI_VERSION 1

/** KILN_ABI_VERSION of the library that is linked. */
KILN_API int32_t kiln_abi_version(void);
/** The version of the library that is linked, "0.1.0", which ends with a zero and lives forever. */
KILN_API const char* kiln_version(void);

#ifdef __cplusplus
}
#endif

#endif
