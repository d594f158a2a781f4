// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/records.hpp"

#include <algorithm>
#include <iostream>
#include <set>

#include <gtest/gtest.h>

#include "palermo/simulate/world_test.hpp"

namespace palermo::simulate {
namespace {

std::vector<std::string> header_of(const std::string& line) { return read_rows(line).header; }

bool starts_with_any(const std::string& text, std::initializer_list<const char*> starts) {
  return std::any_of(starts.begin(), starts.end(), [&](const char* start) { return text.starts_with(start); });
}

bool is_flag(const std::string& column) {
  return starts_with_any(column, {"meansOf", "is", "typeOf", "recruiterRelation"}) && !column.ends_with("Concatenated");
}

TEST(Contributor, has_the_63_columns_of_the_codebook_in_their_order) {
  const std::vector<std::string> columns = header_of(contributor_header());
  ASSERT_EQ(columns.size(), 63U);
  const std::string file = std::string(PALERMO_SHARED_DIR) + "/data/ctdc-codebooks/kanon_dictionary_20210825_Main.csv";
  if (!std::filesystem::exists(file)) {
    std::cout << "the codebook is not there: only the number of columns was checked\n";
    GTEST_SKIP() << "optional data: ctdc-codebooks";
  }
  const Rows dictionary = read_rows(*core::read_file(file));
  std::vector<std::string> codebook;
  for (const auto& row : dictionary.rows) codebook.push_back(row.at(dictionary.header.front()));
  std::replace(codebook.begin(), codebook.end(), std::string("MajorityEntry"), std::string("majorityEntry"));
  const auto after = std::find(codebook.begin(), codebook.end(), "isOrganRemoval");
  ASSERT_NE(after, codebook.end());
  codebook.insert(after + 1, "isSlaveryAndPractices");  // stands in the published files, not in the dictionary
  EXPECT_EQ(columns, codebook);
}

TEST(Contributor, flags_are_0_1_or_minus_99) {
  const Rows file = read_rows(shared_world().at("ctdc_contributor.csv"));
  ASSERT_GT(file.rows.size(), 100U);
  const std::set<std::string> allowed{"0", "1", "-99"};
  for (const auto& row : file.rows)
    for (const auto& [column, value] : row)
      ASSERT_TRUE(!is_flag(column) || allowed.contains(value)) << column;
}

TEST(Contributor, what_is_concatenated_are_the_marked_names_in_alphabetical_order) {
  int lists = 0;
  for (const auto& row : read_rows(shared_world().at("ctdc_contributor.csv")).rows) {
    const std::string& text = row.at("meansOfControlConcatenated");
    std::vector<std::string> names;
    for (std::size_t start = 0; text != "-99" && start <= text.size();) {
      const std::size_t end = std::min(text.find(';', start), text.size());
      names.push_back(text.substr(start, end - start));
      start = end + 1;
    }
    EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
    const auto marked = std::count_if(row.begin(), row.end(), [](const auto& cell) { return cell.first.starts_with("meansOfControl") && cell.second == "1"; });
    EXPECT_EQ(static_cast<std::size_t>(marked), names.size());
    lists += names.size() > 1 ? 1 : 0;
  }
  EXPECT_GT(lists, 20);
}

TEST(Inspection, has_16_columns_and_never_a_0) {
  const Rows file = read_rows(shared_world().at("labour_inspection.csv"));
  ASSERT_EQ(file.header.size(), 16U);
  ASSERT_GT(file.rows.size(), 50U);
  for (const auto& row : file.rows)
    for (const char* column : {"isForcedLabour", "isSexualExploit", "wagesWithheld", "debtOwed", "documentsHeld", "threatened", "movementRestricted",
                               "IP_RecruiterBroker"})
      ASSERT_TRUE(row.at(column) == "1" || row.at(column).empty()) << column;
}

TEST(Shelter, uses_field_and_value_names_of_the_standard) {
  const Rows file = read_rows(shared_world().at("shelter_north.csv"));
  ASSERT_GT(file.rows.size(), 50U);
  for (const std::string& column : file.header)
    EXPECT_TRUE(starts_with_any(column, {"cas_", "con_", "prs_", "vic_"})) << column;
  const std::set<std::string> controls{"", "PhysicalThreats", "ThreatsLawEnforcement", "ThreatensChildrenFamily", "DebtBondage", "FalsePromises",
                                       "PhysicalAbuse", "SexualAbuse", "TakesEarnings", "RestrictsFinancialAccess", "RestrictsMedicalCare",
                                       "WithholdsNecessities", "PsychologicalAbuse", "PsychoactiveSubstance", "ExcessiveWorkingHours",
                                       "WithholdsDocuments", "Other"};
  for (const auto& row : file.rows) {
    const std::string& text = row.at("vic_MethodsOfControl");
    std::set<std::string> seen;
    for (std::size_t start = 0; start <= text.size();) {
      const std::size_t end = std::min(text.find(' ', start), text.size());
      const std::string code = text.substr(start, end - start);
      ASSERT_TRUE(controls.contains(code));
      EXPECT_TRUE(seen.insert(code).second) << "a code stands twice";
      start = end + 1;
    }
    EXPECT_EQ(row.at("con_Consent"), "TRUE");
  }
}

TEST(Records, do_not_depend_on_which_others_are_written) {
  const Person person = draw_person(4, 7, kWorldMix);
  const Registration registered = registration(4, person, Organisation::hotline);
  const std::string first = hotline_record(4, person, registered);
  (void)shelter_record(4, draw_person(4, 8, kWorldMix), registered);
  EXPECT_EQ(first, hotline_record(4, person, registered));
}

}  // namespace
}  // namespace palermo::simulate
