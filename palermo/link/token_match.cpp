// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/token_match.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "palermo/link/matching_key.hpp"
#include "palermo/link/text_similarity.hpp"

namespace palermo::link {
namespace {

using Tokens = std::span<const TokenView>;

constexpr std::size_t kShortSkeleton = 3;  // shorter ones are shared by too many names

TokenLevel spelling_level(const TokenView& a, const TokenView& b, std::size_t least) {
  const std::size_t longer = std::max(a.key.size(), b.key.size());
  const int allowed = longer < least ? 0 : allowed_edits(longer);
  if (allowed == 1 && one_edit(a.key, b.key)) return TokenLevel::near;
  if (allowed > 1 && std::max(a.key.size(), b.key.size()) - std::min(a.key.size(), b.key.size()) <= 2 &&
      osa(a.key, b.key) <= allowed)
    return TokenLevel::near;
  if (a.skeleton == b.skeleton && a.skeleton.size() >= kShortSkeleton) return TokenLevel::skeleton;
  if (std::min(a.roman.size(), b.roman.size()) < 4) return TokenLevel::different;
  const bool similar = jaro_winkler(a.roman, b.roman) >= 0.88 || jaro_winkler(a.key, b.key) >= 0.88;
  return similar ? TokenLevel::similar : TokenLevel::different;
}

// Two or three neighbours as one token.
struct Joined {
  std::array<char, 96> roman{};
  std::size_t roman_size = 0;
  KeyText key, bones;
  TokenView view;

  explicit Joined(Tokens parts) {
    for (const TokenView& part : parts) {
      for (const char c : part.roman)
        if (roman_size < roman.size()) roman[roman_size++] = c;
      for (const char c : part.key)
        if (key.empty() || key.back() != c) key.push(c);
      view.vowels_known = view.vowels_known && part.vowels_known;
    }
    bones = skeleton(key.view());
    view.roman = {roman.data(), roman_size};
    view.key = key.view();
    view.skeleton = bones.view();
  }
  Joined(const Joined&) = delete;
  Joined& operator=(const Joined&) = delete;
};

bool informative(const TokenView& token) { return !token.low_information; }

std::size_t informative(Tokens tokens) {
  return static_cast<std::size_t>(
      std::count_if(tokens.begin(), tokens.end(), [](const auto& t) { return informative(t); }));
}

// Shapes of a pair: how many tokens of each side. 1:1 first, so that a tie keeps tokens apart.
constexpr std::array<std::pair<std::uint8_t, std::uint8_t>, 5> kShapes = {{{1, 1}, {2, 1}, {1, 2}, {3, 1}, {1, 3}}};

TokenLevel level_of(Tokens a, Tokens b) {
  if (a.size() == 1 && b.size() == 1) return token_level(a[0], b[0]);
  return a.size() == 1 ? joined_level(b, a[0]) : joined_level(a, b[0]);
}

double gain_of(Tokens a, Tokens b, TokenLevel level) {
  if (level == TokenLevel::different) return 0;
  const std::size_t telling = informative(a) + informative(b);
  const double order = 1e-6 * static_cast<double>(a.size() + b.size() == 2);
  return level_score(level) *
             (static_cast<double>(telling) + 1e-3 * static_cast<double>(a.size() + b.size() - telling)) +
         order;
}

constexpr std::size_t kMasks = std::size_t{1} << kMatchTokens;

// A TokenPair without initial values: the tables of the search are filled before they are read.
struct Step {
  std::uint8_t a_count, b, b_count;
  TokenLevel level;
};

// Best gain from the tokens of a from i on, when `taken` of b are used. Exact: every state once.
struct Solver {
  Tokens a, b;
  std::size_t masks;
  std::size_t shapes;
  std::array<double, (kMatchTokens + 1) * kMasks> best;  // at i * masks + taken
  std::array<Step, (kMatchTokens + 1) * kMasks> step;
  std::array<std::array<std::array<TokenLevel, kMatchTokens>, kMatchTokens>, kShapes.size()> levels;

  Solver(Tokens left, Tokens right)
      : a(left),
        b(right),
        masks(std::size_t{1} << right.size()),
        shapes(left.size() > 1 || right.size() > 1 ? kShapes.size() : 1) {
    for (std::size_t s = 0; s < shapes; ++s)
      for (std::size_t i = 0; i + kShapes[s].first <= a.size(); ++i)
        for (std::size_t j = 0; j + kShapes[s].second <= b.size(); ++j)
          levels[s][i][j] = level_of(a.subspan(i, kShapes[s].first), b.subspan(j, kShapes[s].second));
  }

