// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/gate_file.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "palermo/core/bytes.hpp"
#include "palermo/core/plain_text.hpp"
#include "palermo/rights/gate_words.hpp"

namespace palermo::rights {
namespace {

using core::Reader;
using core::Value;

constexpr std::string_view kOffices[] = {"asylum-office", "border-authority", "child-protection", "counselling-service",
                                         "court",         "guardian-office",  "health-service",   "ombuds-office",
                                         "other-office",  "return-authority", "tribunal"};

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "court" or "court-12".
bool is_office(std::string_view text) {
  for (const std::string_view office : kOffices) {
    if (text == office) return true;
    if (!text.starts_with(office)) continue;
    const std::string_view number = text.substr(office.size());
    if (number.size() >= 2 && number.size() <= 7 && number[0] == '-' &&
        std::all_of(number.begin() + 1, number.end(), is_digit))
      return true;
  }
  return false;
}

bool is_plain(std::string_view text) {
  return !text.empty() && text.size() <= 40 && text[0] >= 'a' && text[0] <= 'z' &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-' || c == '_'; });
}

// A key that nobody knows may be somebody's name: the error tells its line and not the key.
core::Done finish(Reader& reader) {
  auto done = reader.finish();
  if (done || done.error().kind.code != core::kUnknownKey.code) return done;
  core::Place place = done.error().place;
  place.field.clear();
  return core::fail(kGateUnknownKey, place);
}

GateReply reply_of(Reader& reader, std::string_view key) {
  const std::string text = reader.choice(key, {"yes", "no", "not_known"}, "missing");
  if (text == "yes") return GateReply::yes;
  if (text == "no") return GateReply::no;
  return text == "not_known" ? GateReply::not_known : GateReply::missing;
}

// Whether `key` holds a text that says something; a number or `false` is no text, and so as good as missing.
bool holds(Reader& reader, std::string_view key, bool (*says_something)(std::string_view)) {
  const Value* given = reader.any(key);
  return given != nullptr && given->is_text() && says_something(given->as_text());
}

void read_decision(Reader& reader, GateAnswer& answer) {
  if (const auto by = reader.optional_text("decided_by")) {
    answer.by = *by;
    if (!is_office(*by)) reader.fail_at(*reader.value().find("decided_by"), kGateBadOffice);
  }
  if (const auto on = reader.optional_text("date")) {
    const auto date = core::parse_date(*on);
    if (date) answer.on = *date;
    if (!date || !date->days.exact()) reader.fail_at(*reader.value().find("date"), kGateBadDay);
  }
  answer.has_reasons = holds(reader, "reasons", tells_a_reason);
  if (reader.any("mark") != nullptr) answer.mark = law::read_mark(reader, law::Mark::unverified);
}

core::Result<GateAnswer> read_answer(const Value& value, std::span<const GatePart> parts) {
  Reader reader(value, "answer");
  GateAnswer answer;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].id == "legal_basis")  // named, or not: the text itself is not kept
      answer.replies[i] = holds(reader, "legal_basis", names_a_law) ? GateReply::yes : GateReply::missing;
    else
      answer.replies[i] = reply_of(reader, parts[i].id);
  }
  read_decision(reader, answer);
  PALERMO_CHECK_DONE(finish(reader));
  return answer;
}

core::Result<std::pair<std::string, GateAnswer>> read_added_answer(const Value& value) {
  Reader reader(value, "answer");
  std::string id = reader.text("ground");
  const std::size_t mark = id.find('#');
  if (!reader.failed() && (mark == std::string::npos || !is_plain(std::string_view(id).substr(0, mark)) ||
                           !is_plain(std::string_view(id).substr(mark + 1))))
    reader.fail_at(value, kGateBadPackId);
  GateAnswer answer;
  answer.replies[0] = reply_of(reader, "reply");
  read_decision(reader, answer);
  PALERMO_CHECK_DONE(finish(reader));
  return std::pair(std::move(id), std::move(answer));
}

