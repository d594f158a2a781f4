// SPDX-License-Identifier: Apache-2.0
#include "palermo/screen/pack.hpp"

#include <set>

#include "palermo/core/plain_text.hpp"
#include "palermo/core/schema.hpp"

namespace palermo::screen {
namespace {

using core::Reader;
using core::Result;
using core::Value;

tl::unexpected<core::Error> bad(const Value& node, const char* reason) {
  return core::fail(kBadPack, node.place(), {{"reason", reason}});
}

// Ids are plain words, so that they can be printed anywhere: a-z, 0-9, '_', '-' and '.'.
bool is_id(std::string_view text) {
  return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-.") == std::string_view::npos;
}

// A key that must be there, with one of these words.
std::string one_of(Reader& reader, std::string_view key, const std::vector<std::string>& allowed) {
  (void)reader.text(key);
  return reader.choice(key, allowed, "");
}

std::optional<law::Mark> optional_mark(Reader& reader) {
  if (reader.value().find("mark") == nullptr) return std::nullopt;
  return law::read_mark(reader, law::Mark::unverified);
}

Result<Sign> parse_sign(const Value& value) {
  Reader reader(value, "sign");
  Sign sign;
  sign.place = value.place();
  sign.id = reader.text("id");
  sign.title = reader.text("title");
  sign.group = reader.text("group");
  sign.about_place = reader.choice("about", {"person", "place"}, "person") == "place";
  sign.fits_many = reader.flag("fits_many", false);
  sign.withheld = reader.flag("withheld", false);
  sign.mark = optional_mark(reader);
  const Value* questions = reader.array("questions");
  PALERMO_CHECK_DONE(reader.finish());
  if (!is_id(sign.id)) return bad(value, "id");
  if (questions != nullptr)
    for (const Value& item : questions->items()) {
      PALERMO_TRY(Question question, parse_question(item));
      sign.questions.push_back(std::move(question));
    }
  return sign;
}

core::Done parse_source(const Value& value, Pack& pack) {
  Reader reader(value, "source");
  pack.source_key = reader.text("key");
  pack.source_read = reader.text("read");
  pack.complete = reader.flag("complete", false);
  pack.mark = optional_mark(reader);
  return reader.finish();
}

core::Done parse_audio(const Value& value, Pack& pack) {
  Reader reader(value, "audio");
  for (const auto& member : value.members())
    pack.audio[member.first] = reader.choice(member.first, {"reviewed", "none"}, "none") == "reviewed";
  PALERMO_CHECK_DONE(reader.finish());
  if (!pack.audio.contains("en")) return bad(value, "english");
  return {};
}

core::Done unique_ids(const Value& document, const Pack& pack) {
  std::set<std::string, std::less<>> signs, questions;
  for (const Sign& sign : pack.signs) {
    if (!signs.insert(sign.id).second) return core::fail(kBadPack, sign.place, {{"reason", "twice"}});
    if (sign.questions.empty() && !pack.off) return core::fail(kBadPack, sign.place, {{"reason", "no_question"}});
    for (const Question& question : sign.questions)
      if (!questions.insert(question.id).second) return core::fail(kBadPack, question.place, {{"reason", "twice"}});
  }
  if (pack.signs.empty()) return bad(document, "no_sign");
  return {};
}

}  // namespace

bool Pack::reading_only(std::string_view language) const {
  const auto found = audio.find(language);
  return found == audio.end() || !found->second;
}

Result<Question> parse_question(const Value& value) {
  Reader reader(value, "question");
  Question question;
  question.place = value.place();
  question.id = reader.text("id");
  question.of_worker = reader.choice("asked_of", {"person", "worker"}, "person") == "worker";
  question.not_sure_opens = reader.flag("not_sure_opens", false);
  question.opens = reader.texts("opens");
  if (const Value* ask = reader.object("ask"))
    for (const auto& [language, text] : ask->members()) {
      if (!text.is_text()) return bad(text, "ask");
      question.ask[language] = text.as_text();
    }
  PALERMO_CHECK_DONE(reader.finish());
  if (!is_id(question.id)) return bad(value, "id");
  if (!question.ask.contains("en")) return bad(value, "english");
  return question;
}

Result<Pack> parse_pack(const Value& document) {
  PALERMO_CHECK_DONE(core::require_one_line(document));
  Reader reader(document, "pack");
  Pack pack;
  pack.place = document.place();
  (void)one_of(reader, "format", {"palermo-screen-pack/1"});
  pack.id = reader.text("id");
  pack.title = reader.text("title");
  pack.publisher = reader.text("publisher");
  pack.note = reader.optional_text("note").value_or("");
  pack.children = one_of(reader, "for", {"all", "children"}) == "children";
  pack.off = one_of(reader, "weights", {"none_given", "not_checked"}) == "not_checked";
  pack.review = one_of(reader, "review", {"draft", "reviewed"});
  pack.reviewed_by_community = reader.text("reviewed_by_community");
  pack.error_report = reader.text("error_report");
  const Value* source = reader.object("source");
  const Value* audio = reader.object("audio");
  const Value* signs = reader.array("signs");
  PALERMO_CHECK_DONE(reader.finish());
  if (!is_id(pack.id)) return bad(document, "id");
  if (source == nullptr) return bad(document, "source");
  if (audio == nullptr) return bad(document, "english");
  if (signs == nullptr) return bad(document, "no_sign");
  PALERMO_CHECK_DONE(parse_source(*source, pack));
  PALERMO_CHECK_DONE(parse_audio(*audio, pack));
  for (const Value& item : signs->items()) {
    PALERMO_TRY(Sign sign, parse_sign(item));
    pack.signs.push_back(std::move(sign));
  }
  PALERMO_CHECK_DONE(unique_ids(document, pack));
  return pack;
}

}  // namespace palermo::screen
