// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/text_similarity.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace palermo::link {
namespace {

constexpr std::size_t kCut = 256;  // characters that are looked at
constexpr std::size_t kWord = 64;

// For each byte, where it stands in a text of up to 64 bytes. The table is the thread's own; its entries are cleared
// again.
class Places {
 public:
  explicit Places(std::string_view text) : text_(text) {
    for (std::size_t i = 0; i < text.size(); ++i) of_[static_cast<unsigned char>(text[i])] |= std::uint64_t{1} << i;
  }
  ~Places() {
    for (const char c : text_) of_[static_cast<unsigned char>(c)] = 0;
  }
  Places(const Places&) = delete;
  Places& operator=(const Places&) = delete;
  std::uint64_t operator()(char c) const { return of_[static_cast<unsigned char>(c)]; }

 private:
  static thread_local constinit std::array<std::uint64_t, 256> of_;
  std::string_view text_;
};
thread_local constinit std::array<std::uint64_t, 256> Places::of_{};

double jaro_of(std::size_t a, std::size_t b, std::size_t common, std::size_t out_of_order) {
  if (common == 0) return 0;
  const auto c = static_cast<double>(common);
  const double half = static_cast<double>(out_of_order / 2);
  return (c / static_cast<double>(a) + c / static_cast<double>(b) + (c - half) / c) / 3.0;
}

std::size_t window(std::size_t a, std::size_t b) {
  const std::size_t longer = std::max(a, b);
  return longer / 2 > 0 ? longer / 2 - 1 : 0;
}

// Both of at most 64 characters: marks are bits. `place(i)` gives the places in b of character i of a.
template <class Text, class PlacesOf>
double jaro_in_words(Text a, Text b, const PlacesOf& places) {
  const std::size_t reach = window(a.size(), b.size());
  std::uint64_t used_a = 0;
  std::uint64_t used_b = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::size_t low = i > reach ? i - reach : 0;
    const std::size_t width = i + reach + 1 - low;
    const std::uint64_t band =
        low >= kWord ? 0 : (width >= kWord ? ~std::uint64_t{0} : (std::uint64_t{1} << width) - 1) << low;
    const std::uint64_t free = places(a[i]) & band & ~used_b;
    used_b |= free & (~free + 1);
    used_a |= std::uint64_t{free != 0} << i;
  }
  std::size_t out_of_order = 0;
  for (std::uint64_t left_a = used_a, left_b = used_b; left_a != 0; left_a &= left_a - 1, left_b &= left_b - 1)
    out_of_order +=
        a[static_cast<std::size_t>(std::countr_zero(left_a))] != b[static_cast<std::size_t>(std::countr_zero(left_b))];
  return jaro_of(a.size(), b.size(), static_cast<std::size_t>(std::popcount(used_a)), out_of_order);
}

template <class Text>
double jaro_plain(Text a, Text b) {
  a = a.substr(0, kCut);
  b = b.substr(0, kCut);
  std::array<bool, kCut> used_a{};
  std::array<bool, kCut> used_b{};
  const std::size_t reach = window(a.size(), b.size());
  std::size_t common = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = i > reach ? i - reach : 0; j < std::min(b.size(), i + reach + 1); ++j) {
      if (used_b[j] || a[i] != b[j]) continue;
      used_a[i] = used_b[j] = true;
      ++common;
      break;
    }
  std::size_t out_of_order = 0;
  for (std::size_t i = 0, j = 0; i < a.size(); ++i) {
    if (!used_a[i]) continue;
    while (!used_b[j]) ++j;
    out_of_order += a[i] != b[j++];
  }
  return jaro_of(a.size(), b.size(), common, out_of_order);
}

template <class Text>
double with_prefix(Text a, Text b, double jaro) {
  if (jaro < 0.7) return jaro;
  std::size_t prefix = 0;
  while (prefix < 4 && prefix < a.size() && prefix < b.size() && a[prefix] == b[prefix]) ++prefix;
  return jaro + 0.1 * static_cast<double>(prefix) * (1.0 - jaro);
}