tl::unexpected<core::Error> too_many(const Value& node, std::size_t most) {
  return core::fail(kGateTooMany, node.place(), {{"most", std::to_string(most)}});
}

// Random, and neither a number that could be somebody's nor a name: digits and letters, and no more than half of it, or
// six, is one row of digits.
bool is_nobodys_handle(std::string_view text) {
  if (!is_random_handle(text, "m-")) return false;
  text.remove_prefix(2);
  std::size_t digits = 0, row = 0, longest = 0;
  for (const char c : text) {
    row = is_digit(c) ? row + 1 : 0;
    digits += is_digit(c) ? 1 : 0;
    longest = std::max(longest, row);
  }
  return digits > 0 && digits < text.size() && (longest <= 6 || 2 * longest <= text.size());
}

core::Result<GateMember> read_member(const Value& value) {
  Reader reader(value, "member");
  GateMember member;
  member.handle = reader.text("member");
  if (!reader.failed() && !is_nobodys_handle(member.handle)) reader.fail_at(*value.find("member"), kGateBadHandle);
  if (const Value* age = reader.object("age")) {
    PALERMO_TRY(member.age, read_answer(*age, parts_of_age()));
  }
  for (std::size_t i = 0; i < kGateGrounds; ++i) {
    const auto ground = static_cast<GateGround>(i);
    const Value* given = reader.object(word(ground));
    if (given == nullptr) continue;
    PALERMO_TRY(member.answers[i], read_answer(*given, parts_of(ground)));
  }
  if (const Value* added = reader.array("added")) {
    if (added->items().size() > kMostAddedGrounds) return too_many(*added, kMostAddedGrounds);
    for (const Value& item : added->items()) {
      PALERMO_TRY(auto one, read_added_answer(item));
      member.added_answers.push_back(std::move(one));
    }
  }
  PALERMO_CHECK_DONE(finish(reader));
  return member;
}

// Each answer of `member` that tells reasons, with them.
template <typename Heed>
void for_each_reasons(const Value& value, GateMember& member, Heed heed) {
  const auto look = [&](const Value& given, GateAnswer& answer) {
    if (answer.has_reasons) heed(given["reasons"].as_text(), answer);
  };
  look(value["age"], member.age);
  for (std::size_t i = 0; i < kGateGrounds; ++i) look(value[word(static_cast<GateGround>(i))], member.answers[i]);
  for (std::size_t i = 0; i < member.added_answers.size(); ++i)
    look(value["added"].items()[i], member.added_answers[i].second);
}

// Reasons that stand, letter for letter, with two members are about neither of them (D27). Of the texts only hashes are
// compared, and nothing of them is kept.
void find_copies(const Value& members, std::vector<GateMember>& read) {
  constexpr std::size_t kSeveral = static_cast<std::size_t>(-1);
  std::map<std::string, std::size_t> whose;
  const auto hash = [](const std::string& reasons) { return core::sha256_hex(letters_of(reasons)); };
  for (std::size_t i = 0; i < read.size(); ++i)
    for_each_reasons(members.items()[i], read[i], [&](const std::string& reasons, GateAnswer&) {
      const auto [found, first] = whose.try_emplace(hash(reasons), i);
      if (!first && found->second != i) found->second = kSeveral;
    });
  for (std::size_t i = 0; i < read.size(); ++i)
    for_each_reasons(members.items()[i], read[i], [&](const std::string& reasons, GateAnswer& answer) {
      answer.copied = whose.at(hash(reasons)) == kSeveral;
    });
}

// Words with which a pack would take a ground away or make it weaker.
constexpr std::string_view kWeakening[] = {
    "removes",      "remove",           "replaces", "replace", "disables",  "disable",  "overrides", "override",
    "weakens",      "waives",           "waive",    "exempts", "exempt",    "optional", "except",    "unless",
    "not_required", "not_required_for", "skip",     "skips",   "satisfies", "opens",    "grounds",   "requires",
    "only_if",      "default",          "presumes"};

