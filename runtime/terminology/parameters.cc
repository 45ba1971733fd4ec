#include "runtime/terminology/parameters.h"

#include <string>

namespace kiln::core::terminology {

void write_member(DocumentBuilder& builder, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  builder.key(name);
  builder.string(value);
}

ParametersWriter::ParametersWriter() {
  builder_.begin_object();
  write_member(builder_, "resourceType", "Parameters");
  builder_.key("parameter");
  builder_.begin_array();
}

DocumentBuilder& ParametersWriter::begin_value(std::string_view name) {
  builder_.begin_object();
  write_member(builder_, "name", name);
  return builder_;
}

void ParametersWriter::end_value() {
  builder_.end_object();
}

void ParametersWriter::boolean(std::string_view name, bool value) {
  begin_value(name).key("valueBoolean");
  builder_.boolean(value);
  end_value();
}

void ParametersWriter::text(std::string_view name, std::string_view type, std::string_view value) {
  if (value.empty()) return;
  write_member(begin_value(name), "value" + std::string(type), value);
  end_value();
}

void ParametersWriter::coding(std::string_view name, std::string_view system,
                              std::string_view version, std::string_view code,
                              std::string_view display) {
  begin_value(name).key("valueCoding");
  builder_.begin_object();
  write_member(builder_, "system", system);
  write_member(builder_, "version", version);
  write_member(builder_, "code", code);
  write_member(builder_, "display", display);
  builder_.end_object();
  end_value();
}

void ParametersWriter::begin_parts(std::string_view name) {
  begin_value(name).key("part");
  builder_.begin_array();
}

void ParametersWriter::end_parts() {
  builder_.end_array();
  end_value();
}

Expected<Document> ParametersWriter::finish() && {
  builder_.end_array();
  builder_.end_object();
  return std::move(builder_).finish();
}

}  // namespace kiln::core::terminology
