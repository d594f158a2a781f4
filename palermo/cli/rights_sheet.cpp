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
using rights::AgeKnown;
using rights::Contacts;
using rights::Lacking;
using rights::SheetAbout;
using rights::SheetLine;
using rights::SheetPart;
using rights::SheetWay;
using rights::Shelf;

constexpr core::ErrorKind kSheetLanguage{"rights.sheet_language", core::Exit::usage};
constexpr core::ErrorKind kContactsElsewhere{"rights.contacts_elsewhere", core::Exit::usage};

struct SheetCall {
  RightsCall rights;
  std::string language, html, contacts, paper = "a4";
  bool replace = false, less = false;  // less: without what is open
};

// Whether a way waits for something that nobody has asked yet. Where each of its conditions is met it does not: what is not known is the law.
bool waits(const SheetWay& way) {
  const bool met = way.lacking == Lacking::own_law || (way.lacking == Lacking::facts && !way.route->conditions.empty());
  return way.lacking != Lacking::nothing && !met;
}

std::string month_of(core::Day day) { return core::PartialDate{{day, day}}.text().substr(0, 7); }  // D5: no finer than the month

// What the person reads. It knows neither the case nor its facts, but for what chooses the words.
class Writer {
 public:
  Writer(const core::Catalogue& texts, const SheetAbout& about, const Contacts* contacts, bool less) : texts_(texts), about_(about), contacts_(contacts), less_(less) {}

  // Under the heading of a group (`grouped`), a line need not say again of whom it speaks.
  [[nodiscard]] std::string text_of(const SheetLine& line, bool grouped = false) const { return dressed(line, texts_.text(sentence_key(line, grouped)), line.may_refuse); }

  [[nodiscard]] std::string text_of(const SheetWay& way) const {
    const std::string& id = way.route->remedy->id;
    if (way.lacking == Lacking::acceptance) return texts_.text("sheet.way." + id);
    if (way.lacking == Lacking::condition) return texts_.text("sheet.way.more." + id);
    const std::string ask = texts_.text("sheet.way." + id);
    const bool asked_about = way.lacking != Lacking::nothing && !waits(way);  // under a heading that says so
    std::string text = (asked_about ? ask : dressed(way.line, ask, false)) + " " + texts_.text("sheet.way.where." + id);
    if (texts_.has("sheet.way.care." + id)) text += " " + texts_.text("sheet.way.care." + id);
    return waits(way) ? text + " " + texts_.text("sheet.way.lacks.facts") : text;
  }

  [[nodiscard]] Page page(const std::string& state, core::Day day, const std::vector<SheetPart>& parts, const std::vector<SheetWay>& ways) const {
    Page page("sheet.html", say("sheet.title"));
    if (about_.urgent_care) page.notice(say("sheet.doctor_now"));
    page.notice(say("sheet.no"));
    page.paragraph(say("sheet.no_name") + Line{{.text = " "}} + say("sheet.fear"));
    page.paragraph(observatory::message(texts_, "sheet.where", {{"state", observatory::data(state)}, {"month", {.text = spoken_date(month_of(day), texts_)}}}));
    page.paragraph(say("sheet.not_advice"));
    words_part(page, parts, ways);
    shelf_part(page, Shelf::now, parts);
    contact_part(page);  // on the first side, whatever follows
    shelf_part(page, Shelf::event, parts);
    remedies_part(page, parts, ways);
    end_part(page, parts);
    open_part(page, parts, ways);
    return page;
  }

  [[nodiscard]] std::string event_key(const std::string& event) const { return known_key("sheet.event.", event); }
  [[nodiscard]] std::string group_key(const std::string& group) const {
    return group == kChildren && about_.age == AgeKnown::child ? "sheet.group.child" : known_key("sheet.group.", group);
  }

 private:
  static constexpr std::string_view kChildren = "CH";

