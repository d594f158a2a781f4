// SPDX-License-Identifier: Apache-2.0
// The keys with which two officers sign what a release spends and what it publishes. Ed25519 (RFC 8032), by libsodium.
//
// Files (docs/formats/release-ledger.md):
//   NAME.key   palermo-release-key/1, JSON, the 32-byte seed in hex; for its officer alone, mode 0600: a file that others may
//              read is refused, as it may have been copied;
//   NAME.pub   palermo-release-public-key/1, JSON, the public key in hex;
//   NAME.key.seen  palermo-release-seen/1: the last entry of each ledger that this officer has seen (ledger_file.hpp).
// An officer is named by a role ("data-protection"), never by a person's name: the ledger may be shown to others.
// Secret bytes are wiped when a key goes away. Not thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "palermo/core/result.hpp"

namespace palermo::publish {

inline constexpr core::ErrorKind kBadKey{"release.bad_key", core::Exit::unreadable};          // args: problem
inline constexpr core::ErrorKind kBadRole{"release.bad_role", core::Exit::usage};  // an officer's name that is no role
inline constexpr core::ErrorKind kExposedKey{"release.exposed_key", core::Exit::refused, "D29"};  // others may read it

using PublicKey = std::array<std::uint8_t, 32>;
using SignatureBytes = std::array<std::uint8_t, 64>;

// Who may sign: a role and its public key.
struct Officer {
  std::string name;
  PublicKey key{};
  bool operator==(const Officer&) const = default;
};

class SigningKey {
 public:
  // A new key from the operating system's randomness. Errors: release.bad_role (a name is a-z, 0-9 and -, 1 to 40 of them).
  [[nodiscard]] static core::Result<SigningKey> fresh(std::string_view name);
  // Text of a NAME.key. Errors: release.bad_key, those of parse_json.
  [[nodiscard]] static core::Result<SigningKey> parse(std::string_view text, std::string_view file);
  // The same from disk. Errors: also release.exposed_key, file.*.
  [[nodiscard]] static core::Result<SigningKey> read(const std::string& path);

  SigningKey(const SigningKey&) = delete;
  SigningKey& operator=(const SigningKey&) = delete;
  SigningKey(SigningKey&& other) noexcept;
  SigningKey& operator=(SigningKey&& other) noexcept;
  ~SigningKey();

  [[nodiscard]] const Officer& officer() const { return officer_; }
  [[nodiscard]] SignatureBytes sign(std::string_view message) const;
  [[nodiscard]] std::string to_text() const;  // of NAME.key: keep it secret

 private:
  SigningKey() = default;
  void wipe();
  Officer officer_;
  std::array<std::uint8_t, 32> seed_{};
  std::array<std::uint8_t, 64> secret_{};
};

[[nodiscard]] std::string public_key_text(const Officer& officer);  // of NAME.pub
[[nodiscard]] core::Result<Officer> parse_public_key(std::string_view text, std::string_view file);
[[nodiscard]] bool is_signed_by(const PublicKey& key, std::string_view message, const SignatureBytes& signature);

[[nodiscard]] bool is_officer_name(std::string_view name);
[[nodiscard]] std::string hex_of(std::span<const std::uint8_t> bytes);
// Lower-case hex of exactly out.size() bytes; false when it is anything else.
[[nodiscard]] bool bytes_of_hex(std::string_view hex, std::span<std::uint8_t> out);

}  // namespace palermo::publish
