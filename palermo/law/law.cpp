// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/law.hpp"

#include <algorithm>
#include <set>

#include "palermo/core/plain_text.hpp"
#include "palermo/law/law_parser.hpp"

namespace palermo::law {

const Offence* find_offence(const Version& version, std::string_view id) {
  const auto found =
      std::find_if(version.offences.begin(), version.offences.end(), [&](const Offence& o) { return o.id == id; });
  return found == version.offences.end() ? nullptr : &*found;
}

const Aggravation* find_aggravation(const Version& version, std::string_view id) {
  const auto found = std::find_if(version.aggravations.begin(), version.aggravations.end(),
                                  [&](const Aggravation& a) { return a.id == id; });
  return found == version.aggravations.end() ? nullptr : &*found;
}

Mark days_mark(const Law& law) {
  Mark mark = Mark::verified;
  for (const Version& version : law.versions) mark = weaker(mark, version.date_mark);
  return mark;
}

namespace {

// Offences, then aggravations, of all versions, each once.
std::vector<FindingId> findings_of(const Law& law) {
  std::vector<FindingId> found;
  std::set<std::string> seen;
  const auto add = [&](const std::string& id) {
    if (seen.insert(id).second) found.push_back({law.id, id});
  };
  for (const Version& version : law.versions) {
    for (const Offence& offence : version.offences) add(offence.id);
    for (const Aggravation& aggravation : version.aggravations) add(aggravation.id);
  }
  return found;
}

}  // namespace

core::Result<Corpus> Corpus::parse(const Source& vocabulary, const std::vector<Source>& laws) {
  PALERMO_TRY(const core::Value document, core::parse_yaml(vocabulary.text, vocabulary.name));
  PALERMO_CHECK_DONE(core::require_one_line(document));
  Corpus corpus;
  PALERMO_TRY(corpus.vocabulary_, Vocabulary::parse(document));
  std::vector<std::pair<const Source*, core::Value>> law_documents;
  for (const Source& source : laws) {
    PALERMO_TRY(core::Value parsed, core::parse_yaml(source.text, source.name));
    PALERMO_CHECK_DONE(core::require_one_line(parsed));
    if (parsed["format"].is_text() && parsed["format"].as_text() == "palermo-clauses/1") {
      PALERMO_TRY(corpus.clauses_, Clauses::parse(parsed));
    } else {
      law_documents.emplace_back(&source, std::move(parsed));
    }
  }
  for (const auto& [at, parsed] : law_documents) {
    const Source& source = *at;
    PALERMO_TRY(Law law, parse_law(source, parsed, {corpus.vocabulary_, corpus.clauses_}));
    if (corpus.find(law.id))
      return core::fail(kDuplicateId, {.file = source.name, .line = 1, .column = 1}, {{"id", law.id}});
    corpus.laws_.push_back(std::move(law));
  }
  PALERMO_CHECK_DONE(link_laws(corpus.laws_, corpus.vocabulary_));
  return corpus;
}

const Law* Corpus::find(std::string_view law) const {
  const auto found = std::find_if(laws_.begin(), laws_.end(), [&](const Law& l) { return l.id == law; });
  return found == laws_.end() ? nullptr : &*found;
}

core::Result<FindingId> Corpus::resolve(std::string_view id) const {
  const std::size_t hash = id.find('#');
  const Law* law = find(id.substr(0, hash));
  if (law) {
    const std::vector<FindingId> all = findings_of(*law);
    if (hash == std::string_view::npos) {
      if (all.size() == 1) return all.front();
    } else if (const FindingId wanted{law->id, std::string(id.substr(hash + 1))};
               std::count(all.begin(), all.end(), wanted)) {
      return wanted;
    }
  }
  return core::fail(kUnknownLaw, {}, {{"id", std::string(id)}});
}

std::vector<FindingId> Corpus::findings() const {
  std::vector<FindingId> all;
  for (const Law& law : laws_) {
    const std::vector<FindingId> found = findings_of(law);
    all.insert(all.end(), found.begin(), found.end());
  }
  return all;
}

}  // namespace palermo::law
