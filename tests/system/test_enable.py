# SPDX-License-Identifier: BSD-3-Clause
"""wavix2fa enable and disable, on this machine's own pam.d files: what they change, and that it undoes itself. The time
of a trial is never waited for: its note is made to say that it is over."""

import configparser
import glob
import json
import os
import re
import shutil
import signal
import subprocess
import unittest

import pexpect

import tap
from machine import USERS
from stage import CODE_PROMPT, CONFIG, STATE, Sshd, Stage, as_user, ended, eventually, write

PROGRAM = os.environ["WAVIX2FA_BUILD"] + "/src/cli/wavix2fa"
CONF = os.path.abspath(os.path.dirname(__file__) + "/../../conf")
TRIALS = f"{STATE}/enable"
SSHD = "/etc/pam.d/sshd"
BEFORE = "# sshd's\n\n@include common-auth\n\naccount    required     pam_nologin.so\n@include common-account\n"
AFTER = BEFORE.replace("common-auth\n", """common-auth
# wavix2fa enable: "wavix2fa disable sshd" takes these lines out
auth       required     pam_wavix2fa.so
# wavix2fa enable, end
""")
DIFFERENCE = """--- /etc/pam.d/sshd
+++ /etc/pam.d/sshd
@@ -1,6 +1,9 @@
 # sshd's
~
 @include common-auth
+# wavix2fa enable: "wavix2fa disable sshd" takes these lines out
+auth       required     pam_wavix2fa.so
+# wavix2fa enable, end
~
 account    required     pam_nologin.so
 @include common-account
""".replace("~", " ")
ADVICE = """
sshd can ask for a code only where sshd_config says what /usr/share/doc/wavix2fa/examples/sshd_config.d/password-then-code.conf does.
See what counts: sshd -T | grep -iE '^(usepam|kbdinteractive|passwordauth|authenticationmethods)'
"""
PROMISE = r"""/etc/pam.d/sshd is changed, on trial until \d\d:\d\d. Keep this shell open, and log in from another terminal.
It stays once a login with a code succeeds, or by: wavix2fa enable --confirm
Else what it was comes back by itself.
"""


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def watchdogs():
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as line:
                if b"--watch" in line.read().split(b"\0"):
                    found.append(int(pid))
        except OSError:
            pass
    return found


def note(service="sshd"):
    return f"{TRIALS}/{service}.trial"


def make_over(service="sshd", **changed):
    """As if time had passed, or the machine been started anew."""
    told = json.loads(read(note(service))) | (changed or {"ends_up": 0})
    write(note(service) + ".new", json.dumps(told), 0o600)
    os.rename(note(service) + ".new", note(service))


