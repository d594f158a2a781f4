// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/flows_page.hpp"

#include "palermo/publish/html.hpp"
#include "palermo/publish/plain_page.hpp"

namespace palermo::publish {
namespace {

using core::Catalogue;
using core::Table;
using core::Value;
using flows::Watched;

std::string date_text(core::Day day) { return core::PartialDate{{day, day}}.text(); }

std::string cell_text(const ProtectedFlowCell& cell, const Catalogue& catalogue) {
  if (!cell.people) return catalogue.text("flows.nobody_looked");
  const std::string count = cell.people->small() ? catalogue.text("flows.small") : catalogue.number(cell.people->value());
  return cell.watched == Watched::in_part ? catalogue.text("flows.in_part", {{"count", count}}) : count;
}

std::string total_text(const ProtectedCorridor& corridor, const Catalogue& catalogue) {
  const auto total = corridor.total();
  return total ? catalogue.text("flows.range", {{"lo", total->lo}, {"hi", total->hi}}) : catalogue.text("flows.nobody_looked");
}

std::string intro(const ProtectedFlowTable& table, const Catalogue& catalogue) {
  return catalogue.text("flows.intro", {{"corridors", static_cast<std::int64_t>(table.corridors.size())},
                                        {"first", table.periods.empty() ? "" : table.periods.front().text()},
                                        {"last", table.periods.empty() ? "" : table.periods.back().text()},
                                        {"months", static_cast<std::int64_t>(table.options.delay_months)},
                                        {"day", date_text(table.options.today)}});
}

std::set<std::string> data_of(const ProtectedFlowTable& table, const CountryNames& names) {
  std::set<std::string> data;
  for (const ProtectedCorridor& corridor : table.corridors) {
    data.insert(place_text(corridor.origin, names));
    data.insert(place_text(corridor.destination, names));
    for (const flows::Looking& one : corridor.looking) data.insert(one.who);
  }
  return data;
}

const char* word(Watched watched) { return watched == Watched::no ? "no" : watched == Watched::in_part ? "in_part" : "whole"; }

Value range_value(const std::optional<flows::CountRange>& range) {
  if (!range) return {};
  Value out;
  out.set("low", range->lo);
  out.set("high", range->hi);
  return out;
}

}  // namespace

std::string place_text(const std::string& code, const CountryNames& names) {
  const auto name = names.find(code.substr(0, 2));
  return name == names.end() ? code : code + " (" + name->second + ")";
}

Table flow_counts(const ProtectedFlowTable& table, const CountryNames& names, const Catalogue& catalogue) {
  Table out{catalogue.text("flows.counts"), {{catalogue.text("flows.column.origin")}, {catalogue.text("flows.column.destination")}}, {}};
  for (const flows::Period& period : table.periods) out.columns.push_back({period.text(), true});
  out.columns.push_back({catalogue.text("flows.column.total"), true});
  for (const ProtectedCorridor& corridor : table.corridors) {
    std::vector<std::string> row{place_text(corridor.origin, names), place_text(corridor.destination, names)};
    for (const ProtectedFlowCell& cell : corridor.cells) row.push_back(cell_text(cell, catalogue));
    row.push_back(total_text(corridor, catalogue));
    out.rows.push_back(std::move(row));
  }
  return out;
}

Table flow_looking(const ProtectedFlowTable& table, const CountryNames& names, const Catalogue& catalogue) {
  const auto column = [&](const char* name) { return Table::Column{catalogue.text(std::string("flows.column.") + name)}; };
  Table out{catalogue.text("flows.looking"), {column("origin"), column("destination"), column("who"), column("since"), column("until")}, {}};
  for (const ProtectedCorridor& corridor : table.corridors)
    for (const flows::Looking& one : corridor.looking)
      out.rows.push_back({place_text(corridor.origin, names), place_text(corridor.destination, names), one.who, date_text(one.since).substr(0, 7),
                          one.until ? date_text(*one.until).substr(0, 7) : catalogue.text("flows.still")});
  return out;
}

std::string flow_text(const ProtectedFlowTable& table, const CountryNames& names, const Catalogue& catalogue) {
  return (table.simulated ? catalogue.text("flows.simulated") + "\n" : "") + catalogue.text("flows.notice") + "\n" + intro(table, catalogue) + "\n" + catalogue.text("flows.floor") +
         "\n\n" + core::to_plain_text(flow_counts(table, names, catalogue)) + "\n" + core::to_plain_text(flow_looking(table, names, catalogue)) + "\n" +
         catalogue.text("flows.looking.note");
}

std::string flow_page(const ProtectedFlowTable& table, const CountryNames& names, const Catalogue& catalogue) {
  const auto paragraph = [&](std::string_view key) { return element("p", escape_html(catalogue.text(key))) + "\n"; };
  const auto heading = [&](std::string_view text) { return element("h2", escape_html(text)) + "\n"; };
  const std::set<std::string> data = data_of(table, names);
  const chart::Figure matrix = flow_matrix(table, names, catalogue);
  const std::string body = element("p", escape_html(intro(table, catalogue))) + "\n" + paragraph("flows.floor") + heading(matrix.table.caption) + paragraph("flows.matrix.note") +
                           picture_html(matrix) + heading(catalogue.text("flows.counts")) + table_html(flow_counts(table, names, catalogue), data, 2) +
                           heading(catalogue.text("flows.looking")) + paragraph("flows.looking.note") + table_html(flow_looking(table, names, catalogue), data, 2);
  return plain_page(catalogue.text("flows.title"), catalogue.text("flows.notice"), body, table.simulated, catalogue);
}

Value flow_answer(const ProtectedFlowTable& table) {
  Value document, corridors{Value::Array{}}, periods{Value::Array{}};
  document.set("format", "palermo-flows-table/1");
  document.set("simulated", table.simulated);
  document.set("as_of", date_text(table.options.today));
  document.set("delay_months", table.options.delay_months);
  document.set("coarseness", table.options.coarseness == flows::Coarseness::country ? "country" : "admin-1");
  document.set("floor_base", kFloorBase);
  for (const flows::Period& period : table.periods) periods.push(period.text());
  document.set("periods", std::move(periods));
  for (const ProtectedCorridor& corridor : table.corridors) {
    Value one, looking{Value::Array{}}, cells{Value::Array{}};
    one.set("origin", corridor.origin);
    one.set("destination", corridor.destination);
    for (const flows::Looking& by : corridor.looking) {
      Value who;
      who.set("who", by.who);
      who.set("since", date_text(by.since).substr(0, 7));
      who.set("until", by.until ? Value(date_text(*by.until).substr(0, 7)) : Value());
      looking.push(std::move(who));
    }
    one.set("looking", std::move(looking));
    for (std::size_t i = 0; i < corridor.cells.size(); ++i) {
      Value cell;
      cell.set("period", table.periods[i].text());
      cell.set("watched", word(corridor.cells[i].watched));
      cell.set("people", range_value(corridor.cells[i].people ? std::optional(range_of(*corridor.cells[i].people)) : std::nullopt));
      cells.push(std::move(cell));
    }
    one.set("cells", std::move(cells));
    one.set("total", range_value(corridor.total()));
    corridors.push(std::move(one));
  }
  document.set("corridors", std::move(corridors));
  return document;
}

}  // namespace palermo::publish
