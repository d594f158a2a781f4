// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/release_make.hpp"

#include <filesystem>

#include "palermo/core/bytes.hpp"
#include "palermo/core/output.hpp"
#include "palermo/core/random.hpp"
#include "palermo/publish/circle_table.hpp"
#include "palermo/publish/differencing.hpp"
#include "palermo/publish/ledger_file.hpp"
#include "palermo/publish/release_folder.hpp"

namespace palermo::publish {
namespace {

using core::Done;
using core::Result;

constexpr std::string_view kFolderMark = "release";

// Neither the name of a file nor anything but an answer of the attack verb gets into a manifest. Of people who exist not even a hash:
// it follows from exact rows without noise, and whoever knows all of them but one could try both.
Result<std::vector<AttackNote>> read_attacks(const ReleasePlan& plan, const std::vector<std::string>& files) {
  std::vector<AttackNote> notes;
  for (const std::string& file : files) {
    PALERMO_TRY(const std::string text, core::read_file(file));
    PALERMO_TRY(core::Value answer, core::parse_json(text, file));
    if (!(answer["format"] == core::Value("palermo-release-attack/1"))) return core::fail(kBadAttack, {.file = file});
    AttackNote note{.name = "attack-" + std::to_string(notes.size() + 1), .is_public = plan.simulated && answer["declared"] == core::Value("simulated"), .result = {}, .sha256 = {}};
    if (note.is_public) {
      note.result = std::move(answer);
      note.sha256 = core::sha256_hex(text);
    }
    notes.push_back(std::move(note));
  }
  return notes;
}

// Public: it follows from the table as it is shown.
AttackNote linear_attack(const TableAttack& attacked) {
  core::Value result;
  result.set("hidden_cells", attacked.cells);
  result.set("narrowest", attacked.cells == 0 || attacked.narrowest == kNoMost ? core::Value() : core::Value(attacked.narrowest));
  const std::string hash = core::sha256_hex(core::to_json(result, -1));
  return {.name = "linear", .is_public = true, .result = std::move(result), .sha256 = hash};
}

// One making: what every step needs.
class Making {
 public:
  Making(const ReleaseRequest& request, const core::Catalogue& catalogue, core::Progress& progress)
      : request_(request), plan_(request.plan), catalogue_(catalogue), progress_(progress) {}

  Result<ReleaseMade> run() {
    PALERMO_CHECK_DONE(check_request());
    PALERMO_TRY(attacks_, read_attacks(plan_, request_.attack_files));
    PALERMO_TRY(core::OutputFolder folder, core::OutputFolder::open(request_.out, kFolderMark));
    intent_ = intent_of(plan_, id(), "", request_.seed.has_value());
    if (!request_.ledger.empty()) PALERMO_CHECK_DONE(enter_intent());
    progress_.begin("progress.releasing", plan_.id, 0, "unit.tables");
    PALERMO_TRY(const ReleaseContent content, content_of());
    progress_.end();
    if (content.attacked) attacks_.push_back(linear_attack(*content.attacked));
    const std::vector<ReleaseFile> files = release_files(parts(content), catalogue_);
    for (const ReleaseFile& file : files) PALERMO_CHECK_DONE(folder.write(file.path, file.content));
    PALERMO_CHECK_DONE(folder.commit());
    if (ledger_) PALERMO_CHECK_DONE(enter_published(files));
    return made(content);
  }

 private:
  Done check_request() const {
    if (shape_of(request_.people.table.codebook()) != shape_of(*plan_.codebook)) return core::fail(kBadPlan, {}, {{"problem", "the people were read by another codebook"}});
    if (request_.seed && !plan_.simulated) return core::fail(kTestOfReal);
    if (request_.ledger.empty() && !request_.seed) return core::fail(kNoLedger);
    return check_delay(plan_, request_.today);
  }

  // A test without a ledger can be made again, byte for byte; everything else has an id of its own.
  std::string id() const {
    if (request_.ledger.empty()) return core::sha256_hex(plan_.hash + std::to_string(request_.seed->number)).substr(0, 16);
    return core::secret_hex(8);
  }

