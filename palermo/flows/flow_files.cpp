// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <tuple>

#include "palermo/core/plain_text.hpp"
#include "palermo/flows/flow_table.hpp"

namespace palermo::flows {
namespace {

using core::Done;
using core::Place;
using core::Result;

auto bad(const char* reason, Place place) { return core::fail(kBadFlows, std::move(place), {{"reason", reason}}); }

bool capitals_or_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9'); });
}

// "KH" or "KH-12". What has more parts, or looks like co-ordinates, is finer than admin-1.
Done check_place(std::string_view code, const Place& place) {
  const bool country = code.size() >= 2 && 'A' <= code[0] && code[0] <= 'Z' && 'A' <= code[1] && code[1] <= 'Z';
  if (country && code.size() == 2) return {};
  if (country && code[2] == '-' && code.size() >= 4 && code.size() <= 6 && capitals_or_digits(code.substr(3))) return {};
  if ((country && std::ranges::count(code, '-') > 1) || code.find('.') != std::string_view::npos) return core::fail(kTooFine, place, {{"what", "place"}});
  return bad("place", place);
}

// The error of a period with the place where it stands.
Result<Period> period_at(std::string_view text, const Place& place) {
  auto period = parse_period(text);
  if (!period) period.error().place = place;
  return period;
}

Done check_corridor(Fields fields, Place place) {
  place.field = "origin";
  PALERMO_CHECK_DONE(check_place(fields[0], place));
  place.field = "destination";
  return check_place(fields[1], place);
}

Result<CorridorCount> count_of(Fields fields, Place place) {
  PALERMO_CHECK_DONE(check_corridor(fields, place));
  CorridorCount count{.origin = std::string(fields[0]), .destination = std::string(fields[1]), .period = {}, .row = place.row};
  place.field = "period";
  PALERMO_TRY(count.period, period_at(fields[2], place));
  place.field = "people";
  PALERMO_TRY(count.people, read_count(fields[3], place));
  return count;
}

Result<Looking> looking_of(Fields fields, Place place) {
  PALERMO_CHECK_DONE(check_corridor(fields, place));
  Looking looking{.origin = std::string(fields[0]), .destination = std::string(fields[1]), .who = core::one_line(fields[2]), .since = 0, .until = {}};
  place.field = "looked";
  if (looking.who.empty()) return bad("nobody", place);
  place.field = "since";
  PALERMO_TRY(const Period since, period_at(fields[3], place));
  looking.since = since.first_day();
  place.field = "until";
  if (!fields[4].empty()) {
    PALERMO_TRY(const Period until, period_at(fields[4], place));
    looking.until = until.last_day();
    if (*looking.until < looking.since) return bad("since", place);
  }
  return looking;
}

}  // namespace

Result<FlowFiles> parse_flows(std::string_view counts, const std::string& counts_file, std::string_view looking, const std::string& looking_file) {
  FlowFiles out;
  std::set<std::tuple<std::string, std::string, Period>> seen;
  PALERMO_TRY(const bool counts_simulated, read_rows(counts, counts_file, {"origin", "destination", "period", "people"}, [&](std::int64_t row, Fields fields) -> Done {
                const Place place{.file = counts_file, .row = row};
                PALERMO_TRY(CorridorCount count, count_of(fields, place));
                if (!seen.insert({count.origin, count.destination, count.period}).second) return bad("twice", place);
                if (!out.counts.empty() && count.period.grain != out.counts.front().period.grain) return bad("grain", place);
                out.counts.push_back(std::move(count));
                return {};
              }));
  PALERMO_TRY(const bool looking_simulated, read_rows(looking, looking_file, {"origin", "destination", "looked", "since", "until"}, [&](std::int64_t row, Fields fields) -> Done {
                PALERMO_TRY(Looking one, looking_of(fields, Place{.file = looking_file, .row = row}));
                out.looking.push_back(std::move(one));
                return {};
              }));
  out.simulated = counts_simulated || looking_simulated;
  return out;
}

}  // namespace palermo::flows
