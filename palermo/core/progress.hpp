// SPDX-License-Identifier: Apache-2.0
// Progress: how a long function tells where it stands and asks whether to go on.
//
// The function reports; who listens (a bar on stderr, a web page, nobody) is not its business. A long function
// calls cancelled() at least every 50 ms of work and, when it is true, returns kCancelled and leaves nothing behind.
// Thread safety: implementations must allow calls from several threads.
#pragma once

#include <cstdint>
#include <string_view>

namespace palermo::core {

class Progress {
 public:
  virtual ~Progress() = default;

  // A stage begins. `what` is a catalogue key ("progress.reading"); `detail` names a file or source;
  // total is in `unit`s (a catalogue key such as "unit.bytes"), 0 when it cannot be known.
  virtual void begin(std::string_view what, std::string_view detail, std::int64_t total, std::string_view unit) = 0;
  virtual void report(std::int64_t done) = 0;
  virtual void end() = 0;
  [[nodiscard]] virtual bool cancelled() const = 0;
};

// Listens to nothing and never cancels.
class Silence final : public Progress {
 public:
  void begin(std::string_view, std::string_view, std::int64_t, std::string_view) override {}
  void report(std::int64_t) override {}
  void end() override {}
  [[nodiscard]] bool cancelled() const override { return false; }
};

}  // namespace palermo::core
