// SPDX-License-Identifier: Apache-2.0
// Certificate: the proof that an unknown finding comes out the same however what is unknown is settled.
//
// A tree. A split has an atom and two branches: it is so, it is not so. A leaf has the finding of the plain evaluator for the case
// plus everything supposed on the way to it, or the reason why what is supposed there cannot stand together.
// certificate_check.hpp walks it and shares no code with what made it.
#pragma once

#include <optional>
#include <vector>

#include "palermo/law/atom.hpp"
#include "palermo/law/contradiction.hpp"

namespace palermo::law {

inline constexpr std::size_t kMostAtoms = 12;  // in the whole tree; more stay unknown

struct Certificate {
  std::optional<Atom> atom;                 // of a split
  std::vector<Certificate> branches;        // of a split: when true, when false
  std::optional<Finding> finding;           // of a leaf
  std::optional<Contradiction> impossible;  // of a leaf
};

struct CertificateSize {
  std::size_t splits = 0, findings = 0, impossible = 0;
};
[[nodiscard]] CertificateSize size_of(const Certificate& certificate);

// A leaf is written as its outcome alone: its derivation follows from the case and the settings on the way to it.
[[nodiscard]] core::Value to_value(const Certificate& certificate, const Vocabulary& vocabulary);

}  // namespace palermo::law
