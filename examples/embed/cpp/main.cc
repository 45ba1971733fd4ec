// Evaluates an expression on a resource:
//
//     embed 'Patient.name.given' patient.json

#include <kiln/kiln.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: embed EXPRESSION FILE\n";
    return 2;
  }
  const std::string expression = argv[1];
  std::ifstream file(argv[2], std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(file), {});

  kiln::Engine engine;  // FHIR R4, FHIRPath 3.0.0
  const auto program = engine.compile(expression);
  if (!program) {
    std::cerr << kiln::render(program.error(), expression);
    return 1;
  }
  const auto document = kiln::Document::parse_json(text);
  if (!document) {
    std::cerr << argv[2] << ": " << document.error().message << '\n';
    return 3;
  }
  kiln::Context context;
  const auto result = program->evaluate(*document, context);
  if (!result) {
    std::cerr << kiln::render({kiln::Severity::Error, result.error()}, expression);
    return 1;
  }
  for (const kiln::Item& item : *result) std::cout << item.to_string() << '\n';
}
