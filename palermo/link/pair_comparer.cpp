// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/pair_comparer.hpp"

#include <algorithm>
#include <array>

#include "palermo/link/text_similarity.hpp"

namespace palermo::link {
namespace {

constexpr std::size_t kWordSlots = std::size_t{1} << 17U;
constexpr std::size_t kTextSlots = std::size_t{1} << 16U;
constexpr std::size_t kWords = 8;
constexpr float kNeighbourBits = 1.5;  // log2 of how many times as usual the spellings near a word are as the word: a guess, not fitted

Level as_level(NameAgreement agreement) { return static_cast<Level>(agreement); }

std::uint64_t key_of(std::uint32_t a, std::uint32_t b) {
  return a < b ? (std::uint64_t{a} << 32U) | b : (std::uint64_t{b} << 32U) | a;
}

bool share_word(std::string_view a, std::string_view b) {
  while (!a.empty()) {
    const std::size_t end = std::min(a.find(' '), a.size());
    const std::string_view wanted = a.substr(0, end);
    a.remove_prefix(std::min(end + 1, a.size()));
    if (wanted.size() < 4) continue;
    for (std::size_t at = b.find(wanted); at != std::string_view::npos; at = b.find(wanted, at + 1)) {
      const bool begins = at == 0 || b[at - 1] == ' ';
      const bool ends = at + wanted.size() == b.size() || b[at + wanted.size()] == ' ';
      if (begins && ends) return true;
    }
  }
  return false;
}

std::size_t common_prefix(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  std::size_t n = 0;
  while (n < most && a[n] == b[n]) ++n;
  return n;
}

// The best of two small sets of numbers: document and telephone.
template <class Equal>
Level number_level(const std::array<TextId, 2>& a, const std::array<TextId, 2>& b, const Equal& level) {
  Level best = 0;
  for (const TextId x : a)
    for (const TextId y : b)
      if (x != 0 && y != 0) best = std::max(best, x == y ? Level{5} : level(x, y));
  return best;
}

Level birth_agreement(const Birth& a, const Birth& b) {
  using B = BirthAgreement;
  B out = B::missing;
  switch (birth_level(a, b)) {
    case BirthLevel::missing: out = B::missing; break;
    case BirthLevel::different: out = B::different; break;
    case BirthLevel::within_10_years: out = B::within_10_years; break;
    case BirthLevel::age_within_3: out = B::age_within_3; break;
    case BirthLevel::age_within_1:
      out = a.first_year <= b.last_year && b.first_year <= a.last_year ? B::age_meets : B::age_within_1;
      break;
    case BirthLevel::within_1_year: out = B::within_1_year; break;
    case BirthLevel::same_day_month: out = B::same_day_month; break;
    case BirthLevel::same_year: out = a.day == b.day && a.day != 0 ? B::same_year_day : B::same_year; break;
    case BirthLevel::same_year_default:
      out = a.whole() && b.whole() && a.month == b.month && a.day == b.day ? B::same_default : B::same_year_default;
      break;
    case BirthLevel::calendar_shift: out = B::calendar_shift; break;
    case BirthLevel::same_year_month: out = a.day == 0 || b.day == 0 ? B::same_year_month_no_day : B::same_year_month; break;
    case BirthLevel::one_digit: out = B::one_digit; break;
    case BirthLevel::day_month_swapped: out = B::day_month_swapped; break;
    case BirthLevel::exact: out = B::exact; break;
  }
  return static_cast<Level>(out);
}

}  // namespace

// The informative words of a name, or all when none is informative.
struct PairComparer::Words {
  std::array<TokenUse, kWords> uses{};
  std::size_t count = 0;

