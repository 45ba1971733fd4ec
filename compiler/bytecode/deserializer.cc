#include <optional>

#include "compiler/bytecode/checksum.h"
#include "compiler/bytecode/error_number.h"
#include "compiler/bytecode/literal.h"
#include "compiler/bytecode/serialized.h"
#include "compiler/bytecode/serializer.h"
#include "compiler/bytecode/verifier.h"
#include "runtime/diagnostic/try.h"

namespace kiln::core {
namespace {

using namespace serialized;

std::unexpected<Error> refuse(std::string message) {
  return fail(ErrorCode::InvalidProgram, std::move(message));
}

/// Reads a payload. Behind its end there is nothing but zeros: is_whole() says at the end whether
/// that was needed. A table has no more rows than there are bytes.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  Expected<Program> read() && {
    Program program;
    program.memory = std::make_unique<Arena>();
    arena_ = program.memory.get();
    KILN_CHECK(options(program.options));
    const auto known =
        static_cast<std::uint8_t>(program.options.fhir) <= static_cast<std::uint8_t>(Fhir::R5);
    if (!known) return refuse("the FHIR version is not known");
    if (program.options.fhir != Fhir::None) model_ = &Model::get(program.options.fhir);
    program.source = text();
    program.registers = number<std::uint32_t>();
    program.depth = number<std::uint32_t>();
    KILN_CHECK(each(program.constants, &Reader::constant));
    KILN_CHECK(each(program.names, &Reader::name));
    KILN_CHECK(each(program.types, &Reader::type));
    KILN_CHECK(each(program.sites, &Reader::site));
    KILN_CHECK(each(program.errors, &Reader::error));
    KILN_CHECK(each(program.fields, &Reader::field_row));
    KILN_CHECK(type_of_model(program.context_type));
    program.plain = number<std::uint32_t>();
    KILN_CHECK(each(program.code, &Reader::instruction));
    KILN_CHECK(each(program.places, &Reader::span));
    if (!is_whole_ || !rest_.empty()) return refuse("its size is not what its content says");
    for (ProgramSite& site : program.sites) site.where.arguments = site.argument_spans;
    return program;
  }

