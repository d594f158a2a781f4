// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/hierarchy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace palermo::estimate {
namespace {

constexpr int kFewestLists = 2;

History all_lists(int lists) { return (History{1} << lists) - 1; }

bool by_size(History a, History b) {
  const int size_a = std::popcount(a), size_b = std::popcount(b);
  return size_a != size_b ? size_a < size_b : a < b;
}

std::vector<History> sorted_by_size(const HistorySet& set) {
  std::vector<History> members;
  members.reserve(static_cast<std::size_t>(set.size()));
  set.for_each([&](History w) { members.push_back(w); });
  std::sort(members.begin(), members.end(), by_size);
  return members;
}

// True when all terms one list smaller than `term` are in the set.
bool has_all_parts(const HistorySet& terms, History term) {
  for (History rest = term; rest != 0; rest &= rest - 1)
    if (!terms.contains(term ^ (rest & (~rest + 1)))) return false;
  return true;
}

// True when no term one list greater is in the set.
bool is_greatest(const HistorySet& terms, History term, int lists) {
  for (int list = 0; list < lists; ++list) {
    const History bit = History{1} << list;
    if ((term & bit) == 0 && terms.contains(term | bit)) return false;
  }
  return true;
}

// Adds to `found` every hierarchy that has `base` and, of the candidates of `size` lists from `next` on, any that it may have.
bool enumerate(const Hierarchy& base, int size, int order, std::span<const History> candidates, std::size_t next,
               std::vector<Hierarchy>& found) {
  if (next < candidates.size()) {
    if (!enumerate(base, size, order, candidates, next + 1, found)) return false;
    return enumerate(base.with(candidates[next]), size, order, candidates, next + 1, found);
  }
  std::vector<History> greater;
  if (size < order)
    for (const History term : base.addable(order))
      if (std::popcount(term) == size + 1) greater.push_back(term);
  if (!greater.empty()) return enumerate(base, size + 1, order, greater, 0, found);
  if (found.size() == kMostModels) return false;
  found.push_back(base);
  return true;
}

}  // namespace

Hierarchy::Hierarchy(int lists) : lists_(lists) {
  terms_.insert(0);
  for (int list = 0; list < lists; ++list) terms_.insert(History{1} << list);
}

Hierarchy::Hierarchy(int lists, std::span<const History> terms) : Hierarchy(lists) {
  for (const History term : terms) *this = with(term);
}

Hierarchy Hierarchy::all_up_to(int lists, int order) {
  Hierarchy model(lists);
  for (History term = 1; term < all_lists(lists); ++term)
    if (std::popcount(term) <= order) model.terms_.insert(term);
  return model;
}

core::Result<Hierarchy> Hierarchy::parse(std::string_view text, std::span<const std::string> names) {
  const auto bad = [&] { return core::fail(kBadModel, {}, {{"text", std::string(text)}}); };
  if (names.size() < kFewestLists || names.size() > kMostLogLinearLists) return bad();
  Hierarchy model(static_cast<int>(names.size()));
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = rest.find(']');
    if (rest.front() != '[' || end == std::string_view::npos) return bad();
    std::string_view inside = rest.substr(1, end - 1);
    rest.remove_prefix(end + 1);
    History term = 0;
    while (!inside.empty()) {
      // The longest name that fits, so that lists A and AB do not get into each other's way.
      std::size_t best = names.size();
      for (std::size_t i = 0; i < names.size(); ++i)
        if (inside.starts_with(names[i]) && (best == names.size() || names[i].size() > names[best].size())) best = i;
      if (best == names.size() || ((term >> best) & 1U) != 0) return bad();
      term |= History{1} << best;
      inside.remove_prefix(names[best].size());
      if (inside.starts_with('*')) inside.remove_prefix(1);
    }
    if (term == 0 || (term == all_lists(model.lists_))) return bad();
    model = model.with(term);
  }
  return model;
}

int Hierarchy::order() const {
  int order = 0;
  terms_.for_each([&](History term) { order = std::max(order, std::popcount(term)); });
  return order;
}

std::vector<History> Hierarchy::terms_by_size() const { return sorted_by_size(terms_); }

std::vector<History> Hierarchy::generators() const {
  std::vector<History> greatest = terms_by_size();
  std::erase_if(greatest, [&](History term) { return term == 0 || !is_greatest(terms_, term, lists_); });
  return greatest;
}

std::vector<History> Hierarchy::addable(int order) const {
  std::vector<History> terms;
  for (History term = 1; term < all_lists(lists_); ++term)
    if (std::popcount(term) <= order && !contains(term) && has_all_parts(terms_, term)) terms.push_back(term);
  std::sort(terms.begin(), terms.end(), by_size);
  return terms;
}

std::vector<History> Hierarchy::removable() const {
  std::vector<History> terms = generators();
  std::erase_if(terms, [](History term) { return std::popcount(term) < 2; });
  return terms;
}

Hierarchy Hierarchy::with(History term) const {
  Hierarchy model = *this;
  const History all = all_lists(lists_);
  for (History part = term; part != 0; part = (part - 1) & term)
    if (part != all) model.terms_.insert(part);
  return model;
}

Hierarchy Hierarchy::without(History generator) const {
  Hierarchy model = *this;
  model.terms_.erase(generator);
  return model;
}

std::string term_text(History term, std::span<const std::string> names) {
  const bool letters = std::all_of(names.begin(), names.end(), [](const std::string& name) { return name.size() == 1; });
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (((term >> i) & 1U) == 0) continue;
    if (!letters && !text.empty()) text += '*';
    text += names[i];
  }
  return text;
}

std::string Hierarchy::text(std::span<const std::string> names) const {
  std::string text;
  for (const History term : generators()) text += fmt::format("[{}]", term_text(term, names));
  return text;
}

core::Result<std::vector<Hierarchy>> all_hierarchies(int lists, int order) {
  constexpr int kFewestToRank = 3;
  if (lists < kFewestToRank || lists > kMostLogLinearLists)
    return core::fail(kWrongNumberOfLists, {}, {{"lists", fmt::to_string(lists)}, {"fewest", fmt::to_string(kFewestToRank)},
                                                {"most", fmt::to_string(kMostLogLinearLists)}});
  const int greatest = std::min(order, lists - 1);
  std::vector<Hierarchy> found;
  if (!enumerate(Hierarchy(lists), 1, greatest, {}, 0, found))
    return core::fail(kTooManyModels, {}, {{"lists", fmt::to_string(lists)}, {"order", fmt::to_string(greatest)},
                                           {"most", fmt::to_string(kMostModels)}});
  std::sort(found.begin(), found.end(), [](const Hierarchy& a, const Hierarchy& b) {
    return a.parameters() != b.parameters() ? a.parameters() < b.parameters() : a.terms() < b.terms();
  });
  return found;
}

}  // namespace palermo::estimate
