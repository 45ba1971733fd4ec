// Facts: what is certain about each node of an Ir before there is data.
//
// Three kinds, which rules must not mix up:
//   language   hold for any data: count() is one Integer, first() at most one item
//   type       hold for any data of the context's type: what navigation gives elements their types
//              by is the model, not the data
//   model      promises of valid data: a Patient has one birthDate. Who relies on them needs a way
//              out for data that breaks them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/ir.h"

namespace kiln::core {

/// A set of these: what a node's value depends on besides its children's.
enum class Reads : std::uint8_t {
  Nothing = 0,
  Context = 1,      ///< what the expression is evaluated on, %resource, %rootResource
  Item = 2,         ///< of a lambda: $this, $index
  Total = 4,        ///< $total
  Variable = 8,     ///< of defineVariable()
  Environment = 16  ///< %variables of the host, the clock
};
constexpr Reads operator|(Reads a, Reads b) {
  return static_cast<Reads>(static_cast<int>(a) | static_cast<int>(b));
}
constexpr bool contains(Reads set, Reads element) {
  return (static_cast<int>(set) & static_cast<int>(element)) != 0;
}

struct Facts {
  // Of the language. Limits are errors that do not count as failures: who does less meets them
  // later.
  bool may_be_empty = true;
  bool may_be_many = true;
  bool may_fail = true;          ///< it, or a node below it
  bool asks_host = true;         ///< it, or a node below it: waits for the host, traces
  Reads reads = Reads::Nothing;  ///< it, or a node below it

  TypeId type = kNoType;  ///< of each item, exactly; kNoType: not known

  // Of the model.
  bool many_in_model = true;  ///< there may be several on valid data too

  bool is_pure() const { return !asks_host; }
  /// At most one item on valid data.
  bool is_single() const { return !may_be_many || !many_in_model; }
};

/// By IrId. `context` is the type of what the expression is evaluated on, kNoType if not known.
std::vector<Facts> analyse(const Ir& ir, TypeId context);

/// "0..1 HumanName fails reads=context": for who reads an Ir.
std::string to_string(const Facts& facts, const Model* model);

/// The way in which a path's step finds an element of a type (facts and emission agree on it).
struct StepRow {
  enum class Kind : std::uint8_t {
    Unknown,   ///< only the data can say
    Identity,  ///< the name of the type itself: Patient.name on a Patient
    Field,     ///< one member
    Choice,    ///< one of several members, none of which repeats
  };
  Kind kind = Kind::Unknown;
  const Element* element = nullptr;  ///< of a Field
};

/// What a RootMember or Member node does with items of this type.
StepRow step_row(const Ir& ir, const IrNode& node, TypeId type);

/// ofType(), as() of a choice: the one member that can be of the type, or nullptr.
const Element* chosen_member(const Ir& ir, const IrNode& choice, TypeId type,
                             const ResolvedType& wanted);

/// The model of an Ir, or nullptr.
inline const Model* model_of(const Ir& ir) {
  return ir.options.fhir == Fhir::None ? nullptr : &Model::get(ir.options.fhir);
}

}  // namespace kiln::core
