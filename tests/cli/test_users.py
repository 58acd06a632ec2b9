# SPDX-License-Identifier: BSD-3-Clause
"""wavix2fa users: who has which phone, shown and changed in users.conf."""

import fcntl
import json
import os
import resource
import shutil
import signal
import stat
import subprocess

import tap
from command import CONFIG, Commands
from stage import eventually

FOLDER = "/etc/wavix2fa"
USERS = f"{FOLDER}/users.conf"
TEXT = """\
# ours
[users]
alice = +371 2878 2931   ; at work

# left: +37128782999
[user bob]
phone = +447919433768, +37128782932
channel = voice
"""
FILES = {"users.conf", "wavix2fa.conf", ".users.conf.lock"}


class Users(Commands):
    def setUp(self):
        shutil.rmtree(FOLDER, ignore_errors=True)
        super().setUp()
        self.users(TEXT)

    def users(self, text, mode=0o600):
        with open(USERS, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.chmod(USERS, mode)

    def now(self):
        with open(USERS, encoding="utf-8", newline="") as file:
            return file.read()

    def settings(self, text):
        self.configure("[wavix]\nservice_id = x\n" + text)

    def assert_as_it_was(self, text=TEXT):
        self.assertEqual(self.now(), text)
        self.assertLessEqual(set(os.listdir(FOLDER)), FILES)


class List(Users):
    def test_everybody_is_listed_with_a_masked_number_and_the_line(self):
        self.assertEqual(self.ok("users", "list"), """\
USER   PHONE                        CHANNEL  FROM
alice  +371*****931                 -        users.conf:3
bob    +4479*****768, +371*****932  voice    users.conf:6
""")

    def test_whole_numbers_are_shown_to_who_asks_for_them(self):
        self.assertEqual(self.ok("users", "list", "--full"), """\
USER   PHONE                        CHANNEL  FROM
alice  +37128782931                 -        users.conf:3
bob    +447919433768, +37128782932  voice    users.conf:6
""")

    def test_what_is_wrong_is_told_with_each(self):
        self.users("[users]\nalice = +37128782931\nbob = +371 2878 2931, +4915112345678\nnobody-here = +37128782932\n"
                   "dave = 1\nroot = +449012345678\n[user carol.o-neil]\nphone = +37128782933\nchannel = pigeon\n")
        self.assertEqual(self.ok("users", "list"), """\
USER          PHONE                         CHANNEL  FROM          WRONG
alice         +371*****931                  -        users.conf:2  +371*****931 is the phone of bob too
bob           +371*****931, +4915******678  -        users.conf:3  +371*****931 is the phone of alice too
nobody-here   +371*****932                  -        users.conf:4  no account has this name
dave          -                             -        users.conf:5  phone is not a phone number
root          +4490*****678                 -        users.conf:6  phone is a premium-rate number, and such never get a code
carol.o-neil  -                             pigeon   users.conf:7  channel: 'pigeon' is neither sms nor voice
""")

    def test_what_policy_lets_nobody_send_to_is_wrong(self):
        self.settings("[policy]\ncountries = LV\n")
        self.assertIn("+4479*****768 is of GB, which policy.countries does not name; add GB there",
                      self.ok("users", "list"))

    def test_programs_get_json(self):
        self.users("[users]\nalice = +37128782931\nnobody-here = 1\n[user bob]\nphone = +447919433768\nchannel = voice\n"
                   "language = en\n")
        alice = {"user": "alice", "phones": ["+371*****931"], "channel": None, "language": None, "file": USERS, "line": 2,
                 "account": True, "problems": []}
        bob = alice | {"user": "bob", "phones": ["+4479*****768"], "channel": "voice", "language": "en", "line": 4}
        nobody = alice | {"user": "nobody-here", "phones": [], "line": 3, "account": False, "problems": [
            "phone is not a phone number", "no account has this name"]}
        self.assertEqual(json.loads(self.ok("users", "list", "--json")), [alice, nobody, bob])
        self.assertEqual(json.loads(self.ok("users", "list", "--json", "--full"))[0]["phones"], ["+37128782931"])

    def test_an_empty_file_and_none_have_nobody(self):
        self.users("")
        self.assertEqual(self.ok("users", "list"), f"Nobody is in {USERS}.\n")
        os.unlink(USERS)
        self.assertEqual(self.ok("users", "list"), f"Nobody is in {USERS}.\n")
        self.assertEqual(self.ok("users", "list", "--json"), "[]\n")
        self.assertFalse(os.path.exists(USERS))

    def test_a_directory_is_named_where_there_is_one(self):
        self.settings("[users]\nsources = file ldap\n[ldap]\nuri = ldaps://localhost\nbase = dc=x\n")
        self.assertTrue(self.ok("users", "list").endswith(
            "Users of the directory are not listed. wavix2fa users show USER looks there too.\n"))

    def test_a_file_that_no_login_takes_is_told_line_by_line(self):
        self.users("[users]\nalice = 1\nalice = 2\nwhat\n")
        self.assertEqual(self.fails(1, "users", "list"), f"""\
wavix2fa: {USERS}:3: alice: is given twice, first in line 2
wavix2fa: {USERS}:4: has no '='; write 'key = value'
wavix2fa: nobody whose phone is looked for in this file gets in; mend it first
""")


class Show(Users):
    def test_what_a_login_would_find_is_shown(self):
        self.assertEqual(self.ok("users", "show", "bob"), f"""\
user      bob
account   bob (uid 2002)
from      {USERS}:7
phone     +4479*****768  GB, mobile
phone     +371*****932  LV, mobile
channel   voice, by the user's own
""")
        self.assertIn("+447919433768  GB", self.ok("users", "show", "bob", "--full"))

    def test_the_channel_is_the_services(self):
        self.settings("[service sudo]\ncode.channel = voice\n")
        self.assertIn("channel   sms, by code.channel (default)\n", self.ok("users", "show", "alice"))
        self.assertIn(f"channel   voice, by code.channel ({CONFIG}:4)\n",
                      self.ok("users", "show", "alice", "--service", "sudo"))

    def test_what_is_wrong_is_shown(self):
        self.settings("[policy]\ncountries = LV\n[code]\nchannels = sms\n")
        shown = self.ok("users", "show", "bob")
        self.assertIn("+4479*****768  GB, mobile; it is of GB, which policy.countries does not name; add GB there\n", shown)
        self.assertIn("channel   sms, by code.channel (default)\n", shown)
        self.assertIn(f"note      the user's own channel is voice, which code.channels ({CONFIG}:6) does not name\n", shown)

    def test_who_has_no_phone_is_told_what_becomes_of_it(self):
        self.assertEqual(self.ok("users", "show", "dave"),
                         "user      dave\naccount   dave (uid 2004)\n"
                         "phone     none; the user is denied, by users.unmapped (default)\n")
        self.settings("[users]\nunmapped = skip\n")
        self.assertEqual(self.ok("users", "show", "nobody-here"),
                         "user      nobody-here\naccount   there is none\n"
                         f"phone     none; the user is let past without a code, by users.unmapped ({CONFIG}:4)\n")

    def test_programs_get_json(self):
        self.assertEqual(json.loads(self.ok("users", "show", "alice", "--json")), {
            "user": "alice", "account": "alice", "from": f"{USERS}:3",
            "phones": [{"number": "+371*****931", "country": "LV", "type": "mobile", "problem": None}],
            "channel": "sms", "notes": []})
        self.assertEqual(json.loads(self.ok("users", "show", "nobody-here", "--json")), {
            "user": "nobody-here", "account": None, "from": None, "phones": [], "channel": None, "notes": []})

    def test_an_unusable_number_is_an_error_as_for_a_login(self):
        self.users("[users]\nalice = +371\n")
        self.assertEqual(self.fails(1, "users", "show", "alice"),
                         f"wavix2fa: alice: {USERS}:2: alice: is too short to be a phone number\n")


class Set(Users):
    def test_a_new_user_is_added_and_all_else_stays(self):
        self.assertEqual(self.ok("users", "set", "dave", "+49 1511 2345678"), f"dave has +4915******678, in {USERS}:4.\n")
        self.assertEqual(self.now(), TEXT.replace("; at work\n", "; at work\ndave = +4915112345678\n"))
        self.logged(r"users set: user='dave' phone='\+4915\*{6}678' before='' by='root' uid=0$")

    def test_a_number_takes_the_place_of_another(self):
        self.assertEqual(self.ok("users", "set", "alice", "+4915112345678"),
                         f"alice has +4915******678 instead of +371*****931, in {USERS}:3.\n")
        self.assertEqual(self.now(), TEXT.replace("+371 2878 2931", "+4915112345678"))
        self.logged(r"users set: user='alice' phone='\+4915\*{6}678' before='\+371\*{5}931' by='root' uid=0$")

    def test_the_log_has_no_number_where_it_may_not(self):
        self.settings("[log]\nphone = hidden\n")
        self.ok("users", "set", "alice", "+4915112345678")
        self.logged("users set: user='alice' phone='hidden' before='hidden' by='root' uid=0$")

    def test_several_numbers_a_channel_and_a_language_may_be_set(self):
        self.ok("users", "set", "dave", "+4915112345678,+37128782939", "--channel", "voice", "--language", "en")
        self.assertEqual(self.now(), TEXT + "\n[user dave]\nphone = +4915112345678, +37128782939\nchannel = voice\n"
                                            "language = en\n")
        self.ok("users", "set", "bob", "+37128782939", "--channel", "default")
        self.assertIn("[user bob]\nphone = +37128782939\n\n", self.now())

    def test_what_is_as_it_should_be_stays(self):
        before = os.stat(USERS)
        self.assertEqual(self.ok("users", "set", "alice", "+37128782931"),
                         "alice has +371*****931 already; nothing was changed.\n")
        self.assertEqual(os.stat(USERS).st_ino, before.st_ino)

    def test_national_numbers_are_of_the_default_region(self):
        self.settings("[users]\ndefault_region = LV\n")
        self.ok("users", "set", "dave", "2878 2939")
        self.assertIn("\ndave = +37128782939\n", self.now())

    def test_what_gets_no_code_is_refused_with_the_reason(self):
        self.settings("[policy]\ncountries = LV GB\n")
        for number, why in (
                ("+371", "the number is too short to be a phone number"),
                ("28782931", "the number does not start with '+' and a country code, and there is no users.default_region"),
                ("+449012345678", "+4490*****678 is a premium-rate number, and such never get a code"),
                ("+4915112345678", "+4915******678 is of DE, which policy.countries does not name; add DE there"),
                ("+37128782931,+37128782931", "number 2: is the same as number 1"),
                ("+37128782931,", "number 2: is empty; it must be a phone number"),
                (",".join(f"+3712878293{i}" for i in range(6)), "6 numbers are too many; the first 5 would count")):
            with self.subTest(number):
                self.assertEqual(self.fails(1, "users", "set", "dave", number), f"wavix2fa: dave: {why}\n")
        self.assert_as_it_was()

    def test_wrong_words_are_named(self):
        for words, why in ((["--channel", "pigeon"], "--channel: 'pigeon' is none of sms, voice and default"),
                           (["--language", "latvian"], "--language: 'latvian' is no language as 'en' or 'pt-BR'")):
            self.assertEqual(self.fails(2, "users", "set", "dave", "+37128782931", *words),
                             f"wavix2fa users set: {why}; see wavix2fa users set --help\n")

    def test_the_file_is_made_where_there_is_none(self):
        os.unlink(USERS)
        self.assertEqual(self.ok("users", "set", "dave", "+37128782931"), f"dave has +371*****931, in {USERS}:4.\n")
        self.assertEqual(self.now(), "# The users' phone numbers. The manual: wavix2fa.conf(5).\n\n[users]\n"
                                     "dave = +37128782931\n")
        self.assertEqual(stat.S_IMODE(os.stat(USERS).st_mode), 0o600)

    def test_owner_and_mode_stay(self):
        os.chmod(USERS, 0o644)
        os.chown(USERS, 0, 2001)
        self.ok("users", "set", "dave", "+37128782931")
        self.assertEqual((stat.S_IMODE(os.stat(USERS).st_mode), os.stat(USERS).st_gid), (0o644, 2001))

    def test_a_name_that_the_file_cannot_express_is_refused(self):
        done = self.run_it("users", "set", "a]b", "+37128782931")
        self.assertEqual((done.returncode, done.stderr.splitlines()[-1]),
                         (1, f"wavix2fa: {USERS}: 'a]b' is a name, or has a value, that the file cannot express; "
                             "nothing was changed"))
        self.assert_as_it_was()

    def test_who_has_no_account_is_written_with_a_warning(self):
        done = self.run_it("users", "set", "erin", "+37128782931")
        self.assertEqual((done.returncode, done.stderr), (0, "wavix2fa: warning: erin: there is no such account\n"))
        self.assertIn("\nerin = +37128782931\n", self.now())

    def test_it_is_said_where_no_login_looks_in_the_file(self):
        self.settings("[users]\nsources = ldap\n[ldap]\nuri = ldaps://localhost\nbase = dc=x\n")
        done = self.run_it("users", "set", "dave", "+37128782931")
        self.assertEqual((done.returncode, done.stderr), (0, f"wavix2fa: warning: logins do not look in {USERS}: "
                                                             "users.sources does not name 'file'\n"))

    def test_a_file_with_problems_is_left_alone(self):
        broken = TEXT + "alice = 1\n"
        self.users(broken)
        self.assertEqual(self.fails(1, "users", "set", "dave", "+37128782931"), f"""\
wavix2fa: {USERS}:9: alice: no such key; there are phone, channel and language
wavix2fa: nobody whose phone is looked for in this file gets in; mend it first
""")
        self.assertEqual(self.now(), broken)

    def test_one_wrong_number_keeps_nobody_from_being_set(self):
        self.users("[users]\nalice = 12\nbob = 13\n")
        self.assertEqual(self.ok("users", "set", "alice", "+37128782931"),
                         f"alice has +371*****931 instead of what was no number, in {USERS}:2.\n")
        self.assertEqual(self.now(), "[users]\nalice = +37128782931\nbob = 13\n")


class Remove(Users):
    def test_a_user_goes_with_the_line(self):
        self.assertEqual(self.ok("users", "remove", "alice"), f"alice is no longer in {USERS}.\n")
        self.assertEqual(self.now(), TEXT.replace("alice = +371 2878 2931   ; at work\n", ""))
        self.logged(r"users remove: user='alice' before='\+371\*{5}931' by='root' uid=0$")

    def test_a_user_goes_with_the_section(self):
        self.ok("users", "remove", "bob")
        self.assertEqual(self.now(), TEXT[:TEXT.index("[user bob]")])

    def test_who_is_not_there_is_no_error(self):
        self.assertEqual(self.ok("users", "remove", "dave"), f"dave is not in {USERS}.\n")
        self.assert_as_it_was()

    def test_who_has_no_account_any_more_goes_without_a_word(self):
        self.users("[users]\nleft = +37128782931\n")
        self.assertEqual(self.ok("users", "remove", "left"), f"left is no longer in {USERS}.\n")


class Unsafe(Users):
    def refused(self):
        return self.fails(1, "users", "set", "dave", "+37128782931")

    def test_a_link_is_refused(self):
        shutil.move(USERS, "/tmp/users.conf")
        self.addCleanup(os.unlink, "/tmp/users.conf")
        os.symlink("/tmp/users.conf", USERS)
        self.assertEqual(self.refused(), f"wavix2fa: {USERS}: is a symbolic link; name the file itself\n")
        self.assertTrue(os.path.islink(USERS))
        self.assertEqual(self.now(), TEXT)

    def test_a_file_of_somebody_else_is_refused(self):
        os.chown(USERS, 2001, 0)
        self.assertEqual(self.refused(), f"wavix2fa: {USERS}: belongs to uid 2001, not to root; 'chown root' it, after a "
                                         "look at what it says\n")
        os.chown(USERS, 0, 0)
        os.chmod(USERS, 0o666)
        self.assertEqual(self.refused(), f"wavix2fa: {USERS}: has mode 0666 and can be changed by others than root; "
                                         "'chmod go-w' it\n")

    def test_a_folder_of_somebody_else_is_refused(self):
        os.chmod(FOLDER, 0o777)
        self.assertEqual(self.refused(), f"wavix2fa: {USERS}: {FOLDER}/ has mode 0777 and can be changed by others than "
                                         "root; 'chmod go-w' it\n")
        self.assert_as_it_was()


class Interrupted(Users):
    """At any time the file is whole: the old one or the new one."""

    def test_a_full_disk_changes_nothing(self):
        os.makedirs("/tmp/small", exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12k,mode=755", "tmpfs", "/tmp/small"], check=True)
        self.addCleanup(subprocess.run, ["umount", "/tmp/small"], check=True)
        self.settings("[users]\nfile = /tmp/small/users.conf\n")
        text = "[users]\n" + "".join(f"user{i} = +37128782931\n" for i in range(250))  # two pages of three
        with open("/tmp/small/users.conf", "w", encoding="utf-8") as file:
            file.write(text)
        done = self.run_it("users", "set", "dave", "+37128782931")
        self.assertEqual((done.returncode, done.stderr),
                         (1, "wavix2fa: /tmp/small/users.conf: cannot be written: No space left on device\n"))
        with open("/tmp/small/users.conf", encoding="utf-8") as file:
            self.assertEqual(file.read(), text)
        self.assertEqual(set(os.listdir("/tmp/small")), {"users.conf", ".users.conf.lock"})

    def test_a_bound_on_the_size_of_files_changes_nothing(self):
        said = self.fails(1, "users", "set", "dave", "+37128782931",
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20)))
        self.assertEqual(said, f"wavix2fa: {USERS}: cannot be written: File too large\n")
        self.assert_as_it_was()

    def test_two_at_once_are_both_kept(self):
        users = [f"user{i}" for i in range(24)]
        all_of_them = [self.start("users", "set", user, "+37128782931", stdout=subprocess.DEVNULL) for user in users]
        for process in all_of_them:
            process.communicate(timeout=30)
            self.assertEqual(process.returncode, 0)
        listed = {entry["user"] for entry in json.loads(self.ok("users", "list", "--json"))}
        self.assertEqual(listed, {"alice", "bob", *users})

    def test_killed_at_any_time_it_leaves_a_whole_file(self):
        kept = "".join(f"user{i} = +37128782931\n" for i in range(2000))
        self.users("[users]\nalice = +37128782930\n" + kept)
        for i in range(60):
            process = self.start("users", "set", "alice", f"+371287829{10 + i}", stdout=subprocess.DEVNULL)
            try:
                process.wait(timeout=i * 0.0015)
            except subprocess.TimeoutExpired:
                process.kill()
            process.wait()
            self.assertRegex(self.now(), r"\A\[users\]\nalice = \+371287829\d\d\n" + kept.replace("+", r"\+") + r"\Z")
        self.ok("users", "set", "alice", "+37128782999")
        self.assert_as_it_was("[users]\nalice = +37128782999\n" + kept)

    def test_ctrl_c_while_another_has_the_file_changes_nothing(self):
        with open(f"{FOLDER}/.users.conf.lock", "w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            process = self.start("users", "set", "alice", "+37128782930", stdout=subprocess.DEVNULL)
            eventually(lambda: "-> FLOCK" in open("/proc/locks", encoding="ascii").read(), what="the wait for the lock")
            process.send_signal(signal.SIGINT)
            self.assertEqual(process.wait(timeout=20), -signal.SIGINT)
        self.assert_as_it_was()


if __name__ == "__main__":
    tap.main()