core::Done refuse_weakening(const Value& value) {
  for (const auto& [key, node] : value.members())
    if (std::find(std::begin(kWeakening), std::end(kWeakening), key) != std::end(kWeakening))
      return core::fail(kGatePackWeakens, node.place(), {{"what", key}});
  return {};
}

// Whether `id` is a ground of the gate itself or a part of one.
bool is_of_the_gate(std::string_view id) {
  for (std::size_t i = 0; i < kGateGrounds; ++i) {
    const auto ground = static_cast<GateGround>(i);
    const auto parts = parts_of(ground);
    if (id == word(ground) || std::any_of(parts.begin(), parts.end(), [&](const GatePart& p) { return p.id == id; }))
      return true;
  }
  return id == "age" || id == "adult" || id == "doubted" || id == "decided_by" || id == "reasons" || id == "mark" ||
         id == "date";
}

// A text of a pack, which is printed under the answer: never one that permits, names somebody by number, or runs on.
void check_text(Reader& reader, std::string_view key, const std::string& text, std::size_t most) {
  if (reader.failed()) return;
  const Value& node = reader.value()[key];
  if (says_permission(text))
    reader.fail_at(node, kGatePackPermits, {{"key", std::string(key)}});
  else if (!may_be_printed(text, most))
    reader.fail_at(node, kGateBadPackText, {{"key", std::string(key)}});
}

bool is_state_code(std::string_view text) {
  return text.size() == 2 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

core::Result<GateAddedGround> read_added_ground(const Value& value, const std::string& pack) {
  PALERMO_CHECK_DONE(refuse_weakening(value));
  Reader reader(value, "added ground", core::Quote::settings);
  GateAddedGround ground;
  const std::string id = reader.text("id");
  if (is_of_the_gate(id)) return core::fail(kGatePackWeakens, value.place(), {{"what", id}});
  if (!reader.failed() && !is_plain(id)) reader.fail_at(value, kGateBadPackId);
  ground.id = pack + "#" + id;
  ground.asks = reader.text("asks");
  ground.cite = reader.text("cite");
  ground.says = reader.optional_text("says").value_or("");
  check_text(reader, "asks", ground.asks, 200);
  check_text(reader, "cite", ground.cite, 120);
  check_text(reader, "says", ground.says, 300);
  if (!reader.failed() && !is_question(ground.asks))
    reader.fail_at(*value.find("asks"), kGateBadPackText, {{"key", "asks"}});
  const std::string wanted = reader.choice("wanted", {"yes", "no"}, "");
  if (!reader.failed() && wanted.empty()) reader.fail_at(value, core::kMissingKey, {{"key", "wanted"}});
  ground.wanted = wanted == "no" ? GateReply::no : GateReply::yes;
  ground.mark = law::read_mark(reader, law::Mark::unverified);
  PALERMO_CHECK_DONE(reader.finish());
  return ground;
}

core::Result<GatePeriods> read_periods(const Value& value) {
  Reader reader(value, "shortens");
  GatePeriods periods = kGatePeriods;
  for (std::size_t i = 0; i < kGateGrounds; ++i) {
    const std::string_view key = word(static_cast<GateGround>(i));
    const auto days = reader.optional_integer(key);
    if (!days) continue;
    if (*days > kGatePeriods[i]) return core::fail(kGatePackWeakens, value[key].place(), {{"what", std::string(key)}});
    if (*days < 0)
      reader.fail_at(value[key], core::kWrongValue,
                     {{"key", std::string(key)}, {"allowed", "0 to " + std::to_string(kGatePeriods[i])}});
    periods[i] = static_cast<int>(*days);
  }
  PALERMO_CHECK_DONE(finish(reader));
  return periods;
}

}  // namespace

