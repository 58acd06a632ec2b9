# SPDX-License-Identifier: BSD-3-Clause
"""wavix2fa doctor on a real machine with real sshd, pam.d, slapd and a sandbox: it finds nothing on one that is well, and
on one that is broken what is broken, by its name."""

import json
import os
import re
import subprocess
import time

import pexpect

import ailments
import tap
from ailments import KEY_FILE, PAM, SSHD, Well, of, pam, sshd_also
from directory import Directory
from sandbox import KEY
from stage import CONFIG, Stage, write

PROGRAM = os.environ["WAVIX2FA_BUILD"] + "/src/cli/wavix2fa"
PHONE = "37128782931"

HEALTHY = """\
 configuration   ok       /etc/wavix2fa/wavix2fa.conf (root 0600), 3 keys set
 API key         ok       accepted by 127.0.0.1
 network         ok       dns N ms, tcp N ms, tls N N ms, answer N ms; certificate valid N days
 clock           ok       as the server's
 contacts        ok       file 2 users
 store           ok       /var/lib/wavix2fa/state.db: not yet there; the first login makes it
 sshd            ok       OpenSSH_N; AuthenticationMethods keyboard-interactive:pam; LoginGraceTime 120 s
 pam sshd        ok       reached after pam_unix.so (requisite), nothing skips it
 confinement     ok       neither SELinux nor AppArmor; no refusal in the logs
No problems.
"""
BROKEN = """\
 sshd            FAIL     keyboard-interactive is off, so no one can be asked for a code, and sshd will not start
                            /etc/ssh/sshd_config:5   KbdInteractiveAuthentication no
                            set KbdInteractiveAuthentication yes, then: sshd -t && systemctl reload ssh (sshd on Fedora)
"""


def normalised(text):
    text = re.sub(r"OpenSSH_[^ ;]+", "OpenSSH_N", text)
    text = re.sub(r"\btls \d\.\d", "tls N", text)
    return re.sub(r"\b\d+ (ms|days)\b", r"N \1", text)


class Doctor(Well, Stage):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slapd = Directory(entries="")
        cls.addClassCleanup(cls.slapd.stop)

    def setUp(self):
        super().setUp()
        self.make_well()

    def command(self, *words, **options):
        return subprocess.run([PROGRAM, *words], **({"capture_output": True, "text": True, "timeout": 60,
                                                     "stdin": subprocess.DEVNULL, "env": {"TZ": "UTC"}} | options),
                              check=False)

    def findings(self):
        done = self.command("doctor", "--json")
        self.assertEqual(done.stderr, "")
        told = json.loads(done.stdout)
        wrong = [found for found in told["findings"] if found["severity"] in ("warning", "fail")]
        problems = [found for found in wrong if found["severity"] == "fail"]
        self.assertEqual((told["problems"], told["warnings"]), (len(problems), len(wrong) - len(problems)))
        self.assertEqual(done.returncode, 1 if problems else 0)
        for found in wrong:
            self.assertTrue(found["evidence"] and found["mend"], found)
        return wrong

    @staticmethod
    def avc(permissive=0):
        return (f"type=AVC msg=audit({int(time.time())}.123:45): avc:  denied  {{ name_connect }} for  pid=7 "
                f"comm=\"wavix2fa-verifie\" dest=443 permissive={permissive}\n")

    def assert_each_is_found(self, ailments_of_a_kind):
        for name, (break_it, *expected) in ailments_of_a_kind.items():
            with self.subTest(name):
                self.setUp()
                break_it(self)
                found = self.findings()
                self.assertEqual(sorted(f"{one['severity']} {one['effect'] or '-'} {one['id']}" for one in found),
                                 sorted(expected), json.dumps(found, indent=1))
            self.doCleanups()

    def test_the_line_to_change_is_named(self):
        for kind, name, file, text in (
                ("CONFIGURATION", "a slip in a key", CONFIG, "lenght = …"),
                ("CONFIGURATION", "monitor", CONFIG, "monitor = yes"),
                ("CONTACTS", "a user twice", ailments.USERS, "alice = +************"),
                ("CONTACTS", "a number that is none", ailments.USERS, "alice = **"),
                ("SSHD_ONES", "PAM is off", SSHD, "UsePAM no"),
                ("SSHD_ONES", "a key alone", None, None),
                ("SSHD_ONES", "too little time", SSHD, "LoginGraceTime 60"),
                ("SSHD_ONES", "a slip in an included file", "/etc/ssh/sshd_config.d/10-slip.conf", "PermitRotLogin no"),
                ("SSHD_ONES", "a Match for a group", SSHD, "AuthenticationMethods publickey"),
                ("SSHD_ONES", "a Match in an included file", "/etc/ssh/sshd_config.d/50-site.conf",
                 "AuthenticationMethods publickey"),
                ("PAM_ONES", "a required password", PAM, "auth required pam_unix.so"),
                ("PAM_ONES", "monitor on the module's line", PAM, "auth required pam_wavix2fa.so policy.monitor=yes")):
            with self.subTest(name):
                self.setUp()
                getattr(ailments, kind)[name][0](self)
                found = self.findings()[0]
                self.assertEqual((found["file"], found["text"]), (file, text))
                if file:
                    with open(file, encoding="ascii") as lines:
                        line = lines.read().splitlines()[found["line"] - 1].strip()
                    self.assertEqual(line.partition("=")[0], text.partition("=")[0])
            self.doCleanups()

    def test_each_slip_and_each_risk_in_the_configuration_is_found(self):
        self.assert_each_is_found(ailments.CONFIGURATION)

    def test_whatever_is_wrong_on_the_way_to_wavix_is_found(self):
        self.assert_each_is_found(ailments.WAVIX)

    def test_whatever_is_wrong_with_the_phones_is_found(self):
        self.assert_each_is_found(ailments.CONTACTS)

    def test_whatever_is_wrong_with_the_store_is_found(self):
        self.assert_each_is_found(ailments.KEPT)

    def test_whatever_in_sshd_keeps_out_or_lets_in_is_found(self):
        self.assert_each_is_found(ailments.SSHD_ONES)

    def test_each_trap_of_pam_is_found(self):
        self.assert_each_is_found(ailments.PAM_ONES)

    def test_whatever_is_wrong_with_what_confines_the_programs_is_found(self):
        self.assert_each_is_found(ailments.KEPT_OUT)


