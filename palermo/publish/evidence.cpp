// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/evidence.hpp"

#include <map>
#include <set>

#include "palermo/core/catalogue.hpp"
#include "palermo/core/concept.hpp"
#include "palermo/core/provenance.hpp"
#include "palermo/publish/evidence_estimates.hpp"

namespace palermo::publish {
namespace {

using core::Value;

std::string or_not_stated(const std::string& text) { return text.empty() ? "not stated" : text; }

std::string category_id(const Category& category) {
  switch (category.kind) {
    case Category::Kind::named: return category.name;
    case Category::Kind::others: return "fewer_than_10_each";
    case Category::Kind::not_recorded: return "not_recorded";
  }
  return {};
}

// What a number is about, before its value.
struct Subject {
  std::string id, definition, population, period, place, reading;
  std::string method, fitness, mark;
  std::vector<std::string> rests_on;
};

class Writer {
 public:
  explicit Writer(const ProtectedResults& results) : results_(results), english_("en") {}

  Value run() {
    for (const ProtectedSource& source : results_.sources) {
      file_numbers(source);
      findings(source);
      breakdowns(source);
    }
    if (results_.chain) linked_people(*results_.chain);
    Value out;
    out.set("format", "palermo-evidence/1");
    out.set("version", core::version());
    out.set("study", study());
    out.set("simulated", results_.simulated);
    out.set("language", "en");
    out.set("protection", english_.text("publish.evidence.protection"));
    out.set("numbers", std::move(numbers_));
    out.set("definitions", definitions());
    out.set("readings", readings());
    out.set("assumptions", assumptions());
    if (results_.chain && !results_.chain->estimates.empty()) out.set("estimates", estimates(results_, *results_.chain, english_));
    return out;
  }

 private:
  Value study() const {
    Value out;
    out.set("id", results_.id), out.set("title", results_.title), out.set("question", results_.question);
    out.set("period", results_.period), out.set("place", results_.place), out.set("time", results_.time);
    return out;
  }

  // --- one number -------------------------------------------------------------------------------------------------
  // A mapping may speak twice of one column: the second number gets "/2" behind its id.
  std::string unique(const std::string& id) {
    const int times = ++ids_[id];
    return times == 1 ? id : id + '/' + std::to_string(times);
  }
  Value number(const Subject& subject, const std::string& unit) {
    Value out;
    out.set("id", unique(subject.id));
    out.set("concept", core::to_value({subject.definition, unit, subject.population, or_not_stated(subject.period),
                                       or_not_stated(subject.place), subject.reading, "count"}));
    out.set("no_interval_because", english_.text("publish.evidence.no_interval"));
    out.set("fitness", subject.fitness);
    out.set("method", subject.method);
    Value floor;
    floor.set("by", "floor"), floor.set("base", kFloorBase);
    out.set("protected", std::move(floor));
    Value::Array ids(subject.rests_on.begin(), subject.rests_on.end());
    out.set("rests_on", std::move(ids));
    out.set("mark", subject.mark);
    out.set("simulated", results_.simulated);
    return out;
  }
  void add_value(const Subject& subject, const std::string& unit, ProtectedCount count) {
    Value out = number(subject, unit);
    out.set("value", count.value());
    numbers_.push_back(std::move(out));
  }
  void add_bounds(const Subject& subject, const std::string& unit, const ProtectedTally& tally) {
    Value out = number(subject, unit);
    out.set("lo", tally.certain.value()), out.set("hi", tally.possible.value());
    numbers_.push_back(std::move(out));
  }

