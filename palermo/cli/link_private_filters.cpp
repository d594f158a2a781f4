// SPDX-License-Identifier: Apache-2.0
// palermo link private filters key | write | link: tier B. Holders send keyed filters, sealed, to a unit that never holds the key; the unit
// compares them by degrees and gives capture tables, and nothing about a pair.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>

#include "palermo/cli/link_desk.hpp"
#include "palermo/cli/link_letters.hpp"
#include "palermo/cli/link_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/output.hpp"
#include "palermo/core/table.hpp"
#include "palermo/link/balance.hpp"
#include "palermo/link/capture.hpp"
#include "palermo/link/filter_linkage.hpp"
#include "palermo/link/partitions.hpp"
#include "palermo/link/sealed_letter.hpp"

namespace palermo::cli {
namespace {

using core::Done;
using core::Result;
using core::Value;

constexpr core::ErrorKind kNoFilterKey{"private.no_filter_key", core::Exit::usage};
constexpr core::ErrorKind kFiltersIncomplete{"private.filters_incomplete", core::Exit::usage};

struct FilterCall {
  std::string agreement, desk, key, to, out;
  std::vector<std::string> letters;
  LinkCall list;  // its one file
  bool duplicate_free = false;
  std::uint32_t draws = 200;
  std::uint64_t seed = 1;
};

Result<OpenDesk> open_filter_desk(const FilterCall& call) {
  PALERMO_TRY(OpenDesk desk, open_desk(call.desk, call.agreement));
  if (desk.agreement.tier != link::Tier::b) return core::fail(link::kOutOfTurn, {}, {{"problem", "filters are for an agreement of tier B"}});
  return desk;
}

// The secret of the filters: from the first holder's desk, so that it is stored nowhere else.
link::Secret filter_secret(const OpenDesk& first) { return first.secret.derived("palermo link filters: key|" + first.agreement.hash()); }

Done written_key(const FilterCall& call) {
  PALERMO_TRY(const OpenDesk desk, open_filter_desk(call));
  if (desk.agreement.holder(desk.name) != std::size_t{0}) return core::fail(link::kOutOfTurn, {}, {{"problem", "the first holder of the agreement makes the key of the filters"}});
  const auto to = desk.agreement.holder(call.to);
  if (!to || *to == 0) return core::fail(link::kOutOfTurn, {}, {{"problem", "the key of the filters is for another holder, and never for the finisher"}});
  PALERMO_CHECK_DONE(check_free(call.out));
  const link::Secret secret = filter_secret(desk);
  const std::string content(reinterpret_cast<const char*>(secret.bytes().data()), secret.bytes().size());
  return core::write_file(call.out, link::write_sealed({desk.agreement.hash(), 1, "key", desk.name, call.to, content, {}}, desk.agreement, desk.key()), 0600);
}

Result<link::Secret> secret_at(const OpenDesk& desk, const FilterCall& call) {
  if (desk.agreement.holder(desk.name) == std::size_t{0}) return filter_secret(desk);
  if (call.key.empty()) return core::fail(kNoFilterKey);
  PALERMO_TRY(const std::string bytes, read_letter_file(call.key));
  PALERMO_TRY(const link::SealedLetter letter, link::open_sealed(bytes, file_name(call.key), "key", desk.agreement, desk.name, desk.key()));
  std::array<std::uint8_t, 32> secret{};
  if (letter.content.size() != secret.size()) return core::fail(link::kBadLetter, {.file = file_name(call.key)}, {{"problem", "it holds no key"}});
  std::copy(letter.content.begin(), letter.content.end(), secret.begin());
  return link::Secret(secret);
}

struct Written {
  int run = 1;
  std::int64_t records = 0;
  std::size_t bytes = 0;
};

Result<Written> written_filters(Context& context, const FilterCall& call) {
  PALERMO_TRY(const OpenDesk desk, open_filter_desk(call));
  if (!desk.agreement.holder(desk.name)) return core::fail(link::kOutOfTurn, {}, {{"problem", "filters are written by a holder"}});
  PALERMO_TRY(const int run, link::next_run(desk.agreement, desk.journal));
  PALERMO_CHECK_DONE(check_free(call.out));
  PALERMO_TRY(const link::Secret secret, secret_at(desk, call));
  PALERMO_TRY(const LinkLists lists, read_lists(context, call.list));
  // In the order of keyed prints, which tells nothing; records that say the same count once towards the smallest list.
  const auto printed = in_order_of_prints(lists.records, desk.secret);
  std::set<link::Print> different;
  for (const auto& [print, i] : printed) different.insert(print);
  if (static_cast<int>(different.size()) < desk.agreement.smallest_list)
    return core::fail(link::kShortList, {}, {{"found", std::to_string(different.size())}, {"least", std::to_string(desk.agreement.smallest_list)}});
  std::vector<link::RecordIndex> order;
  for (const auto& [print, i] : printed) order.push_back(i);
  PALERMO_TRY(const link::ListPrints prints, check_not_nested(desk, lists.records, order));
  const link::FilterEncoder encoder(secret, desk.agreement.project, desk.agreement.hardening);
  link::FilterList list{desk.name, call.duplicate_free, {}};
  for (const link::RecordIndex i : order) {
    link::RecordFilters& filters = list.records.emplace_back();
    for (const link::FilterField field : desk.agreement.fields) filters[static_cast<std::size_t>(field)] = encoder.encode(lists.records, i, field);
  }
  const std::string bytes = link::write_sealed({desk.agreement.hash(), run, "filters", desk.name, desk.agreement.finisher.name, link::filters_bytes(list), {}}, desk.agreement, desk.key());
  link::JournalEntry entry;
  entry.run = run;
  entry.did = "offer";
  entry.nonce = desk.seat(run).nonce;
  PALERMO_CHECK_DONE(enter_and_write(desk, std::move(entry), prints, call.out, bytes));
  return Written{run, static_cast<std::int64_t>(order.size()), bytes.size()};
}

struct Linked {
  const link::Agreement agreement;
  int run = 1;
  link::FilterResult result;
  link::CaptureDraws draws;
};

// One letter of each holder, all of one run that was not linked before.
Result<std::vector<link::FilterList>> received(const OpenDesk& desk, const FilterCall& call, int& run, std::string& answered) {
  std::vector<std::optional<link::FilterList>> by_holder(desk.agreement.holders.size());
  run = 0;
  for (const std::string& path : call.letters) {
    PALERMO_TRY(const std::string bytes, read_letter_file(path));
    PALERMO_TRY(const link::SealedLetter letter, link::open_sealed(bytes, file_name(path), "filters", desk.agreement, desk.name, desk.key()));
    if (run != 0 && letter.run != run) return core::fail(link::kOutOfTurn, {}, {{"problem", "the filters are of several runs"}});
    run = letter.run;
    auto& place = by_holder[*desk.agreement.holder(letter.from)];
    if (place) return core::fail(link::kOutOfTurn, {}, {{"problem", "a holder's filters stand twice"}});
    PALERMO_TRY(place, link::read_filters(letter.content, file_name(path)));
    if (place->name != letter.from) return core::fail(link::kBadFilters, {.file = file_name(path)});
    if (static_cast<int>(place->records.size()) < desk.agreement.smallest_list)
      return core::fail(link::kShortList, {}, {{"found", std::to_string(place->records.size())}, {"least", std::to_string(desk.agreement.smallest_list)}});
    answered += letter.hash;
  }
  std::vector<link::FilterList> lists;
  for (std::size_t h = 0; h < by_holder.size(); ++h) {
    if (!by_holder[h]) return core::fail(kFiltersIncomplete, {}, {{"party", desk.agreement.holders[h].name}});
    lists.push_back(std::move(*by_holder[h]));
  }
  for (const link::JournalEntry& entry : desk.journal)
    if (entry.agreement == desk.agreement.hash() && entry.run == run && entry.did == "finish") return core::fail(link::kAnsweredTwice);
  answered = core::sha256_hex(answered);
  return lists;
}

Result<link::CaptureDraws> tables(Context& context, const FilterCall& call, const link::AdmittedLists& admitted, const link::FilterResult& result) {
  const link::Evidence evidence{.lists = admitted, .list_of = result.list_of, .pairs = result.pairs};
  link::PeopleOptions how{.threads = call.list.threads};
  PALERMO_TRY(how.threshold_bits, link::balanced_threshold(evidence, result.model.matches, how, context.progress()));
  PALERMO_TRY(const link::People people, link::find_people(evidence, how, context.progress()));
  link::CaptureDraws draws;
  for (const link::ListInfo& info : admitted.lists()) draws.lists.push_back(info.name);
  draws.seed = call.seed;
  PALERMO_TRY(draws.point, link::capture_table(people, result.list_of, admitted));
  if (call.draws == 0) return draws;
  PALERMO_TRY(const link::PartitionSample sample,
              link::sample_partitions(evidence, people, {.seed = call.seed, .draws = call.draws, .threads = call.list.threads}, context.progress()));
  PALERMO_TRY(draws.draws, link::capture_tables(sample, evidence, context.progress()));
  return draws;
}

Value result_value(const Linked& linked) {
  Value value, fields(Value::Array{});
  value.set("not for release", true);
  value.set("format", "palermo-link-private-filters/1");
  value.set("agreement", linked.agreement.hash());
  value.set("project", linked.agreement.project);
  value.set("run", linked.run);
  value.set("tier", "B");
  value.set("records", static_cast<std::int64_t>(linked.result.list_of.size()));
  value.set("people", linked.draws.point->observed());
  value.set("expected_matches", std::round(linked.result.model.matches * 10) / 10);
  value.set("draws", static_cast<std::int64_t>(linked.draws.draws.size()));
  for (const link::FilterField field : linked.agreement.fields) {
    const link::FieldShares& shares = linked.result.model.fields[static_cast<std::size_t>(field)];
    Value one, bits(Value::Array{});
    one.set("field", link::word(field));
    // What a level is worth where both are of one nationality; the nationality itself, and where that is not compared, over all.
    const bool apart = field != link::FilterField::nationality && std::ranges::find(linked.agreement.fields, link::FilterField::nationality) != linked.agreement.fields.end();
    for (std::size_t l = 1; l < link::kDiceLevels; ++l) bits.push(std::round(shares.bits[apart ? 2 : 0][l] * 100) / 100);
    one.set("bits", shares.seen ? std::move(bits) : Value());
    fields.push(std::move(one));
  }
  value.set("fields", std::move(fields));
  return value;
}

Result<Linked> linked_filters(Context& context, const FilterCall& call) {
  PALERMO_TRY(const OpenDesk desk, open_filter_desk(call));
  if (desk.name != desk.agreement.finisher.name) return core::fail(link::kOutOfTurn, {}, {{"problem", "the finisher of the agreement links the filters"}});
  int run = 0;
  std::string answered;
  PALERMO_TRY(const std::vector<link::FilterList> lists, received(desk, call, run, answered));
  std::vector<link::ListInfo> infos;
  for (std::size_t h = 0; h < lists.size(); ++h) infos.push_back({.name = lists[h].name, .role = desk.agreement.holders[h].role, .duplicate_free = lists[h].duplicate_free});
  PALERMO_TRY(const link::AdmittedLists admitted, link::admit_in_the_clear(std::move(infos)));  // the unit could find out who is who: the same rule
  Linked linked{desk.agreement, run, {}, {}};
  PALERMO_TRY(linked.result, link::link_filters(admitted, lists, {.fields = desk.agreement.fields, .threads = call.list.threads}, context.progress()));
  PALERMO_TRY(linked.draws, tables(context, call, admitted, linked.result));
  PALERMO_TRY(core::OutputFolder folder, core::OutputFolder::open(call.out, "link-private"));
  PALERMO_CHECK_DONE(folder.make_folder("inside", 0700));
  PALERMO_CHECK_DONE(folder.write("inside/capture_tables.jsonl", link::to_json_lines(linked.draws), 0600));
  PALERMO_CHECK_DONE(folder.write("inside/result.json", core::to_json(result_value(linked)) + "\n", 0600));
  PALERMO_CHECK_DONE(folder.commit());
  link::JournalEntry entry;
  entry.run = run;
  entry.did = "finish";
  entry.nonce = desk.seat(run).nonce;
  entry.answered = answered;
  PALERMO_CHECK_DONE(enter(desk, std::move(entry), std::nullopt));
  return linked;
}

int run_key(Context& context, const FilterCall& call) {
  if (const auto done = written_key(call); !done) return context.fail(done.error());
  if (!context.json()) return context.print(context.text("link.private.filters.key", {{"file", call.out}, {"to", call.to}}));
  Value value;
  value.set("format", "palermo-link-private-filters-sent/1");
  value.set("kind", "key");
  value.set("to", call.to);
  return context.print_json(value);
}

int run_write(Context& context, const FilterCall& call) {
  const auto done = written_filters(context, call);
  if (!done) return context.fail(done.error());
  if (!context.json())
    return context.print(context.text("link.private.filters.written", {{"file", call.out}, {"records", done->records}, {"run", std::int64_t{done->run}}}));
  Value value;
  value.set("format", "palermo-link-private-filters-sent/1");
  value.set("kind", "filters");
  value.set("run", done->run);
  value.set("records", done->records);
  value.set("bytes", static_cast<std::int64_t>(done->bytes));
  return context.print_json(value);
}

int run_linked(Context& context, const FilterCall& call) {
  const auto done = linked_filters(context, call);
  if (!done) return context.fail(done.error());
  if (context.json()) return context.print_json(result_value(*done));
  return context.print(context.text("link.private.filters.linked", {{"people", done->draws.point->observed()}, {"records", static_cast<std::int64_t>(done->result.list_of.size())}, {"folder", call.out}}));
}

void add_agreement(CLI::App& verb, const Context& context, FilterCall& call) {
  verb.add_option("AGREEMENT", call.agreement, context.text("verb.link.private.agreement"))->required();
  verb.add_option("--desk", call.desk, context.text("verb.link.private.desk"))->type_name("DIR")->required();
}

}  // namespace

void add_link_private_filters(CLI::App& parent, Context& context) {
  CLI::App& family = add_family(parent, context, "link.private.filters");
  const auto call = [] { return std::make_shared<FilterCall>(); };

  auto key = call();
  CLI::App& key_verb = add_verb(family, context, "link.private.filters.key", "palermo link private filters key private/filters/agreement.yaml --to hotline --desk private/filters/desk-shelter --out filter-key",
                                [&context, key] { return run_key(context, *key); });
  add_agreement(key_verb, context, *key);
  key_verb.add_option("--to", key->to, context.text("verb.link.private.filters.key.to"))->type_name("HOLDER")->required();
  key_verb.add_option("--out", key->out, context.text("verb.link.private.out"))->type_name("FILE")->required();

  auto write = call();
  CLI::App& write_verb = add_verb(family, context, "link.private.filters.write", "palermo link private filters write private/filters/agreement.yaml private/shelter.csv --desk private/filters/desk-shelter --out filters-shelter",
                                  [&context, write] { return run_write(context, *write); });
  add_agreement(write_verb, context, *write);
  write_verb.add_option("LIST", write->list.files, context.text("verb.link.private.list"))->required()->expected(1);
  write_verb.add_option("--key", write->key, context.text("verb.link.private.filters.write.key"))->type_name("FILE");
  write_verb.add_flag("--duplicate-free", write->duplicate_free, context.text("verb.link.private.filters.duplicate_free"));
  write_verb.add_option("--out", write->out, context.text("verb.link.private.out"))->type_name("FILE")->required();
  write_verb.add_option("--config", write->list.config, context.text("verb.link.config"))->type_name("FILE");
  write_verb.add_option("--id-column", write->list.id_column, context.text("verb.link.id_column"))->type_name("COLUMN");
  write_verb.add_option("--threads", write->list.threads, context.text("verb.link.threads"))->option_text("N")->check(CLI::Range(0, 256));

  auto unit = call();
  CLI::App& link_verb = add_verb(family, context, "link.private.filters.link",
                                 "palermo link private filters link private/filters/agreement.yaml private/filters/letter-1 private/filters/letter-2 --desk private/filters/desk-unit --out by-filters",
                                 [&context, unit] { return run_linked(context, *unit); });
  add_agreement(link_verb, context, *unit);
  link_verb.add_option("LETTER", unit->letters, context.text("verb.link.private.filters.letters"))->required();
  link_verb.add_option("--out", unit->out, context.text("verb.link.run.out"))->type_name("DIR")->required();
  link_verb.add_option("--draws", unit->draws, context.text("verb.link.run.draws"))->option_text("N")->check(CLI::Range(0, 10000))->capture_default_str();
  link_verb.add_option("--seed", unit->seed, context.text("verb.link.run.seed"))->capture_default_str();
  link_verb.add_option("--threads", unit->list.threads, context.text("verb.link.threads"))->option_text("N")->check(CLI::Range(0, 256));
}

}  // namespace palermo::cli
