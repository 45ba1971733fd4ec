#include "compiler/bytecode/disassembler.h"

#include <algorithm>
#include <map>
#include <vector>

#include "compiler/bytecode/listing.h"
#include "compiler/bytecode/literal.h"
#include "compiler/bytecode/operands.h"
#include "compiler/bytecode/site.h"
#include "runtime/text/utf8.h"

namespace kiln::core {
namespace {

using namespace listing;

std::string to_text(const Span& span) {
  return std::to_string(span.start) + ".." + std::to_string(span.end);
}

std::string place(const Span& span) {
  return "@" + to_text(span);
}

template <class Value, std::size_t kSize>
std::string_view word_of(const Word<Value> (&words)[kSize], const Value& value) {
  const auto* const found = std::ranges::find(words, value, &Word<Value>::value);
  return found == std::end(words) ? "?" : found->text;
}

std::string to_text(const Item& item) {
  const auto literal = literal_of(item);
  if (!literal) return "?";
  const bool is_string = literal->kind == LiteralKind::String;
  std::string text(to_string(literal->kind));
  text += ' ' + (is_string ? quote(literal->text) : literal->text);
  if (literal->has_unit()) text += ' ' + quote(literal->unit);
  return text;
}

std::string to_text(Items items) {
  std::string text;
  for (const Item& item : items) text += (text.empty() ? "" : ", ") + to_text(item);
  return text;
}

std::string to_text(const PathName& name) {
  return quote(name.text);
}

std::string to_text(const ResolvedType& type) {
  return (type.system ? "System " : "FHIR ") + quote(type.name);
}

std::string to_text(const ProgramSite& site) {
  std::string text;
  switch (kind_of(site)) {
    case SiteKind::Function:
      text = "function ";
      break;
    case SiteKind::Host:
      text = "host ";
      break;
    case SiteKind::Service:
      text = std::string(word_of(kServices, Service{site.service, site.address})) + ' ';
      break;
    case SiteKind::Instance:
      text = "instance " + to_text(site.type);
      break;
  }
  if (kind_of(site) != SiteKind::Instance) text += quote(site.name);
  text += ' ' + place(site.where.place);
  std::string arguments;
  for (std::size_t i = 0; i < site.argument_spans.size(); ++i) {
    if (i > 0) arguments += ", ";
    if (i < site.fields.size()) arguments += quote(site.fields[i]) + ' ';
    arguments += to_text(site.argument_spans[i]);
  }
  return arguments.empty() ? text : text + " (" + arguments + ')';
}

std::string to_text(const Error& error) {
  return to_string(error.code) + ' ' + place(error.span) + ' ' + quote(error.message) + ' ' +
         quote(error.hint);
}

// The same rows as a reader wants to see them beside an instruction.
std::string comment(Items items) {
  std::string text;
  for (const Item& item : items) {
    const std::string whole = to_text(item);
    text += (text.empty() ? "" : ", ") + whole.substr(whole.find(' ') + 1);
  }
  return text;
}
std::string comment(const PathName& name) {
  return escape(name.text);
}
std::string comment(const ResolvedType& type) {
  return (type.system ? "System." : "") + escape(type.name);
}
std::string comment(const ProgramSite& site) {
  return kind_of(site) == SiteKind::Instance ? comment(site.type) + "{}" : escape(site.name) + "()";
}
std::string comment(const Error& error) {
  return to_string(error.code) + ' ' + escape(error.message);
}

class Disassembler {
 public:
  explicit Disassembler(const Program& program) : program_(program) {
    for (const Instruction& instruction : program.code) {
      if (const auto target = jump_target(instruction)) labels_[*target] = 0;
    }
    std::uint32_t number = 0;
    for (auto& label : labels_) label.second = number++;
  }

  std::string run() && {
    head();
    table('k', program_.constants);
    table('n', program_.names);
    table('t', program_.types);
    table('s', program_.sites);
    table('e', program_.errors);
    fields();
    out_ += '\n';
    for (std::uint32_t at = 0; at < program_.code.size(); ++at) {
      if (at != 0 && at == program_.plain) out_ += "plain:\n";
      if (const auto label = labels_.find(at); label != labels_.end()) {
        out_ += label_text(label->second) + ":\n";
      }
      line(at);
    }
    return std::move(out_);
  }

