// The functions of %terminologies (FHIR page, "Terminology Service API"), which are no rows of
// function.def. memberOf(), subsumes(), subsumedBy() and weight() stand beside them in
// terminologies.cc.
#pragma once

#include <optional>
#include <string_view>

#include "runtime/builtin/call.h"

namespace kiln::core::builtins {

/// `%terminologies.at(address)` before a call.
struct TerminologyServer {
  std::span<const Items> arguments;  ///< of at(); one is right
  Span place;                        ///< of the whole at(), for errors about it
};

/// What has to be right before the arguments are evaluated, in this order: that there is a function
/// of this name (UnknownFunction), that it takes so many arguments (WrongArgumentCount), that the
/// host has a terminology, and that this reaches the server (Terminology).
Expected<void> check_terminologies(Evaluation& evaluation, std::string_view name,
                                   std::size_t arguments,
                                   const std::optional<TerminologyServer>& server);

/// The answer of `call.name`; the input takes no part. Makes the checks above too. Nothing if an
/// argument is not one item (those behind it need not have been evaluated, and may be anything), is
/// not of its type, or the terminology cannot answer.
Expected<Items> call_terminologies(const BuiltinCall& call,
                                   const std::optional<TerminologyServer>& server);

}  // namespace kiln::core::builtins
