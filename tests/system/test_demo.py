# SPDX-License-Identifier: BSD-3-Clause
"""The demo, without a terminal and at one of 80 columns; and that nothing is left of it, however it ends."""

import os
import re
import shutil
import signal
import subprocess
import time
import unittest

import pexpect

import tap

DEMO = os.path.join(os.path.dirname(os.path.realpath(__file__)), "../demo/demo")
BUILD = os.environ.get("WAVIX2FA_BUILD", "build")
CODE = r"Code: $"
MESSAGE = r"your phone +\S+ (SMS|voice call): Your verification code is ([\d ]+)\r"


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
        return [int(child) for child in file.read().split()]


def namespace_of(pid):
    return os.readlink(f"/proc/{pid}/ns/pid")


def members(namespace):
    """The names of the processes of a namespace."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if namespace_of(pid) == namespace:
                with open(f"/proc/{pid}/comm", encoding="utf-8") as name:
                    found.append(name.read().strip())
        except OSError:
            pass
    return found


def mounts():
    with open("/proc/self/mountinfo", encoding="utf-8") as table:
        return table.read()


def eventually(condition, what):
    ends = time.monotonic() + 5
    while not condition():
        if time.monotonic() > ends:
            raise AssertionError(f"{what} did not happen within 5 s")
        time.sleep(0.02)


class Played(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.done = subprocess.run([DEMO, BUILD], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
                                  check=False)
        cls.told = cls.done.stdout

    def test_the_status_tells_that_it_worked(self):
        self.assertEqual((self.done.returncode, self.done.stderr), (0, ""))

    def test_the_addresses_come_first(self):
        self.assertRegex(self.told, r"\A sandbox: https://127\.0\.0\.1:\d+     sshd: 127\.0\.0\.1:\d+ \(private, this "
                                    r"machine's /etc is untouched\)\n")

    def test_what_the_phone_shows_is_typed_and_logs_in(self):
        self.assertRegex(self.told, r"SMS: Your verification code is (\d{6})\n.*Code: \1\n(.*\n)*.*\$ id -un\n +you\n")

    def test_a_wrong_code_and_a_voice_call(self):
        self.assertRegex(self.told, r"Wrong code, 2 tries left\. Code: v\n.*voice call: Your verification code is "
                                    r"\d( \d){5}\n")

    def test_the_log_is_shown(self):
        audits = re.findall(r"pam_wavix2fa\((\w+):auth\): verdict=(\S+)", self.told)
        self.assertEqual(audits[:2], [("sshd", "verified")] * 2)

    def test_no_colour(self):
        self.assertNotIn("\033", self.told)


class Sitting(unittest.TestCase):
    columns = 80

    def setUp(self):
        self.before = mounts(), set(os.listdir("/tmp"))
        self.demo = pexpect.spawn(DEMO, [BUILD], encoding="utf-8", timeout=20, dimensions=(40, self.columns),
                                  env={**os.environ, "TERM": "xterm", "NO_COLOR": "1"})
        self.addCleanup(self.demo.close, force=True)

    def at_code_prompt(self):
        self.demo.expect(MESSAGE)
        code = self.demo.match[2].replace(" ", "")
        if "Code: " not in self.demo.before:  # a busy machine may show the message late
            self.demo.expect(CODE)
        self.note_namespace()
        return code

    def note_namespace(self):
        (unshare,) = children(self.demo.pid)
        (first,) = children(unshare)
        self.namespace = namespace_of(first)
        self.assertIn("sshd", members(self.namespace))

    def assert_nothing_left(self):
        eventually(lambda: not members(self.namespace), "the end of every process")
        left = {name for name in set(os.listdir("/tmp")) - self.before[1] if re.match("copy-|dev$|tmux|.*demo", name)}
        self.assertEqual((mounts(), left), (self.before[0], set()))

    def assert_ends(self, status):
        self.demo.expect(pexpect.EOF)
        self.demo.close()
        self.assertEqual(self.demo.exitstatus, status)
        self.assert_nothing_left()


class AtATerminal(Sitting):
    def test_a_person_logs_in_by_voice_and_leaves(self):
        self.at_code_prompt()
        self.demo.sendline("v")
        code = self.at_code_prompt()
        self.demo.sendline(code)
        self.demo.expect(r"you@machine:~\$ $")
        self.demo.sendline("exit")
        self.demo.expect(r"the log +\S*pam_wavix2fa\(sshd:auth\): verdict=verified user='you'")
        self.demo.expect(r"again\? \[y/N\] $")
        self.demo.sendline("")
        self.assert_ends(0)

    def test_ctrl_c_gives_up_the_login_then_the_demo(self):
        self.at_code_prompt()
        self.demo.sendcontrol("c")
        self.demo.expect(r"verdict=no-dialogue")
        self.demo.expect(r"again\? \[y/N\] $")
        self.demo.sendcontrol("c")
        self.assert_ends(130)

    def test_sigterm_ends_it(self):
        self.at_code_prompt()
        self.demo.kill(signal.SIGTERM)
        self.assert_ends(143)

    def test_sighup_ends_it(self):
        self.at_code_prompt()
        self.demo.kill(signal.SIGHUP)
        self.assert_ends(129)

    def test_sigkill_ends_it(self):
        self.at_code_prompt()
        self.demo.kill(signal.SIGKILL)
        self.assert_nothing_left()

    def test_a_hang_up_of_the_terminal_ends_it(self):
        self.at_code_prompt()
        with open(os.devnull, "rb") as nothing:
            os.dup2(nothing.fileno(), self.demo.fileno())
        self.assert_nothing_left()


@unittest.skipUnless(shutil.which("tmux"), "needs tmux")
class SideBySide(Sitting):
    columns = 120

    def code(self):
        self.demo.expect(r"Your verification code is (\d{6})")
        self.note_namespace()
        self.assertIn("tmux: server", members(self.namespace))
        return self.demo.match[1]

    def test_a_person_logs_in_and_leaves(self):
        self.demo.sendline(self.code())
        self.demo.expect("you@machine")
        self.demo.sendline("exit")
        self.demo.expect("Log in again")
        self.demo.sendline("")
        self.demo.expect(r"the log +pam_wavix2fa\(sshd:auth\): verdict=verified")
        self.assert_ends(0)

    def test_sigterm_ends_it(self):
        self.code()
        self.demo.kill(signal.SIGTERM)
        self.assert_ends(143)


if __name__ == "__main__":
    tap.main()
