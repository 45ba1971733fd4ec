// ParametersWriter: builds a Parameters resource, the answer of most terminology operations.
#pragma once

#include <string_view>

#include "runtime/document/builder.h"

namespace kiln::core::terminology {

/// parameter and part have the same shape: name, and value[x] or parts. A value that is empty
/// writes nothing.
class ParametersWriter {
 public:
  ParametersWriter();

  void boolean(std::string_view name, bool value);
  /// `type` is the capitalised name in value[x]: "String", "Code", "Uri".
  void text(std::string_view name, std::string_view type, std::string_view value);
  void coding(std::string_view name, std::string_view system, std::string_view version,
              std::string_view code, std::string_view display);

  /// What follows are parts of this parameter, until end_parts().
  void begin_parts(std::string_view name);
  void end_parts();

  /// For a value that no other function writes: the object is open behind its name.
  DocumentBuilder& begin_value(std::string_view name);
  void end_value();

  Expected<Document> finish() &&;

 private:
  DocumentBuilder builder_;
};

/// Writes a string member, unless it is empty.
void write_member(DocumentBuilder& builder, std::string_view name, std::string_view value);

}  // namespace kiln::core::terminology
