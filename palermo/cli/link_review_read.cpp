// SPDX-License-Identifier: Apache-2.0
// palermo link review read A.csv B.csv --sample F --out DIR [--third C.csv]: how far two clerks agree, what a third has to look at, and the
// labels that `palermo link run --labels` takes.
//
// The third look is blind too: its file has the pairs that are not settled, and not what the others said.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>

#include "palermo/cli/link_review.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/output.hpp"
#include "palermo/core/table.hpp"
#include "palermo/link/labels.hpp"

namespace palermo::cli {
namespace {

using core::Result;
using core::Value;
using link::PairLabel;
using link::Settled;

struct ReadCall {
  std::string first, second, third, sample, out;
};

struct ReadOut {
  link::ClerkAgreement agreement;
  double certainty = 1;
  std::vector<link::LabelRow> labels;
  std::vector<std::string> columns;  // heads of the values
  std::vector<ClerkRow> to_look_at;  // by the third; in the order of their codes, which says nothing
  std::int64_t settled_by_third = 0;

  [[nodiscard]] std::int64_t with(Settled label) const { return std::ranges::count(labels, label, &link::LabelRow::label); }
};

// Every clerk labels the whole sample and nothing else.
core::Done check_whole(const ClerkFile& clerk, const std::vector<SampleRow>& sample, const std::string& path) {
  const bool same = std::ranges::equal(clerk.labels, sample, {}, &ClerkLabel::code, &SampleRow::code);
  if (!same) return core::fail(kOtherReview, {.file = path});
  return {};
}

Settled settled(PairLabel label) { return label == PairLabel::same ? Settled::same : label == PairLabel::different ? Settled::different : Settled::open; }

Result<ReadOut> read_all(Context& context, const ReadCall& call) {
  PALERMO_TRY(const std::vector<SampleRow> sample, read_sample(context, call.sample));
  PALERMO_TRY(const ClerkFile first, read_clerk(context, call.first));
  PALERMO_TRY(const ClerkFile second, read_clerk(context, call.second));
  if (sample.empty()) return core::fail(kNothingToReview);
  PALERMO_CHECK_DONE(check_whole(first, sample, "A"));
  PALERMO_CHECK_DONE(check_whole(second, sample, "B"));
  if (first.clerk == second.clerk) return core::fail(kOneClerk);
  std::vector<PairLabel> of_first, of_second;
  for (std::size_t k = 0; k < sample.size(); ++k) {
    of_first.push_back(first.labels[k].label);
    of_second.push_back(second.labels[k].label);
  }
  ReadOut out;
  out.columns = first.columns;
  out.agreement = link::agreement_of(of_first, of_second);
  out.certainty = link::label_certainty(out.agreement);
  std::optional<ClerkFile> third;
  if (!call.third.empty()) {
    PALERMO_TRY(third, read_clerk(context, call.third));
    if (third->clerk == first.clerk || third->clerk == second.clerk) return core::fail(kOneClerk);
  }
  std::size_t of_third = 0;
  for (std::size_t k = 0; k < sample.size(); ++k) {
    const SampleRow& row = sample[k];
    Settled label = of_first[k] == of_second[k] ? settled(of_first[k]) : Settled::open;
    if (label == Settled::open) {
      out.to_look_at.push_back({row.code, row.a, row.b, first.labels[k].values});
      if (third) {
        if (of_third >= third->labels.size() || third->labels[of_third].code != row.code) return core::fail(kOtherReview, {.file = "third"});
        label = settled(third->labels[of_third++].label);
        if (label != Settled::open) ++out.settled_by_third;
      }
    }
    const bool agreed = of_first[k] == of_second[k];
    out.labels.push_back({row.a, row.b, label, row.stratum, row.inclusion, agreed ? link::agreed_certainty(out.certainty) : out.certainty});
  }
  if (third && of_third != third->labels.size()) return core::fail(kOtherReview, {.file = "third"});
  return out;
}

core::Done write(const ReadOut& out, const ReadCall& call) {
  PALERMO_TRY(core::OutputFolder folder, core::OutputFolder::open(call.out, "link-labels"));
  PALERMO_CHECK_DONE(folder.make_folder("inside", 0700));
  PALERMO_CHECK_DONE(folder.write("inside/labels.csv", link::labels_csv(out.labels), 0600));
  constexpr int kThirdClerk = 10;  // beyond those that `make` can number
  if (!out.to_look_at.empty()) PALERMO_CHECK_DONE(folder.write("inside/third.csv", clerk_csv(kThirdClerk, out.columns, out.to_look_at), 0600));
  PALERMO_CHECK_DONE(folder.write("inside/.gitignore", "# not for release: nothing of this folder belongs into a repository\n*\n", 0600));
  return folder.commit();
}

double rounded(double share) { return std::round(share * 1e4) / 1e4; }

Value interval_value(const link::ShareInterval& interval) {
  Value value;
  value.set("low", rounded(interval.low));
  value.set("high", rounded(interval.high));
  return value;
}

Value answer_of(const ReadOut& out) {
  const link::ClerkAgreement& agreement = out.agreement;
  Value value, table(Value::Array{}), codes(Value::Array{});
  value.set("not for release", true);
  value.set("format", "palermo-link-review-read/1");
  value.set("pairs", agreement.pairs);
  value.set("agreement", rounded(agreement.raw));
  value.set("agreement_interval", interval_value(agreement.raw_interval));
  value.set("kappa", agreement.kappa ? Value(rounded(*agreement.kappa)) : Value());
  value.set("kappa_interval", agreement.kappa ? interval_value(agreement.kappa_interval) : Value());
  for (std::size_t i = 0; i < link::kPairLabels; ++i)
    for (std::size_t j = 0; j < link::kPairLabels; ++j) {
      Value one;
      one.set("first", link::to_word(static_cast<PairLabel>(i)));
      one.set("second", link::to_word(static_cast<PairLabel>(j)));
      one.set("pairs", agreement.table[i][j]);
      table.push(std::move(one));
    }
  value.set("table", std::move(table));
  value.set("certainty", rounded(out.certainty));
  value.set("same", out.with(Settled::same));
  value.set("different", out.with(Settled::different));
  value.set("open", out.with(Settled::open));
  for (const ClerkRow& row : out.to_look_at) codes.push(row.code);
  value.set("third_look", std::move(codes));
  value.set("settled_by_third", out.settled_by_third);
  return value;
}

core::Table labels_table(const link::ClerkAgreement& agreement, const core::Catalogue& catalogue) {
  const auto word = [&](std::size_t label) { return catalogue.text("link.review.label." + std::string(link::to_word(static_cast<PairLabel>(label)))); };
  core::Table table{catalogue.text("link.review.table"), {{catalogue.text("link.review.first")}}, {}};
  for (std::size_t j = 0; j < link::kPairLabels; ++j) table.columns.push_back({catalogue.text("link.review.second", {{"label", word(j)}}), true});
  for (std::size_t i = 0; i < link::kPairLabels; ++i) {
    std::vector<std::string> row{word(i)};
    for (std::size_t j = 0; j < link::kPairLabels; ++j) row.push_back(catalogue.number(agreement.table[i][j]));
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string text_of(const ReadOut& out, const ReadCall& call, const core::Catalogue& catalogue) {
  const link::ClerkAgreement& agreement = out.agreement;
  const auto share = [&](double value) { return fmt::format("{:.1f}", 100 * value); };
  std::string text = core::to_plain_text(labels_table(agreement, catalogue)) + "\n";
  text += catalogue.text("link.review.raw", {{"pairs", agreement.pairs}, {"share", share(agreement.raw)}, {"low", share(agreement.raw_interval.low)}, {"high", share(agreement.raw_interval.high)}}) + "\n";
  if (agreement.kappa) {
    const auto two = [](double value) { return fmt::format("{:.2f}", value); };
    text += catalogue.text("link.review.kappa", {{"kappa", two(*agreement.kappa)}, {"low", two(agreement.kappa_interval.low)}, {"high", two(agreement.kappa_interval.high)}});
  } else {
    text += catalogue.text("link.review.no_kappa");
  }
  text += "\n" + catalogue.text("link.review.settled", {{"same", out.with(Settled::same)}, {"different", out.with(Settled::different)}, {"open", out.with(Settled::open)}}) + "\n";
  if (out.with(Settled::open) > 0 && call.third.empty()) text += catalogue.text("link.review.third", {{"folder", call.out}}) + "\n";
  return text + catalogue.text("link.review.written", {{"folder", call.out}});
}

int run_read(Context& context, const ReadCall& call) {
  const auto out = read_all(context, call);
  if (!out) return context.fail(out.error());
  if (const auto done = write(*out, call); !done) return context.fail(done.error());
  if (context.json()) return context.print_json(answer_of(*out));
  return context.print(text_of(*out, call, context.catalogue()));
}

}  // namespace

void add_link_review_read(CLI::App& family, Context& context) {
  auto call = std::make_shared<ReadCall>();
  CLI::App& verb = add_verb(family, context, "link.review.read",
                            "palermo link review read data/demo/review/clerk-1.csv data/demo/review/clerk-2.csv --sample data/demo/review/sample.csv --out labels",
                            [&context, call] { return run_read(context, *call); });
  verb.add_option("A", call->first, context.text("verb.link.review.read.clerk"))->required();
  verb.add_option("B", call->second, context.text("verb.link.review.read.clerk"))->required();
  verb.add_option("--sample", call->sample, context.text("verb.link.review.read.sample"))->type_name("FILE")->required();
  verb.add_option("--third", call->third, context.text("verb.link.review.read.third"))->type_name("FILE");
  verb.add_option("--out", call->out, context.text("verb.link.review.read.out"))->type_name("DIR")->required();
}

}  // namespace palermo::cli
