#include "runtime/builtin/equality.h"

#include <array>
#include <cstdint>

#include "model/types.h"
#include "runtime/builtin/test_calls.h"

namespace kiln::core {
namespace {

class ItemEqualityTest : public test::CallTest {
 protected:
  /// `a = b` and `a ~ b` of the items of a list of `context`'s member: "true false", "?" for
  /// nothing.
  std::string related(Items items) {
    return text(equal(evaluation_, items[0], items[1])) + " " +
           text(equivalent(evaluation_, items[0], items[1]));
  }
  static std::string text(const Expected<std::optional<bool>>& known) {
    if (!known) return to_string(known.error().code);
    return !*known ? "?" : **known ? "true" : "false";
  }
  /// Two items of one type in a list of an Observation's components: their values.
  std::string values(std::string_view first, std::string_view second) {
    const Item root = begin(R"({"resourceType": "Observation", "component": [{)" +
                            std::string(first) + "}, {" + std::string(second) + "}]}");
    return related(along(root, {"component", "value"}));
  }
};

TEST_F(ItemEqualityTest, ChildrenAreComparedInTheOrderOfTheLeftSide) {
  const auto two = [&](std::string_view first, std::string_view second) {
    const Item root = begin(R"({"resourceType": "Patient", "contact": [)" + std::string(first) +
                            "," + std::string(second) + "]}");
    const Items items = along(root, {"contact"});
    return text(equal(evaluation_, items[0], items[1])) + " " +
           text(equal(evaluation_, items[1], items[0]));
  };
  const std::string_view bad_first = R"({"period": {"start": "x"}, "gender": "male"})";
  EXPECT_EQ(two(bad_first, R"({"period": {"start": "x"}, "gender": "female"})"), "K0324 K0324");
  EXPECT_EQ(two(bad_first, R"({"gender": "female", "period": {"start": "x"}})"), "K0324 false");
  EXPECT_EQ(two(bad_first, R"({"period": {"start": "x"}, "id": "1"})"), "false false");
}

TEST_F(ItemEqualityTest, NamesOfOneDocumentAreThoseOfAnother) {
  environment_.model = nullptr;
  const Document first = Document::parse_json(R"({"own": 1, "other": [2, 3]})").value();
  const Document second = Document::parse_json(R"({"x": {"own": 1, "other": [2, 3]},
      "y": {"other": [2, 3], "own": 1}, "z": {"own": 1, "another": [2, 3]}})")
                              .value();
  begin("{}");
  const Item a = Item::node(root_node(first, nullptr));
  const Item b = Item::node(root_node(second, nullptr));
  const auto member = [&](std::string_view name) {
    const NodeIndex index = second.find(0, second.find_name(name));
    return Item::node({&second, index, kNoType});
  };
  EXPECT_EQ(text(equal(evaluation_, a, member("x"))), "true");
  EXPECT_EQ(text(equal(evaluation_, member("y"), a)), "true");
  EXPECT_EQ(text(equal(evaluation_, a, member("z"))), "false");
  EXPECT_EQ(text(equal(evaluation_, a, b)), "false");
}

TEST_F(ItemEqualityTest, AChoiceMayStandTwice) {
  // Not valid, but to be compared: two values of different types with other elements between.
  const Item root = begin(R"({"resourceType": "Patient", "extension": [
      {"valueString": "a", "url": "u", "valueCode": "b"},
      {"valueCode": "b", "url": "u", "valueString": "a"},
      {"valueString": "a", "url": "u", "valueCode": "b"}]})");
  const Items items = along(root, {"extension"});
  EXPECT_EQ(text(equal(evaluation_, items[0], items[1])), "false");
  EXPECT_EQ(text(equivalent(evaluation_, items[0], items[1])), "true");
  EXPECT_EQ(text(equal(evaluation_, items[0], items[2])), "true");
}

TEST_F(ItemEqualityTest, ChildrenAreCharged) {
  const Item root = begin(R"({"resourceType": "Patient", "name": [
      {"given": ["a", "b", "c"]}, {"given": ["a", "b", "c"]}]})");
  const Items items = along(root, {"name"});
  const std::uint64_t before = evaluation_.fuel();
  EXPECT_EQ(text(equal(evaluation_, items[0], items[1])), "true");
  EXPECT_EQ(before - evaluation_.fuel(), 6u);
}

TEST_F(ItemEqualityTest, PrimitivesAreTheirValues) {
  EXPECT_EQ(values(R"("valueString": "a", "_valueString": {"id": "1"})", R"("valueString": "a")"),
            "true true");
  EXPECT_EQ(values(R"("valueString": "a b")", R"("valueString": "A\tB")"), "false true");
  EXPECT_EQ(values(R"("valueInteger": 5)", R"("valueQuantity": {"value": 5.0, "code": "1",
      "system": "http://unitsofmeasure.org"})"),
            "true true");
  EXPECT_EQ(values(R"("valueDateTime": "2020")", R"("valueDateTime": "2020-01")"), "? false");
  EXPECT_EQ(values(R"("valueDateTime": "2020-99")", R"("valueDateTime": "2020")"), "K0324 K0324");
}

TEST_F(ItemEqualityTest, APrimitiveWithoutAValueHasNone) {
  const std::string_view none = R"("_valueString": {"id": "1"})";
  EXPECT_EQ(values(none, R"("valueString": "a")"), "? false");
  EXPECT_EQ(values(none, none), "true true");
  EXPECT_EQ(values(none, R"("_valueString": {"id": "2"})"), "false true");
}

