#include "runtime/profile/discriminator_path.h"

#include <gtest/gtest.h>

namespace kiln::core {
namespace {

using Kind = PathStep::Kind;
using Path = std::vector<PathStep>;

TEST(DiscriminatorPath, HasTheStepsOfTheRestrictedSubset) {
  EXPECT_EQ(parse_discriminator_path("$this"), Path{});
  EXPECT_EQ(parse_discriminator_path("$this.use"), (Path{{Kind::Child, "use"}}));
  EXPECT_EQ(parse_discriminator_path("code.coding"),
            (Path{{Kind::Child, "code"}, {Kind::Child, "coding"}}));
  EXPECT_EQ(parse_discriminator_path("value[x]"), (Path{{Kind::Child, "value"}}));
  EXPECT_EQ(parse_discriminator_path("value.ofType(FHIR.Quantity).code"),
            (Path{{Kind::Child, "value"}, {Kind::OfType, "Quantity"}, {Kind::Child, "code"}}));
  EXPECT_EQ(parse_discriminator_path("extension('http://a.b/c').value"),
            (Path{{Kind::Extension, "http://a.b/c"}, {Kind::Child, "value"}}));
  EXPECT_EQ(parse_discriminator_path("extension(\"u\")"), (Path{{Kind::Extension, "u"}}));
  EXPECT_EQ(parse_discriminator_path("resolve()"), (Path{{Kind::Resolve, ""}}));
}

TEST(DiscriminatorPath, RefusesEverythingElse) {
  for (const char* path :
       {"", ".", "a.", ".a", "a..b", "a or b", "a[0]", "where(x)", "resolve(x)", "extension()",
        "extension('u)", "extension('u'", "ofType()", "$that", "a.b()", "extension('u'x)"})
    EXPECT_EQ(parse_discriminator_path(path).error().code, ErrorCode::Unsupported) << path;
}

}  // namespace
}  // namespace kiln::core
