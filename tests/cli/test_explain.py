# SPDX-License-Identifier: BSD-3-Clause
"""wavix2fa explain: what is shown. That it is true is tests/system/test_explain.py's."""

import json
import os
import re

import tap
from command import CONFIG, Commands

FACTS = """\
limits       sends_per_user: 0 of 5 in 1h, 0 of 20 in 1d
             sends_per_number: 0 of 5 in 1h, 0 of 20 in 1d
             sends_per_rhost: 0 of 20 in 1h, 0 of 100 in 1d
             sends_total: 0 of 200 in 1h, 0 of 1000 in 1d
lockout      no: 0 of 5 failed logins in 15m
grace        none
break-glass  off
breaker      closed
recovery     0 codes left
pending      none
outage       deny, outage.action (default); server: allow
"""
EXEMPT = f"""\
login        alice by sshd from 10.1.2.3, /etc/pam.d/sshd:2
asked        no: 10.1.2.3 is in 10.0.0.0/8, policy.trusted_networks ({CONFIG}:4)
result       PAM_IGNORE (exempt)
otherwise    SMS to +371*****931
contact      +371*****931, /etc/wavix2fa/users.conf:2
""" + FACTS
ASKED = """\
login        alice by sshd from 203.0.113.9, /etc/pam.d/sshd:2
asked        yes: everybody is
first        SMS to +371*****931
result       PAM_SUCCESS once the code is right
contact      +371*****931, /etc/wavix2fa/users.conf:2
""" + FACTS
NOT_THERE = """\
login        alice by other-service from 203.0.113.9
asked        no: pam_wavix2fa is not in the auth lines of other-service; if it were there:
             yes: everybody is
first        SMS to +371*****931
result       PAM_SUCCESS once the code is right
contact      +371*****931, /etc/wavix2fa/users.conf:2
""" + FACTS
WRONG = f"""\
login   alice by sshd, /etc/pam.d/sshd:2
result  PAM_SERVICE_ERR (misconfigured)
wrong   {CONFIG}:4: code.lenght: no such key (code.length?)
wrong   {CONFIG}:5: code.tries: '9' is not a whole number from 1 to 5
"""
NOBODY = """\
login        nobody2 by sshd, /etc/pam.d/sshd:2
asked        no, denied: the contact sources have no phone for the user
result       PAM_USER_UNKNOWN (no-contact)
contact      none: the sources have no phone for nobody2
"""


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(path, 0o600)


