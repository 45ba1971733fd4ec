// DocumentBuilder: the one way into a Document for everything that is no JSON text: the XML reader,
// the instance selector, %factory, and hosts that hold jsonb or columns.
//
//   DocumentBuilder builder;
//   builder.begin_object();
//   builder.key("resourceType"); builder.string("Patient");
//   builder.key("name"); builder.begin_array(); ... builder.end_array();
//   builder.end_object();
//   Expected<Document> document = std::move(builder).finish();
//
// Misuse is remembered, not signalled: after the first one every call does nothing, and finish()
// says what it was.
#pragma once

#include <memory>
#include <string_view>

#include "runtime/document/document.h"

namespace kiln::core {

class DocumentBuilder {
 public:
  explicit DocumentBuilder(const DocumentLimits& limits = {});
  ~DocumentBuilder();
  DocumentBuilder(DocumentBuilder&&) noexcept;
  DocumentBuilder& operator=(DocumentBuilder&&) noexcept;

  void begin_object();
  void end_object();
  void begin_array();
  void end_array();

  /// The name of the next member. "_birthDate" is written like any member: finish() joins it with
  /// its sibling (invariant 3 of document.h).
  void key(std::string_view name);

  void string(std::string_view decoded);  ///< UTF-8
  /// `lexeme` is a JSON number.
  void number(std::string_view lexeme);
  void boolean(bool value);
  void null();

  /// Copies a node of another (or the same, already finished) document, with its descendants. A
  /// Primitive keeps its `id` and `extension`: it must not get a `_name` sibling as well.
  void copy(const Document& from, NodeIndex node);

  /// The document, or the first misuse (a key missing, unbalanced ends, duplicate member, a limit).
  Expected<Document> finish() &&;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kiln::core
