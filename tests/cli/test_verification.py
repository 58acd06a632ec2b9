# SPDX-License-Identifier: BSD-3-Clause
"""wavix2fa events, cancel and resend: one verification, looked at, ended, or helped on."""

import json
import sqlite3

import tap
from asking import Asking
from command import STATE

UNKNOWN = "5f1a8680201511eeafdfcfc3dedfac51"


class Verification(Asking):
    def setUp(self):
        super().setUp()
        self.sandbox.ask("POST", "/quirks", {"number-lookup": "on"})
        self.addCleanup(self.sandbox.ask, "POST", "/delivery", {"sms": "delivered", "voice": "delivered"})

    def sends(self):
        store = sqlite3.connect(f"{STATE}/state.db")
        rows = store.execute("SELECT user, rhost, service FROM sends").fetchall()
        store.close()
        return rows

    def session(self, verification):
        return next(one for one in self.sandbox.sessions() if one["session_id"] == verification)


class Events(Verification):
    def test_are_shown_as_wavix_tells_them(self):
        self.sandbox.ask("POST", "/delivery", {"sms": "failed"})
        made = self.create()
        second = self.session(made)["created_at"][:19].replace("T", " ")
        self.assertEqual(self.ok("events", made), f"""\
Of no login on this machine's record.
TIME                 EVENT              STATUS      COST  ERROR
{second}  Number lookup      success  $0.0040
{second}  Code sent via SMS  failed   $0.0522  Handset unreachable
2 events, $0.0562
""")
        self.record(made)
        self.assertTrue(self.ok("events", made).startswith("alice, sshd from 203.0.113.9\n"))

    def test_programs_get_them_as_they_came(self):
        made = self.create()
        lookup, sms = json.loads(self.ok("events", made, "--json"))
        self.assertRegex(lookup.pop("created_at"), r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$")
        self.assertEqual(lookup, {"event": "Number lookup", "status": "success", "charge": "0.0040", "error": None})
        self.assertEqual((sms["event"], sms["status"]), ("Code sent via SMS", "delivered"))

    def test_words_that_wavix_may_add_are_shown(self):
        self.sandbox.fault(on="events", status=200, text='[{"event":"Code sent via pigeon","status":"lost"}]')
        self.assertIn("Code sent via pigeon  lost", self.ok("events", UNKNOWN))

    def test_an_id_that_wavix_does_not_know_is_told(self):
        self.assertEqual(self.fails(1, "events", UNKNOWN),
                         f"wavix2fa: {UNKNOWN}: Wavix knows no verification of this ID\n")

    def test_what_can_be_no_id_is_not_asked_for(self):
        for command in (["events"], ["cancel"], ["resend", "--channel", "sms"]):
            self.assertEqual(self.fails(2, *command, "../x"), f"wavix2fa {command[0]}: ID: '../x' cannot be the ID of a "
                             f"verification; see wavix2fa {command[0]} --help\n")
        self.assertEqual(self.sandbox.requests(), [])


class Cancel(Verification):
    def test_ends_it_and_is_logged(self):
        made = self.create()
        self.record(made)
        self.assertEqual(self.ok("cancel", made), f"{made}: cancelled; its code is no longer good.\n")
        self.assertEqual(self.session(made)["status"], "canceled")
        self.logged(f"cancel: verification='{made}' user='alice' by='root' uid=0$")

    def test_of_what_is_over_or_unknown_is_told(self):
        made = self.create()
        self.ok("cancel", made)
        for which in (made, UNKNOWN):
            self.assertEqual(self.fails(1, "cancel", which), f"wavix2fa: {which}: is over already, or Wavix does not know "
                             "it; nothing was cancelled\n")

    def test_whose_answer_was_lost_says_that_nobody_knows(self):
        made = self.create()
        self.sandbox.fault(on="cancel", reset="after")
        self.assertIn(f"{made}: whether it was cancelled is not known; wavix2fa sessions tells\n",
                      self.fails(1, "cancel", made))


class Resend(Verification):
    def test_sends_a_new_code_counts_it_and_is_logged(self):
        made = self.create()
        self.record(made)
        self.assertEqual(self.ok("resend", made, "--channel", "voice", "--yes"),
                         f"{made}: a new code goes out by a voice call.\n")
        self.assertEqual((self.sandbox.messages()[-1]["channel"], self.session(made)["sends"]), ("voice", 2))
        self.assertEqual(self.sends(), [("alice", "203.0.113.9", "sshd")])
        self.logged(f"resend: verification='{made}' channel='voice' user='alice' result='sent' by='root' uid=0$")

    def test_costs_so_a_person_is_asked_and_a_script_must_say_so(self):
        made = self.create()
        self.record(made)
        self.assertEqual(self.fails(1, "resend", made, "--channel", "sms"),
                         "wavix2fa: a new code is paid for, and ends the one before; --yes sends it\n")
        for answer, sends in (("n", 1), ("y", 2)):
            terminal = self.on_terminal("resend", made, "--channel", "sms")
            terminal.expect_exact("A new code goes out by SMS, and is paid for; the one before is no longer good. "
                                  f"{made} (alice, sshd from 203.0.113.9). Go on? [y/N] ")
            terminal.sendline(answer)
            terminal.read()
            self.assertEqual(self.session(made)["sends"], sends)

    def test_that_wavix_refuses_is_told_and_logged(self):
        made = self.create()
        self.ok("cancel", made)
        self.assertEqual(self.fails(1, "resend", made, "--channel", "sms", "--yes"),
                         self.says("it rejects the request (HTTP 422): 2FA verification is canceled") +
                         f"wavix2fa: {made}: five codes are sent for a verification, and none once it is over\n")
        self.logged("resend: .* result='rejected' by='root' uid=0$")
        self.assertEqual(self.fails(1, "resend", UNKNOWN, "--channel", "sms", "--yes"),
                         f"wavix2fa: {UNKNOWN}: Wavix knows no verification of this ID\n")

    def test_that_never_left_is_not_counted(self):
        self.point_at("http://127.0.0.1:1")
        self.assertIn("it cannot be reached", self.fails(1, "resend", UNKNOWN, "--channel", "sms", "--yes"))
        self.assertEqual(self.sends(), [])

    def test_whose_answer_was_lost_is_counted_and_said(self):
        made = self.create()
        self.sandbox.fault(on="resend", reset="after")
        self.assertIn(f"{made}: whether a code was sent is not known; wavix2fa events {made} tells\n",
                      self.fails(1, "resend", made, "--channel", "sms", "--yes"))
        self.assertEqual(len(self.sends()), 1)


if __name__ == "__main__":
    tap.main()
