// SPDX-License-Identifier: Apache-2.0
// Sealed letter (tier B): a file that one party can read, and of which everybody can see who wrote it, for whom and under which agreement.
//
// Three lines: a head of JSON (palermo-link-sealed/1: agreement, run, kind, from, to), the sealed bytes in base64, and the signature (Ed25519)
// of the two lines before. Sealed with a key that is used once, to the addressee's key of the agreement (X25519 from Ed25519,
// XSalsa20-Poly1305: libsodium's sealed box): whoever finds it on a stick learns its length.
// Two kinds: "key", the secret of the filters from the first holder to another, never to the finisher; "filters", a holder's filters to the
// finisher. Pure functions; who may write which is checked here (D20).
#pragma once

#include <string>
#include <string_view>

#include "palermo/link/agreement.hpp"
#include "palermo/link/letter.hpp"

namespace palermo::link {

struct SealedLetter {
  std::string agreement;  // hash
  int run = 1;
  std::string kind, from, to;
  std::string content;    // opened
  std::string hash;       // SHA-256 of what was signed
};

[[nodiscard]] std::string write_sealed(const SealedLetter& letter, const Agreement& agreement, const SigningKey& from);
// Errors: private.bad_letter (damaged, or another kind), private.foreign_letter (another agreement), private.forged_letter, private.out_of_turn
// (for somebody else; a key that is not from the first holder; filters that are not from a holder).
[[nodiscard]] core::Result<SealedLetter> open_sealed(std::string_view bytes, std::string_view file, std::string_view kind, const Agreement& agreement,
                                                     std::string_view self, const SigningKey& key);

}  // namespace palermo::link
