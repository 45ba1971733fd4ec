/// @file
/// Items, which are what an evaluation gives and what functions of a host take: Item and Items look
/// at them where they stand, Value owns one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <kiln/document.h>
#include <kiln/error.h>
#include <kiln/version.h>

namespace kiln {

namespace core {
class Item;
class Model;
}  // namespace core

class Value;

/// What an item is: one of the System types, or an element of a document.
enum class ItemKind : std::uint8_t {
  Boolean,   ///< System.Boolean
  Integer,   ///< System.Integer, 32 bits
  Long,      ///< System.Long, 64 bits
  Decimal,   ///< System.Decimal, exact and with its scale
  String,    ///< System.String
  Date,      ///< System.Date, perhaps partial
  DateTime,  ///< System.DateTime, perhaps partial
  Time,      ///< System.Time, perhaps partial
  Quantity,  ///< System.Quantity
  Element,   ///< an element or a resource of a document
};

/// A number and its unit, as text.
struct QuantityText {
  std::string value;      ///< the digits of the number: "4.50"
  std::string unit;       ///< a UCUM code ("mg", "1"), or the keyword of a duration ("year")
  bool calendar = false;  ///< the unit is such a keyword

  /// The same digits and the same unit.
  friend bool operator==(const QuantityText&, const QuantityText&) = default;
};

/// A look at one item, copied freely. It is valid as long as what it was taken from: the Result of
/// an evaluation, the arguments of a host's function, a Value.
///
/// Thread-safety: none needed, it is plain data.
class KILN_API Item {
 public:
  /// What it is. A FHIR primitive is an Element; the as_...() look at its value.
  ItemKind kind() const noexcept;
  /// Whether it stands in a document.
  bool is_element() const noexcept { return kind() == ItemKind::Element; }

  /// "System.Integer", "FHIR.HumanName", "FHIR.Patient.contact". An element without a FHIR type is
  /// what its JSON is: "System.String", "System.Boolean", "System.Integer", "System.Decimal",
  /// "Object".
  std::string type_name() const;

  // The value, if it is one of this type. A FHIR primitive has the value that it implicitly
  // converts to (FHIR's page on FHIRPath, "Using FHIR types"), and a FHIR Quantity with a UCUM
  // code is a Quantity.

  std::optional<bool> as_boolean() const noexcept;          ///< Of a Boolean.
  std::optional<std::int32_t> as_integer() const noexcept;  ///< Of an Integer.
  std::optional<std::int64_t> as_long() const noexcept;     ///< Of a Long or an Integer.
  /// Of a Decimal, a Long or an Integer: its digits, "1.50".
  std::optional<std::string> as_decimal() const;
  /// Of a String. The text lives as long as the item.
  std::optional<std::string_view> as_string() const noexcept;
  /// Of a Date, a DateTime or a Time: as FHIR writes it, "2015-02", "10:30".
  std::optional<std::string> as_temporal() const;
  /// Of a Quantity.
  std::optional<QuantityText> as_quantity() const;

  /// For a reader, without quotes: a string its characters, a date its text, a quantity as a
  /// literal ("4.5 'mg'"), an element of several parts its JSON.
  std::string to_string() const;
  /// A JSON value: numbers with their own digits, dates as text, a quantity as
  /// {"value":..., "unit":...}, an element its JSON.
  std::string to_json() const;
  /// "Patient.name[0].given[1]": where an element stands in its document, with an index where the
  /// element repeats. Empty for an item that is no element.
  std::string path() const;

  /// A copy that lives by itself. The document of an element stays alive by it; if it was borrowed
  /// (Document::borrow_json), its text must too. std::bad_alloc if there is no memory for it.
  Value own() const;

 private:
  friend class Items;
  friend class Value;
  friend struct ItemAccess;
  Item(const core::Item& item, const struct ItemSource* source) noexcept;

