// SPDX-License-Identifier: Apache-2.0
#include "palermo/observatory/law_page.hpp"

#include "palermo/observatory/duties.hpp"

namespace palermo::observatory {
namespace {

using core::Catalogue;

Span name(const Catalogue& catalogue, std::string_view field) {
  return {catalogue.text("observatory.article." + std::string(field))};
}

void identity(const Catalogue& catalogue, const law::Corpus& corpus, const law::Law& law, Page& page) {
  std::vector<std::pair<Line, Line>> rows{{{name(catalogue, "id")}, {data(law.id)}},
                                          {{name(catalogue, "jurisdiction")}, {data(law.jurisdiction)}},
                                          {{name(catalogue, "kind")}, {data(law.kind)}}};
  for (const law::Identifier& identifier : law.identifiers) {
    Line value{word_of(catalogue, "scheme", identifier.scheme), {" "}, data(identifier.value)};
    if (to_check(identifier.mark)) value = value + Line{{" ["}, mark_span(catalogue, identifier.mark), {"]"}};
    rows.push_back({{name(catalogue, "identifier")}, value});
  }
  if (!law.source.empty()) rows.push_back({{name(catalogue, "source")}, {data(law.source)}});
  if (law.parent)
    rows.push_back(
        {{name(catalogue, "parent")},
         {data(law.parent->law, corpus.find(law.parent->law) ? page_file(*corpus.find(law.parent->law)) : ""),
          {", "},
          data(law.parent->cite)}});
  rows.push_back({{name(catalogue, "mark")}, {mark_span(catalogue, law.mark)}});
  rows.push_back({{name(catalogue, "review")}, review_line(catalogue, law)});
  rows.push_back({{name(catalogue, "hash")}, {data(law.content_hash)}});
  page.pairs(std::move(rows));
}

void guidance(const Catalogue& catalogue, const law::Article& article, Page& page) {
  std::vector<Item> items;
  for (const law::Guidance& g : article.guidance) {
    Line line{word_of(catalogue, "authority", g.authority), {", "}, data(g.source)};
    if (!g.says.empty()) line = line + Line{{": "}, data(g.says)};
    if (to_check(g.mark)) line = line + Line{{" ["}, mark_span(catalogue, g.mark), {"]"}};
    items.push_back({line});
  }
  if (items.empty()) return;
  page.paragraph(message(catalogue, "observatory.guidance"));
  page.list(std::move(items));
}

void article(const Catalogue& catalogue, const law::Corpus& corpus, const law::Law& law, const law::Version& version,
             const law::Article& a, RuleWriter& rules, Page& page) {
  page.heading(3, Line{data(a.cite), {" – "}, word_of(catalogue, "kind", a.kind)}, article_id(law, version, a.cite));
  page.paragraph({data(a.says)});
  std::vector<std::pair<Line, Line>> rows;
  if (const Line owes = owes_line(catalogue, a); !owes.empty()) rows.push_back({{name(catalogue, "owes")}, owes});
  if (!a.qualifier.empty()) rows.push_back({{name(catalogue, "qualifier")}, {data(a.qualifier)}});
  if (!a.limits.empty()) rows.push_back({{name(catalogue, "limits")}, limits_line(catalogue, a.limits)});
  if (const Line deadline = deadline_line(catalogue, a.deadline); !deadline.empty())
    rows.push_back({{name(catalogue, "deadline")}, deadline});
  std::vector<Line> clauses;
  for (const std::string& id : a.clauses)
    if (const law::Clause* clause = corpus.clauses().find(id))
      clauses.push_back({data(clause->says, "themes/" + clause->theme + ".html")});
  if (!clauses.empty()) rows.push_back({{name(catalogue, "clause")}, joined(clauses, "; ")});
  if (!a.asks.empty()) rows.push_back({{name(catalogue, "asks")}, {data(spaced(a.asks))}});
  if (!a.not_encoded.empty()) rows.push_back({{name(catalogue, "not_encoded")}, {data(a.not_encoded)}});
  rows.push_back({{name(catalogue, "mark")},
                  to_check(a.mark) ? Line{strong(mark_span(catalogue, a.mark))} : Line{mark_span(catalogue, a.mark)}});
  page.pairs(std::move(rows));
  guidance(catalogue, a, page);
  for (const std::string& rule : a.rules) rules.write(rule, page);
}

// What the law's parent says on a clause of which the law itself is silent.
Line parent_line(const Catalogue& catalogue, const law::Corpus& corpus, const law::Law& law,
                 const law::Version& version, const law::Clause& clause) {
  const Side side = side_of(corpus, law, version, clause);
  if (!side.from) return {};
  std::vector<Line> cites;
  for (const law::Article* article : side.articles)
    cites.push_back({data(article->cite, article_href(*side.from, *side.from_version, article->cite))});
  return Line{{" "}} +
         message(catalogue, "observatory.by_parent",
                 {{"cite", data(side.by)}, {"parent", data(side.from->id, page_file(*side.from))}}) +
         Line{{" "}} + joined(cites, "; ");
}

void silences(const Catalogue& catalogue, const law::Corpus& corpus, const law::Law& law, const law::Version& version,
              Page& page) {
  std::vector<Item> items;
  for (const law::Silence& silence : version.silent_on) {
    const law::Clause* clause = corpus.clauses().find(silence.clause);
    const Span subject = clause ? data(clause->says) : word_of(catalogue, "omissions.topic", silence.clause);
    Line line{subject, {" ("}, data(silence.cite), {")"}};
    if (to_check(silence.mark)) line = line + Line{{" ["}, mark_span(catalogue, silence.mark), {"]"}};
    if (clause) line = line + parent_line(catalogue, corpus, law, version, *clause);
    items.push_back({line});
  }
  if (items.empty()) return;
  page.heading(3, message(catalogue, "observatory.silent_on"));
  page.list(std::move(items));
}

void not_encoded(const Catalogue& catalogue, const law::Version& version, Page& page) {
  std::vector<Item> items;
  for (const law::NotEncoded& part : version.not_encoded) items.push_back({{data(part.cite), {": "}, data(part.why)}});
  if (items.empty()) return;
  page.heading(3, message(catalogue, "observatory.not_encoded"));
  page.list(std::move(items));
}

// Everything in the version whose text was not read.
void checks(const Catalogue& catalogue, const law::Law& law, const law::Version& version, Page& page) {
  std::vector<Item> items;
  const auto add = [&](law::Mark mark, const std::string& cite, const std::string& says, const std::string& id) {
    if (!to_check(mark)) return;
    Line line{data(cite, id.empty() ? "" : "#" + id), {": "}, data(says), {" ["}, mark_span(catalogue, mark), {"]"}};
    items.push_back({line});
  };
  for (const law::Article& a : version.articles) add(a.mark, a.cite, a.says, article_id(law, version, a.cite));
  for (const law::Definition& d : version.definitions) add(d.mark, d.cite, d.says, rule_id(version, d.id));
  for (const law::Offence& o : version.offences) {
    add(o.mark, o.cite, o.says, rule_id(version, o.id));
    for (const law::Element& e : o.elements) add(e.mark, e.cite, e.says, rule_id(version, o.id));
    for (const law::Exception& e : o.exceptions) add(e.mark, e.cite, e.says, rule_id(version, o.id));
  }
  for (const law::Aggravation& a : version.aggravations) add(a.mark, a.cite, a.says, rule_id(version, a.id));
  if (items.empty()) return;
  page.heading(3, message(catalogue, "observatory.to_check_title"));
  page.paragraph(message(catalogue, "observatory.to_check_why"));
  page.list(std::move(items));
}

}  // namespace

Page law_page(const law::Corpus& corpus, const law::Law& law, const std::vector<law::Case>& cases,
              const Catalogue& catalogue) {
  Page page(page_file(law), {data(law.title)});
  identity(catalogue, corpus, law, page);
  page.notice(message(catalogue, "observatory.law_notice"));
  for (const law::Version& version : law.versions) {
    page.heading(2,
                 message(catalogue, "observatory.version_in_force", {{"id", data(version.id)}}) + Line{{", "}} +
                     in_force(catalogue, version),
                 anchor("version-" + version.id));
    if (version.text_as_of.known())
      page.notice(message(catalogue, "observatory.text_as_of_why", {{"day", {version.text_as_of.text()}}}));
    if (version.protected_person)
      page.paragraph(
          message(catalogue, "observatory.protected",
                  {{"says", data(version.protected_person->says)}, {"cite", data(version.protected_person->cite)}}));
    RuleWriter rules(corpus, law, version, cases, catalogue);
    for (const law::Article& a : version.articles) article(catalogue, corpus, law, version, a, rules, page);
    rules.write_rest(page);
    silences(catalogue, corpus, law, version, page);
    not_encoded(catalogue, version, page);
    checks(catalogue, law, version, page);
  }
  return page;
}

}  // namespace palermo::observatory
