// SPDX-License-Identifier: Apache-2.0
// report.html and method.md of a release: what it is, how sure its counts are, what it cannot be used for.
//
// Charts show columns in the codebook's order, never sorted by count, and no nationality (D31).
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "palermo/chart/ranges.hpp"
#include "palermo/core/provenance.hpp"
#include "palermo/publish/html.hpp"
#include "palermo/publish/release_folder.hpp"

namespace palermo::publish {
namespace {

constexpr std::size_t kMostLevels = 12;  // of a column in the chart
constexpr std::size_t kMostPanels = 6;

class Page {
 public:
  Page(const ReleaseParts& parts, const core::Catalogue& words) : parts_(parts), plan_(parts.plan), words_(words) {}

  [[nodiscard]] std::string html() const {
    std::string out = fmt::format("<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n", escape_html(words_.language()),
                                  words_.right_to_left() ? "rtl" : "ltr");
    out += R"(<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">)"
           "\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n";
    out += element("title", escape_html(plan_.title), R"(lang="en" translate="no")") + "\n" + element("style", kReportStyle) + "\n</head>\n<body>\n";
    out += element("a", escape(text("skip")), R"(class="skip" href="#main")") + "\n" + header() + "<main id=\"main\">\n" + guarantee() + counts() + use() + made() + "</main>\n";
    return out + element("footer", element("p", data_html("Palermo " + std::string(core::version())))) + "\n</body>\n</html>\n";
  }

  [[nodiscard]] std::string method() const {
    std::string out = "# " + plan_.title + "\n\n";
    if (parts_.intent.test) out += "**TEST – NOT PRIVATE**\n\n";
    if (plan_.simulated) out += "**" + text("simulated") + "**\n\n";
    const Guarantee told = guarantee_of(plan_, parts_.intent.test, words_);
    out += "## " + text("method.guarantee") + "\n\n" + told.sentence + "\n\n`" + told.symbols + "`\n\n";
    out += "## " + text("method.how") + "\n\n" + how() + "\n\n";
    out += "## " + text("method.use") + "\n\n";
    if (const std::string pairs = pairs_note(); !pairs.empty()) out += "**" + pairs + "**\n\n";
    for (const std::string& one : uses()) out += "- " + one + "\n";
    if (!plan_.method_note.empty()) out += "\n## " + text("method.source") + "\n\n" + plan_.method_note + "\n";
    if (!plan_.nationality.empty()) out += "\n## " + text("method.nationality") + "\n\n" + plan_.purpose + "\n";
    return out;
  }

 private:
  [[nodiscard]] std::string text(std::string_view key, const std::vector<core::Arg>& args = {}) const { return words_.text("release.report." + std::string(key), args); }
  [[nodiscard]] static std::string escape(std::string_view text) { return escape_html(text); }
  [[nodiscard]] static std::string paragraph(std::string_view text) { return element("p", escape(text)) + "\n"; }

  [[nodiscard]] std::string how() const {
    const std::string key = plan_.is_dp() ? (plan_.microdata ? "how.dp" : "how.tables") : plan_.microdata ? "how.circle" : "how.table." + std::string(word(plan_.circle_counts));
    return text(key, {{"confidence", words_.percent(plan_.confidence)}, {"minimum", plan_.minimum_shown}});
  }

  // Empty when the rows tell pairs of columns better than columns that know nothing of each other.
  [[nodiscard]] std::string pairs_note() const {
    if (!parts_.content.pair_error || parts_.content.pair_error->verdict() == privacy::PairError::Verdict::better) return "";
    return text("pairs." + std::string(word(parts_.content.pair_error->verdict())));
  }

  [[nodiscard]] std::vector<std::string> uses() const {
    std::vector<std::string> out;
    if (plan_.mode == Mode::circle_table) return {text("use.registered"), text("use.partners"), text("use.gaps", {{"minimum", plan_.minimum_shown}})};
    for (const char* key : {"use.registered", "use.synthetic", "use.small", "use.rank"}) out.push_back(text(key, {{"minimum", plan_.minimum_shown}}));
    return out;
  }

  [[nodiscard]] std::string header() const {
    std::string out = element("h1", data_html(plan_.title)) + "\n";
    if (parts_.intent.test) out += element("p", "TEST – NOT PRIVATE", R"(class="notice")") + "\n";
    if (plan_.simulated) out += element("p", escape(text("simulated")), R"(class="notice")") + "\n";
    out += element("p", escape(text(plan_.microdata ? "synthetic" : "tables")), R"(class="lead")") + "\n";
    std::string facts;
    const auto fact = [&](const char* key, const std::string& value) { facts += element("dt", escape(text(key))) + element("dd", data_html(value)); };
    fact("fact.publisher", plan_.publisher);
    fact("fact.register", plan_.register_name);
    fact("fact.period", fmt::format("{}–{}", plan_.first_year, plan_.last_year));
    fact("fact.release", parts_.intent.release);
    return element("header", out + element("dl", facts)) + "\n";
  }

  [[nodiscard]] std::string guarantee() const {
    const Guarantee told = guarantee_of(plan_, parts_.intent.test, words_);
    return element("section", element("h2", escape(text("method.guarantee"))) + paragraph(told.sentence) + element("p", data_html(told.symbols)), R"(id="guarantee")") + "\n";
  }

  [[nodiscard]] bool tells_people() const { return plan_.mode != Mode::closed_circle; }  // not rows

