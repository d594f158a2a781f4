// SPDX-License-Identifier: Apache-2.0
// palermo link review make LINKED --out DIR [--clerks 2] [--values LISTS...]: pairs for clerks to label, blind to score, model and each other.
//
// Clerks see ids, and look the records up in their own lists. What the records say is in their files only with --values, which is for
// whoever is in control of all lists; the lists must then be the ones that were linked, and are admitted anew (D20, D23).
#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "palermo/cli/link_review.hpp"
#include "palermo/cli/link_values.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/output.hpp"
#include "palermo/core/random.hpp"
#include "palermo/core/table.hpp"
#include "palermo/link/people_files.hpp"
#include "palermo/link/review_sample.hpp"

namespace palermo::cli {
namespace {

using core::Done;
using core::Result;
using core::Value;

constexpr std::int64_t kLargestFile = std::int64_t{4} << 30;

struct MakeCall {
  std::string linked, out;
  LinkCall lists;
  link::ReviewOptions options;
  int clerks = 2;
  bool values = false;
};

struct Made {
  link::ReviewSample sample;
  std::int64_t kept = 0;
  int clerks = 2;
  bool values = false;
};

// The pairs of the run in an order of their own: neither rows nor threads show in what is drawn.
Result<std::vector<link::PairRow>> kept_pairs(Context& context, const std::string& linked) {
  PALERMO_TRY(const std::string text, core::read_file(linked + "/inside/pairs.csv", kLargestFile));
  PALERMO_TRY(std::vector<link::PairRow> pairs, link::read_pairs(text, "pairs.csv", context.progress()));
  for (link::PairRow& pair : pairs)
    if (pair.b < pair.a) std::swap(pair.a, pair.b);
  std::ranges::sort(pairs, [](const link::PairRow& x, const link::PairRow& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
  return pairs;
}

// Codes of the pairs, in the order of the sample, which is shuffled. Equal seeds give equal codes; they are no secret.
std::vector<SampleRow> sample_rows(const link::ReviewSample& sample, const std::vector<link::PairRow>& pairs) {
  std::vector<SampleRow> rows;
  for (std::size_t k = 0; k < sample.pairs.size(); ++k) {
    const link::ReviewedPair& one = sample.pairs[k];
    rows.push_back({"pair-" + std::to_string(k + 1), pairs[one.pair].a, pairs[one.pair].b, static_cast<std::int64_t>(one.stratum), one.inclusion});
  }
  return rows;
}

// The lists are those of the run: their bytes are what its receipt says.
Done check_same_lists(const std::string& linked, const LinkLists& lists) {
  PALERMO_TRY(const std::string text, core::read_file(linked + "/receipt.json"));
  PALERMO_TRY(const Value receipt, core::parse_json(text, "receipt.json"));
  std::vector<std::string> of_run, now;
  for (const Value& input : receipt["inputs"].items()) of_run.push_back(input["sha256"].is_text() ? input["sha256"].as_text() : std::string());
  for (const core::InputFile& input : lists.inputs) now.push_back(input.sha256);
  std::ranges::sort(of_run);
  std::ranges::sort(now);
  if (of_run != now) return core::fail(kOtherRun);
  return {};
}

struct Values {
  std::vector<std::string> columns;
  std::map<std::string, std::map<std::string, std::string>> said;  // record id -> field -> text

  [[nodiscard]] std::string text(const std::string& record, const std::string& field) const {
    const auto of_record = said.find(record);
    if (of_record == said.end()) return {};
    const auto cell = of_record->second.find(field);
    return cell == of_record->second.end() ? std::string() : cell->second;
  }
};

Result<Values> values_of(Context& context, const MakeCall& call, const std::vector<SampleRow>& rows) {
  if (call.lists.files.empty()) return core::fail(kValuesNeedLists);
  PALERMO_TRY(const LinkLists lists, read_lists(context, call.lists));  // refuses first what may not meet (D20, D23)
  PALERMO_CHECK_DONE(check_same_lists(call.linked, lists));
  std::set<std::string> ids;
  for (const SampleRow& row : rows) ids.insert({row.a, row.b});
  std::map<link::RecordIndex, std::string> wanted;
  std::set<link::RecordIndex> records;
  for (link::RecordIndex i = 0; i < lists.records.size(); ++i)
    if (std::string id = lists.id(i); ids.contains(id)) {
      records.insert(i);
      wanted.emplace(i, std::move(id));
    }
  if (records.size() != ids.size()) return core::fail(kOtherRun);
  PALERMO_TRY(const SaidCells cells, read_values(context, call.lists, lists, records));
  Values out;
  std::set<std::string> fields;
  for (const auto& [record, said] : cells)
    for (const SaidCell& cell : said) {
      out.said[wanted[record]][cell.field] = cell.text;
      fields.insert(cell.field);
    }
  for (const std::string& field : fields)
    for (const char* side : {"a ", "b "}) out.columns.push_back(side + field);
  return out;
}

std::vector<ClerkRow> rows_for(int clerk, const std::vector<SampleRow>& sample, const Values& values, std::uint64_t seed) {
  std::vector<ClerkRow> rows;
  for (const std::size_t k : link::clerk_order(sample.size(), seed, static_cast<std::uint64_t>(clerk))) {
    ClerkRow row{sample[k].code, sample[k].a, sample[k].b, {}};
    for (const std::string& column : values.columns) row.values.push_back(values.text(column[0] == 'a' ? row.a : row.b, column.substr(2)));
    rows.push_back(std::move(row));
  }
  return rows;
}

Result<Made> made(Context& context, const MakeCall& call) {
  PALERMO_TRY(const std::vector<link::PairRow> pairs, kept_pairs(context, call.linked));
  if (pairs.empty()) return core::fail(kNothingToReview);
  std::vector<double> probabilities;
  for (const link::PairRow& pair : pairs) probabilities.push_back(pair.probability);
  Made out{link::draw_review(probabilities, call.options), static_cast<std::int64_t>(pairs.size()), call.clerks, call.values};
  const std::vector<SampleRow> rows = sample_rows(out.sample, pairs);
  Values values;
  if (call.values) {
    PALERMO_TRY(values, values_of(context, call, rows));
  }
  PALERMO_TRY(core::OutputFolder folder, core::OutputFolder::open(call.out, "link-review"));
  PALERMO_CHECK_DONE(folder.make_folder("inside", 0700));
  PALERMO_CHECK_DONE(folder.write("inside/sample.csv", sample_csv(rows), 0600));
  PALERMO_CHECK_DONE(folder.write("inside/.gitignore", "# not for release: nothing of this folder belongs into a repository\n*\n", 0600));
  for (int clerk = 1; clerk <= call.clerks; ++clerk)
    PALERMO_CHECK_DONE(folder.write("inside/clerk-" + std::to_string(clerk) + ".csv", clerk_csv(clerk, values.columns, rows_for(clerk, rows, values, call.options.seed)), 0600));
  PALERMO_CHECK_DONE(folder.commit());
  return out;
}

// Bits as they bound a stratum; the first has no lower end, the last no upper.
std::string band(const Made& made, std::size_t h, const core::Catalogue& catalogue) {
  const auto whole = [&](std::size_t stratum) { return static_cast<std::int64_t>(made.sample.strata[stratum].from_bits); };
  if (h == 0) return catalogue.text("link.review.below", {{"bits", whole(1)}});
  if (h + 1 == made.sample.strata.size()) return catalogue.text("link.review.above", {{"bits", whole(h)}});
  return catalogue.text("link.review.between", {{"low", whole(h)}, {"high", whole(h + 1)}});
}

core::Table strata_table(const Made& made, const core::Catalogue& catalogue) {
  core::Table table{catalogue.text("link.review.strata"),
                    {{catalogue.text("link.review.band")}, {catalogue.text("link.run.pairs"), true}, {catalogue.text("link.review.drawn"), true}},
                    {}};
  for (std::size_t h = 0; h < made.sample.strata.size(); ++h)
    table.rows.push_back({band(made, h, catalogue), catalogue.number(made.sample.strata[h].pairs), catalogue.number(made.sample.strata[h].drawn)});
  return table;
}

Value answer_of(const Made& made) {
  Value value, strata(Value::Array{});
  value.set("not for release", true);
  value.set("format", "palermo-link-review-make/1");
  value.set("pairs_kept", made.kept);
  value.set("pairs_drawn", static_cast<std::int64_t>(made.sample.pairs.size()));
  value.set("clerks", made.clerks);
  value.set("values", made.values);
  for (std::size_t h = 0; h < made.sample.strata.size(); ++h) {
    const link::ReviewStratum& stratum = made.sample.strata[h];
    Value one;
    one.set("from_bits", h == 0 ? Value() : Value(stratum.from_bits));
    one.set("pairs", stratum.pairs);
    one.set("drawn", stratum.drawn);
    strata.push(std::move(one));
  }
  value.set("strata", std::move(strata));
  return value;
}

int run_make(Context& context, const MakeCall& call) {
  const auto done = made(context, call);
  if (!done) return context.fail(done.error());
  if (context.json()) return context.print_json(answer_of(*done));
  const core::Catalogue& catalogue = context.catalogue();
  return context.print(core::to_plain_text(strata_table(*done, catalogue)) + "\n" +
                       catalogue.text("link.review.made", {{"folder", call.out}, {"pairs", static_cast<std::int64_t>(done->sample.pairs.size())}, {"clerks", std::int64_t{call.clerks}}}) +
                       "\n" + catalogue.text(call.values ? "link.review.with_values" : "link.review.without_values"));
}

}  // namespace

void add_link_review_make(CLI::App& family, Context& context) {
  auto call = std::make_shared<MakeCall>();
  CLI::App& verb = add_verb(family, context, "link.review.make", "palermo link review make linked --out review", [&context, call] { return run_make(context, *call); });
  verb.add_option("LINKED", call->linked, context.text("verb.link.review.make.linked"))->required();
  add_list_options(verb, context, call->lists);
  verb.get_option("FILE")->required(false);
  verb.add_option("--out", call->out, context.text("verb.link.review.make.out"))->type_name("DIR")->required();
  verb.add_option("--pairs", call->options.pairs, context.text("verb.link.review.make.pairs"))->option_text("N")->check(CLI::Range(20, 100000))->capture_default_str();
  verb.add_option("--clerks", call->clerks, context.text("verb.link.review.make.clerks"))->option_text("N")->check(CLI::Range(2, 9))->capture_default_str();
  verb.add_flag("--values", call->values, context.text("verb.link.review.make.values"));
  verb.add_option("--seed", call->options.seed, context.text("verb.link.run.seed"))->capture_default_str();
}

}  // namespace palermo::cli
