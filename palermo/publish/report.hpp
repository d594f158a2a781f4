// SPDX-License-Identifier: Apache-2.0
// report_html(): outside/report/index.html. One page that opens from disk, asks for nothing outside, needs no script,
// can be read by a screen reader, and prints on A4.
//
// Every text comes from the catalogue, in its language and direction; a text of a data file (a law's title, a country)
// stands inside an element with lang="en" translate="no". A table stands under every chart. Invented data are marked
// (SAFEGUARDS.md, D33). Nothing ranks countries or people: the country table is the only breakdown by place (D31).
#pragma once

#include <string>

#include "palermo/core/catalogue.hpp"
#include "palermo/publish/protect.hpp"

namespace palermo::publish {

[[nodiscard]] std::string report_html(const ProtectedResults& results, const core::Catalogue& catalogue);

}  // namespace palermo::publish