TEST_F(ItemEqualityTest, ElementsAreComparedChildByChild) {
  const auto names = [&](std::string_view first, std::string_view second) {
    const Item root = begin(R"({"resourceType": "Patient", "name": [)" + std::string(first) + "," +
                            std::string(second) + "]}");
    return related(along(root, {"name"}));
  };
  EXPECT_EQ(
      names(R"({"family": "A", "given": ["b", "c"]})", R"({"given": ["b", "c"], "family": "A"})"),
      "true true");
  EXPECT_EQ(names(R"({"given": ["b", "c"]})", R"({"given": ["c", "b"]})"), "false true");
  EXPECT_EQ(names(R"({"given": ["b", "c"]})", R"({"given": ["b"]})"), "false false");
  EXPECT_EQ(names(R"({"given": ["b"]})", R"({"family": "b"})"), "false false");
  EXPECT_EQ(names(R"({"id": "1", "family": "A"})", R"({"family": "A"})"), "false true");
  EXPECT_EQ(names(R"({"family": "A", "given": ["b"], "x": 1})",
                  R"({"x": 1, "given": ["b"], "family": "A"})"),
            "true true");
  EXPECT_EQ(names(R"({"period": {"start": "2020"}})", R"({"period": {"start": "2020-01"}})"),
            "? false");
  EXPECT_EQ(names(R"({"family": "A", "period": {"start": "2020"}})",
                  R"({"family": "B", "period": {"start": "2020-01"}})"),
            "false false");
}

TEST_F(ItemEqualityTest, TypesTakePart) {
  EXPECT_EQ(values(R"("valuePeriod": {"id": "1"})", R"("valueRange": {"id": "1"})"), "false false");
}

TEST_F(ItemEqualityTest, CodesAreEquivalentWithoutTheirDisplay) {
  const auto concepts = [&](std::string_view first, std::string_view second) {
    return values(R"("valueCodeableConcept": )" + std::string(first),
                  R"("valueCodeableConcept": )" + std::string(second));
  };
  EXPECT_EQ(concepts(R"({"coding": [{"system": "s", "code": "a"}, {"system": "s", "code": "b"}]})",
                     R"({"coding": [{"system": "s", "code": "b", "display": "B"}]})"),
            "false true");
  EXPECT_EQ(concepts(R"({"coding": [{"system": "s", "code": "a"}]})",
                     R"({"coding": [{"system": "t", "code": "a"}]})"),
            "false false");
  EXPECT_EQ(concepts(R"({"text": "t"})", R"({"text": "t"})"), "true false");
}

TEST_F(ItemEqualityTest, AChoiceHasOneNameWhereverItStands) {
  const Item root = begin(R"({"resourceType": "Patient", "extension": [
      {"url": "u", "valueString": "x"}]})");
  Expected<Document> alone = Document::parse_json(R"({"url": "u", "valueString": "x"})");
  const Item made = Item::node(evaluation_.keep(std::make_shared<const Document>(*std::move(alone)),
                                                0, fhir_type::Extension));
  EXPECT_EQ(related(list({along(root, {"extension"}).front(), made})), "true true");
}

TEST_F(ItemEqualityTest, WithoutAModelJsonIsCompared) {
  environment_.model = nullptr;
  const Item root = begin(R"({"a": [{"x": 1, "y": [1, 2]}, {"y": [1, 2.0], "x": 1}]})");
  std::vector<Node> nodes;
  append_children(nullptr, root.as_node(), document_->find_name("a"), nodes);
  EXPECT_EQ(related(list({Item::node(nodes[0]), Item::node(nodes[1])})), "true true");
}

TEST_F(ItemEqualityTest, InTheSecondVersionWhatIsNotKnownInACollectionIsUnequal) {
  const auto date = [&](std::string_view text) {
    return evaluation_.temporal(*Temporal::parse_date(text));
  };
  const auto both = [&] {
    return text(equal(evaluation_, list({date("2020"), Item::integer(1)}),
                      list({date("2020-01"), Item::integer(1)})));
  };
  EXPECT_EQ(both(), "?");
  environment_.language = LanguageVersion::V2;
  begin();
  EXPECT_EQ(both(), "false");
  EXPECT_EQ(text(equal(evaluation_, date("2020"), date("2020-01"))), "?");
}

TEST_F(ItemEqualityTest, HasABoundOnDepthAndLeavesNothingBehind) {
  environment_.model = nullptr;
  const auto nested = [](int depth) {
    std::string json = "1";
    for (int i = 0; i < depth; ++i) json = R"({"a": )" + json + "}";
    return json;
  };
  Item root = begin(nested(501));
  EXPECT_EQ(related(list({root, root})), "K0316 K0316");
  root = begin(nested(500));
  const std::size_t before = evaluation_.arena().bytes() + 2 * sizeof(Item);
  evaluation_.arena().allocate(1 << 20);  // room for all that follows
  EXPECT_EQ(related(list({root, root})), "true true");
  EXPECT_LE(evaluation_.arena().bytes(), before + (1 << 20) + 64);
}

TEST_F(ItemEqualityTest, EquivalenceUsesUpAStepForEachPair) {
  std::array<Item, 20> up;
  std::array<Item, 20> down;
  for (std::int32_t i = 0; i < 20; ++i) {
    up[static_cast<std::size_t>(i)] = Item::integer(i);
    down[static_cast<std::size_t>(19 - i)] = Item::integer(i);
  }
  environment_.limits.max_steps = 50;
  begin("{}");
  EXPECT_EQ(text(equivalent(evaluation_, Items{up.data(), 20}, Items{up.data(), 20})), "true");
  EXPECT_EQ(text(equivalent(evaluation_, Items{up.data(), 20}, Items{down.data(), 20})), "K0314");
}

}  // namespace
}  // namespace kiln::core
