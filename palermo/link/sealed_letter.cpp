// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/sealed_letter.hpp"

#include <sodium.h>

#include <array>
#include <cstdint>

#include "palermo/core/bytes.hpp"
#include "palermo/core/schema.hpp"
#include "palermo/link/letter_lines.hpp"
#include "palermo/link/ring.hpp"

namespace palermo::link {
namespace {

using core::Result;
using core::Value;

constexpr std::string_view kFormat = "palermo-link-sealed/1";

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

using BoxKey = std::array<unsigned char, crypto_box_PUBLICKEYBYTES>;

// The key that seals, of a key that signs.
bool box_key_of(const PublicKey& key, BoxKey& out) { return crypto_sign_ed25519_pk_to_curve25519(out.data(), key.data()) == 0; }

bool opened(std::string_view sealed, const SigningKey& key, std::string& out) {
  if (sealed.size() < crypto_box_SEALBYTES) return false;
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> full{};
  std::array<unsigned char, crypto_box_SECRETKEYBYTES> secret{};
  PublicKey ignored{};
  BoxKey box{};
  crypto_sign_seed_keypair(ignored.data(), full.data(), key.seed.bytes().data());
  out.resize(sealed.size() - crypto_box_SEALBYTES);
  const bool done = box_key_of(key.public_key, box) && crypto_sign_ed25519_sk_to_curve25519(secret.data(), full.data()) == 0 &&
                    crypto_box_seal_open(bytes_of(out), bytes_of(sealed), sealed.size(), box.data(), secret.data()) == 0;
  sodium_memzero(full.data(), full.size());
  sodium_memzero(secret.data(), secret.size());
  return done;
}

}  // namespace

std::string write_sealed(const SealedLetter& letter, const Agreement& agreement, const SigningKey& from) {
  BoxKey box{};
  std::string sealed(letter.content.size() + crypto_box_SEALBYTES, '\0');
  const Party* to = agreement.party(letter.to);
  const bool done = to != nullptr && box_key_of(to->key, box) && crypto_box_seal(bytes_of(sealed), bytes_of(letter.content), letter.content.size(), box.data()) == 0;
  if (!done) sealed.clear();  // a key of the agreement that is no point: nothing is sent, and nobody can open it
  Value head;
  head.set("format", kFormat);
  head.set("agreement", letter.agreement);
  head.set("run", letter.run);
  head.set("kind", letter.kind);
  head.set("from", letter.from);
  head.set("to", letter.to);
  const std::string text = core::to_json(head, -1) + "\n" + to_base64({bytes_of(sealed), sealed.size()}) + "\n";
  return text + signature_line(from.sign(text));
}

Result<SealedLetter> open_sealed(std::string_view bytes, std::string_view file, std::string_view kind, const Agreement& agreement, std::string_view self,
                                 const SigningKey& key) {
  const auto bad = [&](std::string_view problem) { return core::fail(kBadLetter, {.file = std::string(file)}, {{"problem", std::string(problem)}}); };
  std::string_view rest = bytes;
  PALERMO_TRY(const Value head, core::parse_json(take_line(rest), file));
  core::Reader reader(head, "letter");
  SealedLetter letter;
  (void)reader.choice("format", {std::string(kFormat)}, "");
  letter.agreement = reader.text("agreement");
  const std::int64_t run = reader.integer("run");
  letter.kind = reader.text("kind");
  letter.from = reader.text("from");
  letter.to = reader.text("to");
  PALERMO_CHECK_DONE(reader.finish());
  if (letter.agreement != agreement.hash()) return core::fail(kForeignLetter, {.file = std::string(file)});
  const std::string_view base64 = take_line(rest);
  const std::string_view signed_text = bytes.substr(0, bytes.size() - rest.size());
  const auto from = agreement.holder(letter.from);
  if (!from) return core::fail(kOutOfTurn, {}, {{"problem", "a sealed letter is written by a holder"}});
  const auto signature = signature_at_the_end(rest);
  if (!signature) return bad("its last line is no signature");
  if (!is_signed_by(agreement.holders[*from].key, signed_text, *signature)) return core::fail(kForgedLetter, {.file = std::string(file)}, {{"party", letter.from}});
  if (letter.kind != kind) return bad("it is of another kind");
  if (letter.to != self) return core::fail(kOutOfTurn, {}, {{"problem", "the letter is for another party"}});
  if (kind == "key" && *from != 0) return core::fail(kOutOfTurn, {}, {{"problem", "the key of the filters comes from the first holder"}});
  if (run < 1 || run > agreement.runs) return core::fail(kOutOfTurn, {}, {{"problem", "the letter is of a run that was not agreed"}});
  letter.run = static_cast<int>(run);
  std::string sealed(base64.size(), '\0');
  const auto got = from_base64(base64, {bytes_of(sealed), sealed.size()});
  if (!got) return bad("its sealed line is damaged");
  sealed.resize(*got);
  if (!opened(sealed, key, letter.content)) return bad("it cannot be opened with this party's key");
  letter.hash = core::sha256_hex(signed_text);
  return letter;
}

}  // namespace palermo::link
