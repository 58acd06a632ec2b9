# SPDX-License-Identifier: BSD-3-Clause
"""wavix2fa users verify: a number is written once its owner has read the code, on a real terminal and a sandbox."""

import os
import signal
import sqlite3
import subprocess

import pexpect

import tap
from stage import Stage, eventually, kill, write

PROGRAM = os.environ["WAVIX2FA_BUILD"] + "/src/cli/wavix2fa"
USERS = "/etc/wavix2fa/users.conf"
TEXT = "[users]\nalice = +37128782931\n"
PHONE, DIGITS, MASKED = "+4915112345678", "4915112345678", "+4915******678"
QUESTION = f"This sends an SMS with a code to {MASKED}, and Wavix bills it."


class Verify(Stage):
    tls = False

    def setUp(self):
        super().setUp()
        write(USERS, TEXT)

    def now(self):
        with open(USERS, encoding="utf-8") as file:
            return file.read()

    def terminal(self, *words):
        child = pexpect.spawn(PROGRAM, ["users", "verify", *words], encoding="utf-8", timeout=15, dimensions=(40, 250))
        self.addCleanup(child.close)
        return child

    def asked(self, *words):
        """A terminal on which the code is asked for."""
        child = self.terminal(*words, "--yes")
        child.expect_exact("Code: ")
        return child

    def ends(self, child, status):
        rest = child.read()
        child.close()
        self.assertEqual((child.exitstatus, child.signalstatus), status if isinstance(status, tuple) else (status, None), rest)
        return rest

    def code_of(self, number=DIGITS):
        return self.sandbox.code(number, self.already)

    def wrong_code(self):
        code = self.code_of()
        return ("1" if code[0] == "0" else "0") + code[1:]

    def test_a_code_that_is_right_writes_the_number(self):
        child = self.terminal("dave", PHONE)
        child.expect_exact(QUESTION + " Go on? [y/N] ")
        self.assertEqual(self.operations(), [])
        child.sendline("y")
        child.expect_exact(f"Code sent by SMS to {MASKED} (r: resend, v: voice call). Code: ")
        self.assertEqual(self.now(), TEXT)
        child.sendline(self.code_of())
        self.assertIn(f"Verified. dave has {MASKED}, in {USERS}:3.\r\n", self.ends(child, 0))
        self.assertEqual(self.now(), TEXT + f"dave = {PHONE}\n")
        self.assertEqual(self.operations(), ["create", "check"])
        self.journal.wait(r"wavix2fa.*users verify: user='dave' phone='\+4915\*{6}678' verification='\w+' verdict='verified'",
                          self.mark)
        self.journal.wait(r"wavix2fa.*users set: user='dave'", self.mark)
        self.assert_no_secret_in(self.code_of(), DIGITS)
        row = sqlite3.connect("/var/lib/wavix2fa/state.db").execute(
            "SELECT user, service, phone, verdict, sends, checks FROM record").fetchall()
        self.assertEqual(row, [("dave", "wavix2fa", MASKED, "verified", 1, 1)])

    def test_it_is_said_what_is_replaced(self):
        child = self.terminal("alice", PHONE)
        child.expect_exact(f"{QUESTION} Once verified it takes the place of +371*****931, in {USERS}:2. Go on? [y/N] ")
        child.sendline("n")
        self.assertIn("wavix2fa: nothing was changed\r\n", self.ends(child, 1))
        self.assertEqual((self.now(), self.operations()), (TEXT, []))

    def test_the_number_that_a_user_has_may_be_tried_and_stays(self):
        child = self.asked("alice")
        child.sendline(self.code())
        self.assertIn("+371*****931 of alice is verified.\r\n", self.ends(child, 0))
        self.assertEqual(self.now(), TEXT)

    def test_three_wrong_codes_write_nothing(self):
        child = self.asked("dave", PHONE)
        for left in ("2 tries", "1 try"):
            child.sendline(self.wrong_code())
            child.expect_exact(f"Wrong code, {left} left. Code: ")
        child.sendline(self.wrong_code())
        self.assertRegex(self.ends(child, 1), rf"wavix2fa: dave: \{MASKED.replace('*', chr(92) + '*')} was not verified: .*; "
                                              "nothing was written")
        self.assertEqual(self.now(), TEXT)
        self.assert_cancelled()

    def test_only_codes_of_the_right_length_go_to_wavix(self):
        child = self.asked("dave", PHONE)
        for text in ("12345", "1234567", "abcdef", "x" * 600):
            child.sendline(text)
            child.expect_exact("A code has 6 digits. Code: ")
        self.assertEqual(self.operations(), ["create"])
        child.sendline(self.code_of())
        self.ends(child, 0)

    def test_another_code_may_be_asked_for_by_voice(self):
        child = self.asked("dave", PHONE)
        child.sendline("v")
        child.expect_exact(f"Calling {MASKED} with a new code; the old one no longer works. Code: ")
        newest = max(message["index"] for message in self.sandbox.messages())
        child.sendline(self.sandbox.code(DIGITS, newest - 1))
        self.ends(child, 0)
        self.assertEqual(self.operations(), ["create", "resend", "check"])

    def test_a_call_may_be_the_first(self):
        child = self.terminal("dave", PHONE, "--channel", "voice")
        child.expect_exact(f"This has a code read out to {MASKED}, and Wavix bills it. Go on? [y/N] ")
        child.sendline("y")
        child.expect_exact(f"Calling {MASKED} with a code")
        child.sendline(self.code_of())
        self.ends(child, 0)
        self.assertEqual(self.now(), TEXT + f"\n[user dave]\nphone = {PHONE}\nchannel = voice\n")

    def test_ctrl_c_cancels_and_writes_nothing(self):
        child = self.asked("dave", PHONE)
        child.sendintr()
        self.assertIn(f"wavix2fa: dave: {MASKED} was not verified: interrupted; nothing was written\r\n",
                      self.ends(child, (None, signal.SIGINT)))
        self.assert_cancelled()
        self.assertEqual(self.now(), TEXT)

    def test_ctrl_c_while_wavix_is_asked_cancels_what_was_made(self):
        self.sandbox.fault(on="create", times="once", delay=700, when="after")
        child = self.terminal("dave", PHONE, "--yes")
        eventually(lambda: "create" in self.operations(), what="the create")
        child.sendintr()
        self.ends(child, (None, signal.SIGINT))
        self.assert_cancelled()
        self.assertEqual(self.now(), TEXT)

    def test_ctrl_d_cancels(self):
        child = self.asked("dave", PHONE)
        child.sendeof()
        self.assertIn("nothing was written", self.ends(child, 1))
        self.assert_cancelled()

    def test_what_a_killed_one_left_open_the_next_cancels(self):
        self.configure(code="reuse_window = 1s")
        child = self.asked("dave", PHONE)
        kill(child.pid)
        child.wait()
        self.assertNotIn("cancel", self.operations())

        def next_one_cancels():
            self.already = max(message["index"] for message in self.sandbox.messages())
            again = self.asked("dave", PHONE)
            again.sendline(self.code_of())
            self.ends(again, 0)
            write(USERS, TEXT)
            return "cancel" in self.operations()
        eventually(next_one_cancels, what="the cancellation")

    def test_the_spending_limits_hold(self):
        self.configure("[limits]\nsends_per_number = 1/1h\n")
        child = self.asked("dave", PHONE)
        child.sendline(self.code_of())
        self.ends(child, 0)
        write(USERS, TEXT)
        self.assertIn("limits.sends_per_number: 1 in 1h: the next message may be sent at ", self.ends(self.terminal("dave", PHONE, "--yes"), 1))
        self.assertEqual(self.operations().count("create"), 1)

    def test_a_lockout_keeps_a_user_from_logins_and_not_from_having_a_phone(self):
        self.configure("[limits]\nlockout = 1 failures / 15m for 15m\n")
        child = self.asked("dave", PHONE)
        store = sqlite3.connect("/var/lib/wavix2fa/state.db", isolation_level=None)
        store.execute("INSERT INTO failures (user, at) SELECT 'dave', instant FROM clock")
        store.close()
        child.sendline(self.code_of())
        self.assertIn("Verified.", self.ends(child, 0))

    def test_a_create_that_may_have_arrived_is_not_repeated(self):
        self.sandbox.fault(on="create", times="always", status=500)
        self.assertIn("was not verified: server", self.ends(self.terminal("dave", PHONE, "--yes"), 1))
        self.assertEqual(self.operations(), ["create"])

    def test_an_outage_that_lets_logins_pass_verifies_nothing(self):
        self.configure("[outage]\naction = allow\nbreaker = 0\n")
        self.sandbox.fault(on="create", times="always", status=500)
        self.assertIn("was not verified", self.ends(self.terminal("dave", PHONE, "--yes"), 1))
        self.assertEqual(self.now(), TEXT)

    def run_it(self, *words, text=""):
        done = subprocess.run([PROGRAM, "users", "verify", *words], input=text, capture_output=True, text=True, check=False,
                              timeout=20)
        return done.returncode, done.stderr

    def test_a_script_must_say_that_it_may_cost(self):
        self.assertEqual(self.run_it("dave", PHONE), (1, f"wavix2fa: {QUESTION} --yes does so unasked\n"))
        self.assertEqual(self.operations(), [])

    def test_what_gets_no_code_costs_nothing(self):
        for words, why in ((["dave", "+449012345678"], "dave: +4490*****678 is a premium-rate number, and such never get a code"),
                           (["dave", "+371"], "dave: the number is too short to be a phone number"),
                           (["dave", f"{PHONE},+37128782931"], "dave: one number at a time can be verified"),
                           (["dave"], "dave has no phone; name one: wavix2fa users verify dave PHONE")):
            self.assertEqual(self.run_it(*words, "--yes"), (1, f"wavix2fa: {why}\n"))
        self.assertEqual(self.operations(), [])


if __name__ == "__main__":
    tap.main()
