#include "compiler/bytecode/serializer.h"

#include "compiler/bytecode/checksum.h"
#include "compiler/bytecode/literal.h"
#include "compiler/bytecode/serialized.h"

namespace kiln::core {
namespace {

using namespace serialized;

class Writer {
 public:
  std::string write(const Program& program) && {
    options(program.options);
    put(program.source);
    put(program.registers);
    put(program.depth);
    each(program.constants, &Writer::constant);
    each(program.names, &Writer::name);
    each(program.types, &Writer::type);
    each(program.sites, &Writer::site);
    each(program.errors, &Writer::error);
    model_ = model_of(program);
    each(program.fields, &Writer::field);
    put(type_name(program.context_type));
    put(program.plain);
    each(program.code, &Writer::instruction);
    each(program.places, &Writer::span);
    return std::move(out_);
  }

 private:
  template <std::unsigned_integral Number>
  void put(Number number) {
    serialized::put(out_, number);
  }
  void put(std::string_view text) {
    put(static_cast<std::uint32_t>(text.size()));
    out_ += text;
  }
  template <class Enum>
    requires std::is_enum_v<Enum>
  void put(Enum value) {
    put(static_cast<std::underlying_type_t<Enum>>(value));
  }

  template <class Rows, class Row>
  void each(const Rows& rows, void (Writer::*write_row)(const Row&)) {
    put(static_cast<std::uint32_t>(rows.size()));
    for (const Row& row : rows) (this->*write_row)(row);
  }

  void options(const ProgramOptions& options) {
    put(options.fhir);
    put(options.language);
    put(static_cast<std::uint8_t>((options.strict ? kStrict : 0) |
                                  (options.as_filters ? kAsFilters : 0) |
                                  (options.json_choice_names ? kJsonChoiceNames : 0)));
  }
  void constant(const Items& items) { each(items, &Writer::item); }
  void item(const Item& item) {
    const Literal literal = literal_of(item).value_or(Literal{});
    put(literal.kind);
    put(literal.text);
    if (literal.has_unit()) put(literal.unit);
  }
  void name(const PathName& name) { put(name.text); }
  void type(const ResolvedType& type) {
    put(static_cast<std::uint8_t>(type.system));
    put(type.name);
  }
  void site(const ProgramSite& site) {
    put(site.name);
    put(site.service);
    put(site.address);
    put(site.argument_count);
    span(site.where.place);
    each(site.argument_spans, &Writer::span);
    each(site.fields, &Writer::text);
    type(site.type);
  }
  void text(const std::string& text) { put(text); }
  void error(const Error& error) {
    put(error.code);
    span(error.span);
    put(error.message);
    put(error.hint);
  }
  void field(const ProgramField& field) {
    put(name_of(field.key));
    put(type_name(field.type));
  }
  std::string_view type_name(TypeId type) const {
    return model_ == nullptr ? std::string_view() : model_->name(type);
  }
  void instruction(const Instruction& instruction) {
    put(instruction.opcode);
    put(instruction.a);
    put(instruction.b);
    put(instruction.c);
  }
  void span(const Span& span) {
    put(span.start);
    put(span.end);
  }

  const Model* model_ = nullptr;
  std::string out_;
};

}  // namespace

std::uint64_t serialized::table() {
  static constexpr std::uint64_t kTable = Checksum::of(
#define KILN_OPCODE(name, mnemonic, operands, effects, cost, doc) mnemonic " " operands "\n"
#include "compiler/bytecode/opcode.def"
#undef KILN_OPCODE
  );
  return kTable;
}

std::string serialize(const Program& program) {
  std::string bytes(kMagic);
  put(bytes, kProgramVersion);
  put(bytes, table());
  put(bytes, std::uint64_t{0});
  bytes += Writer().write(program);
  return with_checksum(std::move(bytes));
}

std::string with_checksum(std::string bytes) {
  if (bytes.size() < kHeadSize) return bytes;
  std::string checksum;
  put(checksum, Checksum::of(std::string_view(bytes).substr(kHeadSize)));
  return bytes.replace(kChecksumOffset, checksum.size(), checksum);
}

}  // namespace kiln::core
