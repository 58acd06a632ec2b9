# SPDX-License-Identifier: BSD-3-Clause
"""wavix2fa report: what logins came to, by our own record, and what they cost, by Wavix's list."""

import datetime
import json
import os
import stat
import subprocess

import tap
from command import Commands
from record import NOT_SENT, Wavix, record

TODAY = datetime.datetime.now(datetime.timezone.utc).date()
YESTERDAY = TODAY - datetime.timedelta(days=1)
SPAN = ("--from", str(YESTERDAY), "--to", str(TODAY))

TEXT = f"""\
{YESTERDAY} to {TODAY}

logins                5  2 verified, 1 failed, 2 other
codes sent            4  in 3 verifications
conversion         67 %  60 to 80 % is healthy
cost            $0.2654  of 4 verifications in Wavix's list; 1 more, $0.0522, not in this machine's record
undelivered           1  of 1 verification without the right code, 1 looked at
outages               1  logins that Wavix could not be asked for

OUTCOME    LOGINS  SENDS
verified        2      3  let in: the code that Wavix sent was typed
exempt          1      0  let past: has no phone, and need not have one yet
fail-open       1      0  let past: Wavix could not be asked ([outage])
failed          1      1  denied: no code was typed, or none that was right

DAY         LOGINS  VERIFIED  FAILED  OTHER  SENDS  CONVERSION     COST
{YESTERDAY}       1         1       0      0      2       100 %  $0.1110
{TODAY}       4         1       1      2      2        50 %  $0.1544

CHANNEL  LOGINS  VERIFIED  FAILED  OTHER  SENDS  CONVERSION     COST
-             2         0       0      2      0           –  $0.0000
sms           2         1       1      0      2        50 %  $0.1544
voice         1         1       0      0      2       100 %  $0.1110

COUNTRY  LOGINS  VERIFIED  FAILED  OTHER  SENDS  CONVERSION     COST
-             2         0       0      2      0           –  $0.0000
EE            1         0       1      0      1         0 %  $0.0522
LV            2         2       0      0      3       100 %  $0.2132

SERVICE  LOGINS  VERIFIED  FAILED  OTHER  SENDS  CONVERSION     COST
sshd          4         2       0      2      3       100 %  $0.2132
sudo          1         0       1      0      1         0 %  $0.0522
"""


def logins(first, second, third):
    return ((YESTERDAY, {"verification": first, "channel": "voice", "sends": 2}),
            (TODAY, {"verification": second, "user": "bob"}),
            (TODAY, {"verification": third, "service": "sudo", "verdict": "exhausted", "country": "EE", "checks": 3}),
            (TODAY, NOT_SENT | {"verdict": "exempt", "rule": "users.unmapped (/etc/wavix2fa/wavix2fa.conf:3)"}),
            (TODAY, NOT_SENT | {"verdict": "exempt", "rule": "outage.timeout (default)", "cause": "timeout"}))


