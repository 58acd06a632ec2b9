# SPDX-License-Identifier: BSD-3-Clause
"""What is left to somebody who takes the verifier over by a byte from the network: confined.cpp is such a verifier, and
tries. And a login's own verifier, looked at while it asks for the code."""

import os
import re
import signal
import subprocess

import tap
from directory import Directory
from machine import PHONES, VERIFIER_UID, VERIFIER_USER, forget
from sandbox import KEY
from stage import CODE_PROMPT, STATE, Stage, as_user, ended, eventually, verifiers, write

CONFINED = os.environ["WAVIX2FA_BUILD"] + "/tests/system/confined"
STORE = STATE + "/state.db"
KILLED = ("execute a program", "fork", "trace the first process", "be traced", "be root again", "be root's group again",
          "take a capability", "make a namespace", "load a BPF program", "set up io_uring", "read the kernel's keys")
REFUSED = (
    "make a process by clone3",
    "read /etc/shadow", "read the API key", "read a host key", "read a home", "read a file in /tmp", "list /home",
    "read the environment of another process", "read the memory of another process", "read the store by its path",
    "make a file beside the store", "make a file in /tmp", "write to a file of everybody's",
    "write to its own memory by /proc", "make a file in memory", "make a folder", "remove a file", "rename a file",
    "link a file", "point a link", "cut a file off", "change a mode",
    "kill another process", "open a raw socket", "open a packet socket", "open a socket of another family",
    "listen to the kernel's audit", "wait for connections",
    "let itself be dumped", "raise its limits", "map memory to write and execute", "make memory executable",
    "change its code")
ALLOWED = ("count in the store", "close the store", "ask for an address", "read the system's CAs",
           "tell the time of the day", "run a thread", "connect by TCP, UDP and locally", "see that another process runs",
           "be without groups and cores")
SUDO = "auth requisite pam_wavix2fa.so\naccount required pam_permit.so\nsession required pam_permit.so\n"


def tried(attempt):
    return subprocess.run([CONFINED, STORE, attempt], capture_output=True, text=True, stdin=subprocess.DEVNULL)


class TakenOver(Stage):
    def setUp(self):
        super().setUp()
        write("/home/public/file", "readable by all\n")
        write("/tmp/public", "readable by all\n")
        write("/tmp/everybodys", "written by all\n", 0o666)
        write("/etc/ssh/test_key", "private\n", 0o600)

    def outcome(self, attempt):
        done = tried(attempt)
        return done.returncode, done.stdout.strip()

    def test_the_lists_here_are_all_that_it_can_try(self):
        known = subprocess.run([CONFINED], capture_output=True, text=True).stdout.splitlines()
        self.assertEqual(sorted(known), sorted((*KILLED, *REFUSED, *ALLOWED)))

    def test_what_no_library_does_kills_it(self):
        for attempt in KILLED:
            with self.subTest(attempt):
                self.assertEqual(self.outcome(attempt)[0], -signal.SIGSYS)

    def test_the_rest_is_refused(self):
        for attempt in REFUSED:
            with self.subTest(attempt):
                code, said = self.outcome(attempt)
                self.assertEqual(code, 0)
                self.assertRegex(said, "^(EACCES|EPERM|ENOSYS)$")
        self.assertEqual(sorted(os.listdir(STATE)), ["state.db", "state.db-shm", "state.db-wal"])
        self.assertFalse(os.path.exists("/tmp/new"))

    def test_what_a_login_needs_it_has(self):
        for attempt in ALLOWED:
            with self.subTest(attempt):
                self.assertEqual(self.outcome(attempt), (0, "done"))
        self.assertEqual(os.stat(STORE + "-wal").st_size, 0)

    def test_a_root_that_may_become_nobody_else_does_not_go_on(self):
        done = subprocess.run(["unshare", "--user", "--map-root-user", "--", CONFINED, STORE, "run a thread"],
                              capture_output=True, text=True)
        self.assertIn("cannot give up its privileges: setgroups", done.stdout)
        self.assertEqual(done.returncode, 4)


