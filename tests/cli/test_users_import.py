# SPDX-License-Identifier: BSD-3-Clause
"""wavix2fa users import: from CSV, with the difference shown before it is written."""

import json
import os
import signal

import tap
from command import Commands

FOLDER = "/etc/wavix2fa"
USERS = f"{FOLDER}/users.conf"
FILE = "/tmp/users.csv"
TEXT = """\
[users]
alice = +37128782931 ; at work
root = +12015550123

[user bob]
phone = +447919433768
channel = voice
"""
TABLE = """\
CHANGE   USER   PHONE         NOW
changed  alice  +371*****931  +371*****932
added    dave   -             +4915******678
"""
CSV = "user,phone\nalice,+371 2878 2932\ndave,+49 1511 2345678\nbob,+447919433768\n"


class Import(Commands):
    def setUp(self):
        super().setUp()
        self.write(USERS, TEXT)
        os.chmod(USERS, 0o600)

    def write(self, path, text):
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)

    def csv(self, text):
        self.write(FILE, text)
        return "users", "import", FILE

    def now(self):
        with open(USERS, encoding="utf-8") as file:
            return file.read()

    def test_what_changes_is_shown_and_written(self):
        self.assertEqual(self.ok(*self.csv(CSV), "--yes"),
                         TABLE + f"Written to {USERS}: 1 added, 1 changed, none removed, 1 as they are.\n")
        self.assertEqual(self.now(), TEXT.replace("+37128782931 ; at", "+37128782932 ; at")
                         .replace("root = +12015550123\n", "root = +12015550123\ndave = +4915112345678\n"))
        self.logged(f"users import: from='{FILE}' added='1' changed='1' removed='0' by='root' uid=0$")

    def test_whole_numbers_are_shown_to_who_asks_for_them(self):
        self.assertIn("changed  alice  +37128782931  +37128782932\n", self.ok(*self.csv(CSV), "--yes", "--full"))

    def test_a_script_that_says_nothing_is_shown_the_difference_and_no_more(self):
        done = self.run_it(*self.csv(CSV))
        self.assertEqual((done.returncode, done.stdout, done.stderr),
                         (1, TABLE, f"wavix2fa: 1 added, 1 changed, none removed, 1 as they are; --yes writes this to {USERS}\n"))
        self.assertEqual(self.now(), TEXT)

    def test_a_person_is_asked(self):
        for answer, status, changes in (("n", 1, False), ("y", 0, True)):
            terminal = self.on_terminal(*self.csv(CSV))
            terminal.expect_exact(f"1 added, 1 changed, none removed, 1 as they are. Write this to {USERS}? [y/N] ")
            terminal.sendline(answer)
            terminal.read()
            terminal.close()
            self.assertEqual((terminal.exitstatus, self.now() != TEXT), (status, changes))

    def test_ctrl_c_at_the_question_changes_nothing(self):
        terminal = self.on_terminal(*self.csv(CSV))
        terminal.expect_exact("[y/N] ")
        terminal.sendintr()
        terminal.read()
        terminal.close()
        self.assertEqual((terminal.signalstatus, self.now()), (signal.SIGINT, TEXT))

    def test_a_file_that_is_changed_while_a_person_thinks_is_not_written_over(self):
        terminal = self.on_terminal(*self.csv(CSV))
        terminal.expect_exact("[y/N] ")
        self.ok("users", "set", "alice", "+37128782939")
        changed = self.now()
        terminal.sendline("y")
        terminal.expect_exact(f"wavix2fa: {USERS} was changed meanwhile; nothing was written, import again")
        self.assertEqual(self.now(), changed)

    def test_a_change_of_somebody_else_meanwhile_is_kept(self):
        terminal = self.on_terminal(*self.csv(CSV))
        terminal.expect_exact("[y/N] ")
        self.ok("users", "set", "root", "+37128782939")
        terminal.sendline("y")
        terminal.expect_exact("Written to")
        terminal.read()
        self.assertIn("root = +37128782939\ndave = ", self.now())

    def test_only_prune_removes(self):
        shown = self.ok(*self.csv("user,phone\nalice,+37128782931\n"))
        self.assertEqual(shown, "Nothing to change: none added, none changed, none removed, 1 as they are.\n")
        self.assertEqual(self.ok(*self.csv("user,phone\nalice,+37128782931\n"), "--prune", "--yes"), f"""\
CHANGE   USER  PHONE          NOW
removed  root  +120*****123   -
removed  bob   +4479*****768  -
Written to {USERS}: none added, none changed, 2 removed, 1 as they are.
""")
        self.assertEqual(self.now(), "[users]\nalice = +37128782931 ; at work\n\n")

    def test_channel_and_language_are_columns_too(self):
        self.ok(*self.csv("phone,Channel,user,language\n+37128782931,voice,alice,en\n+447919433768,,bob,\n"), "--yes")
        self.assertEqual(self.now(), "[users]\nroot = +12015550123\n\n[user bob]\nphone = +447919433768\n\n"
                                     "[user alice]\nphone = +37128782931 ; at work\nchannel = voice\nlanguage = en\n")

    def test_what_spreadsheets_write_is_read(self):
        self.ok(*self.csv('\ufeffUser;Phone\r\ndave;"+4915112345678, +37128782932"\r\n'), "--yes")
        self.assertIn("\ndave = +4915112345678, +37128782932\n", self.now())

    def test_standard_input_is_a_file_too(self):
        self.ok("users", "import", "-", "--yes", stdin=None, input=CSV)
        self.assertIn("\ndave = +4915112345678\n", self.now())

    def test_every_bad_row_is_told_and_nothing_written(self):
        self.configure("[wavix]\nservice_id = x\n[policy]\ncountries = LV\n")
        words = self.csv('user,phone,channel\nalice,+371,\ndave,+37128782932,pigeon\ncarol,+4915112345678,\n'
                         'erin\n,+37128782932,\nfrank,+37128782933,\nfrank,+37128782934,\n"x"y,1,\n')
        bad = [f"{FILE}:2: alice: the number is too short to be a phone number",
               f"{FILE}:3: 'pigeon' is neither sms nor voice",
               f"{FILE}:4: carol: +4915******678 is of DE, which policy.countries does not name; add DE there",
               f"{FILE}:5: has 1 fields, and the first line 3",
               f"{FILE}:6: '' is not the name of a user",
               f"{FILE}:8: frank: is given twice, first in {FILE}:7",
               f"{FILE}:9: has more behind the double quote that closes a field"]
        self.assertEqual(self.fails(1, *words, "--yes"), "".join(f"wavix2fa: {line}\n" for line in bad)
                         + "wavix2fa: nothing was written; --skip-bad leaves these out\n")
        self.assertEqual(self.now(), TEXT)
        done = self.run_it(*words, "--yes", "--skip-bad")
        self.assertEqual((done.returncode, done.stderr), (0, "".join(f"wavix2fa: left out: {line}\n" for line in bad)))
        self.assertIn("\nfrank = +37128782933\n", self.now())

    def test_a_phone_that_two_share_is_told(self):
        done = self.run_it(*self.csv("user,phone\ndave,+37128782932\nerin,+371 28782932\n"), "--yes")
        self.assertEqual((done.returncode, done.stderr), (0, "wavix2fa: note: dave and erin have one phone, +371*****932\n"))

    def test_a_file_that_is_no_list_of_users_is_refused(self):
        for text, why in (("", ": is empty; its first line must be user,phone"),
                          ("alice,+37128782931\n", ":1: 'alice' is no column; there are user, phone, channel and language"),
                          ("user\n", ":1: must name the columns user and phone: user,phone"),
                          ("user,phone,user\n", ":1: the column user is there twice")):
            with self.subTest(text):
                self.assertEqual(self.fails(1, *self.csv(text)), f"wavix2fa: {FILE}{why}\n")
        self.assertEqual(self.fails(1, "users", "import", "/none"),
                         "wavix2fa: /none: cannot be opened: No such file or directory\n")
        self.assertEqual(self.fails(1, "users", "import", "/tmp"), "wavix2fa: /tmp: cannot be read: Is a directory\n")

    def test_programs_get_json(self):
        shown = json.loads(self.ok(*self.csv(CSV), "--yes", "--json"))
        self.assertEqual(shown, {
            "added": [{"user": "dave", "before": [], "phones": ["+4915******678"]}],
            "changed": [{"user": "alice", "before": ["+371*****931"], "phones": ["+371*****932"]}],
            "removed": [], "same": 1})

    def test_wrong_words_are_named(self):
        self.assertEqual(self.fails(2, "users", "import"),
                         "wavix2fa users import: FILE or --ldap is required; see wavix2fa users import --help\n")
        self.assertEqual(self.fails(2, "users", "import", FILE, "--ldap"),
                         "wavix2fa users import: FILE excludes --ldap; see wavix2fa users import --help\n")

    def test_a_thousand_users_are_one_change(self):
        rows = "".join(f"user{i},+3712{i:07}\n" for i in range(1000))
        self.ok(*self.csv("user,phone\n" + rows), "--yes")
        self.assertEqual(self.now().count("\nuser"), 1000)
        self.assertIn("1,000 as they are", self.ok(*self.csv("user,phone\n" + rows)))


if __name__ == "__main__":
    tap.main()
