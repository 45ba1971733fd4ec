#include "compiler/ir_verifier.h"

#include <gtest/gtest.h>

#include <functional>

#include "compiler/lower.h"
#include "frontend/parser.h"

namespace kiln::core {
namespace {

Ir ir_of(std::string_view text) {
  const ParseResult parsed = parse(text);
  EXPECT_TRUE(parsed.ok()) << text;
  return lower(parsed.ast, {});
}

std::string message(const Ir& ir) {
  const auto verified = verify(ir);
  return verified ? "" : verified.error().message;
}

/// What verify() says when the last node with an operation was changed.
std::string message_after(std::string_view text, IrOp op,
                          const std::function<void(IrNode&)>& change) {
  Ir ir = ir_of(text);
  EXPECT_EQ(message(ir), "") << text;
  for (std::size_t i = ir.nodes.size(); i-- > 0;) {
    if (ir.nodes[i].op != op) continue;
    change(ir.nodes[i]);
    return message(ir);
  }
  ADD_FAILURE() << "no such node";
  return "";
}

TEST(IrVerifier, AcceptsWhatIsLowered) {
  EXPECT_EQ(message(ir_of("name.where($this.use = 'x').select($index)")), "");
  EXPECT_EQ(message(ir_of("defineVariable('a', 1).select(%a + %a).where(%a = 1)")), "");
  EXPECT_EQ(message(ir_of("defineVariable('a' & 'b').select(%ab).defineVariable('c' & 'd')")), "");
  EXPECT_EQ(message(ir_of("iif($this, $this, $this) | name.sort($this, $this desc)")), "");
}

TEST(IrVerifier, ChildrenStandBeforeTheirParents) {
  Ir ir = ir_of("name.given");
  ir.children[ir.nodes.back().first_child] = ir.root();
  EXPECT_EQ(message(ir), "node 2 (Member): a child stands behind it");
}

TEST(IrVerifier, ANodeHasOneParent) {
  Ir ir = ir_of("name = given");
  const std::uint32_t first = ir.nodes.back().first_child;
  ir.children[first + 1] = ir.children[first];
  EXPECT_EQ(message(ir), "node 1 (RootMember): it is the child of two");
}

TEST(IrVerifier, EveryNodeIsInTheTree) {
  Ir ir = ir_of("name");
  IrNode alone = ir.nodes[0];
  ir.nodes.push_back(alone);
  EXPECT_EQ(message(ir), "node 1 (RootMember): it is no node's child");
}

TEST(IrVerifier, TheNumberOfChildrenIsThatOfTheTable) {
  EXPECT_EQ(message_after("name = given", IrOp::Binary, [](IrNode& node) { --node.child_count; }),
            "node 4 (Binary): it has 1 children");
  EXPECT_EQ(message_after("name", IrOp::RootMember, [](IrNode& node) { node.first_child = 9; }),
            "node 1 (RootMember): its children are not there");
}

TEST(IrVerifier, WhatANodeNamesIsThere) {
  EXPECT_EQ(message_after("name", IrOp::RootMember, [](IrNode& node) { node.index = 9; }),
            "node 1 (RootMember): what it names is not there");
  EXPECT_EQ(message_after("1", IrOp::Constant, [](IrNode& node) { node.index = 9; }),
            "node 0 (Constant): what it names is not there");
  EXPECT_EQ(message_after("1 = 2", IrOp::Binary, [](IrNode& node) { node.detail = 99; }),
            "node 2 (Binary): its detail means nothing");
  EXPECT_EQ(message_after(
                "name.count()", IrOp::Call,
                [](IrNode& node) { node.detail = static_cast<std::uint8_t>(FunctionId::Where); }),
            "node 2 (Call): its detail means nothing");
}

TEST(IrVerifier, PlacesAreInTheSource) {
  EXPECT_EQ(message_after("name", IrOp::RootMember, [](IrNode& node) { node.place.end = 9; }),
            "node 1 (RootMember): its place is not in the source");
}

TEST(IrVerifier, KeysAndFieldsStandWhereTheyBelong) {
  EXPECT_EQ(message_after("name.sort(family)", IrOp::SortKey,
                          [](IrNode& node) { node.op = IrOp::Unary; }),
            "node 4 (Unary): keys belong to a sort");
  EXPECT_EQ(message_after("HumanName { family: 'x' }", IrOp::Field,
                          [](IrNode& node) { node.op = IrOp::Unary; }),
            "node 2 (Unary): fields belong to an instance");
}

TEST(IrVerifier, ABindingIsSeenWhereItIsIntroduced) {
  // The item of where() outside of it.
  Ir ir = ir_of("name.where(use) = given");
  for (IrNode& node : ir.nodes) {
    if (node.op == IrOp::Binding && node.span.start > 15) node.item = BindingId{1};
  }
  EXPECT_NE(message(ir).find("(Binding): the binding is not seen here"), std::string::npos)
      << message(ir);
  EXPECT_EQ(message_after("name", IrOp::Binding, [](IrNode& node) { node.item = BindingId{7}; }),
            "node 0 (Binding): there is no such binding");
}

TEST(IrVerifier, AVariableIsNotSeenBehindAnOperator) {
  Ir ir = ir_of("defineVariable('a', 1) = name");
  for (IrNode& node : ir.nodes) {
    if (node.op == IrOp::Define) {
      const BindingId variable = node.item;
      for (IrNode& other : ir.nodes) {
        if (other.op == IrOp::Binding && other.span.start > 20) other.item = variable;
      }
    }
  }
  EXPECT_NE(message(ir).find("(Binding): the binding is not seen here"), std::string::npos)
      << message(ir);
}

TEST(IrVerifier, ABindingIsIntroducedOnce) {
  EXPECT_EQ(message_after("name.where(use).where(use)", IrOp::Where,
                          [](IrNode& node) { node.item = BindingId{1}; }),
            "node 7 (Where): the binding is introduced twice");
}

}  // namespace
}  // namespace kiln::core
