// A Program as a listing, which assemble() reads again.
//
//   program R4 3.0 strict                           options: strict as_filters json_choice_names
//   source "Patient.name.where(use = 'official')"   escapes: \" \\ \n \r \t \x1f
//   registers 6
//   depth 2
//   for "Patient"                                   if the fused body was made for a type
//
//   k0 String "official"                            constants: items, with commas between them
//   n0 "Patient"                                    names
//   t0 FHIR "HumanName"                             types
//   s0 function "take" @5..9 (10..11)               sites: what, name, place, those of arguments
//   e0 K0202 @5..9 "message" "hint"                 errors
//   f0 "name" "HumanName"                           fields: JSON name, type of the model
//
//   L0:
//       3  members         C5 C5 n1   @13..17  ; name | name
//   plain:                                          where the plain body begins
//
// Sites are `function`, `host`, `factory`, `terminologies`, `terminologies_at` (with one address),
// `terminologies_badly_at` (with any other number of them): the last place is that of at(); and
// `instance FHIR "HumanName" @0..9 ("family" 10..16)`.
//
// Operands are written as opcode.def has them: a register with its class before it (r: the first of
// several), a row of a table, a label, a number. Behind `;` stand the rows that the operands name
// and the text of the place; it takes no part in anything.
#pragma once

#include <string>

#include "compiler/bytecode/program.h"

namespace kiln::core {

/// REQUIRES: a program of the compiler, or one that verify() accepts.
std::string disassemble(const Program& program);

}  // namespace kiln::core
