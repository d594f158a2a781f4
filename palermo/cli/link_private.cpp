// SPDX-License-Identifier: Apache-2.0
// palermo link private key | sign | offer | answer | finish: a linkage in which no list learns who is on the other, by letters on sticks.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "palermo/cli/link_desk.hpp"
#include "palermo/cli/link_letters.hpp"
#include "palermo/cli/link_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/csv.hpp"
#include "palermo/core/output.hpp"
#include "palermo/core/table.hpp"
#include "palermo/link/capture.hpp"
#include "palermo/link/membership.hpp"
#include "palermo/link/noisy_table.hpp"
#include "palermo/link/run.hpp"

namespace palermo::cli {
namespace {

namespace fs = std::filesystem;
using core::Done;
using core::Result;
using core::Value;

struct PrivateCall {
  std::string agreement, desk, letter, out;
  LinkCall list;  // its one file
  std::uint32_t draws = 200;
  std::uint64_t seed = 1;
};

// One's own list as texts of the agreed match keys, in the order of keyed prints: it tells nothing and is the same another day.
struct OwnList {
  LinkLists lists;
  std::vector<link::RecordIndex> order;  // of those who agreed to be linked
  std::vector<std::vector<std::string>> texts;
  std::string order_hash;
};

Result<OwnList> own_list(Context& context, const PrivateCall& call, const OpenDesk& desk) {
  PALERMO_TRY(LinkLists lists, read_lists(context, call.list));
  OwnList own{std::move(lists), {}, {}, {}};
  std::string prints;
  const auto printed = in_order_of_prints(own.lists.records, desk.secret);
  for (const auto& [print, i] : printed) {
    prints.append(reinterpret_cast<const char*>(print.data()), print.size());
    own.order.push_back(i);
    std::vector<std::string>& record = own.texts.emplace_back();
    for (const link::MatchKey key : desk.agreement.keys) record.push_back(link::match_text(own.lists.records, i, key).value_or(""));
  }
  own.order_hash = core::sha256_hex(prints);
  return own;
}

struct Sent {
  std::string to;
  int run = 0, pass = 0;
  std::size_t bytes = 0;
};

Result<Sent> send(const OpenDesk& desk, const link::Letter& letter, const std::string& out, link::JournalEntry entry, const std::optional<link::ListPrints>& prints) {
  PALERMO_CHECK_DONE(check_free(out));
  const std::string bytes = link::write_letter(letter, desk.key());
  PALERMO_CHECK_DONE(enter_and_write(desk, std::move(entry), prints, out, bytes));
  return Sent{letter.to, letter.run, letter.pass, bytes.size()};
}

Result<link::Letter> receive(const OpenDesk& desk, const std::string& path, std::string_view did) {
  PALERMO_TRY(const std::string bytes, read_letter_file(path));
  PALERMO_TRY(link::Letter letter, link::read_letter(bytes, file_name(path), desk.agreement));
  PALERMO_CHECK_DONE(link::check_not_done(desk.agreement, letter, did, desk.journal));
  return letter;
}

link::JournalEntry entry_of(const link::Seat& seat, std::string did, const link::Letter* read) {
  link::JournalEntry entry;
  entry.run = seat.run;
  entry.did = std::move(did);
  entry.nonce = seat.nonce;
  if (read != nullptr) {
    entry.pass = read->pass;
    entry.hop = read->hop;
    entry.answered = read->hash;
  }
  return entry;
}

int tell_sent(Context& context, const Result<Sent>& sent, std::string_view format, const std::string& out) {
  if (!sent) return context.fail(sent.error());
  if (!context.json())
    return context.print(context.text("link.private.sent", {{"file", out}, {"to", sent->to}, {"run", std::int64_t{sent->run}}, {"pass", std::int64_t{sent->pass}}}));
  Value value;
  value.set("format", format);
  value.set("to", sent->to);
  value.set("run", sent->run);
  value.set("pass", sent->pass);
  value.set("bytes", static_cast<std::int64_t>(sent->bytes));
  return context.print_json(value);
}

int run_key(Context& context, const PrivateCall& call) {
  const auto key = make_desk(call.desk);
  if (!key) return context.fail(key.error());
  const std::string hex = link::to_hex(key->public_key);
  if (!context.json()) return context.print(context.text("link.private.key", {{"folder", call.desk}, {"key", hex}}));
  Value value;
  value.set("format", "palermo-link-private-key/1");
  value.set("key", hex);
  return context.print_json(value);
}

Result<std::size_t> signed_agreement(const PrivateCall& call) {
  PALERMO_TRY(const std::string text, core::read_file(call.agreement, core::kHandWritten));
  PALERMO_TRY(const Value document, core::parse_yaml(text, file_name(call.agreement)));
  PALERMO_TRY(link::Agreement agreement, link::parse_agreement(document));
  PALERMO_TRY(const link::Secret secret, read_desk_secret(call.desk));
  PALERMO_CHECK_DONE(link::sign(agreement, link::SigningKey::from(secret)));
  PALERMO_CHECK_DONE(core::write_file(call.agreement, link::to_yaml(agreement)));
  return agreement.signatures.size();
}

int run_sign(Context& context, const PrivateCall& call) {
  const auto signatures = signed_agreement(call);
  if (!signatures) return context.fail(signatures.error());
  const auto count = static_cast<std::int64_t>(*signatures);
  if (!context.json()) return context.print(context.text("link.private.signed", {{"file", call.agreement}, {"n", count}}));
  Value value;
  value.set("format", "palermo-link-private-sign/1");
  value.set("signatures", count);
  return context.print_json(value);
}

// Letters of blinded points are not for tier B.
Result<OpenDesk> open_ring_desk(const PrivateCall& call) {
  PALERMO_TRY(OpenDesk desk, open_desk(call.desk, call.agreement));
  if (desk.agreement.tier == link::Tier::b) return core::fail(link::kOutOfTurn, {}, {{"problem", "an agreement of tier B is carried out with palermo link private filters"}});
  return desk;
}

Result<Sent> offered(Context& context, const PrivateCall& call) {
  PALERMO_TRY(const OpenDesk desk, open_ring_desk(call));
  PALERMO_TRY(const int run, link::next_run(desk.agreement, desk.journal));
  PALERMO_TRY(const OwnList own, own_list(context, call, desk));
  PALERMO_TRY(const link::ListPrints prints, check_not_nested(desk, own.lists.records, own.order));
  const link::Seat seat = desk.seat(run);
  PALERMO_TRY(link::BlindedList list, link::blind_own_list(seat, own.texts));
  PALERMO_TRY(const link::Letter letter, desk.agreement.result == link::PrivateResult::table ? link::begin_ring(seat, std::move(list), call.list.threads)
                                                                                             : link::ask_membership(seat, std::move(list), call.list.threads));
  link::JournalEntry entry = entry_of(seat, "offer", nullptr);
  entry.order = own.order_hash;
  return send(desk, letter, call.out, std::move(entry), prints);
}

Result<Sent> answered(Context& context, const PrivateCall& call) {
  PALERMO_TRY(const OpenDesk desk, open_ring_desk(call));
  PALERMO_TRY(link::Letter letter, receive(desk, call.letter, "answer"));
  const link::Seat seat = desk.seat(letter.run);
  const bool membership = desk.agreement.result == link::PrivateResult::membership;
  const bool needs = membership || link::needs_own_list(seat, letter);
  if (needs == call.list.files.empty()) return core::fail(link::kOutOfTurn, {}, {{"problem", needs ? "this letter wants the holder's own list; name its file" : "this letter wants no list"}});
  if (!needs && link::nonce_of(desk.agreement, letter.run, desk.journal).empty())
    return core::fail(link::kOutOfTurn, {}, {{"problem", "this party has not handed in its list in this run"}});
  link::JournalEntry entry = entry_of(seat, "answer", &letter);
  link::BlindedList list;
  std::optional<link::ListPrints> prints;
  if (needs) {
    PALERMO_TRY(const int run, link::next_run(desk.agreement, desk.journal));
    if (run != letter.run) return core::fail(link::kOutOfTurn, {}, {{"problem", "the letter is of another run than the one that comes next"}});
    PALERMO_TRY(const OwnList own, own_list(context, call, desk));
    PALERMO_TRY(prints, check_not_nested(desk, own.lists.records, own.order));
    PALERMO_TRY(list, link::blind_own_list(seat, own.texts));
    entry.order = own.order_hash;
  }
  PALERMO_TRY(const link::Letter answer, membership ? link::answer_membership(seat, std::move(letter), std::move(list), call.list.threads)
                                                    : link::answer_ring(seat, std::move(letter), std::move(list), call.list.threads));
  return send(desk, answer, call.out, std::move(entry), prints);
}

// What a finisher has in hand: the next letter, or the end.
struct Finished {
  std::optional<Sent> sent;
  std::optional<link::RingAccount> account;  // of a table that is done
  std::vector<std::pair<std::string, std::string>> members;  // of membership: record id, key
};

std::string key_words(const link::Agreement& agreement) {
  std::string words;
  for (const link::MatchKey key : agreement.keys) words += (words.empty() ? "" : ", ") + std::string(link::word(key));
  return words;
}

Value result_value(const link::Agreement& agreement, const link::RingAccount& account, int run) {
  Value value, added(Value::Array{});
  value.set("not for release", true);
  value.set("format", "palermo-link-private-result/1");
  value.set("agreement", agreement.hash());
  value.set("project", agreement.project);
  value.set("run", run);
  value.set("tier", link::word(agreement.tier));
  if (agreement.tier == link::Tier::c) value.set("sigma", agreement.sigma);
  for (std::size_t k = 0; k < agreement.keys.size(); ++k) {
    Value one;
    one.set("key", link::word(agreement.keys[k]));
    if (agreement.tier == link::Tier::a) {
      std::int64_t people = 0;
      for (const auto& [history, n] : account.added[k]) people += n;
      one.set("people_added", people);
    }
    added.push(std::move(one));
  }
  value.set("keys", std::move(added));
  return value;
}

Done write_table(const PrivateCall& call, const OpenDesk& desk, const link::RingAccount& account, int run) {
  PALERMO_TRY(core::OutputFolder folder, core::OutputFolder::open(call.out, "link-private"));
  PALERMO_CHECK_DONE(folder.make_folder("inside", 0700));
  PALERMO_TRY(const core::CaptureTable table, link::table_of(desk.agreement, account));
  link::CaptureDraws draws;
  draws.lists = table.lists();
  draws.seed = call.seed;
  if (desk.agreement.tier == link::Tier::a) {
    draws.point = table;
  } else {
    // The same table has the same noise, however often it is finished; another table has noise of its own, also where a run was begun
    // again from an old copy of the desks: two tables with one noise would show where they differ.
    link::NoiseSource source(desk.secret, fmt::format("palermo link private: noise {} run {} of {}", desk.agreement.hash(), run, core::sha256_hex(link::account_file(account))));
    const link::NoisyTable noisy = link::with_noise(table, desk.agreement.sigma, source);
    draws.from = link::DrawnFrom::noisy_table;
    core::Stream stream(call.seed, "link.private.noisy");
    draws.draws = link::draw_tables(noisy, call.draws, stream);
    std::string csv = "not for release\nhistory,noisy_count\n";
    for (std::size_t h = 1; h <= noisy.cells.size(); ++h) {
      for (std::size_t i = 0; i < noisy.lists.size(); ++i) csv += (h >> i & 1U) != 0 ? '1' : '0';
      csv += fmt::format(",{}\n", noisy.cells[h - 1]);
    }
    PALERMO_CHECK_DONE(folder.write("inside/noisy_table.csv", csv, 0600));
  }
  PALERMO_CHECK_DONE(folder.write("inside/capture_tables.jsonl", link::to_json_lines(draws), 0600));
  PALERMO_CHECK_DONE(folder.write("inside/result.json", core::to_json(result_value(desk.agreement, account, run)) + "\n", 0600));
  return folder.commit();
}

Result<Finished> finished_table(const PrivateCall& call, const OpenDesk& desk, link::Letter letter) {
  const int run = letter.run;
  const link::Seat seat = desk.seat(run);
  link::JournalEntry entry = entry_of(seat, "finish", &letter);
  link::RingAccount account;
  const std::string before = desk.account_path(run, letter.pass);
  if (letter.pass > 0) {
    PALERMO_TRY(const std::string text, core::read_file(before));
    PALERMO_TRY(account, link::read_account(text, "account"));
  }
  PALERMO_TRY(link::RingPass pass, link::finish_pass(seat, std::move(letter), std::move(account), call.list.threads));
  Finished finished;
  if (pass.done) {
    PALERMO_CHECK_DONE(write_table(call, desk, pass.account, run));
    PALERMO_CHECK_DONE(enter(desk, std::move(entry), std::nullopt));
    finished.account = std::move(pass.account);
  } else {
    PALERMO_CHECK_DONE(check_free(call.out));
    PALERMO_CHECK_DONE(core::write_file(desk.account_path(run, pass.account.passes_done), link::account_file(pass.account), 0600));
    PALERMO_TRY(finished.sent, send(desk, pass.next, call.out, std::move(entry), std::nullopt));
  }
  std::error_code error;
  if (fs::exists(before) && !fs::remove(before, error)) return core::fail(core::kCannotWrite, {.file = "account"}, {{"reason", error.message()}});  // exact cells live no longer than they must
  return finished;
}

Result<Finished> finished_membership(Context& context, const PrivateCall& call, const OpenDesk& desk, link::Letter letter) {
  if (call.list.files.empty()) return core::fail(link::kOutOfTurn, {}, {{"problem", "membership is told of the list that was offered; name its file"}});
  PALERMO_TRY(const OwnList own, own_list(context, call, desk));
  const auto offered_it = [&](const link::JournalEntry& entry) { return entry.agreement == desk.agreement.hash() && entry.run == letter.run && entry.did == "offer" && entry.order == own.order_hash; };
  if (std::ranges::none_of(desk.journal, offered_it)) return core::fail(link::kOutOfTurn, {}, {{"problem", "the list is not the one that was offered"}});
  const link::Seat seat = desk.seat(letter.run);
  link::JournalEntry entry = entry_of(seat, "finish", &letter);
  PALERMO_TRY(const auto met, link::read_membership(seat, std::move(letter), own.order.size(), call.list.threads));
  Finished finished;
  std::string csv = "not for release\nrecord_id,key\n";
  for (std::size_t i = 0; i < met.size(); ++i)
    if (met[i]) {
      finished.members.emplace_back(own.lists.id(own.order[i]), link::word(*met[i]));
      core::append_csv_row(csv, std::array<std::string_view, 2>{finished.members.back().first, finished.members.back().second});
    }
  PALERMO_TRY(core::OutputFolder folder, core::OutputFolder::open(call.out, "link-private"));
  PALERMO_CHECK_DONE(folder.make_folder("inside", 0700));
  PALERMO_CHECK_DONE(folder.write("inside/membership.csv", csv, 0600));
  PALERMO_CHECK_DONE(folder.commit());
  PALERMO_CHECK_DONE(enter(desk, std::move(entry), std::nullopt));
  return finished;
}

int run_finish(Context& context, const PrivateCall& call) {
  const auto desk = open_ring_desk(call);
  if (!desk) return context.fail(desk.error());
  const auto received = receive(*desk, call.letter, "finish");
  if (!received) return context.fail(received.error());
  const int run = received->run;
  const bool membership = desk->agreement.result == link::PrivateResult::membership;
  const auto finished = membership ? finished_membership(context, call, *desk, *received) : finished_table(call, *desk, *received);
  if (!finished) return context.fail(finished.error());
  if (finished->sent) return tell_sent(context, *finished->sent, "palermo-link-private-sent/1", call.out);
  if (context.json()) {
    if (finished->account) return context.print_json(result_value(desk->agreement, *finished->account, run));
    Value value;
    value.set("not for release", true);
    value.set("format", "palermo-link-private-result/1");
    value.set("agreement", desk->agreement.hash());
    value.set("project", desk->agreement.project);
    value.set("run", run);
    value.set("tier", "A");
    value.set("members", static_cast<std::int64_t>(finished->members.size()));
    return context.print_json(value);
  }
  if (membership) return context.print(context.text("link.private.members", {{"n", static_cast<std::int64_t>(finished->members.size())}, {"folder", call.out}}));
  std::string text = context.text("link.private.done", {{"folder", call.out}, {"keys", key_words(desk->agreement)}});
  if (desk->agreement.tier == link::Tier::a) {
    core::Table table{context.text("link.private.by_key"), {{context.text("link.private.match_key")}, {context.text("link.private.people_added"), true}}, {}};
    for (std::size_t k = 0; k < desk->agreement.keys.size(); ++k) {
      std::int64_t people = 0;
      for (const auto& [history, n] : finished->account->added[k]) people += n;
      table.rows.push_back({std::string(link::word(desk->agreement.keys[k])), std::to_string(people)});
    }
    text += "\n\n" + core::to_plain_text(table);
  }
  return context.print(text);
}

void add_agreement(CLI::App& verb, const Context& context, PrivateCall& call) {
  verb.add_option("AGREEMENT", call.agreement, context.text("verb.link.private.agreement"))->required();
  verb.add_option("--desk", call.desk, context.text("verb.link.private.desk"))->type_name("DIR")->required();
}

void add_columns(CLI::App& verb, const Context& context, PrivateCall& call) {
  verb.add_option("--config", call.list.config, context.text("verb.link.config"))->type_name("FILE");
  verb.add_option("--id-column", call.list.id_column, context.text("verb.link.id_column"))->type_name("COLUMN");
  verb.add_option("--threads", call.list.threads, context.text("verb.link.threads"))->option_text("N")->check(CLI::Range(0, 256));
}

}  // namespace

void add_link_private(CLI::App& parent, Context& context) {
  CLI::App& family = add_family(parent, context, "link.private");
  const auto call = [] { return std::make_shared<PrivateCall>(); };
  add_link_private_bias(family, context);
  add_link_private_demo(family, context);
  add_link_private_filters(family, context);

  auto key = call();
  CLI::App& key_verb = add_verb(family, context, "link.private.key", "palermo link private key --desk desk-shelter", [&context, key] { return run_key(context, *key); });
  key_verb.add_option("--desk", key->desk, context.text("verb.link.private.desk"))->type_name("DIR")->required();

  auto sign = call();
  CLI::App& sign_verb = add_verb(family, context, "link.private.sign", "palermo link private sign private/agreement.yaml --desk private/desk-shelter", [&context, sign] { return run_sign(context, *sign); });
  add_agreement(sign_verb, context, *sign);

  auto offer = call();
  CLI::App& offer_verb = add_verb(family, context, "link.private.offer", "palermo link private offer private/agreement.yaml private/shelter.csv --desk private/desk-shelter --out letter-1",
                                  [&context, offer] { return tell_sent(context, offered(context, *offer), "palermo-link-private-sent/1", offer->out); });
  add_agreement(offer_verb, context, *offer);
  offer_verb.add_option("LIST", offer->list.files, context.text("verb.link.private.list"))->required()->expected(1);
  offer_verb.add_option("--out", offer->out, context.text("verb.link.private.out"))->type_name("FILE")->required();
  add_columns(offer_verb, context, *offer);

  auto answer = call();
  CLI::App& answer_verb = add_verb(family, context, "link.private.answer", "palermo link private answer private/agreement.yaml letter-1 private/hotline.csv --desk private/desk-hotline --out letter-2",
                                   [&context, answer] { return tell_sent(context, answered(context, *answer), "palermo-link-private-sent/1", answer->out); });
  add_agreement(answer_verb, context, *answer);
  answer_verb.add_option("LETTER", answer->letter, context.text("verb.link.private.letter"))->required();
  answer_verb.add_option("LIST", answer->list.files, context.text("verb.link.private.list"))->expected(0, 1);
  answer_verb.add_option("--out", answer->out, context.text("verb.link.private.out"))->type_name("FILE")->required();
  add_columns(answer_verb, context, *answer);

  auto finish = call();
  CLI::App& finish_verb = add_verb(family, context, "link.private.finish", "palermo link private finish private/agreement.yaml private/letters/letter-3 --desk private/desk-unit --out letter-4", [&context, finish] { return run_finish(context, *finish); });
  add_agreement(finish_verb, context, *finish);
  finish_verb.add_option("LETTER", finish->letter, context.text("verb.link.private.letter"))->required();
  finish_verb.add_option("LIST", finish->list.files, context.text("verb.link.private.list"))->expected(0, 1);
  finish_verb.add_option("--out", finish->out, context.text("verb.link.private.finish.out"))->type_name("PATH")->required();
  finish_verb.add_option("--draws", finish->draws, context.text("verb.link.run.draws"))->option_text("N")->check(CLI::Range(1, 10000))->capture_default_str();
  finish_verb.add_option("--seed", finish->seed, context.text("verb.link.run.seed"))->capture_default_str();
  add_columns(finish_verb, context, *finish);
}

}  // namespace palermo::cli
