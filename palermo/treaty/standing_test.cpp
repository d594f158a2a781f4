// SPDX-License-Identifier: Apache-2.0
// Who was bound when: the figures of the depositary, and what may not be said.
#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <set>

#include "palermo/treaty/treaty_test.hpp"

namespace palermo::treaty::testing {
namespace {

using ::testing::ElementsAre;

Status on(std::string_view id, std::string_view date) { return status(ours(), instrument(id), day(date)); }

std::string said(const Standing& one) { return std::string(word(one.party)) + "/" + std::string(word(one.bound)); }
std::string because(const Standing& one) {
  return std::string(word(one.party_because)) + "/" + std::string(word(one.bound_because));
}

TEST(Status, the_depositary_counted_154_135_and_173_parties_at_the_end_of_2012) {
  const Status tip = on("un.tip-protocol", "2012-12-31");
  EXPECT_EQ(tip.parties.all(), 154);
  EXPECT_EQ(tip.parties.organisations, 1);
  EXPECT_EQ(tip.parties_unknown.all(), 0);
  EXPECT_EQ(on("un.som-protocol", "2012-12-31").parties.all(), 135);
  EXPECT_EQ(on("un.untoc", "2012-12-31").parties.all(), 173);
  EXPECT_EQ(instrument("un.tip-protocol").complete_until(), day("2013-12-13"));
}

TEST(Status, after_the_table_ends_a_state_without_a_row_is_unknown) {
  EXPECT_EQ(said(stand("un.tip-protocol", "UGA", "2013-12-13")), "no/no");
  EXPECT_EQ(said(stand("un.tip-protocol", "UGA", "2013-12-14")), "unknown/unknown");
  EXPECT_EQ(because(stand("un.tip-protocol", "UGA", "2013-12-14")), "beyond_table/beyond_table");
  const Status later = on("un.tip-protocol", "2013-12-14");
  EXPECT_EQ(later.parties.all(), 159);
  EXPECT_GT(later.parties_unknown.all(), 20);
}

TEST(Status, signing_binds_nobody) {
  const Standing japan = stand("un.tip-protocol", "JPN", "2010-01-01");
  EXPECT_EQ(said(japan), "no/no");
  ASSERT_NE(japan.signature, nullptr);
  EXPECT_EQ(japan.signature->date.text(), "2002-12-09");
}

TEST(Status, thailand_was_a_party_from_its_deposit_and_bound_thirty_days_later) {
  EXPECT_EQ(said(stand("un.tip-protocol", "THA", "2013-10-16")), "no/no");
  EXPECT_EQ(said(stand("un.tip-protocol", "THA", "2013-10-17")), "yes/no");
  EXPECT_EQ(said(stand("un.tip-protocol", "THA", "2013-11-15")), "yes/no");
  EXPECT_EQ(said(stand("un.tip-protocol", "THA", "2013-11-16")), "yes/yes");
}

TEST(Status, nobody_is_bound_before_the_entry_into_force) {
  const Standing spain = stand("un.tip-protocol", "ESP", "2003-12-24");
  EXPECT_EQ(said(spain), "yes/no");
  EXPECT_EQ(because(spain), "deposited/not_in_force");
  EXPECT_EQ(on("un.tip-protocol", "2003-12-24").bound.all(), 0);
  EXPECT_EQ(on("un.tip-protocol", "2003-12-24").bound_unknown.all(), 0);
  EXPECT_GT(on("un.tip-protocol", "2003-12-25").bound.all(), 39);
}

TEST(Status, a_regional_organisation_is_counted_apart_and_only_where_it_may_join) {
  EXPECT_TRUE(stand("un.tip-protocol", "EU", "2012-12-31").organisation);
  EXPECT_EQ(said(stand("un.tip-protocol", "EU", "2012-12-31")), "yes/yes");
  EXPECT_FALSE(standing(ours(), instrument("un.cat"), "EU", day("2012-12-31")));
  EXPECT_EQ(on("un.cat", "2012-12-31").parties.organisations, 0);
}

TEST(Status, refuses_what_is_no_state) {
  const auto found = standing(ours(), instrument("un.cat"), "GUM", day("2012-12-31"));
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().kind.code, "treaty.unknown_state");
}

TEST(Status, a_remembered_day_never_decides) {
  const Standing japan = stand("un.tip-protocol", "JPN", "2026-01-01");
  EXPECT_EQ(said(japan), "unknown/unknown");
  EXPECT_EQ(because(japan), "only_unverified/only_unverified");
  EXPECT_EQ(japan.to_check.size(), 1U);
  EXPECT_EQ(japan.row, nullptr);
}

TEST(Status, no_unverified_row_changes_any_answer_to_yes_or_no) {
  // The same table without its unverified rows: an answer may only be less known with them, never other.
  std::string rows;
  std::istringstream lines(data_file("treaties/status.csv"));
  for (std::string line; std::getline(lines, line);)
    if (line.find(",unverified,") == std::string::npos) rows += line + "\n";
  const auto without = Table::parse(data_file("treaties/instruments.yaml"), rows);
  ASSERT_TRUE(without);
  for (const Instrument& one : ours().instruments())
    for (const char* date : {"1990-06-30", "2004-06-30", "2012-12-31", "2018-12-31", "2026-01-01"}) {
      const Status with_them = status(ours(), one, day(date));
      const Status without_them = status(*without, **without->find(one.id), day(date));
      for (std::size_t i = 0; i < with_them.list.size(); ++i) {
        const Standing& a = with_them.list[i];
        const Standing& b = without_them.list[i];
        EXPECT_TRUE(a.party == b.party || a.party == Answer::unknown) << one.id << " " << a.state << " " << date;
        EXPECT_TRUE(a.bound == b.bound || a.bound == Answer::unknown) << one.id << " " << a.state << " " << date;
      }
    }
}

TEST(Status, within_a_year_that_is_all_we_know_the_answer_is_unknown) {
  EXPECT_EQ(said(stand("un.iccpr", "AFG", "1982-12-31")), "no/no");
  EXPECT_EQ(said(stand("un.iccpr", "AFG", "1983-06-30")), "unknown/unknown");
  EXPECT_EQ(said(stand("un.iccpr", "AFG", "1984-01-01")), "yes/unknown");
  EXPECT_EQ(said(stand("un.iccpr", "AFG", "1984-03-31")), "yes/yes");
  EXPECT_EQ(stand("un.iccpr", "AFG", "1984-01-01").bound_from.text(), "1983-01..1984-03");
}

TEST(Status, a_table_of_members_says_nothing_of_others) {
  EXPECT_EQ(said(stand("un.iccpr", "SAU", "2015-01-01")), "no/no");
  EXPECT_EQ(said(stand("un.iccpr", "VAT", "2015-01-01")), "unknown/unknown");
  EXPECT_EQ(said(stand("un.cat", "COK", "2015-02-05")), "no/no");
  EXPECT_EQ(said(stand("un.cat", "COK", "2015-02-06")), "unknown/unknown");
}

TEST(Status, the_year_another_state_ratified_is_no_deposit) {
  EXPECT_EQ(said(stand("un.cerd", "BRN", "2000-01-01")), "unknown/unknown");
  EXPECT_EQ(said(stand("un.iccpr", "TUV", "2000-01-01")), "unknown/unknown");
}

TEST(Status, a_successor_may_have_been_bound_before_its_deposit) {
  const Standing before = stand("un.tip-protocol", "MNE", "2006-10-22");
  EXPECT_EQ(said(before), "no/unknown");
  EXPECT_EQ(because(before), "not_yet/succession");
  EXPECT_EQ(said(stand("un.tip-protocol", "MNE", "2006-10-23")), "yes/yes");
}

TEST(Status, a_source_without_dates_places_the_deposit_between_two_days) {
  const Standing maldives = stand("un.tip-protocol", "MDV", "2015-01-01");
  EXPECT_EQ(maldives.deposit.text(), "2013-12-14..2016-12");
  EXPECT_FALSE(maldives.row->dated);
  EXPECT_EQ(said(maldives), "unknown/unknown");
  EXPECT_EQ(said(stand("un.tip-protocol", "MDV", "2013-12-13")), "no/no");
  EXPECT_EQ(said(stand("un.tip-protocol", "MDV", "2017-02-01")), "yes/yes");
}

TEST(Status, shows_what_changed_between_two_days) {
  const auto found = changes(ours(), instrument("un.tip-protocol"), day("2012-12-31"), day("2013-12-13"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->deposited.size(), 5U);
  std::vector<std::string> states;
  for (const Standing& one : found->deposited) states.push_back(one.state);
  EXPECT_THAT(states, ::testing::Contains("THA"));
  EXPECT_TRUE(found->lost.empty());
  EXPECT_FALSE(found->entered_into_force);
  EXPECT_TRUE(changes(ours(), instrument("un.tip-protocol"), day("2003-12-24"), day("2003-12-25"))->entered_into_force);
  EXPECT_FALSE(changes(ours(), instrument("un.tip-protocol"), day("2003-12-25"), day("2003-12-24")));
}

TEST(Status, counts_add_up_for_every_treaty_on_any_day) {
  rc::check("yes, no and unknown are all the States there are", [] {
    const auto& all = ours().instruments();
    const Instrument& one = all[*rc::gen::inRange<std::size_t>(0, all.size())];
    const core::Day when = *rc::gen::inRange<core::Day>(day("1930-01-01"), day("2026-12-31"));
    const Status found = status(ours(), one, when);
    int no = 0;
    for (const Standing& s : found.list) no += s.party == Answer::no;
    RC_ASSERT(found.parties.all() + found.parties_unknown.all() + no == static_cast<int>(found.list.size()));
    RC_ASSERT(found.list.size() == 197U + (one.open_to_organisations ? 1U : 0U));
    for (const Standing& s : found.list) {
      if (s.bound == Answer::yes) RC_ASSERT(s.party == Answer::yes);
      if (when < *one.in_force.days.min) RC_ASSERT(s.bound == Answer::no);
      if (s.row) RC_ASSERT(*s.bound_from.days.min >= *one.in_force.days.min);
    }
  });
}

TEST(Status, who_is_bound_stays_bound_because_denunciations_are_not_in_the_table) {
  rc::check("later, yes stays yes", [] {
    const auto& all = ours().instruments();
    const Instrument& one = all[*rc::gen::inRange<std::size_t>(0, all.size())];
    RC_PRE(!one.binds);  // whom an act binds may be known of some days only
    const std::string& state = *rc::gen::elementOf(ours().states());
    const core::Day when = *rc::gen::inRange<core::Day>(day("1930-01-01"), day("2026-12-31"));
    const core::Day later = when + *rc::gen::inRange<core::Day>(0, 20000);
    const Standing first = *standing(ours(), one, state, when);
    const Standing then = *standing(ours(), one, state, later);
    if (first.party == Answer::yes) RC_ASSERT(then.party == Answer::yes);
    if (first.bound == Answer::yes) RC_ASSERT(then.bound == Answer::yes);
    if (then.party == Answer::no) RC_ASSERT(first.party == Answer::no || first.party == Answer::unknown);
  });
}

TEST(Table, refuses_two_deposits_that_decide) {
  const auto table = small("t,AAA,accession,2005-01-01,verified,list\nt,AAA,ratification,2006-01-01,secondary,list\n");
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().kind.code, "treaty.two_deposits");
  EXPECT_EQ(table.error().place.line, 3);
  EXPECT_TRUE(small("t,AAA,accession,2005-01-01,verified,list\nt,AAA,ratification,2006-01-01,unverified,list\n"));
}

TEST(Table, says_which_row_it_cannot_use_and_why) {
  for (const auto& [row, reason] :
       std::vector<std::pair<const char*, const char*>>{{"x,AAA,accession,2005-01-01,verified,list", "instrument"},
                                                        {"t,QQQ,accession,2005-01-01,verified,list", "state"},
                                                        {"t,AAA,promise,2005-01-01,verified,list", "kind"},
                                                        {"t,AAA,accession,2005-02-30,verified,list", "date"},
                                                        {"t,AAA,accession,2005..,verified,list", "date"},
                                                        {"t,AAA,accession,2005-01-01,K,list", "mark"},
                                                        {"t,AAA,accession,2005-01-01,verified,hearsay", "source"},
                                                        {"t,AAA,accession,,verified,list", "no_date"},
                                                        {"t,AAA,accession", "columns"}}) {
    const auto table = small(std::string(row) + "\n");
    ASSERT_FALSE(table) << row;
    EXPECT_EQ(table.error().kind.code, "treaty.bad_table");
    EXPECT_EQ(table.error().args.at("reason"), reason) << row;
    EXPECT_EQ(table.error().place.line, 2);
  }
}

TEST(Circle, a_directive_binds_member_states_and_not_the_world) {
  EXPECT_EQ(said(stand("eu.2011-36", "DEU", "2012-01-01")), "yes/yes");
  EXPECT_EQ(because(stand("eu.2011-36", "DEU", "2012-01-01")), "by_the_act/by_the_act");
  EXPECT_EQ(said(stand("eu.2011-36", "KHM", "2012-01-01")), "no/no");
  EXPECT_TRUE(stand("eu.2011-36", "KHM", "2012-01-01").not_open());
  EXPECT_EQ(said(stand("eu.2011-36", "DEU", "2011-04-14")), "no/no") << "not in force";
}

TEST(Circle, denmark_takes_no_part_and_ireland_does) {
  EXPECT_EQ(said(stand("eu.2011-36", "DNK", "2012-01-01")), "no/no");
  EXPECT_NE(stand("eu.2011-36", "DNK", "2012-01-01").why.find("recital 36"), std::string::npos);
  EXPECT_FALSE(stand("eu.2011-36", "DNK", "2012-01-01").not_open());
  EXPECT_EQ(said(stand("eu.2011-36", "IRL", "2012-01-01")), "yes/yes");
  EXPECT_EQ(said(stand("eu.2011-36", "IRL", "2024-07-13")), "yes/yes");
  EXPECT_EQ(said(stand("eu.2011-36", "IRL", "2024-07-14")), "unknown/unknown") << "the amendment was not read";
  EXPECT_EQ(said(stand("eu.2011-36", "GBR", "2012-01-01")), "unknown/unknown") << "it could join later";
  EXPECT_EQ(said(stand("eu.2011-36", "HRV", "2020-01-01")), "unknown/unknown");
}

TEST(Circle, a_closed_treaty_is_not_open_to_others_rather_than_not_known) {
  EXPECT_EQ(because(stand("asean.actip", "DEU", "2020-01-01")), "not_open/not_open");
  EXPECT_EQ(because(stand("coe.echr-p4", "THA", "2020-01-01")), "not_open/not_open") << "no standard for the whole world";
  EXPECT_EQ(said(stand("coe.echr-p4", "DEU", "2020-01-01")), "unknown/unknown") << "a member whose deposit nobody read";
  EXPECT_EQ(said(stand("coe.echr-p4", "RUS", "2015-01-01")), "unknown/unknown") << "whether it was a member was not read";
  EXPECT_EQ(said(stand("asean.actip", "BRN", "2020-06-01")), "unknown/unknown") << "a member whose deposit nobody read";
  EXPECT_EQ(said(stand("asean.actip", "TLS", "2026-01-01")), "unknown/unknown") << "perhaps a member since";
  EXPECT_EQ(because(stand("saarc.2002", "THA", "2020-01-01")), "not_open/not_open");
  EXPECT_EQ(said(stand("saarc.2002", "NPL", "2020-01-01")), "unknown/unknown");
  EXPECT_EQ(said(stand("coe.cets197", "KHM", "2026-01-01")), "unknown/unknown") << "others may be invited";
}

// The small table, closed to all but AAA.
core::Result<Table> closed(const std::string& mark) {
  return Table::parse(
      "format: palermo-treaties/1\ndenunciations: none\nun_members: [AAA, BBB]\nother_states: []\norganisations: {}\n"
      "sources: {list: {name: A list}}\ninstruments:\n  - id: t\n    title: T\n    depositary: D\n    adopted: "
      "2000-11-15\n"
      "    in_force: {date: 2003-12-25, mark: verified}\n    rule: {days: 30, cite: art. 1, mark: verified}\n"
      "    open_to: {says: some, mark: " +
          mark + ", source: list, states: [AAA]}\n",
      "instrument,state,kind,date,mark,source\n");
}

TEST(Circle, a_list_that_nobody_verified_decides_nothing) {
  const auto known = closed("secondary"), recalled = closed("unverified");
  ASSERT_TRUE(known && recalled);
  EXPECT_EQ(said(stand("t", "BBB", "2020-01-01", *known)), "no/no");
  EXPECT_EQ(said(stand("t", "BBB", "2020-01-01", *recalled)), "unknown/unknown");
}

TEST(Circle, an_act_has_no_deposits) {
  const auto table = small("eu,AAA,accession,2005-01-01,verified,list\n");
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().args.at("reason"), "instrument");
}