  // The sentence that fits whom it is read to: nobody who is known to be 12 hears “if you are under 18”, and no adult what children need.
  [[nodiscard]] std::string sentence_key(const SheetLine& line, bool grouped) const {
    const std::string& id = line.entitlement->id;
    const bool child = about_.age == AgeKnown::child;
    const auto fits = [&](bool when, std::string_view kind) { return when && texts_.has("sheet." + std::string(kind) + "." + id); };
    std::string_view kind = "owed";
    if (fits(about_.debt, "debt")) kind = "debt";
    else if (fits(!line.sure && !grouped, "unsure")) kind = "unsure";
    else if (fits(child, "child")) kind = "child";
    else if (fits(about_.age == AgeKnown::adult, "adult")) kind = "adult";
    else if (fits(grouped || less_ || (child && id.starts_with(kChildren)), "short")) kind = "short";
    return "sheet." + std::string(kind) + "." + id;
  }

  [[nodiscard]] Line say(const std::string& key, const std::vector<core::Arg>& args = {}) const { return {{.text = texts_.text(key, args)}}; }
  [[nodiscard]] std::string known_key(const std::string& prefix, const std::string& name) const { return prefix + (texts_.has(prefix + name) ? name : "other"); }

  // What a line says, with “maybe” or “you can ask”, its day, and until when it is presumed.
  [[nodiscard]] std::string dressed(const SheetLine& line, const std::string& says, bool may_refuse) const {
    const std::string before = texts_.text(may_refuse ? "sheet.can_ask" : "sheet.maybe");
    std::string text = line.sure ? texts_.text("sheet.line.sure", {{"says", says}}) : texts_.text("sheet.line.maybe", {{"maybe", before}, {"says", says}});
    if (const std::string day = until(line); !day.empty()) text = texts_.text(line.over ? "sheet.line.over" : line.at_least ? "sheet.line.at_least" : "sheet.line.by", {{"line", text}, {"day", spoken_date(day, texts_)}});
    return text;  // what is presumed is said once, at the end
  }

  void heading(Page& page, Shelf shelf) const { page.heading(2, say("sheet." + std::string(word(shelf))), std::string(word(shelf))); }

  // A listener forgets the heading: an open line says “maybe” itself. What is owed because somebody may be a child stands under a heading
  // that says so, and not each line has to.
  void add_lines(Page& page, const SheetPart& part) const {
    std::vector<Item> items, of_a_child;
    const bool open = part.shelf == Shelf::open;
    for (const SheetLine& line : part.lines) {
      const bool perhaps_child = !open && line.presumed == kPresumedChild;
      (perhaps_child ? of_a_child : items).push_back({{{.text = text_of(line, open || perhaps_child)}}, 0});
    }
    page.list(std::move(items));
    if (of_a_child.empty()) return;
    page.heading(4, say("sheet.group.CH"));
    page.list(std::move(of_a_child));
  }

  void shelf_part(Page& page, Shelf shelf, const std::vector<SheetPart>& parts) const {
    bool first = true;
    for (const SheetPart& part : parts) {
      if (part.shelf != shelf) continue;
      if (first) heading(page, shelf);
      first = false;
      if (!part.event.empty()) page.heading(3, say(event_key(part.event)));
      add_lines(page, part);
    }
  }

  // The ways whose facts are met: those that are open, and those of which only the country's own law is not known.
  void remedies_part(Page& page, const std::vector<SheetPart>& parts, const std::vector<SheetWay>& ways) const {
    shelf_part(page, Shelf::remedies, parts);
    bool headed = std::any_of(parts.begin(), parts.end(), [](const SheetPart& part) { return part.shelf == Shelf::remedies; }), last_day = false;
    for (const bool open : {true, false}) {
      std::vector<Item> items;
      bool limited = false;
      for (const SheetWay& way : ways) {
        if (waits(way) || (way.lacking == Lacking::nothing) != open) continue;
        items.push_back({{{.text = text_of(way)}}, 0});
        limited |= way.route->remedy->limitation != rights::Limitation::none;
      }
      if (items.empty()) continue;
      if (!headed) heading(page, Shelf::remedies);
      headed = true;
      page.heading(3, say(open ? "sheet.ways" : "sheet.ways.ask"));
      if (!open) page.paragraph(say("sheet.way.lacks.own_law"));
      if (limited && !last_day) page.paragraph(say("sheet.ways.last_day"));
      last_day |= limited;
      page.list(std::move(items));
    }
  }

