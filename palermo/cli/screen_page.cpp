// SPDX-License-Identifier: Apache-2.0
// The pages of screening. Texts of packs are data: English (or the pack's language), shown as they are.
#include "palermo/cli/screen_verbs.hpp"
#include "palermo/screen/show.hpp"

namespace palermo::cli {
namespace {

using core::Catalogue;
using observatory::Item;
using observatory::Line;
using observatory::Page;
using screen::Pack;
using screen::Question;
using screen::Sign;
using screen::Step;

Line text(const Catalogue& catalogue, std::string_view key, const std::vector<core::Arg>& args = {}) {
  return {{.text = catalogue.text(key, args)}};
}

observatory::Span span(std::string text) { return {.text = std::move(text)}; }

std::string report_text(const Catalogue& catalogue, const Pack& pack) {
  return pack.error_report == "none" ? catalogue.text("screen.list.none") : pack.error_report;
}

std::string review_text(const Catalogue& catalogue, const Pack& pack) { return catalogue.text("screen.review." + pack.review); }

Line yes_no(const Catalogue& catalogue, bool yes) { return text(catalogue, yes ? "screen.list.yes" : "screen.list.no"); }

Line languages_line(const Catalogue& catalogue, const Pack& pack) {
  std::vector<Line> lines;
  for (const auto& [language, reviewed] : pack.audio)
    lines.push_back(text(catalogue, reviewed ? "screen.list.audio.reviewed" : "screen.list.audio.none", {{"language", language}}));
  return observatory::joined(lines, ", ");
}

Line state_line(const Catalogue& catalogue, const Pack& pack) {
  if (pack.off) return text(catalogue, "screen.list.off");
  return text(catalogue, "screen.list.on",
              {{"review", review_text(catalogue, pack)}, {"community", pack.reviewed_by_community}, {"report", report_text(catalogue, pack)}});
}

void card_items(const std::vector<Question>& questions, const Pack& pack, std::string_view language, const Catalogue& catalogue,
                std::size_t depth, std::vector<Item>& items) {
  for (const Question& question : questions) {
    Line line = observatory::message(catalogue, question.of_worker ? "screen.show.card.worker" : "screen.show.card",
                                     {{"question", observatory::data(screen::ask_text(question, language))}});
    if (pack.reading_only(language)) line = line + Line{span(" ["), span(catalogue.text("screen.show.reading_only")), span("]")};
    line = line + Line{span(" ")} + observatory::message(catalogue, "screen.show.card.id", {{"id", observatory::data(question.id)}});
    items.push_back({std::move(line), depth});
  }
}

void sign_items(const Sign& sign, const Pack& pack, std::string_view language, const Catalogue& catalogue, std::vector<Item>& items) {
  items.push_back({observatory::message(catalogue, "screen.show.sign",
                                        {{"title", observatory::strong(observatory::data(sign.title))},
                                         {"id", observatory::data(sign.id)},
                                         {"mark", span(screen::mark_text(catalogue, *sign.mark))}}),
                   0});
  if (sign.about_place) items.push_back({text(catalogue, "screen.show.about_place"), 1});
  if (sign.fits_many) items.push_back({text(catalogue, "screen.show.fits_many"), 1});
  if (sign.withheld) items.push_back({text(catalogue, "screen.show.withheld"), 1});
  card_items(sign.questions, pack, language, catalogue, 1, items);
}

// The steps with the articles that say so.
void steps_list(Page& page, const std::vector<const Step*>& steps, const Catalogue& catalogue) {
  std::vector<Item> items;
  for (const Step* step : steps) {
    items.push_back({{span(screen::step_text(catalogue, *step))}, 0});
    for (const screen::Basis& basis : step->basis) items.push_back({{span(screen::basis_text(catalogue, basis))}, 1});
  }
  page.list(std::move(items));
}

void signs_list(Page& page, const std::vector<const Sign*>& signs, std::string_view key, const Catalogue& catalogue) {
  page.heading(3, text(catalogue, key));
  if (signs.empty()) return page.paragraph(text(catalogue, "screen.run.signs.nothing"));
  std::vector<Item> items;
  for (const Sign* sign : signs) {
    items.push_back({observatory::message(catalogue, "screen.show.sign", {{"title", observatory::data(sign->title)},
                                                                          {"id", observatory::data(sign->id)},
                                                                          {"mark", span(screen::mark_text(catalogue, *sign->mark))}}),
                     0});
    if (sign->about_place) items.push_back({text(catalogue, "screen.show.about_place"), 1});
    if (sign->fits_many) items.push_back({text(catalogue, "screen.show.fits_many"), 1});
  }
  page.list(std::move(items));
}

void next_part(Page& page, const screen::Questionnaire& questionnaire, const screen::Answers& answers, std::string_view language,
               const Catalogue& catalogue) {
  page.heading(2, text(catalogue, "screen.run.next"), "next");
  const auto next = screen::next_question(questionnaire, answers);
  if (!next) return page.paragraph(text(catalogue, "screen.run.next.none"));
  std::vector<Item> items;
  const Question& question = *questionnaire.questions()[next->question];
  card_items({question}, questionnaire.pack(), language, catalogue, 0, items);
  page.list(std::move(items));
}

}  // namespace

Page list_page(const screen::Library& library, const Catalogue& catalogue) {
  Page page("packs.html", text(catalogue, "screen.list.title"));
  page.notice(text(catalogue, "screen.list.notice"));
  std::vector<Item> packs;
  for (const Pack& pack : library.packs) {
    packs.push_back({observatory::message(catalogue, "screen.list.pack", {{"id", observatory::strong(observatory::data(pack.id))},
                                                                          {"title", observatory::data(pack.title)},
                                                                          {"publisher", observatory::data(pack.publisher)}}),
                     0});
    packs.push_back({state_line(catalogue, pack), 1});
    packs.push_back({observatory::message(catalogue, pack.complete ? "screen.list.source" : "screen.list.source.cut",
                                          {{"for", span(catalogue.text(pack.children ? "screen.list.for.children" : "screen.list.for.all"))},
                                           {"mark", span(screen::mark_text(catalogue, *pack.mark))},
                                           {"languages", span(observatory::plain(languages_line(catalogue, pack)))}}),
                     1});
  }
  page.list(std::move(packs));
  page.heading(2, text(catalogue, "screen.list.not_obtained"), "not-obtained");
  page.paragraph(text(catalogue, "screen.list.not_obtained.notice"));
  std::vector<Item> items;
  for (const screen::NotObtained& list : library.not_obtained)
    items.push_back({observatory::message(catalogue, "screen.list.not_obtained.item", {{"publisher", observatory::data(list.publisher)},
                                                                                       {"title", observatory::data(list.title)},
                                                                                       {"why", observatory::data(list.why)}}),
                     0});
  page.list(std::move(items));
  return page;
}

Page cards_page(const screen::Library& library, const Pack& pack, std::string_view language, const Catalogue& catalogue) {
  Page page(pack.id + ".html", {observatory::data(pack.title)});
  page.notice(text(catalogue, "screen.list.notice"));
  if (!pack.note.empty()) page.paragraph({observatory::data(pack.note)});
  page.pairs({{text(catalogue, "screen.show.from"), {observatory::data(pack.publisher)}},
              {text(catalogue, "screen.show.source"), observatory::message(catalogue, "screen.show.source.read", {{"key", observatory::data(pack.source_key)}, {"read", observatory::data(pack.source_read)}})},
              {text(catalogue, "screen.show.mark"), {span(screen::mark_text(catalogue, *pack.mark))}},
              {text(catalogue, "screen.show.complete"), yes_no(catalogue, pack.complete)},
              {text(catalogue, "screen.show.weights"), text(catalogue, pack.off ? "screen.show.weights.off" : "screen.show.weights.none")},
              {text(catalogue, "screen.show.review"), {span(review_text(catalogue, pack))}},
              {text(catalogue, "screen.show.community"), {observatory::data(pack.reviewed_by_community)}},
              {text(catalogue, "screen.show.report"), pack.error_report == "none" ? text(catalogue, "screen.show.report.none") : Line{observatory::data(pack.error_report)}},
              {text(catalogue, "screen.show.languages"), languages_line(catalogue, pack)}});
  if (!pack.off) {
    page.heading(2, text(catalogue, "screen.show.first"), "first");
    page.paragraph(text(catalogue, "screen.show.answers"));
    std::vector<Item> first;
    card_items(library.common.questions, pack, language, catalogue, 0, first);
    page.list(std::move(first));
  }
  page.heading(2, text(catalogue, "screen.show.signs"), "signs");
  if (pack.off) page.paragraph(text(catalogue, "screen.show.no_questions"));
  std::vector<Item> items;
  for (const Sign& sign : pack.signs) sign_items(sign, pack, language, catalogue, items);
  page.list(std::move(items));
  return page;
}

Page run_page(const screen::Questionnaire& questionnaire, const screen::Answers& answers, std::string_view language, const Catalogue& catalogue) {
  const screen::Screening found = screen::screen(questionnaire, answers);
  const Pack& pack = questionnaire.pack();
  Page page("screening.html", text(catalogue, "screen.run.title"));
  page.notice(text(catalogue, "screen.run.notice"));
  page.heading(2, text(catalogue, "screen.run.owed"), "owed");
  steps_list(page, found.owed_to_everybody, catalogue);
  page.heading(2, text(catalogue, "screen.run.needs"), "needs");
  std::vector<Item> needs;
  for (const std::string& need : found.needs) needs.push_back({{span(screen::need_text(catalogue, need))}, 0});
  page.list(std::move(needs));
  page.paragraph(text(catalogue, "screen.run.needs.empty"));
  page.heading(2, text(catalogue, "screen.run.steps"), "steps");
  if (found.next_steps.empty()) page.paragraph(text(catalogue, "screen.run.steps.empty"));
  steps_list(page, found.next_steps, catalogue);
  page.paragraph(text(catalogue, "screen.run.binding"));
  page.heading(2, text(catalogue, "screen.run.signs"), "answers");
  page.paragraph(text(catalogue, "screen.run.signs.notice"));
  signs_list(page, found.present, "screen.run.signs.present", catalogue);
  signs_list(page, found.absent, "screen.run.signs.absent", catalogue);
  signs_list(page, found.not_asked, "screen.run.signs.not_asked", catalogue);
  next_part(page, questionnaire, answers, language, catalogue);
  page.paragraph(observatory::message(catalogue, "screen.run.pack", {{"title", observatory::data(pack.title)},
                                                                     {"review", span(review_text(catalogue, pack))},
                                                                     {"community", observatory::data(pack.reviewed_by_community)},
                                                                     {"report", span(report_text(catalogue, pack))}}));
  if (pack.reading_only(language)) page.paragraph(text(catalogue, "screen.run.reading_only"));
  return page;
}

Page stopped_page(const screen::Questionnaire& questionnaire, const Catalogue& catalogue) {
  Page page("stopped.html", text(catalogue, "screen.run.owed"));
  page.paragraph(text(catalogue, "screen.ask.stopped"));
  steps_list(page, screen::screen(questionnaire, questionnaire.nothing_asked()).owed_to_everybody, catalogue);
  return page;
}

}  // namespace palermo::cli
