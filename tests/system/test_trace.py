# SPDX-License-Identifier: BSD-3-Clause
"""wavix2fa trace and its like, of real logins: why did alice not get her code? The login here is the README's."""

import json
import os
import re
import subprocess
import time

import pam
import tap
from stage import CODE_PROMPT, Sshd, Stage, ended, eventually, verifiers, write

PROGRAM = os.environ["WAVIX2FA_BUILD"] + "/src/cli/wavix2fa"
README = "/mnt/source/README.md"


def in_the_next_second():
    """Wavix tells whole seconds; a person is not faster."""
    time.sleep(1 - time.time() % 1)


def without_times(text):
    """With every time and duration, and what is made of them, as one of the same width."""
    text = re.sub(r"\d\d:\d\d:\d\d", "HH:MM:SS", text)
    text = re.sub(r"(HH:MM:SS)\.\d", r"\1.T", text)
    text = re.sub(r"\d{4}-\d\d-\d\d", "YYYY-MM-DD", text)
    text = re.sub(r"[0-9a-f]{8}…", "IDENTITY…", text)
    return re.sub(r"\d+ s after the first send(?:, )?(.*?)  +\$", r"N s after the first send, \1  $", text)


def shown_in_readme():
    with open(README, encoding="utf-8") as file:
        text = file.read()
    return re.search(r"^\$ sudo wavix2fa trace alice --last 1\n(.*?)^```$", text, re.MULTILINE | re.DOTALL).group(1)


class Trace(Stage):
    def setUp(self):
        super().setUp()
        self.addCleanup(self.sandbox.ask, "POST", "/delivery", {"sms": "delivered", "voice": "delivered"})

    def trace(self, *words):
        eventually(lambda: not verifiers(), 10, "the end of every verifier")
        done = subprocess.run([PROGRAM, "trace", *words], check=False, capture_output=True, text=True, timeout=30)
        self.assertEqual((done.stderr, done.returncode), ("", 0))
        return done.stdout

    def log_in(self, *answers):
        """A login by PAM in which these are typed, then an end of file."""
        left = list(answers)

        def answer(_):
            given = left.pop(0) if left else None
            return given() if callable(given) else given

        pam.authenticate("direct", "alice", answer)
        eventually(lambda: not verifiers(), 10, "the end of the verifier")

    def newest(self):
        return [message for message in self.sandbox.messages() if message["index"] > self.already][-1]["code"]


