// SPDX-License-Identifier: Apache-2.0
// palermo rights sheet FILE CASE --state XX --date DAY: the person's own page. It has no name, no case, no fact, no article and no id.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_reasoning.hpp"
#include "palermo/cli/paper.hpp"
#include "palermo/cli/rights_desk.hpp"
#include "palermo/cli/rights_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/rights/contacts.hpp"
#include "palermo/rights/sheet.hpp"

namespace palermo::cli {
namespace {

using core::Value;
using observatory::Item;
using observatory::Line;
using observatory::Page;
using observatory::Span;
using rights::Contact;
using rights::Contacts;
using rights::SheetLine;
using rights::SheetPart;
using rights::Shelf;

constexpr core::ErrorKind kSheetLanguage{"rights.sheet_language", core::Exit::usage};
constexpr core::ErrorKind kContactsElsewhere{"rights.contacts_elsewhere", core::Exit::usage};

struct SheetCall {
  RightsCall rights;
  std::string language, html, contacts, paper = "a4";
  bool replace = false;
};

std::string month_of(core::Day day) { return core::PartialDate{{day, day}}.text().substr(0, 7); }  // D5: no finer than the month

// What the person reads. It knows neither the case nor its facts.
class Writer {
 public:
  Writer(const core::Catalogue& texts, const Contacts* contacts) : texts_(texts), contacts_(contacts) {}

  [[nodiscard]] std::string text_of(const SheetLine& line) const {
    const std::string says = texts_.text("sheet.owed." + line.entitlement->id);
    std::string text = line.sure ? texts_.text("sheet.line.sure", {{"says", says}}) : texts_.text("sheet.line.maybe", {{"maybe", texts_.text("sheet.maybe")}, {"says", says}});
    if (const std::string day = until(line); !day.empty()) text = texts_.text(line.at_least ? "sheet.line.at_least" : "sheet.line.by", {{"line", text}, {"day", day}});
    if (!line.presumed.empty()) text = texts_.text("sheet.line.presumed", {{"line", text}, {"presumed", texts_.text("sheet.presumed." + line.presumed)}});
    return text;
  }

  [[nodiscard]] Page page(const std::string& state, core::Day day, const std::vector<SheetPart>& parts) const {
    Page page("sheet.html", say("sheet.title"));
    page.notice(say("sheet.no"));
    page.paragraph(observatory::message(texts_, "sheet.where", {{"state", observatory::data(state)}, {"month", {.text = month_of(day)}}}) + Line{{.text = " "}} + say("sheet.no_name"));
    Shelf last = Shelf::open;
    bool first = true, maybe = false, presumed = false, contacts = false;
    for (const SheetPart& part : parts) {
      if (part.shelf == Shelf::open) contact_part(page);
      contacts |= part.shelf == Shelf::open;
      if (first || part.shelf != last) page.heading(2, say("sheet." + std::string(word(part.shelf))), std::string(word(part.shelf)));
      if (part.shelf == Shelf::event) page.heading(3, say(event_key(part.event)));
      if (part.shelf == Shelf::open) page.paragraph(say("sheet.open.how"));
      last = part.shelf;
      first = false;
      maybe |= add_lines(page, part);
      presumed |= std::any_of(part.lines.begin(), part.lines.end(), [](const SheetLine& line) { return !line.presumed.empty(); });
    }
    if (!contacts) contact_part(page);
    page.heading(2, say("sheet.end"), "end");
    if (maybe) page.paragraph(say("sheet.maybe.means"));
    if (presumed) page.paragraph(say("sheet.presumed.means"));
    page.paragraph(say("sheet.nothing_lost"));
    page.paragraph(say("sheet.not_advice"));
    page.paragraph(say("sheet.reading_only"));
    return page;
  }

  [[nodiscard]] std::string event_key(const std::string& event) const {
    const std::string key = "sheet.event." + event;
    return texts_.has(key) ? key : "sheet.event.other";
  }

 private:
  [[nodiscard]] Line say(const std::string& key, const std::vector<core::Arg>& args = {}) const { return {{.text = texts_.text(key, args)}}; }

  // An open line is under a heading that says “maybe” for all of them. Whether a line of its own says so.
  bool add_lines(Page& page, const SheetPart& part) const {
    std::vector<Item> items;
    bool maybe = false;
    for (SheetLine line : part.lines) {
      maybe |= !line.sure && part.shelf != Shelf::open;
      line.sure |= part.shelf == Shelf::open;
      items.push_back({{{.text = text_of(line)}}, 0});
    }
    page.list(std::move(items));
    return maybe;
  }

  // Until when it holds at the earliest, or by when it must be done at the latest.
  static std::string until(const SheetLine& line) {
    const auto& day = line.at_least ? line.until.days.min : line.until.days.max;
    return day ? core::PartialDate{{*day, *day}}.text() : "";
  }

  void contact_part(Page& page) const {
    page.heading(2, say("sheet.contacts"));
    if (!contacts_ || contacts_->list.empty()) {
      page.pairs({{say("sheet.contacts.none"), {}}, {say("sheet.contact.for.danger"), {}}});
      return;
    }
    if (contacts_->invented) page.notice(say("sheet.contacts.invented"));
    std::vector<Item> items;
    for (const Contact& one : contacts_->list) items.push_back({contact_line(one), 0});
    page.list(std::move(items));
    page.paragraph(say("sheet.contacts.checked", {{"month", contacts_->checked.text().substr(0, 7)}}));
  }

