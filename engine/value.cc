// What a host hands in, and what outlives the evaluation that it came from.

#include <kiln/item.h>

#include <algorithm>
#include <utility>

#include "engine/access.h"
#include "engine/no_throw.h"
#include "runtime/item/system_value.h"
#include "runtime/text/utf8.h"

namespace kiln {

struct Value::Impl {
  Impl(core::Value content, const ItemSource& where, std::shared_ptr<const core::Document> document)
      : value(std::move(content)), source(where), owner(std::move(document)) {
    if (const auto* decimal = std::get_if<core::Decimal>(&value)) {
      item = core::Item::big_decimal(decimal);
    } else if (const auto* content_of = std::get_if<core::Quantity>(&value)) {
      quantity = *content_of;
      item = core::Item::quantity(&quantity);
    } else {
      core::Arena unused;
      item = core::from_value(value, unused);
    }
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  core::Value value;
  core::QuantityView quantity;  ///< of the value, if it is one
  ItemSource source;
  std::shared_ptr<const core::Document> owner;
  core::Item item;  ///< points into the value
};

Value::Value(std::shared_ptr<const Impl> impl) noexcept : impl_(std::move(impl)) {}

Value ItemAccess::value(core::Value content, const ItemSource& source,
                        std::shared_ptr<const core::Document> owner) {
  ItemSource own{source.model};
  if (const auto* node = std::get_if<core::Node>(&content)) {
    own.document = node->document;
    if (node->document == source.document) own.root_type = source.root_type;
  }
  return Value(std::make_shared<const Value::Impl>(std::move(content), own, std::move(owner)));
}

Value ItemAccess::value(const core::Item& item, const ItemSource& source,
                        std::shared_ptr<const core::Document> owner) {
  return value(core::to_value(item), source, std::move(owner));
}

const core::Value& ItemAccess::value(const Value& value) {
  return value.impl_->value;
}

const std::shared_ptr<const core::Document>& ItemAccess::owner(const Value& value) {
  return value.impl_->owner;
}

namespace {

Value system_value(core::Value content) {
  return ItemAccess::value(std::move(content), ItemSource(), nullptr);
}

std::unexpected<Error> refused(std::string_view text, std::string_view type) {
  constexpr std::size_t kLongestQuoted = 60;
  const bool quoted = text.size() <= kLongestQuoted && core::utf8::is_valid(text) &&
                      std::ranges::none_of(text, [](char c) { return c >= 0 && c < ' '; });
  const std::string subject = quoted ? "'" + std::string(text) + "'" : "the text";
  return fail(ErrorCode::ArgumentValue,
              subject + " is not a value of type '" + std::string(type) + "'");
}

/// The value of a text as one of the rooms below reads it; `read` gives nothing for what is none.
template <class Read>
Expected<Value> value_of(std::string_view text, std::string_view type, Read read) noexcept {
  return guarded([&]() -> Expected<Value> {
    auto content = read(text);
    if (!content) return refused(text, type);
    return system_value(*std::move(content));
  });
}

std::string repaired(std::string_view text) {
  std::string result(text.substr(0, core::utf8::first_invalid(text)));
  for (std::size_t offset = result.size(); offset < text.size();) {
    core::utf8::append(result, core::utf8::next(text, offset));
  }
  return result;
}

}  // namespace

Value Value::boolean(bool value) {
  return system_value(value);
}

Value Value::integer(std::int32_t value) {
  return system_value(value);
}

Value Value::long_integer(std::int64_t value) {
  return system_value(value);
}

Value Value::string(std::string_view text) {
  return system_value(repaired(text));
}

Expected<Value> Value::decimal(std::string_view digits) {
  return value_of(digits, "Decimal", core::Decimal::parse);
}

Expected<Value> Value::date(std::string_view text) {
  return value_of(text, "Date", core::Temporal::parse_date);
}

Expected<Value> Value::date_time(std::string_view text) {
  return value_of(text, "DateTime", core::Temporal::parse_date_time);
}

Expected<Value> Value::time(std::string_view text) {
  return value_of(text, "Time", core::Temporal::parse_time);
}

Expected<Value> Value::quantity(std::string_view value, std::string_view unit) {
  if (unit.empty() || !core::utf8::is_valid(unit)) {
    return guarded([&]() -> Expected<Value> {
      return fail(ErrorCode::ArgumentValue, "the unit of a Quantity is empty or not UTF-8");
    });
  }
  return value_of(value, "Decimal", [&](std::string_view digits) -> std::optional<core::Quantity> {
    const auto number = core::Decimal::parse(digits);
    if (!number) return std::nullopt;
    return core::quantity_of(*number, unit);
  });
}

Expected<Value> Value::element(const Document& document, Fhir fhir, std::string_view type) {
  return guarded([&]() -> Expected<Value> {
    ItemSource source{fhir == Fhir::None ? nullptr : &core::Model::get(fhir),
                      document.impl().get()};
    if (!type.empty()) {
      if (source.model != nullptr) source.root_type = source.model->find_type(type);
      if (source.root_type == core::kNoType) {
        return fail(ErrorCode::UnknownType, "'" + std::string(type) + "' names no type");
      }
    }
    if (document.impl()->kind(0) == core::NodeKind::Array ||
        document.impl()->kind(0) == core::NodeKind::Null) {
      return fail(ErrorCode::ArgumentValue, "the root of the document is no element");
    }
    return ItemAccess::value(core::root_node(*document.impl(), source.model, source.root_type),
                             source, document.impl());
  });
}

Item Value::item() const noexcept {
  return ItemAccess::item(impl_->item, &impl_->source);
}

}  // namespace kiln
