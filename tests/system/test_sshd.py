# SPDX-License-Identifier: BSD-3-Clause
"""Logins through a real sshd."""

import subprocess

import pexpect

import tap
from machine import ROOT_PASSWORD, USERS
from stage import CODE_PROMPT, Sshd, Stage, digits, ended, eventually, verifiers, write

KEY_THEN_CODE = ("AuthenticationMethods publickey,keyboard-interactive", "KbdInteractiveAuthentication yes",
                 "PasswordAuthentication no")
PASSWORD_THEN_CODE = ("AuthenticationMethods keyboard-interactive", "KbdInteractiveAuthentication yes",
                      "PasswordAuthentication no")
ACCOUNT = "account required pam_unix.so\nsession required pam_permit.so\n"


class Sshds(Stage):
    def setUp(self):
        super().setUp()
        write("/etc/pam.d/sshd", f"auth required pam_wavix2fa.so\n{ACCOUNT}")

    def sshd(self, *options):
        daemon = Sshd(*options)
        self.addCleanup(daemon.stop)
        return daemon

    def assert_denied(self, child):
        """PAM_MAXTRIES leaves sshd without a method to offer; the stock client then tries password by itself."""
        while child.expect(["password: $", pexpect.EOF], timeout=30) == 0:
            child.sendline(USERS["alice"][1])
        self.assertNotIn("logged in", child.before)
        child.close()
        self.assertEqual(child.exitstatus, 255)

    def password_first(self):
        write("/etc/pam.d/sshd", f"auth requisite pam_unix.so\nauth required pam_wavix2fa.so\n{ACCOUNT}")


class KeyThenCode(Sshds):
    def test_the_right_code_logs_in_over_one_connection(self):
        child = self.sshd(*KEY_THEN_CODE).login("alice")
        child.expect(r"Code sent by SMS to \+371\*{5}931 \(r: resend, v: voice call\)\. Code: $")
        child.sendline(self.code())
        child.expect("logged in as alice")
        self.assertEqual(ended(child), ("\r\n", 0))
        self.assertEqual(self.operations(), ["create", "check"])
        connections = {entry["connection"] for entry in self.sandbox.requests()}
        self.assertEqual(len(connections), 1, "the create and the check used one TCP connection")
        audit = self.audit()
        self.assertEqual((audit["verdict"], audit["user"], audit["service"], audit["rhost"]),
                         ("verified", "alice", "sshd", "127.0.0.1"))
        self.assertEqual((audit["channel"], audit["phone"], audit["sends"], audit["checks"]),
                         ("sms", "+371*****931", "1", "1"))
        self.assert_no_secret_in(digits("alice"))

    def test_three_wrong_codes_do_not(self):
        child = self.sshd(*KEY_THEN_CODE).login("alice")
        child.expect(CODE_PROMPT)
        wrong = self.wrong()
        child.sendline(wrong)
        child.expect("Wrong code, 2 tries left. " + CODE_PROMPT)
        child.sendline(wrong)
        child.expect("Wrong code, 1 try left. " + CODE_PROMPT)
        child.sendline(wrong)
        child.expect(r"Access denied: no code was accepted\.")
        self.assert_denied(child)
        self.assertEqual(self.operations().count("create"), 1, "PAM_MAXTRIES ends sshd's rounds")
        self.assertEqual(self.audit()["verdict"], "exhausted")
        self.assert_cancelled()

    def test_v_moves_to_voice_and_the_old_code_no_longer_works(self):
        child = self.sshd(*KEY_THEN_CODE).login("alice")
        child.expect(CODE_PROMPT)
        old = self.code()
        child.sendline(" V ")
        child.expect(r"Calling \+371\*{5}931 with a new code; the old one no longer works\. " + CODE_PROMPT)
        new = self.code(after=self.already + 1)
        self.assertEqual(self.sandbox.messages()[-1]["channel"], "voice")
        child.sendline(old)
        child.expect("Wrong code, 2 tries left. " + CODE_PROMPT)
        child.sendline(new)
        child.expect("logged in as alice")
        ended(child)
        self.assertEqual(self.audit()["channel"], "voice")

    def test_a_client_killed_at_the_prompt_cancels_the_verification(self):
        child = self.sshd(*KEY_THEN_CODE).login("alice")
        child.expect(CODE_PROMPT)
        child.kill(9)
        self.assert_cancelled()
        eventually(lambda: not verifiers(), what="the verifier's end")
        self.assertEqual(self.audit()["verdict"], "no-dialogue")

    def test_login_grace_time_at_the_prompt_cancels_the_verification(self):
        child = self.sshd(*KEY_THEN_CODE, "LoginGraceTime 2").login("alice")
        child.expect(CODE_PROMPT)
        self.assert_cancelled(seconds=7)
        eventually(lambda: not verifiers(), what="the verifier's end")
        child.close(force=True)

    def test_no_terminal_and_empty_answers_end_after_three(self):
        daemon = self.sshd(*KEY_THEN_CODE)
        done = subprocess.run(["setsid", *daemon.command("alice"), "true"], stdin=subprocess.DEVNULL,
                              capture_output=True, env={"PATH": "/usr/bin:/bin"}, timeout=60, check=False)
        self.assertEqual(done.returncode, 255)
        audit = self.audit()
        self.assertEqual((audit["verdict"], audit["checks"]), ("exhausted", "0"))
        self.assertIn("three empty answers", audit["cause"])
        self.assertNotIn("check", self.operations())
        self.assertEqual(self.operations().count("create"), 1, "one message, not one for each of ssh's rounds")
        self.assertEqual(len(self.journal.audits(self.mark)), 1)

    def test_root_under_prohibit_password_is_denied_at_once_and_told_why(self):
        child = self.sshd(*KEY_THEN_CODE, "PermitRootLogin prohibit-password").login("root")
        child.expect(CODE_PROMPT)
        child.sendline(self.code("root"))
        audit = self.audit()
        self.assertEqual((audit["verdict"], audit["checks"]), ("no-dialogue", "0"))
        self.assertIn("PermitRootLogin yes", audit["cause"])
        child.close(force=True)

    def test_root_with_permit_root_login_yes_logs_in_with_key_and_code(self):
        child = self.sshd(*KEY_THEN_CODE, "PermitRootLogin yes").login("root")
        child.expect(CODE_PROMPT)
        child.sendline(self.code("root"))
        child.expect("logged in as")
        self.assertEqual(ended(child)[1], 0)

    def test_a_name_server_of_the_clients_does_not_name_it(self):
        child = self.sshd(*KEY_THEN_CODE, "UseDNS yes").login("alice")
        child.expect(CODE_PROMPT)
        child.sendline(self.code())
        ended(child)
        self.assertEqual(self.audit()["rhost"], "127.0.0.1")