class AStory(Trace):
    """SMS, wrong code, voice, verified: over a real sshd, from an address and on a machine as the README has them."""

    def setUp(self):
        super().setUp()
        subprocess.run(["hostname", "db1"], check=True)
        subprocess.run(["ip", "address", "replace", "203.0.113.9/32", "dev", "lo"], check=True)
        self.addCleanup(subprocess.run, ["hostname", "machine.test"], check=True)
        write("/etc/pam.d/sshd", "auth required pam_wavix2fa.so\naccount required pam_unix.so\n"
                                 "session required pam_permit.so\n")
        self.sandbox.ask("POST", "/quirks", {"number-lookup": "on"})
        self.configure("[policy]\ninclude_groups = alice\n")

    def log_in_with_trouble(self):
        self.sandbox.ask("POST", "/delivery", {"sms": "failed"})
        daemon = Sshd("AuthenticationMethods publickey,keyboard-interactive", "KbdInteractiveAuthentication yes",
                      "PasswordAuthentication no")
        self.addCleanup(daemon.stop)
        child = daemon.login("alice", "-b", "203.0.113.9")
        child.expect(CODE_PROMPT)
        for answer, said in ((self.wrong(), "Wrong code, 2 tries left. Code: $"),
                             ("", r"The SMS could not be delivered .*Code: $"), ("v", r"Calling .*Code: $")):
            in_the_next_second()
            child.sendline(answer)
            child.expect(said)
        in_the_next_second()
        child.sendline(self.newest())
        child.expect("logged in as alice")
        ended(child)

    def test_reads_as_the_readme_shows_it(self):
        self.log_in_with_trouble()
        told = self.trace("alice", "--last", "1")
        self.assertEqual(without_times(told), without_times(shown_in_readme()), "it printed:\n" + told)

    def test_is_told_to_programs_too(self):
        self.log_in_with_trouble()
        login, = json.loads(self.trace("alice", "--json"))
        self.assertEqual([step["what"] for step in login["steps"]],
                         ["created", "wrong", "delivery", "asked-for", "resent"])
        self.assertEqual([(event["event"], event["status"]) for event in login["events"]],
                         [("Number lookup", "success"), ("Code sent via SMS", "failed"), ("Verification", "failed"),
                          ("Code sent via voice", "delivered"), ("Verification", "success")])
        self.assertEqual((login["user"], login["host"], login["verdict"], login["cost"], login["note"]),
                         ("alice", "203.0.113.9", "verified", "0.1672", None))
        self.assertEqual(login["verification"], self.sandbox.sessions()[-1]["session_id"])
        self.assertRegex(login["began"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")


class Others(Trace):
    def test_without_wavix_our_part_is_told(self):
        self.log_in(self.code)
        with open("/etc/wavix2fa/api_key", "w", encoding="utf-8") as file:
            file.write("wrong\n")
        told = self.trace("alice")
        self.assertRegex(told, r"(?m)^ \S+  created   verification [0-9a-f]{8}…, SMS to \+371\*{5}931$")
        self.assertRegex(told, r"(?m)^ \S+  verified  \d s after the first send, 1 send, 1 check$")
        self.assertTrue(told.endswith(f" Wavix's part is missing: {self.sandbox.url}: it does not take the API key in "
                                      "/etc/wavix2fa/api_key (HTTP 401): Unauthorized\n"), told)
        self.assertNotIn("$", told)
        login, = json.loads(self.trace("alice", "--json"))
        self.assertIsNone(login["events"])
        self.assertIn("HTTP 401", login["note"])

    def test_a_login_that_wavix_refused_tells_why(self):
        self.sandbox.fault(on="create", status=503)
        self.log_in()
        self.assertRegex(self.trace("alice"), r"(?m)^ \S+  failed       nothing was sent: server, HTTP 503.*\n"
                                              r" \S+  unavailable  server, ")

    def test_the_last_ones_are_told_the_latest_at_the_end(self):
        for _ in range(3):
            self.log_in(self.wrong, self.code)
            self.already = self.sandbox.messages()[-1]["index"]
        self.assertEqual(self.trace("alice").count("verified"), 3)
        logins = json.loads(self.trace("alice", "--last", "2", "--json"))
        self.assertEqual([login["verification"] for login in logins],
                         [session["session_id"] for session in self.sandbox.sessions()[-2:]])

    def test_what_two_logins_did_with_one_verification_is_told_of_each(self):
        self.configure(code="resend_delay = 0s\nreuse_window = 120s")
        self.log_in(self.wrong)
        in_the_next_second()
        self.log_in(self.code)
        first, second = json.loads(self.trace("alice", "--json"))
        self.assertEqual(first["verification"], second["verification"])
        self.assertEqual([event["event"] for event in first["events"]], ["Code sent via SMS", "Verification"])
        self.assertEqual([event["status"] for event in second["events"]], ["success"])
        self.assertRegex(self.trace("alice", "--last", "1"), "user +is asked for the code of an earlier login: SMS to")

    def test_who_was_not_asked_is_told_by_which_rule(self):
        self.configure("[limits]\nlockout = 1 failure / 15m for 15m\n")
        self.log_in(self.wrong)
        self.log_in()
        self.assertRegex(self.trace("alice", "--last", "1"),
                         r"\Aalice, direct from \S+ on .*\n \S+  exhausted  locked until \d\d:\d\d: .*, by rule limits\.lockout "
                         r"\(/etc/wavix2fa/wavix2fa\.conf:\d+\)\n\Z")

    def test_who_never_came_is_said(self):
        self.assertEqual(self.trace("bob"), "No login of bob is on this machine's record.\n")
        self.assertEqual(self.trace("bob", "--json"), "[]\n")


if __name__ == "__main__":
    tap.main()
