#include "runtime/document/json_index.h"

#include <simdjson.h>

#include "runtime/document/text_encoding.h"

namespace kiln::core {
namespace {

Error error_at(ErrorCode code, std::size_t start, std::size_t end, std::string message) {
  return {code,
          {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)},
          std::move(message),
          {}};
}

/// Why simdjson refused the text: it says what is wrong, but not where.
Error find_error(std::string_view text, simdjson::error_code status) {
  const std::size_t size = text.size();
  if (auto error = find_encoding_error(text)) return *std::move(error);
  std::size_t open = size;  // the quote that opened the string we are in
  for (std::size_t at = 0; at < size; ++at) {
    const char c = text[at];
    const bool inside = open != size;
    if (c == '"') {
      open = inside ? size : at;
    } else if (c == '\\') {
      if (!inside) return error_at(ErrorCode::JsonSyntax, at, at + 1, "'\\' outside of a string");
      ++at;
    } else if (inside && static_cast<unsigned char>(c) < 0x20) {
      return error_at(ErrorCode::JsonSyntax, at, at + 1,
                      "control character in a string: it must be written as an escape");
    }
  }
  if (open != size)
    return error_at(ErrorCode::JsonSyntax, open, size, "string without its closing quote");
  return error_at(ErrorCode::JsonSyntax, size, size,
                  status == simdjson::EMPTY ? "the document is empty" : "not well-formed JSON");
}

}  // namespace

struct JsonIndex::Impl {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> stage;
};

JsonIndex::JsonIndex() : impl_(std::make_unique<Impl>()) {}
JsonIndex::~JsonIndex() = default;
JsonIndex::JsonIndex(JsonIndex&&) noexcept = default;
JsonIndex& JsonIndex::operator=(JsonIndex&&) noexcept = default;

Expected<std::span<std::uint32_t>> JsonIndex::build(std::string_view text) {
  auto& stage = impl_->stage;
  simdjson::error_code status = simdjson::SUCCESS;
  if (stage == nullptr) {
    constexpr std::size_t kUnusedDepth =
        1;  // nesting is the second stage's business, which is ours
    status = simdjson::get_active_implementation()->create_dom_parser_implementation(
        text.size(), kUnusedDepth, stage);
  } else if (stage->capacity() < text.size()) {
    status = stage->set_capacity(text.size());
  }
  if (status != simdjson::SUCCESS)
    return fail(ErrorCode::MemoryLimit, "no memory for the index of the document");
  status = stage->stage1(reinterpret_cast<const std::uint8_t*>(text.data()), text.size(),
                         simdjson::stage1_mode::regular);
  if (status != simdjson::SUCCESS) return std::unexpected(find_error(text, status));
  return std::span(stage->structural_indexes.get(), stage->n_structural_indexes);
}

}  // namespace kiln::core
