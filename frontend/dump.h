// An Ast as a tree for terminals and as JSON for tools: what `kiln ast` shows. Entry: dump(),
// dump_json(). Tested by frontend/dump_test.cc.
#pragma once

#include <span>
#include <string>

#include "frontend/ast.h"

namespace kiln::core {

struct DumpOptions {
  bool ascii = false;   ///< no box-drawing characters
  bool colour = false;  ///< ANSI escapes
  /// By AstId: what to show as the static type of each node; empty, or one a node.
  std::span<const std::string> types{};
  /// Subtrees below this depth are one line with their number of nodes.
  std::uint32_t max_depth = 100;
};

/// One line a node: kind, what it names or holds, its span of bytes, its type.
///
///   Binary =  0..14
///   ├─ Member use  0..3
///   └─ String 'official'  6..16
std::string dump(const Ast& ast, const DumpOptions& options = {});

/// {"source": ..., "root": id, "nodes": [{"id", "kind", "span": [start, end], "name_span",
/// "op"?, "text"?, "name"?, "qualifier"?, "calendar"?, "type"?, "children"}, ...]}, the nodes in
/// post-order, a call without focus with null as its first child. Flat, so that no reader has to
/// recurse either. `types` as in DumpOptions.
std::string dump_json(const Ast& ast, std::span<const std::string> types = {});

}  // namespace kiln::core