  void solve() {
    for (std::size_t m = 0; m < masks; ++m) best[a.size() * masks + m] = 0;
    for (std::size_t i = a.size(); i-- > 0;)
      for (std::size_t m = 0; m < masks; ++m) state(i, m);
  }

  void state(std::size_t i, std::size_t mask) {
    const std::size_t at = i * masks + mask;
    best[at] = best[(i + 1) * masks + mask];
    step[at] = {1, 0, 1, TokenLevel::different};
    for (std::size_t s = 0; s < shapes; ++s) {
      const auto [na, nb] = kShapes[s];
      if (i + na > a.size()) continue;
      for (std::size_t j = 0; j + nb <= b.size(); ++j) {
        const std::size_t used = ((std::size_t{1} << nb) - 1) << j;
        const TokenLevel level = levels[s][i][j];
        if ((mask & used) != 0 || level == TokenLevel::different) continue;
        const double total =
            gain_of(a.subspan(i, na), b.subspan(j, nb), level) + best[(i + na) * masks + (mask | used)];
        if (total <= best[at]) continue;
        best[at] = total;
        step[at] = {na, static_cast<std::uint8_t>(j), nb, level};
      }
    }
  }
};

bool content_before(const TokenView& a, const TokenView& b) {
  return std::tie(a.roman, a.key, a.part, a.low_information, a.vowels_known) <
         std::tie(b.roman, b.key, b.part, b.low_information, b.vowels_known);
}

bool exchanged(Tokens a, Tokens b) {
  return std::lexicographical_compare(b.begin(), b.end(), a.begin(), a.end(), content_before);
}

bool opposite_parts(Tokens a, Tokens b) {
  const auto differs = [](NamePart x, NamePart y) {
    return x != NamePart::unknown && y != NamePart::unknown && x != y;
  };
  for (const TokenView& x : a)
    for (const TokenView& y : b)
      if (differs(x.part, y.part)) return true;
  return false;
}

// Adds one pair to the counts of the match.
void count_pair(NameMatch& match, Tokens a, Tokens b, const TokenPair& pair) {
  const Tokens left = a.subspan(pair.a, pair.a_count);
  const Tokens right = b.subspan(pair.b, pair.b_count);
  const std::size_t of_a = informative(left);
  const std::size_t of_b = informative(right);
  match.matched_a = static_cast<std::uint8_t>(match.matched_a + of_a);
  match.matched_b = static_cast<std::uint8_t>(match.matched_b + of_b);
  if (of_a + of_b == 0) return;
  match.weakest = std::min(match.weakest, pair.level);
  match.score += level_score(pair.level) * static_cast<double>(of_a + of_b);
  if (opposite_parts(left, right)) match.parts_agree = false;
}

// Whether the informative tokens of each side that are paired stand before all that are left over, in one order.
bool begins(Tokens a, Tokens b, const NameMatch& match) {
  std::array<bool, kMatchTokens> left{};
  std::array<bool, kMatchTokens> right{};
  for (const TokenPair& pair : match.assigned()) {
    std::fill_n(left.begin() + pair.a, pair.a_count, true);
    std::fill_n(right.begin() + pair.b, pair.b_count, true);
  }
  const auto first = [](Tokens tokens, const auto& paired) {
    bool over = false;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (tokens[i].low_information) continue;
      if (paired[i] && over) return false;
      over = over || !paired[i];
    }
    return true;
  };
  return match.same_order && first(a, left) && first(b, right);
}

}  // namespace

TokenView view_of(const NameToken& token) {
  return {.roman = token.roman,
          .key = token.key,
          .skeleton = token.skeleton,
          .part = token.part,
          .low_information = token.low_information,
          .vowels_known = token.vowels_known,
          .initial = token.initial};
}

TokenLevel token_level(const TokenView& a, const TokenView& b) {
  if (a.roman == b.roman) return TokenLevel::exact;
  if (a.initial != b.initial) return a.roman.front() == b.roman.front() ? TokenLevel::initial : TokenLevel::different;
  if (a.key == b.key) return TokenLevel::key;
  // Vowels that were guessed may be right; when they are not, the consonants must be.
  if (!a.vowels_known || !b.vowels_known) {
    const bool same = a.skeleton == b.skeleton && a.skeleton.size() >= 2;
    return same ? TokenLevel::skeleton : TokenLevel::different;
  }
  return spelling_level(a, b, 5);
}

