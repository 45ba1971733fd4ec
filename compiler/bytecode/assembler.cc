#include "compiler/bytecode/assembler.h"

#include <algorithm>
#include <map>

#include "compiler/bytecode/error_number.h"
#include "compiler/bytecode/listing.h"
#include "compiler/bytecode/literal.h"
#include "compiler/bytecode/operands.h"
#include "compiler/bytecode/site.h"
#include "runtime/diagnostic/try.h"

namespace kiln::core {
namespace {

using namespace listing;

std::unexpected<Error> refuse(std::string message) {
  return fail(ErrorCode::InvalidProgram, std::move(message));
}

/// What was taken from a line, or what was wanted there.
template <class T>
Expected<T> wanted(std::optional<T> taken, std::string_view what) {
  if (taken) return *std::move(taken);
  return refuse("here should be " + std::string(what));
}

template <class Value, std::size_t kSize>
const Value* find_word(const Word<Value> (&words)[kSize], std::string_view text) {
  const auto* const found = std::ranges::find(words, text, &Word<Value>::text);
  return found == std::end(words) ? nullptr : &found->value;
}

Expected<Span> place(Line& line) {
  if (!line.take('@')) return refuse("here should be a place");
  return wanted(line.span(), "a span");
}

class Assembler {
 public:
  Expected<Program> run(std::string_view text) {
    program_.memory = std::make_unique<Arena>();
    for (std::size_t number = 1; !text.empty(); ++number) {
      const std::size_t size = std::min(text.find('\n'), text.size());
      if (const auto done = line(Line(text.substr(0, size)), number); !done) {
        return refuse("line " + std::to_string(number) + ": " + done.error().message);
      }
      text.remove_prefix(std::min(size + 1, text.size()));
    }
    KILN_CHECK(link());
    for (ProgramSite& site : program_.sites) site.where.arguments = site.argument_spans;
    if (program_.plain < program_.code.size()) program_.path = find_path(program_);
    return std::move(program_);
  }

 private:
  /// A jump to a label.
  struct Jump {
    std::size_t instruction;
    std::uint32_t label;
    std::size_t line;
  };

  Expected<void> line(Line line, std::size_t number) {
    if (line.at_end()) return {};
    KILN_CHECK(content(line, number));
    return line.at_end() ? Expected<void>() : refuse("here should be the end of the line");
  }

  Expected<void> content(Line& line, std::size_t number) {
    if (line.take("program")) return options(line);
    if (line.take("source")) {
      KILN_TRY(program_.source, wanted(line.quoted(), "a text"));
      return {};
    }
    if (line.take("registers")) {
      KILN_TRY(program_.registers, wanted(line.number(), "a number"));
      return {};
    }
    if (line.take("depth")) {
      KILN_TRY(program_.depth, wanted(line.number(), "a number"));
      return {};
    }
    if (const auto row = line.numbered('k')) return add(program_.constants, *row, constant(line));
    if (const auto row = line.numbered('n')) return add(program_.names, *row, name(line));
    if (const auto row = line.numbered('t')) return add(program_.types, *row, type(line));
    if (const auto row = line.numbered('s')) return add(program_.sites, *row, site(line));
    if (const auto row = line.numbered('e')) return add(program_.errors, *row, error(line));
    if (const auto row = line.numbered('f')) return add(program_.fields, *row, field(line));
    if (line.take("for")) {
      KILN_TRY(program_.context_type, type_of_model(line));
      return {};
    }
    if (line.take("plain:")) {
      program_.plain = static_cast<std::uint32_t>(program_.code.size());
      return {};
    }
    if (const auto label = line.numbered('L')) return mark(line, *label);
    if (const auto index = line.number(); index && *index != program_.code.size()) {
      return refuse("this is instruction " + std::to_string(program_.code.size()));
    }
    return instruction(line, number);
  }

  template <class Row>
  static Expected<void> add(std::vector<Row>& rows, std::uint32_t index, Expected<Row> row) {
    if (!row) return std::unexpected(row.error());
    if (index != rows.size()) return refuse("this is row " + std::to_string(rows.size()));
    rows.push_back(*std::move(row));
    return {};
  }

  Expected<void> options(Line& line) {
    const Fhir* const fhir = find_word(kModels, line.word());
    if (fhir == nullptr) return refuse("here should be none, R4, R4B or R5");
    program_.options.fhir = *fhir;
    KILN_TRY(program_.options.language,
             wanted(parse_language_version(line.word()), "a version of the language"));
    while (!line.at_end()) {
      const auto* const option = find_word(kOptions, line.word());
      if (option == nullptr) return refuse("there is no such option");
      program_.options.** option = true;
    }
    return {};
  }

  Expected<Items> constant(Line& line) {
    std::vector<Item> items;
    while (!line.at_end()) {
      if (!items.empty() && !line.take(',')) return refuse("here should be a comma");
      Literal literal;
      KILN_TRY(literal.kind, wanted(parse_literal_kind(line.word()), "a type of values"));
      if (literal.kind == LiteralKind::String) {
        KILN_TRY(literal.text, wanted(line.quoted(), "a text"));
      } else {
        literal.text = line.word();
      }
      if (literal.has_unit()) {
        KILN_TRY(literal.unit, wanted(line.quoted(), "a unit"));
      }
      KILN_TRY(items.emplace_back(), wanted(item_of(literal, *program_.memory), "a value"));
    }
    Item* const copy = program_.memory->array<Item>(items.size());
    std::ranges::copy(items, copy);
    return Items{copy, static_cast<std::uint32_t>(items.size())};
  }

