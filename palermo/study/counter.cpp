// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/counter.hpp"

#include <map>

namespace palermo::study {
namespace {

using core::Result;

law::BatchPlan batch_plan(const intake::Translator& translator, const CountPlan& plan, bool full) {
  law::BatchPlan batch;
  for (const intake::FactRule& rule : translator.facts()) batch.facts.push_back(rule.fact);
  for (const intake::OneOfRule& rule : translator.one_of()) batch.one_of.push_back(rule.facts);
  batch.numbers = translator.numbers();
  batch.closed = translator.closed();
  batch.constants = translator.constants();
  batch.answers = translator.answers();
  batch.exceptions_not_raised = translator.exceptions_not_raised();
  batch.by_date = plan.by_date;
  batch.findings = plan.findings;
  batch.elements = full;
  batch.contradictions = full;
  return batch;
}

// Cite and paraphrase of an element, as the law writes them.
struct ElementText {
  std::string cite, says;
};

ElementText element_text(const law::Corpus& corpus, const law::FindingId& id, const law::BatchProgram::ElementSlot& slot) {
  for (const law::Version& version : corpus.find(id.law)->versions) {
    if (version.id != slot.version) continue;
    if (const law::Offence* offence = law::find_offence(version, id.offence))
      for (const law::Element& element : offence->elements)
        if (element.id == slot.element) return {element.cite, element.says};
    if (const law::Aggravation* aggravation = law::find_aggravation(version, id.offence))
      for (const law::Element& ground : aggravation->grounds)
        if (ground.id == slot.element) return {ground.cite, ground.says};
  }
  return {};
}

}  // namespace

publish::Tally to_publish(const law::Tally& tally) {
  return {.yes = tally.of(law::Outcome::yes),
          .unknown = tally.of(law::Outcome::unknown),
          .no = tally.of(law::Outcome::no),
          .not_in_force = tally.of(law::Outcome::not_in_force)};
}

std::vector<Cut> cuts_of(const intake::Mapping& mapping, const intake::Columns& columns, const std::vector<std::string>& tables) {
  std::vector<Cut> cuts;
  for (const std::string& name : tables)
    if (const intake::Dimension* dimension = mapping.dimension(name))
      cuts.push_back({name, columns.slot(dimension->column), columns.is_wide(*dimension), columns.categories(*dimension)});
  return cuts;
}

ReadingCounter::ReadingCounter(intake::Translator translator, law::BatchProgram program)
    : translator_(std::move(translator)), program_(std::make_unique<law::BatchProgram>(std::move(program))), output_(*program_) {}

Result<ReadingCounter> ReadingCounter::make(const law::Corpus& corpus, const CountPlan& plan, const intake::Mapping& mapping,
                                            const intake::Reading& reading, const intake::Columns& columns, bool full) {
  PALERMO_TRY(auto translator, intake::Translator::make(mapping, reading, columns, corpus.vocabulary()));
  PALERMO_TRY(auto program, law::compile(corpus, batch_plan(translator, plan, full)));
  ReadingCounter counter(std::move(translator), std::move(program));
  counter.full_ = full;
  counter.findings_.resize(plan.findings.size());
  if (full) {
    counter.cuts_ = cuts_of(mapping, columns, plan.tables);
    counter.elements_.resize(counter.program_->elements().size());
    counter.cells_.resize(plan.findings.size());
    for (auto& by_cut : counter.cells_)
      for (const Cut& cut : counter.cuts_) by_cut.emplace_back(cut.categories.size());
  }
  return counter;
}

void ReadingCounter::connect() {
  input_.facts.clear();
  input_.one_of.clear();
  input_.numbers.clear();
  for (std::size_t i = 0; i < translator_.facts().size(); ++i) input_.facts.push_back(translator_.fact(i));
  for (std::size_t i = 0; i < translator_.one_of().size(); ++i) input_.one_of.push_back(translator_.one_of_plane(i));
  for (std::size_t i = 0; i < translator_.numbers().size(); ++i) input_.numbers.push_back(translator_.number(i));
  input_.days = translator_.dated() ? law::DayRanges{translator_.earliest(), translator_.latest()} : law::DayRanges{};
}

void ReadingCounter::count(const intake::SignalPlanes& signals, const intake::Columns& columns) {
  translator_.fill(signals, columns);
  connect();
  input_.records = columns.size();
  program_->run(input_, output_);
  for (std::size_t f = 0; f < findings_.size(); ++f) findings_[f] += law::tally(output_.finding(f), columns.size());
  if (!full_) return;
  contradictory_ += law::count_bits(output_.contradictory(), columns.size());
  for (std::size_t e = 0; e < elements_.size(); ++e) {
    const law::PlaneView element = output_.element(e);
    elements_[e] += law::tally({element.yes, element.no, nullptr}, columns.size());
  }
  for (std::size_t f = 0; f < findings_.size(); ++f)
    for (std::size_t c = 0; c < cuts_.size(); ++c) {
      if (cuts_[c].wide) law::tally_by(columns.words(cuts_[c].slot), output_.finding(f), cells_[f][c]);
      else law::tally_by(columns.bytes(cuts_[c].slot), output_.finding(f), cells_[f][c]);
    }
}

void ReadingCounter::add_to(publish::SourceResults& results, std::size_t reading, const law::Corpus& corpus, const CountPlan& plan) const {
  for (std::size_t f = 0; f < findings_.size(); ++f)
    results.findings.push_back({.definition = f, .reading = reading, .tally = to_publish(findings_[f]), .certain_without = {}, .possible_without = {}});
  for (std::size_t e = 0; e < elements_.size(); ++e) {
    const auto& slot = program_->elements()[e];
    const ElementText text = element_text(corpus, plan.findings[slot.finding], slot);
    results.elements.push_back({.definition = slot.finding, .reading = reading, .element = slot.element, .cite = text.cite,
                                .says = text.says, .tally = to_publish(elements_[e])});
  }
  for (std::size_t f = 0; f < cells_.size(); ++f)
    for (std::size_t c = 0; c < cuts_.size(); ++c) {
      // Several codes may mean the same category ("" for missing and not understood).
      std::map<std::string, law::Tally> by_category;
      for (std::size_t code = 0; code < cells_[f][c].size(); ++code)
        if (cells_[f][c][code].records() > 0) by_category[cuts_[c].categories[code]] += cells_[f][c][code];
      for (const auto& [category, tally] : by_category) {
        results.cells.push_back({.definition = f, .reading = reading, .dimension = cuts_[c].name, .category = category,
                                 .tally = to_publish(tally)});
        if (f == 0) results.records_by[cuts_[c].name][category] = tally.records();
      }
    }
}

}  // namespace palermo::study
