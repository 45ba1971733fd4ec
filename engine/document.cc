#include <kiln/document.h>

#include <utility>

#include "engine/no_throw.h"
#include "runtime/document/builder.h"
#include "runtime/document/json_parser.h"

namespace kiln {
namespace {

/// A handle of what `read` gives.
template <class Read>
Expected<Document> handle_of(Read read) noexcept {
  return guarded([&]() -> Expected<Document> {
    Expected<core::Document> document = read();
    if (!document) return std::unexpected(std::move(document).error());
    return Document(std::make_shared<const core::Document>(*std::move(document)));
  });
}

/// nullptr if there is no memory for one.
template <class T>
std::unique_ptr<T> made(const DocumentLimits& limits) noexcept {
  auto object =
      guarded([&]() -> Expected<std::unique_ptr<T>> { return std::make_unique<T>(limits); });
  return object ? *std::move(object) : nullptr;
}

/// Gives a builder its next part. Without a builder it does nothing.
template <class Part>
void add(std::unique_ptr<core::DocumentBuilder>& builder, bool& out_of_memory, Part part) noexcept {
  if (builder == nullptr) return;
  const auto added = guarded([&]() -> Expected<void> {
    part(*builder);
    return {};
  });
  if (added) return;
  out_of_memory = true;
  builder.reset();
}

}  // namespace

Document::Document(std::shared_ptr<const core::Document> impl) noexcept : impl_(std::move(impl)) {}

Expected<Document> Document::parse_json(std::string_view text, const DocumentLimits& limits) {
  return handle_of([&] { return core::Document::parse_json(text, limits); });
}

Expected<Document> Document::borrow_json(std::string_view text, const DocumentLimits& limits) {
  return handle_of([&] { return core::Document::borrow_json(text, limits); });
}

Expected<Document> Document::parse_xml(std::string_view text, Fhir version,
                                       const DocumentLimits& limits) {
  return handle_of([&] { return core::Document::parse_xml(text, version, limits); });
}

std::string Document::to_json() const {
  return impl_->to_json();
}

std::string_view Document::resource_type() const noexcept {
  return impl_->resource_type(0);
}

std::size_t Document::bytes() const noexcept {
  return impl_->bytes();
}

JsonParser::JsonParser(const DocumentLimits& limits) : impl_(made<core::JsonParser>(limits)) {}
JsonParser::JsonParser(JsonParser&&) noexcept = default;
JsonParser& JsonParser::operator=(JsonParser&&) noexcept = default;
JsonParser::~JsonParser() = default;

Expected<Document> JsonParser::parse(std::string_view text) {
  if (impl_ == nullptr) return std::unexpected(out_of_memory());
  return handle_of([&] { return impl_->parse(text); });
}

Expected<Document> JsonParser::borrow(std::string_view text) {
  if (impl_ == nullptr) return std::unexpected(out_of_memory());
  return handle_of([&] { return impl_->borrow(text); });
}

DocumentBuilder::DocumentBuilder(const DocumentLimits& limits)
    : impl_(made<core::DocumentBuilder>(limits)), out_of_memory_(impl_ == nullptr) {}
DocumentBuilder::DocumentBuilder(DocumentBuilder&&) noexcept = default;
DocumentBuilder& DocumentBuilder::operator=(DocumentBuilder&&) noexcept = default;
DocumentBuilder::~DocumentBuilder() = default;

void DocumentBuilder::begin_object() {
  add(impl_, out_of_memory_, [](core::DocumentBuilder& builder) { builder.begin_object(); });
}

void DocumentBuilder::end_object() {
  add(impl_, out_of_memory_, [](core::DocumentBuilder& builder) { builder.end_object(); });
}

void DocumentBuilder::begin_array() {
  add(impl_, out_of_memory_, [](core::DocumentBuilder& builder) { builder.begin_array(); });
}

void DocumentBuilder::end_array() {
  add(impl_, out_of_memory_, [](core::DocumentBuilder& builder) { builder.end_array(); });
}

void DocumentBuilder::key(std::string_view name) {
  add(impl_, out_of_memory_, [&](core::DocumentBuilder& builder) { builder.key(name); });
}

void DocumentBuilder::string(std::string_view decoded) {
  add(impl_, out_of_memory_, [&](core::DocumentBuilder& builder) { builder.string(decoded); });
}

void DocumentBuilder::number(std::string_view lexeme) {
  add(impl_, out_of_memory_, [&](core::DocumentBuilder& builder) { builder.number(lexeme); });
}

void DocumentBuilder::boolean(bool value) {
  add(impl_, out_of_memory_, [&](core::DocumentBuilder& builder) { builder.boolean(value); });
}

void DocumentBuilder::null() {
  add(impl_, out_of_memory_, [](core::DocumentBuilder& builder) { builder.null(); });
}

Expected<Document> DocumentBuilder::finish() && {
  if (out_of_memory_) return std::unexpected(out_of_memory());
  return handle_of([&]() -> Expected<core::Document> {
    if (impl_ == nullptr) {
      return fail(ErrorCode::BuilderMisuse, "the document is finished already");
    }
    const auto builder = std::move(impl_);
    return std::move(*builder).finish();
  });
}

}  // namespace kiln