  Expected<PathName> name(Line& line) {
    KILN_TRY(const std::string text, wanted(line.quoted(), "a name"));
    return path_name(model(), program_.memory->copy(text));
  }

  Expected<ResolvedType> type(Line& line) {
    const std::string_view space = line.word();
    if (space != "FHIR" && space != "System") return refuse("here should be FHIR or System");
    KILN_TRY(const std::string text, wanted(line.quoted(), "a name"));
    return resolve_type(model(), space, text);
  }

  Expected<TypeId> type_of_model(Line& line) {
    KILN_TRY(const std::string text, wanted(line.quoted(), "a type"));
    const TypeId type = model() == nullptr ? kNoType : model()->find_type(text);
    return type == kNoType ? Expected<TypeId>(refuse("there is no type '" + text + "'")) : type;
  }

  Expected<ProgramField> field(Line& line) {
    KILN_TRY(const std::string text, wanted(line.quoted(), "a name"));
    const NameId key = find_name(text);
    if (key == kNoName || model() == nullptr) return refuse("the model has no such name");
    TypeId type = kNoType;
    if (!line.at_end()) {
      KILN_TRY(type, type_of_model(line));
    }
    return ProgramField::of(*model(), key, type);
  }

  Expected<ProgramSite> site(Line& line) {
    ProgramSite site;
    const std::string_view what = line.word();
    if (what == "instance") {
      KILN_TRY(site.type, type(line));
    } else {
      KILN_TRY(site.name, wanted(line.quoted(), "a name"));
      if (const Service* const service = find_word(kServices, what)) {
        site.service = service->service;
        site.address = service->address;
      } else if (what == "function") {
        const Signature* const signature = find_function(site.name);
        if (signature == nullptr) return refuse("there is no function '" + site.name + "'");
        site.function = signature->id;
      } else if (what != "host") {
        return refuse("here should be a kind of site");
      }
    }
    KILN_TRY(site.where.place, place(line));
    KILN_CHECK(arguments(line, what == "instance", site));
    site.argument_count = static_cast<std::uint16_t>(
        site.argument_spans.size() - std::min(further_spans(site), site.argument_spans.size()));
    return site;
  }

  static Expected<void> arguments(Line& line, bool with_fields, ProgramSite& site) {
    if (!line.take('(')) return {};
    do {
      if (with_fields) {
        KILN_TRY(site.fields.emplace_back(), wanted(line.quoted(), "a field"));
      }
      KILN_TRY(site.argument_spans.emplace_back(), wanted(line.span(), "a span"));
    } while (line.take(','));
    return line.take(')') ? Expected<void>() : refuse("here should be a comma or a bracket");
  }

  static Expected<Error> error(Line& line) {
    Error error;
    const auto number = line.numbered('K');
    KILN_TRY(error.code,
             wanted(number ? find_error_code(*number) : std::nullopt, "the number of an error"));
    KILN_TRY(error.span, place(line));
    KILN_TRY(error.message, wanted(line.quoted(), "a message"));
    KILN_TRY(error.hint, wanted(line.quoted(), "a hint"));
    return error;
  }

  Expected<void> mark(Line& line, std::uint32_t label) {
    if (!line.take(':')) return refuse("here should be a colon");
    const auto at = static_cast<std::uint32_t>(program_.code.size());
    const bool is_new = labels_.emplace(label, at).second;
    return is_new ? Expected<void>() : refuse("this label is there already");
  }

  Expected<void> instruction(Line& line, std::size_t number) {
    const std::string_view mnemonic = line.word();
    const auto row = std::ranges::find(opcodes(), mnemonic, &OpcodeInfo::mnemonic);
    if (row == opcodes().end()) return refuse("there is no '" + std::string(mnemonic) + "'");
    Instruction instruction{row->opcode};
    const auto operands = operands_of(row->opcode);
    for (std::size_t i = 0; i < operands.size(); ++i) {
      const char kind = operands[i].kind;
      if (kind == 'j' || kind == 'h') {
        KILN_TRY(const std::uint32_t label, wanted(line.numbered('L'), "a label"));
        jumps_.push_back({program_.code.size(), label, number});
        continue;
      }
      const auto value = kind == 'i' ? line.number() : line.numbered(kind);
      if (!value) return refuse(std::string("here should be an operand ") + kind);
      if (*value > operand_limit(operands[i])) return refuse("the number is too large");
      set_operand(instruction, i, *value);
    }
    Span span;
    if (!line.at_end()) {
      KILN_TRY(span, place(line));
    }
    program_.code.push_back(instruction);
    program_.places.push_back(span);
    return {};
  }

  Expected<void> link() {
    for (const Jump& jump : jumps_) {
      const auto label = labels_.find(jump.label);
      if (label == labels_.end()) {
        return refuse("line " + std::to_string(jump.line) + ": there is no label L" +
                      std::to_string(jump.label));
      }
      Instruction& instruction = program_.code[jump.instruction];
      const auto operands = operands_of(instruction.opcode);
      if (label->second > operand_limit(operands.back())) {
        return refuse("line " + std::to_string(jump.line) + ": the label is too far away");
      }
      set_operand(instruction, operands.size() - 1, label->second);
    }
    return {};
  }

  const Model* model() const {
    const Fhir fhir = program_.options.fhir;
    return fhir == Fhir::None ? nullptr : &Model::get(fhir);
  }

  Program program_;
  std::map<std::uint32_t, std::uint32_t> labels_;  ///< where they stand
  std::vector<Jump> jumps_;
};

}  // namespace

Expected<Program> assemble(std::string_view listing) {
  return Assembler().run(listing);
}

}  // namespace kiln::core
