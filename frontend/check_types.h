// What the checker computes with: sets of types, and which values an item of a type can have.
// `model` is nullptr for Fhir::None everywhere here.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>

#include "frontend/static_type.h"

namespace kiln::core {

/// A set of System types.
class SystemTypes {
 public:
  constexpr SystemTypes() = default;
  constexpr SystemTypes(std::initializer_list<TypeId> types) {
    for (const TypeId type : types) bits_ |= bit(type);
  }
  /// Every type: that of a value of which nothing is known.
  static constexpr SystemTypes all() {
    SystemTypes types;
    types.bits_ = ((1u << (kSystemTypeCount + 1)) - 1) & ~3u;  // without kNoType and Any
    return types;
  }

  constexpr bool has(TypeId type) const { return (bits_ & bit(type)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr bool has_any(SystemTypes other) const { return (bits_ & other.bits_) != 0; }
  constexpr bool is_subset_of(SystemTypes other) const { return (bits_ & ~other.bits_) == 0; }
  constexpr SystemTypes& operator|=(SystemTypes other) {
    bits_ |= other.bits_;
    return *this;
  }
  constexpr SystemTypes& operator&=(SystemTypes other) {
    bits_ &= other.bits_;
    return *this;
  }
  friend constexpr bool operator==(SystemTypes, SystemTypes) = default;

 private:
  static constexpr std::uint32_t bit(TypeId type) { return 1u << static_cast<std::uint16_t>(type); }
  std::uint32_t bits_ = 0;
};

inline constexpr SystemTypes kNumbers{system_type::Integer, system_type::Long,
                                      system_type::Decimal};
inline constexpr SystemTypes kNumbersAndQuantity{system_type::Integer, system_type::Long,
                                                 system_type::Decimal, system_type::Quantity};
inline constexpr SystemTypes kTemporals{system_type::Date, system_type::DateTime,
                                        system_type::Time};

/// What precision() takes (§5.10.7).
inline constexpr SystemTypes kWithPrecision{system_type::Decimal, system_type::Date,
                                            system_type::DateTime, system_type::Time};
/// What lowBoundary() and highBoundary() take (§5.10.5).
inline constexpr SystemTypes kWithBoundaries{system_type::Decimal, system_type::Quantity,
                                             system_type::Date, system_type::DateTime,
                                             system_type::Time};
/// What has an order (§6.2).
inline constexpr SystemTypes kWithOrder{
    system_type::String, system_type::Integer,  system_type::Long, system_type::Decimal,
    system_type::Date,   system_type::DateTime, system_type::Time, system_type::Quantity};

/// A union of more types than this is "anything".
inline constexpr std::size_t kMaxTypes = 64;

// ---- Making static types ----

/// One item of this type. `kNoType`: of a type that is not known.
StaticType exactly_one(TypeId type);
StaticType at_most_one(TypeId type);
StaticType any_number_of(TypeId type);
/// One item or none of these System types; all(): of a type that is not known.
StaticType at_most_one_of(SystemTypes types);
/// Nothing is known: anything 0..*.
StaticType anything();
StaticType nothing();

/// One item of a collection, as a lambda sees it.
StaticType item_of(const StaticType& collection);

/// Adds the types of `other`. Unknown, and more than kMaxTypes, is unknown.
void add_types(StaticType& type, const StaticType& other);

/// Either the one or the other, as the branches of iif().
StaticType either(const StaticType& a, const StaticType& b);

/// Both, one behind the other; as for `|`, equal items may be left out.
StaticType both(const StaticType& a, const StaticType& b);

// ---- Asking ----

/// The System types that the value of such an item can have, without implicit conversions. Empty:
/// certainly none, as of a HumanName.
SystemTypes values_of(const Model* model, const StaticType& type);

/// With the types that they convert to implicitly (§5.5: Integer to Long to Decimal to Quantity,
/// Date to DateTime).
SystemTypes with_conversions(SystemTypes types);

/// Whether the items, if there are any, have System types only: these always have a value.
bool is_system(const StaticType& type);

/// Whether an item of `type` can be of type `tested`, for `is`, `as` and ofType().
bool can_be(const Model* model, const StaticType& type, TypeId tested);

/// "FHIR.Quantity". REQUIRES: type != kNoType.
std::string qualified_name(const Model* model, TypeId type);

/// "'Quantity'", "'Quantity' or 'string'", "'Quantity', 'Ratio' or 9 others"; for messages.
/// `qualified`: as "'FHIR.Quantity'". REQUIRES: !type.types.empty().
std::string describe(const Model* model, const StaticType& type, bool qualified = false);

}  // namespace kiln::core
