// SPDX-License-Identifier: Apache-2.0
// Conditions: expressions over facts in the files of this room, in which {is: NAME} stands for a condition named at the head of the file.
#pragma once

#include <map>
#include <set>
#include <string>

#include "palermo/core/schema.hpp"
#include "palermo/law/law.hpp"

namespace palermo::rights {

class Conditions {
 public:
  explicit Conditions(const law::Vocabulary& vocabulary) : vocabulary_(vocabulary) {}

  // The map `conditions` of a file; a condition may use those above it. Errors: those of read().
  [[nodiscard]] core::Done name_all(const core::Value* conditions);
  // Errors: law.unknown_fact, law.bad_expression; rights.unknown_condition; rights.not_here for a reference or an open term of a law.
  [[nodiscard]] core::Result<law::Expression> read(const core::Value& value) const;

 private:
  [[nodiscard]] core::Result<core::Value> written_out(const core::Value& value) const;

  const law::Vocabulary& vocabulary_;
  std::map<std::string, core::Value, std::less<>> named_;
};

// Every fact that the expression mentions, through the definitions of the corpus.
void mentioned(const law::Expression& e, const law::Corpus& corpus, std::set<law::FactId>& facts);

}  // namespace palermo::rights
