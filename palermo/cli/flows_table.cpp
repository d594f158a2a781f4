// SPDX-License-Identifier: Apache-2.0
// palermo flows table COUNTS.csv --looked LOOKED.csv: protected counts by corridor and period, with who looked.
#include <CLI/CLI.hpp>

#include <chrono>
#include <filesystem>
#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/flows_verbs.hpp"
#include "palermo/cli/page_file.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/country.hpp"
#include "palermo/publish/flows_page.hpp"

namespace palermo::cli {
namespace {

inline constexpr core::ErrorKind kFutureDay{"flows.future", core::Exit::refused, "D34"};

struct TableCall {
  std::string file, looked, as_of, coarseness = "admin-1", html;
  std::vector<std::string> withheld;
  int delay_months = flows::kLeastDelayMonths;
  bool replace = false;
};

std::string name_of(const std::string& path) { return std::filesystem::path(path).filename().string(); }

core::Day clock_today() {
  return static_cast<core::Day>(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()).time_since_epoch().count());
}

// The day from which the delay is counted: today, or a day that has passed.
core::Result<core::Day> day_of(const std::string& as_of) {
  const core::Day today = clock_today();
  if (as_of.empty()) return today;
  PALERMO_TRY(const core::PartialDate date, core::parse_date(as_of));
  if (!date.days.exact()) return core::fail(core::kBadDate);
  if (*date.days.min > today) return core::fail(kFutureDay);
  return *date.days.min;
}

core::Result<publish::CountryNames> country_names(const std::string& data_folder) {
  PALERMO_TRY(const std::string table, core::read_file(data_folder + "/codes/countries.csv"));
  PALERMO_TRY(const std::string legacy, core::read_file(data_folder + "/codes/legacy.csv"));
  PALERMO_TRY(const core::Countries countries, core::Countries::parse(table, legacy));
  publish::CountryNames names;
  for (const core::Country& country : countries.all()) names.emplace(country.alpha2, country.name);
  return names;
}

core::Result<publish::ProtectedFlowTable> protected_table(const TableCall& call) {
  flows::FlowOptions options{.delay_months = call.delay_months, .coarseness = call.coarseness == "country" ? flows::Coarseness::country : flows::Coarseness::admin1, .withheld = call.withheld};
  PALERMO_TRY(options.today, day_of(call.as_of));
  PALERMO_TRY(const std::string counts, core::read_file(call.file));
  PALERMO_TRY(const std::string looked, core::read_file(call.looked));
  PALERMO_TRY(const flows::FlowFiles files, flows::parse_flows(counts, name_of(call.file), looked, name_of(call.looked)));
  auto table = flows::flow_table(files, options);
  if (!table) {
    if (table.error().place.row > 0) table.error().place.file = name_of(call.file);
    return core::fail(table.error());
  }
  return publish::protect(*table);
}

core::Done write(const TableCall& call, const std::string& html) {
  if (call.html.empty()) return {};
  PALERMO_CHECK_DONE(not_an_input(call.html, {call.file, call.looked}));
  if (!call.replace && std::filesystem::exists(call.html)) return core::fail(kPageExists, {.file = call.html}, {{"file", call.html}});
  return core::write_files({{call.html, html}}, {.mode = 0644, .replace = call.replace});
}

int run_table(Context& context, const TableCall& call) {
  const auto table = protected_table(call);
  if (!table) return context.fail(table.error());
  const auto names = country_names(context.data_folder());
  if (!names) return context.fail(names.error());
  if (const auto written = write(call, call.html.empty() ? "" : publish::flow_page(*table, *names, context.catalogue())); !written) return context.fail(written.error());
  if (context.json()) return context.print_json(publish::flow_answer(*table));
  const std::string where = call.html.empty() ? "" : "\n" + context.text("flows.written", {{"file", call.html}});
  return context.print(publish::flow_text(*table, *names, context.catalogue()) + where);
}

}  // namespace

void add_flows_table(CLI::App& family, Context& context) {
  auto call = std::make_shared<TableCall>();
  CLI::App& verb = add_verb(family, context, "flows.table", "palermo flows table data/demo/flows/counts.csv --looked data/demo/flows/looked.csv --as-of 2024-07-01",
                            [&context, call] { return run_table(context, *call); });
  verb.add_option("FILE", call->file, context.text("verb.flows.table.file"))->required();
  verb.add_option("--looked", call->looked, context.text("verb.flows.table.looked"))->type_name("FILE")->required();
  verb.add_option("--as-of", call->as_of, context.text("verb.flows.table.as_of"))->type_name("DATE");
  verb.add_option("--delay", call->delay_months, context.text("verb.flows.table.delay"))->option_text("MONTHS")->check(CLI::Range(0, 1200))->capture_default_str();
  verb.add_option("--coarse", call->coarseness, context.text("verb.flows.table.coarse"))->option_text("NAME")->check(CLI::IsMember({"admin-1", "country"}))->capture_default_str();
  verb.add_option("--withhold", call->withheld, context.text("verb.flows.table.withhold"))->type_name("PLACE")->take_all()->expected(1);
  verb.add_option("--html", call->html, context.text("verb.flows.html"))->type_name("FILE");
  verb.add_flag("--replace", call->replace, context.text("verb.flows.replace"));
}

}  // namespace palermo::cli
