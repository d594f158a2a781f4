// SPDX-License-Identifier: Apache-2.0
// The sections of the report, in their order on the page, and what they share. Used by report*.cpp only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "palermo/chart/figure.hpp"
#include "palermo/core/catalogue.hpp"
#include "palermo/publish/html.hpp"
#include "palermo/publish/protect.hpp"

namespace palermo::publish {

// A report being written: results, words, and how this language writes counts.
class Report {
 public:
  Report(const ProtectedResults& results, const core::Catalogue& catalogue) : results_(results), words_(catalogue) {}

  [[nodiscard]] const ProtectedResults& results() const { return results_; }
  [[nodiscard]] const core::Catalogue& words() const { return words_; }
  [[nodiscard]] std::string text(std::string_view key, const std::vector<core::Arg>& args = {}) const;  // "publish." + key
  [[nodiscard]] std::string html(std::string_view key, const std::vector<core::Arg>& args = {}) const;  // the same, escaped
  [[nodiscard]] std::string paragraph(std::string_view key, const std::vector<core::Arg>& args = {}) const;
  [[nodiscard]] std::string heading(int level, std::string_view key) const;
  // The catalogue's text of prefix + word, or the word itself as data when the catalogue does not know it.
  [[nodiscard]] chart::Label known_word(const std::string& prefix, const std::string& word) const;

  [[nodiscard]] std::string count(ProtectedCount count) const;         // "1,230", "0–9"
  [[nodiscard]] std::string bounds(const ProtectedTally& tally) const; // "1,230 to 4,560", "1,230", "0–9"
  [[nodiscard]] std::string percent(std::int64_t hundredths) const;    // "40%"
  [[nodiscard]] chart::NumberText axis_number() const;
  [[nodiscard]] chart::CertainPossible certain_possible() const;

  [[nodiscard]] chart::Label definition_id(std::size_t definition) const;     // "un.tip-protocol#trafficking"
  [[nodiscard]] chart::Label definition_title(std::size_t definition) const;  // "Protocol to ...: trafficking"
  [[nodiscard]] chart::Label reading_id(std::size_t reading) const;
  [[nodiscard]] chart::Label source_title(const ProtectedSource& source) const;
  [[nodiscard]] chart::Label category(const std::string& dimension, const Category& category) const;

 private:
  const ProtectedResults& results_;
  const core::Catalogue& words_;
};

// A table being filled with labels; remembers which texts are data.
struct LabelTable {
  core::Table table;
  std::set<std::string> data;

  void column(const chart::Label& label, bool numeric = false);
  void row(const std::vector<chart::Label>& cells);
  [[nodiscard]] std::string html(std::size_t heads = 1) const { return table_html(table, data, heads); }
};

[[nodiscard]] std::string masthead(const Report& report);
[[nodiscard]] std::string summary_section(const Report& report);
[[nodiscard]] std::string chain_section(const Report& report);  // "" where the study does not link its lists
[[nodiscard]] std::string elements_section(const Report& report);
[[nodiscard]] std::string sources_section(const Report& report);
[[nodiscard]] std::string readings_section(const Report& report);
[[nodiscard]] std::string mapping_section(const Report& report);
[[nodiscard]] std::string protection_section(const Report& report);
[[nodiscard]] std::string laws_section(const Report& report);
[[nodiscard]] std::string guide_section(const Report& report);

}  // namespace palermo::publish
