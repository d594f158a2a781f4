// SPDX-License-Identifier: Apache-2.0
// For tests: invented results of an invented study, built by rule so that margins are sums of their parts.
#pragma once

#include <numeric>

#include "palermo/publish/results.hpp"

namespace palermo::publish::testing_support {

inline CountedDefinition definition(const std::string& id, const std::string& title, const std::string& cite, const std::string& mark) {
  return {.id = id, .law_title = title, .cite = cite, .jurisdiction = id.starts_with("un.") ? "INT" : "DE", .versions = "2000",
          .content_hash = std::string(64, id[0]), .mark = mark, .review = "draft", .mental_element = id.starts_with("un.")};
}

inline Tally operator+(const Tally& a, const Tally& b) {
  return {a.yes + b.yes, a.unknown + b.unknown, a.no + b.no, a.not_in_force + b.not_in_force};
}

// `records` split in fixed proportions that differ by definition and reading.
inline Tally split(std::int64_t records, std::size_t definition_index, std::size_t reading) {
  const std::int64_t per_cent[3][2] = {{31, 62}, {4, 9}, {12, 44}};
  const std::int64_t unknown[3] = {46, 71, 30};
  Tally tally;
  tally.yes = records * per_cent[definition_index][reading] / 100;
  tally.unknown = std::min(records - tally.yes, records * (unknown[definition_index] - 10 * static_cast<std::int64_t>(reading)) / 100);
  tally.no = records - tally.yes - tally.unknown;
  return tally;
}

inline void add_breakdown(SourceResults& source, const std::string& dimension, const std::map<std::string, std::int64_t>& records) {
  source.records_by[dimension] = records;
  for (std::size_t reading = 0; reading < 2; ++reading)
    for (std::size_t d = 0; d < 3; ++d)
      for (const auto& [category, count] : records) source.cells.push_back({d, reading, dimension, category, split(count, d, reading)});
}

inline void add_findings(SourceResults& source, std::int64_t records) {
  const std::vector<std::vector<std::pair<std::string, std::string>>> elements = {
      {{"act", "art. 3(a)"}, {"means", "art. 3(a)"}, {"purpose", "art. 3(a)"}, {"intent", "art. 5(1)"}},
      {{"procurement_of_illegal_entry", "art. 3(a)"}, {"benefit", "art. 3(a)"}, {"intent", "art. 6(1)"}},
      {{"act", "§ 232(1)"}, {"exploitation_of_predicament", "§ 232(1)"}, {"purpose", "§ 232(1) nos. 1-3"}}};
  for (std::size_t reading = 0; reading < 2; ++reading)
    for (std::size_t d = 0; d < 3; ++d) {
      Tally total;
      for (const CellCount& cell : source.cells)
        if (cell.dimension == "year" && cell.definition == d && cell.reading == reading) total = total + cell.tally;
      FindingCount finding{d, reading, total, {}, {}};
      if (reading == 1) {
        finding.certain_without = {{"identified_victim", split(records, d, 0).yes}, {"ctdc.kanon/control_is_means", total.yes * 7 / 10}};
        finding.possible_without = {{"identified_victim", total.possible()}, {"ctdc.kanon/control_is_means", total.possible() + total.no / 3}};
      }
      source.findings.push_back(finding);
      std::int64_t part = 9;
      for (const auto& [element, cite] : elements[d]) {
        const std::int64_t yes = records * part / 10, unknown = (records - yes) * (part % 4 + 1) / 6;
        source.elements.push_back({d, reading, element, cite, element == "act" ? "Recruitment, transport, transfer, harbouring or receipt of a person." : "",
                                   {yes, unknown, records - yes - unknown, 0}});
        part -= reading == 0 ? 3 : 1;
      }
    }
}

inline SourceResults shelter() {
  SourceResults source{.id = "shelter_north", .title = "Shelter North <case files>", .organisation = "Association & Shelter North",
                       .mapping = "ctdc.kanon", .unit = "record", .set_aside_reasons = {}, .findings = {}, .elements = {}, .cells = {},
                       .records_by = {}, .columns = {}, .merged = {}, .drifts = {}};
  std::map<std::string, std::int64_t> years;
  for (int i = 0; i < 12; ++i) years[std::to_string(2011 + i)] = 613 + i * i * 17 - (i % 3) * 211;
  add_breakdown(source, "year", years);
  std::int64_t records = 0;
  for (const auto& [year, count] : years) records += count;
  add_breakdown(source, "sex", {{"female", records - 2417 - 133}, {"male", 2417}, {"", 133}});
  add_breakdown(source, "age", {{"0-8", 141}, {"9-17", 1713}, {"18-20", 1202}, {"48+", 7}, {"66+", 6}, {"", records - 141 - 1713 - 1202 - 13}});
  add_breakdown(source, "country", {{"KH", 3017}, {"ID", 2209}, {"NA", 611}, {"UA", 418}, {"AZ", 4}, {"BO", 3}, {"", records - 6262}});
  add_findings(source, records);
  source.rows_read = records + 37;
  source.rows_set_aside = 37;
  source.contradictory = 12;
  source.set_aside_reasons = {{"aside.wrong_field_count", 34}, {"aside.not_an_object", 3}};
  source.columns = {{"yearOfRegistration", true, records, 0, 0, 0, 0}, {"gender", true, records - 133, 120, 13, 0, 2},
                    {"meansOfControlThreats", true, 5113, records - 5113, 0, 0, 0}, {"RecruiterRelationship", false, 0, 0, 0, 0, 0},
                    {"ageBroad", true, 3069, records - 3069, 0, 4, 0}};
  source.merged = {{"IP_TransactionProcess", "transport, sale or smuggling across a border", 843}};
  source.drifts = {{"meansOfControlThreats", "2013", "2014", 0.25, 0.75}, {"gender", "2010", "2011", 0.5, 1}};
  return source;
}

inline SourceResults hotline() {
  SourceResults source{.id = "hotline", .title = "National hotline", .organisation = "", .mapping = "hotline.jsonl", .unit = "person",
                       .set_aside_reasons = {}, .findings = {}, .elements = {}, .cells = {}, .records_by = {}, .columns = {},
                       .merged = {}, .drifts = {}};
  add_breakdown(source, "year", {{"2019", 31}, {"2021", 44}, {"2022", 18}});
  add_breakdown(source, "sex", {{"female", 61}, {"male", 27}, {"", 5}});
  add_findings(source, 93);
  source.rows_read = 93;
  return source;
}

inline Results results() {
  Results out;
  out.id = "two-doors", out.title = "Two doors: what two organisations saw", out.period = "2011..2022", out.place = "XZ";
  out.question = "How many of the people we met were trafficked, under which law?";
  out.time = "as_definition";
  out.definitions = {
      definition("un.tip-protocol#trafficking", "Protocol to Prevent, Suppress and Punish Trafficking in Persons, Especially Women and Children",
                 "art. 3(a), (c) with art. 5(1)", "verified"),
      definition("un.som-protocol#smuggling", "Protocol against the Smuggling of Migrants by Land, Sea and Air", "art. 3(a) with art. 6(1)(a)", "verified"),
      definition("de.stgb-232#trafficking", "Strafgesetzbuch § 232: Menschenhandel", "§ 232(1)", "secondary")};
  out.readings = {{"strict", "Only what the file says.", {}, {}},
                  {"contributor", "The contributor identified each person as trafficked, so act and intent are accepted.",
                   {"identified_victim", "ctdc.kanon/control_is_means"}, {"un.tip-protocol: tip_other_exploitation = true"}}};
  out.assumptions = {{"ctdc.kanon/identified_victim", "The person was registered as an identified victim, so act and intent are accepted."},
                     {"hotline.jsonl/identified_victim", "The caller was believed, so act and intent are accepted."},
                     {"ctdc.kanon/control_is_means", "A recorded means of control was also a means in the sense of the article."}};
  out.sources = {shelter(), hotline()};
  out.country_names = {{"KH", "Cambodia"}, {"ID", "Indonesia"}, {"NA", "Namibia"}, {"UA", "Ukraine"}, {"AZ", "Azerbaijan"}, {"BO", "Bolivia"}};
  out.simulated = true;
  return out;
}

}  // namespace palermo::publish::testing_support
