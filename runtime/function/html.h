// htmlChecks(): FHIR's rules for the XHTML of a narrative ("The Narrative Element", rules txt-1 and
// txt-2 of Narrative).
//
// The text is well-formed XML with one `div` of the XHTML namespace as its root; it has only the
// elements and attributes that the rules list (so no script, form, frame, event attribute, head,
// body or external style sheet), no document type, no processing instruction, no entity of HTML's
// own (&nbsp;), no script as the target of a link; and it has text that is not white space, or an
// image.
#pragma once

#include <string_view>

namespace kiln::core {

/// What is checked: the `div` of a narrative, or content that would stand in one. The official
/// suite calls htmlChecks() on plain strings, which are such content.
enum class Html { Narrative, Fragment };

/// Whether the rules are met; too large (over 16 MiB) or too deep (over 1,000 levels) is not.
/// `text` is UTF-8.
bool html_checks(std::string_view text, Html kind = Html::Narrative);

}  // namespace kiln::core
