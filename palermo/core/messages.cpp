// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/messages.hpp"

#include <algorithm>
#include <mutex>

#include "palermo/core/value.hpp"

namespace palermo::core {
namespace {

struct Embedded {
  std::string_view language;
  std::string_view yaml;
};

constexpr Embedded kEmbedded[] = {
#include "embedded_messages.inc"
};

// A file that cannot be read adds nothing; catalogue_test.cpp refuses it long before a user could meet it.
MessageBook read_book(std::string_view language) {
  MessageBook book;
  for (const Embedded& file : kEmbedded) {
    if (file.language != language) continue;
    const Result<Value> texts = parse_yaml(file.yaml, "messages");
    if (!texts) continue;
    for (const auto& [key, pattern] : texts->members())
      if (pattern.is_text()) book.emplace(key, pattern.as_text());
  }
  return book;
}

}  // namespace

std::vector<std::string> message_languages() {
  std::vector<std::string> languages = {"en"};
  for (const Embedded& file : kEmbedded)
    if (std::find(languages.begin(), languages.end(), file.language) == languages.end()) languages.emplace_back(file.language);
  std::sort(languages.begin() + 1, languages.end());
  return languages;
}

const MessageBook* message_book(std::string_view language) {
  static std::mutex mutex;
  static std::map<std::string, MessageBook, std::less<>> books;
  const std::lock_guard lock(mutex);
  if (const auto found = books.find(language); found != books.end()) return &found->second;
  const auto known = message_languages();
  if (std::find(known.begin(), known.end(), language) == known.end()) return nullptr;
  return &books.emplace(std::string(language), read_book(language)).first->second;
}

}  // namespace palermo::core
