// SPDX-License-Identifier: Apache-2.0
// palermo link private demo: a small private linkage to try the other verbs on: desks, an agreement, invented lists, letters.
#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>

#include "palermo/cli/link_desk.hpp"
#include "palermo/cli/link_files.hpp"
#include "palermo/cli/link_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/output.hpp"
#include "palermo/core/random.hpp"
#include "palermo/link/filter_linkage.hpp"
#include "palermo/link/sealed_letter.hpp"

namespace palermo::cli {
namespace {

using core::Done;
using core::Result;

constexpr std::string_view kParties[] = {"shelter", "hotline", "unit"};

// Two services with invented lists, and a unit that holds none; the unit counts.
link::Agreement demo_agreement(const std::vector<link::SigningKey>& keys) {
  link::Agreement agreement;
  agreement.project = "demo";
  agreement.purpose = "To try out how two services count the people whom both have met, without telling each other whom.";
  for (std::size_t i = 0; i < 2; ++i) agreement.holders.push_back({std::string(kParties[i]), link::Role::service, keys[i].public_key});
  agreement.finisher = {std::string(kParties[2]), link::Role::research, keys[2].public_key};
  agreement.keys = {link::MatchKey::phone, link::MatchKey::name_birth, link::MatchKey::name_year_sex};
  agreement.until = *core::day_of(2099, 12, 31);
  agreement.smallest_list = 50;
  for (const link::SigningKey& key : keys) (void)link::sign(agreement, key);
  return agreement;
}

// The first letter and its answers, until it is the unit's turn.
Result<std::vector<std::string>> letters_of(Context& context, const link::Agreement& agreement, const std::vector<link::Secret>& secrets, const std::string& lists) {
  std::vector<std::string> letters;
  link::Letter letter;
  const std::string nonces[] = {core::secret_hex(16), core::secret_hex(16)};
  for (std::size_t hop = 0; letter.to != kParties[2]; ++hop) {
    const std::size_t holder = hop % 2;
    const link::Seat seat{agreement, std::string(kParties[holder]), 1, secrets[holder], nonces[holder]};
    link::BlindedList own;
    if (hop < 2) {
      LinkCall call;
      call.files = {lists + "/" + seat.name + ".csv"};
      PALERMO_TRY(const LinkLists read, read_lists(context, call));
      std::vector<std::vector<std::string>> texts(read.records.size());
      for (link::RecordIndex i = 0; i < read.records.size(); ++i)
        for (const link::MatchKey key : agreement.keys) texts[i].push_back(link::match_text(read.records, i, key).value_or(""));
      PALERMO_TRY(own, link::blind_own_list(seat, texts));
    }
    if (hop == 0) {
      PALERMO_TRY(letter, link::begin_ring(seat, std::move(own), 1));
    } else {
      letter.hash = link::letter_hash(letters.back());
      PALERMO_TRY(letter, link::answer_ring(seat, std::move(letter), std::move(own), 1));
    }
    letters.push_back(link::write_letter(letter, seat.key()));
  }
  return letters;
}

// The same parties under tier B, and what both holders have sent to the unit.
link::Agreement filter_agreement(const std::vector<link::SigningKey>& keys) {
  link::Agreement agreement = demo_agreement(keys);
  agreement.project = "demo-filters";
  agreement.keys.clear();
  agreement.fields = {link::FilterField::name, link::FilterField::birth, link::FilterField::sex, link::FilterField::nationality, link::FilterField::phone};
  agreement.tier = link::Tier::b;
  agreement.signatures.clear();
  for (const link::SigningKey& key : keys) (void)link::sign(agreement, key);
  return agreement;
}

Result<std::vector<std::string>> filter_letters(Context& context, const link::Agreement& agreement, const std::vector<link::SigningKey>& keys, const std::string& lists) {
  std::vector<std::string> letters;
  const link::FilterEncoder encoder(link::Secret::random(), agreement.project, agreement.hardening);
  for (std::size_t h = 0; h < agreement.holders.size(); ++h) {
    LinkCall call;
    call.files = {lists + "/" + agreement.holders[h].name + ".csv"};
    PALERMO_TRY(const LinkLists read, read_lists(context, call));
    link::FilterList list{agreement.holders[h].name, true, {}};
    for (link::RecordIndex i = 0; i < read.records.size(); ++i) {
      link::RecordFilters& filters = list.records.emplace_back();
      for (const link::FilterField field : agreement.fields) filters[static_cast<std::size_t>(field)] = encoder.encode(read.records, i, field);
    }
    letters.push_back(link::write_sealed({agreement.hash(), 1, "filters", list.name, agreement.finisher.name, link::filters_bytes(list), {}}, agreement, keys[h]));
  }
  return letters;
}

// A desk for each party; `secrets` are theirs, in the same order.
Result<std::vector<link::SigningKey>> desks(core::OutputFolder& folder, const std::string& where, std::vector<link::Secret>& secrets) {
  std::vector<link::SigningKey> keys;
  secrets.clear();
  for (const std::string_view party : kParties) {
    secrets.push_back(link::Secret::random());
    keys.push_back(link::SigningKey::from(secrets.back()));
    const std::string desk = where + "desk-" + std::string(party);
    PALERMO_CHECK_DONE(folder.make_folder(desk, 0700));
    PALERMO_CHECK_DONE(folder.write(desk + "/holder.key", link::desk_file(secrets.back()), 0600));
  }
  return keys;
}

Result<std::size_t> made(Context& context, const std::string& out) {
  PALERMO_TRY(core::OutputFolder folder, core::OutputFolder::open(out, "link-private-demo"));
  const std::string lists = context.data_folder() + "/demo/lists";
  std::vector<link::Secret> secrets;
  PALERMO_TRY(const std::vector<link::SigningKey> keys, desks(folder, "", secrets));
  for (const std::string_view party : {kParties[0], kParties[1]}) {
    PALERMO_TRY(const std::string list, core::read_file(lists + "/" + std::string(party) + ".csv"));
    PALERMO_CHECK_DONE(folder.write(std::string(party) + ".csv", list, 0600));
  }
  const link::Agreement agreement = demo_agreement(keys);
  PALERMO_CHECK_DONE(folder.write("agreement.yaml", link::to_yaml(agreement)));
  PALERMO_TRY(const auto letters, letters_of(context, agreement, secrets, lists));
  for (std::size_t i = 0; i < letters.size(); ++i) PALERMO_CHECK_DONE(folder.write("letters/letter-" + std::to_string(i + 1), letters[i], 0600));
  // Tier B with desks of its own: one list is not handed in twice between the same parties.
  PALERMO_TRY(const std::vector<link::SigningKey> others, desks(folder, "filters/", secrets));
  const link::Agreement filters = filter_agreement(others);
  PALERMO_CHECK_DONE(folder.write("filters/agreement.yaml", link::to_yaml(filters)));
  PALERMO_TRY(const auto sealed, filter_letters(context, filters, others, lists));
  for (std::size_t i = 0; i < sealed.size(); ++i) PALERMO_CHECK_DONE(folder.write("filters/letter-" + std::to_string(i + 1), sealed[i], 0600));
  PALERMO_CHECK_DONE(folder.commit());
  return letters.size() + sealed.size();
}

int run_demo(Context& context, const std::string& out) {
  const auto letters = made(context, out);
  if (!letters) return context.fail(letters.error());
  const auto count = static_cast<std::int64_t>(*letters);
  if (!context.json()) return context.print(context.text("link.private.demo", {{"folder", out}, {"letters", count}}));
  core::Value value;
  value.set("format", "palermo-link-private-demo/1");
  value.set("letters", count);
  return context.print_json(value);
}

}  // namespace

void add_link_private_demo(CLI::App& family, Context& context) {
  auto out = std::make_shared<std::string>();
  CLI::App& verb = add_verb(family, context, "link.private.demo", "palermo link private demo --out private", [&context, out] { return run_demo(context, *out); });
  verb.add_option("--out", *out, context.text("verb.link.private.demo.out"))->type_name("DIR")->required();
}

}  // namespace palermo::cli
