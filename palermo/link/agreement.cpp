// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/agreement.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <set>

#include "palermo/core/bytes.hpp"
#include "palermo/core/schema.hpp"
#include "palermo/link/roles.hpp"

namespace palermo::link {
namespace {

using core::Done;
using core::Result;
using core::Value;

constexpr std::string_view kFormat = "palermo-link-agreement/1";
constexpr std::size_t kMostHolders = 12;
constexpr int kLowestSmallestList = 20;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

// Names stand as columns in capture tables; three words have a meaning there.
bool good_name(std::string_view name) {
  return name != "count" && name != "year" && name != "stratum" && !name.empty() && name.size() <= 40 && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

Result<Party> bad(const Value& node, std::string_view problem) {
  return core::fail(kBadAgreement, node.place(), {{"problem", std::string(problem)}});
}

Result<Party> read_party(const Value& node) {
  core::Reader reader(node, "holder", core::Quote::settings);
  Party party;
  party.name = reader.text("name");
  const std::string role = reader.text("role");
  const std::string key = reader.text("key");
  PALERMO_CHECK_DONE(reader.finish());
  if (!good_name(party.name)) return bad(node, "a name has only a to z, digits, - and _, at most 40 of them, and is not count, year or stratum");
  PALERMO_TRY(party.role, parse_role(role));
  if (!from_hex(key, party.key)) return bad(node, "a key is 64 hexadecimal digits, as palermo link private key prints it");
  return party;
}

Value to_value(const Party& party) {
  Value value;
  value.set("name", party.name);
  value.set("role", to_word(party.role));
  value.set("key", to_hex(party.key));
  return value;
}

// All but the signatures, in the one order that is signed.
Value body(const Agreement& agreement) {
  Value value;
  value.set("format", kFormat);
  value.set("project", agreement.project);
  value.set("purpose", agreement.purpose);
  Value holders{Value::Array{}};
  for (const Party& party : agreement.holders) holders.push(to_value(party));
  value.set("holders", std::move(holders));
  value.set("finisher", to_value(agreement.finisher));
  Value compared{Value::Array{}};
  for (const MatchKey key : agreement.keys) compared.push(word(key));
  for (const FilterField field : agreement.fields) compared.push(word(field));
  value.set(agreement.tier == Tier::b ? "fields" : "keys", std::move(compared));
  value.set("tier", word(agreement.tier));
  if (agreement.hardening.balanced) value.set("balanced", true);
  if (agreement.hardening.salted_by_year) value.set("salted_by_year", true);
  value.set("result", agreement.result == PrivateResult::table ? "table" : "membership");
  if (!agreement.receiver.empty()) value.set("receiver", agreement.receiver);
  value.set("runs", agreement.runs);
  value.set("until", core::PartialDate{{agreement.until, agreement.until}}.text());
  value.set("smallest_list", agreement.smallest_list);
  if (agreement.tier == Tier::c) value.set("sigma", agreement.sigma);
  return value;
}

bool has_side(const Agreement& agreement, bool (*side)(Role)) {
  return std::ranges::any_of(agreement.holders, [&](const Party& party) { return side(party.role); });
}

// What no signature can mend.
Done check_roles(const Agreement& agreement, const Value& document) {
  const bool mixed = has_side(agreement, [](Role r) { return protects(r); }) && has_side(agreement, [](Role r) { return enforces(r); });
  if (agreement.result == PrivateResult::membership) {
    const auto receiver = agreement.holder(agreement.receiver);
    if (mixed || enforces(agreement.holders[*receiver].role) || enforces(agreement.finisher.role))
      return core::fail(kMembershipRefused, document["receiver"].place());
    return {};
  }
  if (agreement.tier == Tier::b) {
    // The unit could find out who is who (link-private.md): it holds no list, and nobody on whose list people fear to stand takes part.
    if (mixed || agreement.finisher.role != Role::research || agreement.holder(agreement.finisher.name)) return core::fail(kFiltersRefused, document["finisher"].place());
    return {};
  }
  if (mixed && (agreement.tier != Tier::c || agreement.keys.size() != 1)) return core::fail(kNeedsNoise, document["tier"].place());
  if (has_side(agreement, [](Role r) { return protects(r); }) && enforces(agreement.finisher.role))
    return core::fail(kFinisherRefused, document["finisher"].place());
  return {};
}

Done check_parties(const Agreement& agreement, const Value& document) {
  const auto wrong = [&](std::string_view key, std::string_view problem) {
    return core::fail(kBadAgreement, document[key].place(), {{"problem", std::string(problem)}});
  };
  if (agreement.holders.size() < 2 || agreement.holders.size() > kMostHolders) return wrong("holders", "2 to 12 holders take part");
  std::set<std::string> names;
  std::set<PublicKey> keys;
  for (const Party& party : agreement.holders)
    if (!names.insert(party.name).second || !keys.insert(party.key).second) return wrong("holders", "two holders have one name or one key");
  const Party* same = agreement.party(agreement.finisher.name);
  if (same != &agreement.finisher && *same != agreement.finisher) return wrong("finisher", "the finisher has the name of a holder, with another role or key");
  if (same == &agreement.finisher && keys.contains(agreement.finisher.key)) return wrong("finisher", "the finisher has the key of a holder under another name");
  // Whoever shuffles last sees its own records come back in the order that it gave them.
  if (agreement.result == PrivateResult::table && agreement.holder(agreement.finisher.name) == agreement.holders.size() - 1)
    return wrong("finisher", "a holder that finishes stands before another in the ring: nobody would shuffle after it, and it could follow its own records");
  if (agreement.result == PrivateResult::membership) {
    if (agreement.holders.size() != 2) return wrong("result", "membership is between two holders");
    if (!agreement.holder(agreement.receiver)) return wrong("receiver", "the receiver of membership is one of the two holders");
    if (agreement.finisher.name != agreement.receiver) return wrong("finisher", "the receiver of membership finishes");
    if (agreement.tier != Tier::a) return wrong("tier", "membership is told in tier A only");
  } else if (!agreement.receiver.empty()) {
    return wrong("receiver", "a receiver goes with result: membership");
  }
  return {};
}

Done read_keys(const std::vector<std::string>& words, const Value& document, Agreement& agreement) {
  for (const std::string& one : words) {
    const auto key = match_key_of(one);
    if (!key || std::ranges::find(agreement.keys, *key) != agreement.keys.end()) {
      std::string known;
      for (const MatchKey each : all_match_keys()) known += (known.empty() ? "" : ", ") + std::string(word(each));
      return core::fail(kBadAgreement, document["keys"].place(), {{"problem", "match keys, each once, of: " + known}});
    }
    agreement.keys.push_back(*key);
  }
  if (agreement.keys.empty()) return core::fail(kBadAgreement, document["keys"].place(), {{"problem", "at least one match key"}});
  return {};
}

Done read_fields(const std::vector<std::string>& words, const Value& document, Agreement& agreement) {
  std::string known;
  for (const FilterField field : kFilterFields) known += (known.empty() ? "" : ", ") + std::string(word(field));
  for (const std::string& one : words) {
    const auto field = std::ranges::find(kFilterFields, one, [](FilterField each) { return word(each); });
    if (field == kFilterFields.end() || std::ranges::find(agreement.fields, *field) != agreement.fields.end())
      return core::fail(kBadAgreement, document["fields"].place(), {{"problem", "fields, each once, of: " + known}});
    agreement.fields.push_back(*field);
  }
  constexpr std::size_t kFewestFields = 2;
  if (agreement.fields.size() < kFewestFields) return core::fail(kBadAgreement, document["fields"].place(), {{"problem", "tier B compares two fields or more, of: " + known}});
  return {};
}

Done read_signatures(const Value* list, Agreement& agreement) {
  if (list == nullptr) return {};
  for (const Value& node : list->items()) {
    core::Reader reader(node, "signature", core::Quote::settings);
    const std::string by = reader.text("by"), hex = reader.text("signature");
    PALERMO_CHECK_DONE(reader.finish());
    PartySignature signature{};
    if (agreement.party(by) == nullptr || !from_hex(hex, signature))
      return core::fail(kBadAgreement, node.place(), {{"problem", "a signature is by a party, in 128 hexadecimal digits"}});
    if (std::ranges::any_of(agreement.signatures, [&](const auto& one) { return one.first == by; }))
      return core::fail(kBadAgreement, node.place(), {{"problem", "one party signed twice"}});
    agreement.signatures.emplace_back(by, signature);
  }
  return {};
}

}  // namespace

std::string_view word(Tier tier) { return tier == Tier::a ? "A" : tier == Tier::b ? "B" : "C"; }

std::string to_hex(std::span<const std::uint8_t> bytes) {
  std::string hex;
  for (const std::uint8_t byte : bytes) fmt::format_to(std::back_inserter(hex), "{:02x}", byte);
  return hex;
}

bool from_hex(std::string_view hex, std::span<std::uint8_t> out) {
  if (hex.size() != 2 * out.size()) return false;
  std::size_t got = 0;
  return sodium_hex2bin(out.data(), out.size(), hex.data(), hex.size(), nullptr, &got, nullptr) == 0 && got == out.size();
}

std::optional<std::size_t> Agreement::holder(std::string_view name) const {
  const auto at = std::ranges::find(holders, name, &Party::name);
  if (at == holders.end()) return std::nullopt;
  return static_cast<std::size_t>(at - holders.begin());
}

const Party* Agreement::party(std::string_view name) const {
  if (const auto at = holder(name)) return &holders[*at];
  return finisher.name == name ? &finisher : nullptr;
}

std::string Agreement::canonical() const { return core::to_json(body(*this), -1); }

std::string Agreement::hash() const { return core::sha256_hex(canonical()); }

Result<Agreement> parse_agreement(const Value& document) {
  core::Reader reader(document, "agreement", core::Quote::settings);
  Agreement agreement;
  (void)reader.choice("format", {std::string(kFormat)}, "");
  agreement.project = reader.text("project");
  agreement.purpose = reader.text("purpose");
  const Value* holders = reader.array("holders");
  const Value* finisher = reader.object("finisher");
  const std::vector<std::string> keys = reader.texts("keys");
  const std::vector<std::string> fields = reader.texts("fields");
  agreement.hardening.balanced = reader.flag("balanced", false);
  agreement.hardening.salted_by_year = reader.flag("salted_by_year", false);
  const std::string tier = reader.choice("tier", {"A", "B", "C"}, "A");
  agreement.tier = tier == "C" ? Tier::c : tier == "B" ? Tier::b : Tier::a;
  agreement.result = reader.choice("result", {"table", "membership"}, "table") == "table" ? PrivateResult::table : PrivateResult::membership;
  agreement.receiver = reader.optional_text("receiver").value_or("");
  const std::int64_t runs = reader.optional_integer("runs").value_or(1);
  const std::string until = reader.text("until");
  const std::int64_t smallest = reader.optional_integer("smallest_list").value_or(200);
  const Value* sigma = reader.any("sigma");
  const Value* signatures = reader.array("signatures");
  PALERMO_CHECK_DONE(reader.finish());
  const auto wrong = [&](std::string_view key, std::string_view problem) {
    return core::fail(kBadAgreement, document[key].place(), {{"problem", std::string(problem)}});
  };
  if (holders == nullptr || finisher == nullptr) return wrong(holders ? "finisher" : "holders", "holders and a finisher are named");
  if (!good_name(agreement.project)) return wrong("project", "a project's name has only a to z, digits, - and _, at most 40 of them");
  if (agreement.purpose.size() < 10 || agreement.purpose.size() > 2000) return wrong("purpose", "a purpose of 10 to 2000 characters");
  if (runs < 1 || runs > 12) return wrong("runs", "1 to 12 runs");
  if (smallest < kLowestSmallestList || smallest > 1'000'000) return wrong("smallest_list", "a smallest list of at least 20 records");
  agreement.runs = static_cast<int>(runs);
  agreement.smallest_list = static_cast<int>(smallest);
  PALERMO_TRY(const auto day, core::parse_date(until));
  if (!day.days.min || day.days.min != day.days.max) return wrong("until", "one day, as 2027-12-31");
  agreement.until = *day.days.min;
  if (agreement.tier == Tier::c) {
    agreement.sigma = sigma != nullptr && sigma->is_number() ? sigma->as_number() : 0;
    if (!(agreement.sigma >= 0.5 && agreement.sigma <= 1000)) return wrong("sigma", "tier C states its noise: sigma, 0.5 to 1000 people");
  } else if (sigma != nullptr) {
    return wrong("sigma", "sigma goes with tier C");
  }
  for (const Value& node : holders->items()) {
    PALERMO_TRY(auto party, read_party(node));
    agreement.holders.push_back(std::move(party));
  }
  PALERMO_TRY(agreement.finisher, read_party(*finisher));
  if (agreement.tier == Tier::b) {
    if (!keys.empty()) return wrong("keys", "match keys are of tiers A and C; tier B has fields");
    PALERMO_CHECK_DONE(read_fields(fields, document, agreement));
  } else {
    if (!fields.empty() || agreement.hardening != Hardening{}) return wrong("fields", "fields and their hardening are of tier B");
    PALERMO_CHECK_DONE(read_keys(keys, document, agreement));
  }
  PALERMO_CHECK_DONE(check_parties(agreement, document));
  PALERMO_CHECK_DONE(check_roles(agreement, document));
  PALERMO_CHECK_DONE(read_signatures(signatures, agreement));
  return agreement;
}

Done check_signed(const Agreement& agreement, core::Day today) {
  if (today > agreement.until)
    return core::fail(kAgreementEnded, {}, {{"until", core::PartialDate{{agreement.until, agreement.until}}.text()}});
  const std::string text = agreement.canonical();
  const auto check = [&](const Party& party) -> Done {
    const auto at = std::ranges::find(agreement.signatures, party.name, [](const auto& one) { return one.first; });
    if (at == agreement.signatures.end()) return core::fail(kNotSigned, {}, {{"party", party.name}});
    if (!is_signed_by(party.key, text, at->second)) return core::fail(kBadSignature, {}, {{"party", party.name}});
    return {};
  };
  for (const Party& party : agreement.holders) PALERMO_CHECK_DONE(check(party));
  return check(agreement.finisher);
}

std::string to_yaml(const Agreement& agreement) {
  // JSON is YAML: one writer for both, and what is read back is what was signed.
  Value value = body(agreement);
  Value signatures{Value::Array{}};
  for (const auto& [by, signature] : agreement.signatures) {
    Value one;
    one.set("by", by);
    one.set("signature", to_hex(signature));
    signatures.push(std::move(one));
  }
  value.set("signatures", std::move(signatures));
  return core::to_json(value) + "\n";
}

SigningKey SigningKey::from(const Secret& secret) {
  SigningKey key;
  key.seed = secret.derived("palermo link private: signing");
  std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> full{};
  crypto_sign_seed_keypair(key.public_key.data(), full.data(), key.seed.bytes().data());
  sodium_memzero(full.data(), full.size());
  return key;
}

PartySignature SigningKey::sign(std::string_view text) const {
  PublicKey ignored{};
  std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> full{};
  crypto_sign_seed_keypair(ignored.data(), full.data(), seed.bytes().data());
  PartySignature signature{};
  crypto_sign_detached(signature.data(), nullptr, bytes_of(text), text.size(), full.data());
  sodium_memzero(full.data(), full.size());
  return signature;
}

bool is_signed_by(const PublicKey& key, std::string_view text, const PartySignature& signature) {
  return crypto_sign_verify_detached(signature.data(), bytes_of(text), text.size(), key.data()) == 0;
}

Done sign(Agreement& agreement, const SigningKey& key) {
  const auto add = [&](const Party& party) {
    if (party.key != key.public_key) return false;
    std::erase_if(agreement.signatures, [&](const auto& one) { return one.first == party.name; });
    agreement.signatures.emplace_back(party.name, key.sign(agreement.canonical()));
    return true;
  };
  if (std::ranges::any_of(agreement.holders, add) || add(agreement.finisher)) return {};
  return core::fail(kBadAgreement, {}, {{"problem", "this key belongs to none of the parties"}});
}

}  // namespace palermo::link