class Explain(Commands):
    def setUp(self):
        super().setUp()
        self.configure("[wavix]\nservice_id = x\n[policy]\ntrusted_networks = 10.0.0.0/8\n[grace]\nperiod = 1h\n"
                       "[outage]\nserver = allow\n")
        write("/etc/wavix2fa/api_key", "k" * 40 + "\n")
        write("/etc/wavix2fa/users.conf", "[users]\nalice = +37128782931\n")
        write("/etc/pam.d/sshd", "auth requisite pam_unix.so\nauth required pam_wavix2fa.so\n")
        write("/etc/pam.d/other-service", "auth required pam_unix.so\n")

    def test_who_is_spared_and_who_is_asked_with_all_that_it_depends_on(self):
        self.assertEqual(self.ok("explain", "alice", "--rhost", "10.1.2.3"), EXEMPT)
        self.assertEqual(self.ok("explain", "alice", "--rhost", "203.0.113.9"), ASKED)
        shown = self.ok("explain", "nobody2")
        self.assertEqual(shown[:len(NOBODY)], NOBODY)
        self.assertTrue(shown.endswith("warning      nobody2: there is no such account\n"))

    def test_a_service_that_does_not_ask_is_told(self):
        self.assertEqual(self.ok("explain", "alice", "--service", "other-service", "--rhost", "203.0.113.9"), NOT_THERE)
        write("/etc/pam.d/sshd", "auth required pam_wavix2fa.so services=sudo\n")
        self.assertEqual(self.ok("explain", "alice"), "login   alice by sshd, /etc/pam.d/sshd:1\n"
                         "asked   no: services= in that line leaves sshd out\nresult  PAM_IGNORE\n")

    def test_what_is_wrong_with_the_configuration_is_the_explanation(self):
        self.configure("[wavix]\nservice_id = x\n[code]\nlenght = 6\ntries = 9\n")
        self.assertEqual(self.ok("explain", "alice"), WRONG)
        shown = json.loads(self.ok("explain", "alice", "--json"))
        self.assertEqual((shown["first"]["verdict"], len(shown["problems"]), shown["remembered"]),
                         ("misconfigured", 2, None))

    def test_programs_get_json(self):
        shown = json.loads(self.ok("explain", "alice", "--rhost", "10.1.2.3", "--json"))
        self.assertEqual(shown["first"], {"step": "end", "verdict": "exempt", "pam": "PAM_IGNORE",
                                          "rule": f"policy.trusted_networks ({CONFIG}:4)",
                                          "cause": "10.1.2.3 is in 10.0.0.0/8", "detail": None})
        self.assertEqual(shown["otherwise"], {"step": "send", "channel": "sms", "phone": "+371*****931"})
        self.assertEqual(shown["contact"], {"user": "alice", "phones": ["+371*****931"], "channel": None,
                                            "origin": "/etc/wavix2fa/users.conf:2"})
        self.assertEqual(shown["remembered"]["lockout"],
                         {"failures": 0, "most": 5, "window_s": 900, "locked_until": None})
        self.assertEqual(len(shown["remembered"]["limits"]), 8)

    def test_no_number_is_shown_whole(self):
        for words in ([], ["--json"]):
            self.assertNotIn("28782931", self.ok("explain", "alice", *words))

    def test_another_configuration_may_be_named(self):
        self.configure("[wavix]\nservice_id = x\n[policy]\nexclude_users = alice\n")
        os.rename(CONFIG, "/etc/wavix2fa/strict.conf")
        self.assertIn("policy.exclude_users (/etc/wavix2fa/strict.conf:4)",
                      self.ok("explain", "alice", "--conf", "/etc/wavix2fa/strict.conf"))
        write("/etc/pam.d/sshd", "auth required pam_wavix2fa.so conf=/etc/wavix2fa/strict.conf\n")
        self.assertIn("policy.exclude_users (/etc/wavix2fa/strict.conf:4)", self.ok("explain", "alice"))

    def test_on_a_terminal_it_is_the_same_in_colour(self):
        terminal = self.on_terminal("explain", "alice", "--rhost", "10.1.2.3")
        terminal.expect("outage +deny.*\n")
        shown = terminal.before + terminal.after
        self.assertIn("\x1b[", shown)
        self.assertEqual(re.sub(r"\x1b\[[\d;]*m", "", shown).replace("\r", ""), EXEMPT)

    def test_one_line_names_what_is_wrong(self):
        for words, said in (
                (["explain"], "wavix2fa explain: USER is required; see wavix2fa explain --help\n"),
                (["explain", "alice", "--service", "../x"], "wavix2fa explain: --service: '../x' is not the name of a "
                 "service, as in /etc/pam.d; see wavix2fa explain --help\n"),
                (["explain", "alice", "--rhost", "a\nb"],
                 "wavix2fa explain: --rhost: 'a?b' is not one line of text; see wavix2fa explain --help\n")):
            self.assertEqual(self.fails(2, *words), said)
        self.assertEqual(self.fails(1, "explain", "alice", "--caller", "nobody2"),
                         "wavix2fa: --caller: nobody2: there is no such account\n")
        self.assertEqual(self.fails(1, "explain", "alice", user=2001, group=2001, extra_groups=[], cwd="/"),
                         "wavix2fa: must be run as root\n")


if __name__ == "__main__":
    tap.main()