class Report(Commands):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wavix = Wavix()

    @classmethod
    def tearDownClass(cls):
        cls.wavix.sandbox.stop()

    def setUp(self):
        super().setUp()
        self.wavix.sandbox.reset()
        self.configure(self.wavix.configuration)
        self.ok("lockout", "list")  # makes the store

    def some_logins(self):
        first = self.wavix.verification(channel="voice")
        second = self.wavix.verification("447919433768")
        self.wavix.sandbox.ask("POST", "/delivery", {"sms": "failed", "voice": "delivered"})
        third = self.wavix.verification("37255512345", verified=False)
        self.wavix.sandbox.ask("POST", "/delivery", {"sms": "delivered", "voice": "delivered"})
        record(*logins(first, second, third))

    def report(self, *words):
        return json.loads(self.ok("report", *words, "--json"))

    def test_all_is_told_by_day_channel_country_service_and_outcome(self):
        self.wavix.verification("12015550123", verified=False)  # another machine's
        self.some_logins()
        self.assertEqual(self.ok("report", *SPAN), TEXT)
        told = self.report(*SPAN)
        self.assertEqual({name: told["totals"][name] for name in ("logins", "verified", "failed", "other", "sends", "checks",
                                                                  "verifications", "conversion", "outages", "undelivered",
                                                                  "cost")},
                         {"logins": 5, "verified": 2, "failed": 1, "other": 2, "sends": 4, "checks": 5, "verifications": 3,
                          "conversion": 67, "outages": 1, "undelivered": 1, "cost": "0.2654"})
        self.assertEqual(told["wavix"], {"asked": True, "why": None, "verifications": 4, "elsewhere": 1,
                                         "cost_elsewhere": "0.0522", "unreadable": 0})
        self.assertEqual([(day["day"], day["sends_verified"], day["sends_failed"]) for day in told["days"]],
                         [(str(YESTERDAY), 2, 0), (str(TODAY), 1, 1)])
        self.assertEqual([row["channel"] for row in told["channels"]], [None, "sms", "voice"])
        self.assertEqual(told["outcomes"]["fail-open"], {"logins": 1, "sends": 0})
        self.assertNotIn("users", told)

    def test_an_empty_list_costs_nothing_and_half_a_list_is_none(self):
        record((TODAY, {"verification": "v"}))
        last_year = ("--from", "2020-01-01", "--to", "2020-01-31")
        self.assertEqual(self.report(*last_year)["totals"]["cost"], "0.0000")
        for fault in ("sessions:cut=20", "sessions:status=500"):
            with self.subTest(fault):
                self.wavix.sandbox.ask("POST", "/faults", {"spec": fault})
                done = self.run_it("report", "--json")
                self.assertEqual(done.returncode, 0)
                self.assertIn(f"wavix2fa: warning: what it cost is not known: {self.wavix.sandbox.url}: ", done.stderr)
                told = json.loads(done.stdout)
                self.assertEqual((told["totals"]["cost"], told["wavix"]["asked"]), (None, False))

    def test_deliveries_that_cannot_be_asked_for_are_not_made_up(self):
        self.some_logins()
        self.wavix.sandbox.ask("POST", "/faults", {"spec": "events:status=500"})
        told = self.report(*SPAN)["totals"]
        self.assertEqual((told["undelivered"], told["unverified"], told["unverified_looked_at"]), (0, 1, 0))
        self.assertIsNotNone(told["cost"])


