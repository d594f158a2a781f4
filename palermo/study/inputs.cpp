// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/inputs.hpp"

#include <algorithm>
#include <filesystem>

#include "palermo/core/bytes.hpp"
#include "palermo/study/corpus_files.hpp"
#include "palermo/study/identities.hpp"
#include "palermo/study/open_terms.hpp"
#include "palermo/study/receipt.hpp"
#include "palermo/study/release_rows.hpp"
#include "palermo/study/run.hpp"

namespace palermo::study {
namespace {

namespace fs = std::filesystem;
using core::Done;
using core::Result;

std::string resolve(const std::string& folder, const std::string& path) {
  return fs::path(path).is_absolute() || folder.empty() ? path : (fs::path(folder) / path).string();
}

Done check_file(const Source& source, const std::string& file, const std::string& path) {
  std::error_code error;
  if (fs::is_regular_file(path, error)) return {};
  return core::fail(fs::exists(path, error) ? kNotAFile : kMissingSource, source.place, {{"source", source.id}, {"file", file}});
}

Done find_sources(Inputs& inputs) {
  for (const Source& source : inputs.study.sources) {
    inputs.source_paths.push_back(resolve(inputs.study.folder, source.file));
    PALERMO_CHECK_DONE(check_file(source, source.file, inputs.source_paths.back()));
    if (inputs.study.chain.link) PALERMO_CHECK_DONE(check_file(source, source.identity, identity_path(inputs.study, source)));
  }
  return {};
}

core::Place in_study(const intake::Reading& reading) {
  core::Place place = reading.place;
  place.field = "readings." + reading.id;
  return place;
}

const law::Law* law_of(const law::Corpus& corpus, const std::string& finding) { return corpus.find(finding.substr(0, finding.find('#'))); }

Done find_definitions(Inputs& inputs) {
  for (std::size_t i = 0; i < inputs.study.definitions.size(); ++i) {
    const std::string& named = inputs.study.definitions[i];
    auto id = inputs.corpus.resolve(named);
    if (id) {
      inputs.plan.findings.push_back(std::move(*id));
      continue;
    }
    const law::Law* law = law_of(inputs.corpus, named);
    if (!law) return core::fail(kUnknownLaw, inputs.study.definition_places[i], {{"law", named.substr(0, named.find('#'))}});
    std::vector<std::string> offences;
    for (const law::FindingId& finding : inputs.corpus.findings())
      if (finding.law == law->id) offences.push_back(finding.text());
    return core::fail(kUnknownOffence, inputs.study.definition_places[i], {{"definition", named}, {"offences", intake::joined(offences)}});
  }
  return {};
}

// An answer to a term that no law leaves open would be shown as used and change nothing.
Done check_answers(const Inputs& inputs) {
  for (const intake::Reading& reading : inputs.study.readings)
    for (std::size_t i = 0; i < reading.answers.size(); ++i) {
      const law::Answer& answer = reading.answers[i];
      const law::Law* law = inputs.corpus.find(answer.law);
      if (!law) return core::fail(kUnknownLaw, reading.answer_places[i], {{"law", answer.law}});
      const std::vector<std::string> terms = open_terms(*law);
      if (std::find(terms.begin(), terms.end(), answer.term) == terms.end())
        return core::fail(kUnknownTerm, reading.answer_places[i], {{"law", answer.law}, {"term", answer.term}, {"terms", intake::joined(terms)}});
    }
  return {};
}

Done check_tables(const Inputs& inputs) {
  for (std::size_t i = 0; i < inputs.study.tables.size(); ++i) {
    const std::string& table = inputs.study.tables[i];
    const bool known = std::any_of(inputs.mappings.begin(), inputs.mappings.end(), [&](const auto& mapping) { return mapping.dimension(table); });
    if (!known) return core::fail(kUnknownDimension, inputs.study.table_places[i], {{"dimension", table}});
  }
  return {};
}

// The digest of everything a finding can depend on in the law folder.
std::string law_digest(const law::Corpus& corpus, const std::string& vocabulary) {
  std::vector<std::string> parts = {vocabulary};
  for (const law::Law& law : corpus.laws()) parts.push_back(law.id + " " + law.content_hash);
  std::sort(parts.begin() + 1, parts.end());
  return key_of(parts);
}

law::Mark weakest_mark(const law::Offence& offence) {
  law::Mark mark = offence.mark;
  for (const law::Element& element : offence.elements) {
    mark = law::weaker(mark, element.mark);
    if (element.not_required_if) mark = law::weaker(mark, element.not_required_if->mark);
  }
  for (const law::Exception& exception : offence.exceptions) mark = law::weaker(mark, exception.mark);
  return mark;
}

law::Mark weakest_mark(const law::Aggravation& aggravation) {
  law::Mark mark = aggravation.mark;
  for (const law::Element& ground : aggravation.grounds) mark = law::weaker(mark, ground.mark);
  return mark;
}

// Whether an expression uses a fact of the actor's mind, directly or through references.
bool asks_for_intent(const law::Corpus& corpus, const law::Expression& expression) {
  using Kind = law::Expression::Kind;
  if (expression.kind == Kind::reference) return asks_for_intent(corpus, corpus.definition(expression).expression);
  if (expression.kind == Kind::fact) {
    const std::string& fact = corpus.vocabulary()[expression.fact].id;
    return fact == "actor.intentional" || fact == "actor.knows_illegality";
  }
  return std::any_of(expression.items.begin(), expression.items.end(), [&](const auto& item) { return asks_for_intent(corpus, item); });
}

bool asks_for_intent(const law::Corpus& corpus, const std::vector<law::Element>& elements) {
  return std::any_of(elements.begin(), elements.end(), [&](const auto& element) { return asks_for_intent(corpus, element.expression); });
}

// An aggravation asks for all that its offence asks for.
bool asks_for_intent(const law::Corpus& corpus, const law::Version& version, const std::string& id) {
  if (const law::Offence* offence = law::find_offence(version, id)) return asks_for_intent(corpus, offence->elements);
  const law::Aggravation* aggravation = law::find_aggravation(version, id);
  return aggravation && (asks_for_intent(corpus, aggravation->grounds) || asks_for_intent(corpus, version, aggravation->of));
}

publish::CountedDefinition describe_definition(const law::Corpus& corpus, const law::FindingId& id, bool by_date) {
  const law::Law& law = *corpus.find(id.law);
  publish::CountedDefinition definition;
  definition.id = id.text();
  definition.law_title = law.title;
  definition.jurisdiction = law.jurisdiction;
  definition.content_hash = law.content_hash;
  definition.review = law.review_status;
  // Later versions overwrite earlier ones: without dates the last version that has the offence is the one applied.
  for (const law::Version& version : law.versions) {
    const law::Offence* offence = law::find_offence(version, id.offence);
    const law::Aggravation* aggravation = law::find_aggravation(version, id.offence);
    if (!offence && !aggravation) continue;
    law::Mark mark = offence ? weakest_mark(*offence) : weakest_mark(*aggravation);
    if (aggravation)
      if (const law::Offence* basic = law::find_offence(version, aggravation->of)) mark = law::weaker(mark, weakest_mark(*basic));
    definition.cite = offence ? offence->cite : aggravation->cite;
    definition.mark = std::string(law::word(law::weaker(law.mark, mark)));
    // By date every version is applied, so that one without the mental element makes the count too high.
    definition.mental_element = (!by_date || definition.mental_element) && asks_for_intent(corpus, version, id.offence);
    definition.versions = by_date && !definition.versions.empty() ? definition.versions + ", " + version.id : version.id;
  }
  return definition;
}

publish::DeclaredReading describe_reading(const intake::Reading& reading) {
  publish::DeclaredReading declared{reading.id, reading.says, reading.assumptions, {}};
  for (const law::Answer& answer : reading.answers)
    declared.answers.push_back(answer.law + ": " + answer.term + " = " + (answer.truth == law::Truth::yes ? "true" : "false"));
  return declared;
}

}  // namespace

Result<core::Countries> load_countries(const std::string& data_folder) {
  PALERMO_CHECK_DONE(check_data_folder(data_folder, "codes/countries.csv"));
  PALERMO_TRY(const std::string table, core::read_file(data_folder + "/codes/countries.csv"));
  PALERMO_TRY(const std::string legacy, core::read_file(data_folder + "/codes/legacy.csv"));
  return core::Countries::parse(table, legacy);
}

Result<intake::Mapping> load_mapping(const std::string& name, const std::string& folder, const std::string& data_folder,
                                     const law::Vocabulary& vocabulary, const core::Place& named_at) {
  const bool is_path = name.find('/') != std::string::npos || name.ends_with(".yaml") || name.ends_with(".yml");
  const std::string path = is_path ? resolve(folder, name) : data_folder + "/mappings/" + name + ".yaml";
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return core::fail(kUnknownMapping, named_at, {{"mapping", name}});
  PALERMO_TRY(const std::string text, core::read_file(path, core::kHandWritten));
  return intake::parse_mapping(text, fs::path(path).filename().string(), vocabulary);
}

Result<Inputs> load_inputs(const std::string& study_path, const std::string& data_folder) {
  PALERMO_TRY(const std::string text, core::read_file(study_path, core::kHandWritten));
  Inputs inputs;
  PALERMO_TRY(inputs.study, parse_study(text, study_path));
  // Who may not meet is refused before any file of theirs is opened (D20, D23).
  if (inputs.study.chain.link)
    if (const auto admitted = admit_lists(inputs.study); !admitted) return core::fail(admitted.error());
  PALERMO_CHECK_DONE(find_sources(inputs));
  PALERMO_TRY(inputs.corpus, load_corpus(data_folder + "/law"));
  PALERMO_TRY(const std::string vocabulary, core::read_file(data_folder + "/law/vocabulary.yaml"));
  inputs.law_sha256 = law_digest(inputs.corpus, vocabulary);
  PALERMO_TRY(inputs.countries, load_countries(data_folder));
  for (const Source& source : inputs.study.sources) {
    PALERMO_TRY(auto mapping, load_mapping(source.mapping, inputs.study.folder, data_folder, inputs.corpus.vocabulary(), source.place));
    inputs.mappings.push_back(std::move(mapping));
  }
  for (const intake::Reading& reading : inputs.study.readings)
    PALERMO_CHECK_DONE(intake::check_assumptions(reading, inputs.mappings, in_study(reading)));
  PALERMO_CHECK_DONE(find_definitions(inputs));
  PALERMO_CHECK_DONE(check_answers(inputs));
  PALERMO_CHECK_DONE(check_tables(inputs));
  inputs.plan.tables = inputs.study.tables;
  inputs.plan.by_date = inputs.study.by_date;
  if (inputs.study.chain.release)
    if (const auto columns = release_columns(inputs.study, inputs.plan); !columns) return core::fail(columns.error());
  return inputs;
}

publish::Results describe(const Inputs& inputs) {
  const StudyFile& study = inputs.study;
  publish::Results results;
  results.id = study.id;
  results.title = study.title;
  results.question = study.question;
  results.period = study.period;
  results.place = study.place;
  results.time = study.by_date ? "by_date" : "as_definition";
  results.simulated = study.simulated;
  for (const law::FindingId& id : inputs.plan.findings)
    results.definitions.push_back(describe_definition(inputs.corpus, id, study.by_date));
  for (const intake::Reading& reading : study.readings) results.readings.push_back(describe_reading(reading));
  for (const intake::Mapping& mapping : inputs.mappings)
    for (const intake::Assumption& assumption : mapping.assumptions) {
      const std::string id = mapping.id + "/" + assumption.id;
      const bool known = std::any_of(results.assumptions.begin(), results.assumptions.end(), [&](const auto& a) { return a.id == id; });
      if (!known) results.assumptions.push_back({id, assumption.says});
    }
  for (const core::Country& country : inputs.countries.all()) results.country_names[country.alpha2] = country.name;
  return results;
}

}  // namespace palermo::study
