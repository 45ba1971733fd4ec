#include "compiler/ir_printer.h"

#include "compiler/bytecode/listing.h"
#include "compiler/bytecode/literal.h"
#include "compiler/ir_shape.h"

namespace kiln::core {
namespace {

constexpr std::string_view kLogic[] = {"and", "or", "xor", "implies"};

std::string constant_text(Items items) {
  std::string text;
  for (const Item& item : items) {
    const Literal literal = literal_of(item).value_or(Literal{});
    if (!text.empty()) text += ", ";
    text += to_string(literal.kind);
    text += ' ' + listing::quote(literal.text);
    if (literal.has_unit()) text += ' ' + listing::quote(literal.unit);
  }
  return text.empty() ? "{}" : text;
}

std::string type_text(const ResolvedType& type) {
  return (type.system ? "System." : "") + listing::escape(type.name);
}

std::string binding_text(BindingId binding) {
  return "b" + std::to_string(static_cast<std::uint32_t>(binding));
}

std::string service_text(const ServiceDetail& detail) {
  for (const auto& word : listing::kServices) {
    if (word.value == listing::Service{detail.service, detail.address}) {
      return std::string(word.text);
    }
  }
  return "?";
}

class Printer {
 public:
  Printer(const Ir& ir, std::span<const Facts> facts) : ir_(ir), facts_(facts) {}

  /// Without recursion: chains are as long as the expression.
  std::string run() && {
    struct Step {
      IrId id;
      std::size_t depth;
    };
    std::vector<Step> steps{{ir_.root(), 0}};
    while (!steps.empty()) {
      const Step step = steps.back();
      steps.pop_back();
      const IrNode& node = ir_.node(step.id);
      line(step.id, step.depth);
      const auto children = ir_.children_of(node);
      for (auto child = children.rbegin(); child != children.rend(); ++child) {
        steps.push_back({*child, step.depth + 1});
      }
    }
    return std::move(out_);
  }

 private:
  void line(IrId id, std::size_t depth) {
    const IrNode& node = ir_.node(id);
    std::string text(2 * std::min(depth, kDeepest), ' ');
    text += to_string(node.op);
    for (const std::string& part : {index(node), detail(node), bindings(node)}) {
      if (!part.empty()) text += ' ' + part;
    }
    if (node.flag) text += " descending";
    if (text.size() < kPlaceColumn) text.resize(kPlaceColumn, ' ');
    text += " @" + std::to_string(node.place.start) + ".." + std::to_string(node.place.end);
    if (text.size() < kCommentColumn) text.resize(kCommentColumn, ' ');
    out_ += text + " ; " + comment(id) + '\n';
  }

  /// The facts, or the text of the place.
  std::string comment(IrId id) const {
    const auto index = static_cast<std::size_t>(id);
    if (index < facts_.size()) return to_string(facts_[index], model_of(ir_));
    const Span place = ir_.nodes[index].place;
    return listing::escape(ir_.source.substr(place.start, place.end - place.start));
  }

  std::string index(const IrNode& node) const {
    switch (shape_of(node.op).index) {
      case IrShape::Index::Constant:
        return constant_text(ir_.constants[node.index]);
      case IrShape::Index::Name:
        return listing::quote(ir_.names[node.index].text);
      case IrShape::Index::Type:  // an object of an unknown type has none
        return node.index < ir_.types.size() ? type_text(ir_.types[node.index]) : "";
      case IrShape::Index::Error: {
        const Error& error = ir_.errors[node.index];
        return to_string(error.code) + ' ' + listing::quote(error.message);
      }
      case IrShape::Index::None:
        break;
    }
    return {};
  }

  static std::string detail(const IrNode& node) {
    switch (shape_of(node.op).detail) {
      case IrShape::Detail::Function:
        return std::string(signature_of(static_cast<FunctionId>(node.detail)).name) + "()";
      case IrShape::Detail::Service:
        return service_text(ServiceDetail::of(node.detail));
      case IrShape::Detail::Binary: {
        // Both tables have the operators in the same order.
        const int opcode = static_cast<int>(Opcode::Equal) + node.detail;
        return std::string(info(static_cast<Opcode>(opcode)).mnemonic);
      }
      case IrShape::Detail::Unary:
        return node.detail != 0 ? "minus" : "plus";
      case IrShape::Detail::Logic:
        return std::string(kLogic[node.detail]);
      case IrShape::Detail::None:
        break;
    }
    return {};
  }

  static std::string bindings(const IrNode& node) {
    std::string text;
    for (const auto& [label, binding] :
         {std::pair("item=", node.item), std::pair("position=", node.position),
          std::pair("total=", node.total)}) {
      if (binding == kNoBinding) continue;
      if (!text.empty()) text += ' ';
      text += (node.op == IrOp::Binding ? "" : label) + binding_text(binding);
    }
    return text;
  }

  /// Deeper nodes are not indented any more, so that the text is not quadratic.
  static constexpr std::size_t kDeepest = 60;
  static constexpr std::size_t kPlaceColumn = 48;
  static constexpr std::size_t kCommentColumn = 58;

  const Ir& ir_;
  std::span<const Facts> facts_;
  std::string out_;
};

}  // namespace

std::string print(const Ir& ir, std::span<const Facts> facts) {
  return Printer(ir, facts).run();
}

}  // namespace kiln::core
