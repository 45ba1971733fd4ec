// Equivalence: whether two engines gave the same answer.
//
// The same means: the same items in the same order, with FHIR type, digits, unit and place; or the
// same error code at the same place of the expression; and the same trace. A node of a document
// that an evaluation made is the same if its type and its JSON are.
#pragma once

#include <optional>
#include <string>

#include "proptest/oracle/engines.h"

namespace kiln::core::oracle {

/// What is different, in a line; nothing if the answers are the same. Messages of errors take no
/// part.
std::optional<std::string> difference(const Expected<Answer>& a, const Expected<Answer>& b,
                                      const Model* model);

}  // namespace kiln::core::oracle
