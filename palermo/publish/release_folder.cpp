// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/release_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "palermo/core/bytes.hpp"
#include "palermo/core/csv.hpp"
#include "palermo/core/provenance.hpp"

namespace palermo::publish {
namespace {

using core::Catalogue;
using core::Value;

constexpr std::size_t kMostVariables = 4;  // of one count

void add_row(std::string& out, const std::vector<std::string>& fields) {
  std::vector<std::string_view> views(fields.begin(), fields.end());
  core::append_csv_row(out, views);
}

Value list(const std::vector<std::string>& texts) {
  Value value{Value::Array{}};
  for (const std::string& text : texts) value.push(text);
  return value;
}

std::size_t variables(const std::vector<ReleaseCount>& counts) {
  std::size_t most = 1;
  for (const ReleaseCount& count : counts) most = std::max(most, count.columns.size());
  return std::min(most, kMostVariables);
}

// ---------------------------------------------------------------- datapackage.json

Value field(std::string_view name, std::string_view type, std::string_view title) {
  Value value;
  value.set("name", name);
  value.set("type", type);
  if (!title.empty()) value.set("title", title);
  return value;
}

Value resource(std::string_view name, std::string_view path, const std::string& content, Value fields) {
  Value value, schema;
  value.set("name", name);
  value.set("path", path);
  value.set("profile", "tabular-data-resource");
  value.set("format", "csv");
  value.set("mediatype", "text/csv");
  value.set("encoding", "utf-8");
  value.set("bytes", static_cast<std::int64_t>(content.size()));
  value.set("hash", "sha256:" + core::sha256_hex(content));
  schema.set("fields", std::move(fields));
  schema.set("missingValues", list({""}));
  value.set("schema", std::move(schema));
  return value;
}

Value data_fields(const ReleasePlan& plan) {
  Value fields{Value::Array{}};
  fields.push(field(kSyntheticColumn, "string", ""));
  for (const privacy::CodebookColumn& column : plan.codebook->columns) {
    Value one = field(column.name, "string", column.title), constraints, levels(Value::Array{});
    for (const std::string& level : column.levels)
      if (level != privacy::kMissingText) levels.push(level);
    constraints.set("enum", std::move(levels));
    one.set("constraints", std::move(constraints));
    fields.push(std::move(one));
  }
  return fields;
}

Value count_fields(const std::vector<ReleaseCount>& counts) {
  Value fields{Value::Array{}};
  for (std::size_t i = 1; i <= variables(counts); ++i) {
    fields.push(field(fmt::format("variable_{}", i), "string", ""));
    fields.push(field(fmt::format("value_{}", i), "string", ""));
  }
  for (const std::string_view name : {"people", "least", "most"}) fields.push(field(name, "integer", ""));
  fields.push(field("standard_error", "number", ""));
  fields.push(field("rows", "integer", ""));
  return fields;
}

std::string datapackage(const ReleaseParts& parts, const std::vector<ReleaseFile>& files, const Catalogue& catalogue) {
  Value value, resources(Value::Array{}), contributor, contributors(Value::Array{});
  value.set("profile", "tabular-data-package");
  value.set("name", parts.plan.id);
  value.set("id", parts.intent.release);
  value.set("title", parts.plan.title);
  value.set("description", guarantee_of(parts.plan, parts.intent.test, catalogue).sentence);
  value.set("created", parts.time);
  contributor.set("title", parts.plan.publisher);
  contributor.set("role", "publisher");
  contributors.push(std::move(contributor));
  value.set("contributors", std::move(contributors));
  value.set("palermo:synthetic", parts.plan.microdata);
  value.set("palermo:version", core::version());
  for (const ReleaseFile& file : files) {
    if (file.path == "data.csv") resources.push(resource("data", file.path, file.content, data_fields(parts.plan)));
    if (file.path == "counts.csv") resources.push(resource("counts", file.path, file.content, count_fields(parts.content.counts)));
  }
  value.set("resources", std::move(resources));
  return core::to_json(value) + "\n";
}

// ---------------------------------------------------------------- manifest.json

template <class Grain>
Value grains(const std::map<std::string, Grain>& map) {
  Value value(Value::Object{});
  for (const auto& [column, grain] : map) value.set(column, word(grain));
  return value;
}

Value guarantee_value(const ReleaseParts& parts, const Catalogue& catalogue) {
  const Guarantee guarantee = guarantee_of(parts.plan, parts.intent.test, catalogue);
  Value value;
  value.set("sentence", guarantee.sentence);
  value.set("symbols", guarantee.symbols);
  value.set("unit", "person");
  value.set("neighbours", parts.plan.is_dp() ? Value("one person more or less") : Value());
  value.set("epsilon", parts.plan.is_dp() ? Value(parts.plan.epsilon) : Value());
  value.set("delta", parts.plan.is_dp() ? Value(parts.plan.delta) : Value());
  value.set("rho", parts.plan.is_dp() ? Value(parts.intent.rho.to_double()) : Value());
  return value;
}

Value measured_value(const ReleaseParts& parts) {
  Value measured{Value::Array{}};
  for (const privacy::MeasuredInfo& info : parts.content.measured) {
    Value one, columns(Value::Array{});
    for (const std::size_t column : info.columns) columns.push(parts.plan.codebook->columns[column].name);
    one.set("columns", std::move(columns));
    one.set("cells", static_cast<std::int64_t>(info.cells));
    one.set("standard_error", info.standard_error);
    measured.push(std::move(one));
  }
  return measured;
}

Value pair_error_value(const ReleaseContent& content) {
  Value value;
  if (!content.pair_error) return value;
  const privacy::PairError& error = *content.pair_error;
  value.set("rows", error.rows);
  value.set("shuffled_apart", error.apart);
  value.set("columns", error.columns);
  value.set("standard_error", error.standard_error);
  value.set("verdict", word(error.verdict()));
  value.set("beats_independent_columns", error.verdict() == privacy::PairError::Verdict::better);
  return value;
}

Value parameters_value(const ReleaseParts& parts) {
  const ReleasePlan& plan = parts.plan;
  Value value, nationality;
  value.set("mode", word(plan.mode));
  value.set("counts", plan.mode == Mode::circle_table ? Value(word(plan.circle_counts)) : Value());
  value.set("columns", list(parts.intent.columns));
  value.set("confidence", plan.is_dp() ? Value(plan.confidence) : Value());
  value.set("minimum_shown", plan.minimum_shown);
  value.set("delay_months", plan.delay_months);
  value.set("places", grains(plan.places));
  value.set("times", grains(plan.times));
  nationality.set("columns", list(plan.nationality));
  nationality.set("purpose", plan.purpose);
  value.set("nationality", std::move(nationality));
  value.set("where", parts.intent.where);
  value.set("measured", measured_value(parts));
  Value support;
  if (parts.content.support) {
    support.set("possible", parts.content.support->possible);
    support.set("supported", parts.content.support->supported);
    support.set("expected_fabricated", parts.content.support->fabricated);
    support.set("expected_suppressed_people", parts.content.support->suppressed_people);
  }
  value.set("support", std::move(support));
  value.set("pair_error", pair_error_value(parts.content));
  const Agreement agreement = agreement_of(plan, parts.content.counts);
  Value agree;
  agree.set("counts", agreement.counts);
  agree.set("rows_inside", agreement.rows_inside);
  value.set("agreement", std::move(agree));
  return value;
}

Value attacks_value(const std::vector<AttackNote>& attacks) {
  Value value{Value::Array{}};
  for (const AttackNote& attack : attacks) {
    Value one;
    one.set("name", attack.name);
    one.set("mark", attack.is_public ? "public" : "internal");
    one.set("sha256", attack.is_public ? Value(attack.sha256) : Value());
    one.set("result", attack.is_public ? attack.result : Value());
    value.push(std::move(one));
  }
  return value;
}

}  // namespace

std::string_view word(privacy::PairError::Verdict verdict) {
  static constexpr std::array<std::string_view, 3> kWords{"better", "unclear", "no_better"};
  return kWords[static_cast<std::size_t>(verdict)];
}

namespace {

std::string manifest(const ReleaseParts& parts, const std::vector<ReleaseFile>& files, const Catalogue& catalogue) {
  const ReleasePlan& plan = parts.plan;
  Value value, period, ledger, rows(Value::Array{});
  value.set("format", kManifestFormat);
  value.set("release", parts.intent.release);
  value.set("test", parts.intent.test ? "TEST – NOT PRIVATE" : "");
  value.set("synthetic", !plan.microdata ? std::string() : std::string(parts.intent.test ? kSyntheticTestMark : kSyntheticMark));
  value.set("simulated", plan.simulated);
  value.set("id", plan.id);
  value.set("title", plan.title);
  value.set("publisher", plan.publisher);
  value.set("contact", plan.contact);
  value.set("register", plan.register_name);
  period.set("first", plan.first_year);
  period.set("last", plan.last_year);
  value.set("period", std::move(period));
  value.set("made", parts.time);
  value.set("palermo_version", core::version());
  value.set("plan", plan.hash);
  ledger.set("id", parts.ledger);
  ledger.set("number", parts.ledger_number);
  ledger.set("hash", parts.ledger_hash);
  value.set("ledger", std::move(ledger));
  value.set("guarantee", guarantee_value(parts, catalogue));
  value.set("parameters", parameters_value(parts));
  value.set("attacks", attacks_value(parts.attacks));
  for (const ReleaseFile& file : files) {
    Value one;
    one.set("path", file.path);
    one.set("sha256", core::sha256_hex(file.content));
    one.set("bytes", static_cast<std::int64_t>(file.content.size()));
    rows.push(std::move(one));
  }
  value.set("files", std::move(rows));
  return core::to_json(value) + "\n";
}

}  // namespace

std::string data_csv(const ReleasePlan& plan, const privacy::CodedRows& rows, bool test) {
  std::string out;
  std::vector<std::string> fields{std::string(kSyntheticColumn)};
  for (const privacy::CodebookColumn& column : plan.codebook->columns) fields.push_back(column.name);
  add_row(out, fields);
  fields[0] = test ? kSyntheticTestMark : kSyntheticMark;
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    for (std::size_t c = 0; c < plan.codebook->columns.size(); ++c) fields[c + 1] = privacy::text_at(*plan.codebook, rows, c, row);
    add_row(out, fields);
  }
  return out;
}