class PasswordThenCode(Sshds):
    def setUp(self):
        super().setUp()
        self.password_first()

    def at_code_prompt(self, *options, user="alice"):
        child = self.sshd(*PASSWORD_THEN_CODE, *options).login(user, key=False)
        child.expect("Password: $")
        child.sendline(USERS[user][1])
        child.expect(CODE_PROMPT)
        return child

    def test_the_right_code_logs_in(self):
        child = self.at_code_prompt()
        child.sendline(self.code())
        child.expect("logged in as alice")
        self.assertEqual(ended(child)[1], 0)

    def test_a_wrong_password_sends_nothing(self):
        child = self.sshd(*PASSWORD_THEN_CODE).login("alice", key=False)
        child.expect("Password: $")
        child.sendline("not it")
        child.expect("Password: $")
        child.close(force=True)
        self.assertEqual(self.operations(), [])

    def test_three_wrong_codes_do_not(self):
        child = self.at_code_prompt()
        for _ in range(2):
            child.sendline(self.wrong())
            child.expect(CODE_PROMPT)
        child.sendline(self.wrong())
        self.assert_denied(child)
        self.assertEqual(self.audit()["verdict"], "exhausted")

    def test_the_password_typed_again_stays_in_the_host(self):
        child = self.at_code_prompt()
        child.sendline(USERS["alice"][1])
        child.expect("A code has 6 digits. " + CODE_PROMPT)
        child.sendline(self.code())
        child.expect("logged in as alice")
        ended(child)
        self.assert_no_secret_in(USERS["alice"][1])
        self.assertNotIn(USERS["alice"][1], str(self.sandbox.requests()))

    def test_a_user_whom_sshd_refuses_costs_no_message_even_behind_required(self):
        write("/etc/pam.d/sshd", f"auth required pam_unix.so\nauth required pam_wavix2fa.so\n{ACCOUNT}")
        child = self.sshd(*PASSWORD_THEN_CODE, "PermitRootLogin no").login("root", key=False)
        child.expect("Password: $")
        child.sendline(ROOT_PASSWORD)
        audit = self.audit()
        self.assertEqual((audit["verdict"], audit["sends"]), ("no-dialogue", "0"))
        child.close(force=True)
        self.assertEqual(self.operations(), [])

    def test_an_unknown_user_sends_nothing(self):
        child = self.sshd(*PASSWORD_THEN_CODE).login("nobody.here", key=False)
        child.expect("Password: $")
        child.sendline("whatever")
        child.expect("Password: $")
        child.close(force=True)
        self.assertEqual(self.operations(), [])


class WithoutADialogue(Sshds):
    def test_the_password_method_is_denied_and_the_log_names_the_line_to_change(self):
        self.password_first()
        daemon = self.sshd("PasswordAuthentication yes", "KbdInteractiveAuthentication no")
        child = daemon.login("alice", key=False)
        child.expect("password: $")
        child.sendline(USERS["alice"][1])
        child.expect("password: $")
        child.close(force=True)
        audit = self.audit()
        self.assertEqual((audit["verdict"], audit["checks"]), ("no-dialogue", "0"))
        self.assertIn("KbdInteractiveAuthentication yes", audit["cause"])
        self.assert_cancelled()
        self.assert_no_secret_in(USERS["alice"][1])
        self.assertNotIn(USERS["alice"][1], str(self.sandbox.requests()))
        self.assertNotIn("check", self.operations())

    def test_a_service_that_is_not_ours_starts_no_verifier(self):
        write("/etc/pam.d/sshd", "auth requisite pam_unix.so\n"
              f"auth required pam_wavix2fa.so services=sudo verifier=/nonexistent\n{ACCOUNT}")
        child = self.sshd(*PASSWORD_THEN_CODE).login("alice", key=False)
        child.expect("Password: $")
        child.sendline(USERS["alice"][1])
        child.expect("logged in as alice")
        ended(child)
        self.assertEqual(self.operations(), [])
        self.assertEqual(self.journal.audits(self.mark), [])


if __name__ == "__main__":
    tap.main()
