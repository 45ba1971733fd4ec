// UCUM's own definitions against the resolved tables, and the committed tables against the
// generator.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "runtime/ucum/atom.h"
#include "runtime/ucum/factor.h"
#include "runtime/ucum/unit.h"

namespace kiln::core::ucum {
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

    const std::optional<Decimal> value = Decimal::parse(definition.value);
    if (!value) {
      // The two that no Decimal holds.
      EXPECT_TRUE(definition.code == "[pi]" || definition.code == "[h]");
      continue;
    }
    EXPECT_EQ(unit->convert(Decimal(1), *defined_by), value);
  }
}

TEST(UcumDefinitions, PiHasTheDigitsOfTheTable) {
  const auto definition = std::ranges::find(kDefinitions, "[pi]", &Definition::code);
  ASSERT_NE(definition, std::end(kDefinitions));
  const Factor pi = without_pi({1, 1, 0, 1});
  EXPECT_EQ(definition->value, "3." + pi.numerator.str().substr(1));
  EXPECT_EQ(pi.denominator, 1);
  EXPECT_EQ(pi.ten, -64);
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
        EXPECT_FALSE(unit);
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
  const char* variable = std::getenv("KILN_UCUM");
  if (variable == nullptr) GTEST_SKIP() << "KILN_UCUM names no ucum-essence.xml nor its folder";
  std::filesystem::path source = variable;
  if (std::filesystem::is_directory(source)) source /= "ucum-essence.xml";
  if (std::system("python3 --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "no python3";

  const std::filesystem::path room = std::filesystem::path(KILN_SOURCE_DIR) / "runtime/ucum";
  const std::filesystem::path output = std::filesystem::path(testing::TempDir()) / "kiln-ucum";
  const std::string command = "python3 '" + (room / "generate").string() + "' --ucum '" +
                              source.string() + "' --output '" + output.string() + "'";
  ASSERT_EQ(std::system(command.c_str()), 0) << command;
  for (const char* name : {"atoms.inc", "prefixes.inc", "definitions.inc"}) {
    EXPECT_EQ(content_of(room / "generated" / name), content_of(output / name)) << name;
  }
  std::filesystem::remove_all(output);
}

}  // namespace
}  // namespace kiln::core::ucum
