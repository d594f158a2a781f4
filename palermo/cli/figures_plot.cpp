// SPDX-License-Identifier: Apache-2.0
// palermo figures plot --concept WORDS --out FILE.html: competing values of one question, for one place, with the table beside the picture.
#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>
#include <set>

#include "palermo/cli/context.hpp"
#include "palermo/cli/figures_verbs.hpp"
#include "palermo/cli/page_file.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/provenance.hpp"
#include "palermo/figures/rivals.hpp"
#include "palermo/publish/html.hpp"
#include "palermo/publish/plain_page.hpp"

namespace palermo::cli {
namespace {

using core::Catalogue;
using figures::PublishedFigure;
using figures::Rivals;
using publish::element;
using publish::escape_html;

struct PlotCall {
  std::string concept_name, place, out;
  bool replace = false;
};

struct PlotPage {
  const figures::FigureRegister& all;
  const Rivals& rivals;
  const Catalogue& catalogue;

  [[nodiscard]] std::string text(std::string_view key, const std::vector<core::Arg>& args = {}) const { return catalogue.text(key, args); }
  [[nodiscard]] std::string paragraph(std::string_view key, const std::vector<core::Arg>& args = {}) const { return element("p", escape_html(text(key, args))) + "\n"; }
  [[nodiscard]] std::string heading(std::string_view key) const { return element("h2", escape_html(text(key))) + "\n"; }

  // How figures of each kind on the page may be used.
  [[nodiscard]] std::string kinds() const {
    std::string html = heading("figures.plot.kinds");
    std::set<figures::FigureKind> shown;
    for (const figures::RivalPanel& panel : rivals.panels) {
      if (!shown.insert(panel.kind).second) continue;
      const figures::KindOfFigure& kind = all.kind(panel.kind);
      html += element("h3", escape_html(text(std::string("figures.kind.") + figures::word(panel.kind)))) + "\n" + element("p", publish::data_html(kind.is)) + "\n" +
              paragraph("figures.plot.use", {{"text", kind.use}}) + paragraph("figures.plot.not", {{"text", kind.not_use}});
    }
    return html;
  }

  [[nodiscard]] std::string editions() const {
    std::set<std::string> named;
    std::string items;
    for (const figures::RivalPanel& panel : rivals.panels)
      for (const PublishedFigure* figure : panel.figures)
        if (const figures::Edition* edition = all.edition(figure->edition); edition != nullptr && named.insert(edition->id).second)
          items += element("li", escape_html(text("figures.plot.edition", {{"title", edition->title}, {"differs", edition->differs}})));
    return named.size() < 2 ? "" : heading("figures.plot.editions") + element("ul", items) + "\n";
  }

  [[nodiscard]] std::string sources() const {
    const auto column = [&](const char* name, bool numeric = false) { return core::Table::Column{text(std::string("figures.column.") + name), numeric}; };
    core::Table table{text("figures.plot.table"),
                      {column("id"), column("concept"), column("value", true), column("unit"), column("population"), column("period"), column("definition"), column("method"),
                       {text("figures.show.source")}, column("mark")}, {}};
    std::set<std::string> data;
    for (const figures::RivalPanel& panel : rivals.panels)
      for (const PublishedFigure* one : panel.figures) {
        table.rows.push_back({one->id, one->concept_name, figures::value_text(one->value, catalogue), one->unit, figures::or_not_stated(one->population, catalogue),
                              figures::or_not_stated(one->period, catalogue), figures::or_not_stated(one->definition, catalogue), figures::or_not_stated(one->method, catalogue),
                              one->note.empty() ? one->source : one->source + ". " + one->note, figures::word(one->grade)});
        for (const std::size_t cell : {0U, 1U, 3U, 4U, 5U, 6U, 7U, 8U}) data.insert(table.rows.back()[cell]);
      }
    data.erase(text("figures.not_stated"));
    return heading("figures.plot.table") + publish::table_html(table, data);
  }

  [[nodiscard]] std::string html(const chart::Figure& figure) const {
    const std::string body = paragraph("figures.plot.place_note", {{"place", rivals.place}}) + heading("figures.plot.heading") + paragraph("figures.plot.intervals") +
                             publish::figure_html(figure, 2) + kinds() + editions() + sources() +
                             element("footer", paragraph("figures.plot.about", {{"version", std::string(core::version())}}));
    return publish::plain_page(text("figures.plot.title", {{"place", rivals.place}}), text("figures.plot.notice"), body, false, catalogue);
  }
};

core::Value document_of(const figures::FigureRegister& all, const Rivals& rivals) {
  core::Value document, panels{core::Value::Array{}};
  document.set("format", "palermo-figures-plot/1");
  document.set("place", rivals.place);
  for (const figures::RivalPanel& panel : rivals.panels) {
    core::Value one, list{core::Value::Array{}};
    one.set("question", panel.question == nullptr ? core::Value() : core::Value(panel.question->id));
    one.set("kind", figures::word(panel.kind));
    one.set("unit", panel.unit);
    for (const PublishedFigure* figure : panel.figures) list.push(figure_value(*figure, all));
    one.set("figures", std::move(list));
    panels.push(std::move(one));
  }
  document.set("panels", std::move(panels));
  return document;
}

core::Done write(const PlotCall& call, const std::string& html) {
  if (call.out.empty()) return {};
  if (!call.replace && std::filesystem::exists(call.out)) return core::fail(kPageExists, {.file = call.out}, {{"file", call.out}});
  return core::write_files({{call.out, html}}, {.mode = 0644, .replace = call.replace});
}

int run_plot(Context& context, const PlotCall& call) {
  const auto all = read_figures(context.data_folder());
  if (!all) return context.fail(all.error());
  const auto rivals = figures::rivals(*all, call.concept_name, call.place);
  if (!rivals) return context.fail(rivals.error());
  const chart::Figure figure = figures::draw(*rivals, context.catalogue());
  if (const auto written = write(call, PlotPage{*all, *rivals, context.catalogue()}.html(figure)); !written) return context.fail(written.error());
  if (context.json()) return context.print_json(document_of(*all, *rivals));
  const std::string where = call.out.empty() ? "" : "\n" + context.text("figures.plot.written", {{"file", call.out}});
  return context.print(core::to_plain_text(figure.table) + "\n" + context.text("figures.plot.notice") + where);
}

}  // namespace

void add_figures_plot(CLI::App& family, Context& context) {
  auto call = std::make_shared<PlotCall>();
  CLI::App& verb = add_verb(family, context, "figures.plot", "palermo figures plot --concept forced-labour --out forced-labour.html",
                            [&context, call] { return run_plot(context, *call); });
  verb.add_option("--concept", call->concept_name, context.text("verb.figures.concept"))->type_name("CONCEPT")->required();
  verb.add_option("--place", call->place, context.text("verb.figures.place"))->type_name("PLACE");
  verb.add_option("--out", call->out, context.text("verb.figures.out"))->type_name("FILE");
  verb.add_flag("--replace", call->replace, context.text("verb.figures.replace"));
}

}  // namespace palermo::cli
