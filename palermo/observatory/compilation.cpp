// SPDX-License-Identifier: Apache-2.0
#include "palermo/observatory/compilation.hpp"

#include <algorithm>

#include "palermo/observatory/omissions.hpp"
#include "palermo/observatory/words.hpp"

namespace palermo::observatory {
namespace {

using law::Article;
using law::Law;
using law::Version;

bool among(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool owes(const Article& article) {
  return article.modality && (article.kind == "duty" || article.kind == "right" || article.kind == "offence");
}

// Advice: "should" in an instrument between States, or a text that says itself that it does not bind. A statute's
// "should" is a rule with leeway and binds.
bool is_advice(const Article& article, const Source& source) {
  return among(article.limits, "nonbinding") || (article.modality == law::Modality::should && !source.national);
}

Shelf shelf_of(const Article& article, const Source& source) {
  if (to_check(article.mark)) return Shelf::to_check;
  if (!owes(article)) return Shelf::no_duty;
  if (is_advice(article, source)) return Shelf::soft;
  const bool bound = source.national || source.standing.bound == Bound::yes;
  return bound && source.dates_known ? Shelf::binding : Shelf::may_bind;
}

const Version* version_for(const Law& law, std::optional<core::Day> day) {
  if (!day) return &law.versions.back();
  for (const Version& version : law.versions)
    if (version.in_force.contains(*day)) return &version;
  return nullptr;
}

bool speaks(const law::Corpus& corpus, const Version& version, const std::string& theme) {
  return std::any_of(version.articles.begin(), version.articles.end(), [&](const Article& article) {
    return std::any_of(article.clauses.begin(), article.clauses.end(), [&](const std::string& id) {
      const law::Clause* clause = corpus.clauses().find(id);
      return clause && clause->theme == theme;
    });
  });
}

class Compiler {
 public:
  Compiler(const law::Corpus& corpus, const Question& question) : corpus_(&corpus), question_(&question) {}

  Compilation run(const law::Theme& theme) {
    found_.theme = &theme;
    found_.state = question_->state;
    found_.day = question_->day;
    for (const bool national : {false, true})
      for (const Law& law : corpus_->laws())
        if (is_national(law) == national && (!national || law.jurisdiction == question_->state)) consider(law);
    for (const law::Clause& clause : corpus_->clauses().clauses())
      if (clause.theme == theme.id) add_clause(clause);
    add_guidance();
    return std::move(found_);
  }

 private:
  void consider(const Law& law) {
    const Version* version = version_for(law, question_->day);
    const bool any = std::any_of(law.versions.begin(), law.versions.end(),
                                 [&](const Version& v) { return speaks(*corpus_, v, question_->theme); });
    if (!any) return;
    if (!version) {
      found_.left_out.push_back({&law, Bound::unknown, "", ""});
      return;
    }
    if (!speaks(*corpus_, *version, question_->theme)) return;
    Source source{.law = &law,
                  .version = version,
                  .standing = {},
                  .national = is_national(law),
                  .dates_known = true,
                  .guidance = {}};
    if (!source.national && !question_->state.empty()) source.standing = question_->standing(law.id);
    if (source.standing.bound == Bound::no || source.standing.bound == Bound::not_open) {
      found_.left_out.push_back({&law, source.standing.bound, source.standing.source, source.standing.note});
      return;
    }
    source.dates_known = !question_->day || version->in_force.min.has_value();
    found_.sources.push_back(std::move(source));
  }

  void add_clause(const law::Clause& clause) {
    bool covered = false;
    for (std::size_t s = 0; s < found_.sources.size(); ++s)
      for (const Article& article : found_.sources[s].version->articles)
        if (law::speaks_to(article, clause.id)) {
          const Shelf shelf = shelf_of(article, found_.sources[s]);
          found_.norms.push_back({&clause, &article, nullptr, s, shelf});
          covered = covered || (shelf != Shelf::to_check && shelf != Shelf::no_duty);
        }
    (covered ? found_.covered : found_.not_covered).push_back(&clause);
  }

  // What others say of the norms found, each document once among the sources.
  void add_guidance() {
    const std::size_t norms = found_.norms.size();
    for (std::size_t n = 0; n < norms; ++n) {
      const Norm norm = found_.norms[n];
      for (const law::Guidance& guidance : norm.article->guidance)
        found_.norms.push_back({norm.clause, norm.article, &guidance, guidance_source(norm, guidance),
                                to_check(guidance.mark) ? Shelf::to_check : Shelf::soft});
    }
  }

  std::size_t guidance_source(const Norm& norm, const law::Guidance& guidance) {
    for (std::size_t s = 0; s < found_.sources.size(); ++s)
      if (found_.sources[s].guidance == guidance.source) return s;
    Source source = found_.sources[norm.source];
    source.guidance = guidance.source;
    found_.sources.push_back(std::move(source));
    return found_.sources.size() - 1;
  }

  const law::Corpus* corpus_;
  const Question* question_;
  Compilation found_;
};

}  // namespace

std::string_view word(Bound bound) {
  constexpr std::string_view kWords[] = {"yes", "no", "unknown", "not_open"};
  return kWords[static_cast<std::size_t>(bound)];
}

std::string_view word(Shelf shelf) {
  constexpr std::string_view kWords[] = {"binding", "may_bind", "soft", "no_duty", "to_check"};
  return kWords[static_cast<std::size_t>(shelf)];
}

Standing standing_not_known(const std::string&) { return {}; }

core::Result<Compilation> compile(const law::Corpus& corpus, const Question& question) {
  const law::Theme* theme = corpus.clauses().find_theme(question.theme);
  if (!theme) {
    std::string themes;
    for (const law::Theme& known : corpus.clauses().themes()) themes += (themes.empty() ? "" : ", ") + known.id;
    return core::fail(kUnknownTheme, {}, {{"theme", question.theme}, {"themes", themes}});
  }
  if (!question.state.empty() && (question.state.size() != 2 ||
                                  question.state.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != std::string::npos))
    return core::fail(kNotAState, {}, {{"state", question.state}});
  return Compiler(corpus, question).run(*theme);
}

}  // namespace palermo::observatory
