// SPDX-License-Identifier: Apache-2.0
#include "palermo/intake/translate.hpp"

#include "palermo/core/random.hpp"
#include "palermo/intake/fixture_test.hpp"
#include "palermo/law/batch.hpp"
#include "palermo/law/checker.hpp"
#include "palermo/law/evaluate.hpp"

namespace palermo::intake {
namespace {

// A cell that a file of this format might hold: a value of the mapping, a missing code, or something nobody expects.
std::string random_cell(const Mapping& mapping, const std::string& column, core::Stream& stream) {
  if (stream.chance(0.2)) return {};
  if (stream.chance(0.05)) return "??";
  if (!mapping.missing.empty() && stream.chance(0.1)) return mapping.missing[stream.below(mapping.missing.size())];
  if (column == mapping.conduct_year || (mapping.dimension("year") && mapping.dimension("year")->column == column &&
                                         mapping.dimension("year")->kind == Dimension::Kind::year))
    return std::to_string(2000 + stream.below(20));
  if (mapping.dimension("country") && mapping.dimension("country")->column == column) return stream.chance(0.5) ? "KH" : "NA";
  std::vector<std::string> values;
  std::string tokens;
  for (const Signal& signal : mapping.signals)
    if (signal.column == column) {
      for (const auto& v : signal.yes) values.push_back(v);
      for (const auto& v : signal.no) values.push_back(v);
      if (!signal.token.empty() && stream.chance(0.3)) tokens += (tokens.empty() ? "" : std::string(1, mapping.split.at(column))) + signal.token;
    }
  if (mapping.split.contains(column)) return tokens;
  for (const NumberSource& number : mapping.numbers)
    if (number.column == column)
      for (const auto& [v, range] : number.values) values.push_back(v);
  for (const Dimension& dimension : mapping.dimensions)
    if (dimension.column == column)
      for (const auto& [v, category] : dimension.values) values.push_back(v);
  return values.empty() ? "1" : values[stream.below(values.size())];
}

Columns random_columns(const Mapping& mapping, core::Stream& stream, std::size_t records) {
  Columns columns = *Columns::make(mapping, countries(), law::kBlockRecords);
  const auto names = mapping.columns();
  EXPECT_TRUE(columns.bind(names, "random").has_value());
  for (std::size_t r = 0; r < records; ++r) {
    std::vector<std::string> cells;
    for (const std::string& name : names) cells.push_back(random_cell(mapping, name, stream));
    columns.add(std::vector<std::string_view>(cells.begin(), cells.end()));
  }
  return columns;
}

Reading random_reading(const Mapping& mapping, core::Stream& stream) {
  Reading reading{"random", "", {}, {}, stream.chance(0.3)};
  for (const Assumption& assumption : mapping.assumptions)
    if (stream.chance(0.6)) reading.assumptions.push_back(assumption.id);
  return reading;
}

law::BatchPlan plan_of(const Translator& translator, bool by_date) {
  law::BatchPlan plan;
  for (const FactRule& rule : translator.facts()) plan.facts.push_back(rule.fact);
  for (const OneOfRule& rule : translator.one_of()) plan.one_of.push_back(rule.facts);
  plan.numbers = translator.numbers();
  plan.closed = translator.closed();
  plan.constants = translator.constants();
  plan.exceptions_not_raised = translator.exceptions_not_raised();
  plan.by_date = by_date;
  plan.findings = corpus().findings();
  return plan;
}

law::BatchInput input_of(const Translator& translator, std::size_t records) {
  law::BatchInput input;
  input.records = records;
  for (std::size_t i = 0; i < translator.facts().size(); ++i) input.facts.push_back(translator.fact(i));
  for (std::size_t i = 0; i < translator.one_of().size(); ++i) input.one_of.push_back(translator.one_of_plane(i));
  for (std::size_t i = 0; i < translator.numbers().size(); ++i) input.numbers.push_back(translator.number(i));
  if (translator.dated()) input.days = {translator.earliest(), translator.latest()};
  return input;
}

// Every record of a random file, by the batch and by the plain engine, under a random reading; every derivation checked.
void hold_equal(const Mapping& mapping, std::uint64_t seed) {
  core::Stream stream(seed, "translate_test." + mapping.id);
  const std::size_t records = 70;
  const Columns columns = random_columns(mapping, stream, records);
  const Reading reading = random_reading(mapping, stream);
  SignalPlanes signals(mapping, columns);
  signals.decode(columns);
  Translator translator = *Translator::make(mapping, reading, columns, corpus().vocabulary());
  translator.fill(signals, columns);
  const law::BatchPlan plan = plan_of(translator, true);
  const auto program = law::compile(corpus(), plan);
  ASSERT_TRUE(program.has_value()) << program.error().kind.code;
  law::BatchOutput output(*program);
  program->run(input_of(translator, records), output);
  for (std::size_t r = 0; r < records; ++r) {
    const law::Case one = translator.case_of(signals, r);
    const auto facts = law::FactBase::derive(one, corpus().vocabulary(), law::OnContradiction::set_aside);
    ASSERT_TRUE(facts.has_value());
    for (std::size_t f = 0; f < plan.findings.size(); ++f) {
      const auto finding = law::assess(corpus(), one, plan.findings[f], *facts);
      ASSERT_TRUE(finding.has_value());
      ASSERT_EQ(finding->outcome, law::outcome_at(output.finding(f), r))
          << mapping.id << " seed " << seed << " record " << r << " " << plan.findings[f].text();
      if (facts->contradictory().empty()) {
        const auto complaint = law::check(corpus(), one, *finding);
        ASSERT_FALSE(complaint.has_value()) << *complaint;
      }
    }
  }
}

TEST(Translator, batch_and_plain_agree_on_random_files_of_every_format_under_random_readings) {
  for (const std::string& file : yaml_files("mappings")) {
    const Mapping mapping = *parse_mapping(read_data(file), file, corpus().vocabulary());
    for (std::uint64_t seed = 1; seed <= 4; ++seed) hold_equal(mapping, seed);
  }
}

// One record of the mapping below, as a case.
law::Case case_of(const std::string& mapping_text, const std::vector<std::string_view>& cells, const Reading& reading) {
  const Mapping mapping = mapping_of(mapping_text);
  Columns columns = *Columns::make(mapping, countries(), law::kBlockRecords);
  EXPECT_TRUE(columns.bind(mapping.columns(), "one").has_value());
  columns.add(cells);
  SignalPlanes signals(mapping, columns);
  signals.decode(columns);
  Translator translator = *Translator::make(mapping, reading, columns, corpus().vocabulary());
  translator.fill(signals, columns);
  return translator.case_of(signals, 0);
}

law::Statement statement(const law::Case& one, std::string_view fact) {
  for (const law::Statement& s : one.statements)
    if (corpus().vocabulary()[s.fact].id == fact) return s;
  return {};
}

const std::string kFlags = R"(
format: palermo-mapping/1
id: t
title: t
source: t
unit: record
missing: ["-99"]
flags: {yes: ["1"], no: ["0"]}
assumptions:
  - {id: empty, says: Empty means no., empty_means_no: true}
  - {id: examined, says: Every means was asked about., closes: [means]}
  - {id: control, says: Control is a means.}
signals:
  - {column: threats, shows: [means.threat]}
  - {column: threats_or_blows, shows: [means.threat, means.force]}
  - {column: other, may_show: [means.force]}
  - {column: control, shows: [means.force], if: control}
  - {column: border, shows: [movement.border_crossed], denies: true}
  - {column: citizen, refutes: [person.seeks_asylum]}
)";

const Reading kExamined{"r", "", {"examined"}, {}, false};

TEST(Translator, a_merged_positive_stays_a_merged_positive) {
  const law::Case one = case_of(kFlags, {"0", "1", "0", "0", "", ""}, {});
  EXPECT_EQ(statement(one, "means.threat").truth, law::Truth::unknown);
  EXPECT_EQ(statement(one, "means.force").truth, law::Truth::unknown);
  ASSERT_EQ(one.one_of.size(), 1u);
  EXPECT_EQ(one.one_of[0].facts.size(), 2u);
}

TEST(Translator, a_column_that_is_enough_to_show_a_fact_denies_nothing_by_itself) {
  EXPECT_EQ(statement(case_of(kFlags, {"0", "0", "0", "0", "", ""}, {}), "means.threat").truth, law::Truth::unknown);
}

TEST(Translator, a_question_for_just_this_fact_denies_it) {
  EXPECT_EQ(statement(case_of(kFlags, {"", "", "", "", "0", ""}, {}), "movement.border_crossed").truth, law::Truth::no);
  EXPECT_EQ(statement(case_of(kFlags, {"", "", "", "", "", "1"}, {}), "person.seeks_asylum").truth, law::Truth::no);
}

TEST(Translator, an_examined_group_is_denied_only_when_every_column_that_could_show_it_says_no) {
  EXPECT_EQ(statement(case_of(kFlags, {"0", "0", "1", "0", "", ""}, kExamined), "means.threat").truth, law::Truth::no);
  EXPECT_EQ(statement(case_of(kFlags, {"0", "0", "1", "0", "", ""}, kExamined), "means.force").truth, law::Truth::unknown);
  EXPECT_EQ(statement(case_of(kFlags, {"0", "-99", "0", "0", "", ""}, kExamined), "means.threat").truth, law::Truth::unknown);
  const law::Statement denied = statement(case_of(kFlags, {"0", "0", "0", "0", "", ""}, kExamined), "means.force");
  EXPECT_EQ(denied.truth, law::Truth::no);
  EXPECT_EQ(denied.source, "t/examined");
}

TEST(Translator, what_an_assumption_that_is_off_would_show_is_never_called_absent) {
  EXPECT_EQ(statement(case_of(kFlags, {"0", "0", "0", "1", "", ""}, kExamined), "means.force").truth, law::Truth::unknown);
  EXPECT_EQ(statement(case_of(kFlags, {"0", "0", "0", "1", "", ""}, {"r", "", {"examined", "control"}, {}, false}), "means.force").truth,
            law::Truth::yes);
}

TEST(Translator, an_empty_flag_is_a_no_only_where_a_reading_says_so_and_the_statement_names_it) {
  EXPECT_EQ(statement(case_of(kFlags, {"", "", "", "", "", ""}, kExamined), "means.force").truth, law::Truth::unknown);
  const law::Statement assumed = statement(case_of(kFlags, {"", "", "", "", "", ""}, {"r", "", {"examined", "empty"}, {}, false}), "means.force");
  EXPECT_EQ(assumed.truth, law::Truth::no);
  EXPECT_EQ(assumed.source, "t/empty + t/examined");
}

// The outcomes of every finding for every record of a random file under a reading; and which records contradict themselves.
struct Outcomes {
  std::vector<law::Outcome> all;
  std::vector<bool> contradictory;
};

Outcomes outcomes(const Mapping& mapping, const Columns& columns, const Reading& reading) {
  SignalPlanes signals(mapping, columns);
  signals.decode(columns);
  Translator translator = *Translator::make(mapping, reading, columns, corpus().vocabulary());
  translator.fill(signals, columns);
  const law::BatchPlan plan = plan_of(translator, false);
  const auto program = law::compile(corpus(), plan);
  EXPECT_TRUE(program.has_value());
  law::BatchOutput output(*program);
  program->run(input_of(translator, columns.size()), output);
  Outcomes found;
  for (std::size_t r = 0; r < columns.size(); ++r) {
    found.contradictory.push_back(law::bit(output.contradictory(), r));
    for (std::size_t f = 0; f < plan.findings.size(); ++f) found.all.push_back(law::outcome_at(output.finding(f), r));
  }
  return found;
}

TEST(Translator, assuming_more_never_turns_a_true_into_a_false_or_back) {
  for (const std::string& file : yaml_files("mappings")) {
    const Mapping mapping = *parse_mapping(read_data(file), file, corpus().vocabulary());
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
      core::Stream stream(seed, "translate_test.more." + mapping.id);
      const Columns columns = random_columns(mapping, stream, 200);
      Reading fewer = random_reading(mapping, stream);
      fewer.exceptions_not_raised = false;
      Reading more = fewer;
      for (const Assumption& assumption : mapping.assumptions)
        if (stream.chance(0.5)) more.assumptions.push_back(assumption.id);
      const Outcomes before = outcomes(mapping, columns, fewer), after = outcomes(mapping, columns, more);
      const std::size_t findings = before.all.size() / columns.size();
      for (std::size_t i = 0; i < before.all.size(); ++i) {
        if (before.all[i] == law::Outcome::unknown || after.contradictory[i / findings]) continue;
        ASSERT_EQ(before.all[i], after.all[i]) << mapping.id << " seed " << seed << " record " << i / findings << " "
                                               << corpus().findings()[i % findings].text();
      }
    }
  }
}

}  // namespace
}  // namespace palermo::intake
