// The well-formedness of XML that pugixml takes on trust, checked before it sees the text:
// characters, references, one root element, no DOCTYPE, and the nesting. Private to this room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "runtime/diagnostic/error.h"

namespace kiln::core {

/// nullopt if nothing is wrong. Tags that do not match are left to the parser. `max_nodes`: of
/// elements, attributes and texts together.
std::optional<Error> scan_xml(std::string_view text, std::uint32_t max_depth,
                              std::uint64_t max_nodes);

/// Offset behind the element that starts at `start`. REQUIRES: scan_xml() found nothing wrong.
std::size_t end_of_xml_element(std::string_view text, std::size_t start);

}  // namespace kiln::core