  Done enter_intent() {
    PALERMO_TRY(ledger_, LedgerFile::open(request_.ledger));
    if (ledger_->ledger().opened().register_name != plan_.register_name) return core::fail(kOtherRegister, {.file = request_.ledger});
    PALERMO_CHECK_DONE(ledger_->ledger().check_budget(intent_));
    std::vector<PersonPrint> people;
    std::optional<PeopleFolder> prints;
    if (!plan_.is_dp()) {
      if (request_.people.subjects.size() != request_.people.table.inside_rows().rows()) return core::fail(kBadPlan, {}, {{"problem", "a closed circle needs the ids of its people"}});
      PALERMO_TRY(prints, PeopleFolder::open(request_.ledger, *plan_.codebook->subject));
      people = prints_of(request_.people.table, request_.people.subjects, plan_.year_column, prints->secret());
      PALERMO_CHECK_DONE(prints->check(ledger_->ledger(), {intent_, people}));
      rounding_key_ = prints->rounding_key();
    }
    for (const std::string& key : request_.keys) PALERMO_CHECK_DONE(ledger_->sign(key, plan_.hash, request_.now));
    PALERMO_CHECK_DONE(ledger_->ledger().check(intent_));
    if (prints) {
      PALERMO_TRY(intent_.persons, prints->keep(intent_.release, people));
    }
    PALERMO_CHECK_DONE(ledger_->append(ledger_->ledger().intend(intent_, request_.now)));
    number_ = ledger_->ledger().size();
    hash_ = ledger_->ledger().head();
    for (const std::string& key : request_.keys) PALERMO_CHECK_DONE(remember_seen(key, ledger_->ledger()));
    return {};
  }

  Result<ReleaseContent> content_of() {
    std::optional<privacy::Randomness> randomness;
    request_.seed ? randomness.emplace(*request_.seed) : randomness.emplace();
    if (plan_.mode == Mode::circle_table) return make_circle_table(plan_, request_.people.table, rounding_key(*randomness), progress_);
    if (!plan_.is_dp()) return make_closed_circle(plan_, request_.people.table, *randomness, progress_);
    privacy::Budget budget(intent_.rho);
    return make_private(plan_, request_.people.table, budget, *randomness, progress_);
  }

  // Of the ledger's own secret, so that a cell is rounded alike for as long as the register stands; of a test, of its seed.
  privacy::RandomRounding::Key rounding_key(privacy::Randomness& randomness) const {
    if (rounding_key_) return *rounding_key_;
    privacy::RandomRounding::Key key{};
    for (unsigned char& byte : key) byte = static_cast<unsigned char>(randomness.next());
    return key;
  }

  ReleaseParts parts(const ReleaseContent& content) const {
    return {.plan = plan_,
            .content = content,
            .intent = intent_,
            .time = request_.now,
            .ledger = ledger_ ? ledger_->ledger().id() : "",
            .ledger_number = number_,
            .ledger_hash = hash_,
            .attacks = attacks_};
  }

  Done enter_published(const std::vector<ReleaseFile>& files) {
    Published published{.release = intent_.release, .files = {}};
    for (const ReleaseFile& file : files) published.files.push_back({file.path, core::sha256_hex(file.content)});
    PALERMO_CHECK_DONE(ledger_->append(ledger_->ledger().publish(std::move(published), request_.now)));
    for (const std::string& key : request_.keys) PALERMO_CHECK_DONE(ledger_->sign(key, "", request_.now));
    return {};
  }

  ReleaseMade made(const ReleaseContent& content) const {
    ReleaseMade made;
    made.release = intent_.release;
    made.counts = content.counts;
    made.rows = static_cast<std::int64_t>(content.rows.rows());
    made.test = intent_.test;
    made.pair_error = content.pair_error;
    made.rows_agree = !agreement_of(plan_, content.counts).poor();
    made.epsilon = plan_.epsilon;
    made.delta = plan_.delta;
    made.rho = intent_.rho.to_double();
    if (ledger_) made.signed_by = ledger_->ledger().signers_of_head();
    return made;
  }

  const ReleaseRequest& request_;
  const ReleasePlan& plan_;
  const core::Catalogue& catalogue_;
  core::Progress& progress_;
  std::optional<LedgerFile> ledger_;
  std::vector<AttackNote> attacks_;
  std::optional<privacy::RandomRounding::Key> rounding_key_;
  Intent intent_;
  std::int64_t number_ = 0;
  std::string hash_;
};

}  // namespace

Result<ReleaseMade> make_release(const ReleaseRequest& request, const core::Catalogue& catalogue, core::Progress& progress) {
  return Making(request, catalogue, progress).run();
}

}  // namespace palermo::publish