  // --- what the file holds ----------------------------------------------------------------------------------------
  std::string population(const ProtectedSource& source) const {
    return english_.text("publish.evidence.population", {{"source", source.title.empty() ? source.id : source.title}});
  }
  Subject of_file(const ProtectedSource& source, const std::string& id, const std::string& definition_key, const std::string& detail = {}) const {
    std::string definition = english_.text("publish.evidence." + definition_key);
    if (!detail.empty()) definition += ": " + detail;
    return {source.id + '/' + id, definition, population(source), results_.period, results_.place, "none",
            english_.text("publish.evidence.method_file"), "describes_file", "no_law", {}};
  }
  void file_numbers(const ProtectedSource& source) {
    add_value(of_file(source, "rows_read", "rows_read"), "record", source.rows_read);
    add_value(of_file(source, "rows_set_aside", "rows_set_aside"), "record", source.rows_set_aside);
    add_value(of_file(source, "contradictory", "contradictory"), "record", source.contradictory);
    for (const auto& [reason, rows] : source.set_aside_reasons)
      add_value(of_file(source, "rows_set_aside/" + reason, "rows_set_aside", reason), "record", rows);
    for (const ProtectedColumn& column : source.columns) {
      if (!column.mapped) continue;
      const std::string id = "columns/" + column.column + '/';
      add_value(of_file(source, id + "filled", "column_filled", column.column), "record", column.filled);
      add_value(of_file(source, id + "missing", "column_missing", column.column), "record", column.missing);
      add_value(of_file(source, id + "not_understood", "column_not_understood", column.column), "record", column.not_understood);
      add_value(of_file(source, id + "impossible", "column_impossible", column.column), "record", column.impossible);
    }
    for (const ProtectedMerged& merged : source.merged)
      add_value(of_file(source, "merged/" + merged.column, "merged", merged.column + " (" + merged.says + ')'), "record", merged.records);
    drifts(source);
  }
  // Two drifts of a column may share a year.
  void drifts(const ProtectedSource& source) {
    std::set<std::string> written;
    const auto add = [&](const std::string& column, const std::string& year, ProtectedCount filled) {
      Subject subject = of_file(source, "columns/" + column + "/filled", "column_filled", column);
      narrow(subject, "year", {Category::Kind::named, year});
      if (written.insert(subject.id).second) add_value(subject, "record", filled);
    };
    for (const ProtectedDrift& drift : source.drifts) {
      add(drift.column, drift.from, drift.filled_before);
      add(drift.column, drift.to, drift.filled_after);
    }
  }

  // --- findings ---------------------------------------------------------------------------------------------------
  Subject of_finding(const ProtectedSource& source, std::size_t definition, std::size_t reading) const {
    const CountedDefinition& law = results_.definitions[definition];
    const DeclaredReading& declared = results_.readings[reading];
    return {source.id + '/' + declared.id + '/' + law.id, law.id + ", version " + law.versions, population(source),
            results_.period, results_.place, declared.id, english_.text("publish.evidence.method_finding"),
            "describes_records", law.mark, rests_on(source, definition, reading)};
  }
  // The assumptions of the reading that bear on this source; all of the reading's when the source does not say.
  std::vector<std::string> rests_on(const ProtectedSource& source, std::size_t definition, std::size_t reading) const {
    for (const ProtectedFinding& finding : source.findings)
      if (finding.definition == definition && finding.reading == reading && !finding.certain_without.empty()) {
        std::vector<std::string> ids;
        for (const auto& [assumption, unused] : finding.certain_without) ids.push_back(assumption);
        return ids;
      }
    return results_.readings[reading].assumptions;
  }
  // The subject with one assumption less.
  static Subject less(Subject subject, const std::string& id, const std::string& words, const std::string& assumption) {
    subject.id += id + assumption;
    subject.definition += words + assumption;
    std::erase(subject.rests_on, assumption);
    return subject;
  }
  // Written for every finding of a study by date, whatever the count: its presence says nothing.
  void not_in_force(Subject subject, const std::string& unit, ProtectedCount count) {
    subject.id += "/not_in_force";
    subject.definition += ", conduct outside the time in which it was in force";
    subject.method = english_.text("publish.evidence.method_not_in_force");
    add_value(subject, unit, count);
  }
  void findings(const ProtectedSource& source) {
    for (const ProtectedFinding& finding : source.findings) {
      const Subject subject = of_finding(source, finding.definition, finding.reading);
      add_bounds(subject, source.unit, finding.tally);
      for (const auto& [assumption, certain] : finding.certain_without)
        add_value(less(subject, "/without=", ", certain without the assumption ", assumption), source.unit, certain);
      for (const auto& [assumption, possible] : finding.possible_without)
        add_value(less(subject, "/possible_without=", ", possible without the assumption ", assumption), source.unit, possible);
      if (results_.time == "by_date") not_in_force(subject, source.unit, finding.tally.not_in_force);
    }
    for (const ProtectedElement& element : source.elements) {
      Subject subject = of_finding(source, element.definition, element.reading);
      subject.id += "/element=" + element.element;
      subject.definition += ", element " + element.element + " (" + element.cite + ')';
      add_bounds(subject, source.unit, element.tally);
    }
  }

