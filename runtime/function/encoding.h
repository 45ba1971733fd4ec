// encode(), decode(), escape() and unescape() (§5.7.1-4).
//
// A format or target that the specification does not list is ArgumentValue, with the known ones in
// the message; names are compared exactly. Inputs and results are well-formed UTF-8, and a result
// is at most ten times as long as its input. `buffer` is memory for the result; what stands in it
// does not matter.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "runtime/diagnostic/error.h"

namespace kiln::core::strings {

/// `format`: hex, base64, urlbase64 or ascii.
Expected<std::string> encode(std::string_view text, std::string_view format,
                             std::string buffer = {});

/// `format`: hex (either case), base64 or urlbase64. Nothing if the text is not in that encoding or
/// does not decode to UTF-8. Base 64: white space is skipped, as the lexical space of FHIR's
/// base64Binary has it; padding may be left out altogether; the unused bits at the end are zero.
Expected<std::optional<std::string>> decode(std::string_view text, std::string_view format,
                                            std::string buffer = {});

/// `target`: html or json. For html: < > & " ' as references, and characters above 127 as decimal
/// ones. For json: the escapes of §4.1.2 that JSON has, \u00XX for other control characters.
Expected<std::string> escape(std::string_view text, std::string_view target,
                             std::string buffer = {});

/// The inverse of escape(), which also knows what others write: the character entities of HTML 4,
/// &apos;, decimal and hexadecimal references; the escapes of JSON with surrogate pairs. What is no
/// well-formed reference or escape stays as it is.
Expected<std::string> unescape(std::string_view text, std::string_view target,
                               std::string buffer = {});

/// The character that the reference `&name;` of HTML 4 stands for ("amp", "#38", "#x26"), never
/// U+0000; nothing if there is none.
std::optional<char32_t> html_character(std::string_view name);

}  // namespace kiln::core::strings
