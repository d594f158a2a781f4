// SPDX-License-Identifier: Apache-2.0
// Reads one law file (palermo-law/1, docs/formats/law.md) and joins the laws of a corpus. Used by Corpus::parse alone.
#pragma once

#include <string_view>
#include <vector>

#include "palermo/law/law.hpp"

namespace palermo::law {

// What the words of a law file may refer to.
struct Lists {
  const Vocabulary& vocabulary;
  const Clauses& clauses;
};

// One file, already read as YAML; references stay unresolved. Ids inside it are unique, versions sorted by date and not overlapping, and
// every offence of a version with a protected person has that person's exception. Errors: document.*, schema.*, law.*.
[[nodiscard]] core::Result<Law> parse_law(const Corpus::Source& source, const core::Value& document, const Lists& lists);

// Resolves every reference of every law; refuses circles and irrelevant facts that an element mentions after all.
[[nodiscard]] core::Done link_laws(std::vector<Law>& laws, const Vocabulary& vocabulary);

}  // namespace palermo::law
