# SPDX-License-Identifier: BSD-3-Clause
"""wavix2fa login: a login's verification on a terminal or from a script, by the real verifier, without PAM."""

import glob
import json
import os
import re
import shutil
import signal
import subprocess
import unittest

import pexpect

import tap
from machine import private_copy
from stage import CONFIG, Stage, as_user, ended, eventually, verifiers, write

COMMAND = os.environ.get("WAVIX2FA_BUILD", "") + "/src/cli/wavix2fa"
SENT = r"Code sent by SMS to \+371\*{5}931 \(r: resend, v: voice call\)\. Code: "


def sandboxes():
    found = set()
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.path.basename(os.readlink(f"/proc/{pid}/exe")) == "wavix2fa-sandbox":
                found.add(pid)
        except OSError:  # it has ended
            pass
    return found


class Login(Stage):
    def on_terminal(self, *words, user="root"):
        child = as_user(user, COMMAND, "login", *words)
        self.addCleanup(child.close)
        return child

    def from_script(self, *words, typed=""):
        return subprocess.run([COMMAND, "login", *words], input=typed, capture_output=True, text=True, timeout=60,
                              check=False)

    def test_the_right_code_verifies(self):
        child = self.on_terminal("alice", "--rhost", "203.0.113.9")
        child.expect(SENT)
        child.sendline(self.code())
        said, status = ended(child)
        self.assertEqual((re.sub(r"\x1b\[[\d;]*m", "", said).split("\r\n")[1:], status), (["verified (PAM_SUCCESS)", ""], 0))
        audit = self.audit()
        self.assertEqual((audit["verdict"], audit["service"], audit["rhost"]), ("verified", "sshd", "203.0.113.9"))

    def test_wrong_codes_do_not_and_the_user_is_told_as_in_a_login(self):
        child = self.on_terminal("alice", "--service", "sudo")
        for prompt in (SENT, "Wrong code, 2 tries left. Code: ", "Wrong code, 1 try left. Code: "):
            child.expect(prompt)
            child.sendline(self.wrong())
        said, status = ended(child)
        self.assertIn("Access denied", said)
        self.assertIn("exhausted", said)
        self.assertEqual(status, 1)
        self.assertEqual(self.audit()["service"], "sudo")

    def test_who_needs_no_code_is_told(self):
        self.configure("[policy]\nexclude_users = alice\n")
        done = self.from_script("alice")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "exempt (PAM_IGNORE)\n", ""))

    def test_a_script_types_lines(self):
        done = self.from_script("alice", "--json", typed="12\n123456\n")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(json.loads(done.stdout)["verdict"], "no-dialogue")  # the lines came to their end
        self.assertRegex(done.stderr, rf"^{SENT}\nA code has 6 digits\. Code: \nWrong code, 2 tries left\. Code: \n$")

    def test_no_echo_where_none_is_wanted_and_the_terminal_is_as_before(self):
        self.configure(code="echo = no\nreuse_window = 0s")
        child = as_user("root", "/bin/sh", "-c", f"trap : INT; {COMMAND} login alice; echo status $?; stty -a")
        self.addCleanup(child.close)
        child.expect("Code: $")
        eventually(lambda: not child.getecho(), what="the end of the echo")
        child.sendintr()
        child.expect(f"status {128 + signal.SIGINT}")
        self.assertRegex(ended(child)[0], r"\secho\s")

    def test_ctrl_c_cancels_what_was_sent(self):
        child = self.on_terminal("alice")
        child.expect(SENT)
        child.sendintr()
        child.expect(pexpect.EOF)
        child.close()
        self.assertEqual(child.signalstatus, signal.SIGINT)
        self.assert_cancelled()
        self.assertEqual(self.audit()["verdict"], "no-dialogue")

    def test_the_modules_line_in_pam_d_counts(self):
        write("/etc/pam.d/direct", "auth required pam_wavix2fa.so services=direct policy.exclude_users=alice\n")
        self.assertEqual(self.from_script("alice", "--service", "direct").stdout, "exempt (PAM_IGNORE)\n")
        done = self.from_script("alice", "--service", "direct", "--argument", "policy.exclude_users=bob")
        self.assertIn("Code sent by SMS", done.stderr)
        write("/etc/pam.d/direct", "auth required pam_wavix2fa.so verifier=/none\n")
        done = self.from_script("alice", "--service", "direct")
        self.assertEqual((done.returncode, done.stderr), (1, "wavix2fa: /none cannot be started: No such file or directory\n"))

    def test_what_is_wrong_is_a_verdict(self):
        write(CONFIG, "[wavix]\nservice_id = x\nnot_a_key = 1\n")
        done = self.from_script("alice")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (
            1, "Second factor not available. Ask your administrator.\nmisconfigured (PAM_SERVICE_ERR)\n",
            "wavix2fa: the log has the reason; wavix2fa doctor looks for it\n"))

    def test_a_verifier_that_is_killed_is_no_login(self):
        child = self.on_terminal("alice")
        child.expect(SENT)
        for pid in verifiers():
            os.kill(pid, signal.SIGKILL)
        said, status = ended(child)
        self.assertIn("wavix2fa: the verifier ended without a verdict; see the log", said)
        self.assertEqual(status, 1)

    def test_one_line_names_what_is_wrong(self):
        for words, status, said in (
                ([], 2, "wavix2fa login: USER is required; see wavix2fa login --help\n"),
                (["alice", "--simulate", "--service", "sudo"], 2,
                 "wavix2fa login: --service excludes --simulate; see wavix2fa login --help\n")):
            done = self.from_script(*words)
            self.assertEqual((done.returncode, done.stdout, done.stderr), (status, "", said))
        done = subprocess.run([COMMAND, "login", "alice", "--simulate"], capture_output=True, text=True, user=2001, group=2001,
                              extra_groups=[], cwd="/", check=False)
        self.assertEqual((done.returncode, done.stderr), (1, "wavix2fa: must be run as root\n"))