class AtThePrompt(Stage):
    def setUp(self):
        super().setUp()
        write("/etc/pam.d/sudo", SUDO)
        write("/etc/sudoers.d/test", "alice ALL=(root) ALL\nDefaults !lecture, timestamp_timeout=0\n", 0o440)

    def at_the_prompt(self):
        child = as_user("alice", "/usr/bin/sudo", "/usr/bin/id", "-un")
        child.expect(CODE_PROMPT)
        return child, *verifiers()

    def log_in(self, child):
        child.sendline(self.code())
        said, status = ended(child)
        self.assertIn("root", said)
        self.assertEqual(status, 0)

    def status_of(self, verifier):
        with open(f"/proc/{verifier}/status", encoding="ascii") as status:
            return dict(line.rstrip("\n").split(":\t", 1) for line in status if ":\t" in line)

    def assert_confined(self, verifier, uid):
        status = self.status_of(verifier)
        self.assertEqual(status["Uid"].split(), [str(uid)] * 4)
        self.assertEqual(status["Gid"].split(), [str(uid)] * 4)
        self.assertEqual(status["Groups"].split(), [])
        for name in ("CapInh", "CapPrm", "CapEff", "CapAmb"):
            self.assertEqual(int(status[name], 16), 0, name)
        self.assertEqual(status["NoNewPrivs"], "1")
        self.assertEqual(status["Seccomp"], "2")
        self.assertEqual(os.stat(f"/proc/{verifier}/mem").st_uid, 0)  # so it is not dumpable (proc(5))
        with open(f"/proc/{verifier}/limits", encoding="ascii") as limits:
            self.assertRegex(limits.read(), r"(?m)^Max core file size +0 +0 ")

    def test_its_verifier_is_wavix2fas_and_has_nothing(self):
        child, verifier = self.at_the_prompt()
        self.assert_confined(verifier, VERIFIER_UID)
        self.log_in(child)
        self.assertEqual(self.audit()["verdict"], "verified")

    def test_the_same_user_cannot_touch_it(self):
        child, verifier = self.at_the_prompt()
        script = f"for file in mem environ fd/3; do cat /proc/{verifier}/$file && echo open; done"
        other = subprocess.run(["setpriv", "--reuid", str(VERIFIER_UID), "--regid", str(VERIFIER_UID), "--clear-groups",
                                "sh", "-c", script], capture_output=True, text=True)
        self.assertNotIn("open", other.stdout)
        self.assertEqual(other.stderr.count("Permission denied"), 3)
        self.log_in(child)

    def test_it_closes_with_nothing_but_the_three_files_of_the_store(self):
        child, verifier = self.at_the_prompt()
        open_for_writing = set()
        for number in os.listdir(f"/proc/{verifier}/fd"):
            with open(f"/proc/{verifier}/fdinfo/{number}", encoding="ascii") as info:
                flags = int(re.search(r"flags:\t(\d+)", info.read())[1], 8)
            path = os.readlink(f"/proc/{verifier}/fd/{number}")
            if flags & os.O_ACCMODE != os.O_RDONLY and path.startswith("/") and path != "/dev/null":
                open_for_writing.add(path)
        self.assertEqual(open_for_writing, {STORE, STORE + "-wal", STORE + "-shm"})
        self.log_in(child)
        eventually(lambda: not verifiers(), what="the end of the verifier")
        for name in ("", "-wal", "-shm"):
            found = os.stat(STORE + name)
            self.assertEqual((found.st_uid, found.st_mode & 0o7777), (0, 0o600))

    def test_files_that_are_roots_alone_still_serve(self):
        ca = "/etc/wavix2fa/ca.pem"
        with open(self.sandbox.ca, encoding="ascii") as text:
            write(ca, text.read(), 0o600)
        self.configure()
        with open("/etc/wavix2fa/wavix2fa.conf", encoding="utf-8") as text:
            configuration = text.read().replace(self.sandbox.ca, ca)
        write("/etc/wavix2fa/wavix2fa.conf", configuration, 0o600)
        os.chmod("/etc/wavix2fa/users.conf", 0o600)
        child, verifier = self.at_the_prompt()
        self.assert_confined(verifier, VERIFIER_UID)
        self.log_in(child)

    def test_so_do_the_directorys(self):
        directory = Directory()
        self.addCleanup(directory.stop)
        directory.add("alice", mobile=PHONES["alice"])
        write("/etc/wavix2fa/ldap_password", Directory.password + "\n", 0o600)
        with open(directory.ca, encoding="ascii") as text:
            write("/etc/wavix2fa/ldap-ca.pem", text.read(), 0o600)
        for uri, start_tls in ((directory.ldaps_uri, "no"), (directory.ldap_uri, "yes")):
            with self.subTest(uri):
                self.configure(f"[ldap]\nuri = {uri}\nstart_tls = {start_tls}\nca_file = /etc/wavix2fa/ldap-ca.pem\n"
                               f"base = {Directory.base}\nbind_dn = {Directory.bind_dn}\n"
                               "bind_password_file = /etc/wavix2fa/ldap_password\n", users="sources = ldap")
                child, verifier = self.at_the_prompt()
                self.assert_confined(verifier, VERIFIER_UID)
                self.log_in(child)
                eventually(lambda: not verifiers(), what="the end of the verifier")

    def test_a_limit_of_the_users_on_processes_does_not_count(self):
        child = as_user("alice", "/usr/bin/prlimit", "--nproc=64", "/usr/bin/sudo", "/usr/bin/id", "-un")
        with open("/proc/self/status", encoding="ascii") as status:
            may_raise = int(re.search(r"CapEff:\t(\w+)", status.read())[1], 16) >> 24 & 1  # CAP_SYS_RESOURCE
        if not may_raise:  # a name server that cannot be asked for want of a thread must be no outage
            self.assertNotEqual(ended(child)[1], 0)
            audit = self.audit()
            self.assertEqual(audit["verdict"], "internal")
            self.assertIn("CAP_SYS_RESOURCE", audit["cause"])
            self.assertEqual(self.operations(), [])
            return
        child.expect(CODE_PROMPT)
        with open(f"/proc/{verifiers()[0]}/limits", encoding="ascii") as limits:
            (most,) = re.findall(r"Max processes +(\d+)", limits.read())
        self.assertGreaterEqual(int(most), 1024)
        self.log_in(child)

    def test_a_user_who_is_gone_has_the_verification_cancelled(self):
        child, _ = self.at_the_prompt()
        child.close(force=True)
        self.assert_cancelled()

    def test_without_its_user_logins_work_loudly(self):
        self.keep_accounts()
        forget(VERIFIER_USER)
        child, verifier = self.at_the_prompt()
        self.assert_confined(verifier, 65534)
        self.log_in(child)
        self.assertEqual(self.audit()["verdict"], "verified")
        self.journal.wait("there is no user wavix2fa; .*systemd-sysusers", self.mark)

    def test_a_user_that_is_root_by_another_name_lets_nobody_in(self):
        self.keep_accounts()
        forget(VERIFIER_USER)
        with open("/etc/passwd", "a", encoding="utf-8") as passwd:
            passwd.write("wavix2fa:x:0:0::/nonexistent:/usr/sbin/nologin\n")
        _, status = ended(as_user("alice", "/usr/bin/sudo", "/usr/bin/id", "-un"))
        self.assertNotEqual(status, 0)
        self.assertEqual(self.audit()["verdict"], "internal")
        self.assertEqual(self.operations(), [])

    def test_its_secrets_are_in_no_log(self):
        child, _ = self.at_the_prompt()
        self.log_in(child)
        self.assert_no_secret_in(KEY)


if __name__ == "__main__":
    tap.main()
