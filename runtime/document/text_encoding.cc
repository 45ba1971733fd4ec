#include "runtime/document/text_encoding.h"

#include "runtime/text/utf8.h"

namespace kiln::core {

std::optional<Error> find_encoding_error(std::string_view document) {
  const std::size_t bad = utf8::first_invalid(document);
  if (bad == document.size()) return std::nullopt;
  const auto start = static_cast<std::uint32_t>(bad);
  const bool utf16 = document.starts_with("\xFF\xFE") || document.starts_with("\xFE\xFF");
  return Error{ErrorCode::InvalidUtf8,
               {start, start + 1},
               "the document is not valid UTF-8 here",
               utf16 ? "this looks like UTF-16: save it as UTF-8" : "save it as UTF-8"};
}

}  // namespace kiln::core