  // What the chart shows: counts with their interval; of a closed circle, rows.
  [[nodiscard]] std::vector<ReleaseCount> shown_counts(const std::string& column) const {
    std::vector<ReleaseCount> out;
    for (const ReleaseCount& count : parts_.content.counts)
      if (count.columns == std::vector<std::string>{column} && is_shown(plan_, count)) out.push_back(count);
    if (plan_.mode != Mode::closed_circle) return out;
    const std::size_t at = *plan_.codebook->find(column);
    const privacy::CodebookColumn& of = plan_.codebook->columns[at];
    for (std::size_t level = 0; level < of.size(); ++level) {
      const std::int64_t rows = std::ranges::count(parts_.content.rows.columns[at], static_cast<privacy::Level>(level));
      ReleaseCount count{.columns = {column}, .values = {of.levels[level]}, .people = rows, .least = rows, .most = rows, .standard_error = 0, .rows = {}};
      if (is_shown(plan_, count)) out.push_back(std::move(count));
    }
    return out;
  }

  // A column of "0" and "1" alone, beside other and missing.
  [[nodiscard]] static bool is_yes_or_no(const privacy::CodebookColumn& column) {
    return column.level_of.contains("0") && column.level_of.contains("1") && column.size() == 2 + (column.other ? 1U : 0U) + (column.missing ? 1U : 0U);
  }

  [[nodiscard]] chart::RangePanel panel(const privacy::CodebookColumn& column, const std::vector<ReleaseCount>& counts) const {
    chart::RangePanel panel{.label = {column.title.empty() ? column.name : column.title, true}, .rows = {}};
    for (const ReleaseCount& count : counts) {
      if (count.most == kNoMost) continue;  // no end to draw
      const std::string& value = count.values.front();
      chart::RangeRow row{.label = {value, true}, .shown = {}};
      if (is_yes_or_no(column)) row.label = {text(value == "1" ? "yes" : "no")};
      if (value == privacy::kMissingText) row.label = {text("not_recorded")};
      if (value == privacy::kOtherText) row.label = {text("other")};
      row.known = chart::Range{.lo = static_cast<double>(count.least), .hi = static_cast<double>(count.most)};
      row.shown = count.least == count.most ? words_.number(count.people)
                  : count.gap              ? text("gap", {{"least", count.least}, {"most", count.most}})
                                            : text("interval", {{"people", count.people}, {"least", count.least}, {"most", count.most}});
      panel.rows.push_back(std::move(row));
    }
    return panel;
  }

  [[nodiscard]] std::string counts() const {
    chart::RangeChart chart{.frame = {"counts-chart", text("counts.chart"), text(tells_people() ? "counts.describe" : "counts.describe_rows")},
                            .panels = {},
                            .words = {},
                            .panel_name = text("column.variable"),
                            .row_name = text("column.value"),
                            .note_name = text("column.note"),
                            .value_name = text(tells_people() ? "column.people" : "column.rows"),
                            .number = [this](double value) { return words_.number(std::llround(value)); }};
    for (const privacy::CodebookColumn& column : plan_.codebook->columns) {
      if (chart.panels.size() == kMostPanels || column.size() > kMostLevels) continue;
      if (std::ranges::find(plan_.nationality, column.name) != plan_.nationality.end()) continue;
      const std::vector<ReleaseCount> counts = shown_counts(column.name);
      if (!counts.empty()) chart.panels.push_back(panel(column, counts));
    }
    const std::vector<core::Arg> args = {{"confidence", words_.percent(plan_.confidence)}, {"minimum", plan_.minimum_shown}};
    std::string out = element("h2", escape(text("counts.title"))) + paragraph(text(plan_.is_dp() ? "counts.intro" : tells_people() ? "counts.intro_table" : "counts.intro_rows", args));
    const Agreement agreement = agreement_of(plan_, parts_.content.counts);
    if (agreement.counts > 0) out += paragraph(text("agreement", {{"share", words_.percent(static_cast<double>(agreement.rows_inside) / static_cast<double>(agreement.counts))}}));
    if (agreement.poor()) out += element("p", escape(text("agreement_poor")), R"(class="notice")") + "\n";
    if (const std::string pairs = pairs_note(); !pairs.empty()) out += element("p", escape(pairs), R"(class="notice")") + "\n";
    if (!chart.panels.empty()) out += figure_html(chart::draw(chart), 2);
    return element("section", out, R"(id="counts")") + "\n";
  }

  [[nodiscard]] std::string use() const {
    std::string items;
    for (const std::string& one : uses()) items += element("li", escape(one));
    return element("section", element("h2", escape(text("method.use"))) + element("ul", items), R"(id="use")") + "\n";
  }

  [[nodiscard]] std::string made() const {
    std::string out = element("h2", escape(text("method.how"))) + paragraph(how());
    if (!plan_.method_note.empty()) out += element("h3", escape(text("method.source"))) + element("p", data_html(plan_.method_note));
    if (!plan_.nationality.empty()) out += element("h3", escape(text("method.nationality"))) + element("p", data_html(plan_.purpose));
    return element("section", out, R"(id="made")") + "\n";
  }

  const ReleaseParts& parts_;
  const ReleasePlan& plan_;
  const core::Catalogue& words_;
};

}  // namespace

std::string release_report(const ReleaseParts& parts, const core::Catalogue& catalogue) { return Page(parts, catalogue).html(); }

std::string method_page(const ReleaseParts& parts, const core::Catalogue& catalogue) { return Page(parts, catalogue).method(); }

}  // namespace palermo::publish