class Healthy(Doctor):
    def test_on_a_machine_that_is_well_it_finds_nothing_and_changes_nothing(self):
        done = self.command("doctor")
        self.assertEqual((normalised(done.stdout), done.stderr, done.returncode), (HEALTHY, "", 0))
        self.assertFalse(os.path.exists("/var/lib/wavix2fa"))
        self.assertEqual([self.sandbox.messages(), self.sandbox.ask("GET", "/violations")], [[], []])
        self.assertEqual(self.operations(), ["events", "cancel"])

    def test_a_key_then_a_code_is_well_too(self):
        write(SSHD, ailments.WELL_SSHD.replace(ailments.METHODS,
                                               "AuthenticationMethods publickey,keyboard-interactive:pam\n"))
        write(PAM, ailments.auth("required pam_permit.so", ailments.MODULE))
        self.assertEqual(self.findings(), [])

    def test_it_tells_what_the_store_has(self):
        self.store()
        self.assertRegex(self.command("doctor").stdout, r" store +ok +/var/lib/wavix2fa/state\.db, 0 logins, \d+ KiB\n")

    def test_a_directory_that_answers_is_well(self):
        self.ldap(self.slapd.ldaps_uri, self.slapd.ca)
        self.assertEqual(self.findings(), [])
        self.assertRegex(self.command("doctor").stdout, r"ok +ldap ldaps://127\.0\.0\.1:\d+: connect \d+ ms, tls \d+ ms, "
                         r"bind \d+ ms, lookup \d+ ms \(does not know root\)\n")

    def test_sshd_is_not_judged_where_it_does_not_have_the_module(self):
        write(PAM, ailments.auth("requisite pam_unix.so"))
        write("/etc/pam.d/sudo", ailments.auth(ailments.UNIX, ailments.MODULE))
        write(SSHD, "HostKey /etc/ssh/doctor_key\nUsePAM no\n")
        self.assertEqual(self.findings(), [])


