// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/person_ids.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "palermo/core/random.hpp"

namespace palermo::link {
namespace {

// 16 signs of 5 bits, without those that are mistaken for others (Crockford's alphabet).
class NewIds {
 public:
  explicit NewIds(const IdOptions& options) {
    if (options.seed) stream_.emplace(*options.seed, "link.person_id", options.run);
  }

  std::string next(const std::unordered_set<std::string>& used) {
    for (;;) {
      std::string id = draw();
      if (!used.contains(id)) return id;
    }
  }

 private:
  std::string draw() {
    static constexpr std::string_view signs = "0123456789abcdefghjkmnpqrstvwxyz";
    std::array<unsigned char, 16> bytes{};
    if (stream_)
      for (unsigned char& byte : bytes) byte = static_cast<unsigned char>(stream_->below(256));
    else
      core::secret_bytes(bytes);
    std::string id = "p";
    for (const unsigned char byte : bytes) id += signs[byte % 32];
    return id;
  }

  std::optional<core::Stream> stream_;
};

// Records that one person of now shares with one id of before.
struct Claim {
  PersonIndex person;
  const std::string* id;
  std::int64_t records;
  RecordIndex earliest;  // in canonical order
};

std::vector<Claim> claims_of(const People& people, std::span<const std::string> id_before, std::span<const RecordIndex> place_of) {
  std::unordered_map<std::string_view, std::uint32_t> number;
  std::unordered_map<std::uint64_t, std::size_t> at;  // of id and person
  std::vector<Claim> claims;
  for (RecordIndex record = 0; record < people.person_of.size(); ++record) {
    const std::string& id = id_before[record];
    if (id.empty()) continue;
    const RecordIndex place = place_of.empty() ? record : place_of[record];
    const std::uint64_t of_id = number.try_emplace(id, static_cast<std::uint32_t>(number.size())).first->second;
    const auto [found, is_new] = at.try_emplace(of_id << 32 | people.person_of[record], claims.size());
    if (is_new) claims.push_back({people.person_of[record], &id, 0, place});
    Claim& claim = claims[found->second];
    ++claim.records;
    claim.earliest = std::min(claim.earliest, place);
  }
  std::ranges::sort(claims, [](const Claim& x, const Claim& y) { return std::tie(y.records, x.earliest) < std::tie(x.records, y.earliest); });
  return claims;
}

struct Flow {
  std::vector<Claim> claims;                                  // the largest first
  std::vector<const std::string*> kept;                       // per person
  std::unordered_map<std::string_view, PersonIndex> keeper;   // of each id that somebody keeps
};

Flow settle(const People& people, std::span<const std::string> id_before, std::span<const RecordIndex> place_of) {
  Flow flow{claims_of(people, id_before, place_of), std::vector<const std::string*>(people.count), {}};
  for (const Claim& claim : flow.claims) {
    if (flow.kept[claim.person] != nullptr || flow.keeper.contains(*claim.id)) continue;
    flow.kept[claim.person] = claim.id;
    flow.keeper.emplace(*claim.id, claim.person);
  }
  return flow;
}

void tell(PersonIds& ids, const People& people, Flow& flow, std::span<const std::string> id_before, const IdOptions& options) {
  std::vector<std::int64_t> fresh(people.count);
  for (RecordIndex record = 0; record < people.person_of.size(); ++record)
    if (id_before[record].empty()) ++fresh[people.person_of[record]];
  std::map<std::string_view, std::int64_t> vanished;
  for (const std::string& id : options.vanished) ++vanished[id];
  std::ranges::stable_sort(flow.claims, [](const Claim& x, const Claim& y) { return std::tie(x.person, x.earliest) < std::tie(y.person, y.earliest); });
  std::vector<bool> has_claim(people.count), many(people.count);
  for (const Claim& claim : flow.claims) {
    many[claim.person] = has_claim[claim.person];
    has_claim[claim.person] = true;
  }
  std::unordered_map<std::string_view, int> ways;  // how many persons an id's records went to
  for (const Claim& claim : flow.claims) ++ways[*claim.id];
  auto claim = flow.claims.begin();
  for (PersonIndex person = 0; person < people.count; ++person) {
    const std::string& now = ids.id_of[person];
    for (; claim != flow.claims.end() && claim->person == person; ++claim) {
      const auto keeper = flow.keeper.find(*claim->id);
      IdEvent event = IdEvent::split;
      if (*claim->id == now) event = IdEvent::kept;
      else if (keeper == flow.keeper.end()) event = IdEvent::merged;
      const bool unchanged = event == IdEvent::kept && !many[person] && fresh[person] == 0 && ways[*claim->id] == 1 && !vanished.contains(now);
      if (!unchanged) ids.history.push_back({event, *claim->id, now, claim->records});
    }
    if (fresh[person] > 0) ids.history.push_back({IdEvent::fresh, "", now, fresh[person]});
  }
  for (const auto& [id, records] : vanished)
    if (!ways.contains(id)) ids.history.push_back({IdEvent::gone, std::string(id), "", records});
}

}  // namespace

PersonIds keep_person_ids(const People& people, std::span<const std::string> id_before, std::span<const RecordIndex> place_of,
                          const IdOptions& options) {
  assert(id_before.size() == people.person_of.size());
  assert(place_of.empty() || place_of.size() == people.person_of.size());
  Flow flow = settle(people, id_before, place_of);
  std::unordered_set<std::string> used(options.retired.begin(), options.retired.end());
  used.insert(id_before.begin(), id_before.end());
  used.insert(options.vanished.begin(), options.vanished.end());
  PersonIds ids;
  ids.id_of.resize(people.count);
  NewIds fresh(options);
  for (PersonIndex person = 0; person < people.count; ++person) {
    ids.id_of[person] = flow.kept[person] != nullptr ? *flow.kept[person] : fresh.next(used);
    used.insert(ids.id_of[person]);
  }
  tell(ids, people, flow, id_before, options);
  return ids;
}

std::string_view to_word(IdEvent event) {
  switch (event) {
    case IdEvent::fresh: return "fresh";
    case IdEvent::kept: return "kept";
    case IdEvent::merged: return "merged";
    case IdEvent::split: return "split";
    case IdEvent::gone: return "gone";
  }
  return {};
}

}  // namespace palermo::link
