// SPDX-License-Identifier: Apache-2.0
// Questions of form about the file: marks, sentences, dates, sources, the review. They are put to the file as it was read, since the
// corpus has filled in what a file leaves out.
#include "palermo/compare/check_desk.hpp"

namespace palermo::compare {

namespace {

using core::Value;

std::string text_of(const Value& value, std::string_view key) {
  const Value& member = value[key];
  return member.is_text() ? member.as_text() : "";
}

class Form {
 public:
  explicit Form(CheckDesk& desk) : desk_(desk) {}

  void ask() {
    const Value& document = desk_.document();
    if (desk_.law().source.empty()) add("no_source", Severity::warning, document);
    if (document["mark"].is_null()) add("no_mark", Severity::warning, document);
    ask_review(document);
    for (const Value& version : document["versions"].items()) ask_version(version);
  }

 private:
  void add(std::string rule, Severity severity, const Value& at, core::Args args = {}) {
    desk_.add({.rule = std::move(rule), .severity = severity, .version = version_, .part = part_, .cite = text_of(at, "cite"),
               .place = at.place(), .args = std::move(args), .example = {}});
  }

  void ask_review(const Value& document) {
    const Value& review = document["review"];
    const std::string status = text_of(review, "status");
    if (status.empty())
      add("no_review", Severity::warning, document);
    else if (status == "draft")
      add("draft", Severity::note, review);
    else if (text_of(review, "reviewed_by").empty() || text_of(review, "reviewed_on").empty())
      add("review_unsigned", Severity::error, review, {{"status", status}});
  }

  void ask_version(const Value& version) {
    version_ = text_of(version, "id");
    part_.clear();
    if (version["in_force"]["from"].is_null()) add("no_date", Severity::warning, version, {{"version", version_}});
    else if (const std::string mark = text_of(version, "date_mark"); mark != "verified" && mark != "V")
      add("date_not_read", Severity::note, version, {{"version", version_}});
    if (version["not_encoded"].is_null() && version["articles"].is_null())
      add("nothing_left_out", Severity::note, version, {{"version", version_}});
    for (const Value& definition : version["definitions"].items()) ask_part(definition, "");
    for (const Value& offence : version["offences"].items()) ask_offence(offence);
    for (const Value& aggravation : version["aggravations"].items()) {
      ask_part(aggravation, "");
      const std::string within = part_;
      for (const Value& ground : aggravation["any_of"].items()) ask_part(ground, within);
    }
    part_.clear();
    ask_unread(version);
  }

  void ask_offence(const Value& offence) {
    ask_part(offence, "");
    const std::string within = part_;
    for (const Value& element : offence["elements"].items()) {
      ask_part(element, within);
      if (const Value* waiver = element.find("not_required_if")) ask_sentence(*waiver);
    }
    for (const Value& exception : offence["exceptions"].items()) ask_part(exception, within);
  }

  void ask_part(const Value& part, const std::string& within) {
    part_ = (within.empty() ? "" : within + "/") + text_of(part, "id");
    ask_sentence(part);
  }

  void ask_sentence(const Value& part) {
    if (text_of(part, "says").empty()) add("no_sentence", Severity::warning, part, {{"part", part_}});
  }

  // Parts whose text was not read, in one line a version.
  void ask_unread(const Value& at) {
    std::string cites;
    std::int64_t unread = 0;
    std::set<std::string> seen;
    const auto look = [&](law::Mark mark, const std::string& cite) {
      if (mark == law::Mark::verified) return;
      ++unread;
      if (seen.insert(cite).second) cites += (cites.empty() ? "" : "; ") + cite;
    };
    for (const law::Version& version : desk_.law().versions) {
      if (version.id != version_) continue;
      for (const law::Definition& d : version.definitions) look(d.mark, d.cite);
      for (const law::Offence& offence : version.offences) {
        look(offence.mark, offence.cite);
        for (const law::Element& e : offence.elements) {
          look(e.mark, e.cite);
          if (e.not_required_if) look(e.not_required_if->mark, e.not_required_if->cite);
        }
        for (const law::Exception& e : offence.exceptions) look(e.mark, e.cite);
      }
      for (const law::Aggravation& a : version.aggravations) {
        look(a.mark, a.cite);
        for (const law::Element& ground : a.grounds) look(ground.mark, ground.cite);
      }
    }
    if (unread > 0) add("not_read", Severity::note, at, {{"count", std::to_string(unread)}, {"cites", cites}});
  }

  CheckDesk& desk_;
  std::string version_, part_;
};

}  // namespace

void check_form(CheckDesk& desk) { Form(desk).ask(); }

}  // namespace palermo::compare
