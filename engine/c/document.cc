// Documents, parsers and builders.

#include <kiln/c.h>
#include <kiln/document.h>

#include <functional>

#include "engine/c/call.h"
#include "engine/c/handle.h"
#include "engine/c/options.h"

namespace kiln::c {
namespace {

Outcome give_document(kiln_document** out, Expected<kiln::Document> made) {
  if (!made) return failed(std::move(made).error());
  give(out, *std::move(made));
  return {};
}

/// One part of a document, unless the builder has finished.
template <class Add>
kiln_status add_part(kiln_builder* builder, Add&& add) {
  return call([&] {
    BuilderObject& target = object(builder, "builder");
    if (!target.builder) throw Refusal{"builder", "has finished"};
    add(*target.builder);
  });
}

}  // namespace
}  // namespace kiln::c

using namespace kiln::c;

extern "C" {

kiln_status kiln_document_parse_json(const char* json, size_t size,
                                     const kiln_document_limits* limits, kiln_document** document,
                                     kiln_error** error) {
  clear(document);
  return call(error, [&] {
    needed(document, "document");
    return give_document(document,
                         kiln::Document::parse_json(text(json, size, "text"), limits_of(limits)));
  });
}

kiln_status kiln_document_borrow_json(const char* json, size_t size,
                                      const kiln_document_limits* limits, kiln_document** document,
                                      kiln_error** error) {
  clear(document);
  return call(error, [&] {
    needed(document, "document");
    return give_document(document,
                         kiln::Document::borrow_json(text(json, size, "text"), limits_of(limits)));
  });
}

kiln_status kiln_document_parse_xml(const char* xml, size_t size, kiln_fhir fhir,
                                    const kiln_document_limits* limits, kiln_document** document,
                                    kiln_error** error) {
  clear(document);
  return call(error, [&] {
    needed(document, "document");
    return give_document(document, kiln::Document::parse_xml(text(xml, size, "text"), fhir_of(fhir),
                                                             limits_of(limits)));
  });
}

kiln_status kiln_document_copy(const kiln_document* document, kiln_document** copy) {
  clear(copy);
  return call([&] { give(needed(copy, "copy"), object(document, "document")); });
}

kiln_status kiln_document_to_json(const kiln_document* document, kiln_string* text) {
  clear(text);
  return call([&] { give_text(needed(text, "text"), object(document, "document").to_json()); });
}

kiln_text kiln_document_resource_type(const kiln_document* document) {
  return document == nullptr ? kiln_text{} : as_text(object_of(document)->resource_type());
}

size_t kiln_document_bytes(const kiln_document* document) {
  return document == nullptr ? 0 : object_of(document)->bytes();
}

void kiln_document_free(kiln_document* document) {
  release(document);
}

kiln_status kiln_parser_new(const kiln_document_limits* limits, kiln_parser** parser,
                            kiln_error** error) {
  clear(parser);
  return call(error, [&] { give(needed(parser, "parser"), limits_of(limits)); });
}

kiln_status kiln_parser_parse(kiln_parser* parser, const char* json, size_t size,
                              kiln_document** document, kiln_error** error) {
  clear(document);
  return call(error, [&] {
    needed(document, "document");
    return give_document(document, object(parser, "parser").parse(text(json, size, "text")));
  });
}

kiln_status kiln_parser_borrow(kiln_parser* parser, const char* json, size_t size,
                               kiln_document** document, kiln_error** error) {
  clear(document);
  return call(error, [&] {
    needed(document, "document");
    return give_document(document, object(parser, "parser").borrow(text(json, size, "text")));
  });
}

void kiln_parser_free(kiln_parser* parser) {
  release(parser);
}

kiln_status kiln_builder_new(const kiln_document_limits* limits, kiln_builder** builder,
                             kiln_error** error) {
  clear(builder);
  return call(error,
              [&] { give(needed(builder, "builder"), kiln::DocumentBuilder(limits_of(limits))); });
}

kiln_status kiln_builder_begin_object(kiln_builder* builder) {
  return add_part(builder, std::mem_fn(&kiln::DocumentBuilder::begin_object));
}

kiln_status kiln_builder_end_object(kiln_builder* builder) {
  return add_part(builder, std::mem_fn(&kiln::DocumentBuilder::end_object));
}

kiln_status kiln_builder_begin_array(kiln_builder* builder) {
  return add_part(builder, std::mem_fn(&kiln::DocumentBuilder::begin_array));
}

kiln_status kiln_builder_end_array(kiln_builder* builder) {
  return add_part(builder, std::mem_fn(&kiln::DocumentBuilder::end_array));
}

kiln_status kiln_builder_key(kiln_builder* builder, const char* name, size_t size) {
  return add_part(builder,
                  [&](kiln::DocumentBuilder& target) { target.key(text(name, size, "name")); });
}

kiln_status kiln_builder_string(kiln_builder* builder, const char* decoded, size_t size) {
  return add_part(
      builder, [&](kiln::DocumentBuilder& target) { target.string(text(decoded, size, "text")); });
}

kiln_status kiln_builder_number(kiln_builder* builder, const char* digits, size_t size) {
  return add_part(
      builder, [&](kiln::DocumentBuilder& target) { target.number(text(digits, size, "digits")); });
}

kiln_status kiln_builder_boolean(kiln_builder* builder, bool value) {
  return add_part(builder, [&](kiln::DocumentBuilder& target) { target.boolean(value); });
}

kiln_status kiln_builder_null(kiln_builder* builder) {
  return add_part(builder, std::mem_fn(&kiln::DocumentBuilder::null));
}

kiln_status kiln_builder_finish(kiln_builder* builder, kiln_document** document,
                                kiln_error** error) {
  clear(document);
  return call(error, [&] {
    needed(document, "document");
    BuilderObject& target = object(builder, "builder");
    if (!target.builder) throw Refusal{"builder", "has finished"};
    kiln::DocumentBuilder last = *std::move(target.builder);
    target.builder.reset();
    return give_document(document, std::move(last).finish());
  });
}

void kiln_builder_free(kiln_builder* builder) {
  release(builder);
}

}  // extern "C"
