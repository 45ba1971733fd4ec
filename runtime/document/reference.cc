#include "runtime/document/reference.h"

#include <boost/container/small_vector.hpp>
#include <memory>
#include <random>
#include <unordered_map>

#include "model/names.h"
#include "runtime/document/document_storage.h"
#include "runtime/text/ascii.h"

namespace kiln::core {
namespace {

/// What a resource is found by, within a scope: the Bundle, or for contained ids the container.
struct Key {
  enum class Kind : std::uint8_t { Contained, FullUrl, TypeAndId, Unlocated, Canonical } kind;
  NodeIndex scope;
  std::string_view text;     ///< id, fullUrl, url
  std::string_view type;     ///< TypeAndId, Unlocated
  std::string_view version;  ///< meta.versionId, or `version` for Canonical; "": any

  friend bool operator==(const Key&, const Key&) = default;
};

/// Seeded, so that nobody can prepare a Bundle whose keys all collide.
class KeyHash {
 public:
  explicit KeyHash(std::uint64_t seed) : seed_(seed) {}

  std::size_t operator()(const Key& key) const {
    std::uint64_t state =
        mix(seed_, std::uint64_t{key.scope} << 8 | static_cast<unsigned>(key.kind));
    for (const std::string_view part : {key.text, key.type, key.version}) {
      for (std::size_t i = 0; i < part.size(); i += 8) {
        std::uint64_t word = 0;
        part.substr(i, 8).copy(reinterpret_cast<char*>(&word), 8);
        state = mix(state, word);
      }
      state = mix(state, part.size());
    }
    return static_cast<std::size_t>(state);
  }

 private:
  std::uint64_t mix(std::uint64_t state, std::uint64_t word) const {
    constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15u;
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(state ^ word) * ((seed_ ^ kOdd) | 1);
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64) ^
           (state << 32 | state >> 32);
  }

  std::uint64_t seed_;
};

bool is_type_name(std::string_view text) {
  return !text.empty() && text[0] >= 'A' && text[0] <= 'Z' &&
         std::ranges::all_of(text, ascii::is_letter);
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return ascii::is_letter(c) || ascii::is_digit(c) || c == '-' || c == '.';
  });
}

/// "http://server/fhir/Patient/1/_history/2" in its parts; `type` is "" if it is no RESTful one.
struct RestReference {
  std::string_view root;  ///< up to the type: "http://server/fhir/"; "" for a relative one
  std::string_view type;
  std::string_view id;
  std::string_view version;  ///< "" if it has none
  std::string_view unversioned;
};

RestReference split(std::string_view text) {
  constexpr std::string_view kHistory = "/_history/";
  RestReference parts;
  if (const std::size_t at = text.rfind(kHistory); at != std::string_view::npos) {
    parts.version = text.substr(at + kHistory.size());
    if (!is_id(parts.version)) return {};
    text = text.substr(0, at);
  }
  const std::size_t id = text.rfind('/');
  if (id == std::string_view::npos || id == 0) return {};
  const std::size_t before_type = text.rfind('/', id - 1);
  const std::size_t type = before_type == std::string_view::npos ? 0 : before_type + 1;
  parts.root = text.substr(0, type);
  parts.id = text.substr(id + 1);
  const std::string_view type_name = text.substr(type, id - type);
  const bool has_base = parts.root.empty() || parts.root.find("://") != std::string_view::npos;
  if (!has_base || !is_id(parts.id) || !is_type_name(type_name)) return {};
  parts.type = type_name;
  parts.unversioned = text;
  return parts;
}

bool is_restful(const RestReference& parts) {
  return !parts.type.empty() && !parts.root.empty();
}

/// The entry of a Bundle, as an object, and the Bundle.
struct Entry {
  NodeIndex node = kNoNode;
  NodeIndex bundle = kNoNode;
};

Entry entry_of_resource(const Document& document, NodeIndex resource) {
  const NodeIndex entry = document.owner(resource);
  if (entry == kNoNode || document.key(entry) != name::entry) return {};
  const NodeIndex bundle = document.owner(entry);
  if (bundle == kNoNode || document.resource_type(bundle) != "Bundle") return {};
  return {entry, bundle};
}

}  // namespace

/// Contained ids per resource, Bundle entries by fullUrl, by "Type/id" and by canonical url.
/// Immutable. The texts of its keys are those of the document.
class ReferenceIndex {
 public:
  explicit ReferenceIndex(const Document& document)
      : found_(0, KeyHash(std::uint64_t{std::random_device{}()} << 32 | std::random_device{}())) {
    for (NodeIndex node = 0; node < document.size(); ++node) {
      if (document.kind(node) != NodeKind::Object) continue;
      if (document.key(node) == name::contained)
        add_contained(document, node);
      else if (document.key(node) == name::resource)
        add_entry(document, node);
    }
  }

  NodeIndex find(const Key& key) const {
    const auto place = found_.find(key);
    return place == found_.end() ? kNoNode : place->second;
  }

 private:
  using Kind = Key::Kind;

  /// The first of several with one key counts.
  void add(Key key, NodeIndex node) {
    found_.emplace(key, node);
    if (std::exchange(key.version, {}) != "") found_.emplace(key, node);
  }

