// SPDX-License-Identifier: BSD-3-Clause

// A verifier that does not keep to the protocol: the login is denied, and one line in the log says why.
#undef _FORTIFY_SOURCE  // brings a definition of poll(), which is defined here
#include <poll.h>
#include <sys/stat.h>

#include <chrono>
#include <fstream>
#include <utility>

#include "check.hpp"
#include "host.hpp"

namespace {

using namespace wavix::test;

std::function<void()> before_next_poll;

}  // namespace

// The module's undefined symbol finds this one before libc's.
extern "C" __attribute__((visibility("default"))) int poll(pollfd* entries, nfds_t count, int timeout) {
  if (const auto action = std::exchange(before_next_poll, nullptr)) action();
  const timespec time{timeout / 1000, (timeout % 1000) * 1000000L};
  return ::ppoll(entries, count, timeout < 0 ? nullptr : &time, nullptr);
}

namespace {

void denied_because(const Login& login, const std::string& cause) {
  forget_log();
  // With a module above that says yes, an accidental PAM_IGNORE would be a success.
  auto second = login;
  second.before = "auth required pam_permit.so\n";
  Host host(second);
  CHECK_EQ(host.authenticate(), PAM_SYSTEM_ERR);
  CHECK_EQ(logged_line(), "verdict=internal cause=\"" + cause + "\"");
}

void denied_playing(const std::string& play, const std::string& cause) {
  denied_because({"play=" + play}, "the verifier " + cause);
}

void one_that_ends_without_a_verdict_denies() {
  const std::string cause = "ended without a verdict";
  denied_because({"play="}, "the verifier " + cause);
  denied_playing("accept", cause);
  denied_playing("accept,ask", cause);
  denied_playing("accept,prompt", cause);        // gone before the answer comes
  denied_playing("accept,prompt,await", cause);  // gone with the answer unread
  denied_playing("size:0", cause);
}

void one_that_is_silent_past_its_deadline_denies() {
  const auto start = std::chrono::steady_clock::now();
  denied_playing("accept:1,silent", "was silent past the deadline");
  const auto taken = std::chrono::steady_clock::now() - start;
  CHECK(taken >= std::chrono::seconds(2) && taken < std::chrono::seconds(5));
}

void one_that_says_too_much_denies() {
  const std::string cause = "sent a message that is too large";
  denied_playing("size:28673", cause);
  denied_playing("accept,size:60000", cause);
}

void a_message_of_unknown_type_denies() {
  for (const char* hex : {
           "0106010000",
           "01ff010000",  // no such type
           "0100010000",  // none is not one
           "0101010000",
           "0102000000",  // start and answer are the module's to send
           "0205010000",
           "0005010000",  // another version
           "01",
           "00",
       })
    denied_playing(std::string("accept,raw:") + hex, "sent a message that is not known");
  denied_playing("accept,size:28672", "sent a message that is not known");
}

void a_malformed_message_denies() {
  for (const char* hex : {
           "0105",         "010501",         "01050100",   "01050101",
           "0105010100",                                                      // a farewell cut short
           "010501000000", "01050100004f",                                    // with more behind it
           "01050b0000",   "0105ff0000",                                      // no such verdict
           "010501010000", "0105010200ff00",                                  // a NUL in its text
           "010501ffff",   "01050100024141",                                  // a text longer than the packet
           "0104",         "01040200004100", "0104ff0000", "01040100",        // prompts
           "010401010000", "0103",           "0103010203", "01030102030405",  // accepted
       })
    denied_playing(std::string("accept,raw:") + hex, "sent a malformed message");
  std::string long_text = "0105010002";
  for (int i = 0; i < 512; ++i)
    long_text += "41";
  denied_playing("raw:" + long_text, "sent a malformed message");
}

void a_twelfth_prompt_is_the_last() {
  Host host({"play=accept,ask:12,verdict:verified"});
  CHECK_EQ(host.authenticate(), PAM_SUCCESS);
  denied_playing("accept,ask:13,verdict:verified", "asked too often");
}

void a_verifier_that_is_not_there_denies() {
  Login login{"play=accept,verdict:verified"};
  login.verifier = "/nonexistent/wavix2fa-verifier";
  denied_because(login, login.verifier + " cannot be started: No such file or directory");
}

void a_verifier_that_cannot_be_executed_denies() {
  const TempDir dir;
  Login login;
  login.verifier = dir.path();
  denied_because(login, login.verifier + " cannot be started: Permission denied");
  login.verifier = dir.file("program");
  std::ofstream(login.verifier) << "#!/nonexistent\n";
  denied_because(login, login.verifier + " cannot be started: Permission denied");
  CHECK_EQ(::chmod(login.verifier.c_str(), 0755), 0);
  denied_because(login, login.verifier + " cannot be started: No such file or directory");
  std::ofstream(login.verifier, std::ios::trunc) << "no program";
  denied_because(login, login.verifier + " cannot be started: Exec format error");
}

void a_verifier_that_speaks_no_protocol_denies() {
  Login login;
  login.verifier = "/bin/true";
  denied_because(login, "the verifier ended without a verdict");
}

void an_item_that_no_message_can_hold_denies() {
  const std::string name(1025, 'x');
  Login login{"play=accept,verdict:verified"};
  login.user = name.c_str();
  denied_because(login, "the verifier cannot be asked: an item or argument is too long");
}

void a_farewell_said_while_the_person_thinks_counts() {
  forget_log();
  Host host({"play=accept,prompt,verdict:refused text=Expired."});
  CHECK_EQ(host.authenticate(), PAM_AUTH_ERR);
  CHECK_EQ(host.shown.back().text, "Expired.");
  CHECK(logged().empty());
}

void a_farewell_counts_for_a_person_who_thinks_past_the_deadline() {
  forget_log();
  Host host({"play=accept:1,prompt,verdict:refused text=Expired."});
  host.on_prompt = [] { static_cast<void>(::poll(nullptr, 0, 2100)); };
  CHECK_EQ(host.authenticate(), PAM_AUTH_ERR);
  CHECK(logged().empty());
}

// Linux reports an answer that was never read as ECONNRESET, before what the other side said last.
void a_farewell_counts_though_the_answer_was_not_read() {
  forget_log();
  Host host({"play=accept,prompt,verdict:refused,await,hang-up,tell:gone tell=DIR/tell text=Expired."});
  Mailbox mailbox(host.file("tell"));
  host.on_prompt = [&] { before_next_poll = [&] { mailbox.await("gone"); }; };
  CHECK_EQ(host.authenticate(), PAM_AUTH_ERR);
  CHECK(logged().empty());
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("one that ends without a verdict denies", one_that_ends_without_a_verdict_denies),
      TEST("one that is silent past its deadline denies", one_that_is_silent_past_its_deadline_denies),
      TEST("one that says too much denies", one_that_says_too_much_denies),
      TEST("a message of unknown type denies", a_message_of_unknown_type_denies),
      TEST("a malformed message denies", a_malformed_message_denies),
      TEST("a twelfth prompt is the last", a_twelfth_prompt_is_the_last),
      TEST("a verifier that is not there denies", a_verifier_that_is_not_there_denies),
      TEST("a verifier that cannot be executed denies", a_verifier_that_cannot_be_executed_denies),
      TEST("a verifier that speaks no protocol denies", a_verifier_that_speaks_no_protocol_denies),
      TEST("an item that no message can hold denies", an_item_that_no_message_can_hold_denies),
      TEST("a farewell said while the person thinks counts", a_farewell_said_while_the_person_thinks_counts),
      TEST("a farewell counts for a person who thinks past the deadline",
           a_farewell_counts_for_a_person_who_thinks_past_the_deadline),
      TEST("a farewell counts though the answer was not read",
           a_farewell_counts_though_the_answer_was_not_read),
  };
  return cmocka_run_group_tests_name("module and a broken verifier", tests, nullptr, nullptr);
}