TEST(Table, malaysia_is_bound_by_convention_97_for_sabah_only) {
  const Standing malaysia = stand("ilo.c97", "MYS", "2020-01-01");
  ASSERT_TRUE(malaysia.row);
  EXPECT_EQ(malaysia.row->only_for, "Sabah");
  for (const Instrument& one : ours().instruments())
    for (const Row& row : one.rows)
      if (one.id != "ilo.c97" || row.state != "MYS") {
        EXPECT_EQ(row.only_for, "") << one.id << " " << row.state;
      }
}

TEST(Table, an_error_names_the_line_that_an_editor_shows) {
  const std::string instruments = data_file("treaties/instruments.yaml"),
                    header = "instrument,state,kind,date,mark,source\n";
  const std::string good = "un.cat,DEU,ratification,1990-10-01,verified,recalled\n",
                    bad = "un.cat,QQQ,ratification,1990,verified,recalled\n";
  const auto line = [&](const std::string& status) {
    const auto table = Table::parse(instruments, status);
    EXPECT_FALSE(table);
    return table ? 0 : table.error().place.line;
  };
  EXPECT_EQ(line(header + bad), 2);
  EXPECT_EQ(line("# one\n# two\n" + header + good + bad), 5);
  EXPECT_EQ(line("# one\r\n" + header + "\r\n" + good + "\n\n" + bad), 7);
  EXPECT_EQ(line("# one\n" + header + good + "un.cat,DEU\n"), 4);
  EXPECT_EQ(line("# one\nstate\n"), 2);
}

