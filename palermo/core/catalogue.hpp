// SPDX-License-Identifier: Apache-2.0
// Every text a user reads, by key and language.
//
// Source of the texts: data/messages/LANGUAGE/ROOM.yaml (flat maps of key: ICU MessageFormat pattern with named
// arguments), embedded at build time. "ar-XB" is the pseudo-locale: the English text, each word between right-to-left
// marks (U+200F U+202E word U+202C U+200F), so that a test and an eye can see any text that bypassed the catalogue.
//
// Thread safety: a Catalogue is immutable after construction.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "palermo/core/error.hpp"

namespace palermo::core {

// A named argument of a message. Numbers are written in the language's own digits and grouping.
struct Arg {
  std::string name;
  std::variant<std::int64_t, double, std::string> value;
};

class Catalogue {
 public:
  // language: BCP 47 ("en", "fr", "ar-XB"). An unknown language falls back to English, key by key.
  explicit Catalogue(std::string_view language = "en");
  ~Catalogue();
  Catalogue(Catalogue&&) noexcept;
  Catalogue& operator=(Catalogue&&) noexcept;

  // The text of `key`. A key that does not exist is returned between ⟦ ⟧: visible, never empty, never a crash.
  [[nodiscard]] std::string text(std::string_view key, const std::vector<Arg>& args = {}) const;
  [[nodiscard]] bool has(std::string_view key) const;

  // A whole number, or a share in [0, 1] as per cent with one decimal, as this language writes it.
  [[nodiscard]] std::string number(std::int64_t value) const;
  [[nodiscard]] std::string percent(double share) const;

  // One error, complete: what, where, how to mend it, and its code. Several lines, no trailing newline.
  [[nodiscard]] std::string explain(const Error& error) const;

  [[nodiscard]] const std::string& language() const;  // "en"
  [[nodiscard]] bool right_to_left() const;

  // All keys of the English catalogue, sorted; and the languages there are, the pseudo-locale last.
  [[nodiscard]] static std::vector<std::string> keys();
  [[nodiscard]] static std::vector<std::string> languages();

 private:
  struct Texts;
  std::unique_ptr<Texts> texts_;
};

}  // namespace palermo::core
