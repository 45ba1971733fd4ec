// JSON text to a Document, straight from simdjson's structural index, with buffers that are reused.
//
//   JsonParser parser;
//   for (std::string_view text : texts) {
//     Expected<Document> document = parser.parse(text);
//     ...
//   }
//
// Strict JSON (RFC 8259) in UTF-8, with one addition: a byte order mark before it is ignored. An
// object with two members of one name is an error, as is an escape of half a surrogate pair; each
// error has its span of bytes in the text (position.h turns it into line and column).
//
// Thread-safety: a parser is for one thread at a time; the Documents it makes do not refer to it.
#pragma once

#include <memory>
#include <string_view>

#include "runtime/document/document.h"

namespace kiln::core {

class JsonParser {
 public:
  explicit JsonParser(const DocumentLimits& limits = {});
  JsonParser(JsonParser&&) noexcept;
  JsonParser& operator=(JsonParser&&) noexcept;
  ~JsonParser();

  /// Copies the text into the Document.
  Expected<Document> parse(std::string_view text);

  /// The Document refers to the text, which must stay unchanged as long as it lives. The text needs
  /// no padding.
  Expected<Document> borrow(std::string_view text);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kiln::core
