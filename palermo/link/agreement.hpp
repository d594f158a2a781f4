// SPDX-License-Identifier: Apache-2.0
// Agreement: what the holders of lists have agreed to before anything private is computed, signed by every one of them.
//
// A small YAML file (docs/formats/link-agreement.md, palermo-link-agreement/1): project, purpose, holders with their roles and
// public keys, who finishes, the match keys in their order of strictness, tier, result, number of runs, last day, smallest list.
// Everything but the signatures is put into one canonical text; its SHA-256 names the agreement in every letter, and
// each holder and the finisher sign it (Ed25519). Nothing is computed under an agreement that one of them has not signed.
//
// Rules that no agreement can switch off (D20): membership is never returned to enforcement or immigration, nor told of a
// protecting list to an enforcing one; lists of a protecting and of an enforcing side meet only in tier C and by one key; exact cells
// over a protecting list are never seen by an enforcing finisher; filters are for a unit of research that holds no list, never where a
// protecting and an enforcing holder take part. Roles are what the parties say of themselves and sign.
// Facts: linkage 3.3 to 3.6. Pure functions.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/partial_date.hpp"
#include "palermo/core/result.hpp"
#include "palermo/core/value.hpp"
#include "palermo/link/blinding.hpp"
#include "palermo/link/filters.hpp"
#include "palermo/link/list.hpp"
#include "palermo/link/match_keys.hpp"

namespace palermo::link {

inline constexpr core::ErrorKind kBadAgreement{"private.bad_agreement", core::Exit::unreadable};
inline constexpr core::ErrorKind kNotSigned{"private.not_signed", core::Exit::refused, "D20"};
inline constexpr core::ErrorKind kBadSignature{"private.bad_signature", core::Exit::refused, "D20"};
inline constexpr core::ErrorKind kMembershipRefused{"private.membership_refused", core::Exit::refused, "D20"};
inline constexpr core::ErrorKind kNeedsNoise{"private.needs_noise", core::Exit::refused, "D20"};
inline constexpr core::ErrorKind kFinisherRefused{"private.finisher_refused", core::Exit::refused, "D20"};
inline constexpr core::ErrorKind kFiltersRefused{"private.filters_refused", core::Exit::refused, "D20"};
inline constexpr core::ErrorKind kAgreementEnded{"private.agreement_ended", core::Exit::refused, "D20"};

// A holds exact counts (or membership) computed on blinded points; C is A with noise on every cell before anybody reads it.
// B: holders send keyed filters (filters.hpp), sealed, to a unit that never has the key; it compares by degrees and counts.
enum class Tier : std::uint8_t { a, b, c };
[[nodiscard]] std::string_view word(Tier tier);  // "A"

enum class PrivateResult : std::uint8_t { table, membership };

using PublicKey = std::array<std::uint8_t, 32>;
using PartySignature = std::array<std::uint8_t, 64>;

struct Party {
  std::string name;  // [a-z0-9_-], up to 40
  Role role = Role::research;
  PublicKey key{};

  bool operator==(const Party&) const = default;
};

struct Agreement {
  std::string project;  // as Party::name
  std::string purpose;
  std::vector<Party> holders;  // in the order in which letters go round; 2 to 12
  Party finisher;              // one of the holders, or somebody who holds no list
  std::vector<MatchKey> keys;  // strictest first; none in tier B
  std::vector<FilterField> fields = {};  // tier B: what is compared
  Hardening hardening = {};    // tier B
  Tier tier = Tier::a;
  PrivateResult result = PrivateResult::table;
  std::string receiver;        // of membership: the holder who learns which of its own records the other has
  int runs = 1;
  core::Day until = 0;
  int smallest_list = 200;
  double sigma = 0;            // tier C: standard deviation of the noise on a cell, in people
  std::vector<std::pair<std::string, PartySignature>> signatures;  // by party

  [[nodiscard]] std::optional<std::size_t> holder(std::string_view name) const;
  [[nodiscard]] const Party* party(std::string_view name) const;
  // The text that is signed: every member but the signatures, in one order, one line of JSON.
  [[nodiscard]] std::string canonical() const;
  [[nodiscard]] std::string hash() const;  // SHA-256 of canonical(), hex
};

// Reads, and checks what no signature can mend. Errors: schema.*, private.bad_agreement, and the refusals above (D20).
[[nodiscard]] core::Result<Agreement> parse_agreement(const core::Value& document);
// Every holder and the finisher signed this very text, and `today` is not after its last day.
[[nodiscard]] core::Done check_signed(const Agreement& agreement, core::Day today);
[[nodiscard]] std::string to_yaml(const Agreement& agreement);

// A pair of signing keys from a secret (Ed25519).
struct SigningKey {
  PublicKey public_key{};
  Secret seed;

  [[nodiscard]] static SigningKey from(const Secret& secret);
  [[nodiscard]] PartySignature sign(std::string_view text) const;
};
[[nodiscard]] bool is_signed_by(const PublicKey& key, std::string_view text, const PartySignature& signature);

// Adds or replaces the signature of the party whose public key this is. Errors: private.bad_agreement when nobody's.
[[nodiscard]] core::Done sign(Agreement& agreement, const SigningKey& key);

[[nodiscard]] std::string to_hex(std::span<const std::uint8_t> bytes);
[[nodiscard]] bool from_hex(std::string_view hex, std::span<std::uint8_t> out);  // false: not exactly that many bytes

}  // namespace palermo::link
