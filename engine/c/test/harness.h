/*
 * Checks of the C interface, in C11. A case is a function; cases.def lists all of them, and each is
 * a case of ctest: `c_test NAME`.
 */
#ifndef KILN_ENGINE_C_TEST_HARNESS_H_
#define KILN_ENGINE_C_TEST_HARNESS_H_

#include <kiln/c.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define CASE(name)        \
  void case_##name(void); \
  void case_##name(void)

/** Notes that a check has not held. */
void check_failed(const char* file, int line, const char* what);

/** Whether a text is a C string. A difference is shown. */
bool is_text(kiln_text text, const char* expected);
/** The same of a text that the caller owns, which is freed. */
bool is_string(kiln_string string, const char* expected);
/** Whether a text that the caller owns has a part, before it is freed. */
bool has_part(kiln_string string, const char* part);

#define CHECK(condition)                                            \
  do {                                                              \
    if (!(condition)) check_failed(__FILE__, __LINE__, #condition); \
  } while (0)
#define CHECK_OK(call) CHECK((call) == KILN_OK)

/** Objects that most cases need. All of them are there, or the program ends. */
kiln_engine* make_engine(void);
kiln_document* make_document(const char* json);
kiln_program* make_program(kiln_engine* engine, const char* expression);
kiln_context* make_context(void);

/** Ann Lee, with a birth date, two given names and a reference. */
extern const char* const kPatient;

/** The value of an expression on a document (or NULL) with a host (or NULL), as JSON. */
bool gives(const char* expression, const char* json, const kiln_host* host, const char* expected);
/** The status that it ends with, and its number through `code`, which may be NULL. */
kiln_status ends_with(const char* expression, const char* json, const kiln_host* host,
                      kiln_error_code* code);

#endif
