// SPDX-License-Identifier: Apache-2.0
// The selection page: the composition of each list, and what it leaves possible for everybody; so that a share among those who were seen is never read as a
// share of those who are exploited.
//
//   const SelectionSection section{protect(composition), report, options};
//   html += selection_html(section, catalogue);   // in a report
//   selection_page({section, ...}, catalogue);    // a page of its own
//
// All numbers are made of protected counts: the report must be flows::select(inferable(composition), options) with least_people = kLeastDenominator.
#pragma once

#include <string>
#include <vector>

#include "palermo/chart/figure.hpp"
#include "palermo/core/catalogue.hpp"
#include "palermo/core/value.hpp"
#include "palermo/publish/protect_flows.hpp"

namespace palermo::publish {

struct SelectionSection {
  ProtectedComposition composition;
  flows::SelectionReport report;
  flows::SelectionOptions options;
};

// Protects a composition and bounds its shares. Errors: those of flows::select.
[[nodiscard]] core::Result<SelectionSection> selection_section(const flows::Composition& exact, flows::SelectionOptions options);

// One plain sentence a category; the caution stands in the first.
[[nodiscard]] std::vector<std::string> selection_sentences(const SelectionSection& section, const core::Catalogue& catalogue);
[[nodiscard]] core::Table selection_table(const SelectionSection& section, const core::Catalogue& catalogue);
[[nodiscard]] chart::Figure selection_chart(const SelectionSection& section, const core::Catalogue& catalogue);

[[nodiscard]] std::string selection_html(const SelectionSection& section, const core::Catalogue& catalogue);  // with its heading
[[nodiscard]] std::string selection_page(const std::vector<SelectionSection>& sections, const core::Catalogue& catalogue);
[[nodiscard]] std::string selection_text(const std::vector<SelectionSection>& sections, const core::Catalogue& catalogue);
[[nodiscard]] core::Value selection_answer(const std::vector<SelectionSection>& sections);  // palermo-flows-selection/1

}  // namespace palermo::publish