bool is_shown(const ReleasePlan& plan, const ReleaseCount& count) { return plan.mode == Mode::circle_table || count.people >= plan.minimum_shown; }

Agreement agreement_of(const ReleasePlan& plan, const std::vector<ReleaseCount>& counts) {
  Agreement agreement;
  for (const ReleaseCount& count : counts) {
    if (!count.rows || !is_shown(plan, count)) continue;
    ++agreement.counts;
    agreement.rows_inside += count.least <= *count.rows && *count.rows <= count.most ? 1 : 0;
  }
  return agreement;
}

std::string counts_csv(const ReleasePlan& plan, const std::vector<ReleaseCount>& counts) {
  const std::size_t width = variables(counts);
  std::string out;
  std::vector<std::string> fields;
  for (std::size_t i = 1; i <= width; ++i) {
    fields.push_back(fmt::format("variable_{}", i));
    fields.push_back(fmt::format("value_{}", i));
  }
  for (const char* name : {"people", "least", "most", "standard_error", "rows"}) fields.emplace_back(name);
  add_row(out, fields);
  for (const ReleaseCount& count : counts) {
    if (!is_shown(plan, count)) continue;
    fields.clear();
    for (std::size_t i = 0; i < width; ++i) {
      const bool named = i < count.columns.size();
      fields.push_back(named ? count.columns[i] : "");
      fields.push_back(!named ? "" : count.values[i] == privacy::kMissingText ? std::string(kNotRecorded) : count.values[i]);
    }
    fields.push_back(count.gap ? "" : std::to_string(count.people));
    fields.push_back(std::to_string(count.least));
    fields.push_back(count.most == kNoMost ? "" : std::to_string(count.most));
    fields.push_back(plan.is_dp() ? fmt::format("{:.2f}", count.standard_error) : "");
    fields.push_back(count.rows ? std::to_string(*count.rows) : "");
    add_row(out, fields);
  }
  return out;
}

