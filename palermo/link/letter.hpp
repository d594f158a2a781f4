// SPDX-License-Identifier: Apache-2.0
// Letter: what one holder hands to the next on a stick: blinded points, and a head that says what it is; signed.
//
// Three kinds of line: one line of JSON, the head; one line of base64 a list, its points; one line of JSON with the signature
// (Ed25519) over every byte before it. The head names the agreement by its hash, the run, the pass (one a match key, from 0),
// the hop, sender and addressee, and the SHA-256 of the letter it answers: a letter of another agreement, another run, a
// letter twice, or one that somebody changed is refused. A letter has no handle of a record: within a list the bundles are
// shuffled at every hop. Sizes of lists are seen by everybody who holds a letter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/link/agreement.hpp"
#include "palermo/link/blinding.hpp"

namespace palermo::link {

inline constexpr core::ErrorKind kBadLetter{"private.bad_letter", core::Exit::unreadable};
inline constexpr core::ErrorKind kForeignLetter{"private.foreign_letter", core::Exit::refused, "D20"};  // of another agreement or run
inline constexpr core::ErrorKind kForgedLetter{"private.forged_letter", core::Exit::refused, "D20"};

// One list on its way: bundles of one point a match key that has not been tried, the strictest first, bundle after bundle.
struct BlindedList {
  std::size_t holder = 0;     // in Agreement::holders
  std::uint32_t raised_by = 0;  // in this pass, bit i: by holder i
  std::size_t keys = 0;       // points a bundle
  std::vector<Point> points;  // keys x bundles

  [[nodiscard]] std::size_t bundles() const { return keys == 0 ? 0 : points.size() / keys; }
};

struct Letter {
  std::string agreement;  // hash
  int run = 1;
  int pass = 0;
  int hop = 0;
  std::string from, to;
  std::string answers;    // SHA-256 of the letter before; "" for the first
  std::vector<BlindedList> lists;
  std::string hash;           // SHA-256 of what was signed; filled by read_letter
};

// SHA-256 of what is signed of a written letter: of everything but its last line.
[[nodiscard]] std::string letter_hash(std::string_view bytes);

// The bytes of a letter, signed by its sender.
[[nodiscard]] std::string write_letter(const Letter& letter, const SigningKey& key);

// Errors: private.bad_letter (not a whole letter), private.forged_letter (not signed by the party it says it is from),
// private.foreign_letter (of another agreement).
[[nodiscard]] core::Result<Letter> read_letter(std::string_view bytes, std::string_view file, const Agreement& agreement);

}  // namespace palermo::link
