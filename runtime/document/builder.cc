#include "runtime/document/builder.h"

#include "runtime/document/json_lexeme.h"
#include "runtime/document/tape_writer.h"
#include "runtime/text/utf8.h"

namespace kiln::core {

struct DocumentBuilder::Impl {
  explicit Impl(const DocumentLimits& limits) : tape(limits) {}

  TapeWriter tape;

  bool check_utf8(std::string_view text) {
    if (utf8::is_valid(text)) return true;
    tape.set_error({ErrorCode::InvalidUtf8, {}, "text or key is not valid UTF-8", {}});
    return false;
  }
};

DocumentBuilder::DocumentBuilder(const DocumentLimits& limits)
    : impl_(std::make_unique<Impl>(limits)) {}
DocumentBuilder::~DocumentBuilder() = default;
DocumentBuilder::DocumentBuilder(DocumentBuilder&&) noexcept = default;
DocumentBuilder& DocumentBuilder::operator=(DocumentBuilder&&) noexcept = default;

void DocumentBuilder::begin_object() {
  impl_->tape.begin(NodeKind::Object);
}
void DocumentBuilder::end_object() {
  impl_->tape.end(NodeKind::Object);
}
void DocumentBuilder::begin_array() {
  impl_->tape.begin(NodeKind::Array);
}
void DocumentBuilder::end_array() {
  impl_->tape.end(NodeKind::Array);
}

void DocumentBuilder::key(std::string_view name) {
  if (impl_->check_utf8(name)) impl_->tape.key(name);
}

void DocumentBuilder::string(std::string_view decoded) {
  if (impl_->check_utf8(decoded)) impl_->tape.scalar(NodeKind::String, decoded);
}

void DocumentBuilder::number(std::string_view lexeme) {
  if (is_json_number(lexeme))
    impl_->tape.scalar(NodeKind::Number, lexeme);
  else
    impl_->tape.set_error(
        {ErrorCode::BuilderMisuse, {}, "'" + std::string(lexeme) + "' is no JSON number", {}});
}

void DocumentBuilder::boolean(bool value) {
  impl_->tape.scalar(value ? NodeKind::True : NodeKind::False, value ? "true" : "false");
}

void DocumentBuilder::null() {
  impl_->tape.scalar(NodeKind::Null, {});
}

void DocumentBuilder::copy(const Document& from, NodeIndex node) {
  impl_->tape.copy(from, node);
}

Expected<Document> DocumentBuilder::finish() && {
  return std::move(impl_->tape).finish();
}

}  // namespace kiln::core
