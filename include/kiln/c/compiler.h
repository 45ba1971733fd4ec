/**
 * @file
 * The compiler opened: each of its steps by itself, and what it makes, which can be walked,
 * printed, checked and stored. kiln/ast.h and kiln/compiler.h in C.
 *
 *     text --kiln_ast_parse--> kiln_ast --kiln_ast_check--> types, diagnostics
 *                                 | kiln_ir_lower
 *                                 v
 *                              kiln_ir --kiln_ir_emit--> kiln_bytecode --> kiln_program
 *
 * Every product is immutable and may be used by any number of threads; several handles may stand
 * for one product. Out parameters are handles that are the caller's, and NULL after an error.
 * Besides the errors that they name, all functions that can fail return KILN_INVALID_ARGUMENT and
 * KILN_OUT_OF_MEMORY.
 */
#ifndef KILN_C_COMPILER_H_
#define KILN_C_COMPILER_H_

#include <kiln/c/engine.h>
#include <kiln/c/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What a node of a syntax tree is. */
typedef int32_t kiln_ast_node_kind;

enum {
  KILN_AST_EMPTY = 0,   /**< {} */
  KILN_AST_BOOLEAN = 1, /**< text: "true" or "false" */
  KILN_AST_STRING = 2,  /**< text: decoded */
  /** text: digits; 2147483648 only as the operand of a Unary minus */
  KILN_AST_INTEGER = 3,
  /** text: digits without L; 9223372036854775808 only under a Unary minus */
  KILN_AST_LONG = 4,
  KILN_AST_DECIMAL = 5,   /**< text: lexeme */
  KILN_AST_DATE = 6,      /**< text without @ */
  KILN_AST_DATE_TIME = 7, /**< text without @, a trailing T kept */
  KILN_AST_TIME = 8,      /**< text without @T */
  /** text: number lexeme; name: the unit as written; flag: calendar keyword */
  KILN_AST_QUANTITY = 9,
  KILN_AST_MEMBER = 10, /**< children: [focus] or []; name */
  KILN_AST_CALL = 11,   /**< children: [focus or none, arguments...]; name */
  KILN_AST_INDEX = 12,  /**< children: [focus, index] */
  KILN_AST_UNARY = 13,  /**< children: [operand]; operator + or - */
  KILN_AST_BINARY = 14, /**< children: [left, right]; operator */
  /** children: [operand]; operator is or as; name: the type specifier */
  KILN_AST_TYPE_OPERATION = 15,
  KILN_AST_EXTERNAL_CONSTANT = 16, /**< name, without % */
  KILN_AST_THIS = 17,              /**< $this; children: [] or, written `a.$this`, [focus] */
  KILN_AST_INDEX_VARIABLE = 18,    /**< $index; children as of This */
  KILN_AST_TOTAL = 19,             /**< $total; children as of This */
  /** name: the type specifier; children: one InstanceField each */
  KILN_AST_INSTANCE_SELECTOR = 20,
  KILN_AST_INSTANCE_FIELD = 21, /**< name; children: [value] */
  /** children: [expression]; operator asc, desc, or none if not written */
  KILN_AST_SORT_KEY = 22,
  KILN_AST_TYPE_SPECIFIER = 23, /**< name: an argument of is(), as(), ofType() */
  /** where the parser recovered; only in the Ast of a failed parse */
  KILN_AST_ERROR = 24,
};

/** A syntax tree, and what there is to say about its text. */
typedef struct kiln_ast kiln_ast;
/** The static types of an expression. */
typedef struct kiln_types kiln_types;
/** An expression with every name resolved, and with the facts that are certain before any data. */
typedef struct kiln_ir kiln_ir;
/** What an expression is compiled to. */
typedef struct kiln_bytecode kiln_bytecode;

/** No node: the child of a call that has no focus. */
#define KILN_NO_NODE SIZE_MAX

/** How a text is parsed. Zero in a field is its default. */
typedef struct kiln_parse_options {
  size_t size;                          /**< sizeof(kiln_parse_options) */
  kiln_language language;               /**< what it is written in. Default: 3.0.0 */
  int32_t reserved;                     /**< 0 */
  const kiln_expression_limits* limits; /**< NULL: the defaults */
} kiln_parse_options;

/** How an expression is checked. Zero in a field is its default. */
typedef struct kiln_check_options {
  size_t size;            /**< sizeof(kiln_check_options) */
  kiln_fhir fhir;         /**< the model. Default: R4 */
  kiln_language language; /**< what it is written in. Default: 3.0.0 */
  kiln_text context_type; /**< a type or the path of an element ("Patient.name"). Empty: unknown */
  const kiln_text* variables; /**< of the host, without % */
  size_t variable_count;      /**< how many there are */
  const kiln_text* functions; /**< of the host */
  size_t function_count;      /**< how many there are */
  int32_t strict;             /**< not 0: what depends on the data is an error, not a warning */
  int32_t reserved;           /**< 0 */
} kiln_check_options;