 private:
  static std::string label_text(std::uint32_t number) { return "L" + std::to_string(number); }

  void head() {
    const ProgramOptions& options = program_.options;
    out_ += "program " + std::string(word_of(kModels, options.fhir)) + ' ' +
            std::string(to_string(options.language));
    for (const auto& option : kOptions) {
      if (options.*option.value) out_ += ' ' + std::string(option.text);
    }
    out_ += "\nsource " + quote(program_.source) + "\nregisters " +
            std::to_string(program_.registers) + "\ndepth " + std::to_string(program_.depth) + '\n';
    if (program_.context_type != kNoType) {
      out_ += "for " + quote(model_of(program_)->name(program_.context_type)) + '\n';
    }
  }

  template <class Row>
  void table(char letter, const std::vector<Row>& rows) {
    if (!rows.empty()) out_ += '\n';
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::string text = to_text(rows[i]);
      out_ += letter + std::to_string(i) + (text.empty() ? "" : " ") + text + '\n';
    }
  }

  void fields() {
    const Model* const model = model_of(program_);
    if (!program_.fields.empty()) out_ += '\n';
    for (std::size_t i = 0; i < program_.fields.size(); ++i) {
      const ProgramField& field = program_.fields[i];
      out_ += 'f' + std::to_string(i) + ' ' + quote(name_of(field.key));
      if (field.type != kNoType) out_ += ' ' + quote(model->name(field.type));
      out_ += '\n';
    }
  }

  void line(std::uint32_t at) {
    const Instruction& instruction = program_.code[at];
    const Span span = program_.places[at];
    std::string operands;
    std::string comments;
    const auto kinds = operands_of(instruction.opcode);
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      const std::uint32_t value = operand_value(instruction, i);
      if (i > 0) operands += ' ';
      operands += operand(kinds[i].kind, value);
      const std::string beside = comment_of(kinds[i].kind, value);
      if (!beside.empty()) comments += (comments.empty() ? "" : ", ") + beside;
    }
    const std::string text_of_place = escape(source_text(span));
    if (comments != text_of_place) comments += (comments.empty() ? "" : " | ") + text_of_place;

    std::string text = std::to_string(at);
    text.insert(0, text.size() < kIndexWidth ? kIndexWidth - text.size() : 0, ' ');
    text += "  " + std::string(info(instruction.opcode).mnemonic);
    pad(text, kOperandColumn);
    text += ' ' + operands;
    pad(text, kPlaceColumn);
    text += ' ' + place(span);
    pad(text, kCommentColumn);
    out_ += text + (comments.empty() ? "" : " ; " + comments) + '\n';
  }

  static void pad(std::string& text, std::size_t column) {
    if (text.size() < column) text.resize(column, ' ');
  }

  std::string operand(char kind, std::uint32_t value) const {
    if (kind == 'j' || kind == 'h') return label_text(labels_.at(value));
    return kind == 'i' ? std::to_string(value) : kind + std::to_string(value);
  }

  std::string comment_of(char kind, std::uint32_t value) const {
    switch (kind) {
      case 'k':
        return comment(program_.constants[value]);
      case 'n':
        return comment(program_.names[value]);
      case 't':
        return comment(program_.types[value]);
      case 's':
        return comment(program_.sites[value]);
      case 'e':
        return comment(program_.errors[value]);
      case 'f':
        return escape(name_of(program_.fields[value].key));
      default:
        return {};
    }
  }

  /// Of a long place the beginning.
  std::string source_text(const Span& span) const {
    constexpr std::size_t kMost = 48;
    const std::string_view text =
        std::string_view(program_.source).substr(span.start, span.end - span.start);
    const std::size_t end = utf8::advance(text, 0, kMost);
    return std::string(text.substr(0, end)) + (end < text.size() ? "..." : "");
  }

  static constexpr std::size_t kIndexWidth = 5;
  static constexpr std::size_t kOperandColumn = 23;
  static constexpr std::size_t kPlaceColumn = 38;
  static constexpr std::size_t kCommentColumn = 48;

  const Program& program_;
  std::map<std::uint32_t, std::uint32_t> labels_;  ///< number by instruction
  std::string out_;
};

}  // namespace

std::string disassemble(const Program& program) {
  return Disassembler(program).run();
}

}  // namespace kiln::core
