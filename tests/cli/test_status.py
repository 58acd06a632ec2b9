# SPDX-License-Identifier: BSD-3-Clause
"""wavix2fa status and metrics: how things stand, for people and for Prometheus."""

import datetime
import json
import os
import re
import stat

import tap
from command import STATE, Commands
from prometheus_client.parser import text_string_to_metric_families
from record import NOT_SENT, keep, record

TODAY = datetime.datetime.now(datetime.timezone.utc).date()
TIME = r"\d{4}-\d\d-\d\d \d\d:\d\d"


def sends(count):
    keep("INSERT INTO sends (at, user, number, rhost, service) SELECT instant, ?, '37128782931', '', 'sshd' FROM clock",
         *(("alice",),) * count)


def failures(user, count):
    keep("INSERT INTO failures (user, at) SELECT ?, instant FROM clock", *((user,),) * count)


def a_login_just_now(**other):
    record((TODAY, other))
    keep("UPDATE record SET wall = (SELECT highest_wall FROM clock) WHERE id = (SELECT max(id) FROM record) AND ? = 1", (1,))


class Standing(Commands):
    def setUp(self):
        super().setUp()
        self.ok("lockout", "list")  # makes the store


class Status(Standing):
    def test_a_quiet_machine(self):
        self.assertEqual(re.sub(r"\d+ KiB", "N KiB", self.ok("status")), f"""\
break-glass   off
Wavix         is asked
locked out    nobody
sends         0 of 200 in 1h (0 %), 0 of 1000 in 1d (0 %), by limits.sends_total
pending       no code is waited for
last 24 h     0 logins: 0 verified, 0 failed, 0 other; 0 codes sent
last login    none on record
store         {STATE}/state.db, 0 logins, N KiB
""")

    def trouble(self):
        self.ok("breakglass", "start", "--ttl", "2h", "--reason", "Wavix is down")
        keep("INSERT INTO breaker (only_row, failures, last_failure, cause) SELECT 1, ?, instant, 'timeout' FROM clock", (5,))
        failures("bob", 5)
        sends(160)
        a_login_just_now(verdict="refused")
        a_login_just_now(verdict="verified", sends=2)

    def test_a_machine_in_trouble(self):
        self.trouble()
        self.assertEqual(re.sub(TIME, "TIME", re.sub(r"\d+ KiB", "N KiB", self.ok("status"))), f"""\
break-glass   ON until TIME, by root: Wavix is down
Wavix         could not be asked lately (timeout): outage.breaker
locked out    bob until TIME
sends         160 of 200 in 1h (80 %), 160 of 1000 in 1d (16 %), by limits.sends_total
pending       no code is waited for
last 24 h     2 logins: 1 verified, 1 failed, 0 other; 3 codes sent
last login    TIME alice, sshd from 203.0.113.9: verified
store         {STATE}/state.db, 2 logins, N KiB
""")
        told = json.loads(self.ok("status", "--json"))
        self.assertEqual(told["break_glass"]["reason"], "Wavix is down")
        self.assertEqual(told["breaker_open"], "timeout")
        self.assertEqual([locked["user"] for locked in told["locked"]], ["bob"])
        self.assertEqual(told["limits"][0], {"name": "limits.sends_total", "most": 200, "seconds": 3600, "sent": 160})
        self.assertEqual(told["last_24h"], {"logins": 2, "verified": 1, "failed": 1, "other": 0, "sends": 3})
        self.assertEqual((told["last_login"]["user"], told["last_login"]["verdict"]), ("alice", "verified"))
        self.assertEqual(told["store"]["logins"], 2)
        self.assertEqual(told["store"]["bytes"], os.path.getsize(f"{STATE}/state.db"))

    def test_colours_on_a_terminal_say_what_to_look_at(self):
        terminal = self.on_terminal("status")
        terminal.expect_exact("\x1b[32moff\x1b")
        self.trouble()
        terminal = self.on_terminal("status")
        terminal.expect("\x1b\\[[0-9;]*31mON until")
        terminal.expect("\x1b\\[[0-9;]*33m160 of 200")

    def test_a_user_that_would_disturb_the_terminal_does_not(self):
        record((TODAY, {"user": "a\x1b[2Jb"}))
        self.assertIn("a?[2Jb, sshd", self.ok("status"))

    def test_it_needs_no_network_and_no_key(self):
        self.configure("[wavix]\nservice_id = x\napi_url = http://127.0.0.1:1\napi_key_file = /none\n")
        self.ok("status")
        self.ok("metrics")


