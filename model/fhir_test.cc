#include "model/fhir.h"

#include <gtest/gtest.h>

namespace kiln::core {
namespace {

TEST(Fhir, IsReadAsItPrints) {
  for (const Fhir fhir : {Fhir::None, Fhir::R4, Fhir::R4B, Fhir::R5})
    EXPECT_EQ(parse_fhir(to_string(fhir)), fhir) << to_string(fhir);
  EXPECT_EQ(to_string(Fhir::None), "none");
  EXPECT_EQ(to_string(Fhir::R4), "r4");
  EXPECT_EQ(to_string(Fhir::R4B), "r4b");
  EXPECT_EQ(to_string(Fhir::R5), "r5");
}

TEST(Fhir, NothingElseIsOne) {
  for (const char* text : {"", "R4", "r3", "r4 "})
    EXPECT_EQ(parse_fhir(text), std::nullopt) << text;
}

}  // namespace
}  // namespace kiln::core
