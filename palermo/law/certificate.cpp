// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/certificate.hpp"

namespace palermo::law {

CertificateSize size_of(const Certificate& certificate) {
  CertificateSize size{certificate.atom ? 1U : 0U, certificate.finding ? 1U : 0U, certificate.impossible ? 1U : 0U};
  for (const Certificate& branch : certificate.branches) {
    const CertificateSize below = size_of(branch);
    size.splits += below.splits;
    size.findings += below.findings;
    size.impossible += below.impossible;
  }
  return size;
}

core::Value to_value(const Certificate& certificate, const Vocabulary& vocabulary) {
  core::Value value{core::Value::Object{}};
  if (certificate.finding) value.set("outcome", word(certificate.finding->outcome));
  if (certificate.impossible) value.set("impossible", to_value(*certificate.impossible, vocabulary));
  if (!certificate.atom) return value;
  value.set("atom", to_value(*certificate.atom, vocabulary));
  value.set("when_true", to_value(certificate.branches[0], vocabulary));
  value.set("when_false", to_value(certificate.branches[1], vocabulary));
  return value;
}

}  // namespace palermo::law
