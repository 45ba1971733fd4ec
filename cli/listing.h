// Listings of what the compiler makes of an expression: what `kiln ir` and `kiln bytecode` share.
#pragma once

#include <string>

#include "cli/command.h"
#include "compiler/compile.h"

namespace kiln::core::cli {

/// The text that a command shows; an error, if what was made is not what it has to be.
///
/// REQUIRES: the Ast of a parse without error.
using Listing = Expected<std::string> (*)(const Ast& ast, const CompileOptions& options);

struct ListingCommand {
  const char* name;
  const char* description;
  const char* footer;
  Listing listing;
  bool has_passes =
      false;  ///< the listing tells what the passes did: --no-streaming leaves them out
};

/// A command `kiln NAME EXPRESSION` that writes a listing, or on standard error what is wrong with
/// the expression.
void add_listing_command(CLI::App& app, Action& action, const ListingCommand& added);

}  // namespace kiln::core::cli
