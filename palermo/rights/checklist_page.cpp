// SPDX-License-Identifier: Apache-2.0
// Checklists as they are shown and as --json tells them.
#include "palermo/rights/checklist.hpp"

namespace palermo::rights {
namespace {

using core::Value;

std::string lower_key(std::string_view prefix, std::string_view word) {
  return std::string(prefix) + std::string(word);
}

// A word that a file chose ("punishment_and_redress") as a reader sees it.
std::string spaced_word(std::string text) {
  for (char& c : text)
    if (c == '_') c = ' ';
  return text;
}

Value head_value(const Checklist& list) {
  Value value;
  value.set("id", list.id);
  value.set("title", list.title);
  value.set("publisher", list.publisher);
  value.set("year", list.year);
  value.set("complete", list.complete);
  value.set("note", list.note);
  value.set("items", static_cast<std::int64_t>(list.items.size()));
  return value;
}

Value answer_value(const ChecklistAnswer& answer) {
  Value value;
  value.set("answer", answer.reply);
  value.set("evidence", answer.evidence);
  value.set("source", answer.source);
  value.set("date", answer.date.known() ? Value(answer.date.text()) : Value{});
  value.set("grade", answer.grade.empty() ? Value{} : Value(answer.grade));
  value.set("supported", answer.supported());
  return value;
}

Value row_value(const ChecklistRow& row) {
  Value value;
  value.set("id", row.item->id);
  value.set("group", row.item->group);
  value.set("says", row.item->says);
  value.set("source", row.item->source);
  value.set("mark", law::word(row.item->mark));
  value.set("standing", word(row.standing));
  Value answers{Value::Array{}};
  for (const ChecklistAnswer& answer : row.answers) answers.push(answer_value(answer));
  value.set("answers", std::move(answers));
  return value;
}

std::string mark_text(law::Mark mark, const core::Catalogue& texts) {
  if (mark == law::Mark::verified) return "";
  return " " +
         texts.text("rights.cited.mark", {{"mark", texts.text(lower_key("rights.cited.mark.", law::word(mark)))}});
}

std::string head_text(const Checklist& list, const core::Catalogue& texts) {
  std::string text = texts.text(
      "rights.checklist.head",
      {{"id", list.id}, {"title", list.title}, {"publisher", list.publisher}, {"year", std::to_string(list.year)}});
  if (!list.complete) text += "\n" + texts.text("rights.checklist.incomplete");
  if (!list.note.empty()) text += "\n" + texts.text("rights.checklist.note", {{"note", list.note}});
  return text;
}

std::string answer_text(const ChecklistAnswer& answer, const core::Catalogue& texts) {
  const std::string missing = texts.text("rights.checklist.not_told");
  const auto told = [&](const std::string& text) { return text.empty() ? missing : text; };
  std::string grade = answer.grade.empty() ? missing : texts.text("rights.checklist.grade." + answer.grade);
  if (answer.reply == "not_known" && !answer.supported()) return texts.text("rights.checklist.answer.not_known");
  return texts.text("rights.checklist.answer", {{"answer", texts.text("rights.checklist.reply." + answer.reply)},
                                                {"evidence", told(answer.evidence)},
                                                {"source", told(answer.source)},
                                                {"date", answer.date.known() ? answer.date.text() : missing},
                                                {"grade", std::move(grade)}});
}

std::string row_text(const ChecklistRow& row, bool filled, const core::Catalogue& texts) {
  std::string text = texts.text("rights.checklist.item", {{"id", row.item->id}, {"says", row.item->says}}) +
                     mark_text(row.item->mark, texts);
  if (!filled) return text;
  if (row.standing != ChecklistStanding::answered)
    text += "\n" + texts.text(lower_key("rights.checklist.standing.", word(row.standing)));
  for (const ChecklistAnswer& answer : row.answers) text += "\n" + answer_text(answer, texts);
  return text;
}

}  // namespace

Value to_value(const std::vector<Checklist>& lists) {
  Value value;
  value.set("format", "palermo-rights-checklist/1");
  Value all{Value::Array{}};
  for (const Checklist& list : lists) all.push(head_value(list));
  value.set("lists", std::move(all));
  value.set("checklist", Value{});
  return value;
}

Value to_value(const Checklist& list, const ChecklistForm* form) {
  const std::vector<ChecklistRow> rows = fill(list, form != nullptr ? *form : ChecklistForm{});
  Value value;
  value.set("format", "palermo-rights-checklist/1");
  value.set("lists", Value{Value::Array{head_value(list)}});
  Value filled;
  filled.set("about", form != nullptr ? Value(form->about) : Value{});
  filled.set("answered", form != nullptr ? Value(answered(rows)) : Value{});
  filled.set("of", static_cast<std::int64_t>(rows.size()));
  Value sources{Value::Array{}};
  for (const auto& [key, what] : list.sources) {
    Value source;
    source.set("key", key);
    source.set("what", what);
    sources.push(std::move(source));
  }
  filled.set("sources", std::move(sources));
  Value items{Value::Array{}};
  for (const ChecklistRow& row : rows) items.push(row_value(row));
  filled.set("items", std::move(items));
  value.set("checklist", std::move(filled));
  return value;
}

std::string checklist_text(const std::vector<Checklist>& lists, const core::Catalogue& texts) {
  std::string text = texts.text("rights.checklist.lists");
  for (const Checklist& list : lists)
    text += "\n" + texts.text("rights.checklist.list", {{"id", list.id},
                                                        {"title", list.title},
                                                        {"count", static_cast<std::int64_t>(list.items.size())}});
  return text;
}

std::string checklist_text(const Checklist& list, const ChecklistForm* form, const core::Catalogue& texts) {
  const std::vector<ChecklistRow> rows = fill(list, form != nullptr ? *form : ChecklistForm{});
  std::string text = head_text(list, texts);
  if (form != nullptr)
    text += "\n" + texts.text("rights.checklist.about", {{"about", form->about},
                                                         {"answered", answered(rows)},
                                                         {"of", static_cast<std::int64_t>(rows.size())}});
  std::string group;
  for (const ChecklistRow& row : rows) {
    if (row.item->group != group)
      text += "\n\n" + texts.text("rights.checklist.group", {{"group", spaced_word(row.item->group)}});
    group = row.item->group;
    text += "\n" + row_text(row, form != nullptr, texts);
  }
  text += "\n\n" + texts.text("rights.checklist.sources");
  for (const auto& [key, what] : list.sources)
    text += "\n" + texts.text("rights.checklist.source", {{"key", key}, {"what", what}});
  return form != nullptr ? text + "\n\n" + texts.text("rights.checklist.caveat") : text;
}

}  // namespace palermo::rights
