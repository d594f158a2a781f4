// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/catalogue.hpp"

#include <algorithm>

#include "palermo/rights/conditions.hpp"
#include "palermo/rights/listed.hpp"

namespace palermo::rights {

using core::Reader;
using core::Value;

namespace {

constexpr std::string_view kClasses[] = {"service", "residence", "procedure", "remedy", "non_penalty", "non_return"};
constexpr std::string_view kFroms[] = {"anybody", "reasonable_grounds", "finding"};

template <std::size_t N>
std::vector<std::string> list(const std::string_view (&words)[N]) {
  return {std::begin(words), std::end(words)};
}

template <class Enum, std::size_t N>
Enum meant(const std::string& text, const std::string_view (&words)[N]) {
  return static_cast<Enum>(std::find(std::begin(words), std::end(words), text) - std::begin(words));
}

bool stands(const law::Corpus& corpus, const std::string& law, const std::string& cite) {
  const law::Law* found = corpus.find(law);
  return found && std::any_of(found->versions.begin(), found->versions.end(), [&](const law::Version& version) {
           return std::any_of(version.articles.begin(), version.articles.end(), [&](const law::Article& a) { return a.cite == cite; });
         });
}

class Parser {
 public:
  explicit Parser(const law::Corpus& corpus) : corpus_(corpus), conditions_(corpus.vocabulary()) {}

  core::Done head(Reader& reader, std::map<std::string, std::string>& clocks, std::map<std::string, std::string>& short_names) {
    (void)reader.choice("format", {"palermo-rights/1"}, "");
    (void)reader.choice("uses", {"palermo-vocabulary/1"}, "palermo-vocabulary/1");
    PALERMO_CHECK_DONE(read_names(reader.object("clocks"), clocks));
    PALERMO_CHECK_DONE(read_names(reader.object("short_names"), short_names));
    for (const auto& [name, law] : short_names)
      if (!corpus_.find(law)) return core::fail(kUnknownArticle, reader.value().place(), {{"law", law}, {"cite", name}});
    clocks_ = &clocks;
    return conditions_.name_all(reader.object("conditions"));
  }

  core::Result<Entitlement> entitlement(const Value& value) {
    Entitlement owed;
    Reader reader(value, "entitlement");
    owed.id = reader.text("id");
    owed.says = reader.text("says");
    owed.kind = meant<Class>(reader.choice("class", list(kClasses), "service"), kClasses);
    const Value* grounds = reader.array("grounds");
    Ground common;
    PALERMO_CHECK_DONE(read_terms(reader, common));
    PALERMO_CHECK_DONE(reader.finish());
    if (!grounds || grounds->items().empty()) return core::fail(core::kMissingKey, value.place(), {{"key", "grounds"}, {"what", "entitlement"}});
    for (const Value& item : grounds->items()) {
      PALERMO_TRY(Ground made, ground(item, common));
      PALERMO_CHECK_DONE(unconditional(owed, made, item));
      owed.grounds.push_back(std::move(made));
    }
    return owed;
  }

  core::Result<Category> category(const Value& value) {
    Reader reader(value, "category");
    Category made{.id = reader.text("id"), .says = reader.text("says"), .from = From::anybody, .when = {}};
    made.from = meant<From>(reader.choice("from", list(kFroms), "anybody"), kFroms);
    const Value* when = reader.any("when");
    PALERMO_CHECK_DONE(reader.finish());
    if (when) {
      PALERMO_TRY(made.when, conditions_.read(*when));
    }
    return made;
  }