class Simulated(unittest.TestCase):
    """With no configuration, no account, no network."""

    @classmethod
    def setUpClass(cls):
        private_copy("/usr/sbin")
        shutil.copy(os.environ["WAVIX2FA_BUILD"] + "/src/sandbox/wavix2fa-sandbox", "/usr/sbin")

    def setUp(self):
        if os.path.exists(CONFIG):
            os.remove(CONFIG)

    @staticmethod
    def no_sandbox_more():
        eventually(lambda: not sandboxes(), what="the sandbox's end")

    def begin(self, *words):
        child = as_user("root", COMMAND, "login", "--simulate", *words)
        self.addCleanup(child.close)
        child.expect(r"\[the phone\] \d\d:\d\d:\d\d SMS to \+12015550123: Your verification code is (\d{6})")
        code = child.match[1]
        child.expect(r"Code sent by SMS to \+120\*{5}123 \(r: resend, v: voice call\)\. Code: ")
        return child, code

    def tearDown(self):
        self.no_sandbox_more()
        self.assertEqual(glob.glob("/run/wavix2fa-simulation-*"), [])

    def test_a_person_logs_in_with_what_the_phone_shows(self):
        child, code = self.begin("alice")
        child.sendline(code)
        said, status = ended(child)
        self.assertIn("verified", said)
        self.assertEqual(status, 0)

    def test_it_is_whoever_is_at_the_terminal(self):
        child, _ = self.begin()
        child.sendline("000000")
        child.expect("Wrong code, 2 tries left. Code: ")
        child.sendline("v")
        child.expect(r"Another code can be sent in \d+ s\. Code: ")
        child.sendeof()
        self.assertEqual(ended(child)[1], 1)

    def test_ctrl_c_leaves_nothing_behind(self):
        child, _ = self.begin("alice")
        child.sendintr()
        child.expect(pexpect.EOF)
        child.close()
        self.assertEqual(child.signalstatus, signal.SIGINT)

    def test_killed_it_takes_its_sandbox_along(self):
        child, _ = self.begin("alice")
        child.kill(signal.SIGKILL)
        child.expect(pexpect.EOF)
        self.no_sandbox_more()
        for folder in glob.glob("/run/wavix2fa-simulation-*"):  # which nobody could remove
            subprocess.run(["rm", "-r", folder], check=True)


if __name__ == "__main__":
    tap.main()
