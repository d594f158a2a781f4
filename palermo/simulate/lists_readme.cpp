// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/lists_readme.hpp"

#include <fmt/format.h>

#include "palermo/core/catalogue.hpp"
#include "palermo/core/provenance.hpp"

namespace palermo::simulate {
namespace {

using core::Arg;
using core::Catalogue;

std::string head(const Catalogue& texts, const std::vector<Arg>& made_by, std::string_view files) {
  return fmt::format("# {}\n\n**{}**\n\n{}\n\n{}\n\n{}\n", texts.text("simulate.lists.readme.title"),
                     texts.text("simulate.readme.invented"), texts.text("simulate.lists.readme.opening"),
                     texts.text("simulate.lists.readme.made_by", made_by), texts.text(files));
}

std::string title(const Catalogue& texts, std::string_view name) {
  return fmt::format("\n## {}\n\n", texts.text(fmt::format("simulate.lists.readme.{}", name)));
}

std::string rates(const Catalogue& texts, const ListErrors& errors) {
  std::string table = title(texts, "rates") + texts.text("simulate.lists.readme.rates_note") + "\n\n| | |\n|---|---|\n";
  for (const ErrorRate& one : kErrorRates) table += fmt::format("| `{}` | {} |\n", one.key, errors.*one.rate);
  return table;
}

std::string nationalities(const Catalogue& texts, const ListsOptions& options) {
  std::string text = title(texts, "nationalities") + texts.text("simulate.lists.readme.nationalities_note") + "\n\n";
  for (const NationalityShare& one : options.nationalities) text += fmt::format("- `{}` {}\n", one.nationality, one.weight);
  return text;
}

std::string overlap(const Catalogue& texts, const InventedLists& made) {
  std::string text = title(texts, "overlap") +
                     texts.text("simulate.lists.readme.overlap_note",
                                {Arg{"people", made.options.people}, Arg{"observed", made.captures.observed()},
                                 Arg{"heterogeneity", made.options.heterogeneity}}) + "\n\n";
  for (const Referral& one : made.options.referrals) text += fmt::format("- `{}` → `{}`: {:+}\n", one.from, one.to, one.boost);
  return text + "\n";
}

std::string lists_table(const InventedLists& made) {
  std::string table = "| | role | records | people | full_name | passport | phone | address | women |\n|---|---|---|---|---|---|---|---|---|\n";
  for (std::size_t i = 0; i < made.lists.size(); ++i) {
    const ListPlan& plan = made.lists[i].plan;
    table += fmt::format("| `{}.csv` | {} | {} | {} | {} | {} | {} | {} | {:+} |\n", plan.name, plan.role, made.lists[i].rows.size(),
                         made.captures.on_list(i), plan.full_name, plan.passport, plan.phone, plan.address, plan.women);
  }
  return table;
}

std::string yaml_head(const Catalogue& texts, std::uint64_t seed) {
  return fmt::format("# SPDX-License-Identifier: Apache-2.0\n# {}\nformat: palermo-simulated-lists/1\nsimulated: true\nseed: {}\nlists:\n", texts.text("simulate.readme.invented"), seed);
}

std::string yaml_line(std::string_view name, std::string_view role, bool duplicate_free) {
  return fmt::format("  - {{name: {}, file: {}.csv, role: {}, duplicate_free: {}}}\n", name, name, role, duplicate_free);
}

}  // namespace

std::string lists_readme(const InventedLists& made) {
  const Catalogue texts("en");
  const std::vector<Arg> made_by{Arg{"version", std::string(core::version())}, Arg{"seed", std::to_string(made.options.seed)},
                                 Arg{"records", [&] {
                                       std::int64_t records = 0;
                                       for (const InventedList& list : made.lists) records += static_cast<std::int64_t>(list.rows.size());
                                       return records;
                                     }()}};
  return head(texts, made_by, "simulate.lists.readme.files") + overlap(texts, made) + lists_table(made) +
         nationalities(texts, made.options) + rates(texts, made.options.errors);
}

std::string lists_yaml(const InventedLists& made) {
  std::string text = yaml_head(Catalogue("en"), made.options.seed);
  for (const InventedList& list : made.lists) text += yaml_line(list.plan.name, list.plan.role, list.duplicate_free);
  return text;
}

std::string one_list_readme(const OneListOptions& options) {
  const Catalogue texts("en");
  std::string text = head(texts, {Arg{"version", std::string(core::version())}, Arg{"seed", std::to_string(options.lists.seed)}, Arg{"records", options.records}},
                          "simulate.lists.readme.one_list_files");
  text += "\n" + texts.text("simulate.lists.readme.duplicates", {Arg{"duplicates", options.lists.duplicates}}) + "\n";
  return text + nationalities(texts, options.lists) + rates(texts, options.lists.errors);
}

std::string one_list_yaml(const OneListOptions& options) {
  const ListPlan plan = one_list_plan();
  return yaml_head(Catalogue("en"), options.lists.seed) + yaml_line(plan.name, plan.role, options.lists.duplicates == 0);
}

}  // namespace palermo::simulate
