#include "runtime/document/json_parser.h"

#include <algorithm>
#include <exception>
#include <span>
#include <string>

#include "runtime/document/json_index.h"
#include "runtime/document/json_tape.h"
#include "runtime/document/raw_tape.h"

namespace kiln::core {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::uint64_t kLargestText = kNoNode - 1;

/// How many nodes write_json_tape() makes of well-formed JSON.
std::uint64_t count_nodes(std::string_view text, std::span<const std::uint32_t> places) {
  std::uint64_t nodes = 1;
  for (std::size_t i = 0; i + 1 < places.size(); ++i) {
    const char c = text[places[i]];
    const char behind = text[places[i + 1]];
    if (c == ',' || (c == '[' && behind != ']') || (c == '{' && behind != '}')) ++nodes;
  }
  return nodes;
}

}  // namespace

struct JsonParser::Impl {
  DocumentLimits limits;
  JsonIndex index;
  RawTape tape;

  Expected<Document> parse(std::string_view text, bool copy) {
    if (text.size() > std::min(limits.max_bytes, kLargestText))
      return fail(ErrorCode::DocumentTooLarge,
                  "document of " + std::to_string(text.size()) + " bytes: at most " +
                      std::to_string(std::min(limits.max_bytes, kLargestText)) + " are allowed");
    if (text.starts_with(kByteOrderMark)) {
      std::string unmarked(text);  // spaces for the mark keep every offset as it is
      unmarked.replace(0, kByteOrderMark.size(), kByteOrderMark.size(), ' ');
      return parse(unmarked, true);
    }
    try {
      return parse_checked(text, copy);
    } catch (const std::exception&) {  // of the containers: nothing else here throws
      return fail(ErrorCode::MemoryLimit, "no memory for the document");
    }
  }

  Expected<Document> parse_checked(std::string_view text, bool copy) {
    tape.clear();
    const auto places = index.build(text);
    if (!places) return std::unexpected(places.error());
    const std::uint64_t most = most_nodes(limits);
    if (places->size() > most && count_nodes(text, *places) > most)
      return fail(ErrorCode::DocumentTooLarge,
                  "document of more than " + std::to_string(most) + " nodes");
    if (auto error = write_json_tape(text, *places, limits.max_depth, tape))
      return std::unexpected(std::move(*error));
    return tape.finish(text, copy);
  }
};

JsonParser::JsonParser(const DocumentLimits& limits) : impl_(std::make_unique<Impl>()) {
  impl_->limits = limits;
}
JsonParser::JsonParser(JsonParser&&) noexcept = default;
JsonParser& JsonParser::operator=(JsonParser&&) noexcept = default;
JsonParser::~JsonParser() = default;

Expected<Document> JsonParser::parse(std::string_view text) {
  return impl_->parse(text, true);
}
Expected<Document> JsonParser::borrow(std::string_view text) {
  return impl_->parse(text, false);
}

Expected<Document> Document::parse_json(std::string_view text, const DocumentLimits& limits) {
  return JsonParser(limits).parse(text);
}

Expected<Document> Document::borrow_json(std::string_view text, const DocumentLimits& limits) {
  return JsonParser(limits).borrow(text);
}

}  // namespace kiln::core
