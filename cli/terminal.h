// What a stream is connected to: whether colours and a progress bar make sense there.
#pragma once

#include <cstddef>
#include <cstdio>

namespace kiln::core::cli {

bool is_terminal(std::FILE* stream);

/// A terminal, unless NO_COLOR is set (https://no-color.org) or TERM is "dumb".
bool wants_colour(std::FILE* stream);

/// Columns of the terminal; 80 where there is none or it does not say.
std::size_t columns_of(std::FILE* stream);

}  // namespace kiln::core::cli
