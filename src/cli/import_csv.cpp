// SPDX-License-Identifier: BSD-3-Clause
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <optional>
#include <string_view>

#include "base/channel.hpp"
#include "base/fd.hpp"
#include "base/text.hpp"
#include "cli/import_rows.hpp"
#include "contacts/csv.hpp"
#include "contacts/user_entry.hpp"
#include "contacts/user_file.hpp"

namespace wavix::cli {
namespace {

Expected<std::string, std::string> contents(int fd) {
  std::string text;
  std::array<char, 65536> piece{};
  for (;;) {
    const auto got = ::read(fd, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return unexpected(fmt::format("cannot be read: {}", ::strerrordesc_np(errno)));
    if (got == 0) return text;
    text.append(piece.data(), static_cast<std::size_t>(got));
    if (text.size() > contacts::largest_user_file) return unexpected<std::string>("is larger than 64 MiB");
  }
}

Expected<std::string, std::string> text_of(const std::string& path) {
  if (path == "-") return contents(STDIN_FILENO);
  const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  if (!fd) return unexpected(fmt::format("cannot be opened: {}", ::strerrordesc_np(errno)));
  return contents(fd.get());
}

enum Column : std::size_t { user, phone, channel, language, columns };
constexpr std::array<std::string_view, columns> names = {"user", "phone", "channel", "language"};

std::string plain(std::string_view text) {
  std::string word(trimmed(text));
  for (char& c : word)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return word;
}

/// Where each column stands in a row.
using Places = std::array<std::optional<std::size_t>, columns>;

Expected<Places, std::string> places_in(const contacts::CsvRow& heading) {
  Places places;
  if (!heading.problem.empty()) return unexpected(heading.problem);
  for (std::size_t i = 0; i < heading.fields.size(); ++i) {
    const auto* const found = std::find(names.begin(), names.end(), plain(heading.fields[i]));
    if (found == names.end())
      return unexpected(fmt::format("{} is no column; there are user, phone, channel and language",
                                    wavix::quoted(heading.fields[i], 40)));
    auto& place = places.at(static_cast<std::size_t>(found - names.begin()));
    if (place) return unexpected(fmt::format("the column {} is there twice", *found));
    place = i;
  }
  if (places[user] && places[phone]) return places;
  return unexpected<std::string>("must name the columns user and phone: user,phone");
}

class CsvImport {
public:
  CsvImport(std::string name, const Places& places, std::size_t width, const config::Config& config)
      : name_(std::move(name)), places_(places), width_(width), builder_(config) {}

  void add(const contacts::CsvRow& row) {
    const auto where = fmt::format("{}:{}", name_, row.line);
    if (!row.problem.empty()) return builder_.bad(where, row.problem);
    if (row.fields.size() != width_)
      return builder_.bad(where,
                          fmt::format("has {} fields, and the first line {}", row.fields.size(), width_));
    const auto field = [&](Column column) -> std::optional<std::string> {
      if (!places_.at(column)) return std::nullopt;
      return std::string(trimmed(row.fields[*places_.at(column)]));
    };
    contacts::UserChange change{*field(user), {}, field(channel), field(language)};
    if (change.channel && !change.channel->empty() && !channel_from(*change.channel))
      return builder_.bad(where,
                          fmt::format("{} is neither sms nor voice", wavix::quoted(*change.channel, 40)));
    if (change.language && !change.language->empty() && !contacts::is_language(*change.language))
      return builder_.bad(
          where, fmt::format("{} is no language as 'en' or 'pt-BR'", wavix::quoted(*change.language, 40)));
    builder_.add(where, std::move(change), *field(phone));
  }
  ImportRows done() && { return std::move(builder_).done(); }

private:
  std::string name_;
  Places places_;
  std::size_t width_;
  ImportRowsBuilder builder_;
};

}  // namespace

Expected<ImportRows, Failure> rows_from_csv(const std::string& path, const config::Config& config) {
  const auto name = path == "-" ? std::string("standard input") : sanitised(path);
  const auto text = text_of(path);
  if (!text) return failed(fmt::format("{}: {}", name, text.error()));
  const auto rows = contacts::read_csv(*text);
  if (rows.empty()) return failed(fmt::format("{}: is empty; its first line must be user,phone", name));
  const auto places = places_in(rows.front());
  if (!places) return failed(fmt::format("{}:{}: {}", name, rows.front().line, places.error()));
  CsvImport import(name, *places, rows.front().fields.size(), config);
  std::for_each(rows.begin() + 1, rows.end(), [&](const auto& row) { import.add(row); });
  return std::move(import).done();
}

}  // namespace wavix::cli