class Metrics(Standing):
    def families(self, text=None):
        """As Prometheus's own parser reads it: {name: {labels: value}}."""
        found = {}
        for family in text_string_to_metric_families(self.ok("metrics") if text is None else text):
            for sample in family.samples:
                self.assertTrue(family.documentation)
                self.assertNotEqual(family.type, "unknown")
                found.setdefault(sample.name, {})[tuple(sorted(sample.labels.items()))] = sample.value
        return found

    def test_prometheus_reads_what_status_tells(self):
        self.ok("breakglass", "start", "--ttl", "2h", "--reason", "x")
        failures("bob", 5)
        sends(3)
        a_login_just_now()
        told = self.families()
        self.assertEqual(told["wavix2fa_break_glass"], {(): 1})
        self.assertEqual(told["wavix2fa_breaker_open"], {(): 0})
        self.assertEqual(told["wavix2fa_locked_users"], {(): 1})
        self.assertEqual(told["wavix2fa_sends_limit"], {(("window_seconds", "3600"),): 200, (("window_seconds", "86400"),): 1000})
        self.assertEqual(told["wavix2fa_sends_in_window"], {(("window_seconds", "3600"),): 3, (("window_seconds", "86400"),): 3})
        self.assertEqual(told["wavix2fa_record_logins"], {(): 1})
        self.assertEqual(told["wavix2fa_store_bytes"], {(): os.path.getsize(f"{STATE}/state.db")})
        self.assertEqual(told["wavix2fa_last_login_timestamp_seconds"], told["wavix2fa_last_verified_timestamp_seconds"])

    def test_counters_are_by_outcome_service_and_channel_and_name_no_user(self):
        keep("INSERT INTO total (outcome, service, channel, logins, sends, checks) VALUES (?, ?, ?, ?, ?, ?)",
             ("verified", "sshd", "sms", 10, 12, 11), ("verified", "sshd", "voice", 2, 4, 3), ("exempt", 'a"\\b', "", 5, 0, 0))
        record((TODAY, {}), (TODAY, NOT_SENT))
        told = self.families()
        self.assertEqual(told["wavix2fa_logins_total"], {(("outcome", "verified"), ("service", "sshd")): 12,
                                                         (("outcome", "exempt"), ("service", 'a"\\b')): 5})
        self.assertEqual(told["wavix2fa_sends_total"], {(("channel", "sms"), ("service", "sshd")): 12,
                                                        (("channel", "voice"), ("service", "sshd")): 4})
        self.assertEqual(told["wavix2fa_checks_total"], {(): 14})
        self.assertNotIn("alice", self.ok("metrics"))

    def test_a_time_that_is_not_known_is_left_out(self):
        self.assertNotIn("wavix2fa_last_login_timestamp_seconds", self.families())

    def test_the_file_is_replaced_in_one_step_and_everybody_may_read_it(self):
        os.makedirs("/tmp/textfile", exist_ok=True)
        path = "/tmp/textfile/wavix2fa.prom"
        version = self.ok("--version").split()[-1]
        for _ in range(2):
            self.assertEqual(self.ok("metrics", "--output", path, umask=0o022), "")
            self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o644)
            with open(path, encoding="utf-8") as file:
                self.assertEqual(self.families(file.read())["wavix2fa_build_info"], {(("version", version),): 1})
        self.assertEqual(os.listdir("/tmp/textfile"), ["wavix2fa.prom"])

    def test_what_fails_leaves_the_old_file(self):
        os.makedirs("/tmp/textfile", exist_ok=True)
        with open("/tmp/textfile/old.prom", "w", encoding="utf-8") as file:
            file.write("old 1\n")
        self.configure("[wavix]\nservice_id = x\n[state]\nfile = /none/no/state.db\n")
        self.assertIn("/none/no", self.fails(1, "metrics", "--output", "/tmp/textfile/old.prom"))
        with open("/tmp/textfile/old.prom", encoding="utf-8") as file:
            self.assertEqual(file.read(), "old 1\n")


if __name__ == "__main__":
    tap.main()
