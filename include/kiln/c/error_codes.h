/**
 * @file
 * What went wrong, as numbers. The number is that of the message ("K0213") and never means anything
 * else; the hundreds say the phase. The same numbers as kiln::ErrorCode.
 */
#ifndef KILN_C_ERROR_CODES_H_
#define KILN_C_ERROR_CODES_H_

#include <stdint.h>

/** One of the constants below; 0 where an error has no number. */
typedef int32_t kiln_error_code;

enum {
  KILN_ERROR_UNEXPECTED_TOKEN = 101,     /**< unexpected token */
  KILN_ERROR_UNEXPECTED_END = 102,       /**< unexpected end of the expression */
  KILN_ERROR_UNEXPECTED_CHARACTER = 103, /**< character that starts no token */
  KILN_ERROR_UNTERMINATED_STRING = 104,  /**< string without its closing quote */
  KILN_ERROR_UNTERMINATED_COMMENT = 105, /**< comment without its end */
  /** delimited identifier without its closing backtick */
  KILN_ERROR_UNTERMINATED_IDENTIFIER = 106,
  KILN_ERROR_INVALID_ESCAPE = 107,          /**< escape that denotes no Unicode scalar value */
  KILN_ERROR_INVALID_DATE_LITERAL = 108,    /**< date, date-time or time literal out of range */
  KILN_ERROR_INTEGER_LITERAL_RANGE = 109,   /**< integer literal out of range */
  KILN_ERROR_DECIMAL_LITERAL_RANGE = 110,   /**< decimal literal with too many digits */
  KILN_ERROR_INVALID_UTF8_EXPRESSION = 111, /**< expression is not valid UTF-8 */
  KILN_ERROR_NESTING_TOO_DEEP = 112,        /**< expression nested too deeply */
  KILN_ERROR_EXPRESSION_TOO_LONG = 113,     /**< expression too long */
  KILN_ERROR_UNKNOWN_FUNCTION = 201,        /**< unknown function */
  KILN_ERROR_WRONG_ARGUMENT_COUNT = 202,    /**< wrong number of arguments */
  KILN_ERROR_UNKNOWN_TYPE = 203,            /**< type specifier that names no type */
  KILN_ERROR_UNKNOWN_VARIABLE = 204,        /**< environment variable that nothing defines */
  /** operand of a type that the operator does not take */
  KILN_ERROR_WRONG_OPERAND_TYPE = 205,
  /** input of a type that the function does not take */
  KILN_ERROR_WRONG_INPUT_TYPE = 206,
  /** argument of a type that the function does not take */
  KILN_ERROR_WRONG_ARGUMENT_TYPE = 207,
  KILN_ERROR_NOT_A_SINGLETON = 208,         /**< collection where a single item is needed */
  KILN_ERROR_IMPOSSIBLE_TYPE = 209,         /**< type test or cast that can never hold */
  KILN_ERROR_TOTAL_OUTSIDE_AGGREGATE = 210, /**< $total outside of aggregate() */
  KILN_ERROR_NOT_IN_THIS_VERSION = 211,     /**< function or syntax of a later language version */
  KILN_ERROR_TYPE_SPECIFIER_EXPECTED = 212, /**< argument that must be a type specifier */
  KILN_ERROR_UNKNOWN_ELEMENT = 213,         /**< element that the type does not have */
  KILN_ERROR_CHOICE_ELEMENT_NAME = 214,     /**< JSON name of a choice element */
  KILN_ERROR_WRONG_CONTEXT_TYPE = 215,      /**< expression for another type of context */
  /** order-dependent function on a collection without order */
  KILN_ERROR_ORDER_UNDEFINED = 216,
  KILN_ERROR_VARIABLE_REDEFINED = 217, /**< variable defined twice */
  /** collection with several items where a single item is needed */
  KILN_ERROR_MULTIPLE_ITEMS = 301,
  /** operand of a type that the operator does not take */
  KILN_ERROR_OPERAND_TYPE = 302,
  /** input of a type that the function does not take */
  KILN_ERROR_INPUT_TYPE = 303,
  /** argument of a type that the function does not take */
  KILN_ERROR_ARGUMENT_TYPE = 304,
  KILN_ERROR_ARGUMENT_VALUE = 305,     /**< argument value that the function does not take */
  KILN_ERROR_UNDEFINED_VARIABLE = 306, /**< environment variable that nothing defines */
  KILN_ERROR_VARIABLE_EXISTS = 307,    /**< variable defined twice */
  KILN_ERROR_INVALID_REGEX = 308,      /**< regular expression that cannot be compiled */
  KILN_ERROR_REGEX_EFFORT = 309,       /**< regular expression that needs too much effort */
  KILN_ERROR_DATE_OUT_OF_RANGE = 310,  /**< date arithmetic out of range */
  KILN_ERROR_INVALID_UNIT = 311,       /**< unit that the operation does not take */
  KILN_ERROR_NOT_COMPARABLE = 312,     /**< values that have no order between them */
  KILN_ERROR_ITEM_LIMIT = 313,         /**< too many items */
  KILN_ERROR_STEP_LIMIT = 314,         /**< too many steps */
  KILN_ERROR_STRING_LIMIT = 315,       /**< string too long */
  KILN_ERROR_DEPTH_LIMIT = 316,        /**< evaluation nested too deeply */
  KILN_ERROR_UNSUPPORTED = 317,        /**< not supported */
  KILN_ERROR_HOST_FAILURE = 318,       /**< host function, resolver or provider failed */
  KILN_ERROR_NO_SUCH_PROFILE = 319,    /**< structure definition that is not loaded */
  /** modifier extension that the expression does not allow */
  KILN_ERROR_MODIFIER_EXTENSION = 320,
  /** decimal with more digits than can be computed with */
  KILN_ERROR_DECIMAL_RANGE = 321,
  KILN_ERROR_INSTANCE_ELEMENT = 322,    /**< instance selector that the type does not allow */
  KILN_ERROR_TERMINOLOGY = 323,         /**< terminology provider cannot answer */
  KILN_ERROR_TYPE_OF_VALUE = 324,       /**< value that is not of its element's type */
  KILN_ERROR_UNKNOWN_TYPE_AT_RUN = 325, /**< type specifier that names no type */
  KILN_ERROR_INPUT_VALUE = 326,         /**< input value that the function does not take */
  KILN_ERROR_MEMORY_LIMIT = 327,        /**< evaluation that needs too much memory */
  KILN_ERROR_PROGRAM_LIMIT = 328,       /**< expression too large to be compiled */
  KILN_ERROR_INVALID_PROGRAM = 329,     /**< program that cannot be run */
  KILN_ERROR_CANCELLED = 330,           /**< cancelled evaluation */
  KILN_ERROR_PENDING = 331,             /**< answer of the host that is not there yet */
  KILN_ERROR_JSON_SYNTAX = 401,         /**< not well-formed JSON */
  KILN_ERROR_XML_SYNTAX = 402,          /**< not well-formed XML */
  KILN_ERROR_INVALID_UTF8 = 403,        /**< not valid UTF-8 */
  KILN_ERROR_LONE_SURROGATE = 404,      /**< escape of half a surrogate pair */
  KILN_ERROR_DUPLICATE_MEMBER = 405,    /**< object with two members of one name */
  KILN_ERROR_DOCUMENT_TOO_DEEP = 406,   /**< document nested too deeply */
  KILN_ERROR_DOCUMENT_TOO_LARGE = 407,  /**< document too large */
  KILN_ERROR_DOCTYPE_REFUSED = 408,     /**< XML with a DOCTYPE */
  /** resource type that the FHIR version does not have */
  KILN_ERROR_UNKNOWN_RESOURCE_TYPE = 410,
  /** XML element or attribute that FHIR does not allow here */
  KILN_ERROR_UNEXPECTED_XML = 411,
  KILN_ERROR_FILE_UNREADABLE = 412,    /**< file that cannot be read */
  KILN_ERROR_BUILDER_MISUSE = 413,     /**< document builder called out of order */
  KILN_ERROR_INVALID_RECORD = 414,     /**< line that is no record of a batch */
  KILN_ERROR_INVALID_DEFINITION = 415, /**< structure definition that cannot be used */
};

#endif