 private:
  std::string_view bytes(std::size_t count) {
    is_whole_ = is_whole_ && count <= rest_.size();
    if (!is_whole_) return {};
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  template <std::unsigned_integral Number>
  Number number() {
    const std::string_view taken = bytes(sizeof(Number));
    return taken.empty() ? Number{0} : get<Number>(taken);
  }
  template <class Enum>
  void number(Enum& value) {
    value = static_cast<Enum>(number<std::underlying_type_t<Enum>>());
  }
  std::string text() { return std::string(bytes(number<std::uint32_t>())); }

  template <class Row>
  Expected<void> each(std::vector<Row>& rows, Expected<void> (Reader::*read_row)(Row&)) {
    const auto count = number<std::uint32_t>();
    if (count > rest_.size()) return refuse("a table is larger than the file");
    for (std::uint32_t i = 0; i < count && is_whole_; ++i) {
      KILN_CHECK((this->*read_row)(rows.emplace_back()));
    }
    return {};
  }

  Expected<void> options(ProgramOptions& options) {
    number(options.fhir);
    number(options.language);
    const auto bits = number<std::uint8_t>();
    if (bits > (kStrict | kAsFilters | kJsonChoiceNames)) return refuse("an option is not known");
    options.strict = (bits & kStrict) != 0;
    options.as_filters = (bits & kAsFilters) != 0;
    options.json_choice_names = (bits & kJsonChoiceNames) != 0;
    return {};
  }
  Expected<void> constant(Items& items) {
    std::vector<Item> list;
    KILN_CHECK(each(list, &Reader::item));
    Item* const copy = arena_->array<Item>(list.size());
    std::ranges::copy(list, copy);
    items = {copy, static_cast<std::uint32_t>(list.size())};
    return {};
  }
  Expected<void> item(Item& item) {
    Literal literal;
    number(literal.kind);
    literal.text = text();
    if (literal.has_unit()) literal.unit = text();
    const auto value = item_of(literal, *arena_);
    if (!value) return refuse("a constant is no value");
    item = *value;
    return {};
  }
  Expected<void> name(PathName& name) {
    name = path_name(model_, arena_->copy(text()));
    return {};
  }
  Expected<void> type(ResolvedType& type) {
    const auto system = number<std::uint8_t>();
    const std::string name = text();
    if (system > 1) return refuse("a type is of no namespace");
    auto resolved = resolve_type(model_, system != 0 ? "System" : "FHIR", name);
    if (!resolved) return refuse("there is no type '" + name + "'");
    type = *std::move(resolved);
    return {};
  }
  Expected<void> site(ProgramSite& site) {
    site.name = text();
    number(site.service);
    number(site.address);
    site.argument_count = number<std::uint16_t>();
    KILN_CHECK(span(site.where.place));
    KILN_CHECK(each(site.argument_spans, &Reader::span));
    KILN_CHECK(each(site.fields, &Reader::field));
    if (site.service == ProgramSite::Service::None) {
      if (const Signature* const signature = find_function(site.name)) {
        site.function = signature->id;
      }
    }
    return optional_type(site.type);
  }
  /// No name: none.
  Expected<void> optional_type(ResolvedType& into) {
    constexpr std::string_view kNone("\0\0\0\0\0", 5);
    if (rest_.starts_with(kNone)) {
      bytes(kNone.size());
      return {};
    }
    return type(into);
  }
  Expected<void> field(std::string& field) {
    field = text();
    return {};
  }
  Expected<void> error(Error& error) {
    const auto code = find_error_code(number<std::uint16_t>());
    if (!code) return refuse("an error has no code");
    error.code = *code;
    KILN_CHECK(span(error.span));
    error.message = text();
    error.hint = text();
    return {};
  }
  Expected<void> field_row(ProgramField& field) {
    const NameId key = find_name(text());
    TypeId type = kNoType;
    KILN_CHECK(type_of_model(type));
    if (key == kNoName || model_ == nullptr) return refuse("a field has no name of the model");
    field = ProgramField::of(*model_, key, type);
    return {};
  }
  /// No name: none.
  Expected<void> type_of_model(TypeId& type) {
    const std::string name = text();
    if (name.empty()) return {};
    type = model_ == nullptr ? kNoType : model_->find_type(name);
    return type == kNoType ? refuse("there is no type '" + name + "'") : Expected<void>();
  }
  Expected<void> instruction(Instruction& instruction) {
    number(instruction.opcode);
    instruction.a = number<std::uint16_t>();
    instruction.b = number<std::uint16_t>();
    instruction.c = number<std::uint16_t>();
    return {};
  }
  Expected<void> span(Span& span) {
    span.start = number<std::uint32_t>();
    span.end = number<std::uint32_t>();
    return {};
  }

  std::string_view rest_;
  bool is_whole_ = true;
  Arena* arena_ = nullptr;
  const Model* model_ = nullptr;
};

}  // namespace

Expected<Program> deserialize(std::string_view bytes) {
  if (bytes.size() < kHeadSize || !bytes.starts_with(kMagic)) return refuse("it is no program");
  if (get<std::uint32_t>(bytes.substr(kMagic.size())) != kProgramVersion ||
      get<std::uint64_t>(bytes.substr(kMagic.size() + sizeof kProgramVersion)) != table()) {
    return refuse("the program is of another version");
  }
  const std::string_view payload = bytes.substr(kHeadSize);
  if (get<std::uint64_t>(bytes.substr(kChecksumOffset)) != Checksum::of(payload)) {
    return refuse("the program is damaged: its checksum differs");
  }
  KILN_TRY(Program program, Reader(payload).read());
  KILN_CHECK(verify(program));
  program.path = find_path(program);
  return program;
}

}  // namespace kiln::core