  std::uint64_t words_[2];
  const struct ItemSource* source_;
};

/// A look at a collection, in its order. Valid as long as the items in it.
///
/// Thread-safety: none needed, it is plain data.
class KILN_API Items {
 public:
  /// Goes over the items, each of which it gives by value.
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;  ///< It gives values, not references.
    using value_type = Item;                            ///< What it gives.
    using difference_type = std::ptrdiff_t;             ///< Between two positions.
    using pointer = void;                               ///< There is none.
    using reference = Item;                             ///< What it gives.

    Item operator*() const noexcept { return (*items_)[position_]; }  ///< The item here.
    /// Goes on to the next one.
    Iterator& operator++() noexcept {
      ++position_;
      return *this;
    }
    /// Goes on to the next one, and gives where it was.
    Iterator operator++(int) noexcept {
      Iterator before = *this;
      ++position_;
      return before;
    }
    /// Whether both are at one position.
    friend bool operator==(const Iterator& a, const Iterator& b) noexcept {
      return a.position_ == b.position_;
    }

   private:
    friend class Items;
    Iterator(const Items* items, std::size_t position) : items_(items), position_(position) {}

    const Items* items_;
    std::size_t position_;
  };

  Items() noexcept = default;  ///< The empty collection.

  std::size_t size() const noexcept { return count_; }  ///< How many there are.
  bool empty() const noexcept { return count_ == 0; }   ///< Whether there are none.
  /// One of them. REQUIRES: position < size().
  Item operator[](std::size_t position) const noexcept;
  Iterator begin() const noexcept { return {this, 0}; }     ///< At the first one.
  Iterator end() const noexcept { return {this, count_}; }  ///< Behind the last one.

 private:
  friend struct ItemAccess;

  const core::Item* data_ = nullptr;
  std::size_t count_ = 0;
  const struct ItemSource* source_ = nullptr;
};

/// An item that owns what it needs. A copy shares that with the original; what is moved from can
/// only be assigned to. Where there is no memory for one, functions that say no Expected throw
/// std::bad_alloc.
///
/// Thread-safety: immutable.
class KILN_API Value {
 public:
  static Value boolean(bool value);               ///< A Boolean.
  static Value integer(std::int32_t value);       ///< An Integer.
  static Value long_integer(std::int64_t value);  ///< A Long.
  /// A String of UTF-8; bytes that are none become U+FFFD. REQUIRES: less than 4 GiB.
  static Value string(std::string_view text);

  // Errors of those below: ArgumentValue, if the text is none of the type; MemoryLimit.

  /// A Decimal, with the scale that it is written with: "1.50".
  static Expected<Value> decimal(std::string_view digits);
  static Expected<Value> date(std::string_view text);       ///< A Date: "2015", "2015-02-04".
  static Expected<Value> date_time(std::string_view text);  ///< A DateTime: "2015-02-04T14:34Z".
  static Expected<Value> time(std::string_view text);       ///< A Time: "10:30".
  /// A Quantity with a UCUM code, or with the keyword of a calendar duration ("year", "days").
  /// Whether there is such a unit is asked where the Quantity is computed with; an empty one is an
  /// error.
  static Expected<Value> quantity(std::string_view value, std::string_view unit);

  /// The root of a document: a resource, or with Fhir::None any object. `type` names the FHIR type
  /// of what is no resource ("HumanName"), else "". UnknownType if there is no such type,
  /// ArgumentValue if the root is an array or null.
  static Expected<Value> element(const Document& document, Fhir fhir, std::string_view type = {});

  /// A look at it, valid as long as this Value or a copy of it.
  Item item() const noexcept;

 private:
  friend struct ItemAccess;
  struct Impl;
  explicit Value(std::shared_ptr<const Impl> impl) noexcept;
  std::shared_ptr<const Impl> impl_;
};

/// A collection that owns its items.
using Values = std::vector<Value>;

}  // namespace kiln
