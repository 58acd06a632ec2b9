# SPDX-License-Identifier: BSD-3-Clause
"""wavix2fa explain, held against what a login through the module then does: the same rule, the same verdict, the same
message or question; and explaining leaves no trace."""

import json
import os
import re
import sqlite3
import subprocess

import pam
import tap
from stage import CONFIG, PHONES, STATE, Stage, digits, eventually, verifiers, write

COMMAND = os.environ.get("WAVIX2FA_BUILD", "") + "/src/cli/wavix2fa"
STORE = f"{STATE}/state.db"
RHOST = "203.0.113.9"
OFF = "sends_per_user =\nsends_per_number =\nsends_per_rhost =\nsends_total =\n"
# What libpam makes of each in a stack of this one line.
CODES = {"PAM_SUCCESS": pam.SUCCESS, "PAM_IGNORE": pam.PERM_DENIED, "PAM_MAXTRIES": pam.MAXTRIES,
         "PAM_USER_UNKNOWN": pam.USER_UNKNOWN, "PAM_PERM_DENIED": pam.PERM_DENIED,
         "PAM_AUTHINFO_UNAVAIL": pam.AUTHINFO_UNAVAIL, "PAM_SERVICE_ERR": pam.SERVICE_ERR}


def masked(phone):
    shown = min(4, len(phone) - 1 - 3 - 5)
    return phone[:1 + shown] + "*" * (len(phone) - 1 - shown - 3) + phone[-3:]


def without_times(text):
    return re.sub(r"\d\d:\d\d|\d+ (s|minutes?)", "TIME", text or "")


