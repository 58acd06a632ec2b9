# SPDX-License-Identifier: BSD-3-Clause
"""wavix2fa lockout, unlock and grace: what the guard keeps about users, shown and taken away. What is kept is written here as a
login would, into the store of this version."""

import datetime
import json
import re
import sqlite3

import tap
from command import STATE, Commands


class Guard(Commands):
    def setUp(self):
        super().setUp()
        self.ok("lockout", "list")  # makes the store

    def keep(self, statement, *rows):
        store = sqlite3.connect(f"{STATE}/state.db")
        with store:
            store.executemany(statement, rows)
        store.close()

    def fail(self, *users):
        self.keep("INSERT INTO failures (user, at) SELECT ?, instant FROM clock", *((user,) for user in users))

    def grant(self, *users):
        self.keep("INSERT INTO grace (user, service, place, boot, granted) SELECT ?, 'sshd', 'x', boot, instant FROM clock",
                  *((user,) for user in users))

    def test_who_failed_and_who_is_locked_out_is_listed(self):
        self.assertEqual(self.ok("lockout", "list"), "Nobody has failed.\n")
        self.fail("bob", *["alice"] * 5, *["root"] * 5)
        self.assertEqual(re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "YYYY-MM-DD HH:MM", self.ok("lockout", "list")), """\
USER   FAILURES  LAST              LOCKED UNTIL
alice  5         YYYY-MM-DD HH:MM  YYYY-MM-DD HH:MM
bob    1         YYYY-MM-DD HH:MM  -
root   5         YYYY-MM-DD HH:MM  -
""")
        listed = json.loads(self.ok("lockout", "list", "--json"))
        self.assertEqual([(entry["user"], entry["failures"], entry["locked_until"] is None) for entry in listed],
                         [("alice", 5, False), ("bob", 1, True), ("root", 5, True)])

    def test_who_is_cleared_may_try_again_and_nobody_else(self):
        self.fail(*["alice"] * 5, "bob")
        self.assertRegex(self.ok("unlock", "alice"), r"^alice was locked out until \d{4}-\d\d-\d\d \d\d:\d\d and may try "
                         r"again\. 5 failed logins count no more\.\n$")
        self.assertEqual([entry["user"] for entry in json.loads(self.ok("lockout", "list", "--json"))], ["bob"])
        self.logged("unlock: user='alice' failures='5' by='root' uid=0$")
        self.assertEqual(self.ok("lockout", "clear", "bob"), "bob was not locked out. 1 failed login counts no more.\n")
        self.assertEqual(self.ok("unlock", "bob"), "bob was not locked out: no login failed.\n")

    def test_a_limit_that_stands_is_told_and_not_lifted(self):
        self.keep("INSERT INTO sends (at, user, number, rhost, service) SELECT instant, 'alice', '37128782931', ?, 'sshd' "
                  "FROM clock", *(("203.0.113.9",) for _ in range(5)))
        for _ in range(2):
            self.assertRegex(self.ok("unlock", "alice"), r"^alice was not locked out: no login failed\.\nNo message can be "
                             r"sent to alice before \d{4}-\d\d-\d\d \d\d:\d\d, though: limits\.sends_per_user is 5 in 1h\. "
                             r"It is not lifted\.\n$")
        self.assertEqual(self.ok("unlock", "bob"), "bob was not locked out: no login failed.\n")

    def test_a_name_that_is_no_account_is_cleared_with_a_warning(self):
        self.fail("ghost")
        done = self.run_it("lockout", "clear", "ghost")
        self.assertEqual((done.returncode, done.stderr), (0, "wavix2fa: warning: ghost: there is no such account\n"))
        self.assertEqual(self.ok("lockout", "list"), "Nobody has failed.\n")

    def test_a_user_goes_by_the_accounts_own_name(self):
        with open("/etc/nsswitch.conf", encoding="utf-8") as file:
            before = file.read()

        def restore():
            with open("/etc/nsswitch.conf", "w", encoding="utf-8") as file:
                file.write(before)

        self.addCleanup(restore)
        with open("/etc/nsswitch.conf", "w", encoding="utf-8") as file:
            file.write("passwd: files spelling\n")
        self.fail("alice")
        done = self.run_it("lockout", "clear", "ALICE", env={"LD_LIBRARY_PATH": "/mnt/build/tests/system"})
        self.assertEqual((done.returncode, done.stdout),
                         (0, "alice was not locked out. 1 failed login counts no more.\n"))
        self.assertEqual(self.ok("lockout", "list"), "Nobody has failed.\n")

    def test_grace_that_counts_is_listed_by_the_rule_of_now(self):
        self.assertEqual(self.ok("grace", "list"), "Nobody has grace: logins need a code.\n")
        self.assertEqual(self.ok("grace", "list", "--json"), "[]\n")
        self.grant("alice")
        self.keep("INSERT INTO grace (user, service, place, boot, granted) SELECT 'bob', ?, 'anywhere', boot, instant "
                  "FROM clock", ("",), ("sudo",))
        self.assertEqual(self.ok("grace", "list"), "Nobody has grace: logins need a code.\n")  # grace.period is 0
        self.configure("[wavix]\nservice_id = x\n[grace]\nperiod = 1h\n[service sudo]\ngrace.period = 0\n")
        self.assertEqual(re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "YYYY-MM-DD HH:MM", self.ok("grace", "list")), """\
USER   SERVICE  PLACE     GRANTED           UNTIL
alice  sshd     x         YYYY-MM-DD HH:MM  YYYY-MM-DD HH:MM
bob    any      anywhere  YYYY-MM-DD HH:MM  YYYY-MM-DD HH:MM
""")
        listed = json.loads(self.ok("grace", "list", "--json"))
        self.assertEqual([(grant["user"], grant["service"], grant["place"]) for grant in listed],
                         [("alice", "sshd", "x"), ("bob", None, "anywhere")])
        for grant in listed:
            granted, until = (datetime.datetime.fromisoformat(grant[time]) for time in ("granted", "until"))
            self.assertEqual(until - granted, datetime.timedelta(hours=1))

    def test_grace_is_revoked_of_one_or_of_all(self):
        self.grant("alice", "bob", "root")
        self.assertEqual(self.ok("grace", "revoke", "alice"), "1 grant of grace revoked.\n")
        self.logged("grace revoke: user='alice' grants='1' by='root' uid=0$")
        self.assertEqual(self.ok("grace", "revoke", "--all"), "2 grants of grace revoked.\n")
        self.assertEqual(self.ok("grace", "revoke", "--all"), "0 grants of grace revoked.\n")


if __name__ == "__main__":
    tap.main()
