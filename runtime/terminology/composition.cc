#include "runtime/terminology/composition.h"

#include <algorithm>
#include <set>
#include <string>

#include "runtime/terminology/terminology_error.h"

namespace kiln::core::terminology {
namespace {

constexpr std::size_t kMaxImportDepth = 32;
constexpr std::size_t kMaxVisits = 1'000;

std::unexpected<Error> not_loaded(std::string_view system) {
  return unanswered("code system " + quoted(system) + " is not loaded");
}

}  // namespace

/// The value sets that import each other down to where we are, and how many were looked at.
struct Composition::Walk {
  std::vector<const ValueSet*> path;
  std::size_t visits = 0;
};

/// Stands for looking at one value set's `compose`: it is on the path as long as the Visit lives.
class Composition::Visit {
 public:
  Visit(Walk& walk, const ValueSet& value_set)
      : walk_(walk), is_cycle_(std::ranges::find(walk.path, &value_set) != walk.path.end()) {
    walk.path.push_back(&value_set);
    ++walk.visits;
  }
  ~Visit() { walk_.path.pop_back(); }
  Visit(const Visit&) = delete;
  Visit& operator=(const Visit&) = delete;

  Expected<void> check() const {
    const ValueSet& value_set = *walk_.path.back();
    if (is_cycle_) return unanswered("value set " + quoted(value_set.url()) + " imports itself");
    if (value_set.includes().empty()) {
      return unanswered("value set " + quoted(value_set.url()) + " does not say what is in it");
    }
    if (walk_.path.size() > kMaxImportDepth || walk_.visits > kMaxVisits) {
      return unanswered("value sets import each other too often");
    }
    return {};
  }

 private:
  Walk& walk_;
  bool is_cycle_;
};

Expected<bool> Composition::contains(const ValueSet& value_set, std::string_view system,
                                     std::string_view code) const {
  Walk walk;
  return contains(value_set, system, code, walk);
}

Expected<bool> Composition::contains(const ValueSet& value_set, std::string_view system,
                                     std::string_view code, Walk& walk) const {
  if (value_set.is_expanded()) {
    const Contained* entry = value_set.find_in_expansion(system, code);
    return entry != nullptr && (options_.abstract || !entry->abstract);
  }
  const Visit visit(walk, value_set);
  if (const Expected<void> checked = visit.check(); !checked) {
    return std::unexpected(checked.error());
  }
  const Expected<bool> included = any_holds(value_set.includes(), system, code, walk);
  if (!included || !*included) return included;
  const Expected<bool> excluded = any_holds(value_set.excludes(), system, code, walk);
  if (!excluded) return excluded;
  return !*excluded;
}

Expected<bool> Composition::any_holds(const std::vector<Include>& includes, std::string_view system,
                                      std::string_view code, Walk& walk) const {
  Expected<bool> answer = false;
  for (const Include& include : includes) {
    Expected<bool> held = holds(include, system, code, walk);
    if (held && *held) return true;
    if (!held && answer) answer = std::move(held);
  }
  return answer;
}

Expected<bool> Composition::holds(const Include& include, std::string_view system,
                                  std::string_view code, Walk& walk) const {
  if (include.system.empty() && include.value_sets.empty()) return false;
  if (!include.system.empty()) {
    if (include.system != system) return false;
    const Expected<bool> held = holds_by_system(include, code);
    if (!held || !*held) return held;
  }
  for (const std::string_view canonical : include.value_sets) {
    const Expected<const ValueSet*> value_set = imported(canonical);
    if (!value_set) return std::unexpected(value_set.error());
    const Expected<bool> held = contains(**value_set, system, code, walk);
    if (!held || !*held) return held;
  }
  return true;
}

Expected<bool> Composition::holds_by_system(const Include& include, std::string_view code) const {
  const CodeSystem* source = definitions_.code_systems.find({include.system, include.version});
  const std::optional<ConceptIndex> found = source ? source->find(code) : std::nullopt;
  const Concept* row = found ? &source->concepts()[*found] : nullptr;
  if (row != nullptr && row->abstract && !options_.abstract) return false;

  if (!include.listed.empty()) {
    // The code as the system spells it, where case does not matter.
    return include.position_of.contains(code) ||
           (row != nullptr && include.position_of.contains(row->code));
  }
  if (source == nullptr || source->content() == Content::NotPresent) {
    return not_loaded(include.system);
  }
  if (row == nullptr) {
    if (source->content() == Content::Complete) return false;
    return unanswered("only a part of code system " + quoted(include.system) + " is loaded");
  }
  for (const Filter& filter : include.filters) {
    const Expected<bool> passed = passes(*source, *found, filter);
    if (!passed || !*passed) return passed;
  }
  return true;
}

Expected<const ValueSet*> Composition::imported(std::string_view canonical) const {
  const ValueSet* value_set = definitions_.value_sets.find(Canonical(canonical));
  if (value_set == nullptr) return unanswered("value set " + quoted(canonical) + " is not loaded");
  return value_set;
}

Expected<std::vector<std::string_view>> Composition::systems(const ValueSet& value_set) const {
  std::vector<std::string_view> found;
  Walk walk;
  if (const Expected<void> added = add_systems(value_set, found, walk); !added) {
    return std::unexpected(added.error());
  }
  return found;
}

Expected<void> Composition::add_systems(const ValueSet& value_set,
                                        std::vector<std::string_view>& out, Walk& walk) const {
  const auto add = [&out](std::string_view system) {
    if (std::ranges::find(out, system) == out.end()) out.push_back(system);
  };
  if (value_set.is_expanded()) {
    for (const Contained& entry : value_set.expansion()) add(entry.system);
    return {};
  }
  const Visit visit(walk, value_set);
  if (Expected<void> checked = visit.check(); !checked) return checked;
  for (const Include& include : value_set.includes()) {
    if (!include.system.empty()) {
      add(include.system);
      continue;
    }
    for (const std::string_view canonical : include.value_sets) {
      const Expected<const ValueSet*> other = imported(canonical);
      if (!other) return std::unexpected(other.error());
      if (Expected<void> added = add_systems(**other, out, walk); !added) return added;
    }
  }
  return {};
}

Expected<std::vector<Member>> Composition::expand(const ValueSet& value_set) const {
  Walk walk;
  return expand(value_set, walk);
}

Expected<std::vector<Member>> Composition::expand(const ValueSet& value_set, Walk& walk) const {
  std::vector<Member> members;
  if (value_set.is_expanded()) {
    for (const Contained& entry : value_set.expansion()) members.push_back(member_of(entry));
    return members;
  }
  const Visit visit(walk, value_set);
  if (const Expected<void> checked = visit.check(); !checked) {
    return std::unexpected(checked.error());
  }
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const Include& include : value_set.includes()) {
    Expected<std::vector<Member>> found = candidates(include, walk);
    if (!found) return found;
    for (Member& member : *found) {
      Walk imports;
      const Expected<bool> held = holds(include, member.system, member.code, imports);
      if (!held) return std::unexpected(held.error());
      if (!*held || !seen.emplace(member.system, member.code).second) continue;
      const Expected<bool> excluded =
          any_holds(value_set.excludes(), member.system, member.code, imports);
      if (!excluded) return std::unexpected(excluded.error());
      if (*excluded) continue;
      if (members.size() == options_.max_members) {
        return unanswered("value set " + quoted(value_set.url()) + " has more than " +
                          std::to_string(options_.max_members) + " codes");
      }
      members.push_back(std::move(member));
    }
  }
  return members;
}

