# SPDX-License-Identifier: BSD-3-Clause
"""wavix2fa users with a real directory: import --ldap, and show, which looks there."""

import json
import os
import shutil
import subprocess
import unittest

import tap
from directory import Directory, person
from stage import CONFIG, write

PROGRAM = os.environ["WAVIX2FA_BUILD"] + "/src/cli/wavix2fa"
USERS = "/etc/wavix2fa/users.conf"
TEXT = "[users]\nroot = +12015550123\nalice = +37128782930 ; old\n"
MANY = 1234  # more than two pages


class Ldap(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        many = "".join(person(f"many{i}", mobile=f"+3712{i:07}", employeeType="many") for i in range(MANY))
        cls.directory = Directory(anonymous=False, entries=many, database_options="sizelimit size=unlimited")

    @classmethod
    def tearDownClass(cls):
        cls.directory.stop()

    def setUp(self):
        shutil.rmtree("/var/lib/wavix2fa", ignore_errors=True)
        write("/etc/wavix2fa/ldap_password", self.directory.password + "\n", 0o600)
        write(USERS, TEXT, 0o600)
        self.configure()

    def configure(self, uri=None, **more):
        keys = {"uri": uri or self.directory.ldaps_uri, "ca_file": self.directory.ca, "bind_dn": self.directory.bind_dn,
                "bind_password_file": "/etc/wavix2fa/ldap_password", "base": self.directory.base, "phone_attributes": "mobile",
                "filter": "(&(!(employeeType=many))(uid=%u))", **more}
        write(CONFIG, "[wavix]\nservice_id = x\n[users]\nsources = file ldap\n[ldap]\n"
              + "".join(f"{key} = {value}\n" for key, value in keys.items() if value))

    def added(self, uid, **attributes):
        self.directory.add(uid, **attributes)
        self.addCleanup(self.directory.remove, uid)

    def run_it(self, *words):
        done = subprocess.run([PROGRAM, "users", *words], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              check=False, timeout=30, env={"TZ": "UTC"})
        return done.returncode, done.stdout, done.stderr

    def now(self):
        with open(USERS, encoding="utf-8") as file:
            return file.read()

    def test_the_directory_s_users_are_written_and_no_others_go(self):
        self.added("alice", mobile="+371 2878 2931 (work)")
        self.added("bob", mobile=["+447919433768"])
        self.added("phoneless")
        self.assertEqual(self.run_it("import", "--ldap", "--yes"), (0, f"""\
CHANGE   USER   PHONE         NOW
changed  alice  +371*****930  +371*****931
added    bob    -             +4479*****768
Written to {USERS}: 1 added, 1 changed, none removed, none as they are.
""", "wavix2fa: note: without a phone there: 1\n"))
        self.assertEqual(self.now(), "[users]\nroot = +12015550123\nalice = +37128782931 ; old\nbob = +447919433768\n")

    def test_a_number_that_is_none_is_a_bad_row(self):
        self.added("alice", mobile="12")
        self.added("bob", mobile="+447919433768")
        status, shown, said = self.run_it("import", "--ldap", "--yes")
        self.assertEqual((status, shown, self.now()), (1, "", TEXT))
        self.assertIn("wavix2fa: alice: ", said)
        self.assertTrue(said.endswith("wavix2fa: nothing was written; --skip-bad leaves these out\n"))
        self.assertEqual(self.run_it("import", "--ldap", "--yes", "--skip-bad")[0], 0)
        self.assertIn("\nbob = +447919433768\n", self.now())

    def test_all_pages_are_read(self):
        self.configure(filter="(&(employeeType=many)(uid=%u))")
        status, shown, said = self.run_it("import", "--ldap", "--yes", "--json")
        self.assertEqual((status, said), (0, ""))
        self.assertEqual(len(json.loads(shown)["added"]), MANY)
        self.assertEqual(self.now().count("\nmany"), MANY)

    def test_the_channel_of_the_directory_is_taken(self):
        self.added("alice", mobile="+37128782930", employeeType="voice")
        self.configure(channel_attribute="employeeType")
        self.assertEqual(self.run_it("import", "--ldap", "--yes")[0], 0)
        self.assertIn("[user alice]\nphone = +37128782930 ; old\nchannel = voice\n", self.now())

    def test_a_server_that_is_away_is_passed_over(self):
        self.added("bob", mobile="+447919433768")
        self.configure(uri=f"ldap://127.0.0.1:1 {self.directory.ldaps_uri}")
        status, _, said = self.run_it("import", "--ldap", "--yes")
        self.assertEqual(status, 0)
        self.assertRegex(said, r"\Awavix2fa: note: ldap://127\.0\.0\.1:1: connect: .*\n\Z")
        self.assertIn("\nbob = ", self.now())

    def test_what_a_person_must_mend_is_told_and_nothing_written(self):
        write("/etc/wavix2fa/ldap_password", "wrong\n", 0o600)
        status, shown, said = self.run_it("import", "--ldap", "--yes")
        self.assertEqual((status, shown, self.now()), (1, "", TEXT))
        self.assertIn("see ldap.bind_dn and ldap.bind_password_file", said)
        os.unlink("/etc/wavix2fa/ldap_password")
        self.assertIn("/etc/wavix2fa/ldap_password: cannot be opened", self.run_it("import", "--ldap", "--yes")[2])
        self.assertNotIn("wrong", said)

    def test_a_directory_that_gives_only_some_is_told(self):
        small = Directory(entries="".join(person(f"user{i}", mobile="+37128782931") for i in range(20)),
                          options="sizelimit size.soft=5 size.hard=5 size.prtotal=5")
        self.addCleanup(small.stop)
        self.configure(uri=small.ldaps_uri, ca_file=small.ca, filter="(uid=%u)")
        status, _, said = self.run_it("import", "--ldap", "--yes", "--prune")
        self.assertEqual((status, self.now()), (1, TEXT))
        self.assertIn("does not give ldap.bind_dn so many entries", said)

    def test_show_looks_in_the_directory_too(self):
        self.added("bob", mobile=["nonsense", "+447919433768"])
        status, shown, _ = self.run_it("show", "bob")
        self.assertEqual(status, 0)
        self.assertIn(f"from      {self.directory.ldaps_uri}: mobile of uid=bob,ou=people,dc=example,dc=test\n", shown)
        self.assertIn("phone     +4479*****768  GB, mobile\n", shown)
        self.assertRegex(shown, r"note      ldaps://\S+: mobile: is not a phone number\n|note      ldaps://\S+: mobile: has 'nonsense'")
        self.directory.halt()
        try:
            status, shown, said = self.run_it("show", "bob")
        finally:
            self.directory.start()
        self.assertEqual((status, shown), (1, ""))
        self.assertIn("wavix2fa: bob: ldaps://", said)


if __name__ == "__main__":
    tap.main()
