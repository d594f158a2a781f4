// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/gate_file.hpp"

#include <algorithm>
#include <set>

#include "palermo/core/plain_text.hpp"

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

bool has_words(const std::optional<std::string>& text) {
  return text && text->find_first_not_of(" \t\r\n") != std::string::npos;
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
  answer.has_reasons = has_words(reader.optional_text("reasons"));
  if (reader.any("mark") != nullptr) answer.mark = law::read_mark(reader, law::Mark::unverified);
}

core::Result<GateAnswer> read_answer(const Value& value, std::span<const GatePart> parts) {
  Reader reader(value, "answer");
  GateAnswer answer;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].id == "legal_basis")  // named, or not: the text itself is not kept
      answer.replies[i] = has_words(reader.optional_text("legal_basis")) ? GateReply::yes : GateReply::missing;
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

core::Result<GateMember> read_member(const Value& value) {
  Reader reader(value, "member");
  GateMember member;
  member.handle = reader.text("member");
  if (!reader.failed() && !is_random_handle(member.handle, "m-")) reader.fail_at(*value.find("member"), kGateBadHandle);
  if (const Value* age = reader.object("age")) {
    PALERMO_TRY(member.age, read_answer(*age, parts_of_age()));
  }
  for (std::size_t i = 0; i < kGateGrounds; ++i) {
    const auto ground = static_cast<GateGround>(i);
    const Value* given = reader.object(word(ground));
    if (given == nullptr) continue;
    PALERMO_TRY(member.answers[i], read_answer(*given, parts_of(ground)));
  }
  if (const Value* added = reader.array("added"))
    for (const Value& item : added->items()) {
      PALERMO_TRY(auto one, read_added_answer(item));
      member.added_answers.push_back(std::move(one));
    }
  PALERMO_CHECK_DONE(finish(reader));
  return member;
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
  const std::string wanted = reader.choice("wanted", {"yes", "no"}, "");
  if (!reader.failed() && wanted.empty()) reader.fail_at(value, core::kMissingKey, {{"key", "wanted"}});
  ground.wanted = wanted == "no" ? GateReply::no : GateReply::yes;
  ground.mark = law::read_mark(reader, law::Mark::unverified);
  PALERMO_CHECK_DONE(reader.finish());
  return ground;
}

}  // namespace

bool is_random_handle(std::string_view text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return text.size() >= 6 && text.size() <= 32 && std::all_of(text.begin(), text.end(), is_hex);
}

core::Result<GateBatch> parse_return(const Value& document) {
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
  if (members == nullptr || members->items().empty()) return core::fail(kGateNobody, document.place());
  std::set<std::string> handles;
  for (const Value& item : members->items()) {
    PALERMO_TRY(GateMember member, read_member(item));
    if (!handles.insert(member.handle).second) return core::fail(kGateHandleTwice, item.place());
    batch.members.push_back(std::move(member));
  }
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
  pack.title = reader.text("title");
  const Value* adds = reader.array("adds");
  PALERMO_CHECK_DONE(reader.finish());
  if (adds != nullptr)
    for (const Value& item : adds->items()) {
      PALERMO_TRY(GateAddedGround ground, read_added_ground(item, pack.id));
      pack.adds.push_back(std::move(ground));
    }
  return pack;
}

core::Result<std::vector<GateAddedGround>> added_grounds(std::span<const GatePack> packs) {
  std::vector<GateAddedGround> all;
  for (const GatePack& pack : packs)
    for (const GateAddedGround& ground : pack.adds) {
      if (std::any_of(all.begin(), all.end(), [&](const GateAddedGround& a) { return a.id == ground.id; }))
        return core::fail(kGatePackTwice, {}, {{"ground", ground.id}});
      all.push_back(ground);
    }
  return all;
}

}  // namespace palermo::rights