  void add_contained(const Document& document, NodeIndex node) {
    const std::string_view id = document.member_text(node, name::id);
    const NodeIndex container = document.owner(node);
    if (!id.empty() && container != kNoNode) add({Kind::Contained, container, id, {}, {}}, node);
  }

  void add_entry(const Document& document, NodeIndex resource) {
    const Entry entry = entry_of_resource(document, resource);
    if (entry.node == kNoNode) return;
    const NodeIndex meta = document.find(resource, name::meta);
    const std::string_view version = meta != kNoNode && document.kind(meta) == NodeKind::Object
                                         ? document.member_text(meta, name::versionId)
                                         : std::string_view{};
    const std::string_view full_url = document.member_text(entry.node, name::fullUrl);
    const std::string_view type = document.resource_type(resource);
    const std::string_view id = document.member_text(resource, name::id);
    const std::string_view url = document.member_text(resource, name::url);
    if (!full_url.empty()) add({Kind::FullUrl, entry.bundle, full_url, {}, version}, resource);
    if (!id.empty()) {
      add({Kind::TypeAndId, entry.bundle, id, type, version}, resource);
      if (!is_restful(split(full_url)))
        add({Kind::Unlocated, entry.bundle, id, type, version}, resource);
    }
    if (!url.empty())
      add({Kind::Canonical, entry.bundle, url, {}, document.member_text(resource, name::version)},
          resource);
  }

  std::unordered_map<Key, NodeIndex, KeyHash> found_;
};

namespace {

/// One document while something is looked up in it.
struct Lookup {
  using Kind = Key::Kind;

  const Document& document;
  const Model* model;
  const ReferenceIndex& index = document.references();

  /// The innermost Bundle entry around a node.
  Entry entry_around(NodeIndex node) const {
    for (; node != kNoNode; node = document.owner(node))
      if (document.key(node) == name::resource)
        if (const Entry entry = entry_of_resource(document, node); entry.node != kNoNode)
          return entry;
    return {};
  }

  /// The resource around a node that may contain others: not a contained one itself.
  NodeIndex container_of(const Node& from) const {
    NodeIndex node = containing_resource(model, from).index;
    while (document.key(node) == name::contained && document.owner(node) != kNoNode)
      node = document.owner(node);
    return node;
  }

  NodeIndex find_contained(std::string_view id, NodeIndex container) const {
    return id.empty() ? container : index.find({Kind::Contained, container, id, {}, {}});
  }

  /// The innermost Bundle around a node that stands in none of its entries' resources.
  NodeIndex bundle_around(NodeIndex node) const {
    while (node != kNoNode && document.resource_type(node) != "Bundle") node = document.owner(node);
    return node;
  }

  NodeIndex find_relative(const RestReference& wanted, const Entry& from) const {
    if (from.node == kNoNode) return kNoNode;  // relative to nothing
    const RestReference own = split(document.member_text(from.node, name::fullUrl));
    if (!is_restful(own))
      return index.find({Kind::TypeAndId, from.bundle, wanted.id, wanted.type, wanted.version});
    boost::container::small_vector<char, 256> url(own.root.begin(), own.root.end());
    url.insert(url.end(), wanted.unversioned.begin(), wanted.unversioned.end());
    const NodeIndex located =
        index.find({Kind::FullUrl, from.bundle, {url.data(), url.size()}, {}, wanted.version});
    if (located != kNoNode) return located;
    return index.find({Kind::Unlocated, from.bundle, wanted.id, wanted.type, wanted.version});
  }

  NodeIndex find_absolute(std::string_view url, const RestReference& parts,
                          NodeIndex bundle) const {
    const NodeIndex exact = index.find({Kind::FullUrl, bundle, url, {}, {}});
    if (exact != kNoNode) return exact;
    if (!parts.version.empty())
      return index.find({Kind::FullUrl, bundle, parts.unversioned, {}, parts.version});
    const std::size_t bar = url.rfind('|');
    if (bar == std::string_view::npos) return index.find({Kind::Canonical, bundle, url, {}, {}});
    return index.find({Kind::Canonical, bundle, url.substr(0, bar), {}, url.substr(bar + 1)});
  }

  NodeIndex resolve(std::string_view reference, const Node& from) const {
    if (reference.starts_with('#')) return find_contained(reference.substr(1), container_of(from));
    Entry entry = entry_around(from.index);
    if (entry.node == kNoNode) entry.bundle = bundle_around(from.index);
    if (entry.bundle == kNoNode) return kNoNode;
    const std::size_t hash = reference.find('#');
    const std::string_view whole = reference.substr(0, hash);
    const RestReference parts = split(whole);
    const NodeIndex resource = !parts.type.empty() && parts.root.empty()
                                   ? find_relative(parts, entry)
                                   : find_absolute(whole, parts, entry.bundle);
    if (resource == kNoNode || hash == std::string_view::npos) return resource;
    return find_contained(reference.substr(hash + 1), resource);
  }
};

}  // namespace

const ReferenceIndex& Document::references() const {
  std::call_once(storage_->references_made,
                 [this] { storage_->references = std::make_shared<const ReferenceIndex>(*this); });
  return *storage_->references;
}

Node resolve_reference(const Model* model, std::string_view reference, const Node& from) {
  const Document& document = *from.document;
  const NodeIndex node = Lookup{document, model}.resolve(reference, from);
  if (node == kNoNode) return {};
  return {&document, node, type_of(document, model, node)};
}

}  // namespace kiln::core
