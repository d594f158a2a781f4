// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/study_forms.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace palermo::simulate {
namespace {

using enum Fact;

const std::vector<CaseForm>& forms() {
  static const std::vector<CaseForm> all = {
      {.list = "hotline", .yes = "yes", .no = "no", .gap = 0.06, .block_gap = 0.12,
       .questions = {{"on_purpose", {actor_intentional}}, {"found_work", {act_recruit}}, {"moved", {act_transport, act_transfer}},
                     {"kept", {act_harbour, act_receive}}, {"threats", {means_threat}}, {"violence", {means_force, means_abduction}},
                     {"pressure", {means_other_coercion}}, {"lies", {means_fraud, means_deception}},
                     {"used_hardship", {means_abuse_of_power, means_abuse_of_vulnerability}}, {"paid_somebody", {means_benefit_to_controller}},
                     {"sold_for_sex", {purpose_prostitution_of_others}}, {"other_sexual", {purpose_sexual_other, purpose_pornography}},
                     {"forced_work", {purpose_forced_labour}}, {"bondage", {purpose_slavery_like, purpose_servitude}},
                     {"made_to_beg", {purpose_begging}}, {"made_to_steal", {purpose_criminal_activities}},
                     {"married_off", {purpose_forced_marriage}}, {"organ", {purpose_organ_removal}}}},
      {.list = "shelter", .yes = "1", .no = "0",
       .questions = {{"intent", {actor_intentional}}, {"recruited", {act_recruit}}, {"transported", {act_transport}}, {"transferred", {act_transfer}},
                     {"harboured", {act_harbour}}, {"received", {act_receive}}, {"threat", {means_threat}}, {"force", {means_force}},
                     {"coercion", {means_other_coercion}}, {"abduction", {means_abduction}}, {"fraud", {means_fraud}},
                     {"deception", {means_deception}}, {"power", {means_abuse_of_power}}, {"vulnerability", {means_abuse_of_vulnerability}},
                     {"payments", {means_benefit_to_controller}}, {"prostitution", {purpose_prostitution_of_others}},
                     {"sexual", {purpose_sexual_other}}, {"pornography", {purpose_pornography}}, {"forced_labour", {purpose_forced_labour}},
                     {"like_slavery", {purpose_slavery_like}}, {"servitude", {purpose_servitude}}, {"organs", {purpose_organ_removal}},
                     {"begging", {purpose_begging}}, {"crime", {purpose_criminal_activities}}, {"marriage", {purpose_forced_marriage}}}},
      {.list = "health", .yes = "Y", .no = "N", .gap = 0.05, .block_gap = 0.10,
       .questions = {{"deliberate", {actor_intentional}}, {"taken_on", {act_recruit}}, {"brought", {act_transport, act_transfer, act_receive}},
                     {"locked_up", {act_harbour}}, {"threatened", {means_threat}}, {"hurt", {means_force}},
                     {"forced_otherwise", {means_other_coercion, means_abduction}}, {"deceived", {means_fraud, means_deception}},
                     {"in_need", {means_abuse_of_vulnerability}}, {"authority", {means_abuse_of_power}}, {"sold", {means_benefit_to_controller}},
                     {"sex_work_forced", {purpose_prostitution_of_others}}, {"sexual_abuse", {purpose_sexual_other}}, {"filmed", {purpose_pornography}},
                     {"work_forced", {purpose_forced_labour}}, {"held_as_slave", {purpose_slavery_like, purpose_servitude}},
                     {"organ_taken", {purpose_organ_removal}}, {"begging", {purpose_begging}}, {"petty_crime", {purpose_criminal_activities}},
                     {"forced_marriage", {purpose_forced_marriage}}}},
      {.list = "labour_inspection", .yes = "x", .no = "-", .asks_all_purposes = false, .gap = 0.02, .block_gap = 0.05,
       .questions = {{"knowingly", {actor_intentional}}, {"recruitment", {act_recruit}}, {"transport", {act_transport}}, {"handed_over", {act_transfer}},
                     {"housed", {act_harbour}}, {"taken_in", {act_receive}}, {"threat", {means_threat}}, {"force", {means_force}},
                     {"coerced", {means_other_coercion}}, {"abducted", {means_abduction}}, {"fraud", {means_fraud}}, {"misled", {means_deception}},
                     {"power", {means_abuse_of_power}}, {"no_choice", {means_abuse_of_vulnerability}}, {"fee_to_agent", {means_benefit_to_controller}},
                     {"forced_labour", {purpose_forced_labour}}, {"slavery_like", {purpose_slavery_like}}, {"servitude", {purpose_servitude}}}},
      {.list = "legal_aid", .yes = "true", .no = "false", .gap = 0.02, .block_gap = 0.05,
       .questions = {{"intent", {actor_intentional}}, {"art3_recruitment", {act_recruit}}, {"art3_transport", {act_transport}},
                     {"art3_transfer", {act_transfer}}, {"art3_harbouring", {act_harbour}}, {"art3_receipt", {act_receive}},
                     {"art3_threat", {means_threat}}, {"art3_force", {means_force}}, {"art3_coercion", {means_other_coercion}},
                     {"art3_abduction", {means_abduction}}, {"art3_fraud", {means_fraud}}, {"art3_deception", {means_deception}},
                     {"art3_power", {means_abuse_of_power}}, {"art3_vulnerability", {means_abuse_of_vulnerability}},
                     {"art3_benefits", {means_benefit_to_controller}}, {"exp_prostitution", {purpose_prostitution_of_others}},
                     {"exp_sexual", {purpose_sexual_other, purpose_pornography}}, {"exp_labour", {purpose_forced_labour}},
                     {"exp_slavery", {purpose_slavery_like}}, {"exp_servitude", {purpose_servitude}}, {"exp_organs", {purpose_organ_removal}},
                     {"exp_begging", {purpose_begging}}, {"exp_crime", {purpose_criminal_activities}}, {"exp_marriage", {purpose_forced_marriage}}}},
  };
  return all;
}

// "means", "purpose": what is asked, or left out, together.
std::string_view group_of(const FormQuestion& question) {
  const std::string_view id = id_of(question.facts.front());
  return id.substr(0, id.find('.'));
}

std::string_view sex_word(Sex sex) { return sex == Sex::female ? "F" : sex == Sex::male ? "M" : "O"; }

}  // namespace

