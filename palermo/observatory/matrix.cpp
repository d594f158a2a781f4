// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "palermo/observatory/duties.hpp"
#include "palermo/observatory/site.hpp"

namespace palermo::observatory {
namespace {

using core::Catalogue;

// Modalities from strong to weak; shall_not binds like shall.
int weakness(law::Modality modality) { return modality == law::Modality::shall_not ? 0 : static_cast<int>(modality); }

const law::Article& strongest(const std::vector<const law::Article*>& articles) {
  return **std::min_element(articles.begin(), articles.end(), [](const law::Article* a, const law::Article* b) {
    return weakness(*a->modality) < weakness(*b->modality);
  });
}

Cell cell_of(const Catalogue& catalogue, const law::Corpus& corpus, const law::Law& law, const law::Clause& clause) {
  const law::Version& version = law.versions.back();
  const Side side = side_of(corpus, law, version, clause);
  if (side.voice != Voice::duty) {
    const Tone tone = side.voice == Voice::not_known ? Tone::hatched : Tone::quiet;
    return {{word_of(catalogue, "matrix", word(side.voice))}, tone};
  }
  const law::Article& best = strongest(owing(side.articles));
  Line line{word_of(catalogue, "modality", law::word(*best.modality)),
            {", "},
            side.from ? data(side.from->id + ", " + best.cite, article_href(*side.from, *side.from_version, best.cite))
                      : data(best.cite, article_href(law, version, best.cite))};
  if (side.from)
    line = line + Line{{" "}} + message(catalogue, "observatory.matrix.by_parent", {{"cite", data(side.by)}});
  if (!to_check(best.mark)) return {line, Tone::plain};
  return {line + Line{{" ["}, mark_span(catalogue, best.mark), {"]"}}, Tone::hatched};
}

bool speaks(const law::Corpus& corpus, const law::Version& version, const std::string& theme) {
  return std::any_of(version.articles.begin(), version.articles.end(), [&](const law::Article& article) {
    return std::any_of(article.clauses.begin(), article.clauses.end(), [&](const std::string& id) {
      const law::Clause* clause = corpus.clauses().find(id);
      return clause && clause->theme == theme;
    });
  });
}

}  // namespace

Page matrix_page(const law::Corpus& corpus, const Catalogue& catalogue) {
  Page page("matrix.html", message(catalogue, "observatory.matrix.title"));
  page.notice(message(catalogue, "observatory.matrix.how"));
  for (const law::Theme& theme : corpus.clauses().themes()) {
    std::vector<const law::Law*> laws;
    std::vector<Line> others;
    for (const law::Law& law : corpus.laws()) {
      if (!is_treaty(law)) continue;
      if (speaks(corpus, law.versions.back(), theme.id))
        laws.push_back(&law);
      else
        others.push_back({data(law.id, page_file(law))});
    }
    page.heading(2, {data(theme.says)}, anchor(theme.id));
    Grid grid;
    grid.caption = message(catalogue, "observatory.matrix.caption", {{"theme", data(theme.says)}});
    grid.columns.push_back(message(catalogue, "observatory.matrix.clause"));
    for (const law::Law* law : laws) grid.columns.push_back({data(law->id, page_file(*law))});
    for (const law::Clause& clause : corpus.clauses().clauses()) {
      if (clause.theme != theme.id) continue;
      std::vector<Cell> cells{{{data(clause.says)}}};
      for (const law::Law* law : laws) cells.push_back(cell_of(catalogue, corpus, *law, clause));
      grid.rows.push_back(std::move(cells));
    }
    page.grid(std::move(grid));
    if (!others.empty())
      page.paragraph(message(catalogue, "observatory.matrix.others") + Line{{" "}} + joined(others, ", "));
  }
  return page;
}

}  // namespace palermo::observatory
