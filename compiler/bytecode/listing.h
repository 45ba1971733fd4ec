// What disassembler.cc and assembler.cc share: words and texts of a listing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/bytecode/program.h"

namespace kiln::core::listing {

/// On one line, without what terminals act on.
std::string escape(std::string_view text);
std::string quote(std::string_view text);

/// A word for one state of an option, a service, ...: "strict".
template <class Value>
struct Word {
  std::string_view text;
  Value value;
};

inline constexpr Word<Fhir> kModels[] = {
    {"none", Fhir::None}, {"R4", Fhir::R4}, {"R4B", Fhir::R4B}, {"R5", Fhir::R5}};

inline constexpr Word<bool ProgramOptions::*> kOptions[] = {
    {"strict", &ProgramOptions::strict},
    {"as_filters", &ProgramOptions::as_filters},
    {"json_choice_names", &ProgramOptions::json_choice_names}};

struct Service {
  ProgramSite::Service service = ProgramSite::Service::None;
  ProgramSite::Address address = ProgramSite::Address::None;

  friend bool operator==(const Service&, const Service&) = default;
};

inline constexpr Word<Service> kServices[] = {
    {"factory", {ProgramSite::Service::Factory, ProgramSite::Address::None}},
    {"terminologies", {ProgramSite::Service::Terminologies, ProgramSite::Address::None}},
    {"terminologies_at", {ProgramSite::Service::Terminologies, ProgramSite::Address::One}},
    {"terminologies_badly_at", {ProgramSite::Service::Terminologies, ProgramSite::Address::Wrong}},
};

/// Parts of a line. Each skips blanks before it and takes nothing if it is not there.
class Line {
 public:
  explicit Line(std::string_view text) : rest_(text) {}

  bool take(char symbol);
  bool take(std::string_view word);
  bool at_end();  ///< or at a comment
  /// Letters, digits, `_`, `.`, `-`, `+`, `:`; "" if there are none.
  std::string_view word();
  std::optional<std::uint32_t> number();
  /// "12..17".
  std::optional<Span> span();
  /// A text in quotes.
  std::optional<std::string> quoted();
  /// A letter and a number without blanks: "k0".
  std::optional<std::uint32_t> numbered(char letter);

 private:
  void skip_blanks();

  std::string_view rest_;
};

}  // namespace kiln::core::listing