// Hyyrö's bit-parallel form of optimal string alignment; `pattern` of at most 64 characters, not empty.
template <class Text, class PlacesOf>
int osa_in_words(std::size_t pattern_size, Text text, const PlacesOf& places) {
  std::uint64_t up = ~std::uint64_t{0};
  std::uint64_t down = 0;
  std::uint64_t diagonal = 0;
  std::uint64_t places_before = 0;
  const std::uint64_t last = std::uint64_t{1} << (pattern_size - 1);
  int distance = static_cast<int>(pattern_size);
  for (const auto c : text) {
    const std::uint64_t here = places(c);
    const std::uint64_t swapped = (((~diagonal) & here) << 1U) & places_before;
    diagonal = (((here & up) + up) ^ up) | here | down | swapped;
    std::uint64_t right_up = down | ~(diagonal | up);
    std::uint64_t right_down = diagonal & up;
    distance += (right_up & last) != 0;
    distance -= (right_down & last) != 0;
    right_up = (right_up << 1U) | 1U;
    right_down <<= 1U;
    up = right_down | ~(diagonal | right_up);
    down = right_up & diagonal;
    places_before = here;
  }
  return distance;
}

template <class Text>
int osa_plain(Text a, Text b) {
  a = a.substr(0, kCut);
  b = b.substr(0, kCut);
  std::array<std::array<int, kCut + 1>, 3> rows;
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i + 2) % 3];
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], rows[(i + 1) % 3][j - 2] + 1);
    }
  }
  return rows[a.size() % 3][b.size()];
}

// Jaro's greedy pairing depends on which text is walked; the shorter is, then the lesser, so that jaro is symmetric.
template <class Text>
void in_one_order(Text& a, Text& b) {
  if (a.size() > b.size() || (a.size() == b.size() && b < a)) std::swap(a, b);
}

// Places of a code point in a short text, by looking: names have few letters.
struct LookedUp {
  std::u32string_view text;
  std::uint64_t operator()(char32_t c) const {
    std::uint64_t places = 0;
    for (std::size_t i = 0; i < text.size(); ++i) places |= std::uint64_t{text[i] == c} << i;
    return places;
  }
};

}  // namespace

double jaro(std::string_view a, std::string_view b) {
  if (a == b) return 1;
  in_one_order(a, b);
  if (a.empty() || b.empty()) return 0;
  if (a.size() > kWord || b.size() > kWord) return jaro_plain(a, b);
  const Places places(b);
  return jaro_in_words(a, b, places);
}

double jaro(std::u32string_view a, std::u32string_view b) {
  if (a == b) return 1;
  in_one_order(a, b);
  if (a.empty() || b.empty()) return 0;
  if (a.size() > kWord || b.size() > kWord) return jaro_plain(a, b);
  return jaro_in_words(a, b, LookedUp{b});
}

double jaro_winkler(std::string_view a, std::string_view b) { return with_prefix(a, b, jaro(a, b)); }
double jaro_winkler(std::u32string_view a, std::u32string_view b) { return with_prefix(a, b, jaro(a, b)); }

int osa(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (a.empty()) return static_cast<int>(b.size());
  if (a.size() > kWord) return osa_plain(a, b);
  const Places places(a);
  return osa_in_words(a.size(), b, places);
}

int osa(std::u32string_view a, std::u32string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (a.empty()) return static_cast<int>(b.size());
  if (a.size() > kWord) return osa_plain(a, b);
  return osa_in_words(a.size(), b, LookedUp{a});
}

bool one_edit(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t at = 0;
  while (at < a.size() && a[at] == b[at]) ++at;
  if (a.size() != b.size()) return a.substr(at) == b.substr(at + 1);
  if (at == a.size()) return true;
  if (a.substr(at + 1) == b.substr(at + 1)) return true;
  return at + 1 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at] && a.substr(at + 2) == b.substr(at + 2);
}

int allowed_edits(std::size_t longer) {
  if (longer < 5) return 0;
  return longer < 8 ? 1 : 2;
}

}  // namespace palermo::link