std::span<const CaseForm> case_forms() { return forms(); }

const CaseForm& form_of(std::string_view list) {
  return *std::find_if(forms().begin(), forms().end(), [&](const CaseForm& form) { return form.list == list; });
}

std::string form_header(const CaseForm& form) {
  std::string header = "record_id,year,sex,age_at_start";
  for (const FormQuestion& question : form.questions) header += fmt::format(",{}", question.column);
  return header + "\n";
}

void append_form_row(std::string& out, std::uint64_t seed, const CaseForm& form, const Person& person, std::string_view handle, int year,
                     const FormMistakes& mistakes) {
  core::Stream stream(seed, fmt::format("simulate.form.{}", form.list), static_cast<std::uint64_t>(person.number));
  const bool age_known = !stream.chance(form.gap);
  out += fmt::format("{},{},{},{}", handle, year, sex_word(person.sex), age_known ? std::to_string(person.conduct.age_years) : "");
  std::string_view group;
  bool asked = true;
  for (const FormQuestion& question : form.questions) {
    if (group_of(question) != group) {
      group = group_of(question);
      asked = !stream.chance(form.block_gap);
    }
    const bool happened = std::any_of(question.facts.begin(), question.facts.end(), [&](Fact fact) { return person.conduct.facts.has(fact); });
    const bool wrong = stream.chance(happened ? mistakes.missed : mistakes.mistaken);
    const bool written = !stream.chance(form.gap);
    out += ',';
    if (asked && written) out += happened != wrong ? form.yes : form.no;
  }
  out += '\n';
}

std::string form_mapping(const CaseForm& form) {
  std::string text = fmt::format(
      "# SPDX-License-Identifier: Apache-2.0\n# Written by palermo simulate study, from the form itself.\nformat: palermo-mapping/1\nid: velmora-{}\n"
      "title: Case form of the invented {} of Velmora\nsource: \"form of the invented organisation (palermo simulate study)\"\n"
      "status: \"invented; no lawyer has reviewed it\"\nunit: person\nkind: csv\nflags: {{yes: [\"{}\"], no: [\"{}\"]}}\nnot_used: [record_id]\n"
      "assumptions:\n  - id: asked\n    says: Where the form asks about acts, means or purposes, what was asked and not found did not happen.\n    closes: [{}]\n"
      "dimensions:\n  year: {{column: year, kind: year, min: 2010, max: 2030}}\n  sex: {{column: sex, values: {{F: female, M: male, O: other}}}}\n"
      "numbers:\n  - {{fact: person.age, column: age_at_start, whole_number: true}}\nsignals:\n",
      form.list, form.list, form.yes, form.no, form.asks_all_purposes ? "act, means, purpose" : "act, means");
  for (const FormQuestion& question : form.questions) {
    std::string facts;
    for (const Fact fact : question.facts) facts += fmt::format("{}{}", facts.empty() ? "" : ", ", id_of(fact));
    text += fmt::format("  - {{column: {}, shows: [{}]{}}}\n", question.column, facts, question.facts.size() == 1 ? ", denies: true" : "");
  }
  return text;
}

}  // namespace palermo::simulate