bool is_random_handle(std::string_view text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return text.size() >= 6 && text.size() <= 32 && std::all_of(text.begin(), text.end(), is_hex);
}

core::Result<GateBatch> parse_return(const Value& document, core::Day today) {
  Reader reader(document, "return");
  if (reader.choice("format", {"palermo-return/1"}, "").empty())
    reader.fail_at(document, core::kMissingKey, {{"key", "format"}});
  GateBatch batch;
  const std::string day = reader.text("date");
  const auto date = core::parse_date(day);
  if (!reader.failed() && (!date || !date->days.exact())) reader.fail_at(*document.find("date"), kGateBadDay);
  const Value* members = reader.array("members");
  PALERMO_CHECK_DONE(finish(reader));
  batch.day = *date->days.min;
  if (batch.day < kGateFirstDay || batch.day > today + kGateDaysAhead)
    return core::fail(kGateDayOutOfBounds, document["date"].place());
  if (members == nullptr || members->items().empty()) return core::fail(kGateNobody, document.place());
  if (members->items().size() > kMostGateMembers) return too_many(*members, kMostGateMembers);
  std::set<std::string> handles;
  for (const Value& item : members->items()) {
    PALERMO_TRY(GateMember member, read_member(item));
    if (!handles.insert(member.handle).second) return core::fail(kGateHandleTwice, item.place());
    batch.members.push_back(std::move(member));
  }
  find_copies(*members, batch.members);
  return batch;
}

core::Result<GatePack> parse_return_pack(const Value& document) {
  PALERMO_CHECK_DONE(core::require_one_line(document));
  PALERMO_CHECK_DONE(refuse_weakening(document));
  Reader reader(document, "return pack", core::Quote::settings);
  if (reader.choice("format", {"palermo-return-pack/1"}, "").empty())
    reader.fail_at(document, core::kMissingKey, {{"key", "format"}});
  GatePack pack;
  pack.id = reader.text("id");
  if (!reader.failed() && !is_plain(pack.id)) reader.fail_at(document, kGateBadPackId);
  pack.state = reader.text("state");
  if (!reader.failed() && !is_state_code(pack.state))
    reader.fail_at(*document.find("state"), kGateBadPackText, {{"key", "state"}});
  pack.title = reader.text("title");
  check_text(reader, "title", pack.title, 120);
  const Value* adds = reader.array("adds");
  const Value* shortens = reader.object("shortens");
  PALERMO_CHECK_DONE(reader.finish());
  if (shortens != nullptr) {
    PALERMO_TRY(pack.holds_days, read_periods(*shortens));
  }
  if (adds != nullptr && adds->items().size() > kMostAddedGrounds) return too_many(*adds, kMostAddedGrounds);
  if (adds != nullptr)
    for (const Value& item : adds->items()) {
      PALERMO_TRY(GateAddedGround ground, read_added_ground(item, pack.id));
      pack.adds.push_back(std::move(ground));
    }
  return pack;
}

GatePeriods shortest_periods(std::span<const GatePack> packs) {
  GatePeriods shortest = kGatePeriods;
  for (const GatePack& pack : packs)
    for (std::size_t i = 0; i < kGateGrounds; ++i) shortest[i] = std::min(shortest[i], pack.holds_days[i]);
  return shortest;
}

core::Result<std::vector<GateAddedGround>> added_grounds(std::span<const GatePack> packs) {
  std::vector<GateAddedGround> all;
  for (const GatePack& pack : packs)
    for (const GateAddedGround& ground : pack.adds) {
      if (std::any_of(all.begin(), all.end(), [&](const GateAddedGround& a) { return a.id == ground.id; }))
        return core::fail(kGatePackTwice, {});
      all.push_back(ground);
    }
  if (all.size() > kMostAddedGrounds) return too_many({}, kMostAddedGrounds);
  return all;
}

}  // namespace palermo::rights
