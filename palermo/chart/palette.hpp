// SPDX-License-Identifier: Apache-2.0
// The colours of every chart: those of the Okabe-Ito set that reach 3:1 against white, and the greys of the page.
//
// Source: okabe-ito-2008 (Color Universal Design), WCAG 2.2 success criteria 1.4.3 and 1.4.11. Sky blue, orange and
// yellow of the set are left out: on white they stay under 3:1.
#pragma once

#include <array>
#include <string_view>

namespace palermo::chart {

inline constexpr std::array<std::string_view, 5> kSeries = {"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#000000"};
inline constexpr std::string_view kText = "#1A1A1A";
inline constexpr std::string_view kQuiet = "#595959";  // axis numbers, secondary text: 7:1
inline constexpr std::string_view kGrid = "#DADADA";   // decoration only, carries no information
inline constexpr std::string_view kAxis = "#767676";

[[nodiscard]] constexpr std::string_view series_colour(std::size_t series) { return kSeries[series % kSeries.size()]; }

}  // namespace palermo::chart
