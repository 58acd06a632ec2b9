# SPDX-License-Identifier: BSD-3-Clause
"""wavix2fa lockout and grace: what the guard keeps about users, shown and taken away. What is kept is written here as a
login would, into the store of this version."""

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
        self.assertEqual(self.ok("lockout", "clear", "alice"), "The failures of alice count no more.\n")
        self.assertEqual([entry["user"] for entry in json.loads(self.ok("lockout", "list", "--json"))], ["bob"])
        self.logged("lockout clear: user='alice' by='root' uid=0$")

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
        self.assertEqual((done.returncode, done.stdout), (0, "The failures of alice count no more.\n"))
        self.assertEqual(self.ok("lockout", "list"), "Nobody has failed.\n")

    def test_grace_is_revoked_of_one_or_of_all(self):
        self.grant("alice", "bob", "root")
        self.assertEqual(self.ok("grace", "revoke", "alice"), "1 grant of grace revoked.\n")
        self.logged("grace revoke: user='alice' grants='1' by='root' uid=0$")
        self.assertEqual(self.ok("grace", "revoke", "--all"), "2 grants of grace revoked.\n")
        self.assertEqual(self.ok("grace", "revoke", "--all"), "0 grants of grace revoked.\n")


if __name__ == "__main__":
    tap.main()
