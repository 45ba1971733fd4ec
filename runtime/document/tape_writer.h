// Writes a raw tape call by call: what DocumentBuilder and the XML reader share. Private to this
// room.
//
// After the first error every call does nothing; finish() returns it.
#pragma once

#include <optional>
#include <string_view>

#include "runtime/document/raw_tape.h"

namespace kiln::core {

class TapeWriter {
 public:
  /// `source` is the text that offsets and slices refer to; it must outlive the writer.
  explicit TapeWriter(const DocumentLimits& limits, std::string_view source = {});

  /// `at` is the offset in the source, everywhere. `kind` is Object or Array.
  void begin(NodeKind kind, std::uint32_t at = 0);
  void end(NodeKind kind);
  void key(std::string_view name);
  /// A slice of the source is referred to, any other text copied. For Null it does not matter.
  void scalar(NodeKind kind, std::string_view text, std::uint32_t at = 0);
  void copy(const Document& from, NodeIndex node);

  void set_error(Error error);
  bool failed() const { return error_.has_value(); }

  /// Copies the source into the Document.
  Expected<Document> finish() &&;

 private:
  /// Takes the pending key for a value that starts now; false if none may.
  bool begin_value(NameId& key);
  void misuse(std::string_view message);
  std::uint32_t place(std::string_view text, std::uint32_t at);
  void check_depth(std::size_t depth);

  RawTape tape_;
  DocumentLimits limits_;
  std::string_view source_;
  NodeIndex container_ = kNoNode;  ///< the innermost open one
  std::uint32_t depth_ = 0;
  std::optional<NameId> key_;  ///< of the next member
  std::optional<Error> error_;
};

}  // namespace kiln::core
