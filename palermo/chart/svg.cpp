// SPDX-License-Identifier: Apache-2.0
#include "palermo/chart/svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace palermo::chart {
namespace {

constexpr double kCharacterEm = 0.58;  // of an average character of a wide sans-serif (DejaVu Sans)
constexpr std::string_view kFonts = "system-ui, 'Segoe UI', 'Noto Sans', 'Helvetica Neue', Arial, sans-serif";

// Length of the UTF-8 sequence that starts with `byte`.
std::size_t sequence_length(unsigned char byte) { return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4; }

// U+200B..U+200F and U+202A..U+202E take no room.
bool takes_no_room(std::string_view sequence) {
  if (sequence.size() != 3 || sequence[0] != '\xE2' || sequence[1] != '\x80') return false;
  const auto last = static_cast<unsigned char>(sequence[2]);
  return (last >= 0x8B && last <= 0x8F) || (last >= 0xAA && last <= 0xAE);
}

}  // namespace

std::string escape_xml(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') out += "\xEF\xBF\xBD";
        else out += c;
    }
  }
  return out;
}

std::string coordinate(double value) {
  const double rounded = std::round(value * 100) / 100;
  std::string text = fmt::format("{:.2f}", rounded == 0 ? 0.0 : rounded);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

double text_width(std::string_view text, double size) {
  double characters = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = std::min(sequence_length(static_cast<unsigned char>(text[i])), text.size() - i);
    if (!takes_no_room(text.substr(i, length))) ++characters;
    i += length;
  }
  return characters * kCharacterEm * size;
}

std::vector<std::string> wrap(std::string_view text, double width, double size) {
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    const std::string word(text.substr(0, space));
    text = space == std::string_view::npos ? std::string_view{} : text.substr(space + 1);
    std::string& line = lines.back();
    if (line.empty()) line = word;
    else if (text_width(line + ' ' + word, size) <= width) line += ' ' + word;
    else lines.push_back(word);
  }
  return lines;
}

void Svg::rect(double x, double y, double w, double h, std::string_view fill, std::string_view stroke) {
  body_ += fmt::format(R"(<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}"/>)", coordinate(x), coordinate(y),
                       coordinate(w), coordinate(h), fill, stroke);
}

void Svg::line(double x1, double y1, double x2, double y2, std::string_view colour, double thickness, std::string_view dash) {
  path(fmt::format("M{} {}L{} {}", coordinate(x1), coordinate(y1), coordinate(x2), coordinate(y2)), "none", colour, thickness, dash);
}

void Svg::path(std::string_view d, std::string_view fill, std::string_view stroke, double thickness, std::string_view dash) {
  body_ += fmt::format(R"(<path d="{}" fill="{}" stroke="{}" stroke-width="{}")", d, fill, stroke, coordinate(thickness));
  if (!dash.empty()) body_ += fmt::format(R"( stroke-dasharray="{}")", dash);
  body_ += "/>";
}

void Svg::circle(double x, double y, double r, std::string_view fill, std::string_view stroke) {
  body_ += fmt::format(R"(<circle cx="{}" cy="{}" r="{}" fill="{}" stroke="{}"/>)", coordinate(x), coordinate(y), coordinate(r),
                       fill, stroke);
}

void Svg::text(double x, double y, const Label& label, const TextStyle& style) {
  // A label of a right-to-left language keeps its own order ("480 … 250") in a chart that runs left to right.
  body_ += fmt::format(R"(<text unicode-bidi="plaintext" x="{}" y="{}" font-size="{}" fill="{}" text-anchor="{}")", coordinate(x), coordinate(y),
                       coordinate(style.size), style.colour, style.anchor);
  if (style.bold) body_ += R"( font-weight="700")";
  if (style.halo) body_ += R"( stroke="#FFFFFF" stroke-width="4" stroke-linejoin="round" paint-order="stroke")";
  if (label.data) body_ += R"( lang="en" translate="no")";
  body_ += '>' + escape_xml(label.text) + "</text>";
}

double Svg::paragraph(double x, double y, const Label& label, double width, const TextStyle& style) {
  for (const std::string& part : wrap(label.text, width, style.size)) {
    text(x, y, {part, label.data}, style);
    y += style.size * kLineHeight;
  }
  return y;
}

std::string Svg::hatch(std::string_view colour) {
  auto found = std::find(hatches_.begin(), hatches_.end(), colour);
  if (found == hatches_.end()) found = hatches_.insert(hatches_.end(), std::string(colour));
  return fmt::format("url(#{}-hatch-{})", frame_->id, found - hatches_.begin());
}

std::string Svg::finish(double height) const {
  const std::string id = escape_xml(frame_->id);
  std::string out = fmt::format(
      R"(<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{0}-title {0}-desc" direction="ltr" dir="ltr" )"
      R"(viewBox="0 0 {1} {2}" width="{1}" height="{2}" font-family="{3}">)",
      id, coordinate(width_), coordinate(height), kFonts);
  out += fmt::format(R"(<title id="{0}-title">{1}</title><desc id="{0}-desc">{2}</desc>)", id, escape_xml(frame_->title),
                     escape_xml(frame_->description));
  if (!hatches_.empty()) {
    out += "<defs>";
    for (std::size_t i = 0; i < hatches_.size(); ++i)
      out += fmt::format(
          R"~(<pattern id="{}-hatch-{}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">)~"
          R"(<rect width="6" height="6" fill="#FFFFFF"/><rect width="2" height="6" fill="{}"/></pattern>)",
          id, i, hatches_[i]);
    out += "</defs>";
  }
  return out + body_ + "</svg>";
}

double draw_key(Svg& svg, const CertainPossible& words, double x, double y, std::string_view colour) {
  if (words.certain.empty() && words.possible.empty()) return 0;
  svg.rect(x, y, 22, 12, colour, colour);
  svg.text(x + 28, y + 11, {words.certain}, {.colour = kQuiet});
  const double next = x + 28 + text_width(words.certain, kNormal) + 20;
  svg.rect(next, y, 22, 12, svg.hatch(colour), colour);
  svg.text(next + 28, y + 11, {words.possible}, {.colour = kQuiet});
  return 26;
}

}  // namespace palermo::chart
