// SPDX-License-Identifier: Apache-2.0
// Receipt of the return gate: what was entered, by hash, and what was answered for whom, by handle; for the person who
// asks and for the monitor who samples (SAFEGUARDS.md, D26-D28, D39).
//
// It tells no reason, no name of a file, no id that somebody chose, and no name; its date is the user's, not the
// clock's. It is not a decision, not an assessment and no document, and says so with every answer. People are printed
// one by one, so that a large batch needs no large memory. Format: palermo-rights-gate/1
// (docs/formats/rights-gate.schema.json).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "palermo/core/catalogue.hpp"
#include "palermo/rights/gate_basis.hpp"
#include "palermo/rights/gate_file.hpp"

namespace palermo::rights {

// A file that was read: what it was for and its hash, and never what it is called.
struct GateInput {
  std::string_view role;  // "return" or "pack"
  std::string sha256;     // of the bytes on disk
  std::int64_t bytes = 0;
};

struct GateReceipt {
  std::vector<GateInput> inputs;
  core::Day day = 0;
  std::vector<GateAddedGround> added;
  std::vector<GateMemberAnswer> members;
  GatePeriods holds_days = kGatePeriods;
  std::array<std::vector<CitedArticle>, kGateGrounds> basis;  // by GateGround

  [[nodiscard]] std::size_t closed() const;  // how many members the gate stays closed for
  // The refusals of the batch: none; D26; for more than one member D26 and D27.
  [[nodiscard]] std::vector<std::string> rules() const;
};

// Errors: rights.unknown_article when the corpus lacks the basis of a ground.
[[nodiscard]] core::Result<GateReceipt> gate(const GateBatch& batch, std::vector<GateAddedGround> added,
                                             const law::Corpus& corpus, const GatePeriods& holds_days = kGatePeriods);

// Both hand over whole lines, piece by piece: what all pieces make together is the receipt as JSON, and the answer in words.
using GatePrinter = std::function<void(const std::string&)>;
void print_gate_json(const GateReceipt& receipt, const core::Catalogue& texts, const GatePrinter& print);
void print_gate_text(const GateReceipt& receipt, const core::Catalogue& texts, const GatePrinter& print);

}  // namespace palermo::rights
