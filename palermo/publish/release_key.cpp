// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/release_key.hpp"

#include <sodium.h>
#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "palermo/core/bytes.hpp"
#include "palermo/core/random.hpp"
#include "palermo/core/schema.hpp"

namespace palermo::publish {
namespace {

using core::Result;
using core::Value;

constexpr std::string_view kSecretFormat = "palermo-release-key/1";
constexpr std::string_view kPublicFormat = "palermo-release-public-key/1";

static_assert(crypto_sign_SEEDBYTES == 32 && crypto_sign_SECRETKEYBYTES == 64 && crypto_sign_PUBLICKEYBYTES == 32 && crypto_sign_BYTES == 64);

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

auto bad_key(std::string_view file, std::string_view problem) {
  return core::fail(kBadKey, {.file = std::string(file)}, {{"problem", std::string(problem)}});
}

}  // namespace

bool is_officer_name(std::string_view name) {
  return !name.empty() && name.size() <= 40 &&
         std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

std::string hex_of(std::span<const std::uint8_t> bytes) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * bytes.size());
  for (const std::uint8_t byte : bytes) {
    hex.push_back(kDigits[byte >> 4U]);
    hex.push_back(kDigits[byte & 15U]);
  }
  return hex;
}

bool bytes_of_hex(std::string_view hex, std::span<std::uint8_t> out) {
  if (hex.size() != 2 * out.size()) return false;
  const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
  for (std::size_t i = 0; i < out.size(); ++i) {
    const int high = digit(hex[2 * i]), low = digit(hex[2 * i + 1]);
    if (high < 0 || low < 0) return false;
    out[i] = static_cast<std::uint8_t>(16 * high + low);
  }
  return true;
}

void SigningKey::wipe() {
  sodium_memzero(seed_.data(), seed_.size());
  sodium_memzero(secret_.data(), secret_.size());
}

SigningKey::~SigningKey() { wipe(); }

SigningKey::SigningKey(SigningKey&& other) noexcept : officer_(std::move(other.officer_)), seed_(other.seed_), secret_(other.secret_) { other.wipe(); }

SigningKey& SigningKey::operator=(SigningKey&& other) noexcept {
  if (this == &other) return *this;
  officer_ = std::move(other.officer_);
  seed_ = other.seed_;
  secret_ = other.secret_;
  other.wipe();
  return *this;
}

Result<SigningKey> SigningKey::fresh(std::string_view name) {
  if (!is_officer_name(name)) return core::fail(kBadRole);
  SigningKey key;
  key.officer_.name = name;
  core::secret_bytes(key.seed_);
  crypto_sign_seed_keypair(key.officer_.key.data(), key.secret_.data(), key.seed_.data());
  return key;
}

Result<SigningKey> SigningKey::parse(std::string_view text, std::string_view file) {
  PALERMO_TRY(const Value value, core::parse_json(text, file));
  core::Reader reader(value, "key");
  (void)reader.choice("format", {std::string(kSecretFormat)}, "");
  const std::string name = reader.text("name");
  const std::string seed = reader.text("secret");
  PALERMO_CHECK_DONE(reader.finish());
  if (!is_officer_name(name)) return bad_key(file, "its name is no officer's role");
  SigningKey key;
  key.officer_.name = name;
  if (!bytes_of_hex(seed, key.seed_)) return bad_key(file, "its secret is not 64 hexadecimal digits");
  crypto_sign_seed_keypair(key.officer_.key.data(), key.secret_.data(), key.seed_.data());
  return key;
}

Result<SigningKey> SigningKey::read(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return core::fail(core::kNoFile, {.file = path});
  PALERMO_TRY(std::string text, core::read_file(path, core::kHandWritten));
  auto key = parse(text, path);
  sodium_memzero(text.data(), text.size());
  if (key && (status.st_mode & 077U) != 0) return core::fail(kExposedKey, {.file = path});  // a file that is no key was not copied
  return key;
}

SignatureBytes SigningKey::sign(std::string_view message) const {
  SignatureBytes signature{};
  crypto_sign_detached(signature.data(), nullptr, bytes_of(message), message.size(), secret_.data());
  return signature;
}

std::string SigningKey::to_text() const {
  Value value;
  value.set("format", kSecretFormat);
  value.set("name", officer_.name);
  value.set("secret", hex_of(seed_));
  return core::to_json(value) + "\n";
}

std::string public_key_text(const Officer& officer) {
  Value value;
  value.set("format", kPublicFormat);
  value.set("name", officer.name);
  value.set("public", hex_of(officer.key));
  return core::to_json(value) + "\n";
}

Result<Officer> parse_public_key(std::string_view text, std::string_view file) {
  PALERMO_TRY(const Value value, core::parse_json(text, file));
  core::Reader reader(value, "key");
  (void)reader.choice("format", {std::string(kPublicFormat)}, "");
  Officer officer{.name = reader.text("name"), .key = {}};
  const std::string hex = reader.text("public");
  PALERMO_CHECK_DONE(reader.finish());
  if (!is_officer_name(officer.name)) return bad_key(file, "its name is no officer's role");
  if (!bytes_of_hex(hex, officer.key)) return bad_key(file, "its public part is not 64 hexadecimal digits");
  return officer;
}

bool is_signed_by(const PublicKey& key, std::string_view message, const SignatureBytes& signature) {
  return crypto_sign_verify_detached(signature.data(), bytes_of(message), message.size(), key.data()) == 0;
}

}  // namespace palermo::publish