class Explained(Stage):
    def configure(self, text="", code="resend_delay = 0s", **more):
        super().configure(text, code=code, **more)

    def command(self, *words):
        done = subprocess.run([COMMAND, *words], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30,
                              check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def kept(self):
        """All that the store has, but for how far its clock is."""
        if not os.path.exists(STORE):
            return None
        store = sqlite3.connect(STORE)
        tables = [name for (name,) in store.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
                  if name not in ("clock", "sqlite_sequence")]
        rows = {table: store.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
        store.close()
        return rows

    def explain(self, user="alice", *words):
        eventually(lambda: not verifiers(), what="the end of what an earlier login left")
        before, asked, mark = self.kept(), len(self.operations()), self.journal.mark()
        explained = json.loads(self.command("explain", user, "--service", "direct", "--rhost", RHOST, "--json", *words))
        self.command("explain", user, "--service", "direct", "--rhost", RHOST, *words)  # and in words
        if before is not None:
            self.assertEqual(self.kept(), before)
        self.assertEqual(len(self.operations()), asked, "Wavix is asked nothing")
        self.assertEqual(self.journal.lines[mark:], [])
        return explained

    def log_in(self, user="alice", *answers):
        left = list(answers)

        def answer(_):
            given = left.pop(0) if left else None
            return given() if callable(given) else given

        mark = self.journal.mark()
        code, said = pam.authenticate("direct", user, answer, rhost=RHOST)
        return code, said, self.journal.audit(mark)

    def agree(self, user="alice"):
        """What is explained is what happens."""
        explained = self.explain(user)
        first = explained["first"]
        messages = len(self.sandbox.messages())
        code, said, audit = self.log_in(user)
        sent = self.sandbox.messages()[messages:]
        if first["step"] == "end":
            self.assertEqual((first["verdict"], first["rule"]), (audit["verdict"], audit.get("rule")))
            self.assertEqual(without_times(first["cause"]), without_times(audit.get("cause")))
            self.assertEqual(CODES[first["pam"]], code)
            self.assertEqual(sent, [])
        elif first["step"] == "send":
            self.assertEqual([(message["to"], message["channel"]) for message in sent],
                             [(digits(user), first["channel"])])
            self.assertEqual(first["phone"], masked(PHONES[user]))
            self.assertEqual(explained["rule"], audit.get("rule"))
            self.assertEqual(audit["sends"], "1")
        else:
            self.assertEqual(sent, [])
            if first["step"] == "ask":
                self.assertEqual(without_times(first["prompt"]), without_times(said[0]))
            else:
                self.assertEqual((first["step"], said[0][:16]), ("decoy", "Code sent by SMS"))
        return explained


class Policies(Explained):
    def test_rules_of_policy(self):
        for lines, user, step, verdict in (
                ("", "alice", "send", None),
                ("include_groups = alice", "alice", "send", None),
                ("exclude_users = root alice", "alice", "end", "exempt"),
                ("exclude_users = root alice\nexempt_result = success", "alice", "end", "exempt"),
                ("exclude_groups = 2001", "alice", "end", "exempt"),
                ("trusted_networks = 203.0.113.0/24", "alice", "end", "exempt"),
                ("include_groups = bob", "alice", "end", "exempt"),
                ("monitor = yes", "alice", "end", "exempt"),
                ("countries = GB", "alice", "end", "forbidden"),
                ("exclude_users = bob\n[service direct]\npolicy.exclude_users = alice", "alice", "end", "exempt"),
                ("enrol_until = 2999-01-01", "dave", "end", "exempt")):
            with self.subTest(lines):
                self.configure(f"[policy]\n{lines}\n", code="reuse_window = 0s")
                explained = self.agree(user)
                self.assertEqual((explained["first"]["step"], explained["first"].get("verdict")), (step, verdict))

    def test_what_would_be_otherwise_is_told(self):
        self.configure("[policy]\nexclude_users = alice\n")
        explained = self.agree()
        self.assertEqual(explained["otherwise"],
                         {"step": "send", "channel": "sms", "phone": masked(PHONES["alice"])})
        self.assertRegex(explained["contact"]["origin"], r"^/etc/wavix2fa/users\.conf:\d+$")

    def test_a_group_that_cannot_be_looked_up(self):
        write("/etc/ld.so.conf.d/test.conf", "/mnt/build/tests/system\n")
        subprocess.run(["/sbin/ldconfig"], check=True)
        with open("/etc/nsswitch.conf", encoding="utf-8") as file:
            self.addCleanup(write, "/etc/nsswitch.conf", file.read())
        write("/etc/nsswitch.conf", "passwd: files\ngroup: files failing\n")
        self.configure("[policy]\ninclude_groups = unreachable\n")
        self.assertEqual(self.agree()["first"]["verdict"], "unavailable")

    def test_arguments_of_the_modules_line(self):
        write("/etc/pam.d/direct", "auth required pam_wavix2fa.so services=direct policy.exclude_users=alice\n")
        explained = self.agree()
        self.assertEqual((explained["pam_line"], explained["first"]["rule"]),
                         ("/etc/pam.d/direct:1", "policy.exclude_users (pam.d argument)"))
        self.assertEqual(self.explain("alice", "--argument", "policy.exclude_users=bob")["first"]["step"], "send")
        write("/etc/pam.d/direct", "auth required pam_wavix2fa.so services=sshd\n")
        self.assertTrue(self.explain()["left_out"])
        self.assertEqual(pam.authenticate("direct", "alice", lambda _: None)[0], pam.PERM_DENIED)
        self.assertEqual(self.operations(), [], "nobody was asked")

    def test_whose_phone_su_asks(self):
        self.configure("[policy]\nsu_user = caller\n")
        done = json.loads(self.command("explain", "root", "--service", "su", "--caller", "bob", "--json"))
        self.assertEqual((done["contact"]["user"], done["first"]["phone"]), ("bob", masked(PHONES["bob"])))


class Contacts(Explained):
    def test_users_without_a_phone(self):
        for unmapped, step, verdict in (("deny", "end", "no-contact"), ("skip", "end", "exempt"), ("decoy", "decoy", None)):
            with self.subTest(unmapped):
                self.configure(users=f"unmapped = {unmapped}")
                explained = self.agree("dave")
                self.assertEqual((explained["first"]["step"], explained["first"].get("verdict")), (step, verdict))
                self.assertIsNone(explained["contact"])

    def test_a_file_that_is_wrong(self):
        write("/etc/wavix2fa/users.conf", "[users]\nalice = 12\n")
        explained = self.agree()
        self.assertEqual(explained["first"]["verdict"], "misconfigured")
        self.assertIn("users.conf:2", explained["contact"]["error"])

    def test_a_directory_that_is_away(self):
        self.configure("[ldap]\nuri = ldap://127.0.0.1:9\nbase = dc=example\n", users="sources = ldap")
        self.assertEqual(self.agree()["first"]["verdict"], "unavailable")

    def test_a_choice_of_channels(self):
        self.configure(code="send = ask")
        self.assertEqual(self.agree()["first"]["step"], "ask")


class Guard(Explained):
    def test_lockout(self):
        self.configure(f"[limits]\n{OFF}lockout = 2 failures / 15m for 15m\n", code="tries = 1")
        for failed in range(2):
            self.assertEqual(self.explain()["remembered"]["lockout"]["failures"], failed)
            self.log_in("alice", self.wrong)
            self.already = max(message["index"] for message in self.sandbox.messages())
        explained = self.agree()
        self.assertEqual(explained["first"]["verdict"], "exhausted")
        self.assertIsNotNone(explained["remembered"]["lockout"]["locked_until"])

    def test_limits(self):
        for key in ("user", "number", "rhost", "total"):
            with self.subTest(key):
                off = OFF.replace(f"sends_{'per_' if key != 'total' else ''}{key} =\n", "")
                name = "sends_total" if key == "total" else f"sends_per_{key}"
                self.configure(f"[limits]\n{off}{name} = 1/1h\nlockout = 0\n", code="reuse_window = 0s")
                self.command("lockout", "list")
                store = sqlite3.connect(STORE)
                with store:
                    store.execute("DELETE FROM sends")
                store.close()
                for sent in range(2):
                    explained = self.agree()
                    self.assertEqual(explained["first"]["step"], "end" if sent else "send")
                    self.assertEqual(explained["remembered"]["limits"],
                                     [{"limit": f"limits.{name}", "sent": sent, "most": 1, "window_s": 3600}])
                    self.assertEqual(explained["remembered"]["no_message_before"] is None, sent == 0)

    def test_a_verification_that_waits(self):
        self.log_in()
        explained = self.agree()
        self.assertEqual((explained["first"]["step"], explained["remembered"]["pending"]["sends"]), ("ask", 1))
        self.assertTrue(explained["first"]["prompt"].startswith("Code already sent by SMS"))

    def test_grace_and_break_glass(self):
        self.configure("[grace]\nperiod = 1h\n")
        self.assertEqual(self.log_in("alice", self.code)[0], pam.SUCCESS)
        explained = self.agree()
        self.assertEqual((explained["first"]["verdict"], explained["otherwise"]["step"]), ("verified", "send"))
        self.assertIsNotNone(explained["remembered"]["grace_until"])
        self.assertEqual(self.agree("bob")["first"]["step"], "send")
        self.command("breakglass", "start", "--ttl", "1h", "--reason", "test")
        explained = self.agree()
        self.assertEqual((explained["first"]["verdict"], explained["otherwise"]["step"]), ("exempt", "send"))
        self.assertIsNotNone(explained["remembered"]["break_glass_until"])

    def test_an_open_breaker(self):
        with open(CONFIG, encoding="utf-8") as file:
            working = re.sub(r"\[outage\]\nbreaker = 0\n", "", file.read())
        for action, step, verdict in (("deny", "end", "unavailable"), ("allow", "end", "exempt"),
                                      ("recovery_only", "ask", None)):
            with self.subTest(action):
                away = re.sub("api_url = .*", "api_url = https://127.0.0.1:9", working)
                write(CONFIG, f"{away}[outage]\naction = {action}\nbreaker = 1 failures / 60s\n")
                self.command("recovery", "issue", "--yes", "alice")
                self.log_in("bob")
                write(CONFIG, f"{working}[outage]\naction = {action}\nbreaker = 1 failures / 60s\n")
                explained = self.agree()
                self.assertEqual((explained["first"]["step"], explained["first"].get("verdict")), (step, verdict))
                self.assertEqual((explained["remembered"]["breaker_open_because"],
                                  explained["remembered"]["recovery_codes"]), ("unreachable", 10))

    def test_a_store_that_is_open_to_others(self):
        self.command("lockout", "list")
        os.chmod(STORE, 0o644)
        explained = self.agree()
        self.assertEqual(explained["first"]["verdict"], "misconfigured")
        self.assertIn("has mode 0644", explained["remembered"]["error"])


class Configuration(Explained):
    def test_what_is_wrong_with_it(self):
        self.configure("[policy]\ninclude_grups = x\n")
        explained = self.agree()
        self.assertEqual(explained["first"]["verdict"], "misconfigured")
        self.assertIn("policy.include_grups: no such key", explained["problems"][0])

    def test_a_key_that_is_missing(self):
        os.remove("/etc/wavix2fa/api_key")
        self.assertEqual(self.agree()["first"]["verdict"], "misconfigured")


if __name__ == "__main__":
    tap.main()
