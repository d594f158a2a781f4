// SPDX-License-Identifier: Apache-2.0
// How two sets of statements on one clause stand to each other: a partial order, so that much stays "mixed".
#include <algorithm>
#include <set>

#include "palermo/observatory/duties.hpp"

namespace palermo::observatory {
namespace {

using law::Article;
using law::Deadline;
using law::Modality;
using Articles = std::vector<const Article*>;
using Words = std::set<std::string>;

// shall and shall_not bind alike: a clause says what is protected, and a duty or right stands on that side of it.
int rank(Modality modality) {
  switch (modality) {
    case Modality::shall:
    case Modality::shall_not:
      return 5;
    case Modality::shall_endeavour:
      return 4;
    case Modality::shall_consider:
      return 3;
    case Modality::should:
      return 2;
    case Modality::may:
      break;
  }
  return 1;
}

Words set_of(const std::vector<std::string>& words) { return {words.begin(), words.end()}; }

bool covers(const Words& whole, const Words& part) {
  return std::includes(whole.begin(), whole.end(), part.begin(), part.end());
}

// Days that a deadline may mean at least and at most; a month has 28 to 31.
std::pair<std::int64_t, std::int64_t> days(const Deadline& deadline) {
  if (deadline.kind == Deadline::Kind::within_months) return {28 * deadline.count, 31 * deadline.count};
  return {deadline.count, deadline.count};
}

bool same(const Deadline& a, const Deadline& b) { return a.kind == b.kind && a.count == b.count && a.says == b.says; }

bool within(const Deadline& deadline) {
  return deadline.kind == Deadline::Kind::within_days || deadline.kind == Deadline::Kind::within_months;
}

// A deadline is at least as strong as none. Two numbers are compared when they count the same thing from the same
// point; a standard is only ever equal to itself.
bool at_least_as_strong(const Deadline& a, const Deadline& b) {
  if (b.kind == Deadline::Kind::none || same(a, b)) return true;
  if (a.says != b.says) return false;
  if (within(a) && within(b)) return days(a).second <= days(b).first;
  const auto floor = Deadline::Kind::at_least_days;
  return a.kind == floor && b.kind == floor && a.count >= b.count;
}

// To everybody is to any of them; to somebody not named says nothing on the point.
bool reaches(const std::string& a, const std::string& b) {
  return a == b || a.empty() || b.empty() || a == "everybody" || a == "person";
}

// `ask`: what of b is looked for; empty: the statement itself.
bool stands_for(const Article& a, const Article& b, const std::string& ask) {
  if (rank(*a.modality) < rank(*b.modality)) return false;
  if (!ask.empty() && std::find(a.asks.begin(), a.asks.end(), ask) == a.asks.end()) return false;
  return covers(set_of(b.limits), set_of(a.limits)) && at_least_as_strong(a.deadline, b.deadline) &&
         reaches(a.to, b.to);
}

// What an article asks; under one clause, when it speaks to several.
std::vector<std::string> asks_in(const Article& article, const law::Clause* clause) {
  return clause ? law::asks_under(article, *clause) : article.asks;
}

Words asks_of(const Articles& articles, const law::Clause* clause) {
  Words words;
  for (const Article* article : articles)
    for (std::string& ask : asks_in(*article, clause)) words.insert(std::move(ask));
  return words;
}

Words addressees(const Articles& articles) {
  Words words;
  for (const Article* article : articles)
    if (!article->to.empty()) words.insert(article->to);
  return words;
}

int strongest(const Articles& articles) {
  int best = 0;
  for (const Article* article : articles) best = std::max(best, rank(*article->modality));
  return best;
}

Articles at_rank(const Articles& articles, int wanted) {
  Articles found;
  for (const Article* article : articles)
    if (rank(*article->modality) == wanted) found.push_back(article);
  return found;
}

std::vector<std::string> listed(const Words& words) { return {words.begin(), words.end()}; }

Words modalities(const Articles& articles) {
  Words words;
  for (const Article* article : articles) words.emplace(law::word(*article->modality));
  return words;
}

Words limits_of(const Articles& articles) {
  Words words;
  for (const Article* article : articles) words.insert(article->limits.begin(), article->limits.end());
  return words;
}

std::string deadline_word(const Deadline& deadline) {
  switch (deadline.kind) {
    case Deadline::Kind::none:
    case Deadline::Kind::standard:
      return deadline.says;
    case Deadline::Kind::at_least_days:
      return "at least " + std::to_string(deadline.count) + " days";
    case Deadline::Kind::within_days:
      return "within " + std::to_string(deadline.count) + " days";
    case Deadline::Kind::within_months:
      break;
  }
  return "within " + std::to_string(deadline.count) + " months";
}

Words deadlines_of(const Articles& articles) {
  Words words;
  for (const Article* article : articles)
    if (article->deadline.kind != Deadline::Kind::none) words.insert(deadline_word(article->deadline));
  return words;
}

bool deadlines_cover(const Articles& a, const Articles& b) {
  return std::all_of(b.begin(), b.end(), [&](const Article* theirs) {
    return std::any_of(a.begin(), a.end(),
                       [&](const Article* ours) { return at_least_as_strong(ours->deadline, theirs->deadline); });
  });
}

bool reach(const Articles& a, const Articles& b) {
  return std::all_of(b.begin(), b.end(), [&](const Article* theirs) {
    return std::any_of(a.begin(), a.end(), [&](const Article* ours) { return reaches(ours->to, theirs->to); });
  });
}

Relation ordered(bool a_covers, bool b_covers) {
  if (a_covers == b_covers) return a_covers ? Relation::equal : Relation::mixed;
  return a_covers ? Relation::stronger : Relation::weaker;
}

}  // namespace

bool at_least_as_strong(const Articles& a, const Articles& b, const law::Clause* clause) {
  for (const Article* theirs : b) {
    std::vector<std::string> points = asks_in(*theirs, clause);
    points.emplace_back();  // the statement itself
    for (const std::string& ask : points)
      if (std::none_of(a.begin(), a.end(), [&](const Article* ours) { return stands_for(*ours, *theirs, ask); }))
        return false;
  }
  return true;
}

std::vector<Reason> reasons_between(const Side& side_a, const Side& side_b, const law::Clause* clause) {
  const Articles a = owing(side_a.articles), b = owing(side_b.articles);
  std::vector<Reason> reasons;
  const auto add = [&](Aspect aspect, Relation favours, const Words& has_a, const Words& has_b) {
    if (favours != Relation::equal) reasons.push_back({aspect, favours, listed(has_a), listed(has_b)});
  };
  const int best_a = strongest(a), best_b = strongest(b);
  const Articles top_a = at_rank(a, best_a), top_b = at_rank(b, best_b);
  add(Aspect::modality, ordered(best_a >= best_b, best_b >= best_a), modalities(top_a), modalities(top_b));
  const Words asks_a = asks_of(a, clause), asks_b = asks_of(b, clause);
  add(Aspect::asks, ordered(covers(asks_a, asks_b), covers(asks_b, asks_a)), asks_a, asks_b);
  const Words limits_a = limits_of(top_a), limits_b = limits_of(top_b);
  add(Aspect::limits, ordered(covers(limits_b, limits_a), covers(limits_a, limits_b)), limits_a, limits_b);
  add(Aspect::deadline, ordered(deadlines_cover(a, b), deadlines_cover(b, a)), deadlines_of(a), deadlines_of(b));
  add(Aspect::addressee, ordered(reach(a, b), reach(b, a)), addressees(a), addressees(b));
  return reasons;
}

}  // namespace palermo::observatory
