// SPDX-License-Identifier: Apache-2.0
#include "palermo/observatory/site.hpp"

#include <algorithm>
#include <set>

#include "palermo/observatory/compilation.hpp"
#include "palermo/observatory/law_page.hpp"
#include "palermo/observatory/omissions.hpp"

namespace palermo::observatory {
namespace {

using core::Catalogue;

std::vector<std::string> states_of(const law::Corpus& corpus) {
  std::set<std::string> states;
  for (const law::Law& law : corpus.laws())
    if (is_national(law)) states.insert(law.jurisdiction);
  return {states.begin(), states.end()};
}

Item law_item(const Catalogue& catalogue, const law::Law& law) {
  Line line{data(law.title, page_file(law)), {" ("}, data(law.id), {"; "}, mark_span(catalogue, law.mark), {")"}};
  return {line};
}

Page index_page(const law::Corpus& corpus, const Catalogue& catalogue) {
  Page page("index.html", message(catalogue, "observatory.site.title"));
  page.paragraph(message(catalogue, "observatory.site.what"));
  page.notice(message(catalogue, "observatory.law_notice"));
  page.heading(2, message(catalogue, "observatory.site.across"), "across");
  page.list({{{{catalogue.text("observatory.matrix.title"), false, false, "matrix.html"}}},
             {{{catalogue.text("observatory.omissions.title"), false, false, "omissions.html"}}},
             {{{catalogue.text("observatory.site.not_encoded"), false, false, "not-encoded.html"}}}});
  page.heading(2, message(catalogue, "observatory.site.themes"), "themes");
  std::vector<Item> themes, instruments, national;
  for (const law::Theme& theme : corpus.clauses().themes())
    themes.push_back({{data(theme.says, "themes/" + theme.id + ".html")}});
  page.list(std::move(themes));
  for (const law::Law& law : corpus.laws())
    if (is_treaty(law)) instruments.push_back(law_item(catalogue, law));
  page.heading(2, message(catalogue, "observatory.site.instruments"), "instruments");
  page.list(std::move(instruments));
  for (const std::string& state : states_of(corpus)) {
    national.push_back({{data(state)}});
    for (const law::Law& law : corpus.laws())
      if (is_national(law) && law.jurisdiction == state) {
        national.push_back(law_item(catalogue, law));
        national.back().depth = 1;
      }
  }
  page.heading(2, message(catalogue, "observatory.site.national"), "national");
  page.list(std::move(national));
  return page;
}

}  // namespace

Page not_encoded_page(const law::Corpus& corpus, const Catalogue& catalogue) {
  Page page("not-encoded.html", message(catalogue, "observatory.site.not_encoded"));
  page.paragraph(message(catalogue, "observatory.site.not_encoded_why"));
  for (const law::Law& law : corpus.laws()) {
    std::vector<Item> items;
    for (const law::Version& version : law.versions) {
      for (const law::NotEncoded& part : version.not_encoded)
        items.push_back({{data(version.id), {", "}, data(part.cite), {": "}, data(part.why)}});
      for (const law::Article& article : version.articles)
        if (!article.not_encoded.empty())
          items.push_back({{data(version.id),
                            {", "},
                            data(article.cite, article_href(law, version, article.cite)),
                            {": "},
                            data(article.not_encoded)}});
    }
    if (items.empty()) continue;
    page.heading(3, {data(law.title, page_file(law))}, anchor(law.id));
    page.list(std::move(items));
  }
  return page;
}

core::Result<std::vector<Page>> site(const law::Corpus& corpus, const std::vector<law::Case>& cases,
                                     const Catalogue& catalogue) {
  std::vector<Page> pages{index_page(corpus, catalogue), matrix_page(corpus, catalogue),
                          not_encoded_page(corpus, catalogue)};
  PALERMO_TRY(const std::vector<StateRow> states, omissions(corpus, states_of(corpus)));
  pages.push_back(omissions_page(states, catalogue));
  for (const law::Theme& theme : corpus.clauses().themes()) {
    PALERMO_TRY(const Compilation compilation, compile(corpus, {.theme = theme.id, .state = ""}));
    pages.push_back(compilation_page(compilation, catalogue));
  }
  for (const law::Law& law : corpus.laws()) pages.push_back(law_page(corpus, law, cases, catalogue));
  return pages;
}

}  // namespace palermo::observatory
