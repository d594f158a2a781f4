// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/plain_page.hpp"

#include <fmt/format.h>

#include "palermo/publish/html.hpp"

namespace palermo::publish {

std::string plain_page(const std::string& title, const std::string& notice, const std::string& body, bool simulated, const core::Catalogue& catalogue) {
  std::string out = fmt::format("<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n", escape_html(catalogue.language()),
                                catalogue.right_to_left() ? "rtl" : "ltr");
  out += R"(<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">)"
         "\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n";
  out += element("title", escape_html(title)) + "\n" + element("style", kReportStyle) + "\n</head>\n<body>\n";
  out += element("a", escape_html(catalogue.text("observatory.skip")), R"(class="skip" href="#main")") + "\n<main id=\"main\">\n";
  out += element("h1", escape_html(title)) + "\n";
  if (simulated) out += element("p", element("strong", escape_html(catalogue.text("flows.simulated"))), R"(class="notice simulated" role="note")") + "\n";
  out += element("p", escape_html(notice), R"(class="notice" role="note")") + "\n" + body;
  return out + "</main>\n</body>\n</html>\n";
}

}  // namespace palermo::publish