  core::Result<Presumption> presumption(const Value& value) {
    Presumption made;
    Reader reader(value, "presumption");
    made.id = reader.text("id");
    made.says = reader.text("says");
    made.until = reader.text("until");
    made.cites = reader.texts("cites");
    const Value* reasons = reader.any("reasons");
    const Value* unless = reader.any("unless");
    made.laws = reader.texts("laws");
    const std::vector<std::string> supposed = reader.texts("is_true"), supposed_not = reader.texts("is_false");
    const Value* values = reader.object("values");
    PALERMO_CHECK_DONE(reader.finish());
    PALERMO_TRY(made.reasons, conditions_.read(reasons ? *reasons : Value{}));
    PALERMO_TRY(made.unless, conditions_.read(unless ? *unless : Value{}));
    for (const std::string& law : made.laws)
      if (!corpus_.find(law)) return core::fail(kUnknownArticle, value.place(), {{"law", law}, {"cite", made.id}});
    for (const auto* names : {&supposed, &supposed_not})
      for (const std::string& name : *names) {
        PALERMO_TRY(const law::FactId fact, find(name, value));
        made.statements.push_back({fact, names == &supposed ? law::Truth::yes : law::Truth::no, "presumed: " + made.id});
      }
    for (const auto& [key, bound] : values ? values->members() : Value::Object{}) {
      const bool most = key.ends_with(".max");
      PALERMO_TRY(const law::FactId fact, find(most ? key.substr(0, key.size() - 4) : key, value));
      if (!bound.is_int()) return core::fail(core::kWrongType, bound.place(), {{"key", key}, {"what", "presumption"}, {"expected", "integer"}});
      core::Interval<std::int64_t> range{std::nullopt, bound.as_int()};
      if (!most) range.min = bound.as_int();
      made.numbers.push_back({fact, range, "presumed: " + made.id});
    }
    return made;
  }

 private:
  static core::Done read_names(const Value* named, std::map<std::string, std::string>& to) {
    for (const auto& [name, says] : named ? named->members() : Value::Object{}) {
      if (!says.is_text()) return core::fail(core::kWrongType, says.place(), {{"key", name}, {"what", "rights"}, {"expected", "text"}});
      to.emplace(name, says.as_text());
    }
    return {};
  }

  core::Result<law::FactId> find(const std::string& name, const Value& at) const {
    if (const auto fact = corpus_.vocabulary().find(name)) return *fact;
    return core::fail(law::kUnknownFact, at.place(), {{"fact", name}});
  }

  // from, whom, when, event and clock; what is not said stays as it is.
  core::Done read_terms(Reader& reader, Ground& to) {
    to.from = meant<From>(reader.choice("from", list(kFroms), word(to.from)), kFroms);
    if (const Value* whom = reader.any("whom")) {
      PALERMO_TRY(to.whom, conditions_.read(*whom));
    }
    if (const Value* when = reader.any("when")) {
      PALERMO_TRY(to.when, conditions_.read(*when));
    }
    if (const Value* events = reader.any("event")) {
      to.events.clear();
      for (const Value& item : events->items()) {
        PALERMO_TRY(const law::FactId fact, find(item.is_text() ? item.as_text() : "", item));
        to.events.push_back(fact);
      }
    }
    if (const auto clock = reader.optional_text("clock")) {
      to.clock = *clock;
      if (!clocks_->contains(*clock)) reader.fail_at(reader.value(), kUnknownCondition, {{"condition", *clock}});
    }
    return {};
  }

  core::Result<Ground> ground(const Value& value, const Ground& common) {
    Ground made = common;
    Reader reader(value, "ground");
    made.law = reader.optional_text("law").value_or("");
    made.soft = reader.optional_text("soft").value_or("");
    if (made.soft.empty()) {
      made.cite = reader.text("cite");
      made.reading = reader.optional_text("reading").value_or("");
      if (!made.reading.empty()) made.mark = law::read_mark(reader, law::Mark::unverified);
    } else {
      made.says = reader.text("says");
      made.cite = reader.text("source");
      made.mark = law::read_mark(reader, law::Mark::unverified);
      const std::string since = reader.optional_text("since").value_or("");
      const auto made_on = core::parse_date(since.empty() ? "?" : since);
      if (made_on) made.since = *made_on;
      if (!since.empty() && (!made_on || !made_on->known())) reader.fail_at(value, core::kWrongType, {{"key", "since"}, {"what", "ground"}, {"expected", "date"}});
    }
    made.by_origin = reader.choice("owed_by", {"here", "origin"}, "here") == "origin";
    const Value* applies = reader.object("applies");
    PALERMO_CHECK_DONE(read_terms(reader, made));
    PALERMO_CHECK_DONE(reader.finish());
    if (made.soft.empty() && !stands(corpus_, made.law, made.cite))
      return core::fail(kUnknownArticle, value.place(), {{"law", made.law}, {"cite", made.cite}});
    if (applies) PALERMO_CHECK_DONE(read_applied(*applies, made));
    return made;
  }

