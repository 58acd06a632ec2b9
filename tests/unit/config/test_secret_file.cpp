// SPDX-License-Identifier: BSD-3-Clause
#include <string>

#include "check.hpp"
#include "config/load.hpp"
#include "folder.hpp"

namespace {

using wavix::config::load_api_key;
using wavix::config::load_bind_password;
using wavix::test::Folder;

std::string key_in(const std::string& text) {
  const Folder folder;
  const auto key = load_api_key(folder.file(text, 0600));
  CHECK(key.has_value());
  return std::string(key->view());
}

std::string reason_for(const std::string& text, mode_t mode = 0600) {
  const Folder folder;
  const auto path = folder.file(text, mode);
  const auto key = load_api_key(path);
  CHECK(!key);
  CHECK_EQ(key.error().where, path);
  CHECK_EQ(key.error().line, 0U);
  CHECK(key.error().reason.find("geheim") == std::string::npos);
  return key.error().reason;
}

void the_key_is_the_one_line_of_the_file() {
  CHECK_EQ(key_in("abcDEF-123"), "abcDEF-123");
  CHECK_EQ(key_in("abcDEF-123\n"), "abcDEF-123");
  CHECK_EQ(key_in("abcDEF-123\r\n"), "abcDEF-123");
  CHECK_EQ(key_in(std::string(256, 'k') + "\r\n"), std::string(256, 'k'));
}

void an_empty_file_has_no_key() {
  CHECK(reason_for("").starts_with("is empty"));
  CHECK(reason_for("\n").starts_with("is empty"));
}

void a_second_line_is_refused() {
  CHECK_EQ(reason_for("geheim\ngeheim\n"), "has more than one line");
  CHECK_EQ(reason_for("geheim\n\n"), "has more than one line");
}

void blanks_and_odd_characters_are_refused() {
  using namespace std::string_literals;
  for (const auto& text : {" geheim"s, "geheim "s, "ge heim"s, "geheim\t"s, "geheim\0"s, "geheim\r\r\n"s,
                           "geheim\x7F"s, "geheim\xC3\xA4"s})
    CHECK_EQ(reason_for(text), "has a blank or another character that no API key has");
}

void a_key_that_is_too_long_is_refused() {
  CHECK_EQ(reason_for(std::string(257, 'k')), "is longer than 256 bytes");
  CHECK_EQ(reason_for(std::string(5000, 'k')), "is larger than 258 bytes");
}

void a_key_that_others_can_read_is_refused() {
  CHECK(reason_for("geheim\n", 0644).find("can be read by others") != std::string::npos);
  CHECK(reason_for("geheim\n", 0640).find("can be read by others") != std::string::npos);
}

void a_missing_key_file_is_named() {
  const auto key = load_api_key("/nonexistent/api_key");
  CHECK(!key);
  CHECK_EQ(to_string(key.error()), "/nonexistent/api_key: cannot be opened: No such file or directory");
}

std::string password_in(const std::string& text) {
  const Folder folder;
  const auto password = load_bind_password(folder.file(text, 0600));
  CHECK(password.has_value());
  return std::string(password->view());
}

std::string password_refused_in(const std::string& text, mode_t mode = 0600) {
  const Folder folder;
  const auto password = load_bind_password(folder.file(text, mode));
  CHECK(!password);
  CHECK(password.error().reason.find("geheim") == std::string::npos);
  return password.error().reason;
}

void a_password_is_the_one_line_with_all_its_blanks() {
  CHECK_EQ(password_in("geheim"), "geheim");
  CHECK_EQ(password_in(" ge heim \n"), " ge heim ");
  CHECK_EQ(password_in("geh\xC3\xA4im\r\n"), "geh\xC3\xA4im");
  CHECK_EQ(password_in(std::string(256, 'p') + "\n"), std::string(256, 'p'));
}

void what_no_password_can_be_is_refused() {
  using namespace std::string_literals;
  const std::string empty = "is empty; it must have the password of ldap.bind_dn as its one line";
  CHECK_EQ(password_refused_in(""), empty);
  CHECK_EQ(password_refused_in("\n"), empty);
  CHECK_EQ(password_refused_in("geheim\ngeheim\n"), "has more than one line");
  for (const auto& text : {"geheim\t"s, "geheim\0"s, "geheim\r\r\n"s, "geheim\x7F"s})
    CHECK_EQ(password_refused_in(text), "has a control character");
  CHECK_EQ(password_refused_in(std::string(257, 'p')), "is longer than 256 bytes");
}

void a_password_that_others_can_read_is_refused() {
  CHECK(password_refused_in("geheim\n", 0644).find("can be read by others") != std::string::npos);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("the key is the one line of the file", the_key_is_the_one_line_of_the_file),
      TEST("an empty file has no key", an_empty_file_has_no_key),
      TEST("a second line is refused", a_second_line_is_refused),
      TEST("blanks and odd characters are refused", blanks_and_odd_characters_are_refused),
      TEST("a key that is too long is refused", a_key_that_is_too_long_is_refused),
      TEST("a key that others can read is refused", a_key_that_others_can_read_is_refused),
      TEST("a missing key file is named", a_missing_key_file_is_named),
      TEST("a password is the one line with all its blanks", a_password_is_the_one_line_with_all_its_blanks),
      TEST("what no password can be is refused", what_no_password_can_be_is_refused),
      TEST("a password that others can read is refused", a_password_that_others_can_read_is_refused),
  };
  return cmocka_run_group_tests_name("config secret_file", tests, nullptr, nullptr);
}
