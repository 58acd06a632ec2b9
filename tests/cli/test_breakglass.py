# SPDX-License-Identifier: BSD-3-Clause
"""wavix2fa breakglass: on for a time, with a reason, and never in silence."""

import json
import re

import tap
from command import Commands

REASON = "Wavix is down, ticket 'W-12'"


def without_times(text):
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "TIME", text)


class Breakglass(Commands):
    def test_is_started_shown_and_stopped(self):
        self.assertEqual(self.ok("breakglass", "status"), "Off: logins need a code.\n")
        self.assertEqual(self.ok("breakglass", "start", "--ttl", "90m", "--reason", REASON),
                         "For 1h 30m logins need no code. To end it sooner: wavix2fa breakglass stop\n")
        self.assertEqual(without_times(self.ok("breakglass", "status")),
                         f"ON: logins need no code until TIME.\nStarted TIME by root: {REASON}\n")
        self.assertEqual(self.ok("breakglass", "stop"), "Stopped: logins need a code again.\n")
        self.assertEqual(self.ok("breakglass", "stop"), "It was off: logins need a code.\n")

    def test_who_started_it_and_why_is_in_the_log(self):
        self.ok("breakglass", "start", "--ttl", "2h", "--reason", REASON, env={"SUDO_USER": "mallory"})
        line = self.logged("breakglass start")
        self.assertRegex(line, r"wavix2fa\[\d+\]: breakglass start: ttl='2h' reason='Wavix is down, ticket \\'W-12\\'' "
                         r"by='root' uid=0$")
        self.ok("breakglass", "stop")
        self.assertRegex(self.logged("breakglass stop"), r"reason='.*' started_by='root' by='root' uid=0$")

    def test_who_logged_in_is_named_behind_sudo(self):
        def log_in_as_alice():
            with open("/proc/self/loginuid", "w", encoding="utf-8") as loginuid:
                loginuid.write("2001")

        try:
            with open("/proc/self/loginuid", encoding="utf-8") as loginuid:
                if loginuid.read() != "4294967295":
                    self.skipTest("this session has a loginuid, which the kernel may keep")
        except OSError:
            self.skipTest("this kernel keeps no loginuid")
        self.ok("breakglass", "start", "--ttl", "2h", "--reason", REASON, preexec_fn=log_in_as_alice)
        self.logged("breakglass start: .* by='alice' uid=0$")
        self.assertEqual(json.loads(self.ok("breakglass", "status", "--json"))["started_by"], "alice")

    def test_programs_get_json(self):
        self.assertEqual(json.loads(self.ok("breakglass", "status", "--json")), {"active": False})
        self.ok("breakglass", "start", "--ttl", "1h", "--reason", REASON)
        status = json.loads(self.ok("breakglass", "status", "--json"))
        for time in (status.pop("started"), status.pop("ends")):
            self.assertRegex(time, r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertEqual(status, {"active": True, "started_by": "root", "reason": REASON})

    def test_is_not_started_without_end_or_reason(self):
        for words, said in ((["--reason", "x"], "--ttl is required"),
                            (["--ttl", "2h"], "--reason is required"),
                            (["--ttl", "2h", "--reason", "  "], "--reason: is empty"),
                            (["--ttl", "2h", "--reason", "a\nb"], "--reason: must be one line"),
                            (["--ttl", "2h", "--reason", "x" * 201], "--reason: must be one line"),
                            (["--ttl", "59s", "--reason", "x"], "--ttl: '59s' is not a duration from 1m to 1d"),
                            (["--ttl", "25h", "--reason", "x"], "--ttl: '25h' is not a duration from 1m to 1d"),
                            (["--ttl", "2", "--reason", "x"], "--ttl: '2' has no unit")):
            with self.subTest(" ".join(words)[:40]):
                self.assertIn(said, self.fails(2, "breakglass", "start", *words))
        self.assertEqual(self.ok("breakglass", "status"), "Off: logins need a code.\n")


if __name__ == "__main__":
    tap.main()
