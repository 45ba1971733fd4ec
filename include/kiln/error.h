/// @file
/// Errors as values: what every function of Kiln that can fail returns. No exception crosses the
/// interface, but for std::bad_alloc out of what returns no Expected: functions that return a
/// std::string, a container or an error by value, and the constructors that say so.
///
/// In errors of an expression the place is a span of bytes in its text, in errors of a document
/// (K04xx) a span of bytes in the document's source.
///
/// Thread-safety: plain values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include <kiln/version.h>

namespace kiln {

/// Half-open range of UTF-8 byte offsets in a text: [start, end).
struct Span {
  std::uint32_t start = 0;  ///< offset of the first byte
  std::uint32_t end = 0;    ///< offset behind the last byte

  /// The same range.
  friend bool operator==(const Span&, const Span&) = default;
};

/// When an error is found.
enum class Phase : std::uint8_t {
  Syntax,     ///< the text is not an expression
  Semantic,   ///< before any data is seen, from the types
  Execution,  ///< on this input
  Document,   ///< the input is not a well-formed document
};

/// What went wrong. The number is that of the message ("K0213") and never means anything else; the
/// hundreds say the phase.
enum class ErrorCode : std::uint16_t {
  // Syntax: the text is not an expression.
  UnexpectedToken = 101,         ///< unexpected token
  UnexpectedEnd = 102,           ///< unexpected end of the expression
  UnexpectedCharacter = 103,     ///< character that starts no token
  UnterminatedString = 104,      ///< string without its closing quote
  UnterminatedComment = 105,     ///< comment without its closing */
  UnterminatedIdentifier = 106,  ///< delimited identifier without its closing backtick
  InvalidEscape = 107,           ///< escape that denotes no Unicode scalar value
  InvalidDateLiteral = 108,      ///< date, date-time or time literal out of range
  IntegerLiteralRange = 109,     ///< integer literal out of range
  DecimalLiteralRange = 110,     ///< decimal literal with too many digits
  InvalidUtf8Expression = 111,   ///< expression is not valid UTF-8
  NestingTooDeep = 112,          ///< expression nested too deeply
  ExpressionTooLong = 113,       ///< expression too long

  // Semantic: found before any data is seen, from the types.
  UnknownFunction = 201,        ///< unknown function
  WrongArgumentCount = 202,     ///< wrong number of arguments
  UnknownType = 203,            ///< type specifier that names no type
  UnknownVariable = 204,        ///< environment variable that nothing defines
  WrongOperandType = 205,       ///< operand of a type that the operator does not take
  WrongInputType = 206,         ///< input of a type that the function does not take
  WrongArgumentType = 207,      ///< argument of a type that the function does not take
  NotASingleton = 208,          ///< collection where a single item is needed
  ImpossibleType = 209,         ///< type test or cast that can never hold
  TotalOutsideAggregate = 210,  ///< $total outside of aggregate()
  NotInThisVersion = 211,       ///< function or syntax of a later language version
  TypeSpecifierExpected = 212,  ///< argument that must be a type specifier
  UnknownElement = 213,         ///< element that the type does not have
  ChoiceElementName = 214,      ///< JSON name of a choice element
  WrongContextType = 215,       ///< expression for another type of context
  OrderUndefined = 216,         ///< order-dependent function on a collection without order
  VariableRedefined = 217,      ///< variable defined twice

  // Execution: the expression cannot be evaluated on this input.
  MultipleItems = 301,      ///< collection with several items where a single item is needed
  OperandType = 302,        ///< operand of a type that the operator does not take
  InputType = 303,          ///< input of a type that the function does not take
  ArgumentType = 304,       ///< argument of a type that the function does not take
  ArgumentValue = 305,      ///< argument value that the function does not take
  UndefinedVariable = 306,  ///< environment variable that nothing defines
  VariableExists = 307,     ///< variable defined twice
  InvalidRegex = 308,       ///< regular expression that cannot be compiled
  RegexEffort = 309,        ///< regular expression that needs too much effort
  DateOutOfRange = 310,     ///< date arithmetic out of range
  InvalidUnit = 311,        ///< unit that the operation does not take
  NotComparable = 312,      ///< values that have no order between them
  ItemLimit = 313,          ///< too many items
  StepLimit = 314,          ///< too many steps
  StringLimit = 315,        ///< string too long
  DepthLimit = 316,         ///< evaluation nested too deeply
  Unsupported = 317,        ///< not supported
  HostFailure = 318,        ///< host function, resolver or provider failed
  NoSuchProfile = 319,      ///< structure definition that is not loaded
  ModifierExtension = 320,  ///< modifier extension that the expression does not allow
  DecimalRange = 321,       ///< decimal with more digits than can be computed with
  InstanceElement = 322,    ///< instance selector that the type does not allow
  Terminology = 323,        ///< terminology provider cannot answer
  TypeOfValue = 324,        ///< value that is not of its element's type
  UnknownTypeAtRun = 325,   ///< type specifier that names no type
  InputValue = 326,         ///< input value that the function does not take
  MemoryLimit = 327,        ///< evaluation that needs too much memory
  ProgramLimit = 328,       ///< expression too large to be compiled
  InvalidProgram = 329,     ///< program that cannot be run
  Cancelled = 330,          ///< cancelled evaluation
  Pending = 331,            ///< answer of the host that is not there yet

