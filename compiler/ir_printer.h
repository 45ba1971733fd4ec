// An Ir as an indented tree, the last step first, each node on a line:
//
//   Where item=b1 position=b2             @13..18  ; where
//     Member "name"                       @8..12   ; name
//       ...
//     Binary equal                        @23..24  ; =
//       ...
//
// A node shows what it names (a name, a constant, a type, a function, an error), the bindings that
// it introduces or refers to (b0 is the context), and its place. With facts (facts.h), these stand
// behind the `;` instead of the text of the place:
//
//   Member "name"                         @8..12   ; 0..* HumanName reads=context
#pragma once

#include <span>
#include <string>

#include "compiler/facts.h"
#include "compiler/ir.h"

namespace kiln::core {

/// REQUIRES: an Ir of lower(), or one that verify() accepts.
std::string print(const Ir& ir, std::span<const Facts> facts = {});

}  // namespace kiln::core