Guarantee guarantee_of(const ReleasePlan& plan, bool test, const Catalogue& catalogue) {
  if (test) return {catalogue.text("release.guarantee.test"), "TEST – NOT PRIVATE"};
  if (plan.mode == Mode::circle_table) {
    const core::Arg k{"k", plan.minimum_shown};
    static constexpr std::array<std::string_view, 3> kSymbols{"every gap x: max x ≥ {0} over all tables that agree with what is shown", "shown = {0} ⌊count / {0}⌋",
                                                              "shown − {0} < count < shown + {0}; mean of shown = count"};
    return {catalogue.text("release.guarantee.table." + std::string(word(plan.circle_counts)), {k}),
            fmt::format(fmt::runtime(kSymbols[static_cast<std::size_t>(plan.circle_counts)]), plan.minimum_shown)};
  }
  if (!plan.is_dp()) {
    const core::Arg k{"k", plan.minimum_shown};
    return {catalogue.text("release.guarantee.circle", {k}), fmt::format("every combination of attributes in a row: count ≥ {} among real people", plan.minimum_shown)};
  }
  // How much surer anybody can become: odds of one to one move to e^epsilon to one at most.
  return {catalogue.text("release.guarantee.dp", {{"factor", static_cast<std::int64_t>(std::ceil(std::exp(plan.epsilon)))}, {"one_in", std::llround(1 / plan.delta)}}),
          fmt::format("({:g}, {:g})-differential privacy; ρ-zCDP with ρ = {:.6f}; neighbours: one person more or less", plan.epsilon, plan.delta,
                      privacy::rho_of(plan.epsilon, plan.delta))};
}

std::vector<ReleaseFile> release_files(const ReleaseParts& parts, const Catalogue& catalogue) {
  std::vector<ReleaseFile> files;
  if (parts.plan.microdata) files.push_back({"data.csv", data_csv(parts.plan, parts.content.rows, parts.intent.test)});
  if (parts.plan.mode != Mode::closed_circle) files.push_back({"counts.csv", counts_csv(parts.plan, parts.content.counts)});
  files.push_back({"codebook.yaml", parts.plan.codebook_text});
  files.push_back({"datapackage.json", datapackage(parts, files, catalogue)});
  files.push_back({"method.md", method_page(parts, catalogue)});
  files.push_back({"report.html", release_report(parts, catalogue)});
  files.push_back({"manifest.json", manifest(parts, files, catalogue)});
  return files;
}

}  // namespace palermo::publish
