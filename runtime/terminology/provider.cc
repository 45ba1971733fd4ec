#include "runtime/terminology/provider.h"

#include "runtime/terminology/element_view.h"

namespace kiln::core {

using terminology::ElementView;

namespace {

void append_coding(ElementView element, std::vector<Coding>& out) {
  const std::string_view code = element.text("code");
  if (code.empty()) return;
  out.push_back({std::string(element.text("system")), std::string(element.text("version")),
                 std::string(code), std::string(element.text("display"))});
}

}  // namespace

std::vector<Coding> codings_of(const Node& node) {
  std::vector<Coding> codings;
  if (node.document == nullptr) return codings;
  const ElementView element(*node.document, node.index);
  if (!element.is_object()) {
    if (!element.text().empty()) codings.push_back({"", "", std::string(element.text()), ""});
    return codings;
  }
  append_coding(element, codings);
  for (const ElementView coding : element.items("coding")) append_coding(coding, codings);
  return codings;
}

std::string_view to_string(Subsumption outcome) {
  switch (outcome) {
    case Subsumption::NotSubsumed:
      return "not-subsumed";
    case Subsumption::Equivalent:
      return "equivalent";
    case Subsumption::Subsumes:
      return "subsumes";
    case Subsumption::SubsumedBy:
      return "subsumed-by";
    case Subsumption::Unknown:
      return "";
  }
  return "";
}

std::shared_ptr<const TerminologyProvider> TerminologyProvider::at(std::string_view) const {
  return nullptr;
}

}  // namespace kiln::core