  // Document: the input is not a well-formed document.
  JsonSyntax = 401,           ///< not well-formed JSON
  XmlSyntax = 402,            ///< not well-formed XML
  InvalidUtf8 = 403,          ///< not valid UTF-8
  LoneSurrogate = 404,        ///< escape of half a surrogate pair
  DuplicateMember = 405,      ///< object with two members of one name
  DocumentTooDeep = 406,      ///< document nested too deeply
  DocumentTooLarge = 407,     ///< document too large
  DoctypeRefused = 408,       ///< XML with a DOCTYPE
  UnknownResourceType = 410,  ///< resource type that the FHIR version does not have
  UnexpectedXml = 411,        ///< XML element or attribute that FHIR does not allow here
  FileUnreadable = 412,       ///< file that cannot be read
  BuilderMisuse = 413,        ///< document builder called out of order
  InvalidRecord = 414,        ///< line that is no record of a batch
  InvalidDefinition = 415,    ///< structure definition that cannot be used
};

/// The phase, from the hundreds of the number.
KILN_API Phase phase_of(ErrorCode code);
/// "K0213".
KILN_API std::string to_string(ErrorCode code);
/// "syntax", "semantic", "execution", "document".
KILN_API std::string_view to_string(Phase phase);
/// What the code means, in one line.
KILN_API std::string_view title_of(ErrorCode code);

/// An error of anything.
struct Error {
  ErrorCode code{};     ///< which
  Span span{};          ///< where; {0, 0} if there is no place
  std::string message;  ///< one line, no full stop, names in 'single quotes'
  std::string hint;     ///< what to do about it, or empty: "did you mean 'name'?"
};

/// A value, or why there is none.
template <class T>
using Expected = std::expected<T, Error>;

/// An error to return where an Expected is.
inline std::unexpected<Error> fail(ErrorCode code, std::string message, Span span = {},
                                   std::string hint = {}) {
  return std::unexpected(Error{code, span, std::move(message), std::move(hint)});
}

/// How grave what the compiler has to say is.
enum class Severity : std::uint8_t {
  Error,    ///< the expression cannot be compiled
  Warning,  ///< it can, and is probably not what was meant
  Note,     ///< beside one of the others
};

/// "error", "warning", "note".
KILN_API std::string_view to_string(Severity severity);

/// One thing that the compiler has to say.
struct Diagnostic {
  Severity severity = Severity::Error;  ///< how grave it is
  Error error;                          ///< code, span, message, hint
};

/// What the compiler has to say about a text, in the order of the text.
class KILN_API Diagnostics {
 public:
  Diagnostics() = default;
  /// Keeps at most `limit` errors and as many warnings and notes; what is added beyond is dropped.
  explicit Diagnostics(std::size_t limit) : limit_(limit) {}
  /// One error.
  explicit Diagnostics(Error error) noexcept;

  /// Adds one at the end.
  void add(Severity severity, Error error);
  /// Whether there is an error among them.
  bool has_errors() const { return error_count_ > 0; }
  /// How many errors there are.
  std::size_t error_count() const { return error_count_; }
  /// Whether there is nothing to say.
  bool empty() const { return items_.empty(); }
  /// All of them. Where there was no memory for them, they are missing here: first_error() is not.
  const std::vector<Diagnostic>& items() const { return items_; }
  /// The first error. REQUIRES: has_errors().
  const Error& first_error() const;
  /// Into the order of the text; what starts at one place keeps its order.
  void sort_by_position();

 private:
  std::vector<Diagnostic> items_;
  std::size_t error_count_ = 0;
  std::size_t limit_ = SIZE_MAX;
};

/// How render() writes.
struct RenderOptions {
  bool colour = false;       ///< ANSI escapes
  std::size_t columns = 80;  ///< of the terminal; long lines are cut around the span
};

/// For a reader:
///
///     error[K0213]: 'Patient' has no element 'nmae'
///       1 | Patient.nmae.given
///         |         ^~~~ did you mean 'name'?
KILN_API std::string render(const Diagnostic& diagnostic, std::string_view source,
                            const RenderOptions& options = {});
/// All of them, one below the other.
KILN_API std::string render(const Diagnostics& diagnostics, std::string_view source,
                            const RenderOptions& options = {});

}  // namespace kiln
