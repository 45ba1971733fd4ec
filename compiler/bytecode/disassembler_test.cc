#include "compiler/bytecode/disassembler.h"

#include "compiler/bytecode/test_programs.h"
#include "compiler/compile.h"
#include "frontend/golden.h"

namespace kiln::core {
namespace {

TEST(Disassembler, ListingsOfExpressions) {
  check_goldens(
      "listings.txt", [](std::string_view text) { return disassemble(test::compile(text)); },
      "compiler");
}

TEST(Disassembler, ListingsOfExpressionsThatStreamOnAPatient) {
  check_goldens(
      "fused.txt",
      [](std::string_view text) {
        const ParseResult parsed = parse(text);
        EXPECT_TRUE(parsed.ok()) << text;
        CompileOptions options;
        options.context_type = Model::get(Fhir::R4).find_type("Patient");
        const auto program = compile(parsed.ast, options);
        return program ? disassemble(*program) : program.error().message;
      },
      "compiler");
}

TEST(Disassembler, OptionsStandInTheFirstLine) {
  ProgramOptions options;
  options.fhir = Fhir::None;
  options.language = LanguageVersion::V2;
  options.strict = options.as_filters = options.json_choice_names = true;
  const std::string listing = disassemble(test::compile("1", options));
  EXPECT_EQ(listing.substr(0, listing.find('\n')),
            "program none 2.0 strict as_filters json_choice_names");
}

TEST(Disassembler, OfALongPlaceTheBeginningIsShown) {
  const std::string text(100, 'x');
  const std::string listing = disassemble(test::compile("'" + text + "'"));
  EXPECT_NE(listing.find("| '" + text.substr(0, 47) + "...\n"), std::string::npos) << listing;
}

}  // namespace
}  // namespace kiln::core