  [[nodiscard]] Line contact_line(const Contact& one) const {
    const Span space{.text = " "};
    Line made = say("sheet.contact.for." + one.purpose) + Line{{.text = ": "}, observatory::data(one.organisation), space, observatory::strong(observatory::data(one.phone)), {.text = ". "}};
    if (!one.hours.empty()) made = made + Line{observatory::data(one.hours), {.text = ". "}};
    if (one.free) made = made + say("sheet.contact.free") + Line{space};
    std::string languages;
    for (const std::string& language : one.languages) languages += (languages.empty() ? "" : ", ") + language;
    if (!languages.empty()) made = made + observatory::message(texts_, "sheet.contact.languages", {{"languages", observatory::data(languages)}}) + Line{space};
    return made + say("sheet.contact.police." + one.police);
  }

  const core::Catalogue& texts_;
  const Contacts* contacts_;
};

Value value_of(const RightsDesk& desk, const Writer& writer, const core::Catalogue& texts, const std::vector<SheetPart>& parts, const Contacts* contacts) {
  Value answer = inside_answer("palermo-rights-sheet/1"), list{Value::Array{}}, whom{Value::Array{}};
  answer.set("state", desk.state);
  answer.set("month", month_of(desk.day));
  answer.set("language", texts.language());
  for (const SheetPart& part : parts) {
    Value made, lines{Value::Array{}};
    made.set("part", word(part.shelf));
    if (!part.event.empty()) made.set("event", texts.text(writer.event_key(part.event)));
    for (const SheetLine& line : part.lines) {
      Value one;
      one.set("id", line.entitlement->id);
      one.set("class", word(line.entitlement->kind));
      one.set("floor", line.floor);
      one.set("sure", line.sure);
      one.set("says", writer.text_of(line));
      lines.push(std::move(one));
    }
    made.set("lines", std::move(lines));
    list.push(std::move(made));
  }
  for (const Contact& one : contacts ? contacts->list : std::vector<Contact>{}) {
    Value made;
    made.set("for", one.purpose);
    made.set("organisation", one.organisation);
    made.set("phone", one.phone);
    whom.push(std::move(made));
  }
  answer.set("parts", std::move(list));
  answer.set("contacts", std::move(whom));
  answer.set("contacts_invented", contacts && contacts->invented);
  answer.set("recording", false);
  return answer;
}

core::Done has_texts(const std::string& language) {
  const std::vector<std::string> languages = core::Catalogue::languages();
  if (std::find(languages.begin(), languages.end(), language) != languages.end()) return {};
  std::string known;
  for (const std::string& one : languages) known += (known.empty() ? "" : ", ") + one;
  return core::fail(kSheetLanguage, {}, {{"language", language}, {"languages", known}});
}

core::Result<std::optional<Contacts>> read_contacts(const std::string& file, const std::string& state) {
  if (file.empty()) return std::optional<Contacts>{};
  PALERMO_TRY(const std::string text, core::read_file(file, core::kHandWritten));
  PALERMO_TRY(const Value document, core::parse_yaml(text, file));
  PALERMO_TRY(Contacts found, rights::parse_contacts(document));
  if (found.state != state) return core::fail(kContactsElsewhere, {.file = file}, {{"state", state}, {"found", found.state}});
  return std::optional<Contacts>{std::move(found)};
}

core::Done make_sheet(Context& context, const SheetCall& call) {
  const std::string language = call.language.empty() ? context.catalogue().language() : call.language;
  PALERMO_CHECK_DONE(has_texts(language));
  PALERMO_CHECK_DONE(may_write_paper(call.html, call.replace));
  PALERMO_TRY(const RightsDesk desk, open_rights(context, call.rights));
  PALERMO_TRY(const std::optional<Contacts> contacts, read_contacts(call.contacts, desk.state));
  PALERMO_TRY(const std::vector<rights::Owed> all, rights::owed(desk.catalogue, desk.corpus, desk.question(rights::Assume::as_recorded)));
  const core::Catalogue texts(language);
  const Writer writer(texts, contacts ? &*contacts : nullptr);
  const std::vector<SheetPart> parts = rights::sheet_parts(all, desk.corpus.vocabulary());
  const Page page = writer.page(desk.state_name, desk.day, parts);
  PALERMO_CHECK_DONE(write_paper(call.html, paper_html(page, texts, call.paper == "a5" ? Paper::sheet_a5 : Paper::sheet_a4)));
  if (context.json()) {
    context.print_json(value_of(desk, writer, texts, parts, contacts ? &*contacts : nullptr));
    return {};
  }
  context.note(context.text("sheet.note.hand_over"));
  if (!call.html.empty()) context.note(context.text("sheet.note.written", {{"file", call.html}}));
  if (call.html.empty()) context.print(to_text(page));
  return {};
}

}  // namespace

void add_rights_sheet(CLI::App& family, Context& context) {
  auto call = std::make_shared<SheetCall>();
  CLI::App& verb = add_verb(family, context, "rights.sheet", "palermo rights sheet tests/scenarios/rights.yaml RG-23-danger-on-the-way --state DE --date 2024-03-01 --contacts data/demo/contacts.yaml",
                            [&context, call] {
                              const auto done = make_sheet(context, *call);
                              return done ? 0 : context.fail(done.error());
                            });
  add_rights_options(verb, context, call->rights);
  verb.add_option("--language", call->language, context.text("verb.rights.sheet.language"))->type_name("LANG");
  verb.add_option("--contacts", call->contacts, context.text("verb.rights.sheet.contacts"))->type_name("FILE");
  verb.add_option("--html", call->html, context.text("verb.rights.sheet.html"))->type_name("FILE");
  verb.add_option("--paper", call->paper, context.text("verb.rights.sheet.paper"))->check(CLI::IsMember({"a4", "a5"}));
  verb.add_flag("--replace", call->replace, context.text("verb.rights.replace"));
}

}  // namespace palermo::cli