class Told(Doctor):
    """How it is told."""

    def break_sshd(self):
        write(SSHD, "Include /etc/ssh/sshd_config.d/*.conf\n"
              + ailments.WELL_SSHD.replace("Interactive" "Authentication yes", "InteractiveAuthentication no")
              .replace("UsePAM yes", "# asks PAM\nUsePAM yes"))

    def test_a_problem_has_its_line_and_the_mend(self):
        self.break_sshd()
        done = self.command("doctor")
        self.assertEqual(done.returncode, 1)
        self.assertIn(BROKEN, done.stdout)
        self.assertTrue(done.stdout.endswith("\n1 problem, which keeps users out.\n"), done.stdout)

    def test_for_programs_it_has_the_file_and_the_line(self):
        self.break_sshd()
        self.assertEqual([found | {"mend": ""} for found in self.findings()], [
            {"subject": "sshd", "id": "kbdinteractive-off", "severity": "fail", "effect": "keeps_out",
             "evidence": "keyboard-interactive is off, so no one can be asked for a code, and sshd will not start",
             "file": "/etc/ssh/sshd_config", "line": 5, "text": "KbdInteractiveAuthentication no", "mend": ""}])

    def test_the_last_line_counts(self):
        of(pam("required pam_unix.so", ailments.MODULE),
           lambda case: case.conf("[policy]\nmonitor = yes\n"),
           sshd_also("LoginGraceTime 30\nMatch Group alice\n  AuthenticationMethods publickey\n"))(self)
        self.assertEqual(self.command("doctor").stdout.splitlines()[-1],
                         "3 problems, 1 of them keeps users out, 1 lets users in without a code; 1 warning.")

    def test_a_wrong_configuration_keeps_no_other_check_from_being_made(self):
        self.conf("[code]\nlenght = 6\n")
        write(PAM, ailments.auth("required pam_unix.so", ailments.MODULE))
        self.break_sshd()
        found = self.findings()
        self.assertEqual([one["id"] for one in found],
                         ["config-value", "kbdinteractive-off", "reached-after-wrong-password"])
        self.assertEqual((found[0]["file"], found[0]["line"]), (CONFIG, 6))
        self.assertEqual(found[0]["evidence"], "code.lenght: no such key (code.length?)")

    def mend_of(self, subject):
        mend, = (one["mend"] for one in self.findings() if one["subject"] == subject)
        return mend

    def test_the_mend_of_a_configuration_is_for_what_is_wrong_with_it(self):
        for text, mend in (("[code]\ntries = 9\n", "see wavix2fa.conf(5), tries in [code]"),
                           ("[code]\nlenght = 6\n", "see wavix2fa.conf(5), in [code]"),
                           ("[coed]\nlength = 6\n", "see wavix2fa.conf(5)")):
            self.conf(text)
            self.assertEqual(self.mend_of("configuration"), mend)
        os.chmod(CONFIG, 0o666)
        self.assertEqual(self.mend_of("configuration"),
                         "until then every login is denied; see wavix2fa.conf(5), SAFETY OF FILES")
        write(CONFIG, "", 0o600)
        self.assertEqual(self.mend_of("configuration"), "see wavix2fa.conf(5), service_id in [wavix]")
        os.remove(CONFIG)
        self.assertEqual(self.mend_of("configuration"), "install -D -m 0600 /usr/share/doc/wavix2fa/examples/wavix2fa.conf "
                         f"{CONFIG}, then set service_id in it; until then every login is denied")

    def test_the_mend_of_a_key_file_empties_none_that_is_there(self):
        os.chmod(KEY_FILE, 0o644)
        self.assertEqual(self.mend_of("API key"), "until then every login is denied; see wavix2fa.conf(5), SAFETY OF FILES")
        os.chown(KEY_FILE, 2001, 0)
        self.assertEqual(self.mend_of("API key"), "then 'chmod 0600' it, and write a new key into it: its owner could read "
                         "the one that is there")
        os.chown(KEY_FILE, 0, 0)
        write(KEY_FILE, "one\ntwo\n", 0o600)
        self.assertEqual(self.mend_of("API key"), "write the key that the Wavix portal shows into it, as its one line")
        os.remove(KEY_FILE)
        self.assertEqual(self.mend_of("API key"), f"install -D -m 0600 /dev/null {KEY_FILE}, then write the key that the "
                         f"Wavix portal shows into {KEY_FILE}")

    def test_an_enrolment_that_goes_on_is_told_with_where_the_names_are(self):
        self.conf("[policy]\nenrol_until = 2199-01-01\n")
        self.assertIn("journalctl -g policy.enrol_until", self.mend_of("configuration"))

    def test_a_secret_in_the_wrong_place_is_not_repeated(self):
        self.conf(wavix=f"api_key = {KEY}\nproxy = ftp://name:{KEY}@machine.test\n")
        self.assertNotIn(KEY, self.command("doctor").stdout)
        self.assertIn("api_key = …", self.command("doctor").stdout)

    def test_nothing_hangs_where_nothing_answers(self):
        ailments.silent_socket(self, __import__("socket").SOCK_DGRAM, ("127.0.0.53", 53))
        write("/etc/resolv.conf", "nameserver 127.0.0.53\n")
        self.conf("[users]\nsources = ldap\n[ldap]\nuri = ldaps://a.example.test\nbase = dc=x\ntimeout = 300ms\n",
                  url="https://api.example.test", wavix="connect_timeout = 300ms\n")
        began = time.monotonic()
        self.assertEqual([one["id"] for one in self.findings()], ["dns-silent", "ldap-connect"])
        self.assertLess(time.monotonic() - began, 6)

    def test_on_a_terminal_it_is_in_colour(self):
        self.break_sshd()
        terminal = pexpect.spawn(PROGRAM, ["doctor"], encoding="utf-8", timeout=30, dimensions=(60, 200),
                                 env={"TERM": "xterm", "TZ": "UTC"})
        terminal.expect(pexpect.EOF)
        terminal.close()
        self.assertIn("\x1b[1;31mFAIL\x1b[0m     keyboard-interactive is off", terminal.before)
        self.assertIn("\x1b[32mok\x1b[0m", terminal.before)
        self.assertEqual(terminal.exitstatus, 1)

    def test_what_cannot_be_shown_is_a_failure(self):
        with open("/dev/full", "w", encoding="ascii") as full:
            done = self.command("doctor", capture_output=False, stdout=full, stderr=subprocess.PIPE)
        self.assertEqual((done.stderr, done.returncode),
                         ("wavix2fa: standard output cannot be written: No space left on device\n", 1))


