// SPDX-License-Identifier: Apache-2.0
#include "palermo/observatory/site.hpp"

#include <map>
#include <regex>
#include <set>

#include "palermo/law/law_test.hpp"
#include "palermo/observatory/law_page.hpp"

namespace palermo::observatory {
namespace {

using law::testing::project_corpus;

std::vector<law::Case> scenario_cases() {
  const std::filesystem::path file =
      std::filesystem::path(PALERMO_SOURCE_DIR) / "tests" / "scenarios" / "tip-protocol.yaml";
  const auto document = core::parse_yaml(law::testing::read(file), "tip-protocol.yaml");
  EXPECT_TRUE(document);
  auto cases = law::parse_cases(*document, project_corpus().vocabulary());
  EXPECT_TRUE(cases);
  return cases ? *cases : std::vector<law::Case>{};
}

const std::map<std::string, std::string>& html_of_site(const std::string& language) {
  static std::map<std::string, std::map<std::string, std::string>> written;
  auto& pages = written[language];
  if (pages.empty()) {
    const core::Catalogue catalogue(language);
    const auto all = site(project_corpus(), {}, catalogue);
    EXPECT_TRUE(all);
    for (const Page& page : *all) pages[page.file()] = to_html(page, catalogue, true);
  }
  return pages;
}

std::vector<std::string> all_of(const std::string& html, const std::string& pattern) {
  const std::regex wanted(pattern);
  std::vector<std::string> found;
  for (std::sregex_iterator i(html.begin(), html.end(), wanted), end; i != end; ++i) found.push_back((*i)[1]);
  return found;
}

std::string resolved(const std::string& from, const std::string& href) {
  const std::string path = href.substr(0, href.find('#'));
  return path.empty() ? from : (std::filesystem::path(from).parent_path() / path).lexically_normal().generic_string();
}

TEST(site, every_law_and_every_theme_has_its_page) {
  const auto& pages = html_of_site("en");
  for (const law::Law& law : project_corpus().laws()) EXPECT_TRUE(pages.contains(page_file(law))) << law.id;
  for (const law::Theme& theme : project_corpus().clauses().themes())
    EXPECT_TRUE(pages.contains("themes/" + theme.id + ".html"));
  EXPECT_TRUE(pages.contains("index.html"));
}

TEST(site, no_page_is_left_out_of_a_small_site) {
  const auto corpus =
      law::testing::parse_small({"format: palermo-law/1\nid: small\ntitle: Small\ncountry: XA\nversions:\n  - id: "
                                 "one\n    offences:\n      - id: o\n        cite: s. 1\n"
                                 "        elements: [{id: e, cite: s. 1, expr: act.recruit}]\n"});
  ASSERT_TRUE(corpus) << law::testing::describe(corpus.error());
  const auto pages = site(*corpus, {}, core::Catalogue());
  ASSERT_TRUE(pages);
  std::set<std::string> files;
  for (const Page& page : *pages) files.insert(page.file());
  EXPECT_TRUE(files.contains("laws/small.html"));
  EXPECT_TRUE(files.contains("omissions.html"));
}

TEST(site, a_text_of_a_file_cannot_turn_the_order_of_a_page) {
  const core::Catalogue english;
  Page page("x.html", {data("title \xE2\x80\xAE"
                            "eltit")});
  page.paragraph({data("a\xE2\x81\xA9"
                       "b\xC2\x9B"
                       "31mc\nd"),
                  {" and ours"}});
  const std::string html = to_html(page, english, false), text = to_text(page);
  for (const std::string& shown : {html, text})
    for (const char* mark : {"\xE2\x80\xAE", "\xE2\x81\xA9", "\xC2\x9B"})
      EXPECT_EQ(shown.find(mark), std::string::npos);
  EXPECT_NE(text.find("ab31mc d and ours"), std::string::npos);
  EXPECT_NE(html.find(R"(<span class="data" lang="en" dir="ltr" translate="no">ab31mc d</span>)"), std::string::npos)
      << "an element with dir is isolated from its neighbours";
}

TEST(site, the_silence_of_a_protocol_is_not_told_where_its_parent_speaks) {
  const auto& pages = html_of_site("en");
  EXPECT_NE(pages.at("matrix.html").find("(by <span class=\"data\" lang=\"en\" dir=\"ltr\" translate=\"no\">art. 1(2)"),
            std::string::npos);
  EXPECT_NE(pages.at("laws/un.tip-protocol.html").find("un.untoc.html"), std::string::npos);
}

TEST(site, days_that_nobody_read_are_not_told_as_read) {
  const core::Catalogue english;
  law::Version version;
  version.in_force.min = *core::day_of(2008, 6, 5);
  EXPECT_EQ(plain(in_force(english, version)), "in force from 2008-06-05");
  version.date_mark = law::Mark::unverified;
  EXPECT_EQ(plain(in_force(english, version)), "in force from 2008-06-05 [not verified]");
}

TEST(site, a_text_known_of_one_day_says_so_on_its_page) {
  EXPECT_NE(html_of_site("en").at("laws/gb.25.html").find("2024-12"), std::string::npos);
}

TEST(site, every_link_leads_to_something_that_is_there) {
  const auto& pages = html_of_site("en");
  std::map<std::string, std::set<std::string>> anchors;
  for (const auto& [file, html] : pages) {
    const std::vector<std::string> ids = all_of(html, R"re( id="([^"]+)")re");
    anchors[file] = {ids.begin(), ids.end()};
    EXPECT_EQ(anchors[file].size(), ids.size()) << file << " has an anchor twice";
  }
  for (const auto& [file, html] : pages)
    for (const std::string& href : all_of(html, R"re(href="([^"]*)")re")) {
      const std::string target = resolved(file, href);
      ASSERT_TRUE(pages.contains(target)) << file << " links to " << href;
      if (const auto hash = href.find('#'); hash != std::string::npos) {
        EXPECT_TRUE(anchors[target].contains(href.substr(hash + 1))) << file << " links to " << href;
      }
    }
}

TEST(site, pages_ask_for_nothing_and_run_nothing) {
  for (const auto& [file, html] : html_of_site("en"))
    for (const char* forbidden :
         {"<script", "<link", "<img", "<iframe", " src=", "url(", "@import", "javascript:", " onclick"})
      EXPECT_EQ(html.find(forbidden), std::string::npos) << file << " has " << forbidden;
}

TEST(site, in_a_right_to_left_language_pages_run_from_the_right) {
  for (const auto& [file, html] : html_of_site("ar-XB")) {
    EXPECT_NE(html.find(R"(dir="rtl">)"), std::string::npos) << file;
    EXPECT_EQ(html.find("⟦"), std::string::npos) << file;
  }
}

TEST(site, the_matrix_says_in_words_what_is_not_known) {
  const std::string& html = html_of_site("en").at("matrix.html");
  EXPECT_NE(html.find(R"(<td class="hatched"><span>not known</span>)"), std::string::npos);
  EXPECT_NE(html.find("<caption>"), std::string::npos);
}

TEST(law_page, the_protocol_stands_article_by_article) {
  const core::Catalogue english;
  const law::Law& protocol = *project_corpus().find("un.tip-protocol");
  const std::string text = to_text(law_page(project_corpus(), protocol, {}, english));
  std::size_t at = 0;
  for (const law::Article& article : protocol.versions.back().articles) {
    const std::size_t next = text.find("### " + article.cite + " – ", at);
    ASSERT_NE(next, std::string::npos) << article.cite << " is missing or out of order";
    at = next;
  }
  EXPECT_EQ(text.find("⟦"), std::string::npos);
}

TEST(law_page, a_duty_is_never_shown_without_its_qualifier) {
  const core::Catalogue english;
  for (const law::Law& law : project_corpus().laws()) {
    const std::string text = to_text(law_page(project_corpus(), law, {}, english));
    for (const law::Version& version : law.versions)
      for (const law::Article& article : version.articles) {
        const std::size_t says = text.find(article.says);
        ASSERT_NE(says, std::string::npos) << law.id << " " << article.cite;
        if (!article.qualifier.empty()) {
          EXPECT_NE(text.find(article.qualifier, says), std::string::npos) << law.id << " " << article.cite;
        }
      }
  }
}

TEST(law_page, an_order_to_detain_is_not_written_as_owed_to_the_person) {
  const core::Catalogue english;
  const std::string text = to_text(law_page(project_corpus(), *project_corpus().find("id.6-2011"), {}, english));
  EXPECT_NE(text.find("For the authorities: shall; a power or a procedure, owed to nobody."), std::string::npos);
}

TEST(law_page, what_was_not_read_is_listed_to_be_checked) {
  const core::Catalogue english;
  const std::string text = to_text(law_page(project_corpus(), *project_corpus().find("asean.actip"), {}, english));
  const std::size_t list = text.find("### To be checked against the text");
  ASSERT_NE(list, std::string::npos);
  EXPECT_NE(text.find("art. 5(3)(a)-(g): ", list), std::string::npos);
}

TEST(law_page, a_child_needs_no_means_is_said_in_words) {
  const core::Catalogue english;
  const std::string text =
      to_text(law_page(project_corpus(), *project_corpus().find("un.tip-protocol"), scenario_cases(), english));
  EXPECT_NE(text.find("This element is not asked for when"), std::string::npos);
  EXPECT_NE(text.find("person.age below 18 (years)"), std::string::npos);
  EXPECT_NE(text.find("Cases that try this rule:"), std::string::npos);
}

TEST(page, text_of_a_file_cannot_become_markup) {
  const core::Catalogue english;
  Page page("x.html", {data("<b>title</b>")});
  page.paragraph({data("\"><img src=x>", "laws/a\"b.html")});
  const std::string html = to_html(page, english, true);
  EXPECT_EQ(html.find("<img"), std::string::npos);
  EXPECT_EQ(html.find("<b>"), std::string::npos);
  EXPECT_NE(html.find("&lt;b&gt;title"), std::string::npos);
}

TEST(page, a_single_page_links_to_no_other) {
  const core::Catalogue english;
  const std::string html =
      to_html(law_page(project_corpus(), *project_corpus().find("un.tip-protocol"), {}, english), english, false);
  for (const std::string& href : all_of(html, R"re(href="([^"]*)")re")) EXPECT_EQ(href[0], '#') << href;
}

TEST(page, a_message_keeps_its_words_and_its_spans) {
  const core::Catalogue english;
  const Line line = message(english, "observatory.duties.title", {{"a", data("x.y")}, {"b", data("z")}});
  EXPECT_EQ(plain(line), "Duties of x.y beside those of z");
  ASSERT_EQ(line.size(), 4U);
  EXPECT_TRUE(line[1].data);
}

}  // namespace
}  // namespace palermo::observatory