  core::Done read_applied(const Value& value, Ground& to) const {
    Reader reader(value, "applies");
    to.applies_law = reader.text("law");
    to.applies_cite = reader.text("cite");
    PALERMO_CHECK_DONE(reader.finish());
    if (stands(corpus_, to.applies_law, to.applies_cite)) return {};
    return core::fail(kUnknownArticle, value.place(), {{"law", to.applies_law}, {"cite", to.applies_cite}});
  }

  // D15, before anything is owed to anybody.
  core::Done unconditional(const Entitlement& owed, const Ground& ground, const Value& at) const {
    if (owed.kind != Class::service) return {};
    for (const law::FactId fact : inputs(ground, corpus_)) {
      const law::FactDef& input = corpus_.vocabulary()[fact];
      if (barred_from_services(input)) return core::fail(kConditionalService, at.place(), {{"entitlement", owed.id}, {"fact", input.id}});
    }
    return {};
  }

  const law::Corpus& corpus_;
  Conditions conditions_;
  const std::map<std::string, std::string>* clocks_ = nullptr;
};

void mentioned_by(const law::Element& element, const law::Corpus& corpus, std::set<law::FactId>& facts) {
  mentioned(element.expression, corpus, facts);
  if (element.not_required_if) mentioned(element.not_required_if->expression, corpus, facts);
}

}  // namespace

std::string_view word(Class kind) { return kClasses[static_cast<std::size_t>(kind)]; }
std::string_view word(From from) { return kFroms[static_cast<std::size_t>(from)]; }

bool barred_from_services(const law::FactDef& fact) {
  constexpr std::string_view kCooperationOrWish[] = {"proceedings.person_cooperates", "proceedings.person_testifies", "return.person_wishes",
                                                     "authority.assistance_conditional_on_cooperation", "authority.permit_conditional_on_cooperation"};
  return fact.withheld || std::find(std::begin(kCooperationOrWish), std::end(kCooperationOrWish), fact.id) != std::end(kCooperationOrWish);
}

std::set<law::FactId> inputs(const Ground& ground, const law::Corpus& corpus) {
  std::set<law::FactId> facts(ground.events.begin(), ground.events.end());
  for (const auto* condition : {&ground.whom, &ground.when})
    if (*condition) mentioned(**condition, corpus, facts);
  if (ground.from == From::anybody) return facts;
  for (const std::string_view authority : {"authority.reasonable_grounds_victim", "authority.identified_as_victim"})
    if (const auto fact = corpus.vocabulary().find(authority)) facts.insert(*fact);
  if (ground.from == From::finding) return facts;
  for (const std::string_view id : kTrafficking) {
    const auto finding = corpus.resolve(id);
    const law::Law* law = finding ? corpus.find(finding->law) : nullptr;
    for (const law::Version& version : law ? law->versions : std::vector<law::Version>{})
      if (const law::Offence* offence = law::find_offence(version, finding->offence)) {
        for (const law::Element& element : offence->elements) mentioned_by(element, corpus, facts);
        for (const law::Exception& exception : offence->exceptions) mentioned(exception.expression, corpus, facts);
      }
  }
  return facts;
}

bool Presumption::acts_on(const Ground& ground) const { return laws.empty() || std::find(laws.begin(), laws.end(), ground.law) != laws.end(); }

const Entitlement* Catalogue::find(std::string_view id) const {
  const auto found = std::find_if(entitlements_.begin(), entitlements_.end(), [&](const Entitlement& e) { return e.id == id; });
  return found == entitlements_.end() ? nullptr : &*found;
}

core::Result<Catalogue> Catalogue::parse(const Value& document, const law::Corpus& corpus) {
  Catalogue made;
  Parser parser(corpus);
  Reader reader(document, "rights");
  PALERMO_CHECK_DONE(parser.head(reader, made.clocks_, made.short_names_));
  const Value* categories = reader.array("categories");
  const Value* presumptions = reader.array("presumptions");
  const Value* entitlements = reader.array("entitlements");
  PALERMO_CHECK_DONE(reader.finish());
  PALERMO_TRY(made.categories_, read_listed<Category>(categories, [&](const Value& item) { return parser.category(item); }));
  PALERMO_TRY(made.presumptions_, read_listed<Presumption>(presumptions, [&](const Value& item) { return parser.presumption(item); }));
  PALERMO_TRY(made.entitlements_, read_listed<Entitlement>(entitlements, [&](const Value& item) { return parser.entitlement(item); }));
  return made;
}

}  // namespace palermo::rights
