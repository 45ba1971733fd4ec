// Diagnostics as text for people: the line, a mark under the span, the hint beside it.
//
// Columns are those of the terminal: tabs go to the next multiple of kTabStop, wide characters take
// two, combining ones none. Characters that would move the cursor or turn the line around are
// shown as pictures, so that no expression can forge what is printed.
#include <algorithm>
#include <string>
#include <vector>

#include "frontend/diagnostics.h"
#include "frontend/glyph.h"
#include "runtime/text/utf8.h"

namespace kiln {
namespace {

namespace utf8 = core::utf8;
using core::Glyph;
using core::visible_glyph;

constexpr std::size_t kTabStop = 4;
/// A span of more lines than this shows its first lines and its last.
constexpr std::size_t kMostLines = 4;
/// Columns right of the gutter, however narrow the terminal is.
constexpr std::size_t kLeastRoom = 20;
/// Enough bytes for a column of base character and combining marks.
constexpr std::size_t kBytesPerColumn = 8;
constexpr std::string_view kCut = "...";

constexpr std::string_view kReset = "\x1b[0m";
constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kBlue = "\x1b[34m";

std::string_view colour_of(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return "\x1b[1;31m";
    case Severity::Warning:
      return "\x1b[1;33m";
    case Severity::Note:
      return "\x1b[1;36m";
  }
  return "";
}

struct Line {
  std::size_t number = 1;
  std::size_t start = 0;  ///< bytes of the source, without the line's end
  std::size_t end = 0;
};

struct TouchedLines {
  std::vector<Line> shown;  ///< at most kMostLines
  bool gap = false;         ///< lines before the last one are left out
};

/// The lines that a span touches; at least one.
TouchedLines find_lines(std::string_view source, Span span) {
  TouchedLines lines;
  std::size_t begin = 0;
  for (std::size_t number = 1;; ++number) {
    const std::size_t end = std::min(source.find_first_of("\r\n", begin), source.size());
    const bool is_last = end >= span.end || end == source.size();
    if (end >= span.start || is_last) {
      lines.gap = lines.shown.size() == kMostLines;
      if (lines.gap) lines.shown.pop_back();
      lines.shown.push_back({number, begin, end});
    }
    if (is_last) return lines;
    begin = end + (source.substr(end).starts_with("\r\n") ? 2 : 1);
  }
}

/// What a character looks like and where it stands.
struct Cell {
  std::size_t byte = 0;  ///< offset in the source
  std::size_t column = 0;
  std::size_t width = 0;
  char32_t character = 0;  ///< a space for a tab
};

/// A stretch of a line, laid out in columns from 0.
struct Layout {
  std::vector<Cell> cells;
  std::size_t width = 0;

  /// Where the character at or after a byte starts.
  std::size_t column_of(std::size_t byte) const {
    const auto cell = std::ranges::lower_bound(cells, byte, {}, &Cell::byte);
    return cell == cells.end() ? width : cell->column;
  }
};

Layout lay_out(std::string_view source, std::size_t start, std::size_t end) {
  Layout layout;
  const std::string_view line = source.substr(0, end);
  for (std::size_t i = start; i < end;) {
    Cell cell{i, layout.width, kTabStop - layout.width % kTabStop, U' '};
    const char32_t character = utf8::next(line, i);
    if (character != U'\t') {
      const Glyph glyph = visible_glyph(character);
      cell.character = glyph.character;
      cell.width = static_cast<std::size_t>(glyph.width);
    }
    layout.width += cell.width;
    layout.cells.push_back(cell);
  }
  return layout;
}

/// Columns [first, last).
struct Columns {
  std::size_t first = 0;
  std::size_t last = 0;
};

/// The `room` columns of `width` that show most of `marked` and as much on both sides of it.
Columns choose_window(std::size_t width, Columns marked, std::size_t room) {
  const std::size_t length = std::min(marked.last - marked.first, room);
  const std::size_t margin = (room - length) / 2;
  std::size_t first = marked.first - std::min(marked.first, margin);
  first = std::min(first, width - std::min(width, room));
  return {first, first + room};
}

class Renderer {
 public:
  Renderer(std::string_view source, const RenderOptions& options)
      : source_(source), options_(options) {}

  std::string render(const Diagnostic& diagnostic);

 private:
  void write_header(const Diagnostic& diagnostic);
  /// A line and its mark; returns the columns of the text area that the mark ends at.
  std::size_t write_line(const Line& line, bool is_first);
  void write_hint(const std::string& hint, std::size_t mark_end);
  void write_gutter(std::string_view number);
  void write_cells(const Layout& layout, Columns window);
  void write_plain(std::string_view text);
  void style(std::string_view escape) {
    if (options_.colour) out_ += escape;
  }