class Bundle(Doctor):
    path = "/tmp/doctor-bundle"

    def setUp(self):
        super().setUp()
        if os.path.lexists(self.path):
            os.remove(self.path)

    def test_it_has_what_a_report_needs_and_no_secret_nor_name(self):
        self.ldap(self.slapd.ldaps_uri, self.slapd.ca)
        with open(CONFIG, "a", encoding="ascii") as file:
            file.write("[policy]\nexclude_users = carol.o-neil\ntrusted_networks = 198.51.100.0/24\nmonitor = yes\n")
        write(PAM, ailments.auth("requisite pam_unix.so secret=hidden", ailments.MODULE))
        self.store("INSERT INTO failures (user, at) SELECT 'alice', instant FROM clock",
                   "INSERT INTO failures (user, at) SELECT 'alice', instant FROM clock",
                   "INSERT INTO failures (user, at) SELECT 'alice', instant FROM clock",
                   "INSERT INTO failures (user, at) SELECT 'alice', instant FROM clock",
                   "INSERT INTO failures (user, at) SELECT 'alice', instant FROM clock")
        done = self.command("doctor", "--bundle", self.path)
        self.assertEqual((done.stderr, done.returncode), ("", 0))
        self.assertTrue(done.stdout.endswith(f"For a bug report: {self.path}\n"))
        self.assertEqual(os.stat(self.path).st_mode & 0o7777, 0o600)
        with open(self.path, encoding="utf-8") as file:
            text = file.read()
        for part in ("[versions]\nwavix2fa ", "OpenSSH_", "libcurl/", "[findings]\nconfiguration: ok\n",
                     "configuration: warning monitor-on lets_in /etc/wavix2fa/wavix2fa.conf:17\n",
                     "store: warning locked-out keeps_out\n", "network: ok: dns ", "\nwavix.service_id = (set)\n",
                     "\ncode.length = 6\n", "\npolicy.exclude_users = (set)\n", "\nwavix.proxy = (default)\n",
                     "sshd:\n  [requisite] pam_unix.so\n  [required] pam_wavix2fa.so\n"):
            self.assertIn(part, text)
        for secret in (KEY, PHONE, PHONE[-4:], "alice", "carol", "198.51.100", "127.0.0.1", "example", "reader", "hidden",
                       ailments.SERVICE, self.slapd.password):
            self.assertNotIn(secret, text)

    def test_it_never_goes_over_a_file_that_is_there(self):
        for put in (lambda: write(self.path, "mine\n"), lambda: os.symlink("/etc/bundle", self.path)):
            with self.subTest():
                self.setUp()
                put()
                done = self.command("doctor", "--bundle", self.path)
                self.assertEqual((done.stderr, done.returncode), (
                    f"wavix2fa: {self.path}: cannot be written: File exists; name one that is not there\n", 1))
        self.assertFalse(os.path.exists("/etc/bundle"))

    def test_nothing_is_left_of_one_that_does_not_fit(self):
        os.makedirs("/tmp/small", exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4k,nr_inodes=8", "tmpfs", "/tmp/small"], check=True)
        self.addCleanup(subprocess.run, ["umount", "/tmp/small"], check=True)
        write("/tmp/small/filled", "x" * 4096)
        done = self.command("doctor", "--bundle", "/tmp/small/bundle")
        self.assertEqual((done.stderr, done.returncode), (
            "wavix2fa: /tmp/small/bundle: cannot be written: No space left on device\n", 1))
        self.assertEqual(os.listdir("/tmp/small"), ["filled"])


for _base in (Healthy, Told, Bundle):  # what they inherit is run once, of Doctor
    for _name in [name for name in dir(Doctor) if name.startswith("test_")]:
        setattr(_base, _name, None)
del _base

if __name__ == "__main__":
    tap.main()
