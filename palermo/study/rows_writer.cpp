// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/rows_writer.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <numeric>

#include "palermo/core/csv.hpp"
#include "palermo/core/output.hpp"
#include "palermo/core/random.hpp"

namespace palermo::study {
namespace {

using core::Done;
using core::Result;

constexpr std::size_t kHandleBytes = 10;

// The records of a block in random order; the randomness is the operating system's.
std::vector<std::size_t> shuffled(std::size_t n) {
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<std::uint64_t> secret(n);
  core::secret_bytes({reinterpret_cast<unsigned char*>(secret.data()), n * sizeof(std::uint64_t)});
  for (std::size_t i = n; i > 1; --i) std::swap(order[i - 1], order[secret[i - 1] % i]);
  return order;
}

void append_hex(std::string& out, const unsigned char* bytes, std::size_t n) {
  static constexpr char kDigits[] = "0123456789abcdef";
  for (std::size_t i = 0; i < n; ++i) {
    out += kDigits[bytes[i] >> 4];
    out += kDigits[bytes[i] & 15];
  }
}

bool asks_for_withheld(const law::Corpus& corpus, const law::Expression& expression) {
  using Kind = law::Expression::Kind;
  if (expression.kind == Kind::fact || expression.kind == Kind::less || expression.kind == Kind::not_less)
    return corpus.vocabulary()[expression.fact].withheld;
  if (expression.kind == Kind::reference) return asks_for_withheld(corpus, corpus.definition(expression).expression);
  return std::any_of(expression.items.begin(), expression.items.end(),
                     [&](const law::Expression& item) { return asks_for_withheld(corpus, item); });
}

bool asks_for_withheld(const law::Corpus& corpus, const law::Offence& offence) {
  return std::any_of(offence.elements.begin(), offence.elements.end(), [&](const law::Element& element) {
           return asks_for_withheld(corpus, element.expression) ||
                  (element.not_required_if && asks_for_withheld(corpus, element.not_required_if->expression));
         }) ||
         std::any_of(offence.exceptions.begin(), offence.exceptions.end(),
                     [&](const law::Exception& exception) { return asks_for_withheld(corpus, exception.expression); });
}

bool asks_for_withheld(const law::Corpus& corpus, const law::Version& version, const std::string& id) {
  if (const law::Offence* offence = law::find_offence(version, id)) return asks_for_withheld(corpus, *offence);
  const law::Aggravation* aggravation = law::find_aggravation(version, id);
  return aggravation && (asks_for_withheld(corpus, version, aggravation->of) ||
                         std::any_of(aggravation->grounds.begin(), aggravation->grounds.end(), [&](const law::Element& ground) {
                           return asks_for_withheld(corpus, ground.expression);
                         }));
}

}  // namespace

bool may_stand_in_rows(const law::Corpus& corpus, const law::FindingId& finding) {
  const auto& versions = corpus.find(finding.law)->versions;
  return std::none_of(versions.begin(), versions.end(),
                      [&](const law::Version& version) { return asks_for_withheld(corpus, version, finding.offence); });
}

Result<RowsWriter> RowsWriter::open(const std::string& path, const std::vector<std::string>& finding_columns, std::vector<Cut> cuts) {
  RowsWriter writer;
  writer.path_ = path;
  writer.cuts_ = std::move(cuts);
  writer.file_.reset(std::fopen(path.c_str(), "wxb"));
  if (!writer.file_ || fchmod(fileno(writer.file_.get()), 0600) != 0)
    return core::fail(core::kCannotWrite, {.file = "rows"}, {{"reason", std::strerror(errno)}});
  writer.buffer_ = "not for release\n";
  std::vector<std::string_view> header = {"handle"};
  for (const Cut& cut : writer.cuts_) header.push_back(cut.name);
  for (const std::string& column : finding_columns) header.push_back(column);
  core::append_csv_row(writer.buffer_, header);
  return writer;
}

Done RowsWriter::write(const intake::Columns& columns, const std::vector<law::FindingView>& findings) {
  const std::size_t n = columns.size();
  std::vector<unsigned char> handles(n * kHandleBytes);
  core::secret_bytes(handles);
  for (const std::size_t record : shuffled(n)) {
    append_hex(buffer_, handles.data() + record * kHandleBytes, kHandleBytes);
    for (const Cut& cut : cuts_) {
      buffer_ += ',';
      buffer_ += cut.categories[cut.wide ? columns.words(cut.slot)[record] : columns.bytes(cut.slot)[record]];
    }
    for (const law::FindingView& finding : findings) {
      buffer_ += ',';
      buffer_ += law::word(law::outcome_at(finding, record));
    }
    buffer_ += '\n';
  }
  const bool written = std::fwrite(buffer_.data(), 1, buffer_.size(), file_.get()) == buffer_.size();
  buffer_.clear();
  if (!written) return core::fail(core::kCannotWrite, {.file = "rows"}, {{"reason", std::strerror(errno)}});
  return {};
}

Done RowsWriter::close() {
  const bool rest = std::fwrite(buffer_.data(), 1, buffer_.size(), file_.get()) == buffer_.size();
  buffer_.clear();
  if (!rest || std::fclose(file_.release()) != 0)
    return core::fail(core::kCannotWrite, {.file = "rows"}, {{"reason", std::strerror(errno)}});
  return {};
}

}  // namespace palermo::study
