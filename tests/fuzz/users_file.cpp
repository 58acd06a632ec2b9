// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "contacts/user_edit.hpp"
#include "contacts/user_entry.hpp"
#include "contacts/user_file.hpp"
#include "fuzzer.hpp"

// A users.conf, as a login and as `wavix2fa users` read it.
namespace {

using namespace wavix;
using namespace wavix::fuzz;
using namespace wavix::contacts;

/// What an entry says, wherever it stands.
std::vector<std::string> words_of(const Entry& entry) {
  std::vector<std::string> words;
  for (const auto& value : {entry.phone, entry.channel, entry.language})
    words.emplace_back(value ? "=" + std::string(value->text) : "");
  return words;
}

std::vector<std::string> words_of(const UserFile& file, std::string_view user) {
  for (const auto& entry : file.entries())
    if (entry.name == user) return words_of(entry.entry);
  return {};
}

std::vector<std::string> with_phone(std::vector<std::string> words, const std::string& number) {
  words.resize(3);
  words[0] = "=" + number;
  return words;
}

void check_problems(const UserFile& file, std::string_view text) {
  const auto lines = std::count(text.begin(), text.end(), '\n') + 1;
  for (const auto& [line, reason] : file.problems()) {
    require(is_clean(reason) && !reason.empty(), "a problem has a reason that is fit for a log");
    require(std::cmp_less_equal(line, lines), "a problem's line is in the file");
  }
}

void check_contact(const UserEntry& entry) {
  const auto contact = contact_from(entry.entry, entry.name, "LV");
  if (!contact) {
    for (const auto& [line, reason] : contact.error())
      require(is_clean(reason), "what is wrong with an entry is fit for a log");
    return;
  }
  const auto& phones = contact->phones;
  require(!phones.empty() && phones.size() <= most_phones, "a contact has one to five phones");
  for (const auto& phone : phones)
    require(all_digits(phone.digits()) && phone.digits().size() <= 15, "a phone is a number of E.164");
}

/// Each user, read as a login does.
void check_entries(const UserFile& file, std::string_view text) {
  std::set<std::string_view> names;
  for (const auto& entry : file.entries()) {
    require(!entry.name.empty() && trimmed(entry.name) == entry.name, "a user has a name");
    require(names.insert(entry.name).second, "a user is named once");
    require(entry.entry.phone.has_value(), "a user has a phone");
    const UserFile alone(text, entry.name);
    require(alone.problems().empty() && alone.entry() != nullptr &&
                words_of(*alone.entry()) == words_of(entry.entry),
            "a login reads of its user what is read of all");
    check_contact(entry);
  }
}

/// The others are as they were.
void check_edit(const UserFile& before, std::string_view text, const UserChanges& changes,
                std::string_view user, const std::vector<std::string>& wanted) {
  const auto after = edited(text, changes);
  if (!after) {
    require(is_clean(after.error()), "why a change cannot be made is fit for a terminal");
    return;
  }
  const UserFile file(*after);
  require(file.problems().empty(), "a changed file has no problems");
  require(words_of(file, user) == wanted, "who is changed is what was asked for");
  for (const auto& entry : before.entries())
    require(entry.name == user || words_of(file, entry.name) == words_of(entry.entry),
            "who is not changed stays");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = text_of(data, size);
  const UserFile file(text);
  check_problems(file, text);
  if (!file.problems().empty()) return 0;
  check_entries(file, text);
  const std::string number = "+37120000001", newcomer = "newcomer";
  check_edit(file, text, {{{newcomer, number, std::nullopt, std::nullopt}}, {}}, newcomer,
             with_phone(words_of(file, newcomer), number));
  if (file.entries().empty()) return 0;
  const std::string first(file.entries().front().name);
  check_edit(file, text, {{}, {first}}, first, {});
  auto spoken = with_phone(words_of(file, first), number);
  spoken[1] = "=voice";
  check_edit(file, text, {{{first, number, "voice", std::nullopt}}, {}}, first, spoken);
  return 0;
}