@unittest.skipUnless(os.path.exists("/etc/pam.d/common-auth"), "this machine has no common-auth")
class Enable(Stage):
    maxDiff = None

    def setUp(self):
        super().setUp()
        for service in ("sshd", "sudo", "sudo-i", "common-auth"):
            self.addCleanup(write, f"/etc/pam.d/{service}", read(f"/etc/pam.d/{service}"))
        write(SSHD, BEFORE)
        self.write_sshd_config("keyboard-interactive:pam")
        self.addCleanup(self.end_watchdogs)

    @staticmethod
    def write_sshd_config(methods, more=""):
        """What doctor looks at; the sshd of the tests has one of its own."""
        if not os.path.exists("/etc/ssh/key"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "/etc/ssh/key"], check=True)
        write("/etc/ssh/sshd_config", more + "HostKey /etc/ssh/key\nUsePAM yes\nKbdInteractiveAuthentication yes\n"
              f"PasswordAuthentication no\nPermitRootLogin yes\nAuthenticationMethods {methods}\n")

    def end_watchdogs(self):
        for pid in watchdogs():
            os.kill(pid, signal.SIGKILL)
        eventually(lambda: not watchdogs(), what="the end of the watchdogs")

    def run_it(self, *words):
        return subprocess.run([PROGRAM, *words], check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=20, env={"TZ": "UTC"})

    def ok(self, *words):
        done = self.run_it(*words)
        self.assertEqual((done.stderr, done.returncode), ("", 0))
        return done.stdout

    def fails(self, *words):
        done = self.run_it(*words)
        self.assertEqual((done.stdout, done.returncode), ("", 1))
        return done.stderr

    def on_terminal(self, *words):
        terminal = pexpect.spawn(PROGRAM, list(words), encoding="utf-8", timeout=15, dimensions=(40, 200),
                                 env={"TERM": "dumb"})
        self.addCleanup(terminal.close)
        return terminal

    def logged(self, pattern):
        return self.journal.wait(pattern, self.mark)

    def ssh(self, *more, example):
        daemon = Sshd(f"Include {CONF}/sshd_config.d/{example}.conf")
        self.addCleanup(daemon.stop)
        return daemon.login("alice", *more, key=example != "password-then-code")

    def type_password(self, *more):
        """A login by ssh whose password has been typed."""
        child = self.ssh(*more, example="password-then-code")
        child.expect("Password: $")
        child.sendline(USERS["alice"][1])
        return child

    def log_in(self, *more, example="password-then-code"):
        child = self.type_password(*more) if example == "password-then-code" else self.ssh(*more, example=example)
        child.expect(CODE_PROMPT)
        child.sendline(self.code())
        child.expect("logged in as alice")

    def assert_as_before(self):
        eventually(lambda: not watchdogs(), what="the end of the watchdog")
        self.assertEqual(read(SSHD), BEFORE)
        self.assertEqual([name for name in os.listdir("/etc/pam.d") if name.startswith(".")], [])
        self.assertFalse(os.path.exists(note()))


class Asks(Enable):
    def test_the_difference_is_shown_and_no_leaves_all_as_it_is(self):
        terminal = self.on_terminal("enable", "sshd")
        terminal.expect_exact("Change /etc/pam.d/sshd? [y/N] ")
        self.assertEqual(terminal.before.replace("\r", ""), DIFFERENCE + ADVICE)
        terminal.sendline("n")
        self.assertEqual(ended(terminal), (" n\r\nwavix2fa: nothing was changed\r\n".lstrip(), 1))
        self.assert_as_before()

    def test_ctrl_c_at_the_question_changes_nothing(self):
        terminal = self.on_terminal("enable", "sshd")
        terminal.expect_exact("[y/N] ")
        terminal.sendintr()
        terminal.expect(pexpect.EOF)
        terminal.close()
        self.assertEqual(terminal.signalstatus, signal.SIGINT)
        self.assert_as_before()

    def test_without_a_terminal_it_wants_yes(self):
        done = self.run_it("enable", "sshd")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (1, DIFFERENCE + ADVICE, "wavix2fa: nothing was "
                         "changed; --yes changes /etc/pam.d/sshd unasked\n"))
        self.assert_as_before()

    def test_who_changes_the_file_while_the_question_stands_loses_nothing(self):
        terminal = self.on_terminal("enable", "sshd")
        terminal.expect_exact("[y/N] ")
        write(SSHD, BEFORE + "# a word\n")
        terminal.sendline("y")
        said, status = ended(terminal)
        self.assertIn("/etc/pam.d/sshd has been changed meanwhile; nothing was changed, try again", said)
        self.assertEqual((status, read(SSHD), os.path.exists(note())), (1, BEFORE + "# a word\n", False))

    def test_two_at_once_do_not_change_one_service(self):
        terminal = self.on_terminal("enable", "sshd")
        terminal.expect_exact("[y/N] ")
        for command in ("enable", "disable"):
            self.assertEqual(self.fails(command, "sshd", "--yes"), "wavix2fa: another wavix2fa is changing sshd now\n")
        terminal.sendline("y")
        self.assertEqual(ended(terminal)[1], 0)
        self.assertEqual(self.fails("enable", "sshd", "--yes"), "wavix2fa: sshd is on trial already; "
                         "wavix2fa enable --confirm sshd, or wavix2fa disable sshd\n")