  void open_part(Page& page, const std::vector<SheetPart>& parts, const std::vector<SheetWay>& ways) const {
    const auto open = [](const SheetPart& part) { return part.shelf == Shelf::open; };
    const auto lacks = [](const SheetWay& way) { return waits(way); };
    if (std::none_of(parts.begin(), parts.end(), open) && std::none_of(ways.begin(), ways.end(), lacks)) return;
    heading(page, Shelf::open);
    page.paragraph(say("sheet.open.how"));
    for (const SheetPart& part : parts) {
      if (!open(part)) continue;
      page.heading(3, say(group_key(part.group)));
      if (part.in_short) page.paragraph(say("sheet.open.rare"));
      else add_lines(page, part);
    }
    for (const bool committees : {false, true}) {
      std::vector<Item> items;
      for (const SheetWay& way : ways)
        if (lacks(way) && (way.lacking == Lacking::acceptance) == committees) items.push_back({{{.text = text_of(way)}}, 0});
      if (items.empty()) continue;
      page.heading(3, say(committees ? "sheet.committees" : "sheet.ways.more"));
      if (committees) page.paragraph(say("sheet.committees.how"));
      page.list(std::move(items));
    }
  }

  // What “maybe” and “you can ask” mean, where they stand: before the first of them, so that it is on the first side.
  void words_part(Page& page, const std::vector<SheetPart>& parts, const std::vector<SheetWay>& ways) const {
    bool maybe = false, can_ask = false;
    for (const SheetPart& part : parts)
      for (const SheetLine& line : part.lines)
        if (!line.sure) (line.may_refuse ? can_ask : maybe) = true;
    for (const SheetWay& way : ways) maybe |= !way.line.sure && (way.lacking == Lacking::nothing || (way.lacking == Lacking::facts && waits(way)));
    Line means;
    if (can_ask) means = say("sheet.can_ask.means");
    if (maybe) means = means + (can_ask ? Line{{.text = " "}} : Line{}) + say("sheet.maybe.means");
    if (!means.empty()) page.paragraph(std::move(means));
  }

  void end_part(Page& page, const std::vector<SheetPart>& parts) const {
    bool presumed_child = false, presumed_foreign = false;
    for (const SheetPart& part : parts)
      for (const SheetLine& line : part.lines) {
        presumed_child |= line.presumed == kPresumedChild;
        presumed_foreign |= line.presumed == kPresumedForeign && part.shelf != Shelf::open;
      }
    page.heading(2, say("sheet.end"), "end");
    if (presumed_child) page.paragraph(say("sheet.presumed.child"));
    if (presumed_foreign) page.paragraph(say("sheet.presumed.foreign_worker"));
    page.paragraph(say("sheet.exceptions"));
    if (less_) page.paragraph(say("sheet.open.left_out"));
    page.paragraph(say("sheet.nothing_lost"));
    page.paragraph(say("sheet.reading_only"));
  }

  // Until when it holds at the earliest, or by when it must be done at the latest.
  static std::string until(const SheetLine& line) {
    const auto& day = line.at_least ? line.until.days.min : line.until.days.max;
    return day ? core::PartialDate{{*day, *day}}.text() : "";
  }