/// The codes that an include may hold: those that it lists, those of its system, or those of the
/// first value set that it imports.
Expected<std::vector<Member>> Composition::candidates(const Include& include, Walk& walk) const {
  std::vector<Member> found;
  if (include.system.empty()) {
    if (include.value_sets.empty()) return found;
    const Expected<const ValueSet*> other = imported(include.value_sets.front());
    if (!other) return std::unexpected(other.error());
    return expand(**other, walk);
  }
  if (!include.listed.empty()) {
    for (const ElementView& listed : include.listed) {
      Member member{include.system, include.version, listed.text("code"), listed.text("display")};
      member.listed = listed;
      found.push_back(complete(member));
    }
    return found;
  }
  const CodeSystem* source = definitions_.code_systems.find({include.system, include.version});
  if (source == nullptr || source->content() == Content::NotPresent) {
    return not_loaded(include.system);
  }
  if (source->content() == Content::Partial) {
    return unanswered("only a part of code system " + quoted(include.system) + " is loaded");
  }
  for (const Concept& row : source->concepts()) {
    found.push_back(complete({include.system, include.version, row.code, {}}));
  }
  return found;
}

Member Composition::member_of(const Contained& contained) const {
  const ElementView& element = contained.element;
  Member member{contained.system, element.text("version"), contained.code, element.text("display")};
  member.listed = element;
  member = complete(member);
  member.abstract = contained.abstract;
  member.inactive |= element.is_true("inactive");
  return member;
}

/// With what the code system knows of it.
Member Composition::complete(Member member) const {
  const CodeSystem* source = definitions_.code_systems.find({member.system, member.version});
  const std::optional<ConceptIndex> found = source ? source->find(member.code) : std::nullopt;
  if (!found) return member;
  member.source = source;
  member.row = &source->concepts()[*found];
  member.abstract = member.row->abstract;
  member.inactive = member.row->inactive;
  if (member.display.empty()) member.display = member.row->display;
  return member;
}

}  // namespace kiln::core::terminology
