// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/case_facts.hpp"

#include <algorithm>

namespace palermo::study {
namespace {

using core::Done;
using core::Result;

std::int16_t end_of(const std::optional<std::int64_t>& value, std::int16_t otherwise) {
  return value ? static_cast<std::int16_t>(std::clamp<std::int64_t>(*value, -32000, 32000)) : otherwise;
}

void set_bit(std::vector<std::uint64_t>& words, std::size_t at, std::size_t bit) { words[at + bit / 64] |= std::uint64_t{1} << (bit % 64); }

void pack(const law::FactBase& base, const core::PartialDate& date, FactLayout& layout, PackedFacts& into) {
  const std::size_t at = into.yes.size();
  for (auto* words : {&into.yes, &into.no, &into.assumed}) words->resize(at + layout.words());
  for (std::size_t f = 0; f < layout.facts.size(); ++f) {
    const law::KnownFact& known = base.fact(layout.facts[f]);
    if (known.truth == law::Truth::unknown) continue;
    set_bit(known.truth == law::Truth::yes ? into.yes : into.no, at, f);
    if (!known.source.empty()) set_bit(into.assumed, at, f);
  }
  for (const law::FactId number : layout.numbers) {
    into.lo.push_back(end_of(base.number(number).range.min, law::kNoLowest));
    into.hi.push_back(end_of(base.number(number).range.max, law::kNoHighest));
  }
  auto& sets = into.one_of.emplace_back();
  for (const law::OneOf& one_of : base.one_of()) sets.push_back(layout.set_of(one_of.facts));
  into.first.push_back(date.days.min.value_or(law::kNoFirstDay));
  into.last.push_back(date.days.max.value_or(law::kNoLastDay));
}

std::uint16_t name_of(std::vector<std::string>& names, const std::string& category) {
  const auto at = static_cast<std::size_t>(std::find(names.begin(), names.end(), category) - names.begin());
  if (at == names.size()) names.push_back(category);
  return static_cast<std::uint16_t>(at);
}

// The categories of the block's rows; a dimension that the source does not record stays empty.
void add_categories(CaseFacts& into, const std::vector<Cut>& cuts, const intake::Columns& columns) {
  for (std::size_t d = 0; d < into.dimensions.size(); ++d) {
    const auto cut = std::find_if(cuts.begin(), cuts.end(), [&](const Cut& one) { return one.name == into.dimensions[d]; });
    if (cut == cuts.end()) {
      into.categories[d].resize(into.categories[d].size() + columns.size());
      continue;
    }
    std::vector<std::uint16_t> code;
    for (const std::string& category : cut->categories) code.push_back(name_of(into.names[d], category));
    for (std::size_t r = 0; r < columns.size(); ++r)
      into.categories[d].push_back(code[cut->wide ? columns.words(cut->slot)[r] : columns.bytes(cut->slot)[r]]);
  }
}

}  // namespace

FactLayout::FactLayout(const law::Vocabulary& vocabulary) {
  for (law::FactId f = 0; f < vocabulary.facts().size(); ++f) (vocabulary[f].number ? numbers : facts).push_back(f);
}

std::uint32_t FactLayout::set_of(const std::vector<law::FactId>& facts_of_set) {
  const auto [at, added] = sets_.try_emplace(facts_of_set, static_cast<std::uint32_t>(one_of.size()));
  if (added) one_of.push_back(facts_of_set);
  return at->second;
}

CaseFacts::CaseFacts(const law::Vocabulary& vocabulary, std::size_t readings_of_study, std::vector<std::string> tables)
    : layout(vocabulary), readings(readings_of_study), dimensions(std::move(tables)), names(dimensions.size(), {""}), categories(dimensions.size()) {}

Done read_case_facts(CaseFacts& into, std::size_t s, const Source& source, const std::string& path, const law::Corpus& corpus,
                     const core::Countries& countries, const intake::Mapping& mapping, const std::vector<intake::Reading>& readings,
                     core::Progress& progress) {
  PALERMO_TRY(auto columns, intake::Columns::make(mapping, countries, law::kBlockRecords));
  intake::SignalPlanes signals(mapping, columns);
  std::vector<intake::Translator> translators;
  for (const intake::Reading& reading : readings) {
    PALERMO_TRY(auto translator, intake::Translator::make(mapping, reading, columns, corpus.vocabulary()));
    translators.push_back(std::move(translator));
  }
  const std::vector<Cut> cuts = cuts_of(mapping, columns, into.dimensions);
  intake::RowKeys keys{source.key, {}};
  const auto block = [&]() -> Done {
    signals.decode(columns);
    for (std::size_t r = 0; r < readings.size(); ++r) {
      translators[r].fill(signals, columns);
      for (std::size_t i = 0; i < columns.size(); ++i) {
        const law::Case one = translators[r].case_of(signals, i);
        PALERMO_TRY(const auto base, law::FactBase::derive(one, corpus.vocabulary(), law::OnContradiction::set_aside));
        pack(base, one.date, into.layout, into.readings[r]);
      }
    }
    add_categories(into, cuts, columns);
    for (std::string& key : keys.of_block) into.key.push_back(std::move(key));
    into.source.resize(into.key.size(), static_cast<std::uint16_t>(s));
    return {};
  };
  PALERMO_TRY(auto bytes, core::open_file(path, true));
  progress.begin("progress.joining", source.id, bytes->bytes_on_disk(), "unit.bytes");
  PALERMO_TRY(const auto rows, intake::read_rows(*bytes, mapping, columns, block, progress, &keys));
  (void)rows;
  progress.end();
  return {};
}

}  // namespace palermo::study