  void contact_part(Page& page) const {
    page.heading(2, say("sheet.contacts"), "contacts");
    if (!contacts_ || contacts_->list.empty()) {
      page.pairs({{say("sheet.contacts.none"), {}}, {say("sheet.contact.for.danger"), {}}});
      return;
    }
    if (contacts_->invented) page.notice(say("sheet.contacts.invented"));
    std::vector<Item> items;
    for (const Contact& one : rights::contacts_for(contacts_->list, about_)) items.push_back({contact_line(one), 0});
    page.list(std::move(items));
    page.paragraph(say("sheet.contacts.checked", {{"month", spoken_date(contacts_->checked.text(), texts_)}}));
  }

  [[nodiscard]] Line contact_line(const Contact& one) const {
    const Span space{.text = " "};
    Line made = observatory::message(texts_, "sheet.contact", {{"for", {.text = texts_.text("sheet.contact.for." + one.purpose)}},
                                                               {"organisation", observatory::data(one.organisation)}}) +
                Line{space, observatory::strong(observatory::data(one.phone + ".")), space};
    if (!one.hours.empty()) made = made + Line{observatory::data(one.hours), {.text = ". "}};
    if (one.free) made = made + say("sheet.contact.free") + Line{space};
    std::string languages;
    for (const std::string& language : one.languages) languages += (languages.empty() ? "" : ", ") + language;
    if (!languages.empty()) made = made + observatory::message(texts_, "sheet.contact.languages", {{"languages", observatory::data(languages)}}) + Line{space};
    return made + say("sheet.contact.police." + one.police);
  }

  static constexpr std::string_view kPresumedChild = "child", kPresumedForeign = "foreign_worker";
  const core::Catalogue& texts_;
  SheetAbout about_;
  const Contacts* contacts_;
  bool less_;
};

// What a line and a way have in common.
Value line_value(const SheetLine& line, std::string says) {
  Value one;
  one.set("id", line.entitlement->id);
  one.set("sure", line.sure);
  one.set("says", std::move(says));
  return one;
}

Value ways_value(const Writer& writer, const std::vector<SheetWay>& ways) {
  Value list{Value::Array{}};
  for (const SheetWay& way : ways) {
    Value one = line_value(way.line, writer.text_of(way));
    one.set("kind", word(way.route->remedy->kind));
    one.set("open", way.lacking == Lacking::nothing);
    one.set("lacking", word(way.lacking));
    one.set("limitation", word(way.route->remedy->limitation));
    list.push(std::move(one));
  }
  return list;
}

