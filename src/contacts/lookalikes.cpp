// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/lookalikes.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <set>
#include <string_view>

#include "base/ini.hpp"
#include "base/text.hpp"
#include "contacts/number.hpp"
#include "contacts/number_library.hpp"

namespace wavix::contacts {
namespace {

using Library = i18n::phonenumbers::PhoneNumberUtil;

constexpr std::size_t enough = 16;

/// The country and first digits by which a mask shows a number: what two users' numbers may have in common.
std::string first_digits(std::string_view written) {
  constexpr std::size_t shown = 4;
  std::string digits;
  std::copy_if(written.begin(), written.end(), std::back_inserter(digits), is_digit);
  return digits.substr(0, shown);
}

/// The phones of a users.conf, as they are written there; of those that begin alike the first, so that a user
/// who is added changes nothing.
class Phones final : public IniSink {
public:
  void section(std::string_view name, unsigned) override { in_users_ = name == "users"; }
  void setting(std::string_view key, std::string_view value, unsigned) override {
    if (!in_users_ && key != "phone") return;
    const auto written = value.substr(0, value.find(','));
    if (texts_.size() < enough && known_.insert(first_digits(written)).second) texts_.push_back(written);
  }
  void wrong(unsigned, std::string) override {}

  [[nodiscard]] const std::vector<std::string_view>& texts() const { return texts_; }

private:
  std::vector<std::string_view> texts_;
  std::set<std::string> known_;
  bool in_users_ = false;
};

std::vector<PhoneNumber> from_text(const UserText& users, const std::string& default_region) {
  std::vector<PhoneNumber> numbers;
  if (!users.text) return numbers;
  Phones phones;
  read_ini(*users.text, phones);
  for (const auto written : phones.texts())
    if (auto number = number_from_text(written, default_region)) numbers.push_back(std::move(*number));
  return numbers;
}

}  // namespace

std::vector<PhoneNumber> lookalikes(const UserText& users, const std::string& default_region,
                                    const std::vector<std::string>& countries) {
  auto numbers = from_text(users, default_region);
  if (!numbers.empty()) return numbers;
  for (const auto& country : countries) {
    i18n::phonenumbers::PhoneNumber example;
    if (!number_library().GetExampleNumberForType(country, Library::MOBILE, &example)) continue;
    std::string e164;
    number_library().Format(example, Library::E164, &e164);
    numbers.emplace_back(e164.substr(1));
  }
  return numbers;
}

}  // namespace wavix::contacts
