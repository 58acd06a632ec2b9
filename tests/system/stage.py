# SPDX-License-Identifier: BSD-3-Clause
"""What every test on the private machine starts from: a journal, a sandbox, a working configuration, and people at
terminals. The configuration goes to the real places in the machine's own /etc."""

import os
import pwd
import re
import shutil
import signal
import subprocess
import time
import unittest

import pexpect

from journal import Journal
from machine import PHONES, USERS
from sandbox import KEY, SERVICE, Sandbox

CONFIG = "/etc/wavix2fa/wavix2fa.conf"
STATE = "/var/lib/wavix2fa"
CODE_PROMPT = r"Code: $"
# The tests of everything else log in more often than anybody may.
UNLIMITED = "[limits]\nsends_per_user =\nsends_per_number =\nsends_per_rhost =\nsends_total =\nlockout = 0\n"


def digits(user):
    return PHONES[user].lstrip("+")


def write(path, text, mode=0o644):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(text)
    os.chmod(path, mode)


def verifiers():
    """The verifiers that are running, by process id."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.path.basename(os.readlink(f"/proc/{pid}/exe")) == "wavix2fa-verifier":
                found.append(int(pid))
        except OSError:
            pass
    return found


def eventually(condition, seconds=5, what="it"):
    """Waits for what another process does; polls, as there is nothing to be told by."""
    ends = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > ends:
            raise AssertionError(f"{what} did not happen within {seconds} s")
        time.sleep(0.02)


class Stage(unittest.TestCase):
    tls = True

    @classmethod
    def setUpClass(cls):
        if not hasattr(Stage, "journal"):
            Stage.journal = Journal()
        cls.sandbox = Sandbox(tls=cls.tls)

    @classmethod
    def tearDownClass(cls):
        cls.sandbox.stop()

    def setUp(self):
        self.sandbox.reset()
        shutil.rmtree(STATE, ignore_errors=True)  # nothing is remembered from one test to the next
        self.mark = self.journal.mark()
        self.already = max((message["index"] for message in self.sandbox.messages()), default=0)
        self.configure()
        write("/etc/wavix2fa/api_key", KEY + "\n", 0o600)
        write("/etc/wavix2fa/users.conf", "[users]\n" + "".join(f"{u} = {p}\n" for u, p in PHONES.items()))
        write("/etc/pam.d/direct", "auth required pam_wavix2fa.so\n")

    def tearDown(self):
        eventually(lambda: not verifiers(), 10, "the end of every verifier")

    def configure(self, text="", code="resend_delay = 0s\nreuse_window = 0s", wavix="", users="", log=""):
        ca = f"ca_file = {self.sandbox.ca}\n" if self.tls else ""
        write(CONFIG, f"[wavix]\nservice_id = {SERVICE}\napi_url = {self.sandbox.url}\n{ca}{wavix}\n[users]\n{users}\n"
                      f"[code]\n{code}\n[log]\n{log}\n" + ("" if "[limits]" in text else UNLIMITED)
              + ("" if "[outage]" in text else "[outage]\nbreaker = 0\n") + text)

    def keep_accounts(self):
        """What the test does to the system's users lasts until its end."""
        for path in ("/etc/passwd", "/etc/group", "/etc/shadow"):
            with open(path, encoding="utf-8") as file:
                self.addCleanup(write, path, file.read(), os.stat(path).st_mode & 0o7777)

    def code(self, user="alice", after=None):
        return self.sandbox.code(digits(user), self.already if after is None else after)

    def wrong(self, user="alice"):
        return other_code(self.code(user))

    def operations(self):
        return [entry["operation"] for entry in self.sandbox.requests()]

    def audit(self, seconds=10):
        return self.journal.audit(self.mark, seconds)

    def assert_cancelled(self, seconds=5):
        eventually(lambda: "cancel" in self.operations(), seconds, "the cancellation")
        self.assertEqual(self.sandbox.sessions()[-1]["status"], "canceled")

    def assert_no_secret_in(self, *secrets):
        for line in self.journal.lines:
            for secret in (KEY, *secrets):
                self.assertNotIn(secret, line)


def recovery_codes_in(text):
    return re.findall(r"\b(?:[0-9a-z]{4}-){3}[0-9a-z]{4}\b", text)


def other_code(code):
    """A wrong one."""
    return ("1" if code[0] == "0" else "0") + code[1:]


def as_user(user, *command, environment=None, **more):
    """A person's command on a terminal of its own."""
    uid = pwd.getpwnam(user).pw_uid
    env = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "TERM": "dumb",
           "HOME": "/root" if user == "root" else f"/home/{user}", **(environment or {})}

    def become():
        for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):  # whatever the tests were started with
            signal.signal(number, signal.SIG_DFL)
        os.initgroups(user, uid)
        os.setgid(uid)
        os.setuid(uid)

    return pexpect.spawn(command[0], list(command[1:]), env=env, preexec_fn=become, encoding="utf-8", timeout=15,
                         cwd="/", **more)


def ended(child):
    """Reads to the end; what was said after the last match, and the exit status."""
    child.expect(pexpect.EOF)
    child.close()
    return child.before, child.exitstatus


def ssh_command(port, user, *more, key=True):
    identity = ["-i", "/root/.ssh/id"] if key else ["-o", "PubkeyAuthentication=no"]
    return ["ssh", "-F", "none", "-p", str(port), "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
            "-o", "IdentitiesOnly=yes", *identity, *more, f"{user}@127.0.0.1"]


class Sshd:
    """A real sshd of the machine's own, for one test."""

    def __init__(self, *options, port=2222, users=USERS):
        self.port = port
        if not os.path.exists("/etc/ssh/test_key"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "/etc/ssh/test_key"], check=True)
            for user, (uid, _) in users.items():
                self.authorise(f"/home/{user}", uid)
            self.authorise("/root", 0)
        write("/etc/ssh/test_sshd_config", "\n".join([
            f"Port {port}", "ListenAddress 127.0.0.1", "HostKey /etc/ssh/test_key", "UsePAM yes", "PidFile none",
            "LogLevel VERBOSE", "MaxStartups 1000", *options]) + "\n")
        self.process = subprocess.Popen(["/usr/sbin/sshd", "-D", "-f", "/etc/ssh/test_sshd_config"],
                                        start_new_session=True)  # a Ctrl-C at the terminal is not for it
        eventually(self.listens, what="sshd's start")

    @staticmethod
    def authorise(home, uid):
        os.makedirs(f"{home}/.ssh", 0o700, exist_ok=True)
        subprocess.run(["cp", "/etc/ssh/test_key", f"{home}/.ssh/id"], check=True)
        subprocess.run(["cp", "/etc/ssh/test_key.pub", f"{home}/.ssh/authorized_keys"], check=True)
        subprocess.run(["chown", "-R", f"{uid}:{uid}", f"{home}/.ssh"], check=True)

    def listens(self):
        with open("/proc/net/tcp", encoding="ascii") as table:
            return any(line.split()[1].endswith(f":{self.port:04X}") and line.split()[3] == "0A"
                       for line in table.readlines()[1:])

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def command(self, user, *more, key=True):
        return ssh_command(self.port, user, *more, key=key)

    def login(self, user, *more, key=True, **how):
        return as_user("root", *self.command(user, *more, key=key), "echo logged in as $USER", **how)


def kill(pid, number=signal.SIGKILL):
    os.kill(pid, number)