  std::string_view source_;
  const RenderOptions& options_;
  std::string out_;
  Severity severity_ = Severity::Error;
  Span span_{};             ///< within the source
  std::size_t digits_ = 1;  ///< of the greatest line number shown
  std::size_t room_ = 0;    ///< columns right of the gutter
};

std::string Renderer::render(const Diagnostic& diagnostic) {
  const auto size = static_cast<std::uint32_t>(source_.size());
  span_.start = std::min(diagnostic.error.span.start, size);
  span_.end = std::clamp(diagnostic.error.span.end, span_.start, size);
  severity_ = diagnostic.severity;

  const TouchedLines lines = find_lines(source_, span_);
  digits_ = std::to_string(lines.shown.back().number).size();
  const std::size_t gutter = digits_ + std::string_view("   | ").size();
  room_ = std::max(options_.columns, gutter + kLeastRoom) - gutter;

  write_header(diagnostic);
  std::size_t mark_end = 0;
  for (std::size_t i = 0; i < lines.shown.size(); ++i) {
    if (lines.gap && i + 1 == lines.shown.size()) {
      write_gutter("");
      (out_ += kCut) += '\n';
    }
    mark_end = write_line(lines.shown[i], i == 0);
    if (i + 1 < lines.shown.size()) out_ += '\n';
  }
  write_hint(diagnostic.error.hint, mark_end);
  out_ += '\n';
  return std::move(out_);
}

void Renderer::write_header(const Diagnostic& diagnostic) {
  style(colour_of(severity_));
  out_ += to_string(severity_);
  out_ += "[" + to_string(diagnostic.error.code) + "]";
  style(kReset);
  style(kBold);
  out_ += ": ";
  write_plain(diagnostic.error.message.empty() ? title_of(diagnostic.error.code)
                                               : std::string_view(diagnostic.error.message));
  style(kReset);
  out_ += '\n';
}

std::size_t Renderer::write_line(const Line& line, bool is_first) {
  // No more is laid out than could be shown: a line may have millions of bytes.
  const std::size_t reach = kBytesPerColumn * room_;
  const std::size_t mark_start = std::max<std::size_t>(span_.start, line.start);
  std::size_t start = mark_start - std::min(mark_start - line.start, reach);
  std::size_t end = std::min(line.end, mark_start + reach);
  while (start < mark_start && utf8::is_continuation(source_[start])) ++start;
  while (end < line.end && utf8::is_continuation(source_[end])) ++end;
  const Layout layout = lay_out(source_, start, end);

  Columns mark{layout.column_of(mark_start),
               layout.column_of(std::min<std::size_t>(span_.end, end))};
  mark.last = std::max(mark.last, mark.first + 1);
  Columns window{0, room_};
  bool cut_front = start > line.start;
  bool cut_back = end < line.end;
  if (cut_front || cut_back || std::max(layout.width, mark.last) > room_) {
    window = choose_window(std::max(layout.width, mark.last), mark, room_ - 2 * kCut.size());
    cut_front = cut_front || window.first > 0;
    cut_back = cut_back || window.last < layout.width;
  }

  write_gutter(std::to_string(line.number));
  if (cut_front) out_ += kCut;
  write_cells(layout, window);
  if (cut_back) out_ += kCut;
  out_ += '\n';

  const std::size_t indent = mark.first - window.first + (cut_front ? kCut.size() : 0);
  const std::size_t length = std::min(mark.last, window.last) - mark.first;
  write_gutter("");
  out_.append(indent, ' ');
  style(colour_of(severity_));
  out_ += is_first ? '^' : '~';
  out_.append(length - 1, '~');
  style(kReset);
  return indent + length;
}

void Renderer::write_cells(const Layout& layout, Columns window) {
  for (const Cell& cell : layout.cells) {
    const std::size_t first = std::max(cell.column, window.first);
    const std::size_t last = std::min(cell.column + cell.width, window.last);
    if (cell.column < window.first ? last <= first : cell.column >= window.last) continue;
    if (cell.character == U' ' || last - first < cell.width) {
      out_.append(last - first, ' ');  // a tab, or a wide character that is cut in two
    } else {
      utf8::append(out_, cell.character);
    }
  }
}

/// Beside the mark, or below it where there is no room.
void Renderer::write_hint(const std::string& hint, std::size_t mark_end) {
  if (hint.empty()) return;
  if (mark_end + 1 + lay_out(hint, 0, hint.size()).width <= room_) {
    out_ += ' ';
  } else {
    out_ += '\n';
    write_gutter("");
  }
  write_plain(hint);
}

void Renderer::write_gutter(std::string_view number) {
  style(kBlue);
  out_ += "  ";
  out_.append(digits_ - number.size(), ' ').append(number) += " |";
  style(kReset);
  out_ += ' ';
}

void Renderer::write_plain(std::string_view text) {
  for (std::size_t i = 0; i < text.size();)
    utf8::append(out_, visible_glyph(utf8::next(text, i)).character);
}

}  // namespace

std::string render(const Diagnostic& diagnostic, std::string_view source,
                   const RenderOptions& options) {
  return Renderer(source, options).render(diagnostic);
}

std::string render(const Diagnostics& diagnostics, std::string_view source,
                   const RenderOptions& options) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics.items()) {
    out += render(diagnostic, source, options);
  }
  return out;
}

}  // namespace kiln
