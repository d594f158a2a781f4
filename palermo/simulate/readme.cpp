// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/readme.hpp"

#include <fmt/format.h>

#include "palermo/core/catalogue.hpp"
#include "palermo/core/provenance.hpp"
#include "palermo/simulate/coder.hpp"

namespace palermo::simulate {
namespace {

using core::Arg;
using core::Catalogue;

std::int64_t on_list_count(const core::CaptureTable& captures, Organisation organisation) {
  return captures.on_list(static_cast<std::size_t>(organisation));
}

// A Markdown table row of cells.
std::string row(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const std::string& cell : cells) line += fmt::format(" {} |", cell);
  return line + "\n";
}

std::string head(const Catalogue& texts, const std::vector<std::string_view>& keys) {
  std::vector<std::string> names;
  for (const std::string_view key : keys) names.push_back(texts.text(fmt::format("simulate.readme.column.{}", key)));
  return row(names) + row(std::vector<std::string>(keys.size(), "---"));
}

std::string organisations_table(const Catalogue& texts, const core::CaptureTable& captures) {
  const std::array<std::string_view, kOrganisations> files{"hotline.jsonl", "labour_inspection.csv", "shelter_north.csv", "ctdc_contributor.csv"};
  std::string table = head(texts, {"organisation", "file", "role", "records"});
  for (const Organisation organisation : kAllOrganisations) {
    const std::string id(id_of(organisation));
    table += row({"`" + id + "`", fmt::format("`{}`", files[static_cast<std::size_t>(organisation)]),
                  texts.text("simulate.readme.role." + id), std::to_string(on_list_count(captures, organisation))});
  }
  return table;
}

std::string capture_rates(const Catalogue& texts) {
  std::string table = head(texts, {"organisation", "trafficked", "labour_abuse", "others", "men", "children", "foreigners", "favoured", "other_sectors"});
  for (const CaptureRates& r : kCaptureRates) {
    std::vector<std::string> cells{fmt::format("`{}`", r.id)};
    for (const double x : {r.trafficked, r.labour_abuse, r.others, r.men, r.children, r.foreigners, r.favoured, r.other_sectors})
      cells.push_back(fmt::format("{}", x));
    table += row(cells);
  }
  return table;
}

std::string coding_rates(const Catalogue& texts) {
  const std::array<CodingRates, kOrganisations> rates{kHotlineCoding, kInspectionCoding, kShelterCoding, kContributorCoding};
  std::string table = head(texts, {"organisation", "missing", "missed", "mistaken"});
  for (const Organisation organisation : kAllOrganisations) {
    const CodingRates& r = rates[static_cast<std::size_t>(organisation)];
    table += row({fmt::format("`{}`", id_of(organisation)), fmt::format("{}", r.missing), fmt::format("{}", r.missed), fmt::format("{}", r.mistaken)});
  }
  return table;
}

std::string truth_table(const Catalogue& texts, const std::vector<Member>& members) {
  std::string table = head(texts, {"finding", "persons", "on_a_list"});
  const auto add = [&](std::string_view key, auto holds) {
    std::int64_t all = 0;
    std::int64_t known = 0;
    for (const Member& member : members) {
      if (!holds(member.person)) continue;
      ++all;
      known += member.captured.any() ? 1 : 0;
    }
    table += row({texts.text(fmt::format("simulate.readme.finding.{}", key)), std::to_string(all), std::to_string(known)});
  };
  add("trafficking", [](const Person& p) { return trafficking(p) == Answer::yes; });
  add("open", [](const Person& p) { return trafficking(p) == Answer::open; });
  add("smuggling", [](const Person& p) { return smuggling(p); });
  add("both", [](const Person& p) { return trafficking(p) == Answer::yes && smuggling(p); });
  add("neither", [](const Person& p) { return trafficking(p) == Answer::no && !smuggling(p); });
  return table;
}

}  // namespace

std::string world_readme(const WorldOptions& options, const std::vector<Member>& members, const core::CaptureTable& captures) {
  const Catalogue texts("en");
  const auto section = [&](std::string_view name, const std::vector<Arg>& args = {}) {
    return fmt::format("\n## {}\n\n{}\n\n", texts.text(fmt::format("simulate.readme.{}.title", name)),
                       texts.text(fmt::format("simulate.readme.{}", name), args));
  };
  std::string text = fmt::format("# {}\n\n**{}**\n\n", texts.text("simulate.readme.title"), texts.text("simulate.readme.invented"));
  text += texts.text("simulate.readme.opening") + "\n\n";
  text += texts.text("simulate.readme.made_by", {Arg{"version", std::string(core::version())}, Arg{"seed", std::to_string(options.seed)},
                                                 Arg{"persons", options.persons}}) + "\n";
  text += section("organisations") + organisations_table(texts, captures);
  text += section("truth") + truth_table(texts, members);
  text += section("capture", {Arg{"isolated", kIsolatedFactor}, Arg{"shelter", kHotlineRefersToShelter},
                              Arg{"contributor", kInspectionRefersToContributor}}) + capture_rates(texts);
  text += section("coding", {Arg{"group", kContributorGroupMissing}, Arg{"sex", kWrongSex}}) + coding_rates(texts);
  return text;
}

}  // namespace palermo::simulate
