// SPDX-License-Identifier: Apache-2.0
// Any bytes as a mapping; and, when it can be read, what follows the line "===" as a file of that format, translated
// under a reading that switches every assumption on. It must end in a result or in one error, and a fact that no signal
// refutes is never shown and denied at once.
#include <cstdint>
#include <cstdlib>

#include "palermo/intake/rows.hpp"
#include "palermo/intake/translate.hpp"

namespace {

namespace core = palermo::core;
namespace intake = palermo::intake;
namespace law = palermo::law;

constexpr std::string_view kVocabulary = R"(
format: palermo-vocabulary/1
groups:
  person:
    age: {type: int, unit: years, ask: "How old?"}
  act: {recruit: {ask: "?"}, sell: {ask: "?"}}
  means: {threat: {ask: "?"}, force: {ask: "?"}}
)";

const law::Vocabulary& vocabulary() {
  static const law::Vocabulary parsed = *law::Vocabulary::parse(*core::parse_yaml(kVocabulary, "vocabulary"));
  return parsed;
}

const core::Countries& countries() {
  static const core::Countries parsed =
      *core::Countries::parse("alpha2,alpha3,numeric,name,region,subregion\nNA,NAM,516,Namibia,Africa,Southern Africa\n",
                              "code,alpha2,note\n");
  return parsed;
}

void translate(const intake::Mapping& mapping, std::string_view file) {
  auto columns = intake::Columns::make(mapping, countries(), 64);
  if (!columns) return;
  intake::Reading all{"all", "", {}, {}, false};
  for (const intake::Assumption& assumption : mapping.assumptions) all.assumptions.push_back(assumption.id);
  auto translator = intake::Translator::make(mapping, all, *columns, vocabulary());
  if (!translator) return;
  intake::SignalPlanes signals(mapping, *columns);
  const auto block = [&]() -> core::Done {
    signals.decode(*columns);
    translator->fill(signals, *columns);
    for (std::size_t f = 0; f < translator->facts().size(); ++f)
      for (std::size_t r = 0; r < columns->size(); ++r)
        if (translator->facts()[f].refutes.empty() && law::bit(translator->fact(f).yes, r) && law::bit(translator->fact(f).no, r)) std::abort();
    for (std::size_t r = 0; r < columns->size(); ++r) (void)translator->case_of(signals, r);
    return {};
  };
  core::Silence silence;
  const auto source = core::from_memory(file, "fuzz");
  (void)intake::read_rows(*source, mapping, *columns, block, silence);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = text.find("\n===\n");
  const auto mapping = intake::parse_mapping(text.substr(0, cut), "fuzz.yaml", vocabulary());
  if (mapping && cut != std::string_view::npos) translate(*mapping, text.substr(cut + 5));
  return 0;
}
