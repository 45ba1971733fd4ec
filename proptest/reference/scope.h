// Scope: what an expression can see (§5 "Scoped Functions", "Special variables").
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "proptest/reference/item.h"

namespace kiln::core::reference {

using SharedCollection = std::shared_ptr<const Collection>;

/// A variable of defineVariable(), and those that were there before it (§5.10.4).
struct Variable {
  std::string name;
  Collection value;
  std::shared_ptr<const Variable> outer;
};

struct Scope {
  /// What a path or a function without a left side starts from: the context, the item of a lambda.
  /// nullptr: there is no input at all.
  SharedCollection focus;
  SharedCollection self;   ///< $this
  std::int32_t index = 0;  ///< $index; left alone by repeat, repeatAll, sort and iif
  SharedCollection total;  ///< $total; nullptr outside of aggregate()
  std::shared_ptr<const Variable> variables;

  /// The scope of a lambda for one item: $this and the focus are that item.
  Scope of(Item item) const {
    Scope inner = *this;
    inner.focus = std::make_shared<const Collection>(Collection{std::move(item)});
    inner.self = inner.focus;
    return inner;
  }
  Scope of(Item item, std::int32_t position) const {
    Scope inner = of(std::move(item));
    inner.index = position;
    return inner;
  }
};

}  // namespace kiln::core::reference
