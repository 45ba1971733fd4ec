// How fast a text becomes tokens, an Ast, a checked Ast: each stage alone, on expressions of three
// sizes (samples.h). What a stage makes is also destroyed in its time.
//
//   frontend_bench
#include <memory>

#include "bench/stage.h"
#include "frontend/checker.h"
#include "frontend/lexer.h"
#include "frontend/parser.h"

namespace kiln::core::bench {
namespace {

void tokenise(std::string_view source) {
  Diagnostics diagnostics;
  TextStore text(source);
  Lexer lexer(text, diagnostics);
  while (lexer.next().kind != TokenKind::End) {
  }
}

void add_all() {
  for (const SampleExpression& sample : sample_expressions()) {
    add_stage("tokenise", sample, [&sample] { tokenise(sample.text); });
    add_stage("parse", sample, [&sample] { benchmark::DoNotOptimize(parse(sample.text)); });
    CheckOptions options;
    options.fhir = Fhir::R4B;
    options.context_type = sample.checked_for;
    add_stage("check", sample,
              [parsed = std::make_shared<ParseResult>(parse(sample.text)), options] {
                benchmark::DoNotOptimize(check(parsed->ast, options));
              });
  }
}

}  // namespace
}  // namespace kiln::core::bench

int main(int count, char** arguments) {
  return kiln::core::bench::run_benchmarks(count, arguments, kiln::core::bench::add_all);
}