// A join must be near or better: a weak agreement of a made-up word says nothing.
TokenLevel joined_level(std::span<const TokenView> parts, const TokenView& whole) {
  std::size_t together = 0;
  for (const TokenView& part : parts) {
    if (part.initial) return TokenLevel::different;
    together += part.key.size();
  }
  if (together > whole.key.size() + 2 || whole.key.size() > together + 2) return TokenLevel::different;
  const Joined joined(parts);
  const TokenLevel level = token_level(joined.view, whole);
  return level >= TokenLevel::skeleton ? level : TokenLevel::different;
}

double level_score(TokenLevel level) {
  switch (level) {
    case TokenLevel::different:
      return 0;
    case TokenLevel::initial:
      return 0.4;
    case TokenLevel::similar:
      return 0.6;
    case TokenLevel::skeleton:
      return 0.7;
    case TokenLevel::near:
      return 0.85;
    case TokenLevel::key:
      return 0.95;
    case TokenLevel::exact:
      return 1;
  }
  return 0;
}

NameMatch match_names(Tokens a, Tokens b) {
  a = a.first(std::min(a.size(), kMatchTokens));
  b = b.first(std::min(b.size(), kMatchTokens));
  const bool turned = exchanged(a, b);
  if (turned) std::swap(a, b);
  NameMatch match;
  match.informative_a = static_cast<std::uint8_t>(informative(a));
  match.informative_b = static_cast<std::uint8_t>(informative(b));
  Solver solver(a, b);
  solver.solve();
  std::size_t mask = 0;
  int last_b = -1;
  for (std::size_t i = 0; i < a.size();) {
    const Step& step = solver.step[i * solver.masks + mask];
    if (step.level == TokenLevel::different) {
      ++i;
      continue;
    }
    const TokenPair pair{static_cast<std::uint8_t>(i), step.a_count, step.b, step.b_count, step.level};
    match.pairs[match.pair_count++] = pair;
    count_pair(match, a, b, pair);
    if (pair.b < last_b) match.same_order = false;
    last_b = pair.b;
    mask |= ((std::size_t{1} << pair.b_count) - 1) << pair.b;
    i += pair.a_count;
  }
  match.beginning = begins(a, b, match);
  const int telling = match.informative_a + match.informative_b;
  if (telling > 0) match.score /= telling;
  if (!turned) return match;
  std::swap(match.informative_a, match.informative_b);
  std::swap(match.matched_a, match.matched_b);
  for (TokenPair& pair : match.pairs) {
    std::swap(pair.a, pair.b);
    std::swap(pair.a_count, pair.b_count);
  }
  std::sort(match.pairs.begin(), match.pairs.begin() + match.pair_count,
            [](const TokenPair& x, const TokenPair& y) { return x.a < y.a; });
  return match;
}

NameLevel name_level(const NameMatch& match) {
  if (match.informative_a == 0 || match.informative_b == 0) return NameLevel::missing;
  if (match.matched_a == 0 && match.matched_b == 0) return NameLevel::different;
  const bool whole_a = match.matched_a == match.informative_a;
  const bool whole_b = match.matched_b == match.informative_b;
  const bool by_key = match.weakest >= TokenLevel::key;
  if (whole_a && whole_b && match.weakest >= TokenLevel::near) {
    if (match.weakest == TokenLevel::near) return NameLevel::near;
    if (match.weakest == TokenLevel::key) return NameLevel::key;
    const bool joined = std::any_of(match.assigned().begin(), match.assigned().end(),
                                    [](const TokenPair& pair) { return pair.a_count + pair.b_count > 2; });
    return match.same_order && !joined ? NameLevel::exact : NameLevel::exact_set;
  }
  if (whole_a || whole_b) {
    if (!by_key) return NameLevel::loose;
    const std::size_t shorter = whole_a ? match.informative_a : match.informative_b;
    return shorter >= 2 && match.beginning ? NameLevel::patronymic : NameLevel::subset;
  }
  const auto firm = [](const TokenPair& pair) { return pair.level >= TokenLevel::near; };
  return std::any_of(match.assigned().begin(), match.assigned().end(), firm) ? NameLevel::one_token
                                                                             : NameLevel::one_similar;
}

}  // namespace palermo::link
