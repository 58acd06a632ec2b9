// SPDX-License-Identifier: BSD-3-Clause

// Prompts on their way to the person, answers on their way to the verifier.
#include <algorithm>

#include "check.hpp"
#include "host.hpp"

namespace {

using namespace wavix::test;

/// The answers that the verifier got for one prompt each.
std::string relayed(std::deque<Reply> replies, const std::string& before = {}) {
  const auto asks = std::to_string(replies.size());
  Host host({"answers=DIR/answers bytes=DIR/bytes play=accept,ask:" + asks + ",verdict:verified", before});
  host.replies = std::move(replies);
  CHECK_EQ(host.authenticate(), PAM_SUCCESS);
  return read_file(host.file("answers"));
}

void an_answer_arrives_as_it_was_typed() {
  CHECK_EQ(relayed({text("123456"), text(" V "), text(""), text("\xc3\xa9%s%n\x01")}),
           "text:123456\ntext: V \ntext:\ntext:\xc3\xa9%s%n\x01\n");
}

void the_end_of_input_is_no_answer() { CHECK_EQ(relayed({nothing()}), "nothing:\n"); }

void a_failed_conversation_is_no_answer() {
  CHECK_EQ(relayed({failure(PAM_CONV_ERR)}), "failed:\n");
  CHECK_EQ(relayed({failure(PAM_ABORT)}), "failed:\n");
}

void a_host_without_a_conversation_cannot_answer() {
  Host host({"answers=DIR/answers play=accept,ask,verdict:no-dialogue"});
  const pam_conv none{nullptr, nullptr};
  CHECK_EQ(pam_set_item(host.handle(), PAM_CONV, &none), PAM_SUCCESS);
  CHECK_EQ(host.authenticate(), PAM_CONV_ERR);
  CHECK_EQ(read_file(host.file("answers")), "failed:\n");
}

void an_answer_of_511_bytes_is_the_longest() {
  const std::string longest(511, 'x');
  CHECK_EQ(relayed({text(longest)}), "text:" + longest + "\n");
  CHECK_EQ(relayed({text(longest + "x")}), "text:too long\n");
  CHECK_EQ(relayed({text(std::string(100000, '1'))}), "text:too long\n");
}

void the_account_password_never_leaves_the_host() {
  Host host({"answers=DIR/answers bytes=DIR/bytes play=accept,ask:3,verdict:verified",
             "auth required " FIRST_FACTOR " hunter2-hunter2\n"});
  host.replies = {text("hunter2-hunter2"), text("hunter2-hunter"), text("654321")};
  CHECK_EQ(host.authenticate(), PAM_SUCCESS);
  CHECK_EQ(read_file(host.file("answers")), "withheld:\ntext:hunter2-hunter\ntext:654321\n");
  const auto bytes = read_file(host.file("bytes"));
  CHECK(bytes.find("654321") != std::string::npos);
  CHECK(bytes.find("hunter2-hunter2") == std::string::npos);
}

void without_an_account_password_an_empty_answer_is_one() {
  CHECK_EQ(relayed({text("")}, "auth required " FIRST_FACTOR " []\n"), "text:\n");
}

void a_prompt_arrives_word_for_word() {
  const std::string words = "Code sent to +371*****931, 100%s %n%n %1$s. Code: ";
  Host host({"play=accept,ask,verdict:verified [prompt=" + words + "]"});
  CHECK_EQ(host.authenticate(), PAM_SUCCESS);
  CHECK_EQ(host.shown.size(), 1U);
  CHECK(host.shown[0] == (Message{PAM_PROMPT_ECHO_ON, words}));
}

void a_prompt_may_ask_for_no_echo() {
  Host host({"play=accept,ask,verdict:verified echo=off"});
  CHECK_EQ(host.authenticate(), PAM_SUCCESS);
  CHECK(host.shown[0] == (Message{PAM_PROMPT_ECHO_OFF, "Code: "}));
}

void a_silent_host_is_asked_all_the_same() {
  Host host({"play=accept,ask,verdict:verified"});
  CHECK_EQ(host.authenticate(PAM_SILENT), PAM_SUCCESS);
  CHECK_EQ(host.shown.size(), 1U);
}

void the_verifier_learns_what_the_host_knows() {
  Host host({"items=DIR/items play=accept,verdict:verified debug [code.length=8 9]"});
  pam_handle_t* handle = host.handle();
  CHECK_EQ(pam_set_item(handle, PAM_RHOST, "client.example.com"), PAM_SUCCESS);
  CHECK_EQ(pam_set_item(handle, PAM_RUSER, "bob"), PAM_SUCCESS);
  CHECK_EQ(pam_set_item(handle, PAM_TTY, "ssh"), PAM_SUCCESS);
  CHECK_EQ(pam_putenv(handle, "SSH_CONNECTION=203.0.113.9 1 192.0.2.1 22"), PAM_SUCCESS);
  CHECK_EQ(pam_putenv(handle, "SSH_AUTH_INFO_0=publickey ssh-ed25519 AAAA"), PAM_SUCCESS);
  CHECK_EQ(host.authenticate(), PAM_SUCCESS);
  const auto items = read_file(host.file("items"));
  CHECK_EQ(value_of(items, "service"), "sshd");
  CHECK_EQ(value_of(items, "user"), "alice");
  CHECK_EQ(value_of(items, "rhost"), "client.example.com");
  CHECK_EQ(value_of(items, "ruser"), "bob");
  CHECK_EQ(value_of(items, "tty"), "ssh");
  CHECK_EQ(value_of(items, "ssh_connection"), "203.0.113.9 1 192.0.2.1 22");
  CHECK_EQ(value_of(items, "auth_info"), "publickey ssh-ed25519 AAAA");
  CHECK_EQ(value_of(items, "user_is_refused"), "0");
  CHECK_EQ(value_of(items, "argument_count"), "4");
  CHECK(items.find("argument:debug\nargument:code.length=8 9\n") != std::string::npos);
}

void a_user_whom_sshd_will_refuse_is_told_apart_by_the_password() {
  Host host(
      {"items=DIR/items play=accept,verdict:no-dialogue", "auth required " FIRST_FACTOR " sshd-junk\n"});
  CHECK_EQ(host.authenticate(), PAM_CONV_ERR);
  CHECK_EQ(value_of(read_file(host.file("items")), "user_is_refused"), "1");
}

void a_host_without_a_user_is_asked_for_one() {
  Login login{"items=DIR/items play=accept,verdict:verified"};
  login.user = nullptr;
  Host host(login);
  host.replies = {text("carol")};
  CHECK_EQ(host.authenticate(), PAM_SUCCESS);
  CHECK_EQ(value_of(read_file(host.file("items")), "user"), "carol");
}

void where_there_is_no_user_there_is_no_verifier() {
  for (const auto& reply : {failure(PAM_CONV_ERR), nothing(), text("")}) {
    forget_log();
    Login login{"starts=DIR/starts play=accept,verdict:verified"};
    login.user = nullptr;
    Host host(login);
    host.replies = {reply};
    CHECK_EQ(host.authenticate(), PAM_CONV_ERR);
    CHECK(logged_line().starts_with("verdict=no-dialogue cause=\"there is no user name"));
    CHECK_EQ(count_lines(host.file("starts")), 0U);
  }
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("an answer arrives as it was typed", an_answer_arrives_as_it_was_typed),
      TEST("the end of input is no answer", the_end_of_input_is_no_answer),
      TEST("a failed conversation is no answer", a_failed_conversation_is_no_answer),
      TEST("a host without a conversation cannot answer", a_host_without_a_conversation_cannot_answer),
      TEST("an answer of 511 bytes is the longest", an_answer_of_511_bytes_is_the_longest),
      TEST("the account password never leaves the host", the_account_password_never_leaves_the_host),
      TEST("without an account password an empty answer is one",
           without_an_account_password_an_empty_answer_is_one),
      TEST("a prompt arrives word for word", a_prompt_arrives_word_for_word),
      TEST("a prompt may ask for no echo", a_prompt_may_ask_for_no_echo),
      TEST("a silent host is asked all the same", a_silent_host_is_asked_all_the_same),
      TEST("the verifier learns what the host knows", the_verifier_learns_what_the_host_knows),
      TEST("a user whom sshd will refuse is told apart by the password",
           a_user_whom_sshd_will_refuse_is_told_apart_by_the_password),
      TEST("a host without a user is asked for one", a_host_without_a_user_is_asked_for_one),
      TEST("where there is no user there is no verifier", where_there_is_no_user_there_is_no_verifier),
  };
  return cmocka_run_group_tests_name("module dialogue", tests, nullptr, nullptr);
}
