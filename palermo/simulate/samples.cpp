// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/samples.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

#include "palermo/core/random.hpp"
#include "palermo/core/value.hpp"

namespace palermo::simulate {
namespace {

using core::Stream;
using core::Value;

constexpr double kTiesInside = 9;      // of a member to other members, mean
constexpr double kTiesOutside = 14;    // of a member to people outside
constexpr double kTies = 90;           // of a person outside to people outside
constexpr double kWithinKind = 2.5;    // a tie within a kind is so many times likelier
constexpr double kPopularPapers = 1.5; // who has papers knows so many times as many members
constexpr int kCoupons = 3;
constexpr double kCouponUsed = 0.5;
constexpr int kMembersAsked = 150;
constexpr double kUsed = 0.25;         // chance of having used the helpline
struct Group {
  const char* name;
  double share;  // of the population
};
constexpr std::array<Group, 6> kGroups{{{"nurses", 0.021}, {"teachers", 0.034}, {"bus_drivers", 0.012}, {"twins", 0.029}, {"newly_married", 0.024}, {"bakers", 0.010}}};
constexpr std::array<const char*, 3> kRegions{"coast", "hills", "town"};
constexpr std::array<const char*, 4> kLists{"helpline", "labour_inspection", "police", "shelter"};

struct Member {
  bool papers = false, used = false;
  double sociable = 1;
  std::size_t region = 0;
  int age = 0;
  std::vector<int> knows;         // members
  std::vector<int> known_aware;   // people outside who know of her
};

struct Outside {
  double sociable = 1;
  int group = -1;      // of kGroups
  int aware_of = 0;    // members she knows as such
};

struct World {
  std::vector<Member> members;
  std::vector<Outside> outside;
};

double sociability(Stream& stream) { return 0.3 + 1.4 * stream.uniform(); }

void tie_members(World& world, Stream& stream) {
  std::vector<double> weights;
  for (const Member& one : world.members) weights.push_back(one.sociable * (one.papers ? kPopularPapers : 1));
  const double heaviest = *std::max_element(weights.begin(), weights.end());
  const auto wanted = static_cast<std::size_t>(kTiesInside * static_cast<double>(world.members.size()) / 2);
  for (std::size_t made = 0; made < wanted;) {
    const std::size_t a = stream.below(weights.size()), b = stream.below(weights.size());
    if (a == b || !stream.chance(weights[a] * weights[b] / (heaviest * heaviest))) continue;
    if (world.members[a].papers != world.members[b].papers && !stream.chance(1 / kWithinKind)) continue;
    std::vector<int>& knows = world.members[a].knows;
    if (std::find(knows.begin(), knows.end(), static_cast<int>(b)) != knows.end()) continue;
    knows.push_back(static_cast<int>(b));
    world.members[b].knows.push_back(static_cast<int>(a));
    ++made;
  }
}

void tie_outside(const SamplesOptions& options, World& world, Stream& stream) {
  for (Member& one : world.members) {
    const int ties = stream.poisson(kTiesOutside * one.sociable);
    for (int i = 0; i < ties; ++i) {
      std::size_t other = stream.below(world.outside.size());
      constexpr double kMostSociable = 1.7;
      while (!stream.chance(world.outside[other].sociable / kMostSociable)) other = stream.below(world.outside.size());
      if (!stream.chance(options.aware)) continue;
      one.known_aware.push_back(static_cast<int>(other));
      ++world.outside[other].aware_of;
    }
  }
}

World invent_world(const SamplesOptions& options) {
  Stream stream(options.seed, "simulate.samples.world");
  World world;
  for (int i = 0; i < options.members; ++i) {
    Member one;
    one.papers = stream.chance(0.35);
    one.used = stream.chance(one.papers ? 1.3 * kUsed : 0.8 * kUsed);
    one.sociable = sociability(stream);
    one.region = stream.below(kRegions.size());
    one.age = 16 + static_cast<int>(stream.below(45));
    world.members.push_back(std::move(one));
  }
  for (int i = options.members; i < options.population; ++i) {
    Outside one{.sociable = sociability(stream)};
    double place = stream.uniform();
    for (std::size_t g = 0; g < kGroups.size() && one.group < 0; ++g) {
      if (place < kGroups[g].share) one.group = static_cast<int>(g);
      place -= kGroups[g].share;
    }
    world.outside.push_back(one);
  }
  tie_members(world, stream);
  tie_outside(options, world, stream);
  return world;
}

std::string recruitment_csv(const SamplesOptions& options, const World& world) {
  Stream stream(options.seed, "simulate.samples.recruitment");
  std::string text = "participant,recruiter,degree,has_papers,used_helpline\n";
  std::vector<bool> came(world.members.size());
  std::vector<std::size_t> queue;  // by serial number less one
  const auto add = [&](std::size_t person, std::size_t recruiter) {
    came[person] = true;
    queue.push_back(person);
    const Member& one = world.members[person];
    text += fmt::format("{},{},{},{:d},{:d}\n", queue.size(), recruiter > 0 ? fmt::to_string(recruiter) : "", one.knows.size(), one.papers, one.used);
  };
  std::vector<double> degrees;
  for (const Member& one : world.members) degrees.push_back(static_cast<double>(one.knows.size()));
  const auto wanted = static_cast<std::size_t>(options.recruited);
  const auto add_seed = [&] {
    std::size_t person = stream.pick(degrees);
    while (came[person]) person = stream.pick(degrees);
    add(person, 0);
  };
  while (queue.size() < static_cast<std::size_t>(options.seeds)) add_seed();
  for (std::size_t next = 0; queue.size() < wanted; ++next) {
    if (next == queue.size()) add_seed();  // all chains have ended
    std::vector<int> left = world.members[queue[next]].knows;
    std::erase_if(left, [&](int other) { return came[static_cast<std::size_t>(other)]; });
    for (int coupon = 0; coupon < kCoupons && !left.empty() && queue.size() < wanted; ++coupon) {
      if (!stream.chance(kCouponUsed)) continue;
      const std::size_t which = stream.below(left.size());
      add(static_cast<std::size_t>(left[which]), next + 1);
      left.erase(left.begin() + static_cast<std::ptrdiff_t>(which));
    }
  }
  return text;
}

std::string group_names() {
  std::string text;
  for (const Group& group : kGroups) text += std::string(",") + group.name;
  return text;
}

std::array<std::int64_t, kGroups.size()> group_sizes(const World& world) {
  std::array<std::int64_t, kGroups.size()> sizes{};
  for (const Outside& one : world.outside)
    if (one.group >= 0) ++sizes[static_cast<std::size_t>(one.group)];
  return sizes;
}

// Ties to known groups are drawn for those who are asked: in proportion to her sociability and to how many people they are.
std::string survey_csv(const SamplesOptions& options, const World& world) {
  Stream stream(options.seed, "simulate.samples.survey");
  const auto sizes = group_sizes(world);
  std::string text = "hidden" + group_names() + "\n";
  for (int i = 0; i < options.asked; ++i) {
    const Outside& one = world.outside[stream.below(world.outside.size())];
    text += fmt::to_string(one.aware_of);
    for (const std::int64_t size : sizes) text += fmt::format(",{}", stream.poisson(kTies * one.sociable * static_cast<double>(size) / options.population));
    text += "\n";
  }
  return text;
}

// Members met by degree, as recruitment meets them.
std::string members_csv(const SamplesOptions& options, const World& world) {
  Stream stream(options.seed, "simulate.samples.members");
  std::vector<double> degrees;
  for (const Member& one : world.members) degrees.push_back(static_cast<double>(one.knows.size()));
  std::string text = "degree" + group_names() + "\n";
  for (int i = 0; i < kMembersAsked; ++i) {
    const std::size_t person = stream.pick(degrees);
    const Member& one = world.members[person];
    degrees[person] = 0;
    std::array<int, kGroups.size()> aware{};
    for (const int other : one.known_aware)
      if (const int group = world.outside[static_cast<std::size_t>(other)].group; group >= 0) ++aware[static_cast<std::size_t>(group)];
    text += fmt::to_string(one.knows.size());
    for (const int people : aware) text += fmt::format(",{}", people);
    text += "\n";
  }
  return text;
}

std::string groups_yaml(const SamplesOptions& options, const World& world) {
  std::string text = "# SPDX-License-Identifier: Apache-2.0\n# Invented: nobody in these groups exists.\nformat: palermo-scaleup/1\n";
  text += fmt::format("population: {}\nknown:\n", options.population);
  const auto sizes = group_sizes(world);
  for (std::size_t g = 0; g < kGroups.size(); ++g) text += fmt::format("  - name: {}\n    people: {}\n", kGroups[g].name, sizes[g]);
  return text;
}

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

// Lists that are independent among people of one region and age, and not otherwise.
std::string people_csv(const SamplesOptions& options, const World& world) {
  Stream stream(options.seed, "simulate.samples.people");
  constexpr std::array<std::array<double, 3>, 3> kLogOdds{{{0.2, -1.6, -0.6}, {-0.2, -1.9, -0.9}, {0.1, -1.5, -0.5}}};  // list by region
  std::string text = "helpline,police,shelter,region,age\n";
  for (const Member& one : world.members) {
    std::array<bool, 3> on{};
    for (std::size_t list = 0; list < on.size(); ++list) on[list] = stream.chance(logistic(kLogOdds[list][one.region] + 0.05 * (38 - one.age)));
    if (std::none_of(on.begin(), on.end(), [](bool here) { return here; })) continue;
    text += fmt::format("{:d},{:d},{:d},{},{}\n", on[0], on[1], on[2], kRegions[one.region], one.age);
  }
  return text;
}

std::string period_csv(const SamplesOptions& options, std::string_view stream_name, int year, int people) {
  Stream stream(options.seed, stream_name);
  constexpr std::array<double, kLists.size()> kChance{0.22, 0.16, 0.25, 0.14};
  constexpr double kReferred = 0.3;  // the helpline's people to the shelter, in both periods
  std::map<std::array<bool, kLists.size()>, int> counts;
  for (int i = 0; i < people; ++i) {
    std::array<bool, kLists.size()> on{};
    for (std::size_t list = 0; list < on.size(); ++list) on[list] = stream.chance(kChance[list]);
    if (on[0] && stream.chance(kReferred)) on[3] = true;
    if (std::any_of(on.begin(), on.end(), [](bool here) { return here; })) ++counts[on];
  }
  std::string text;
  for (const char* name : kLists) text += std::string(name) + ",";
  text += "year,count\n";
  for (const auto& [on, count] : counts) text += fmt::format("{:d},{:d},{:d},{:d},{},{}\n", on[0], on[1], on[2], on[3], year, count);
  return text;
}

std::string truth_json(const SamplesOptions& options, const World& world, int second) {
  const auto share = [&](auto member) { return static_cast<double>(std::ranges::count_if(world.members, member)) / static_cast<double>(world.members.size()); };
  Value value;
  value.set("format", "palermo-simulated-samples/1");
  value.set("simulated", true);
  value.set("seed", std::to_string(options.seed));
  value.set("members", options.members);
  value.set("population", options.population);
  value.set("has_papers", share([](const Member& one) { return one.papers; }));
  value.set("used_helpline", share([](const Member& one) { return one.used; }));
  value.set("helpline_counted", static_cast<std::int64_t>(std::ranges::count_if(world.members, &Member::used)));
  value.set("aware", options.aware);
  value.set("first_period", options.members * 2);
  value.set("second_period", second);
  return core::to_json(value) + "\n";
}

core::Done check(const SamplesOptions& options) {
  const auto refuse = [](const char* why) { return core::fail(kBadSamples, {}, {{"why", why}}); };
  if (options.members < 200 || options.members > 20'000) return refuse("members");
  if (options.population < 20 * options.members || options.population > 2'000'000) return refuse("population");
  if (options.asked < 1 || options.asked > options.population) return refuse("asked");
  if (options.seeds < 1 || options.recruited <= options.seeds || options.recruited > options.members) return refuse("recruited");
  if (!(options.aware > 0 && options.aware <= 1)) return refuse("aware");
  if (!(options.growth > 0 && options.growth <= 10)) return refuse("growth");
  return {};
}

}  // namespace

core::Result<InventedSamples> invent_samples(const SamplesOptions& options, core::Progress& progress) {
  PALERMO_CHECK_DONE(check(options));
  const World world = invent_world(options);
  if (progress.cancelled()) return core::fail(core::kCancelled);
  const int first = 2 * options.members, second = static_cast<int>(std::lround(first * options.growth));
  InventedSamples made{.files = {}, .members = options.members};
  made.files.push_back({"rds.csv", recruitment_csv(options, world)});
  made.files.push_back({"survey.csv", survey_csv(options, world)});
  made.files.push_back({"members.csv", members_csv(options, world)});
  made.files.push_back({"groups.yaml", groups_yaml(options, world)});
  made.files.push_back({"people.csv", people_csv(options, world)});
  made.files.push_back({"first.csv", period_csv(options, "simulate.samples.first", 2023, first)});
  made.files.push_back({"second.csv", period_csv(options, "simulate.samples.second", 2024, second)});
  made.files.push_back({"truth.json", truth_json(options, world, second)});
  return made;
}

core::Done write_samples(const InventedSamples& made, core::OutputFolder& out) {
  for (const SampleFile& file : made.files) PALERMO_CHECK_DONE(out.write(file.name, file.text));
  return {};
}

}  // namespace palermo::simulate
