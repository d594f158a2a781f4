// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/checklist.hpp"

#include <algorithm>
#include <set>

#include "palermo/core/plain_text.hpp"

namespace palermo::rights {
namespace {

using core::Quote;
using core::Reader;
using core::Value;

core::Result<ChecklistItem> read_item(const Value& value) {
  Reader reader(value, "checklist item", Quote::settings);
  ChecklistItem item;
  item.id = reader.text("id");
  item.group = reader.text("group");
  item.says = reader.text("says");
  item.source = reader.text("source");
  item.mark = law::read_mark(reader, law::Mark::unverified);
  PALERMO_CHECK_DONE(reader.finish());
  return item;
}

core::Result<ChecklistAnswer> read_answer(const Value& value, const Checklist& list) {
  Reader reader(value, "checklist answer");
  ChecklistAnswer answer;
  answer.item = reader.text("item");
  if (!reader.failed() && list.find(answer.item) == nullptr)
    reader.fail_at(value, kChecklistUnknownItem, {{"list", list.id}});
  answer.reply = reader.choice("answer", {"yes", "partly", "no", "not_known"}, "");
  if (answer.reply.empty()) reader.fail_at(value, core::kMissingKey, {{"key", "answer"}});
  answer.evidence = reader.optional_text("evidence").value_or("");
  answer.source = reader.optional_text("source").value_or("");
  answer.grade = reader.choice("grade", {"primary", "official", "independent", "press", "account"}, "");
  if (const auto date = reader.optional_text("date")) {
    const auto read = core::parse_date(*date);
    if (!read) return core::fail(read.error().kind, value.find("date")->place(), read.error().args);
    answer.date = *read;
  }
  PALERMO_CHECK_DONE(reader.finish());
  return answer;
}

ChecklistStanding standing_of(const std::vector<ChecklistAnswer>& answers) {
  std::set<std::string> replies;
  bool unsupported = false;
  for (const ChecklistAnswer& answer : answers) {
    if (answer.reply == "not_known") continue;
    if (answer.supported())
      replies.insert(answer.reply);
    else
      unsupported = true;
  }
  if (replies.size() > 1) return ChecklistStanding::differ;
  if (replies.size() == 1) return ChecklistStanding::answered;
  if (unsupported) return ChecklistStanding::unsupported;
  return answers.empty() ? ChecklistStanding::open : ChecklistStanding::not_known;
}

}  // namespace

std::string_view word(ChecklistStanding standing) {
  static constexpr std::string_view kWords[] = {"answered", "differ", "unsupported", "not_known", "open"};
  return kWords[static_cast<std::size_t>(standing)];
}

bool ChecklistAnswer::supported() const {
  return !evidence.empty() && !source.empty() && date.known() && !grade.empty();
}

const ChecklistItem* Checklist::find(std::string_view item) const {
  const auto found = std::find_if(items.begin(), items.end(), [&](const ChecklistItem& i) { return i.id == item; });
  return found == items.end() ? nullptr : &*found;
}

core::Result<Checklist> parse_checklist(const Value& document) {
  PALERMO_CHECK_DONE(core::require_one_line(document));
  Reader reader(document, "checklist", Quote::settings);
  if (reader.choice("format", {"palermo-checklist/1"}, "").empty())
    reader.fail_at(document, core::kMissingKey, {{"key", "format"}});
  Checklist list;
  list.id = reader.text("id");
  list.title = reader.text("title");
  list.publisher = reader.text("publisher");
  list.year = reader.integer("year");
  list.complete = reader.flag("complete", false);
  list.note = reader.optional_text("note").value_or("");
  const Value* sources = reader.object("sources");
  const Value* items = reader.array("items");
  PALERMO_CHECK_DONE(reader.finish());
  if (sources != nullptr)
    for (const auto& [key, node] : sources->members())
      if (node.is_text()) list.sources.emplace_back(key, node.as_text());
  if (items == nullptr) return list;
  for (const Value& node : items->items()) {
    PALERMO_TRY(ChecklistItem item, read_item(node));
    if (list.find(item.id) != nullptr) return core::fail(kChecklistItemTwice, node.place(), {{"item", item.id}});
    if (std::none_of(list.sources.begin(), list.sources.end(), [&](const auto& s) { return s.first == item.source; }))
      return core::fail(kChecklistNoSource, node.place(), {{"item", item.id}});
    list.items.push_back(std::move(item));
  }
  return list;
}

core::Result<std::string> list_of_answers(const Value& document) {
  Reader reader(document, "checklist answers", Quote::settings);
  if (reader.choice("format", {"palermo-checklist-answers/1"}, "").empty())
    reader.fail_at(document, core::kMissingKey, {{"key", "format"}});
  std::string list = reader.text("checklist");
  for (const char* key : {"about", "answers"}) reader.ignore(key);
  PALERMO_CHECK_DONE(reader.finish());
  return list;
}

core::Result<ChecklistForm> parse_checklist_answers(const Value& document, const Checklist& list) {
  PALERMO_CHECK_DONE(core::require_one_line(document));
  ChecklistForm form;
  PALERMO_TRY(form.checklist, list_of_answers(document));
  if (form.checklist != list.id) return core::fail(kChecklistOtherList, document.place(), {{"list", list.id}});
  Reader reader(document, "checklist answers");
  for (const char* key : {"format", "checklist"}) reader.ignore(key);
  form.about = reader.text("about");
  const Value* answers = reader.array("answers");
  PALERMO_CHECK_DONE(reader.finish());
  if (answers == nullptr) return form;
  for (const Value& node : answers->items()) {
    PALERMO_TRY(ChecklistAnswer answer, read_answer(node, list));
    form.answers.push_back(std::move(answer));
  }
  return form;
}

std::vector<ChecklistRow> fill(const Checklist& list, const ChecklistForm& form) {
  std::vector<ChecklistRow> rows;
  for (const ChecklistItem& item : list.items) {
    ChecklistRow row{&item, {}, ChecklistStanding::open};
    for (const ChecklistAnswer& answer : form.answers)
      if (answer.item == item.id) row.answers.push_back(answer);
    row.standing = standing_of(row.answers);
    rows.push_back(std::move(row));
  }
  return rows;
}

std::int64_t answered(const std::vector<ChecklistRow>& rows) {
  return std::count_if(rows.begin(), rows.end(), [](const ChecklistRow& row) {
    return row.standing == ChecklistStanding::answered || row.standing == ChecklistStanding::differ;
  });
}

}  // namespace palermo::rights
