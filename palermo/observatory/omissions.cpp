// SPDX-License-Identifier: Apache-2.0
#include "palermo/observatory/omissions.hpp"

#include <algorithm>

#include "palermo/observatory/words.hpp"

namespace palermo::observatory {
namespace {

using law::Article;
using law::Law;
using law::Version;

const std::vector<std::string>& clauses_of(Topic topic) {
  static const std::vector<std::string> kClauses[kTopics] = {{"identification.procedure"},
                                                             {"non_punishment.victim"},
                                                             {"residence.reflection", "residence.permit"},
                                                             {"prevention.demand", "offence.use_of_services"},
                                                             {},
                                                             {},
                                                             {}};
  return kClauses[static_cast<std::size_t>(topic)];
}

bool among(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool binds(const Article& article) {
  return article.modality == law::Modality::shall || article.modality == law::Modality::shall_not;
}

bool protects(const Article& article) {
  return article.modality && (article.kind == "duty" || article.kind == "right" || article.kind == "offence");
}

Ground ground_of(const Article& article) {
  if (!article.modality) return Ground::not_read;
  if (!protects(article)) return Ground::no_protection;
  if (!binds(article)) return Ground::less_than_a_duty;
  return article.limits.empty() && article.qualifier.empty() ? Ground::norm : Ground::norm_with_terms;
}

// The version of `law` that counts, and whether it ended.
struct Counted {
  const Version* version = nullptr;
  bool ended = false;
};

Counted counted(const Law& law, std::optional<core::Day> day) {
  if (!day) return {&law.versions.back(), law.versions.back().in_force.max.has_value()};
  for (const Version& version : law.versions)
    if (version.in_force.contains(*day)) return {&version, false};
  return {};
}

void add_evidence(const law::Corpus& corpus, const Law& law, const Version& version, Topic topic,
                  std::vector<Evidence>& out) {
  const std::vector<std::string>& clauses = clauses_of(topic);
  for (const Article& article : version.articles)
    if (std::any_of(clauses.begin(), clauses.end(),
                    [&](const std::string& id) { return law::speaks_to(article, id); }) &&
        (article.modality || to_check(article.mark)))
      out.push_back({&law, &version, &article, ground_of(article), article.cite, article.says, article.mark});
  for (Evidence& evidence : offence_evidence(corpus, law, version, topic)) out.push_back(std::move(evidence));
  for (const law::Silence& silence : version.silent_on)
    if (among(clauses, silence.clause) || silence.clause == word(topic))
      out.push_back({&law, &version, nullptr, Ground::silent, silence.cite, "", silence.mark});
}

Have value_of(Ground ground) {
  switch (ground) {
    case Ground::norm:
    case Ground::element:
    case Ground::exception:
      return Have::present;
    case Ground::norm_with_terms:
    case Ground::less_than_a_duty:
    case Ground::element_of_a_limb:
    case Ground::exception_in_part:
      return Have::partly;
    case Ground::no_protection:
      return Have::spoken_to;
    case Ground::silent:
    case Ground::no_element:
      return Have::absent;
    case Ground::ended:
    case Ground::not_read:
      break;
  }
  return Have::unknown;
}

// An exemption, or the benefit element, belongs to its offence: what one law of the State has, another may lack.
bool goes_by_offence(Topic topic) { return clauses_of(topic).empty(); }

Have decide(Topic topic, const std::vector<Evidence>& evidence) {
  bool has[5] = {};
  for (const Evidence& e : evidence)
    if (!to_check(e.mark)) has[static_cast<std::size_t>(value_of(e.ground))] = true;
  const bool present = has[0], partly = has[1], spoken_to = has[2], absent = has[3];
  const bool mixed = spoken_to || (absent && goes_by_offence(topic));
  if (present) return mixed || (partly && goes_by_offence(topic)) ? Have::partly : Have::present;
  if (partly) return Have::partly;
  if (spoken_to) return Have::spoken_to;
  // What somebody else says of another provision, or an ended version, leaves open whether it is absent.
  const bool doubt = std::any_of(evidence.begin(), evidence.end(), [](const Evidence& e) {
    return e.ground == Ground::ended || (to_check(e.mark) && value_of(e.ground) != Have::absent);
  });
  return absent && !doubt ? Have::absent : Have::unknown;
}

TopicRow row_of(const law::Corpus& corpus, const std::vector<const Law*>& laws, Topic topic,
                std::optional<core::Day> day) {
  TopicRow row;
  row.topic = topic;
  for (const Law* law : laws) {
    const Counted at = counted(*law, day);
    if (!at.version) continue;
    std::vector<Evidence> found;
    add_evidence(corpus, *law, *at.version, topic, found);
    for (Evidence& evidence : found) {
      if (at.ended) evidence.ground = Ground::ended;
      row.evidence.push_back(std::move(evidence));
    }
  }
  row.value = decide(topic, row.evidence);
  return row;
}

bool is_code(const std::string& state) {
  return state.size() == 2 && std::all_of(state.begin(), state.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

std::string_view word(Have have) {
  constexpr std::string_view kWords[] = {"present", "partly", "spoken_to", "absent", "unknown"};
  return kWords[static_cast<std::size_t>(have)];
}

std::string_view word(Topic topic) {
  constexpr std::string_view kWords[] = {"identification",  "non_punishment",         "residence",       "demand",
                                         "benefit_element", "humanitarian_exemption", "family_exemption"};
  return kWords[static_cast<std::size_t>(topic)];
}

std::string_view word(Ground ground) {
  constexpr std::string_view kWords[] = {
      "norm",       "norm_with_terms", "less_than_a_duty",  "no_protection", "silent",  "element", "element_of_a_limb",
      "no_element", "exception",       "exception_in_part", "ended",         "not_read"};
  return kWords[static_cast<std::size_t>(ground)];
}

std::size_t StateRow::known() const {
  return static_cast<std::size_t>(
      std::count_if(topics.begin(), topics.end(), [](const TopicRow& row) { return row.value != Have::unknown; }));
}

core::Result<std::vector<StateRow>> omissions(const law::Corpus& corpus, const std::vector<std::string>& states,
                                              std::optional<core::Day> day) {
  std::vector<StateRow> rows;
  for (std::string code : states) {
    std::transform(code.begin(), code.end(), code.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    if (!is_code(code)) return core::fail(kNotAState, {}, {{"state", code}});
    if (std::any_of(rows.begin(), rows.end(), [&](const StateRow& row) { return row.state == code; })) continue;
    std::vector<const Law*> laws;
    for (const Law& law : corpus.laws())
      if (is_national(law) && law.jurisdiction == code) laws.push_back(&law);
    StateRow row{.state = code, .laws = laws.size(), .topics = {}};
    for (std::size_t topic = 0; topic < kTopics; ++topic)
      row.topics.push_back(row_of(corpus, laws, static_cast<Topic>(topic), day));
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace palermo::observatory