  Words(const Records& records, std::span<const TokenUse> name) {
    for (const bool low : {false, true}) {
      for (const TokenUse use : name)
        if (count < kWords && (low || !records.tokens[use.token].low_information)) uses[count++] = use;
      if (count != 0) return;
    }
  }
  [[nodiscard]] NamePart part(std::size_t i) const { return static_cast<NamePart>(uses[i].part); }
};

PairComparer::PairComparer(const Records& records, const TermFrequency& frequency, const Variants* variants)
    : records_(records), frequency_(frequency), variants_(variants), words_(kWordSlots), texts_(kTextSlots) {}

TokenView PairComparer::view_of(std::uint32_t id) const {
  const Token& token = records_.tokens[id];
  return {.roman = records_.texts.text(token.roman),
          .key = records_.texts.text(token.key),
          .skeleton = records_.texts.text(token.skeleton),
          .part = NamePart::unknown,
          .low_information = false,
          .vowels_known = token.vowels_known,
          .initial = token.initial};
}

TokenLevel PairComparer::word_level(std::uint32_t a, std::uint32_t b) {
  if (a == b) return TokenLevel::exact;
  const std::uint64_t key = key_of(a, b);
  Slot& slot = words_[mix(key) & (kWordSlots - 1)];
  if (slot.key == key) return static_cast<TokenLevel>(slot.level);
  TokenLevel level = token_level(view_of(a), view_of(b));
  // The key of a short name is shorter still: a slip in the name as it is written counts too.
  if (level < TokenLevel::near && level != TokenLevel::initial) {
    const std::string_view x = view_of(a).roman;
    const std::string_view y = view_of(b).roman;
    const int allowed = allowed_edits(std::max(x.size(), y.size()));
    if (allowed > 0 && (one_edit(x, y) || (allowed > 1 && osa(x, y) <= allowed))) level = TokenLevel::near;
  }
  if (variants_ != nullptr && level < TokenLevel::near &&
      variants_->has(records_.tokens[a].spelling, records_.tokens[b].spelling))
    level = TokenLevel::near;
  slot = {key, static_cast<std::uint8_t>(level)};
  return level;
}

bool PairComparer::alias_agrees(const Record& a, const Record& b) const {
  const auto has = [this](std::span<const TokenUse> set, std::uint32_t spelling) {
    return std::ranges::any_of(set, [&](TokenUse use) { return records_.tokens[use.token].spelling == spelling; });
  };
  for (const auto& [x, y] : {std::pair{&a, &b}, std::pair{&b, &a}}) {
    for (const TokenUse use : records_.aliases(*x)) {
      const Token& token = records_.tokens[use.token];
      if (token.low_information || token.initial || records_.texts.text(token.roman).size() < 4) continue;
      // Said of one as alias, of the other as name or alias, and not shared by the names themselves.
      if ((has(records_.name(*y), token.spelling) || has(records_.aliases(*y), token.spelling)) &&
          !has(records_.name(*x), token.spelling))
        return true;
    }
  }
  return false;
}

Level PairComparer::name_level(const Record& ra, const Record& rb, std::uint32_t group, float& bits) {
  const Words a(records_, records_.name(ra));
  const Words b(records_, records_.name(rb));
  if (a.count == 0 || b.count == 0) return as_level(NameAgreement::missing);
  std::array<bool, kWords> used_a{};
  std::array<bool, kWords> used_b{};
  std::size_t exact = 0;
  std::size_t near = 0;
  std::size_t weak = 0;
  bool in_order = true;
  bool slip = false;
  bool weak_slip = false;
  bool family = false;
  float exact_bits = 0;
  std::size_t last_b = 0;
  const auto spelling = [this](TokenUse use) { return records_.tokens[use.token].spelling; };
  for (std::size_t i = 0; i < a.count; ++i) {
    std::size_t best = kWords;
    for (std::size_t j = 0; j < b.count; ++j)
      if (!used_b[j] && spelling(a.uses[i]) == spelling(b.uses[j]) && (best == kWords || a.part(i) == b.part(j))) {
        best = j;
        if (a.part(i) == b.part(j)) break;
      }
    if (best == kWords) continue;
    used_a[i] = used_b[best] = true;
    if (exact++ != 0 && best < last_b) in_order = false;
    last_b = best;
    if (a.part(i) != b.part(best) && a.part(i) != NamePart::unknown && b.part(best) != NamePart::unknown) in_order = false;
    family |= a.part(i) != NamePart::given || b.part(best) != NamePart::given;
    exact_bits += frequency_.word_bits(spelling(a.uses[i]), a.part(i), b.part(best), group);
  }
  // Two neighbours that were left over on one side, written as one word on the other (Abdul Rahman, Abdulrahman).
  std::size_t count_a = a.count;
  std::size_t count_b = b.count;
  const auto join = [&](const Words& apart, std::array<bool, kWords>& used_apart, std::size_t& count_apart, const Words& whole, std::array<bool, kWords>& used_whole) {
    for (std::size_t i = 0; i + 1 < apart.count; ++i)
      for (std::size_t j = 0; j < whole.count && !used_apart[i] && !used_apart[i + 1]; ++j) {
        if (used_whole[j]) continue;
        const std::array<TokenView, 2> parts{view_of(apart.uses[i].token), view_of(apart.uses[i + 1].token)};
        const TokenView one = view_of(whole.uses[j].token);
        const std::size_t together = parts[0].roman.size() + parts[1].roman.size();
        if (together > one.roman.size() + 2 || one.roman.size() > together + 2 || joined_level(parts, one) < TokenLevel::near) continue;
        used_apart[i] = used_apart[i + 1] = used_whole[j] = true;
        --count_apart;
        ++near;
        exact_bits += frequency_.near_bits(spelling(whole.uses[j]), spelling(whole.uses[j]), whole.part(j), whole.part(j), group);
      }
  };
  join(a, used_a, count_a, b, used_b);
  join(b, used_b, count_b, a, used_a);
  // What is left over: closest first.
  while (exact + near + weak < std::min(count_a, count_b)) {
    TokenLevel best = TokenLevel::different;
    std::size_t at_a = 0;
    std::size_t at_b = 0;
    for (std::size_t i = 0; i < a.count; ++i)
      for (std::size_t j = 0; j < b.count && !used_a[i]; ++j) {
        if (used_b[j]) continue;
        const TokenLevel level = word_level(a.uses[i].token, b.uses[j].token);
        if (level > best) {
          best = level;
          at_a = i;
          at_b = j;
        }
      }
    if (best == TokenLevel::different) break;
    used_a[at_a] = used_b[at_b] = true;
    if (best >= TokenLevel::near) {
      ++near;
      slip |= frequency_.slip(spelling(a.uses[at_a]), spelling(b.uses[at_b]));
      exact_bits += frequency_.near_bits(spelling(a.uses[at_a]), spelling(b.uses[at_b]), a.part(at_a), b.part(at_b), group);
    } else {
      ++weak;
      weak_slip |= frequency_.slip(spelling(a.uses[at_a]), spelling(b.uses[at_b]));
    }
  }
  // The levels speak of two words; a third says as much as it is rare, and if it is only near, as its neighbours are together.
  if (exact + near > 2) {
    const std::size_t further = exact + near - 2;
    exact_bits += static_cast<float>(further) * frequency_.further_word_bits() - static_cast<float>(std::min(further, near)) * kNeighbourBits;
  }
  const std::size_t all = exact + near + weak;
  const std::size_t shorter = std::min(count_a, count_b);
  const bool same_length = count_a == count_b;
  using N = NameAgreement;
  N level = N::different;
  if (all < shorter) {  // somebody disagrees
    level = exact + near >= 2 ? N::several_conflict
            : exact == 1      ? (family ? N::family_conflict : N::given_conflict)
            : near == 1       ? N::near_conflict
            : weak != 0       ? N::weak_conflict
                              : N::different;
    if ((ra.alias_count != 0 || rb.alias_count != 0) && level != N::several_conflict && alias_agrees(ra, rb)) level = N::alias;
  } else if (shorter == 1) {
    level = exact == 1 ? (same_length ? N::one_exact : N::one_exact_rest) : near == 1 ? N::one_near_rest : N::one_weak_rest;
  } else if (same_length) {
    level = exact == all ? (in_order ? N::exact : N::other_order)
            : weak == 0  ? (slip ? N::near_rare : N::near_known)
            : exact + near == 0 ? N::all_weak
                                : weak_slip ? N::rest_weak_rare
                                : N::rest_weak;
  } else {
    level = exact == all ? N::part_exact : weak == 0 ? N::part_near : exact == 0 ? N::all_weak : weak_slip ? N::rest_weak_rare : N::rest_weak;
  }
  bits = exact_bits;
  return as_level(level);
}

PairComparer::LeftOver PairComparer::left_over(RecordIndex ia, RecordIndex ib) {
  const Words a(records_, records_.name(records_.records[ia]));
  const Words b(records_, records_.name(records_.records[ib]));
  LeftOver out;
  std::size_t left_a = 0;
  std::size_t left_b = 0;
  const auto spelling = [this](TokenUse use) { return records_.tokens[use.token].spelling; };
  std::array<bool, kWords> used_b{};
  for (std::size_t i = 0; i < a.count; ++i) {
    std::size_t j = 0;
    while (j < b.count && (used_b[j] || spelling(a.uses[i]) != spelling(b.uses[j]))) ++j;
    if (j < b.count) {
      used_b[j] = true;
    } else {
      ++left_a;
      out.a = spelling(a.uses[i]);
    }
  }
  for (std::size_t j = 0; j < b.count; ++j)
    if (!used_b[j]) {
      ++left_b;
      out.b = spelling(b.uses[j]);
    }
  out.one_each = left_a == 1 && left_b == 1;
  return out;
}

int PairComparer::nearness(TextId a, TextId b) {
  if (a == b) return 3;
  const std::uint64_t key = key_of(a, b);
  Slot& slot = texts_[mix(key) & (kTextSlots - 1)];
  if (slot.key == key) return slot.level;
  const std::string_view x = records_.texts.text(a);
  const std::string_view y = records_.texts.text(b);
  const std::size_t longer = std::max(x.size(), y.size());
  const std::size_t shorter = std::min(x.size(), y.size());
  int level = 0;
  if (longer >= 4 && longer - shorter <= 3 && osa(x, y) <= std::max(1, static_cast<int>(longer) / 5)) {
    level = 2;
  } else if (shorter >= 5 && common_prefix(x, y) == shorter) {
    level = 2;  // one begins with the other
  } else if (share_word(x, y)) {
    level = 1;
  }
  slot = {key, static_cast<std::uint8_t>(level)};
  return level;
}

Level PairComparer::text_level(TextId a, TextId b) {
  if (a == 0 || b == 0) return 0;
  return static_cast<Level>(nearness(a, b) + 1);
}

Level PairComparer::town_level(const Record& a, const Record& b, float& bits) {
  // 0 missing, 1 different, 2 near, 3 equal
  int code = 0;
  if (a.postcode != 0 && b.postcode != 0) {
    if (a.postcode == b.postcode) {
      code = 3;
    } else {
      const std::string_view x = records_.texts.text(a.postcode);
      const std::string_view y = records_.texts.text(b.postcode);
      const std::size_t longer = std::max(x.size(), y.size());
      const bool area = longer >= 6 && common_prefix(x, y) + 3 >= longer;
      code = area || one_edit(x, y) ? 2 : 1;
    }
  }
  int town = 0;
  if (a.town != 0 && b.town != 0) {
    const int near = nearness(a.town, b.town);
    town = near == 3 ? 3 : near == 2 ? 2 : 1;
  }
  if (code == 3) {
    bits += frequency_.value_bits(TermFrequency::Value::postcode, a.postcode);
  } else if (town == 3) {
    bits += frequency_.value_bits(TermFrequency::Value::town, a.town);
  }
  const bool both = code != 0 && town != 0;
  const int best = std::max(code, town);
  const int worst = std::min(code, town);
  if (best == 0 && (a.state == 0 || b.state == 0)) return 0;
  if (best <= 1) return a.state != 0 && a.state == b.state ? 2 : 1;
  if (!both) return best == 3 ? 6 : 3;
  if (best == 3) return worst == 3 ? 8 : worst == 2 ? 7 : 4;
  return worst == 2 ? 5 : 3;
}

Level PairComparer::street_level(const Record& a, const Record& b) {
  const auto near = [this](TextId x, TextId y) { return x == 0 || y == 0 ? -1 : nearness(x, y) >= 2 ? nearness(x, y) - 1 : 0; };
  int street = near(a.street, b.street);  // -1 missing, 0 different, 1 near, 2 equal
  int rest = near(a.address_rest, b.address_rest);
  const int crossed = std::max(near(a.street, b.address_rest), near(a.address_rest, b.street));
  if (crossed > street) street = crossed;
  const int number = a.street_number == 0 || b.street_number == 0 ? -1 : a.street_number == b.street_number ? 2 : 0;
  if (street < 0 && number < 0 && rest < 0) return 0;
  if (rest > street) std::swap(street, rest);
  if (street == 2) return number == 2 ? 7 : rest >= 1 ? 6 : 4;
  if (street == 1) return number == 2 ? 5 : rest >= 1 ? 6 : 3;
  return number == 2 ? 2 : 1;
}

Compared PairComparer::compare(RecordIndex ia, RecordIndex ib) {
  if (records_.records[ib].content < records_.records[ia].content) std::swap(ia, ib);  // ties of words: one order for all
  const Record& a = records_.records[ia];
  const Record& b = records_.records[ib];
  const std::uint32_t ga = frequency_.group_of(ia);
  const std::uint32_t group = ga == frequency_.group_of(ib) ? ga : TermFrequency::kNoGroup;
  Compared out;
  const auto put = [&out](Comparison c, Level level) { out.pattern |= Pattern{level} << (5 * static_cast<std::size_t>(c)); };
  put(Comparison::name, name_level(a, b, group, out.name_bits));
  put(Comparison::birth, birth_agreement(a.birth, b.birth));
  if (a.sex != Sex::unknown && b.sex != Sex::unknown) put(Comparison::sex, a.sex == b.sex ? 2 : 1);
  if (a.nationality != 0 && b.nationality != 0) {
    put(Comparison::nationality, a.nationality == b.nationality ? 2 : 1);
    if (a.nationality == b.nationality)
      out.other_bits += frequency_.value_bits(TermFrequency::Value::nationality, a.nationality);
  }
  if (const Level place = text_level(a.place, b.place); place != 0) {
    put(Comparison::place, place);
    if (place == 4) out.other_bits = frequency_.value_bits(TermFrequency::Value::place, a.place);  // a place has its nationality
  }
  const auto texts_near = [this](TextId x, TextId y) {
    const std::string_view s = records_.texts.text(x);
    const std::string_view t = records_.texts.text(y);
    const std::size_t longer = std::max(s.size(), t.size());
    if (longer < 6 || longer - std::min(s.size(), t.size()) > 2) return Level{1};
    if (one_edit(s, t)) return Level{3};
    return longer >= 8 && osa(s, t) <= 2 ? Level{2} : Level{1};
  };
  put(Comparison::document, number_level(a.documents, b.documents, texts_near));
  put(Comparison::phone, number_level(a.phones, b.phones, [&](TextId x, TextId y) {
        const std::string_view s = records_.texts.text(x);
        const std::string_view t = records_.texts.text(y);
        if (s.size() >= 8 && t.size() >= 8 && s.substr(s.size() - 8) == t.substr(t.size() - 8)) return Level{4};
        return texts_near(x, y);
      }));
  if (a.email != 0 && b.email != 0) {
    Level level = 5;
    if (a.email != b.email) {
      const std::string_view s = records_.texts.text(a.email);
      const std::string_view t = records_.texts.text(b.email);
      level = s.substr(0, s.find('@')) == t.substr(0, t.find('@')) ? Level{4} : texts_near(a.email, b.email);
    }
    put(Comparison::email, level);
  }
  put(Comparison::town, town_level(a, b, out.other_bits));
  put(Comparison::street, street_level(a, b));
  if (const Level work = text_level(a.occupation, b.occupation); work != 0) {
    put(Comparison::occupation, work);
    if (work == 4) out.other_bits += frequency_.value_bits(TermFrequency::Value::occupation, a.occupation);
  }
  return out;
}

}  // namespace palermo::link
