// SPDX-License-Identifier: Apache-2.0
#include "palermo/observatory/duties.hpp"

#include <algorithm>

#include "palermo/observatory/words.hpp"

namespace palermo::observatory {
namespace {

using law::Article;
using law::Clause;
using law::Law;
using law::Mark;
using law::Version;
using Cites = std::vector<std::string>;

bool is_owed(const Article& article) {
  return article.modality && (article.kind == "duty" || article.kind == "right" || article.kind == "offence");
}

// A duty of which a part was not read: the rest may ask more, or less.
bool is_cut_short(const Article& article) {
  return is_owed(article) && article.kind != "offence" && !article.not_encoded.empty();
}

Mark weakest(const std::vector<const Article*>& articles) {
  Mark mark = Mark::verified;
  for (const Article* article : articles) mark = law::weaker(mark, article->mark);
  return mark;
}

// A side without any article on the clause.
Side unspoken(const Law& law, const Version& version, const Clause& clause) {
  Side side;
  for (const law::Silence& silence : version.silent_on)
    if (silence.clause == clause.id) {
      side.voice = to_check(silence.mark) ? Voice::not_known : Voice::silent;
      side.why = silence.cite;
      side.mark = silence.mark;
      return side;
    }
  side.voice = read_whole(law, version) ? Voice::silent : Voice::not_known;
  return side;
}

Cites cites(const std::vector<const Article*>& articles) {
  Cites words;
  for (const Article* article : articles) words.push_back(article->cite);
  return words;
}

// One owes something, the other nothing.
void relate_one(ClauseRow& row, bool a_owes) {
  const Side& other = a_owes ? row.b : row.a;
  row.relation = a_owes ? Relation::stronger : Relation::weaker;
  row.reasons.push_back({other.voice == Voice::silent ? Aspect::silence : Aspect::no_duty, row.relation,
                         cites(a_owes ? owing(row.a.articles) : row.a.articles),
                         cites(a_owes ? row.b.articles : owing(row.b.articles))});
}

bool tells(const std::vector<Reason>& reasons, Relation favours) {
  return std::any_of(reasons.begin(), reasons.end(), [&](const Reason& reason) { return reason.favours == favours; });
}

// Both owe something. Of an ordered pair only the reasons for that order are kept; where the single points do not
// account for it, the paragraphs differ in how they put them together.
void relate_both(ClauseRow& row) {
  const auto a = owing(row.a.articles), b = owing(row.b.articles);
  const bool ours = at_least_as_strong(a, b, row.clause), theirs = at_least_as_strong(b, a, row.clause);
  row.relation = ours && theirs ? Relation::equal
                 : ours         ? Relation::stronger
                 : theirs       ? Relation::weaker
                                : Relation::mixed;
  if (row.relation == Relation::equal) return;
  row.reasons = reasons_between(row.a, row.b, row.clause);
  bool told = tells(row.reasons, row.relation);
  if (row.relation == Relation::mixed)
    told = told || (tells(row.reasons, Relation::stronger) && tells(row.reasons, Relation::weaker));
  else
    std::erase_if(row.reasons, [&](const Reason& reason) { return reason.favours != row.relation; });
  if (!told) row.reasons.push_back({Aspect::arrangement, row.relation, cites(a), cites(b)});
}

bool cut_short(const Side& side) {
  return std::any_of(side.articles.begin(), side.articles.end(), [](const Article* a) { return is_cut_short(*a); });
}

void relate(ClauseRow& row) {
  const bool a_owes = row.a.voice == Voice::duty, b_owes = row.b.voice == Voice::duty;
  row.mark = law::weaker(row.a.mark, row.b.mark);
  if (a_owes && b_owes) relate_both(row);
  const bool unread_a = row.a.voice == Voice::not_known || cut_short(row.a);
  const bool unread_b = row.b.voice == Voice::not_known || cut_short(row.b);
  if (unread_a || unread_b) {
    row.relation = Relation::not_known;
    row.reasons.insert(row.reasons.begin(),
                       {Aspect::not_read, Relation::not_known, unread_a ? cites(row.a.articles) : Cites{},
                        unread_b ? cites(row.b.articles) : Cites{}});
  } else if (a_owes != b_owes) {
    relate_one(row, a_owes);
  }
}

// "law" or "law@version".
core::Done find_version(const law::Corpus& corpus, const std::string& name, const Law*& law, const Version*& version) {
  const std::size_t at = name.find('@');
  PALERMO_TRY(law, find_law(corpus, name.substr(0, at)));
  version = &law->versions.back();
  if (at == std::string::npos) return {};
  const std::string wanted = name.substr(at + 1);
  for (const Version& v : law->versions) {
    version = &v;
    if (v.id == wanted) return {};
  }
  return core::fail(kNoSuchVersion, {}, {{"law", law->id}, {"version", wanted}});
}

}  // namespace

std::string_view word(Relation relation) {
  constexpr std::string_view kWords[] = {"stronger", "equal", "weaker", "mixed", "not_known"};
  return kWords[static_cast<std::size_t>(relation)];
}

std::string_view word(Voice voice) {
  constexpr std::string_view kWords[] = {"duty", "no_duty", "silent", "not_known"};
  return kWords[static_cast<std::size_t>(voice)];
}

std::string_view word(Aspect aspect) {
  constexpr std::string_view kWords[] = {"silence", "no_duty",  "not_read",  "modality",   "asks",
                                         "limits",  "deadline", "addressee", "arrangement"};
  return kWords[static_cast<std::size_t>(aspect)];
}

std::vector<const Article*> owing(const std::vector<const Article*>& articles) {
  std::vector<const Article*> found;
  std::copy_if(articles.begin(), articles.end(), std::back_inserter(found),
               [](const Article* a) { return is_owed(*a); });
  return found;
}

bool read_whole(const Law& law, const Version& version) {
  return is_treaty(law) && !version.articles.empty() && version.not_encoded.empty() &&
         std::none_of(version.articles.begin(), version.articles.end(),
                      [](const Article& a) { return to_check(a.mark); });
}

namespace {

// What the version itself has on the clause.
Side own_side(const Law& law, const Version& version, const Clause& clause) {
  Side side;
  for (const Article& article : version.articles)
    if (law::speaks_to(article, clause.id)) side.articles.push_back(&article);
  if (side.articles.empty()) return unspoken(law, version, clause);
  const std::vector<const Article*> owed = owing(side.articles);
  if (!owed.empty()) {
    side.voice = Voice::duty;
    side.mark = weakest(owed);
    return side;
  }
  side.mark = weakest(side.articles);
  side.voice = Voice::no_duty;
  for (const Article* article : side.articles)
    if (!article->modality && to_check(article->mark)) {
      side.voice = Voice::not_known;
      side.why = article->not_encoded;
    }
  return side;
}

}  // namespace

Side side_of(const law::Corpus& corpus, const Law& law, const Version& version, const Clause& clause) {
  Side side = own_side(law, version, clause);
  if (side.voice != Voice::silent || !law.parent) return side;
  const Law* parent = corpus.find(law.parent->law);
  Side inherited = parent ? own_side(*parent, parent->versions.back(), clause) : Side{};
  if (inherited.voice == Voice::silent) return side;
  if (inherited.articles.empty()) {
    inherited.why = law.parent->cite + ", " + law.parent->law;
    return inherited;
  }
  inherited.from = parent;
  inherited.from_version = &parent->versions.back();
  inherited.by = law.parent->cite;
  return inherited;
}

core::Result<DutyComparison> compare_duties(const law::Corpus& corpus, const std::string& a, const std::string& b) {
  DutyComparison found;
  PALERMO_CHECK_DONE(find_version(corpus, a, found.a, found.version_a));
  PALERMO_CHECK_DONE(find_version(corpus, b, found.b, found.version_b));
  for (const Clause& clause : corpus.clauses().clauses()) {
    ClauseRow row;
    row.clause = &clause;
    row.a = side_of(corpus, *found.a, *found.version_a, clause);
    row.b = side_of(corpus, *found.b, *found.version_b, clause);
    if (row.a.articles.empty() && row.b.articles.empty()) continue;
    if (row.a.from && row.a.from == row.b.from) continue;  // neither says anything of its own
    if (row.a.voice != Voice::duty && row.b.voice != Voice::duty) {
      found.not_compared.push_back(&clause);
      continue;
    }
    relate(row);
    found.rows.push_back(std::move(row));
  }
  return found;
}

}  // namespace palermo::observatory