/** What the meaning of a program depends on beside the expression. Zero is the default. */
typedef struct kiln_program_options {
  size_t size;               /**< sizeof(kiln_program_options) */
  kiln_fhir fhir;            /**< the model. Default: R4 */
  kiln_language language;    /**< what it is written in. Default: 3.0.0 */
  int32_t strict;            /**< as kiln_engine_options::strict */
  int32_t as_filters;        /**< as kiln_engine_options::as_filters */
  int32_t json_choice_names; /**< as kiln_engine_options::json_choice_names */
  int32_t reserved;          /**< 0 */
} kiln_program_options;

/** How an Ir becomes bytecode. Zero in a field is its default. */
typedef struct kiln_emit_options {
  size_t size;               /**< sizeof(kiln_emit_options) */
  kiln_text context_type;    /**< of what it will be evaluated on. Empty: unknown */
  int32_t without_streaming; /**< not 0: without the body in which steps run into each other */
  int32_t reserved;          /**< 0 */
} kiln_emit_options;

/** "Binary", "TypeSpecifier", ...; it lives forever. Empty for a number that is no kind. */
KILN_API kiln_text kiln_ast_kind_text(kiln_ast_node_kind kind);

/**
 * What the parser makes of a text, in time linear in it.
 *
 * @return KILN_OK also for a text that is no expression: kiln_ast_diagnostics() says what is wrong,
 *         and the tree is what could be recovered, for tools.
 */
KILN_API kiln_status kiln_ast_parse(const char* text, size_t size,
                                    const kiln_parse_options* options, kiln_ast** ast,
                                    kiln_error** error);
/** Whether the text is an expression. False for NULL. */
KILN_API bool kiln_ast_ok(const kiln_ast* ast);
/** What there is to say about the text; it lives as long as the handle. Not to be freed. */
KILN_API const kiln_diagnostics* kiln_ast_diagnostics(const kiln_ast* ast);
/**
 * How many nodes there are. They are numbered from 0 in post-order, the root last: a walk that must
 * not recurse is a loop over them.
 */
KILN_API size_t kiln_ast_size(const kiln_ast* ast);
/** The text that was parsed. It lives as long as the handle, as do the texts of the nodes. */
KILN_API kiln_text kiln_ast_source(const kiln_ast* ast);

/* Of one node. For a node that is not there: -1, KILN_NO_NODE, 0, false, or empty. */

/** What it is. */
KILN_API kiln_ast_node_kind kiln_ast_kind(const kiln_ast* ast, size_t node);
/** Of its text, with the parentheses around it. */
KILN_API kiln_span kiln_ast_span(const kiln_ast* ast, size_t node);
/** Of its name, type specifier, unit, operator or brackets. */
KILN_API kiln_span kiln_ast_name_span(const kiln_ast* ast, size_t node);
/** As its kind says, else empty. */
KILN_API kiln_text kiln_ast_text(const kiln_ast* ast, size_t node);
/** As its kind says, else empty. */
KILN_API kiln_text kiln_ast_name(const kiln_ast* ast, size_t node);
/** Of a type specifier: "FHIR", "System" or empty. */
KILN_API kiln_text kiln_ast_qualifier(const kiln_ast* ast, size_t node);
/** "+", "div", "is", "asc"; empty if it has none. */
KILN_API kiln_text kiln_ast_operator(const kiln_ast* ast, size_t node);
/** As its kind says, else false. */
KILN_API bool kiln_ast_flag(const kiln_ast* ast, size_t node);
/** How many children it has. */
KILN_API size_t kiln_ast_child_count(const kiln_ast* ast, size_t node);
/** The number of a child; KILN_NO_NODE where a call has no focus, and beyond the last one. */
KILN_API size_t kiln_ast_child(const kiln_ast* ast, size_t node, size_t index);
/** The node and what is below it, in the form of kiln_ast_print(). The text is the caller's. */
KILN_API kiln_status kiln_ast_print_node(const kiln_ast* ast, size_t node, kiln_string* text);

/**
 * In one canonical form, with as few parentheses as the grammar needs; parsed again it gives the
 * same tree, if kiln_ast_ok(). The text is the caller's.
 */
KILN_API kiln_status kiln_ast_print(const kiln_ast* ast, kiln_string* text);
/** Another handle of the same tree. */
KILN_API kiln_status kiln_ast_copy(const kiln_ast* ast, kiln_ast** copy);
/** Gives a handle back. NULL: nothing. */
KILN_API void kiln_ast_free(kiln_ast* ast);

