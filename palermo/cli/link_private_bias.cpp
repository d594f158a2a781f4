// SPDX-License-Identifier: Apache-2.0
// palermo link private bias: what each match key adds on invented lists, and how far an estimate from keys is off, against comparison in the clear.
//
// Says what a private linkage of lists like these would cost in accuracy, before one is agreed on. Nobody in the lists exists.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cmath>
#include <memory>

#include "palermo/cli/link_files.hpp"
#include "palermo/cli/link_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/table.hpp"
#include "palermo/link/balance.hpp"
#include "palermo/link/filter_linkage.hpp"
#include "palermo/link/key_bias.hpp"
#include "palermo/link/run.hpp"
#include "palermo/simulate/lists.hpp"
#include "palermo/study/identities.hpp"

namespace palermo::cli {
namespace {

using core::Result;
using core::Value;

constexpr std::size_t kFirstList = 0, kSecondList = 1;  // shelter and hotline of the usual plan

struct BiasCall {
  std::uint64_t seed = 1;
  int runs = 5, threads = 0;
  std::int64_t people = 2000;
  std::vector<std::string> keys = {"document", "phone", "name_birth", "name_birth_swapped", "name_year_sex", "skeleton_year_sex"};
};

struct Mean {
  double added = 0, right = 0, share_found = 0, off_truth = 0, off_clear = 0;
};

struct Bias {
  std::vector<std::string> lists;
  std::vector<link::MatchKey> keys;
  std::vector<Mean> by_key;  // means over runs
  Mean filters;              // tier B: keyed filters, by degrees
  Mean clear;                // comparison by degrees
  double both = 0;           // people on both lists, in truth
};

struct Lists {
  link::Records records;
  std::vector<std::int64_t> person;
};

Lists two_lists(const link::NameTables& tables, const simulate::InventedLists& made) {
  Lists out;
  link::RecordReader reader(tables);
  for (const std::size_t l : {kFirstList, kSecondList}) {
    const simulate::InventedList& list = made.lists[l];
    std::vector<std::string> header;
    for (const simulate::ListColumn column : list.columns) header.emplace_back(simulate::name_of(column));
    reader.begin_file({.name = list.plan.name, .role = link::Role::service, .duplicate_free = true}, header);
    std::vector<std::string_view> cells;
    for (const simulate::ListRow& row : list.rows) {
      cells.clear();
      for (const simulate::ListColumn column : list.columns) cells.emplace_back(row[column]);
      reader.add_row(cells);
    }
    out.person.insert(out.person.end(), list.person.begin(), list.person.end());
  }
  out.records = reader.finish();
  return out;
}

// People who are found on both lists, and how many of them rightly.
using Met = std::pair<std::int64_t, std::int64_t>;

Result<Met> met(const Lists& lists, const link::Evidence& evidence, double expected_matches, int threads, core::Progress& progress) {
  link::PeopleOptions how{.threads = threads};
  PALERMO_TRY(how.threshold_bits, link::balanced_threshold(evidence, expected_matches, how, progress));
  PALERMO_TRY(const link::People people, link::find_people(evidence, how, progress));
  std::vector<std::int64_t> first(people.count, -1);
  Met out{0, 0};
  for (link::RecordIndex i = 0; i < lists.records.size(); ++i) {
    std::int64_t& before = first[people.person_of[i]];
    if (before >= 0) {
      ++out.first;
      if (before == lists.person[i]) ++out.second;
    }
    before = lists.person[i];
  }
  return out;
}

Result<Met> by_filters(const Lists& lists, int threads, core::Progress& progress) {
  PALERMO_TRY(const link::AdmittedLists admitted, link::admit_in_the_clear(lists.records.lists));
  const link::FilterEncoder encoder(link::Secret(), "bias", {});  // invented people: the key need not be secret, and the answer is the same each time
  std::vector<link::FilterList> encoded;
  for (const link::ListInfo& info : lists.records.lists) encoded.push_back({info.name, true, {}});
  for (link::RecordIndex i = 0; i < lists.records.size(); ++i) {
    link::RecordFilters& filters = encoded[lists.records.records[i].list].records.emplace_back();
    for (const link::FilterField field : link::kFilterFields) filters[static_cast<std::size_t>(field)] = encoder.encode(lists.records, i, field);
  }
  PALERMO_TRY(const link::FilterResult result,
              link::link_filters(admitted, encoded, {.fields = {link::kFilterFields.begin(), link::kFilterFields.end()}, .threads = threads}, progress));
  const link::Evidence evidence{.lists = admitted, .list_of = result.list_of, .pairs = result.pairs};
  return met(lists, evidence, result.model.matches, threads, progress);
}

Result<Met> in_the_clear(const Lists& lists, int threads, core::Progress& progress) {
  PALERMO_TRY(const link::AdmittedLists admitted, link::admit_in_the_clear(lists.records.lists));
  link::LinkOptions options;
  options.threads = options.candidates.threads = threads;
  PALERMO_TRY(const link::Candidates candidates, link::Candidates::find(lists.records, options.candidates, progress));
  PALERMO_TRY(const link::LinkResult result, link::link_records(admitted, lists.records, candidates, options, progress));
  const auto list_of = link::list_of(lists.records);
  const auto rank = link::content_rank(lists.records);
  const link::Evidence evidence{.lists = admitted, .list_of = list_of, .pairs = result.pairs, .rank = rank};
  return met(lists, evidence, result.diagnostics.expected_matches, threads, progress);
}

Result<Bias> measured(Context& context, const BiasCall& call) {
  Bias bias;
  for (const std::string& word : call.keys)
    if (const auto key = link::match_key_of(word)) bias.keys.push_back(*key);
  bias.by_key.resize(bias.keys.size());
  PALERMO_TRY(const link::NameTables tables, study::load_name_tables(context.data_folder()));
  PALERMO_TRY(const simulate::NameBook book, simulate::NameBook::read(context.data_folder() + "/simulate/names"));
  for (int run = 0; run < call.runs; ++run) {
    simulate::ListsOptions options = simulate::default_lists();
    options.seed = call.seed + static_cast<std::uint64_t>(run);
    options.people = call.people;
    PALERMO_TRY(const simulate::InventedLists made, simulate::invent_lists(book, options, context.progress()));
    const Lists lists = two_lists(tables, made);
    PALERMO_TRY(const Met clear, in_the_clear(lists, call.threads, context.progress()));
    PALERMO_TRY(const Met filters, by_filters(lists, call.threads, context.progress()));
    const std::int64_t both = link::true_overlap(lists.records, lists.person);
    const auto first = static_cast<std::int64_t>(made.lists[kFirstList].rows.size()), second = static_cast<std::int64_t>(made.lists[kSecondList].rows.size());
    const double truth = link::chapman(first, second, both), by_degrees = link::chapman(first, second, clear.first);
    const double share = 1.0 / call.runs;
    const std::vector<link::KeyStep> steps = link::steps_by_key(lists.records, lists.person, bias.keys);
    for (std::size_t k = 0; k < steps.size(); ++k) {
      Mean& mean = bias.by_key[k];
      mean.added += share * static_cast<double>(steps[k].added);
      mean.right += share * static_cast<double>(steps[k].right);
      mean.share_found += share * steps[k].share_found;
      mean.off_truth += share * (steps[k].estimate / truth - 1);
      mean.off_clear += share * (steps[k].estimate / by_degrees - 1);
    }
    const auto add = [&](Mean& mean, const Met& found) {
      const double estimate = link::chapman(first, second, found.first);
      mean.added += share * static_cast<double>(found.first);
      mean.right += share * static_cast<double>(found.second);
      mean.share_found += share * (both > 0 ? static_cast<double>(found.second) / static_cast<double>(both) : 1);
      mean.off_truth += share * (estimate / truth - 1);
      mean.off_clear += share * (estimate / by_degrees - 1);
    };
    add(bias.filters, filters);
    add(bias.clear, clear);
    bias.both += share * static_cast<double>(both);
    if (run == 0) bias.lists = {made.lists[kFirstList].plan.name, made.lists[kSecondList].plan.name};
  }
  return bias;
}

Value mean_value(const Mean& mean) {
  const auto rounded = [](double x) { return std::round(x * 1e4) / 1e4; };
  Value value;
  value.set("people_added", rounded(mean.added));
  value.set("rightly", rounded(mean.right));
  value.set("share_found", rounded(mean.share_found));
  value.set("estimate_off_truth", rounded(mean.off_truth));
  value.set("estimate_off_clear", rounded(mean.off_clear));
  return value;
}

Value answer_of(const Bias& bias, const BiasCall& call) {
  Value value, lists(Value::Array{}), keys(Value::Array{});
  value.set("format", "palermo-link-private-bias/1");
  value.set("simulated", true);
  value.set("seed", std::to_string(call.seed));
  value.set("runs", call.runs);
  value.set("people", call.people);
  for (const std::string& name : bias.lists) lists.push(name);
  value.set("lists", std::move(lists));
  value.set("on_both", std::round(bias.both * 10) / 10);
  for (std::size_t k = 0; k < bias.keys.size(); ++k) {
    Value one = mean_value(bias.by_key[k]);
    one.set("key", link::word(bias.keys[k]));
    keys.push(std::move(one));
  }
  value.set("keys", std::move(keys));
  value.set("by_filters", mean_value(bias.filters));
  value.set("in_the_clear", mean_value(bias.clear));
  return value;
}

std::string text_of(const Bias& bias, const BiasCall& call, const core::Catalogue& catalogue) {
  core::Table table{catalogue.text("link.private.bias.caption", {{"runs", std::int64_t{call.runs}}, {"people", call.people}, {"first", bias.lists[0]}, {"second", bias.lists[1]}}), {}, {}};
  for (const char* column : {"key", "added", "rightly", "found", "off_truth", "off_clear"})
    table.columns.push_back({catalogue.text(std::string("link.private.bias.") + column), !table.columns.empty()});
  const auto percent = [](double x) { return fmt::format("{:+.0f} %", 100 * x); };
  const auto row = [&](std::string name, const Mean& mean, bool clear) {
    table.rows.push_back({std::move(name), fmt::format("{:.1f}", mean.added), fmt::format("{:.1f}", mean.right), fmt::format("{:.0f} %", 100 * mean.share_found), percent(mean.off_truth),
                          clear ? std::string("–") : percent(mean.off_clear)});
  };
  for (std::size_t k = 0; k < bias.keys.size(); ++k) row(std::string(link::word(bias.keys[k])), bias.by_key[k], false);
  row(catalogue.text("link.private.bias.filters"), bias.filters, false);
  row(catalogue.text("link.private.bias.clear"), bias.clear, true);
  return core::to_plain_text(table) + "\n" + catalogue.text("link.private.bias.meaning");
}

int run_bias(Context& context, const BiasCall& call) {
  const auto bias = measured(context, call);
  if (!bias) return context.fail(bias.error());
  if (context.json()) return context.print_json(answer_of(*bias, call));
  return context.print(text_of(*bias, call, context.catalogue()));
}

}  // namespace

void add_link_private_bias(CLI::App& family, Context& context) {
  auto call = std::make_shared<BiasCall>();
  std::vector<std::string> words;
  for (const link::MatchKey key : link::all_match_keys()) words.emplace_back(link::word(key));
  CLI::App& verb = add_verb(family, context, "link.private.bias", "palermo link private bias --runs 1 --people 500", [&context, call] { return run_bias(context, *call); });
  verb.add_option("--keys", call->keys, context.text("verb.link.private.bias.keys"))->option_text("KEY")->delimiter(',')->expected(1, 7)->check(CLI::IsMember(words));
  verb.add_option("--runs", call->runs, context.text("verb.link.private.bias.runs"))->option_text("N")->check(CLI::Range(1, 1000))->capture_default_str();
  verb.add_option("--people", call->people, context.text("verb.link.private.bias.people"))->option_text("N")->check(CLI::Range(200, 100000))->capture_default_str();
  verb.add_option("--seed", call->seed, context.text("verb.link.run.seed"))->capture_default_str();
  verb.add_option("--threads", call->threads, context.text("verb.link.threads"))->option_text("N")->check(CLI::Range(0, 256));
}

}  // namespace palermo::cli