TEST(Table, a_deposit_that_would_bind_after_the_year_9999_is_refused_where_it_stands) {
  const auto table = small("t,AAA,accession,9999-12-15,verified,list\n");
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().args.at("reason"), "date");
  EXPECT_EQ(table.error().place.line, 2);
  EXPECT_FALSE(small("t,AAA,accession,10000-01-01,verified,list\n"));
}

TEST(Table, a_title_cannot_forge_a_line) {
  const auto table = Table::parse("format: palermo-treaties/1\ndenunciations: \"none\\nDEU: bound\"\n", "");
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().kind.code, "document.not_one_line");
  EXPECT_EQ(table.error().place.line, 2);
}

TEST(Table, an_entry_into_force_known_to_the_month_leaves_the_month_open) {
  const auto table = small("t,AAA,accession,2002-01-01,verified,list\n", "days: 30", "2003-12");
  ASSERT_TRUE(table);
  EXPECT_EQ(said(stand("t", "AAA", "2003-11-30", *table)), "yes/no");
  EXPECT_EQ(said(stand("t", "AAA", "2003-12-15", *table)), "yes/unknown");
  EXPECT_EQ(because(stand("t", "AAA", "2003-12-15", *table)), "deposited/perhaps_in_force");
  EXPECT_EQ(said(stand("t", "AAA", "2003-12-31", *table)), "yes/yes");
}

TEST(Table, an_undated_deposit_lies_after_every_complete_table_without_it) {
  const auto table = small("t,AAA,accession,,verified,undated\nt,OOO,accession,,verified,undated\n");
  ASSERT_TRUE(table);
  EXPECT_EQ(stand("t", "AAA", "2011-01-01", *table).deposit.text(), "2011-07..2012-12");
  EXPECT_EQ(stand("t", "OOO", "2011-01-01", *table).deposit.text(), "2010-07..2012-12");
  EXPECT_EQ(stand("t", "AAA", "2011-01-01", *table).row->mark, Mark::secondary);
}

}  // namespace
}  // namespace palermo::treaty::testing
