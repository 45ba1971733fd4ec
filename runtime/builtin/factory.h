// The functions of %factory (FHIR page, "Type Factory"), which are no rows of function.def.
#pragma once

#include <string_view>

#include "runtime/builtin/call.h"

namespace kiln::core::builtins {

/// What has to be right before the arguments are evaluated, in this order: that there is a model
/// (Unsupported), a function of this name (UnknownFunction), and that it takes so many arguments
/// (WrongArgumentCount).
Expected<void> check_factory(const Model* model, std::string_view name, std::size_t arguments);

/// The new object that `call.name` makes; the input takes no part. Makes the checks above too.
/// Errors: those of make_instance() (instance.h).
///
/// The argument of create() is no expression: it is given as the String that its name or literal
/// is, anything else as an empty collection (TypeSpecifierExpected).
Expected<Items> call_factory(const BuiltinCall& call);

}  // namespace kiln::core::builtins
