// Composition: what a value set contains, from its definition and the loaded code systems.
//
// A value set with a whole expansion of its own is answered from that, any other from its
// `compose`. What cannot be decided (a code system or an imported value set that is not loaded, an
// unsupported filter) is an error, unless something else decides: a code that one include holds is
// in, whatever the other includes need. Imports are followed to a bounded depth and number.
//
// Abstract codes (notSelectable) group others and are no members, unless they are asked for.
#pragma once

#include <string_view>
#include <vector>

#include "runtime/diagnostic/error.h"
#include "runtime/terminology/definitions.h"

namespace kiln::core::terminology {

/// A member of a value set.
struct Member {
  std::string_view system;
  std::string_view version;
  std::string_view code;
  std::string_view display;
  ElementView listed{};                ///< its entry in the value set, if it is listed there
  const CodeSystem* source = nullptr;  ///< its code system and concept, if that is loaded
  const Concept* row = nullptr;
  bool abstract = false;
  bool inactive = false;
};

struct CompositionOptions {
  bool abstract = false;              ///< whether abstract codes are members
  std::size_t max_members = 100'000;  ///< more are an error
};

class Composition {
 public:
  explicit Composition(const Definitions& definitions, CompositionOptions options = {})
      : definitions_(definitions), options_(options) {}

  Expected<bool> contains(const ValueSet& value_set, std::string_view system,
                          std::string_view code) const;

  /// The code systems that it draws from, each once.
  Expected<std::vector<std::string_view>> systems(const ValueSet& value_set) const;

  /// All members in the order of the definition, each once.
  Expected<std::vector<Member>> expand(const ValueSet& value_set) const;

 private:
  struct Walk;
  class Visit;

  Expected<bool> contains(const ValueSet& value_set, std::string_view system, std::string_view code,
                          Walk& walk) const;
  Expected<bool> holds(const Include& include, std::string_view system, std::string_view code,
                       Walk& walk) const;
  Expected<bool> holds_by_system(const Include& include, std::string_view code) const;
  Expected<bool> any_holds(const std::vector<Include>& includes, std::string_view system,
                           std::string_view code, Walk& walk) const;
  Expected<void> add_systems(const ValueSet& value_set, std::vector<std::string_view>& out,
                             Walk& walk) const;
  Expected<std::vector<Member>> expand(const ValueSet& value_set, Walk& walk) const;
  Expected<std::vector<Member>> candidates(const Include& include, Walk& walk) const;
  Expected<const ValueSet*> imported(std::string_view canonical) const;
  Member member_of(const Contained& contained) const;
  Member complete(Member member) const;

  const Definitions& definitions_;
  CompositionOptions options_;
};

}  // namespace kiln::core::terminology
