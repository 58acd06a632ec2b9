// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/user_entry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>

#include "base/text.hpp"
#include "contacts/number.hpp"

namespace wavix::contacts {
namespace {

std::vector<std::string_view> split_at_commas(std::string_view text) {
  std::vector<std::string_view> pieces;
  for (;;) {
    const auto comma = text.find(',');
    pieces.push_back(text.substr(0, comma));
    if (comma == std::string_view::npos) return pieces;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace

Expected<std::vector<PhoneNumber>, std::string> phones_from(std::string_view list,
                                                            const std::string& default_region) {
  std::vector<PhoneNumber> phones;
  const auto pieces = split_at_commas(list);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto where = pieces.size() == 1 ? std::string() : fmt::format("number {}: ", i + 1);
    auto phone = number_from_text(pieces[i], default_region);
    if (!phone) return unexpected(where + phone.error());
    const auto known = std::find(phones.begin(), phones.end(), *phone);
    if (known != phones.end())
      return unexpected(fmt::format("{}is the same as number {}", where, known - phones.begin() + 1));
    phones.push_back(std::move(*phone));
  }
  if (phones.size() > most_phones) phones.erase(phones.begin() + most_phones, phones.end());
  return phones;
}

bool is_language(std::string_view text) {
  const auto letter = [&](std::size_t i, char first, char last) {
    return text[i] >= first && text[i] <= last;
  };
  if (text.size() != 2 && text.size() != 5) return false;
  return letter(0, 'a', 'z') && letter(1, 'a', 'z') &&
         (text.size() == 2 || (text[2] == '-' && letter(3, 'A', 'Z') && letter(4, 'A', 'Z')));
}

Expected<Contact, std::vector<WrongLine>> contact_from(const Entry& entry, std::string_view user,
                                                       const std::string& default_region) {
  std::vector<WrongLine> problems;
  const auto problem = [&](const Written& value, std::string_view what, std::string_view reason) {
    problems.push_back({value.line, fmt::format("{}{}: {}", sanitised(user), what, reason)});
  };
  auto phones = phones_from(entry.phone->text, default_region);
  if (!phones) problem(*entry.phone, "", phones.error());
  std::optional<Channel> channel;
  if (entry.channel) {
    channel = channel_from(entry.channel->text);
    if (!channel)
      problem(*entry.channel, ": channel", quoted(entry.channel->text, 40) + " is neither sms nor voice");
  }
  if (entry.language && !is_language(entry.language->text))
    problem(*entry.language, ": language",
            quoted(entry.language->text, 40) + " is not a language as 'en' or 'pt-BR'");
  if (!problems.empty()) return unexpected(std::move(problems));
  return Contact{std::move(*phones), channel, {}};
}

}  // namespace wavix::contacts
