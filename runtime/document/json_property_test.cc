// Properties of reading and writing JSON, against nlohmann-json as a second opinion.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "runtime/document/document_equality.h"
#include "runtime/document/json_parser.h"
#include "runtime/document/ndjson.h"
#include "runtime/document/test_dump.h"

namespace kiln::core {
namespace {

using Json = nlohmann::ordered_json;

rc::Gen<std::string> any_text() {
  return rc::gen::container<std::string>(rc::gen::weightedOneOf<char>(
      {{6, rc::gen::inRange('a', 'f')},
       {1, rc::gen::element('"', '\\', '/', '\n', '\x01', ' ', '{')}}));
}

rc::Gen<std::string> any_name() {
  return rc::gen::oneOf(rc::gen::element<std::string>("given", "_given", "name", "extension", "id",
                                                      "_id", "value", "__x", "_", ""),
                        any_text());
}

Json any_scalar() {
  switch (*rc::gen::inRange(0, 5)) {
    case 0:
      return nullptr;
    case 1:
      return *rc::gen::arbitrary<bool>();
    case 2:
      return *rc::gen::inRange(-1000, 1000);
    default:
      return *any_text();
  }
}

Json any_json(int depth) {
  const int kind = depth == 0 ? 0 : *rc::gen::inRange(0, 4);
  if (kind < 2) return any_scalar();
  Json json = kind == 2 ? Json::object() : Json::array();
  const int size = *rc::gen::inRange(0, 5);
  for (int i = 0; i < size; ++i) {
    if (kind == 2)
      json[*any_name()] = any_json(depth - 1);
    else
      json.push_back(any_json(depth - 1));
  }
  return json;
}

/// The `_name` member of a primitive, nullptr for none.
Json any_companion() {
  if (*rc::gen::arbitrary<bool>()) return nullptr;
  Json json = Json::object();
  if (*rc::gen::arbitrary<bool>()) json["id"] = "i";
  if (*rc::gen::arbitrary<bool>())
    json["extension"] =
        Json::array({{{"url", "u"}, {"valueCode", "c"}, {"_valueCode", {{"id", "x"}}}}});
  return json;
}

Document parse(const std::string& text) {
  auto document = Document::parse_json(text);
  RC_ASSERT(document.has_value());
  return std::move(*document);
}

void check_invariants(const Document& document) {
  RC_ASSERT(document.parent(0) == kNoNode);
  RC_ASSERT(document.end(0) == document.size());
  for (NodeIndex node = 0; node < document.size(); ++node) {
    RC_ASSERT(document.end(node) > node);
    if (!document.is_container(node)) continue;
    std::uint32_t children = 0;
    NodeIndex last = kNoNode;
    for (NodeIndex child = document.first_child(node); child != kNoNode;
         child = document.next(child)) {
      RC_ASSERT(document.parent(child) == node);
      if (document.kind(node) == NodeKind::Array) {
        RC_ASSERT(document.key(child) == document.key(node));
      } else if (document.key(child) == kValueKey) {
        RC_ASSERT(document.kind(node) == NodeKind::Primitive && child == node + 1);
      } else {
        RC_ASSERT(document.find(node, document.key(child)) == child);
        RC_ASSERT(document.kind(child) != NodeKind::Null);
      }
      last = child;
      ++children;
    }
    RC_ASSERT(children == document.count(node));
    RC_ASSERT(document.end(node) == (last == kNoNode ? node + 1 : document.end(last)));
  }
}

RC_GTEST_PROP(JsonProperty, PrintedDocumentsAreReadAsTheSame, ()) {
  const Document document = parse(any_json(4).dump(*rc::gen::element(-1, 2)));
  check_invariants(document);
  const std::string printed = document.to_json();
  const Document again = parse(printed);
  RC_ASSERT(dump(again) == dump(document));
  RC_ASSERT(again.to_json() == printed);
}

RC_GTEST_PROP(JsonProperty, WithoutNullsAndUnderscoresNothingChanges, ()) {
  std::string text = any_json(4).dump();
  std::erase(text, '_');
  for (std::size_t at; (at = text.find("null")) != std::string::npos;) text.replace(at, 4, "1234");
  Json expected;
  try {
    expected = Json::parse(text);
  } catch (const Json::exception&) {
    RC_DISCARD("an escape fell apart");
  }
  const auto document = Document::parse_json(text);
  if (!document && document.error().code == ErrorCode::DuplicateMember) RC_DISCARD("duplicate");
  RC_ASSERT(document.has_value());
  RC_ASSERT(Json::parse(document->to_json()) == expected);
}

RC_GTEST_PROP(JsonProperty, PrimitivesAndTheirSiblingsAreRestored, ()) {
  Json values = Json::array();
  Json companions = Json::array();
  const int size = *rc::gen::inRange(1, 6);
  for (int i = 0; i < size; ++i) {
    const Json companion = any_companion();
    const bool has_value = companion.is_null() || *rc::gen::arbitrary<bool>();
    values.push_back(has_value ? Json("v" + std::to_string(i)) : Json(nullptr));
    companions.push_back(companion);
  }
  const bool any_value = std::ranges::any_of(values, [](const Json& v) { return !v.is_null(); });
  const bool any_extra =
      std::ranges::any_of(companions, [](const Json& c) { return !c.is_null(); });
  Json member;
  if (any_value) member["given"] = values;
  if (any_extra) member["_given"] = companions;
  const Document document = parse(member.dump());
  RC_ASSERT(Json::parse(document.to_json()) == member);
  RC_ASSERT(document.count(1) == static_cast<std::uint32_t>(size));

  // The siblings in the other order, and nulls at the ends that say nothing.
  Json swapped;
  if (any_extra) swapped["_given"] = companions;
  if (any_value) swapped["given"] = values;
  RC_ASSERT(canonical(parse(swapped.dump())) == canonical(document));
  if (any_value && any_extra) {
    while (swapped["_given"].back().is_null())
      swapped["_given"].erase(swapped["_given"].size() - 1);
    if (swapped["_given"].size() == static_cast<std::size_t>(size))
      while (swapped["given"].back().is_null()) swapped["given"].erase(swapped["given"].size() - 1);
    RC_ASSERT(canonical(parse(swapped.dump())) == canonical(document));
  }
}

bool is_json(const std::string& text) {
  try {
    return !nlohmann::json::parse(text).is_discarded();
  } catch (const nlohmann::json::out_of_range&) {
    return true;  // a number that no double holds
  } catch (const nlohmann::json::exception&) {
    return false;
  }
}

RC_GTEST_PROP(JsonProperty, MutatedTextIsAcceptedExactlyIfItIsJson, ()) {
  std::string text = any_json(4).dump(*rc::gen::element(-1, 1));
  const int mutations = *rc::gen::inRange(1, 4);
  for (int i = 0; i < mutations && !text.empty(); ++i) {
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
        text.erase(at, 1);
        break;
      case 1:
        text[at] = *rc::gen::arbitrary<char>();
        break;
      case 2:
        text.insert(at, 1,
                    *rc::gen::element('"', '\\', '{', '}', '[', ']', ',', ':', '0', 'e', '.', '-',
                                      ' ', 'u', '\x0C'));
        break;
      default:
        text.resize(at);
        break;
    }
  }
  RC_PRE(text.find('\0') == std::string::npos);  // the other parser takes it for the end
  const auto document = Document::borrow_json(text);
  if (document) {
    RC_ASSERT(is_json(text));
    check_invariants(*document);
  } else {
    const Error& error = document.error();
    RC_ASSERT(error.span.start <= error.span.end);
    RC_ASSERT(error.span.end <= text.size());
    RC_ASSERT(error.code == ErrorCode::DuplicateMember || !is_json(text));
  }
}

RC_GTEST_PROP(JsonProperty, MutatedXmlNeverCrashes, ()) {
  std::string text =
      "<?xml version='1.0'?><!-- c --><Patient xmlns='http://hl7.org/fhir'><text><div xmlns='http:"
      "//www.w3.org/1999/xhtml'><b>x</b></div></text><active id='a' value='true'/><name><given "
      "value='&lt;&#10;'/><given><extension "
      "url='u'/></given></name><contained><Patient/></contained>"
      "</Patient>";
  const int mutations = *rc::gen::inRange(1, 6);
  for (int i = 0; i < mutations && !text.empty(); ++i) {
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    switch (*rc::gen::inRange(0, 3)) {
      case 0:
        text.erase(at, *rc::gen::inRange<std::size_t>(1, 9));
        break;
      case 1:
        text[at] = *rc::gen::arbitrary<char>();
        break;
      default:
        text.insert(at, *rc::gen::element<std::string>("<", ">", "/", "&", "'", "<a>", "</a>",
                                                       "<!--", "]]>", "<![CDATA[", "<?", "="));
    }
  }
  for (const Fhir version : {Fhir::R4, Fhir::None}) {
    const auto document = Document::parse_xml(text, version);
    if (document) {
      check_invariants(*document);
      RC_ASSERT(Document::parse_json(document->to_json()).has_value());
    } else {
      RC_ASSERT(document.error().span.start <= document.error().span.end);
      RC_ASSERT(document.error().span.end <= text.size());
    }
  }
}

}  // namespace
}  // namespace kiln::core