Value value_of(const RightsDesk& desk, const Writer& writer, const core::Catalogue& texts, const std::vector<SheetPart>& parts, const std::vector<SheetWay>& ways, const Contacts* contacts, const SheetAbout& about) {
  Value answer = inside_answer("palermo-rights-sheet/1"), list{Value::Array{}}, whom{Value::Array{}};
  answer.set("state", desk.state);
  answer.set("month", month_of(desk.day));
  answer.set("language", texts.language());
  for (const SheetPart& part : parts) {
    Value made, lines{Value::Array{}};
    made.set("part", word(part.shelf));
    if (!part.event.empty()) made.set("event", texts.text(writer.event_key(part.event)));
    if (!part.group.empty()) made.set("group", texts.text(writer.group_key(part.group)));
    if (part.in_short) made.set("in_short", true);
    for (const SheetLine& line : part.lines) {
      Value one = line_value(line, writer.text_of(line, part.shelf == Shelf::open));
      one.set("class", word(line.entitlement->kind));
      one.set("floor", line.floor);
      lines.push(std::move(one));
    }
    made.set("lines", std::move(lines));
    list.push(std::move(made));
  }
  for (const Contact& one : contacts ? rights::contacts_for(contacts->list, about) : std::vector<Contact>{}) {
    Value made;
    made.set("for", one.purpose);
    made.set("organisation", one.organisation);
    made.set("phone", one.phone);
    whom.push(std::move(made));
  }
  answer.set("parts", std::move(list));
  answer.set("ways", ways_value(writer, ways));
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

// On the short sheet, what another line of it says: at work, what holds everywhere; the consulate, where the way to it stands below.
void leave_out_repeated(std::vector<SheetPart>& parts, const std::vector<SheetWay>& ways) {
  constexpr std::string_view kForcedAnywhere = "AN07", kForcedAtWork = "MW02", kConsulate = "MW08", kWayToConsulate = "RM09";
  const auto owed = [&](std::string_view id) {
    return std::any_of(parts.begin(), parts.end(), [&](const SheetPart& part) { return std::any_of(part.lines.begin(), part.lines.end(), [&](const SheetLine& line) { return line.entitlement->id == id && line.sure; }); });
  };
  const bool anywhere = owed(kForcedAnywhere);
  const bool way = std::any_of(ways.begin(), ways.end(), [&](const SheetWay& one) { return one.route->remedy->id == kWayToConsulate; });
  for (SheetPart& part : parts)
    std::erase_if(part.lines, [&](const SheetLine& line) { return (anywhere && line.entitlement->id == kForcedAtWork) || (way && !line.sure && line.entitlement->id == kConsulate); });
  std::erase_if(parts, [](const SheetPart& part) { return part.lines.empty(); });
}

core::Done make_sheet(Context& context, const SheetCall& call) {
  const std::string language = call.language.empty() ? context.catalogue().language() : call.language;
  PALERMO_CHECK_DONE(has_texts(language));
  PALERMO_CHECK_DONE(may_write_paper(call.html, call.replace, {call.rights.file, call.contacts}));
  PALERMO_TRY(const RightsDesk desk, open_rights(context, call.rights));
  PALERMO_TRY(const std::optional<Contacts> contacts, read_contacts(call.contacts, desk.state));
  PALERMO_TRY(const std::vector<rights::Owed> all, rights::owed(desk.catalogue, desk.corpus, desk.question(rights::Assume::as_recorded)));
  PALERMO_TRY(const rights::Remedies remedies, load_remedies(context, desk.corpus));
  PALERMO_TRY(const std::vector<rights::RouteKnown> routes, rights::routes(remedies, desk.corpus, desk.question(rights::Assume::as_recorded)));
  std::vector<SheetWay> ways = rights::sheet_ways(routes);
  const core::Catalogue texts(language);
  const SheetAbout about = rights::about_person(desk.stated, desk.corpus.vocabulary());
  const Writer writer(texts, about, contacts ? &*contacts : nullptr, call.less);
  std::vector<SheetPart> parts = rights::sheet_parts(all, desk.corpus.vocabulary(), desk.day, about);
  if (call.less) {
    std::erase_if(parts, [](const SheetPart& part) { return part.shelf == Shelf::open; });
    std::erase_if(ways, waits);
    leave_out_repeated(parts, ways);
  }
  const Page page = writer.page(desk.state_name, desk.day, parts, ways);
  PALERMO_CHECK_DONE(write_paper(call.html, paper_html(page, texts, call.paper == "a5" ? Paper::sheet_a5 : Paper::sheet_a4), call.replace));
  tell_beyond_table(context, desk);
  if (context.json()) {
    context.print_json(value_of(desk, writer, texts, parts, ways, contacts ? &*contacts : nullptr, about));
    return {};
  }
  context.note(context.text("sheet.note.hand_over"));
  if (about.brought) context.note(context.text("sheet.note.journey"));
  if (!call.html.empty()) context.note(context.text("sheet.note.written", {{"file", call.html}}));
  if (call.html.empty()) context.print(paper_text(page, texts));
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
  CLI::Option& html = *verb.add_option("--html", call->html, context.text("verb.rights.sheet.html"));
  html.type_name("FILE");
  verb.add_option("--paper", call->paper, context.text("verb.rights.sheet.paper"))->check(CLI::IsMember({"a4", "a5"}))->needs(&html);
  verb.add_flag("--short", call->less, context.text("verb.rights.sheet.short"));
  verb.add_flag("--replace", call->replace, context.text("verb.rights.replace"));
}

}  // namespace palermo::cli
