// The tables of a program: constants, names, types, sites, errors.

#include <algorithm>

#include "compiler/bytecode/error_number.h"
#include "compiler/bytecode/literal.h"
#include "compiler/bytecode/site.h"
#include "compiler/bytecode/verifying.h"
#include "runtime/diagnostic/try.h"
#include "runtime/text/utf8.h"

namespace kiln::core {
namespace {

bool is_options(const ProgramOptions& options) {
  return options.fhir <= Fhir::R5 && options.language <= LanguageVersion::V3;
}

Expected<void> verify_constant(Items items) {
  Arena arena;
  for (const Item& item : items) {
    const auto literal = literal_of(item);
    if (!literal || !item_of(*literal, arena)) return invalid("an item is no value");
  }
  return {};
}

Expected<void> verify_name(const Program& program, const PathName& name) {
  if (!utf8::is_valid(name.text)) return invalid("it is not UTF-8");
  const PathName known = path_name(model_of(program), name.text);
  if (name.id != known.id || name.type != known.type) return invalid("it is not the model's");
  return {};
}

Expected<void> verify_type(const Program& program, const ResolvedType& type) {
  if (type.name.empty() || !utf8::is_valid(type.name)) return invalid("it has no name");
  const auto known = resolve_type(model_of(program), type.system ? "System" : "FHIR", type.name);
  if (!known || known->id != type.id) return invalid("it is not the model's");
  return {};
}

Expected<void> verify_error(const Program& program, const Error& error) {
  if (!find_error_code(static_cast<std::uint32_t>(error.code))) {
    return invalid("it has no code");
  }
  if (!is_inside(program, error.span)) return invalid("its place is not in the source");
  if (!utf8::is_valid(error.message) || !utf8::is_valid(error.hint)) {
    return invalid("its text is not UTF-8");
  }
  return {};
}

bool is_type_of_model(const Program& program, TypeId type) {
  const Model* const model = model_of(program);
  return type == kNoType || (model != nullptr && model->exists(type));
}

Expected<void> verify_field(const Program& program, const ProgramField& field) {
  const Model* const model = model_of(program);
  if (model == nullptr || static_cast<std::uint32_t>(field.key) >= name_count()) {
    return invalid("it has no name of the model");
  }
  if (!is_type_of_model(program, field.type) || is_system_type(field.type)) {
    return invalid("its type is not the model's");
  }
  if (field.is_resource != ProgramField::of(*model, field.key, field.type).is_resource) {
    return invalid("it is a resource, or not one, against the model");
  }
  return {};
}

/// Parameters that are evaluated by the function, or not at all: no built-in gets them.
bool is_value(char parameter) {
  return std::string_view("CPRKGLZT").find(parameter) == std::string_view::npos;
}

Expected<void> verify_function(const Program& program, const ProgramSite& site) {
  if (static_cast<std::size_t>(site.function) >= signatures().size() ||
      signature_of(site.function).name != site.name) {
    return invalid("its function has another name");
  }
  const Signature& signature = signature_of(site.function);
  const bool is_new = signature.since == Signature::Since::Trial;
  if (program.options.language == LanguageVersion::V2 && is_new) {
    return invalid("its function is not part of the language");
  }
  if (site.argument_count < signature.required ||
      site.argument_count > signature.max_arguments(program.options.language)) {
    return invalid("its function takes another number of arguments");
  }
  for (std::uint16_t i = 0; i < site.argument_count; ++i) {
    if (!is_value(signature.parameter(i))) return invalid("its function takes no such argument");
  }
  return {};
}

Expected<void> verify_instance(const Program& program, const ProgramSite& site) {
  KILN_CHECK(verify_type(program, site.type));
  const Model* const model = model_of(program);
  if (model == nullptr || site.type.system || model->is_abstract(site.type.id)) {
    return invalid("there are no objects of its type");
  }
  if (!site.name.empty()) return invalid("an instance has no name");
  if (site.fields.size() != site.argument_count) return invalid("there is not one field each");
  std::vector<std::string_view> fields(site.fields.begin(), site.fields.end());
  std::ranges::sort(fields);
  if (std::ranges::adjacent_find(fields) != fields.end()) return invalid("a field is there twice");
  const bool is_text = std::ranges::all_of(fields, utf8::is_valid);
  return is_text ? Expected<void>() : invalid("a field is not UTF-8");
}

Expected<void> verify_site(const Program& program, const ProgramSite& site) {
  if (!utf8::is_valid(site.name)) return invalid("its name is not UTF-8");
  if (site.service > ProgramSite::Service::Factory || site.address > ProgramSite::Address::Wrong) {
    return invalid("it is of no service");
  }
  const SiteKind kind = kind_of(site);
  const bool is_terminologies = site.service == ProgramSite::Service::Terminologies;
  if (site.address != ProgramSite::Address::None && !is_terminologies) {
    return invalid("only terminologies have an address");
  }
  if (kind != SiteKind::Function && site.function != FunctionId{}) {
    return invalid("it has a function");
  }
  if (kind != SiteKind::Instance &&
      (!site.fields.empty() || !site.type.name.empty() || site.type.id != kNoType)) {
    return invalid("only an instance has a type and fields");
  }
  if (site.argument_spans.size() != site.argument_count + further_spans(site) ||
      site.where.arguments.data() != site.argument_spans.data() ||
      site.where.arguments.size() != site.argument_spans.size()) {
    return invalid("there is not one place for each argument");
  }
  const auto is_place = [&](Span span) { return is_inside(program, span); };
  if (!is_place(site.where.place) || !std::ranges::all_of(site.argument_spans, is_place)) {
    return invalid("a place is not in the source");
  }
  if (kind == SiteKind::Function) return verify_function(program, site);
  return kind == SiteKind::Instance ? verify_instance(program, site) : Expected<void>();
}

/// Applies a check to each row of a table and names the row that fails.
template <class Rows, class Check>
Expected<void> verify_rows(std::string_view table, const Rows& rows, Check check) {
  if (rows.size() > UINT16_MAX) return invalid("too many rows of " + std::string(table));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (const auto row = check(rows[i]); !row) {
      return invalid(std::string(table) + " " + std::to_string(i) + ": " + row.error().message);
    }
  }
  return {};
}

}  // namespace

Expected<void> verify_tables(const Program& program) {
  if (!is_options(program.options)) return invalid("the options are not known");
  if (program.source.size() >= UINT32_MAX || !utf8::is_valid(program.source)) {
    return invalid("the source is not a text");
  }
  const auto of = [&](auto check) {
    return [&program, check](const auto& row) { return check(program, row); };
  };
  KILN_CHECK(verify_rows("constant", program.constants, verify_constant));
  KILN_CHECK(verify_rows("name", program.names, of(verify_name)));
  KILN_CHECK(verify_rows("type", program.types, of(verify_type)));
  KILN_CHECK(verify_rows("site", program.sites, of(verify_site)));
  KILN_CHECK(verify_rows("field", program.fields, of(verify_field)));
  if (!is_type_of_model(program, program.context_type)) {
    return invalid("the type of the context is not the model's");
  }
  return verify_rows("error", program.errors, of(verify_error));
}

}  // namespace kiln::core
