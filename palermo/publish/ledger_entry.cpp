// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/ledger_entry.hpp"

#include <algorithm>
#include <array>

#include "palermo/core/schema.hpp"

namespace palermo::publish {
namespace {

using core::Result;
using core::Value;

constexpr std::string_view kFormat = "palermo-release-ledger/1";
constexpr std::array<std::string_view, 4> kModes{"dp", "dp-fast", "closed-circle", "closed-circle-table"};  // by Mode
constexpr std::int64_t kMostRhoUnits = std::int64_t{1} << 60;
constexpr std::string_view kSignedPrefix = "palermo release ledger: an officer signs\n";

bool is_hash(std::string_view text) {
  return text.size() == 64 && std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

Value texts(const std::vector<std::string>& list) {
  Value value{Value::Array{}};
  for (const std::string& one : list) value.push(one);
  return value;
}

std::int64_t units(privacy::Rho rho) { return static_cast<std::int64_t>(std::min<std::uint64_t>(rho.units(), kMostRhoUnits)); }

Value head(const Entry& entry, std::string_view kind) {
  Value value;
  value.set("format", kFormat);
  value.set("ledger", entry.ledger);
  value.set("number", entry.number);
  value.set("before", entry.before);
  value.set("time", entry.time);
  value.set("kind", kind);
  return value;
}

Value opened_value(const Entry& entry, const Opened& opened) {
  Value value = head(entry, "opened"), officers(Value::Array{});
  value.set("register", opened.register_name);
  value.set("unit", "person");
  for (const Officer& officer : opened.officers) {
    Value one;
    one.set("name", officer.name);
    one.set("key", hex_of(officer.key));
    officers.push(std::move(one));
  }
  value.set("officers", std::move(officers));
  value.set("rho_units_per_year", units(opened.limits.per_year));
  value.set("rho_units_ever", units(opened.limits.ever));
  value.set("epsilon_per_year", opened.limits.epsilon_per_year);
  value.set("epsilon_ever", opened.limits.epsilon_ever);
  value.set("delta", opened.limits.delta);
  return value;
}

Value signed_value(const Entry& entry, const Signed& signed_by, bool with_signature) {
  Value value = head(entry, "signed");
  value.set("officer", signed_by.officer);
  value.set("plan", signed_by.plan);
  if (with_signature) value.set("signature", hex_of(signed_by.signature));
  return value;
}

Value intent_value(const Entry& entry, const Intent& intent) {
  Value value = head(entry, "intent");
  value.set("release", intent.release);
  value.set("plan", intent.plan);
  value.set("title", intent.title);
  value.set("mode", word(intent.mode));
  value.set("first_year", intent.first_year);
  value.set("last_year", intent.last_year);
  value.set("columns", texts(intent.columns));
  value.set("shape", intent.shape);
  value.set("where", intent.where);
  value.set("minimum", intent.minimum);
  value.set("rho_units", units(intent.rho));
  value.set("epsilon", intent.epsilon);
  value.set("delta", intent.delta);
  value.set("persons", intent.persons);
  value.set("test", intent.test);
  return value;
}

Value published_value(const Entry& entry, const Published& published) {
  Value value = head(entry, "published"), files(Value::Array{});
  value.set("release", published.release);
  for (const PublishedFile& file : published.files) {
    Value one;
    one.set("path", file.path);
    one.set("sha256", file.sha256);
    files.push(std::move(one));
  }
  value.set("files", std::move(files));
  return value;
}

struct Writer {
  const Entry& entry;
  Value operator()(const Opened& what) const { return opened_value(entry, what); }
  Value operator()(const Signed& what) const { return signed_value(entry, what, true); }
  Value operator()(const Intent& what) const { return intent_value(entry, what); }
  Value operator()(const Published& what) const { return published_value(entry, what); }
};

// ---------------------------------------------------------------- reading

struct Problem {
  std::string_view file;
  std::int64_t number;
  [[nodiscard]] tl::unexpected<core::Error> operator()(std::string_view problem) const {
    return core::fail(kBadLedger, {.file = std::string(file), .line = number}, {{"number", std::to_string(number)}, {"problem", std::string(problem)}});
  }
};

double number_of(core::Reader& reader, std::string_view key) {
  const Value* value = reader.any(key);
  return value != nullptr && value->is_number() ? value->as_number() : -1;
}

privacy::Rho rho_of(core::Reader& reader, std::string_view key) {
  const std::int64_t units = reader.integer(key);
  if (units < 0 || units > kMostRhoUnits) reader.fail_at(reader.value(), core::kWrongValue, {{"allowed", "0 to 2^60"}, {"what", std::string(key)}});
  return privacy::Rho::of_units(static_cast<std::uint64_t>(std::max<std::int64_t>(units, 0)));
}

Result<Opened> read_opened(core::Reader& reader, const Problem& problem) {
  Opened opened;
  opened.register_name = reader.text("register");
  (void)reader.choice("unit", {"person"}, "");
  const Value* officers = reader.array("officers");
  opened.limits = {.per_year = rho_of(reader, "rho_units_per_year"), .ever = rho_of(reader, "rho_units_ever"),
                   .epsilon_per_year = number_of(reader, "epsilon_per_year"), .epsilon_ever = number_of(reader, "epsilon_ever"), .delta = number_of(reader, "delta")};
  PALERMO_CHECK_DONE(reader.finish());
  if (officers == nullptr || officers->items().size() < 2) return problem("it names fewer than two officers");
  for (const Value& node : officers->items()) {
    core::Reader one(node, "officer");
    Officer officer{.name = one.text("name"), .key = {}};
    const std::string key = one.text("key");
    PALERMO_CHECK_DONE(one.finish());
    if (!is_officer_name(officer.name) || !bytes_of_hex(key, officer.key)) return problem("an officer's name or key is damaged");
    for (const Officer& other : opened.officers)
      if (other.name == officer.name || other.key == officer.key) return problem("one officer stands twice in it");
    opened.officers.push_back(std::move(officer));
  }
  const Limits& limits = opened.limits;
  if (limits.ever < limits.per_year || !(limits.delta > 0 && limits.delta < 1)) return problem("its limits are damaged");
  return opened;
}

Result<Signed> read_signed(core::Reader& reader, const Problem& problem) {
  Signed entry{.officer = reader.text("officer"), .plan = reader.text("plan"), .signature = {}};
  const std::string signature = reader.text("signature");
  PALERMO_CHECK_DONE(reader.finish());
  if (!bytes_of_hex(signature, entry.signature)) return problem("a signature is 128 hexadecimal digits");
  if (!entry.plan.empty() && !is_hash(entry.plan)) return problem("the hash of a plan is damaged");
  return entry;
}

Result<Intent> read_intent(core::Reader& reader, const Problem& problem) {
  Intent intent;
  intent.release = reader.text("release");
  intent.plan = reader.text("plan");
  intent.title = reader.text("title");
  const std::optional<Mode> mode = mode_of(reader.text("mode"));
  const std::int64_t first = reader.integer("first_year"), last = reader.integer("last_year");
  intent.columns = reader.texts("columns");
  intent.shape = reader.text("shape");
  intent.where = reader.text("where");
  intent.minimum = reader.integer("minimum");
  intent.rho = rho_of(reader, "rho_units");
  intent.epsilon = number_of(reader, "epsilon");
  intent.delta = number_of(reader, "delta");
  intent.persons = reader.text("persons");
  intent.test = reader.flag("test", false);
  PALERMO_CHECK_DONE(reader.finish());
  if (!mode) return problem("its mode is damaged");
  intent.mode = *mode;
  if (first < 1900 || last > 2200 || first > last) return problem("its period is damaged");
  intent.first_year = static_cast<int>(first);
  intent.last_year = static_cast<int>(last);
  const bool circle = !is_dp(intent.mode);
  if ((circle != (intent.rho.units() == 0)) || (circle != is_hash(intent.persons))) return problem("its cost does not fit its mode");
  if (!is_hash(intent.plan) || !is_hash(intent.shape)) return problem("the hash of a plan is damaged");
  return intent;
}

Result<Published> read_published(core::Reader& reader, const Problem& problem) {
  Published published;
  published.release = reader.text("release");
  const Value* files = reader.array("files");
  PALERMO_CHECK_DONE(reader.finish());
  if (files == nullptr) return problem("it names no files");
  for (const Value& node : files->items()) {
    core::Reader one(node, "file");
    PublishedFile file{.path = one.text("path"), .sha256 = one.text("sha256")};
    PALERMO_CHECK_DONE(one.finish());
    if (!is_hash(file.sha256)) return problem("the hash of a file is damaged");
    published.files.push_back(std::move(file));
  }
  return published;
}

}  // namespace

std::string_view word(Mode mode) { return kModes[static_cast<std::size_t>(mode)]; }

std::optional<Mode> mode_of(std::string_view word) {
  const auto at = std::ranges::find(kModes, word);
  return at == kModes.end() ? std::nullopt : std::optional(static_cast<Mode>(at - kModes.begin()));
}

std::string to_line(const Entry& entry) { return core::to_json(std::visit(Writer{entry}, entry.what), -1); }

std::string signed_text(const Entry& entry) {
  const Signed* signed_by = std::get_if<Signed>(&entry.what);
  if (signed_by == nullptr) return {};
  return std::string(kSignedPrefix) + core::to_json(signed_value(entry, *signed_by, false), -1);
}

Result<Entry> parse_entry(std::string_view line, std::string_view file, std::int64_t number) {
  const Problem problem{file, number};
  const auto value = core::parse_json(line, file);
  if (!value) return problem("it is no JSON object");
  core::Reader reader(*value, "entry");
  (void)reader.text("format");  // must be there
  (void)reader.choice("format", {std::string(kFormat)}, "");
  Entry entry;
  entry.ledger = reader.text("ledger");
  entry.number = reader.integer("number");
  entry.before = reader.text("before");
  entry.time = reader.text("time");
  const std::string kind = reader.choice("kind", {"opened", "signed", "intent", "published"}, "");
  if (reader.failed()) return problem("its first members are damaged");
  if (kind == "opened") {
    PALERMO_TRY(entry.what, read_opened(reader, problem));
  } else if (kind == "signed") {
    PALERMO_TRY(entry.what, read_signed(reader, problem));
  } else if (kind == "intent") {
    PALERMO_TRY(entry.what, read_intent(reader, problem));
  } else {
    PALERMO_TRY(entry.what, read_published(reader, problem));
  }
  return entry;
}

}  // namespace palermo::publish