class OnTrial(Enable):
    def begin(self, *more):
        shown = self.ok("enable", "sshd", "--yes", *more)
        self.assertRegex(shown, "^" + re.escape(DIFFERENCE + ADVICE) + PROMISE + "$")
        self.assertEqual((read(SSHD), len(watchdogs())), (AFTER, 1))
        self.logged(r"wavix2fa\[\d+\]: enable: service='sshd' file='/etc/pam.d/sshd' trial='yes' by='root' uid=0$")

    def test_a_login_past_pam_confirms_nothing(self):
        self.ok("enable", "sshd", "--yes")
        self.assertEqual(self.fails("login", "alice"),
                         "wavix2fa: sshd is on trial (wavix2fa enable --status), and this login, which goes past PAM, would "
                         "confirm it; log in by sshd itself\n")
        self.assertNotIn("create", self.operations())
        self.assertTrue(os.path.exists(note()))

    def test_a_login_with_a_code_confirms_it(self):
        self.begin()
        self.log_in()
        self.logged(r"enable confirmed: service='sshd' file='/etc/pam.d/sshd' reason='alice logged in with a code' by=")
        eventually(lambda: not watchdogs(), what="the end of the watchdog")
        self.assertEqual((read(SSHD), read(f"{TRIALS}/sshd.before")), (AFTER, BEFORE))
        self.assertEqual(self.ok("enable", "--status"), "Nothing is on trial.\n")

    def test_a_key_before_the_code_confirms_it_too(self):
        self.write_sshd_config("publickey,keyboard-interactive:pam")
        self.assertIn("sshd_config.d/key-then-code.conf", self.ok("enable", "sshd", "--key", "--yes"))
        self.log_in(example="key-then-code")
        self.logged("enable confirmed: ")

    def test_a_wrong_code_does_not_confirm_it(self):
        self.begin()
        child = self.type_password()
        child.expect(CODE_PROMPT)
        child.close()
        self.audit()
        make_over()
        self.logged("enable undone: .*reason='no login with a code was verified in time'")
        self.assert_as_before()

    def test_a_login_that_grace_spares_the_code_does_not_confirm_it(self):
        self.configure("[grace]\nperiod = 10m\n")
        write(SSHD, AFTER)
        self.log_in()
        write(SSHD, BEFORE)
        mark = self.journal.mark()
        self.begin()
        child = self.type_password()
        child.expect("logged in as alice")
        self.assertIn("grace", self.journal.audit(mark)["cause"])
        make_over()
        self.logged("enable undone: .*reason='no login with a code was verified in time'")
        self.assert_as_before()

    def test_unconfirmed_it_is_as_it_was_to_the_byte_with_mode_owner_and_attributes(self):
        os.chmod(SSHD, 0o640)
        os.chown(SSHD, 0, 42)
        os.setxattr(SSHD, "trusted.label", b"as SELinux has it")
        was = os.stat(SSHD)
        self.begin()
        make_over()
        self.logged(r"enable undone: service='sshd' file='/etc/pam.d/sshd' reason='no login .*' by='root' uid=0$")
        eventually(lambda: not watchdogs(), what="the end of the watchdog")
        self.assert_as_before()
        now = os.stat(SSHD)
        self.assertEqual((now.st_mode, now.st_uid, now.st_gid), (was.st_mode, was.st_uid, was.st_gid))
        self.assertEqual(os.getxattr(SSHD, "trusted.label"), b"as SELinux has it")

    def test_by_hand_it_is_confirmed(self):
        self.begin()
        self.assertEqual(self.ok("enable", "--confirm"), "sshd: confirmed; /etc/pam.d/sshd stays as it is.\n")
        eventually(lambda: not watchdogs(), what="the end of the watchdog")
        self.assertEqual(read(SSHD), AFTER)
        self.assertEqual(self.fails("enable", "--confirm"), "wavix2fa: nothing is on trial\n")
        self.assertEqual(self.fails("enable", "--confirm", "sudo"), "wavix2fa: sudo is not on trial\n")

    def test_status_shows_it(self):
        self.begin()
        self.assertRegex(self.ok("enable", "--status"), r"^SERVICE  FILE             UNTIL             BY\n"
                         r"sshd     /etc/pam.d/sshd  \d{4}-\d\d-\d\d \d\d:\d\d  root\n$")
        shown = json.loads(self.ok("enable", "--status", "--json"))
        for time in (shown[0].pop("since"), shown[0].pop("until")):
            self.assertRegex(time, r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertEqual(shown, [{"service": "sshd", "file": SSHD, "by": "root"}])

    def test_the_end_of_the_terminal_ends_no_trial(self):
        terminal = self.on_terminal("enable", "sshd", "--yes")
        terminal.expect_exact("comes back by itself.")
        terminal.close(force=True)
        self.assertEqual(len(watchdogs()), 1)
        self.assertNotEqual(os.getsid(watchdogs()[0]), os.getsid(0))
        make_over()
        self.logged("enable undone: ")
        self.assert_as_before()

    def test_a_shutdown_undoes_it_at_once(self):
        self.begin()
        os.kill(watchdogs()[0], signal.SIGTERM)
        self.logged("enable undone: .*reason='it was ended before its time'")
        self.assert_as_before()

    def test_after_a_crash_of_the_machine_the_next_command_undoes_it(self):
        self.begin()
        self.end_watchdogs()
        make_over(boot="another")
        done = self.run_it("enable", "--status")
        self.assertEqual((done.stdout, done.stderr, done.returncode), (
            "Nothing is on trial.\n", "wavix2fa: sshd: undone, /etc/pam.d/sshd is as it was: the machine was started "
            "anew before a login was verified.\n", 0))
        self.assert_as_before()

    def test_after_a_loss_of_power_a_unit_undoes_it_before_anybody_can_log_in(self):
        unit = configparser.ConfigParser()
        unit.read(f"{os.path.dirname(PROGRAM)}/../../conf/wavix2fa-settle.service", encoding="utf-8")
        condition = unit["Unit"]["ConditionPathExistsGlob"]
        self.assertEqual(glob.glob(condition), [])
        self.begin()
        self.end_watchdogs()
        make_over(boot="another")
        self.assertEqual(glob.glob(condition), [note()])
        self.assertIn("systemd-user-sessions.service", unit["Unit"]["Before"])
        program, *words = unit["Service"]["ExecStart"].split()
        self.assertEqual(program, "/usr/sbin/wavix2fa")
        self.assertEqual(self.run_it(*words).returncode, 0)
        self.assert_as_before()
        self.assertEqual(glob.glob(condition), [])

    def test_the_next_command_watches_again_what_nobody_watches(self):
        self.begin()
        self.end_watchdogs()
        self.ok("enable", "--status")
        self.assertEqual(len(watchdogs()), 1)
        make_over()
        self.logged("enable undone: ")
        self.assert_as_before()

    def test_a_file_that_somebody_changed_meanwhile_is_not_overwritten(self):
        self.begin()
        write(SSHD, AFTER + "# a word\n")
        make_over()
        self.logged("enable not undone: .*reason='somebody has changed the file since'")
        self.assertEqual(read(SSHD), AFTER + "# a word\n")
        self.assertEqual(read(f"{TRIALS}/sshd.before"), BEFORE)

    def test_a_file_that_became_unsafe_meanwhile_is_not_overwritten(self):
        self.begin()
        os.chmod(SSHD, 0o666)
        make_over()
        self.logged("enable not undone: ")
        eventually(lambda: not watchdogs(), what="the end of the watchdog")
        self.assertEqual(read(SSHD), AFTER)

    def test_it_is_undone_where_the_configuration_is_what_is_wrong(self):
        self.begin()
        write(CONFIG, "[wavix]\nrubbish\n")
        make_over()
        self.logged("enable undone: ")
        self.assert_as_before()

    def test_disable_ends_it(self):
        self.begin()
        self.assertIn("sshd asks for no code any more.", self.ok("disable", "sshd", "--yes"))
        eventually(lambda: not watchdogs(), what="the end of the watchdog")
        self.assert_as_before()

    def test_a_sudo_with_a_code_confirms_sudo(self):
        self.assertIn("sudo -i has a stack of its own, which asks for no code yet: wavix2fa enable sudo-i\n",
                      self.ok("enable", "sudo", "--yes"))
        write("/etc/sudoers.d/alice", "alice ALL=(ALL) ALL\n", 0o440)
        child = as_user("alice", "sudo", "id", "-un")
        child.expect("password for alice: $")
        child.sendline(USERS["alice"][1])
        child.expect(CODE_PROMPT)
        child.sendline(self.code())
        self.assertEqual(ended(child)[0].split()[-1], "root")
        self.logged("enable confirmed: service='sudo'")


@unittest.skipUnless(os.path.exists("/usr/bin/systemd-run"), "there is no systemd-run")
class WhereSystemdIs(Enable):
    """Which a script plays: systemd itself must be the first process of a machine."""

    def play(self, script):
        os.makedirs("/run/systemd/system")
        self.addCleanup(shutil.rmtree, "/run/systemd")
        write("/tmp/systemd-run", "#!/bin/sh\n" + script, 0o755)
        subprocess.run(["mount", "--bind", "/tmp/systemd-run", "/usr/bin/systemd-run"], check=True)
        self.addCleanup(subprocess.run, ["umount", "/usr/bin/systemd-run"], check=True)

    def test_the_watchdog_is_a_unit_of_its_own(self):
        self.play('echo "$@" >/tmp/words\nwhile [ "$1" != -- ]; do shift; done\nshift\n'
                  'UNIT=yes setsid "$@" </dev/null >/dev/null 2>&1 &\n')
        self.ok("enable", "sshd", "--yes")
        self.assertRegex(read("/tmp/words"), r"^--quiet --collect --unit=wavix2fa-trial-sshd-\d+ --description=.* -- "
                         r"/.*/wavix2fa enable --watch sshd\n$")
        self.assertEqual([b"UNIT=yes" in open(f"/proc/{pid}/environ", "rb").read() for pid in watchdogs()], [True])
        make_over()
        self.logged("enable undone: ")
        self.assert_as_before()

    def test_where_it_will_not_the_watchdog_is_a_process_of_our_own(self):
        self.play("exit 1\n")
        self.ok("enable", "sshd", "--yes")
        self.assertEqual(len(watchdogs()), 1)


class Killed(Enable):
    """At the entry of each system call that changes a file or starts a process."""

    calls = ("renameat", "fsync", "unlinkat", "unlink", "mknodat,mknod", "clone3,clone,vfork")

    def killed_at(self, calls, when):
        """Whether it came so far."""
        known = ",".join("?" + call for call in calls.split(","))
        done = subprocess.run(["strace", "-qq", "-o", "/dev/null", "-e", f"trace={known}", "-e",
                               f"inject={known}:signal=SIGKILL:when={when}", PROGRAM, "enable", "sshd", "--yes"],
                              check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, timeout=20,
                              env={"ASAN_OPTIONS": "detect_leaks=0"})  # which cannot be done beneath strace
        self.assertIn(done.returncode, (0, -signal.SIGKILL), calls)
        return done.returncode != 0

    def assert_old_rules_come_back(self, instant):
        """Whether the file had been changed."""
        found = read(SSHD)
        self.assertIn(found, (BEFORE, AFTER), instant)
        if found == AFTER:
            self.assertEqual(len(watchdogs()), 1, instant)
        for pid in watchdogs():
            os.kill(pid, signal.SIGTERM)
        eventually(lambda: not watchdogs(), what="the end of the watchdog")
        self.run_it("enable", "--status")
        self.assertEqual(read(SSHD), BEFORE, instant)
        self.assertFalse(os.path.exists(note()), instant)
        return found == AFTER

    @unittest.skipUnless(shutil.which("strace"), "there is no strace")
    def test_at_any_instant_the_old_rules_stand_or_come_back(self):
        instants = changed = 0
        for calls in self.calls:
            when = 1
            while self.killed_at(calls, when):
                instants += 1
                changed += self.assert_old_rules_come_back(f"{calls} {when}")
                when += 1
            self.end_watchdogs()
            self.run_it("disable", "sshd", "--yes")
            self.assert_as_before()
        self.assertGreater(instants, 15)
        self.assertGreater(changed, 0)

    @unittest.skipUnless(shutil.which("strace"), "there is no strace")
    def test_with_its_watchdog_at_the_last_instant_the_next_command_undoes_it(self):
        when = 1
        while read(SSHD) == BEFORE:
            self.assertTrue(self.killed_at("fsync", when))
            self.end_watchdogs()
            when += 1
        make_over()
        self.assertIn("sshd: undone", self.run_it("enable", "--status").stderr)
        self.assert_as_before()


class Refuses(Enable):
    def assert_refused(self, *reasons):
        said = self.fails("enable", "sshd", "--yes").splitlines()
        self.assertEqual(said, [f"wavix2fa: {reason}" for reason in reasons] + [
            "wavix2fa: nothing was changed: with the above, nobody would get in, or not everybody be asked"])
        self.assert_as_before()

    def test_while_the_configuration_is_wrong(self):
        write(CONFIG, "[wavix]\nservice_id = x\n[code]\nlenght = 6\n")
        self.assert_refused(f"{CONFIG}:4: code.lenght: no such key (code.length?); see wavix2fa.conf(5), in [code]")

    def test_while_there_is_no_api_key(self):
        os.unlink("/etc/wavix2fa/api_key")
        self.assert_refused("API key: /etc/wavix2fa/api_key: cannot be opened: No such file or directory; install "
                            "-D -m 0600 /dev/null /etc/wavix2fa/api_key, then write the key that the Wavix portal shows "
                            "into /etc/wavix2fa/api_key")

    def test_while_doctor_finds_that_sshd_cannot_ask(self):
        self.write_sshd_config("any", "KbdInteractiveAuthentication no\n")
        said = self.fails("enable", "sshd", "--yes")
        self.assertIn("/etc/ssh/sshd_config:1: keyboard-interactive is off, so no one can be asked for a code", said)
        self.assert_as_before()

    def test_while_wavix_knows_no_such_key(self):
        write("/etc/wavix2fa/api_key", "another\n", 0o600)
        self.assert_refused("API key: 127.0.0.1 does not know the key in /etc/wavix2fa/api_key; write the key that the "
                            "Wavix portal shows into it")

    def test_while_a_wrong_password_would_send(self):
        write("/etc/pam.d/common-auth", "auth required pam_unix.so\n")
        self.assert_refused(
            "/etc/pam.d/sshd:3: the module is reached although pam_unix.so failed: whoever guesses passwords makes us "
            "send a message for each guess; make it: auth requisite pam_unix.so")

    def test_while_the_password_alone_would_do(self):
        write("/etc/pam.d/common-auth", "auth sufficient pam_unix.so\nauth requisite pam_deny.so\n")
        self.assert_refused(
            "/etc/pam.d/sshd:3: once pam_unix.so has succeeded, people get in and the module is never called; "
            "make it: auth requisite pam_unix.so")

    def test_while_the_verifier_is_missing(self):
        verifier = "/usr/libexec/wavix2fa-verifier"
        os.rename(verifier, verifier + ".away")
        self.addCleanup(os.rename, verifier + ".away", verifier)
        self.assert_refused(f"{verifier} is not there, so that every login would be denied; install it")

    def test_what_is_no_service_or_has_its_lines_elsewhere(self):
        self.assertEqual(self.fails("enable", "nosuch"), "wavix2fa: /etc/pam.d/nosuch is not there: no program asks PAM "
                         "by that name\n")
        write("/etc/pam.d/sshd-2", "auth include sshd\n")
        self.addCleanup(os.unlink, "/etc/pam.d/sshd-2")
        self.assertEqual(self.fails("enable", "sshd-2"), "wavix2fa: /etc/pam.d/sshd-2 has its lines from sshd: wavix2fa "
                         "enable sshd\n")

    def test_a_full_disk_changes_nothing(self):
        os.makedirs(TRIALS)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4k,mode=700", "tmpfs", TRIALS], check=True)
        self.addCleanup(subprocess.run, ["umount", "-l", TRIALS], check=True)
        write(f"{TRIALS}/full", "x" * 4096, 0o600)
        done = self.run_it("enable", "sshd", "--yes")
        self.assertEqual(done.returncode, 1)
        self.assertIn("No space left on device", done.stderr)
        self.assertEqual((read(SSHD), watchdogs()), (BEFORE, []))


class ForGood(Enable):
    def test_disable_takes_out_what_enable_put_in_and_nothing_else(self):
        for words in ([], ["--key"]):
            shown = self.ok("enable", "sshd", "--no-confirm", "--yes", *words)
            self.assertTrue(shown.endswith(f"/etc/pam.d/sshd is changed. What it was: {TRIALS}/sshd.before\n"))
            self.assertEqual((watchdogs(), read(f"{TRIALS}/sshd.before")), ([], BEFORE))
            self.assertIn("Nothing to do: /etc/pam.d/sshd:", self.ok("enable", "sshd"))
            self.ok("disable", "sshd", "--yes")
            self.assert_as_before()
        self.logged(r"disable: service='sshd' file='/etc/pam.d/sshd' by='root' uid=0$")

    def test_disable_shows_and_asks(self):
        self.ok("enable", "sshd", "--confirm-within", "0", "--yes")
        done = self.run_it("disable", "sshd")
        self.assertEqual((done.returncode, done.stderr), (1, "wavix2fa: nothing was changed; --yes changes "
                         "/etc/pam.d/sshd unasked\n"))
        self.assertIn("-auth       required     pam_wavix2fa.so\n", done.stdout)
        self.assertEqual(read(SSHD), AFTER)

    def test_disable_leaves_no_stack_that_lets_nobody_in(self):
        alone = "auth required pam_wavix2fa.so\naccount required pam_unix.so\n"
        write("/etc/pam.d/keys", alone)
        self.addCleanup(os.unlink, "/etc/pam.d/keys")
        shutil.copy("/etc/pam.d/other", "/etc/pam.d/other.kept")
        self.addCleanup(os.rename, "/etc/pam.d/other.kept", "/etc/pam.d/other")
        write("/etc/pam.d/other", "auth required pam_deny.so\n")
        self.assertIn("would let nobody in", self.fails("disable", "keys", "--yes"))
        self.assertEqual(read("/etc/pam.d/keys"), alone)

    def test_a_service_without_the_module_needs_no_disabling(self):
        self.assertEqual(self.ok("disable", "sshd"), "Nothing to do: /etc/pam.d/sshd does not have the module.\n")

    def test_common_auth_is_left_to_pam_auth_update(self):
        subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", "/usr/share/pam-configs"], check=True)
        self.addCleanup(subprocess.run, ["umount", "-l", "/usr/share/pam-configs"], check=True)
        was = read("/etc/pam.d/common-auth")
        shown = self.ok("enable", "common-auth", "--yes")
        self.assertIn("pam-auth-update --enable wavix2fa\n", shown)
        profile = read("/usr/share/pam-configs/wavix2fa")
        self.assertIn("Default: no\n", profile)
        self.assertIn("\t[success=ok ignore=ignore default=die]\tpam_wavix2fa.so services=", profile)
        self.assertEqual(read("/etc/pam.d/common-auth"), was)


if __name__ == "__main__":
    tap.main()
