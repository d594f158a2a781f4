// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/release_forecast.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "palermo/privacy/aim.hpp"
#include "palermo/publish/release_tables.hpp"

namespace palermo::publish {
namespace {

double weight(std::uint64_t cells) { return std::pow(static_cast<double>(cells), 2.0 / 3.0); }

privacy::Rho part_of(privacy::Rho whole, double share) {
  return privacy::Rho::of_units(static_cast<std::uint64_t>(static_cast<double>(whole.units()) * std::clamp(share, 0.0, 1.0)));
}

class Forecaster {
 public:
  Forecaster(const ReleasePlan& plan, std::optional<std::int64_t> people) : plan_(plan), codebook_(*plan.codebook), people_(people), z_(two_sided_quantile(plan.confidence)) {
    made_.rho = intent_of(plan, "", "", false).rho;
  }

  Forecast run() {
    if (!plan_.is_dp()) return made_;
    const privacy::Rho each = cost_of_a_table(plan_, made_.rho);
    privacy::Rho left = made_.rho;
    for (const std::vector<std::string>& table : plan_.tables) {
      std::vector<std::size_t> columns;
      for (const std::string& name : table) columns.push_back(*codebook_.find(name));
      add(TableForecast::Kind::table, columns, each);
      left = left - each;
    }
    if (plan_.microdata) add_synthesis(left);
    return made_;
  }

 private:
  void add_synthesis(privacy::Rho left) {
    const privacy::SelectionOptions shares = privacy::sized_for({}, people_ ? static_cast<double>(*people_) : 1e18, left);
    add(TableForecast::Kind::people, {}, part_of(left, shares.people));
    double columns = 0;
    for (std::size_t c = 0; c < codebook_.columns.size(); ++c) columns += weight(codebook_.columns[c].size());
    for (std::size_t c = 0; c < codebook_.columns.size(); ++c)
      add(TableForecast::Kind::column, {c}, part_of(left, shares.one_way * weight(codebook_.columns[c].size()) / columns));
    add_pairs(part_of(left, 1 - shares.people - shares.one_way - shares.verdict), shares);
    made_.rows_from = enough_people(left, columns);
  }

  // Of few people all columns together get as much as they ever do.
  [[nodiscard]] std::int64_t enough_people(privacy::Rho rho, double weights) const {
    const double one_way = privacy::sized_for({}, 1, rho).one_way * rho.to_double();
    double off = 0;
    for (const privacy::CodebookColumn& column : codebook_.columns) {
      const double sigma = std::sqrt(weights / (2 * one_way * weight(column.size())));
      off += 0.5 * std::sqrt(2 / std::numbers::pi) * sigma * static_cast<double>(column.size()) / static_cast<double>(codebook_.columns.size());
    }
    return static_cast<std::int64_t>(std::min(1e15, std::ceil(off / kTooBlurred)));
  }

  void add_pairs(privacy::Rho rest, const privacy::SelectionOptions& shares) {
    const std::size_t n = codebook_.columns.size();
    std::vector<std::array<std::size_t, 2>> pairs;
    double weights = 0;
    for (std::size_t a = 0; a < n; ++a)
      for (std::size_t b = a + 1; b < n; ++b) {
        pairs.push_back({a, b});
        weights += weight(codebook_.cells(pairs.back()));
      }
    const double bought = plan_.mode == Mode::dp ? std::min(1.0, shares.breadth / static_cast<double>(n)) : 2.0 / static_cast<double>(n);
    const double choice = plan_.mode == Mode::dp ? shares.choice / (1 - shares.people - shares.one_way - shares.verdict) : 0.3;
    for (const auto& pair : pairs) add(TableForecast::Kind::pair, {pair[0], pair[1]}, part_of(rest, (1 - choice) * weight(codebook_.cells(pair)) / (bought * weights)));
  }

  void add(TableForecast::Kind kind, const std::vector<std::size_t>& columns, privacy::Rho rho) {
    TableForecast table{.kind = kind, .columns = {}, .cells = codebook_.cells(columns), .rho = rho};
    for (const std::size_t column : columns) table.columns.push_back(codebook_.columns[column].name);
    table.standard_error = std::sqrt(1 / (2 * std::max(rho.to_double(), 1e-12)));
    table.half_width = z_ * table.standard_error;
    made_.tables.push_back(std::move(table));
  }

  const ReleasePlan& plan_;
  const privacy::Codebook& codebook_;
  std::optional<std::int64_t> people_;
  double z_;
  Forecast made_;
};

}  // namespace

Forecast forecast(const ReleasePlan& plan, std::optional<std::int64_t> people) { return Forecaster(plan, people).run(); }

std::string_view word(TableForecast::Kind kind) {
  static constexpr std::array<std::string_view, 4> kWords{"table", "people", "column", "pair"};
  return kWords[static_cast<std::size_t>(kind)];
}

}  // namespace palermo::publish