  // --- by year, sex, age, country ---------------------------------------------------------------------------------
  void narrow(Subject& subject, const std::string& dimension, const Category& category) const {
    const std::string id = dimension + '=' + category_id(category);
    subject.id += '/' + id;
    subject.population += "; " + id;
    if (category.kind != Category::Kind::named) return;
    if (dimension == "year") subject.period = category.name;
    if (dimension == "country") subject.place = category.name;
  }
  void breakdowns(const ProtectedSource& source) {
    for (const ProtectedBreakdown& breakdown : source.breakdowns)
      for (const ProtectedRow& row : breakdown.rows) {
        Subject records = of_file(source, "records", "records");
        narrow(records, breakdown.dimension, row.category);
        add_value(records, source.unit, row.records);
        for (const ProtectedCell& cell : row.cells) {
          Subject subject = of_finding(source, cell.definition, cell.reading);
          narrow(subject, breakdown.dimension, row.category);
          add_bounds(subject, source.unit, cell.tally);
        }
      }
  }

  // --- people, their records joined ------------------------------------------------------------------------------
  Subject of_lists(const std::string& id, const std::string& definition_key, const std::string& detail = {}) const {
    std::string definition = english_.text("publish.evidence." + definition_key);
    if (!detail.empty()) definition += ": " + detail;
    return {"linked/" + id, definition, english_.text("publish.evidence.linked_population"), results_.period, results_.place, "none",
            english_.text("publish.evidence.method_linked"), "describes_file", "no_law", {}};
  }
  void linked_people(const ProtectedChain& chain) {
    add_value(of_lists("records", "linked_records"), "record", chain.records);
    add_value(of_lists("people", "linked_people"), "person", chain.people);
    add_value(of_lists("without_name", "linked_without_name"), "record", chain.without_name);
    add_value(of_lists("without_case", "linked_without_case"), "record", chain.without_case);
    for (std::size_t r = 0; r < chain.contradicted_people.size(); ++r) {
      const std::string& reading = results_.readings[r].id;
      const auto add = [&](Subject subject, ProtectedCount people) {
        subject.reading = reading;
        subject.rests_on = results_.readings[r].assumptions;
        add_value(subject, "person", people);
      };
      add(of_lists(reading + "/contradicted", "linked_contradicted"), chain.contradicted_people[r]);
      for (const auto& [fact, people] : chain.contradictions[r])
        add(of_lists(reading + "/contradicted/" + fact, "linked_contradicted", fact), people);
    }
  }

  // --- what the ids mean ------------------------------------------------------------------------------------------
  Value definitions() const {
    Value::Array out;
    for (const CountedDefinition& d : results_.definitions) {
      Value item;
      item.set("id", d.id), item.set("title", d.law_title), item.set("cite", d.cite), item.set("jurisdiction", d.jurisdiction);
      item.set("versions", d.versions), item.set("content_hash", d.content_hash), item.set("mark", d.mark), item.set("review", d.review);
      out.push_back(std::move(item));
    }
    return out;
  }
  Value readings() const {
    Value::Array out;
    for (const DeclaredReading& reading : results_.readings) {
      Value item;
      item.set("id", reading.id), item.set("says", reading.says);
      item.set("assumptions", Value::Array(reading.assumptions.begin(), reading.assumptions.end()));
      item.set("answers", Value::Array(reading.answers.begin(), reading.answers.end()));
      out.push_back(std::move(item));
    }
    return out;
  }
  Value assumptions() const {
    Value::Array out;
    for (const Assumption& assumption : results_.assumptions) {
      Value item;
      item.set("id", assumption.id), item.set("says", assumption.says);
      out.push_back(std::move(item));
    }
    return out;
  }

  const ProtectedResults& results_;
  core::Catalogue english_;
  std::map<std::string, int> ids_;  // how often each was asked for
  Value::Array numbers_;
};

}  // namespace

core::Value evidence(const ProtectedResults& results) { return Writer(results).run(); }

}  // namespace palermo::publish
