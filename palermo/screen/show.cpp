// SPDX-License-Identifier: Apache-2.0
#include "palermo/screen/show.hpp"

namespace palermo::screen {
namespace {

using core::Catalogue;
using core::Value;

Value texts(const std::vector<std::string>& items) {
  Value list{Value::Array{}};
  for (const std::string& item : items) list.push(item);
  return list;
}

Value card(const Question& question, const Pack& pack) {
  Value value;
  value.set("id", question.id);
  value.set("asked_of", question.of_worker ? "worker" : "person");
  Value ask{Value::Object{}}, reading_only{Value::Object{}};
  for (const auto& [language, text] : question.ask) {
    ask.set(language, text);
    reading_only.set(language, pack.reading_only(language));
  }
  value.set("ask", std::move(ask));
  value.set("reading_only", std::move(reading_only));
  value.set("opens", texts(question.opens));
  value.set("not_sure_opens", question.not_sure_opens);
  return value;
}

Value cards(const std::vector<Question>& questions, const Pack& pack) {
  Value list{Value::Array{}};
  for (const Question& question : questions) list.push(card(question, pack));
  return list;
}

Value sign_head(const Sign& sign) {
  Value value;
  value.set("id", sign.id);
  value.set("title", sign.title);
  value.set("about", sign.about_place ? "place" : "person");
  value.set("fits_many", sign.fits_many);
  value.set("mark", law::word(*sign.mark));
  return value;
}

Value signs(const std::vector<const Sign*>& list) {
  Value value{Value::Array{}};
  for (const Sign* sign : list) value.push(sign_head(*sign));
  return value;
}

Value steps(const std::vector<const Step*>& list, const Catalogue& catalogue) {
  Value value{Value::Array{}};
  for (const Step* step : list) {
    Value one;
    one.set("id", step->id);
    one.set("text", step_text(catalogue, *step));
    one.set("only_if_agreed", step->if_agreed);
    Value bases{Value::Array{}};
    for (const Basis& basis : step->basis) {
      Value article;
      article.set("law", basis.law);
      article.set("article", basis.article);
      article.set("modality", basis.modality);
      article.set("mark", law::word(basis.mark));
      article.set("domestic_work_only", basis.domestic_work_only);
      bases.push(std::move(article));
    }
    one.set("basis", std::move(bases));
    value.push(std::move(one));
  }
  return value;
}

Value next_value(const Questionnaire& questionnaire, const Answers& answers, std::string_view language) {
  const auto next = next_question(questionnaire, answers);
  if (!next) return nullptr;
  const Question& question = *questionnaire.questions()[next->question];
  Value value;
  value.set("id", question.id);
  value.set("asked_of", question.of_worker ? "worker" : "person");
  value.set("ask", ask_text(question, language));
  Value decides{Value::Array{}};
  for (const Outcome* outcome : next->decides) decides.push(outcome->id);
  value.set("can_decide", std::move(decides));
  return value;
}

}  // namespace

std::string need_text(const Catalogue& catalogue, std::string_view need) { return catalogue.text("screen.need." + std::string(need)); }

std::string step_text(const Catalogue& catalogue, const Step& step) {
  const std::string text = catalogue.text("screen.step." + step.id);
  return step.if_agreed ? catalogue.text("screen.run.step.if_agreed", {{"step", text}}) : text;
}

std::string basis_text(const Catalogue& catalogue, const Basis& basis) {
  const char* key = basis.domestic_work_only ? "screen.run.step.basis.domestic_work" : "screen.run.step.basis";
  return catalogue.text(key, {{"law", basis.law},
                                                  {"article", basis.article},
                                                  {"modality", catalogue.text("observatory.modality." + basis.modality)},
                                                  {"mark", mark_text(catalogue, basis.mark)}});
}

std::string mark_text(const Catalogue& catalogue, law::Mark mark) { return catalogue.text("law.mark." + std::string(law::word(mark))); }

const std::string& ask_text(const Question& question, std::string_view language) {
  const auto found = question.ask.find(language);
  return (found != question.ask.end() ? found : question.ask.find("en"))->second;
}

Value pack_head(const Pack& pack) {
  Value value;
  value.set("id", pack.id);
  value.set("title", pack.title);
  value.set("publisher", pack.publisher);
  value.set("for", pack.children ? "children" : "all");
  value.set("state", pack.off ? "off" : "on");
  if (pack.off) value.set("off_because", "weights_not_checked");
  value.set("weights", pack.off ? "not_checked" : "none_given");
  value.set("mark", law::word(*pack.mark));
  value.set("complete", pack.complete);
  value.set("review", pack.review);
  value.set("reviewed_by_community", pack.reviewed_by_community);
  value.set("error_report", pack.error_report);
  Value audio{Value::Object{}};
  for (const auto& [language, reviewed] : pack.audio) audio.set(language, reviewed ? "reviewed" : "none");
  value.set("audio", std::move(audio));
  return value;
}

Value list_answer(const Library& library) {
  Value packs{Value::Array{}}, missing{Value::Array{}};
  for (const Pack& pack : library.packs) packs.push(pack_head(pack));
  for (const NotObtained& list : library.not_obtained) {
    Value one;
    one.set("title", list.title);
    one.set("publisher", list.publisher);
    one.set("why", list.why);
    missing.push(std::move(one));
  }
  Value answer;
  answer.set("format", "palermo-screen-list/1");
  answer.set("packs", std::move(packs));
  answer.set("not_obtained", std::move(missing));
  return answer;
}

Value show_answer(const Library& library, const Pack& pack) {
  Value list{Value::Array{}};
  for (const Sign& sign : pack.signs) {
    Value one = sign_head(sign);
    one.set("group", sign.group);
    one.set("withheld", sign.withheld);
    one.set("cards", cards(sign.questions, pack));
    list.push(std::move(one));
  }
  Value source, answer;
  source.set("key", pack.source_key);
  source.set("read", pack.source_read);
  answer.set("format", "palermo-screen-show/1");
  answer.set("pack", pack_head(pack));
  answer.set("source", std::move(source));
  answer.set("note", pack.note);
  answer.set("asked_first", cards(library.common.questions, pack));
  answer.set("signs", std::move(list));
  return answer;
}

Value run_answer(const Questionnaire& questionnaire, const Answers& answers, std::string_view language, const Catalogue& catalogue) {
  const Screening found = screen(questionnaire, answers);
  Value shown, needs{Value::Array{}}, answer;
  shown.set("present", signs(found.present));
  shown.set("absent", signs(found.absent));
  shown.set("not_asked", signs(found.not_asked));
  for (const std::string& need : found.needs) {
    Value one;
    one.set("id", need);
    one.set("text", need_text(catalogue, need));
    needs.push(std::move(one));
  }
  answer.set("not for release", true);
  answer.set("format", "palermo-screen-run/1");
  answer.set("says", catalogue.text("screen.run.notice"));
  answer.set("pack", pack_head(questionnaire.pack()));
  answer.set("language", language);
  answer.set("reading_only", questionnaire.pack().reading_only(language));
  answer.set("owed_to_everybody", steps(found.owed_to_everybody, catalogue));
  answer.set("needs", std::move(needs));
  answer.set("next_steps", steps(found.next_steps, catalogue));
  answer.set("signs", std::move(shown));
  answer.set("ask_next", next_value(questionnaire, answers, language));
  return answer;
}

}  // namespace palermo::screen