/**
 * Type and cardinality of each node, and what is wrong whatever the data.
 *
 * @return KILN_OK also if there are errors: kiln_types_diagnostics(). Unless kiln_ast_ok(), they
 * are those of the tree, and there are no types.
 */
KILN_API kiln_status kiln_ast_check(const kiln_ast* ast, const kiln_check_options* options,
                                    kiln_types** types, kiln_error** error);
/** How many nodes have a type. 0 for NULL. */
KILN_API size_t kiln_types_size(const kiln_types* types);
/** Of a node: "FHIR.HumanName 0..*", "anything 0..*". It lives as long as the handle. */
KILN_API kiln_text kiln_types_at(const kiln_types* types, size_t node);
/** What there is to say; it lives as long as the handle. Not to be freed. */
KILN_API const kiln_diagnostics* kiln_types_diagnostics(const kiln_types* types);
/** Frees it. NULL: nothing. */
KILN_API void kiln_types_free(kiln_types* types);

/** Resolves the names of an expression. Unless kiln_ast_ok(), the first error of the tree. */
KILN_API kiln_status kiln_ir_lower(const kiln_ast* ast, const kiln_program_options* options,
                                   kiln_ir** ir, kiln_error** error);
/** As a tree, the last step first, each node on a line with its place. The text is the caller's. */
KILN_API kiln_status kiln_ir_print(const kiln_ir* ir, kiln_string* text);
/**
 * The same with the facts of each node: cardinality, type, whether it may fail, what it reads. The
 * text is the caller's. K0203 if the model has no type of this name.
 */
KILN_API kiln_status kiln_ir_print_facts(const kiln_ir* ir, const char* context_type, size_t size,
                                         kiln_string* text, kiln_error** error);
/** Whether it is well formed: K0329, with the node, if it is not. */
KILN_API kiln_status kiln_ir_verify(const kiln_ir* ir, kiln_error** error);
/** Its program. K0328 if it needs more than an instruction can say; K0203 for an unknown type. */
KILN_API kiln_status kiln_ir_emit(const kiln_ir* ir, const kiln_emit_options* options,
                                  kiln_bytecode** bytecode, kiln_error** error);
/** Another handle of the same one. */
KILN_API kiln_status kiln_ir_copy(const kiln_ir* ir, kiln_ir** copy);
/** Gives a handle back. NULL: nothing. */
KILN_API void kiln_ir_free(kiln_ir* ir);

/**
 * From bytes of kiln_bytecode_serialize(). It is verified, and does not refer to them. K0329 for
 * anything else, whoever wrote it.
 */
KILN_API kiln_status kiln_bytecode_deserialize(const char* bytes, size_t size,
                                               kiln_bytecode** bytecode, kiln_error** error);
/** From a listing of kiln_bytecode_disassemble(). It is verified. K0329, with the line. */
KILN_API kiln_status kiln_bytecode_assemble(const char* listing, size_t size,
                                            kiln_bytecode** bytecode, kiln_error** error);
/**
 * Bytes to be stored, with version and checksum; they are read by builds with the same instructions
 * only. They are the caller's.
 */
KILN_API kiln_status kiln_bytecode_serialize(const kiln_bytecode* bytecode, kiln_string* bytes);
/** A listing, with the place of each instruction in the expression. The text is the caller's. */
KILN_API kiln_status kiln_bytecode_disassemble(const kiln_bytecode* bytecode, kiln_string* text);
/** How many instructions there are. 0 for NULL. */
KILN_API size_t kiln_bytecode_size(const kiln_bytecode* bytecode);
/** The expression. It lives as long as the handle. */
KILN_API kiln_text kiln_bytecode_source(const kiln_bytecode* bytecode);
/** What it was compiled with. The caller sets `options->size`. */
KILN_API kiln_status kiln_bytecode_get_options(const kiln_bytecode* bytecode,
                                               kiln_program_options* options);
/** A program that can be evaluated, with these limits of evaluations; NULL: the defaults. */
KILN_API kiln_status kiln_bytecode_program(const kiln_bytecode* bytecode,
                                           const kiln_evaluation_limits* limits,
                                           kiln_program** program, kiln_error** error);
/** Another handle of the same one. */
KILN_API kiln_status kiln_bytecode_copy(const kiln_bytecode* bytecode, kiln_bytecode** copy);
/** Gives a handle back. NULL: nothing. */
KILN_API void kiln_bytecode_free(kiln_bytecode* bytecode);

#ifdef __cplusplus
}
#endif

#endif
