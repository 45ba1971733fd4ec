#include "runtime/profile/store.h"

#include <zlib.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>

#include "runtime/diagnostic/try.h"
#include "runtime/document/position.h"
#include "runtime/profile/members.h"

namespace kiln::core {

namespace {

constexpr std::string_view kResourceType = "StructureDefinition";
constexpr std::size_t kMaxLineBytes = 64U << 20;

/// Quick test that keeps other resources of a package from being parsed.
bool may_define(std::string_view text) {
  return text.find(kResourceType) != std::string_view::npos;
}

std::unexpected<Error> unreadable(const std::filesystem::path& path) {
  return fail(ErrorCode::FileUnreadable, "cannot read '" + path.string() + "'");
}

std::unexpected<Error> in_file(Error error, const std::string& place) {
  error.message = place + ": " + error.message;
  return std::unexpected(std::move(error));
}

/// A text of a file, which begins in the line with this number. Errors say where it is wrong.
Expected<Document> parse(std::string_view text, const std::filesystem::path& file,
                         std::size_t line) {
  auto document = Document::parse_json(text);
  if (document) return document;
  const std::uint32_t offset = document.error().span.start;
  return in_file(std::move(document).error(), place_of(file.string(), text, offset, line));
}

/// Reads lines of a plain or compressed file.
class LineReader {
 public:
  explicit LineReader(const std::filesystem::path& path) : file_(gzopen(path.c_str(), "rb")) {}
  ~LineReader() {
    if (file_ != nullptr) gzclose(file_);
  }
  LineReader(const LineReader&) = delete;
  LineReader& operator=(const LineReader&) = delete;

  bool is_open() const { return file_ != nullptr; }

  /// The next line without its end; nothing at the end of the file.
  Expected<std::optional<std::string>> next() {
    std::string line;
    for (;;) {
      const std::size_t end = buffer_.find('\n', used_);
      line.append(buffer_, used_, end == std::string::npos ? end : end - used_);
      if (line.size() > kMaxLineBytes)
        return fail(ErrorCode::InvalidRecord, "the line is longer than 64 MiB");
      if (end != std::string::npos) {
        used_ = end + 1;
        return line;
      }
      buffer_.resize(1U << 16);
      const int count = gzread(file_, buffer_.data(), static_cast<unsigned>(buffer_.size()));
      if (count < 0) return fail(ErrorCode::FileUnreadable, "the compressed data is damaged");
      buffer_.resize(static_cast<std::size_t>(count));
      used_ = 0;
      if (count == 0) return line.empty() ? std::nullopt : std::optional(std::move(line));
    }
  }

 private:
  gzFile file_;
  std::string buffer_;
  std::size_t used_ = 0;
};

}  // namespace

Expected<std::size_t> ProfileStore::add(Document document) {
  const auto shared = std::make_shared<const Document>(std::move(document));
  std::vector<NodeIndex> resources{0};
  if (shared->resource_type(0) == "Bundle") {
    resources.clear();
    for (NodeIndex entry : member_items(*shared, 0, name::entry)) {
      const NodeIndex resource = member(*shared, entry, name::resource);
      if (resource != kNoNode) resources.push_back(resource);
    }
  }
  std::vector<std::unique_ptr<const StructureDefinition>> read;
  for (NodeIndex resource : resources) {
    if (shared->resource_type(resource) != kResourceType) continue;
    KILN_TRY(auto definition, StructureDefinition::read(shared, resource));
    read.push_back(std::move(definition));
  }
  for (auto& definition : read) {
    const std::string url(definition->url);
    by_canonical_[url] = definition.get();
    if (!definition->version.empty())
      by_canonical_[url + "|" + std::string(definition->version)] = definition.get();
    definitions_.push_back(std::move(definition));
  }
  return read.size();
}

Expected<std::size_t> ProfileStore::add_json(std::string_view text) {
  KILN_TRY(Document document, Document::parse_json(text));
  return add(std::move(document));
}

Expected<std::size_t> ProfileStore::load_package(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::path root = folder / "package";
  if (!std::filesystem::is_directory(root, error)) root = folder;
  std::vector<std::filesystem::path> files;
  for (std::filesystem::directory_iterator it(root, error), end; !error && it != end;
       it.increment(error))
    if (it->path().extension() == ".json") files.push_back(it->path());
  if (error) return unreadable(root);
  std::ranges::sort(files);

  std::size_t added = 0;
  for (const std::filesystem::path& file : files) {
    std::ifstream stream(file, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(stream), {});
    if (!stream) return unreadable(file);
    if (!may_define(text)) continue;
    KILN_TRY(Document document, parse(text, file, 1));
    const auto count = add(std::move(document));
    if (!count) return in_file(count.error(), file.string());
    added += *count;
  }
  return added;
}

Expected<std::size_t> ProfileStore::load_ndjson(const std::filesystem::path& file) {
  LineReader lines(file);
  if (!lines.is_open()) return unreadable(file);
  std::size_t added = 0;
  for (std::size_t number = 1;; ++number) {
    const auto place = [&] { return file.string() + ":" + std::to_string(number); };
    const auto line = lines.next();
    if (!line) return in_file(line.error(), place());
    if (!*line) return added;
    if (!may_define(**line)) continue;
    KILN_TRY(Document document, parse(**line, file, number));
    const auto count = add(std::move(document));
    if (!count) return in_file(count.error(), place());
    added += *count;
  }
}

const StructureDefinition* ProfileStore::find(std::string_view canonical) const {
  const auto found = by_canonical_.find(canonical);
  return found == by_canonical_.end() ? nullptr : found->second;
}

const StructureDefinition* ProfileStore::find_type(std::string_view name) const {
  return find(std::string(kCoreDefinitions) + std::string(name));
}

Node element_definition(const ProfileStore& store, const Model& model, const Node& node,
                        TypeId root_type) {
  const auto item = [&](const StructureDefinition& definition, const ElementDefinition& element) {
    return Node{definition.document.get(), element.node, model.find_type("ElementDefinition")};
  };
  if (node.document == nullptr || node.type == kNoType || is_system_type(node.type)) return {};

  const Document& document = *node.document;
  NodeIndex parent = document.parent(node.index);
  while (parent != kNoNode && document.kind(parent) == NodeKind::Array)
    parent = document.parent(parent);
  if (parent == kNoNode || model.kind(node.type) == TypeKind::Resource) {
    const StructureDefinition* type = store.find_type(model.name(node.type));
    return type != nullptr && type->has_snapshot() ? item(*type, type->elements[0]) : Node{};
  }
  const TypeId owner = type_of(document, &model, parent, root_type);
  if (owner == kNoType) return {};
  // A backbone element's type is named by its path: `Patient.contact` in the definition of Patient.
  const std::string_view path = model.name(owner);
  const StructureDefinition* type = store.find_type(path.substr(0, path.find('.')));
  if (type == nullptr) return {};
  const ElementDefinition* element =
      type->find_path(std::string(path) + "." + std::string(element_name(&model, node)));
  return element != nullptr ? item(*type, *element) : Node{};
}

}  // namespace kiln::core
