#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <kiln/compiler.h>

#include <optional>
#include <string>
#include <vector>

namespace kiln {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string text_of(std::string_view source, Span span) {
  return std::string(source.substr(span.start, span.end - span.start));
}

/// The Ast of a text without errors.
Ast ast_of(std::string_view text) {
  const ParseResult parsed = Ast::parse(text);
  EXPECT_TRUE(parsed.ok()) << render(parsed.diagnostics, text);
  return parsed.ast;
}

Ir ir_of(std::string_view text, const ProgramOptions& options = {}) {
  const Expected<Ir> ir = Ir::lower(ast_of(text), options);
  EXPECT_TRUE(ir) << ir.error().message;
  return *ir;
}

ErrorCode code_of(const auto& expected) {
  return expected ? ErrorCode{} : expected.error().code;
}

/// Each node on a line: the number, what it is, its children.
std::string walk(const Ast& ast) {
  std::string out;
  for (std::size_t id = 0; id < ast.size(); ++id) {
    const AstNode node = ast.node(id);
    out += std::to_string(node.id()) + ' ' + std::string(to_string(node.kind()));
    for (const std::string_view part :
         {node.operator_text(), node.qualifier(), node.name(), node.text()})
      if (!part.empty()) out += ' ' + std::string(part);
    if (node.flag()) out += " flag";
    out += " [";
    for (std::size_t i = 0; i < node.child_count(); ++i) {
      const std::optional<AstNode> child = node.child(i);
      out += (i == 0 ? "" : " ") + (child ? std::to_string(child->id()) : std::string("-"));
    }
    out += "]\n";
  }
  return out;
}

// --- Ast -----------------------------------------------------------------------------------------

TEST(Ast, ANodeSaysWhatItIsAndWhatItsChildrenAre) {
  EXPECT_EQ(walk(ast_of("name.where(use = 'official')")),
            "0 Member name []\n"
            "1 Member use []\n"
            "2 String official []\n"
            "3 Binary = [1 2]\n"
            "4 Call where [0 3]\n");
  EXPECT_EQ(walk(ast_of("exists(-5)")),
            "0 Integer 5 []\n"
            "1 Unary - [0]\n"
            "2 Call exists [- 1]\n");
  EXPECT_EQ(walk(ast_of("(4 days = value as FHIR.Quantity) or %a")),
            "0 Quantity days 4 flag []\n"
            "1 Member value []\n"
            "2 TypeOperation as FHIR Quantity [1]\n"
            "3 Binary = [0 2]\n"
            "4 ExternalConstant a []\n"
            "5 Binary or [3 4]\n");
}

TEST(Ast, ANodeHasThePlaceOfItsTextAndThatOfItsName) {
  const std::string text = "(Patient.name).where(use  =  'x')[0]";
  const Ast ast = ast_of(text);
  const AstNode index = ast.root();
  ASSERT_EQ(index.kind(), AstKind::Index);
  EXPECT_EQ(text_of(text, index.span()), text);
  EXPECT_EQ(text_of(text, index.name_span()), "[0]");
  const AstNode where = *index.child(0);
  EXPECT_EQ(text_of(text, where.name_span()), "where");
  EXPECT_EQ(text_of(text, where.child(0)->span()), "(Patient.name)");
  EXPECT_EQ(text_of(text, where.child(1)->span()), "use  =  'x'");
  EXPECT_EQ(text_of(text, where.child(1)->name_span()), "=");
}

TEST(Ast, ANodeOutlivesTheHandleItWasTakenFrom) {
  std::optional<Ast> first = ast_of("Patient.name");
  const Ast second = *first;
  const AstNode node = first->root();
  first.reset();
  EXPECT_EQ(node.name(), "name");
  EXPECT_EQ(node.child(0)->name(), "Patient");
  EXPECT_EQ(second.source(), "Patient.name");
}

TEST(Ast, KeepsItsTextBeyondTheCallers) {
  std::string text = "name | given";
  const Ast ast = ast_of(text);
  text.assign(text.size(), '?');
  EXPECT_EQ(ast.source(), "name | given");
  EXPECT_EQ(ast.node(0).name(), "name");
}

TEST(Ast, IsPrintedInACanonicalFormThatIsTheSameAst) {
  const Ast ast = ast_of("((a).b(`c`,  'd\\u0065') + (1*2)) // sum");
  EXPECT_EQ(ast.print(), "a.b(c, 'de') + 1 * 2");
  EXPECT_EQ(walk(ast_of(ast.print())), walk(ast));
}

TEST(Ast, ANodeIsPrintedAlone) {
  const Ast ast = ast_of("( name.sort(family desc) ) | HumanName { use : 'x' }");
  std::vector<std::string> printed;
  for (std::size_t id = 0; id < ast.size(); ++id) printed.push_back(ast.node(id).print());
  EXPECT_THAT(printed, ElementsAre("name", "family", "family desc", "name.sort(family desc)", "'x'",
                                   "use: 'x'", "HumanName {use: 'x'}",
                                   "name.sort(family desc) | HumanName {use: 'x'}"));
}

TEST(Ast, OfAWrongTextIsWhatCouldBeRecovered) {
  const ParseResult parsed = Ast::parse("name.where(use = ) | given[");
  EXPECT_FALSE(parsed.ok());
  std::vector<ErrorCode> codes;
  for (const Diagnostic& diagnostic : parsed.diagnostics.items())
    codes.push_back(diagnostic.error.code);
  EXPECT_THAT(codes, ElementsAre(ErrorCode::UnexpectedToken, ErrorCode::UnexpectedEnd));
  EXPECT_EQ(parsed.diagnostics.first_error().span, (Span{17, 18}));
  EXPECT_EQ(walk(parsed.ast),
            "0 Member name []\n"
            "1 Member use []\n"
            "2 Error []\n"
            "3 Binary = [1 2]\n"
            "4 Call where [0 3]\n"
            "5 Member given []\n"
            "6 Error []\n"
            "7 Index [5 6]\n"
            "8 Binary | [4 7]\n");
  EXPECT_EQ(parsed.ast.print(), "name.where(use = <error>) | given[<error>]");
}

TEST(Ast, AnEmptyTextIsAnErrorToo) {
  const ParseResult parsed = Ast::parse("");
  EXPECT_EQ(parsed.diagnostics.first_error().code, ErrorCode::UnexpectedEnd);
  EXPECT_EQ(walk(parsed.ast), "0 Error []\n");
}

TEST(Ast, HasTheLimitsAndTheLanguageOfItsOptions) {
  ParseOptions options;
  options.limits.max_bytes = 3;
  EXPECT_EQ(Ast::parse("name", options).diagnostics.first_error().code,
            ErrorCode::ExpressionTooLong);
  options = {};
  options.limits.max_depth = 2;
  EXPECT_EQ(Ast::parse("(((1)))", options).diagnostics.first_error().code,
            ErrorCode::NestingTooDeep);
  options = {};
  options.language = LanguageVersion::V2;
  EXPECT_EQ(Ast::parse("5L", options).diagnostics.first_error().code, ErrorCode::NotInThisVersion);
}

// --- Types ---------------------------------------------------------------------------------------

TEST(Check, GivesEachNodeItsType) {
  const Ast ast = ast_of("name.where(use = 'official').given.count() > 1");
  const CheckResult checked = check(ast, {.context_type = "Patient"});
  EXPECT_TRUE(checked.diagnostics.empty());
  ASSERT_EQ(checked.types.size(), ast.size());
  const AstNode count = *ast.root().child(0);
  const AstNode given = *count.child(0);
  EXPECT_EQ(checked.types.back(), "System.Boolean 1..1");
  EXPECT_EQ(checked.types[count.id()], "System.Integer 1..1");
  EXPECT_EQ(checked.types[given.id()], "FHIR.string 0..*");
  EXPECT_EQ(checked.types[given.child(0)->id()], "FHIR.HumanName 0..*");
}

TEST(Check, FindsWhatTheModelDoesNotHave) {
  const CheckResult checked = check(ast_of("Patient.nmae.given"), {.strict = true});
  ASSERT_FALSE(checked.ok());
  const Error& error = checked.diagnostics.first_error();
  EXPECT_EQ(error.code, ErrorCode::UnknownElement);
  EXPECT_EQ(error.span, (Span{8, 12}));
  EXPECT_EQ(error.hint, "did you mean 'name'?");
  EXPECT_TRUE(check(ast_of("Patient.nmae.given")).ok());
}

TEST(Check, KnowsVariablesAndFunctionsOfTheHost) {
  const Ast ast = ast_of("twice(%limit)");
  const CheckResult unknown = check(ast);
  EXPECT_EQ(unknown.diagnostics.error_count(), 2u);
  EXPECT_EQ(unknown.diagnostics.items()[0].error.code, ErrorCode::UnknownFunction);
  EXPECT_EQ(unknown.diagnostics.items()[1].error.code, ErrorCode::UnknownVariable);
  EXPECT_TRUE(check(ast, {.variables = {"limit"}, .functions = {"twice"}}).ok());
}

TEST(Check, IsOfAModelAndOfALanguage) {
  const Ast ast = ast_of("name.sort(family)");
  EXPECT_EQ(check(ast_of("Patient.id"), {.fhir = Fhir::None}).types[1], "anything 0..*");
  EXPECT_TRUE(check(ast, {.context_type = "Patient"}).ok());
  EXPECT_EQ(check(ast, {.language = LanguageVersion::V2, .context_type = "Patient"})
                .diagnostics.first_error()
                .code,
            ErrorCode::NotInThisVersion);
}

TEST(Check, GivesTheErrorsOfAWrongText) {
  const ParseResult parsed = Ast::parse("1 + | 2");
  const CheckResult checked = check(parsed.ast);
  EXPECT_TRUE(checked.types.empty());
  ASSERT_EQ(checked.diagnostics.error_count(), 1u);
  EXPECT_EQ(checked.diagnostics.first_error().span, parsed.diagnostics.first_error().span);
}

// --- Ir ------------------------------------------------------------------------------------------

TEST(Ir, IsPrintedAsATree) {
  EXPECT_EQ(ir_of("name.exists()").print(),
            "Call exists()                                    @5..11    ; exists\n"
            "  RootMember \"name\"                              @0..4     ; name\n"
            "    Binding b0                                   @0..4     ; name\n");
}

TEST(Ir, IsPrintedWithTheFactsOfAType) {
  const Ir ir = ir_of("birthDate");
  EXPECT_EQ(ir.print_facts("Patient").value(),
            "RootMember \"birthDate\"                           @0..9     ; 0..* (1) date "
            "reads=context\n"
            "  Binding b0                                     @0..9     ; 0..1 Patient "
            "reads=context\n");
  EXPECT_THAT(ir.print_facts("").value(), HasSubstr("; 0..* reads=context"));
}

TEST(Ir, HasNoFactsOfATypeThatIsNotThere) {
  const auto facts = ir_of("birthDate").print_facts("Patent");
  ASSERT_EQ(code_of(facts), ErrorCode::UnknownType);
  EXPECT_EQ(facts.error().message, "the context type 'Patent' names no type");
  EXPECT_EQ(code_of(ir_of("birthDate", {.fhir = Fhir::None}).print_facts("Patient")),
            ErrorCode::UnknownType);
}

TEST(Ir, IsVerified) {
  EXPECT_TRUE(ir_of("name.where(use = 'official').given | %resource.id").verify());
}

TEST(Ir, IsNotMadeOfAWrongText) {
  const auto ir = Ir::lower(Ast::parse("1 +").ast);
  ASSERT_EQ(code_of(ir), ErrorCode::UnexpectedEnd);
  EXPECT_EQ(ir.error().span, (Span{3, 3}));
}

// --- Bytecode ------------------------------------------------------------------------------------

TEST(Bytecode, IsEmittedForATypeOrForAny) {
  const Ir ir = ir_of("birthDate");
  const Bytecode general = ir.emit().value();
  EXPECT_EQ(general.size(), 4u);
  EXPECT_EQ(general.source(), "birthDate");
  EXPECT_EQ(general.disassemble(),
            "program R4 3.0\n"
            "source \"birthDate\"\n"
            "registers 2\n"
            "depth 1\n"
            "\n"
            "n0 \"birthDate\"\n"
            "\n"
            "    0  context          C0             @0..9     ; birthDate\n"
            "    1  move             C1 C0          @0..9     ; birthDate\n"
            "    2  root_member      C1 C1 n0       @0..9     ; birthDate\n"
            "    3  return           C1             @0..9     ; birthDate\n");
  const Bytecode of_patient = ir.emit({.context_type = "Patient"}).value();
  EXPECT_EQ(of_patient.size(), 8u);
  EXPECT_THAT(of_patient.disassemble(), HasSubstr("for \"Patient\"\n"));
}

TEST(Bytecode, WithoutStreamingHasThePlainBodyOnly) {
  const Ir ir = ir_of("birthDate");
  EXPECT_EQ(ir.emit({.context_type = "Patient", .streaming = false})->disassemble(),
            ir.emit()->disassemble());
}

TEST(Bytecode, IsNotEmittedForATypeThatIsNotThere) {
  EXPECT_EQ(code_of(ir_of("birthDate").emit({.context_type = "Patent"})), ErrorCode::UnknownType);
}

TEST(Bytecode, MayBeTooLargeForItsInstructions) {
  std::string text = "a0";
  for (int i = 1; i < 70'000; ++i) text += ".a" + std::to_string(i);
  EXPECT_EQ(code_of(ir_of(text).emit()), ErrorCode::ProgramLimit);
}

TEST(Bytecode, SaysWhatItWasCompiledWith) {
  const ProgramOptions options = ir_of("name", {.fhir = Fhir::R5,
                                                .language = LanguageVersion::V2,
                                                .strict = true,
                                                .as_filters = true,
                                                .json_choice_names = true})
                                     .emit()
                                     ->options();
  EXPECT_EQ(options.fhir, Fhir::R5);
  EXPECT_EQ(options.language, LanguageVersion::V2);
  EXPECT_TRUE(options.strict);
  EXPECT_TRUE(options.as_filters);
  EXPECT_TRUE(options.json_choice_names);
}

TEST(Bytecode, ComesBackFromItsListing) {
  const Bytecode bytecode = ir_of("name.where(use = 'official').given.first() & '!'")
                                .emit({.context_type = "Patient"})
                                .value();
  const auto again = Bytecode::assemble(bytecode.disassemble());
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->disassemble(), bytecode.disassemble());
  EXPECT_EQ(again->serialize(), bytecode.serialize());
}

TEST(Bytecode, AListingIsReadWithItsLinesAndVerified) {
  const auto unreadable = Bytecode::assemble("registers 1\nempty C0\nreturm C0\n");
  ASSERT_EQ(code_of(unreadable), ErrorCode::InvalidProgram);
  EXPECT_THAT(unreadable.error().message, StartsWith("line 3: "));
  const auto unverified = Bytecode::assemble("registers 1\nreturn C0\n");
  ASSERT_EQ(code_of(unverified), ErrorCode::InvalidProgram);
  EXPECT_EQ(unverified.error().message,
            "instruction 0 (return): register 0 does not hold a collection on every path");
}

TEST(Bytecode, ComesBackFromItsBytes) {
  const Bytecode bytecode = ir_of("name.where(use = 'official').given | 1.50 'mg'.toString()")
                                .emit({.context_type = "Patient"})
                                .value();
  std::string bytes = bytecode.serialize();
  EXPECT_EQ(bytes.substr(0, 4), "KILN");
  const auto again = Bytecode::deserialize(bytes);
  ASSERT_TRUE(again) << again.error().message;
  bytes.assign(bytes.size(), '?');
  EXPECT_EQ(again->disassemble(), bytecode.disassemble());
  EXPECT_EQ(again->source(), bytecode.source());
  EXPECT_EQ(again->serialize(), bytecode.serialize());
}

TEST(Bytecode, DamagedBytesAreRefusedWhereverTheDamageIs) {
  const std::string bytes =
      ir_of("name.given.first()").emit({.context_type = "Patient"})->serialize();
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x10);
    EXPECT_EQ(code_of(Bytecode::deserialize(damaged)), ErrorCode::InvalidProgram) << i;
    EXPECT_EQ(code_of(Bytecode::deserialize(bytes.substr(0, i))), ErrorCode::InvalidProgram) << i;
  }
  EXPECT_EQ(code_of(Bytecode::deserialize(bytes + '\0')), ErrorCode::InvalidProgram);
}

TEST(Bytecode, BytesOfAnotherVersionAreRefused) {
  std::string bytes = ir_of("name").emit()->serialize();
  ++bytes[4];
  const auto other = Bytecode::deserialize(bytes);
  ASSERT_EQ(code_of(other), ErrorCode::InvalidProgram);
  EXPECT_EQ(other.error().message, "the program is of another version");
}

}  // namespace
}  // namespace kiln
