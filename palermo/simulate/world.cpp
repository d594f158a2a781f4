// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/world.hpp"

#include <vector>

#include "palermo/simulate/member.hpp"
#include "palermo/simulate/readme.hpp"
#include "palermo/simulate/records.hpp"

namespace palermo::simulate {
namespace {

constexpr std::int64_t kBetweenReports = 256;

core::Result<std::vector<Member>> draw_members(const WorldOptions& options, core::Progress& progress) {
  std::vector<Member> members;
  members.reserve(static_cast<std::size_t>(options.persons));
  progress.begin("progress.inventing", "", options.persons, "unit.persons");
  for (std::int64_t i = 0; i < options.persons; ++i) {
    if (i % kBetweenReports == 0) {
      if (progress.cancelled()) return core::fail(core::kCancelled);
      progress.report(i);
    }
    members.push_back(draw_member(options.seed, i + 1));
  }
  progress.end();
  return members;
}

// The file of one organisation: `header`, then the record of each person on its list.
template <class Append>
core::Done write_list(const std::vector<Member>& members, Organisation organisation, std::string text, std::string_view file,
                      core::OutputFolder& out, core::Progress& progress, const Append& append) {
  std::int64_t written = 0;
  for (const std::size_t i : on_list(members, organisation)) {
    if (written++ % kBetweenReports == 0 && progress.cancelled()) return core::fail(core::kCancelled);
    append(text, members[i].person, members[i].registered[static_cast<std::size_t>(organisation)]);
  }
  return out.write(file, text);
}

core::Done write_lists(std::uint64_t seed, const std::vector<Member>& members, core::OutputFolder& out, core::Progress& progress) {
  using Text = std::string;
  PALERMO_CHECK_DONE(write_list(members, Organisation::hotline, {}, "hotline.jsonl", out, progress,
                                [&](Text& text, const Person& p, const Registration& r) { text += hotline_record(seed, p, r); }));
  PALERMO_CHECK_DONE(write_list(members, Organisation::labour_inspection, inspection_header(), "labour_inspection.csv", out, progress,
                                [&](Text& text, const Person& p, const Registration& r) { text += inspection_record(seed, p, r); }));
  PALERMO_CHECK_DONE(write_list(members, Organisation::shelter_north, shelter_header(), "shelter_north.csv", out, progress,
                                [&](Text& text, const Person& p, const Registration& r) { text += shelter_record(seed, p, r); }));
  return write_list(members, Organisation::ctdc_contributor, contributor_header(), "ctdc_contributor.csv", out, progress,
                    [&](Text& text, const Person& p, const Registration& r) { append_contributor_record(text, seed, p, r.day); });
}

void number_contributor_rows(std::vector<Member>& members) {
  std::int64_t row = 1;
  for (const std::size_t i : on_list(members, Organisation::ctdc_contributor)) members[i].contributor_row = ++row;
}

}  // namespace

core::Done write_world(const WorldOptions& options, core::OutputFolder& out, core::Progress& progress) {
  if (options.persons < kFewestPersons || options.persons > kMostPersons)
    return core::fail(kBadPersons, {}, {{"fewest", std::to_string(kFewestPersons)}, {"most", std::to_string(kMostPersons)}});
  PALERMO_TRY(std::vector<Member> members, draw_members(options, progress));
  number_contributor_rows(members);
  PALERMO_CHECK_DONE(write_lists(options.seed, members, out, progress));
  PALERMO_TRY(const core::CaptureTable captures, capture_table(members));
  PALERMO_CHECK_DONE(out.write("truth/persons.csv", persons_csv(members)));
  PALERMO_CHECK_DONE(out.write("truth/facts.csv", facts_csv(members)));
  PALERMO_CHECK_DONE(out.write("truth/capture.csv", captures.to_csv()));
  return out.write("README.md", world_readme(options, members, captures));
}

}  // namespace palermo::simulate
