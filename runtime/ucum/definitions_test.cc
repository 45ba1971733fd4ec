// UCUM's own definitions against the resolved tables, and the committed tables against the
// generator.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "runtime/ucum/atom.h"
#include "runtime/ucum/unit.h"

namespace kiln::ucum {
namespace {

struct Definition {
  std::string_view code;
  std::string_view value;
  std::string_view unit;
  bool special;
};

constexpr Definition kDefinitions[] = {
#include "runtime/ucum/generated/definitions.inc"
};

TEST(UcumDefinitions, TheTableIsWhole) {
  EXPECT_EQ(std::size(kDefinitions), 303u);
  EXPECT_EQ(atoms().size(), 310u);
  EXPECT_EQ(prefixes().size(), 24u);
}

TEST(UcumDefinitions, EachAtomConvertsToItsOwnDefinition) {
  for (const Definition& definition : kDefinitions) {
    SCOPED_TRACE(definition.code);
    const auto unit = Unit::parse(definition.code);
    const auto defined_by = Unit::parse(definition.unit);
    ASSERT_TRUE(unit && defined_by);
    EXPECT_EQ(unit->is_special(), definition.special);
    const AtomRow& row = atoms()[static_cast<std::size_t>(find_atom(definition.code))];
    if (row.arbitrary != kNoAtom && defined_by->commensurable(*Unit::parse("1"))) {
      EXPECT_FALSE(unit->commensurable(*defined_by));
      continue;
    }
    ASSERT_TRUE(unit->commensurable(*defined_by));
    if (definition.special) continue;

    // [pi] has 65 digits; the definitions of some constants need more than 37 fraction digits in
    // base units, none in the unit that they are defined by.
    if (definition.code == "[pi]") continue;
    EXPECT_EQ(unit->convert(Decimal(1), *defined_by), Decimal::parse(definition.value));
  }
}

TEST(UcumDefinitions, PiHasTheDigitsOfTheTable) {
  const auto one = *Unit::parse("1");
  const auto pi = *Unit::parse("[pi]");
  EXPECT_EQ(pi.convert(Decimal(1), one)->to_string(), "3.141592653589793238462643383");
  for (const Definition& definition : kDefinitions) {
    if (definition.code != "[pi]") continue;
    // 10^27 times as large, all 28 leading digits of the table stand before the point.
    EXPECT_EQ(definition.value,
              "3.1415926535897932384626433832795028841971693993751058209749445923");
  }
  // What is left after the leading 28 digits is there too: (pi * 10^27 - its integer part).
  const auto tail = *Unit::parse("10*27.[pi]");
  EXPECT_EQ(tail.convert(Decimal(1), one)->to_string(), "3141592653589793238462643383");
}

TEST(UcumDefinitions, EachMetricAtomTakesEachPrefixAndNoOtherDoes) {
  for (const AtomRow& atom : atoms()) {
    const auto plain = *Unit::parse(atom.code);
    for (const PrefixRow& prefix : prefixes()) {
      const std::string code = std::string(prefix.code) + atom.code;
      if (find_atom(code) != kNoAtom) continue;  // "cd", "Pa", "min"
      SCOPED_TRACE(code);
      const auto unit = Unit::parse(code);
      if (!atom.metric) {
        // "dar" and its like are another prefix and another atom.
        EXPECT_TRUE(!unit || !unit->commensurable(plain) || code != std::string(prefix.code) + "a");
        continue;
      }
      ASSERT_TRUE(unit);
      ASSERT_TRUE(unit->commensurable(plain));
      const bool enlarges = prefix.factor.ten > 0 || prefix.factor.numerator > 1;
      EXPECT_EQ(unit->compare_size(plain),
                enlarges ? std::strong_ordering::greater : std::strong_ordering::less);
    }
  }
}

TEST(UcumDefinitions, NoCodeIsTwoDifferentPrefixedAtoms) {
  for (const AtomRow& atom : atoms()) {
    if (!atom.metric) continue;
    for (const PrefixRow& prefix : prefixes()) {
      const std::string code = std::string(prefix.code) + atom.code;
      for (std::size_t length = 1; length <= 2 && length < code.size(); ++length) {
        if (length == std::string_view(prefix.code).size()) continue;
        const AtomIndex other = find_atom(std::string_view(code).substr(length));
        const bool ambiguous = find_prefix(std::string_view(code).substr(0, length)) != nullptr &&
                               other != kNoAtom && atoms()[static_cast<std::size_t>(other)].metric;
        EXPECT_FALSE(ambiguous) << code;
      }
    }
  }
}

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST(UcumDefinitions, WhatIsCommittedIsWhatTheGeneratorMakes) {
  const char* source = std::getenv("KILN_UCUM");
  if (source == nullptr) GTEST_SKIP() << "KILN_UCUM names no ucum-essence.xml";
  if (std::system("python3 --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "no python3";

  const std::filesystem::path room = std::filesystem::path(KILN_SOURCE_DIR) / "runtime/ucum";
  const std::filesystem::path output = std::filesystem::path(testing::TempDir()) / "kiln-ucum";
  const std::string command = "python3 '" + (room / "generate").string() + "' --ucum '" + source +
                              "' --output '" + output.string() + "'";
  ASSERT_EQ(std::system(command.c_str()), 0) << command;
  for (const char* name : {"atoms.inc", "prefixes.inc", "definitions.inc"}) {
    EXPECT_EQ(content_of(room / "generated" / name), content_of(output / name)) << name;
  }
  std::filesystem::remove_all(output);
}

}  // namespace
}  // namespace kiln::ucum
