#include "runtime/function/signature.h"

#include <gtest/gtest.h>

namespace kiln::core {
namespace {

TEST(Signature, TheLanguageHas112FunctionsAndFhirFourteenMore) {
  std::size_t language = 0;
  std::size_t normative = 0;
  for (const Signature& row : signatures()) {
    language += row.since != Signature::Since::Fhir;
    normative += row.since == Signature::Since::Normative;
  }
  EXPECT_EQ(language, 112u);
  EXPECT_EQ(normative, 76u);
  EXPECT_EQ(signatures().size() - language, 14u);
}

TEST(Signature, IsFoundByItsNameAndId) {
  for (const Signature& row : signatures()) {
    EXPECT_EQ(find_function(row.name), &row) << row.name;
    EXPECT_EQ(&signature_of(row.id), &row) << row.name;
  }
  EXPECT_EQ(find_function("nowhere"), nullptr);
  EXPECT_EQ(find_function(""), nullptr);
}

TEST(Signature, ParametersAreLettersAndTheLastMayRepeat) {
  const Signature& sort = signature_of(FunctionId::Sort);
  EXPECT_TRUE(sort.variadic());
  EXPECT_EQ(sort.parameter(0), 'K');
  EXPECT_EQ(sort.parameter(7), 'K');
  const Signature& iif = signature_of(FunctionId::Iif);
  EXPECT_EQ(iif.max_arguments(), 3u);
  EXPECT_EQ(iif.required, 2);
  for (const Signature& row : signatures()) {
    EXPECT_LE(row.required, row.max_arguments()) << row.name;
    EXPECT_EQ(row.parameters.find_first_not_of("sibdqtvcCPRKGLZT*"), std::string_view::npos)
        << row.name;
  }
}

TEST(Signature, SomeParametersAreNewInTheLaterVersion) {
  const Signature& matches = signature_of(FunctionId::Matches);
  EXPECT_EQ(matches.max_arguments(LanguageVersion::V3), 2u);
  EXPECT_EQ(matches.max_arguments(LanguageVersion::V2), 1u);
  EXPECT_EQ(signature_of(FunctionId::ToQuantity).max_arguments(LanguageVersion::V2), 1u);
  EXPECT_EQ(signature_of(FunctionId::CheckModifiers).max_arguments(LanguageVersion::V2),
            UINT32_MAX);
  for (const Signature& row : signatures()) {
    EXPECT_LE(row.required, row.max_arguments(LanguageVersion::V2)) << row.name;
  }
}

}  // namespace
}  // namespace kiln::core