class WithoutWavix(Commands):
    def setUp(self):
        super().setUp()
        self.ok("lockout", "list")
        if os.path.exists("/etc/wavix2fa/api_key"):
            os.unlink("/etc/wavix2fa/api_key")

    def test_a_key_that_is_not_there_leaves_the_cost_unknown_and_the_rest_as_it_is(self):
        record(*logins("a", "b", "c"))
        done = self.run_it("report", *SPAN)
        why = "/etc/wavix2fa/api_key: cannot be opened: No such file or directory"
        self.assertEqual((done.returncode, done.stderr), (0, f"wavix2fa: warning: what it cost is not known: {why}\n"))
        self.assertIn(f"cost                  –  not known: {why}\nundelivered           –  not known\n", done.stdout)
        self.assertIn("logins                5  2 verified, 1 failed, 2 other\n", done.stdout)

    def test_offline_asks_nobody_and_does_not_complain(self):
        record(*logins("a", "b", "c"))
        told = json.loads(self.ok("report", *SPAN, "--offline", "--json"))
        self.assertEqual((told["totals"]["cost"], told["totals"]["undelivered"], told["days"][0]["cost"]), (None,) * 3)
        self.assertEqual((told["wavix"]["asked"], told["wavix"]["why"]), (False, "--offline"))

    def test_a_machine_that_nobody_logged_in_to_has_a_report(self):
        self.assertEqual(self.ok("report", *SPAN, "--offline"), f"""\
{YESTERDAY} to {TODAY}

logins                0  0 verified, 0 failed, 0 other
codes sent            0  in 0 verifications
conversion            –  60 to 80 % is healthy
cost                  –  not known: --offline
undelivered           –  not known
outages               0  logins that Wavix could not be asked for
""")

    def test_only_the_days_meant_count(self):
        record(*((TODAY - datetime.timedelta(days=days), {}) for days in (40, 29, 3, 2, 1, 0)))
        for words, count in (((), 5), (("--last", "3d"), 3), (("--last", "6w"), 6), (("--to", str(YESTERDAY)), 4),
                             (("--from", str(YESTERDAY)), 2)):
            with self.subTest(words):
                told = json.loads(self.ok("report", "--offline", "--json", *words))
                self.assertEqual(told["totals"]["logins"], count)

    def test_users_are_named_where_they_are_asked_for(self):
        record(*((TODAY, {"user": f"user{number:02}", "sends": number}) for number in range(12)))
        told = json.loads(self.ok("report", "--offline", "--users", "--json"))
        self.assertEqual([row["user"] for row in told["users"]], [f"user{number:02}" for number in range(11, 1, -1)])
        self.assertIn("USER    LOGINS", self.ok("report", "--offline", "--users"))
        self.assertNotIn("user11", self.ok("report", "--offline", "--html", "-"))

    def test_a_share_that_smells_of_an_attack_is_told(self):
        record(*((TODAY, {"verification": f"v{number}", "verdict": "refused", "country": "NG"}) for number in range(30)))
        hint = ("NG: 0 % of 30 verifications ended with the right code, as in an attack that has codes sent for nothing; "
                "see policy.countries and [limits]")
        self.assertIn(hint + "\n", self.ok("report", "--offline"))
        self.assertEqual(json.loads(self.ok("report", "--offline", "--json"))["hints"][1], hint)
        terminal = self.on_terminal("report", "--offline")
        terminal.expect_exact("\x1b[33m" + hint)

    def test_a_page_is_for_everybody_but_not_where_it_names_users(self):
        record((TODAY, {}))
        for words, mode in ((("report",), 0o644), (("report", "--users"), 0o600)):
            self.assertEqual(self.ok(*words, "--offline", "--html", "/tmp/report.html", umask=0o022), "")
            self.assertEqual(stat.S_IMODE(os.stat("/tmp/report.html").st_mode), mode)
            with open("/tmp/report.html", encoding="utf-8") as file:
                self.assertTrue(file.read().endswith("</html>\n"))
            os.unlink("/tmp/report.html")
        self.ok("report", "--offline", "--html", "/tmp/report.html", umask=0o077)
        self.assertEqual(stat.S_IMODE(os.stat("/tmp/report.html").st_mode), 0o600)

    def test_a_page_that_cannot_be_written_leaves_the_old_one(self):
        os.makedirs("/tmp/small", exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", "/tmp/small"], check=True)
        self.addCleanup(subprocess.run, ["umount", "/tmp/small"], check=True)
        with open("/tmp/small/report.html", "w", encoding="utf-8") as file:
            file.write("the old one")
        self.assertEqual(self.fails(1, "report", "--offline", "--html", "/tmp/small/report.html"),
                         "wavix2fa: /tmp/small/report.html: cannot be written: No space left on device\n")
        self.assertEqual(os.listdir("/tmp/small"), ["report.html"])
        with open("/tmp/small/report.html", encoding="utf-8") as file:
            self.assertEqual(file.read(), "the old one")

    def test_a_page_goes_where_it_can(self):
        for path, said in (("/none/report.html", "cannot be made: No such file or directory"),
                           ("/tmp", "is there, and is no regular file"), ("/dev/null", "is there, and is no regular file")):
            self.assertEqual(self.fails(1, "report", "--offline", "--html", path), f"wavix2fa: {path}: {said}\n")
        self.ok("report", "--offline", "--html", "here.html", cwd="/tmp")
        self.assertTrue(os.path.exists("/tmp/here.html"))

    def test_the_word_that_is_wrong_is_named(self):
        for words, said in ((("--from", "2026-02-30"), "--from: '2026-02-30' is not a day of the calendar as YYYY-MM-DD"),
                            (("--last", "30"), "--last: '30' is no number of days or weeks, such as 30d or 4w"),
                            (("--json", "--html", "x"), "--json excludes --html"),
                            (("--last", "1d", "--from", "2026-11-01"), "--from excludes --last")):
            self.assertEqual(self.fails(2, "report", *words), f"wavix2fa report: {said}; see wavix2fa report --help\n")
        self.assertEqual(self.fails(1, "report", "--from", "2026-11-02", "--to", "2026-11-01"),
                         "wavix2fa: --from 2026-11-02 is after --to 2026-11-01\n")


if __name__ == "__main__":
    tap.main()
