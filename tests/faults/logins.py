# SPDX-License-Identifier: BSD-3-Clause
"""One login of host.cpp with something failing within it, and whether what came of it may be.

The configuration is one in which an error taken for an answer would let somebody in: who has no phone, is in none of the
groups, or is in the grace of an earlier login needs no code; and behind the module stands one that lets everybody pass."""

import functools
import os
import select
import shutil
import subprocess
import time

import counts
from sandbox import Sandbox
from stage import STATE, Stage, eventually, verifiers, write

HOST = os.environ["WAVIX2FA_BUILD"] + "/tests/faults/faults_host"
VERIFIER = "/usr/libexec/wavix2fa-verifier"
STARTED = "/tmp/started-verifier"  # what the module starts: the verifier, or what starts it under a tracer
LOGIN_TIMEOUT = 12
# To start, which has 15 s by itself, and to be late on a busy machine.
MOST_SECONDS = LOGIN_TIMEOUT + 20
SUCCESS, IGNORE = 0, 25
PAM_D = f"auth required pam_wavix2fa.so services=direct verifier={STARTED}\nauth required pam_permit.so\n"
END_OF_FILE = "\x04"  # to host.cpp
POLICY = "[policy]\ninclude_groups = coders\nexclude_groups = guests\ntrusted_networks = 192.0.2.0/24\n" \
         "[grace]\nperiod = 24h\n"


def start_verifier_by(*words):
    """A command of a shell's, which ends in the verifier."""
    write(STARTED, f"#!/bin/sh\n{' '.join(words)}\n", 0o755)


class NoFault:
    """What a fault has: it goes into the environment of the host, begins with its process, is told when pam_authenticate() is
    over, and ends after the host."""

    def prepare(self):
        start_verifier_by("exec", VERIFIER)
        return {}

    def begin(self, host):
        pass

    def authenticated(self):
        pass

    def end(self):
        pass


class Hung(Exception):
    """No word of the host's came in time."""


class Host:
    """host.cpp, step by step."""

    def __init__(self, environment):
        self.process = subprocess.Popen([HOST, "direct", "alice"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0,
                                        env=counts.preloaded(counts.IN_HOST) | environment)
        self.ends = time.monotonic() + MOST_SECONDS

    def hear(self):
        """Its next line as a word and the rest."""
        left = self.ends - time.monotonic()
        if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
            raise Hung()
        line = self.process.stdout.readline().decode(errors="replace")
        if not line:
            raise BrokenPipeError
        word, _, rest = line.rstrip("\n").partition(" ")
        return word, rest

    def expect(self, wanted):
        if self.hear()[0] != wanted:
            raise BrokenPipeError

    def tell(self, text=""):
        self.process.stdin.write(text.encode() + b"\n")

    def state(self):
        """What a login must leave as it was."""
        proc = f"/proc/{self.process.pid}"
        with open(f"{proc}/status", encoding="ascii") as lines:
            status = dict(line.rstrip("\n").split(":\t", 1) for line in lines if ":\t" in line)
        with open(f"{proc}/task/{self.process.pid}/children", encoding="ascii") as children:
            return {"fds": {fd: os.readlink(f"{proc}/fd/{fd}") for fd in os.listdir(f"{proc}/fd")},
                    "children": children.read(), "cwd": os.readlink(f"{proc}/cwd"),
                    **{name: status[name] for name in ("SigBlk", "SigIgn", "SigCgt", "Umask", "Uid", "Gid", "Threads")}}

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


class Outcome:
    """What a login came to: `success`, or not; `problems` says what must not be; `left` is what the host then has of blocks of
    memory, and bytes, above what it had at the beginning."""

    def __init__(self):
        self.result = None
        self.problems = []
        self.seconds = 0.0
        self.left = 0, 0

    @property
    def success(self):
        return self.result == SUCCESS


class Logins(Stage):
    """Not run as tests: the stage of all of them."""

    def __init__(self):
        super().__init__()
        self.setUpClass()
        self.host = 0  # the process of the last login's
        self.count = 0
        self._stores = {}  # of each path, as it was before the login
        with open("/etc/group", "a", encoding="utf-8") as groups:
            groups.write("coders:x:3001:alice\nguests:x:3002:bob\n")

    def renew(self):
        """Another sandbox: the lists of one grow with each login."""
        type(self).sandbox.stop()
        type(self).sandbox = Sandbox(tls=self.tls)

    def prepare(self, path):
        """All that comes before a login on a path."""
        self._configure(path)
        if path not in self._stores:
            path.before(self)
            eventually(lambda: not verifiers(), what="the verifier's end")
            self._stores[path] = f"/tmp/stores/{len(self._stores)}"
            os.makedirs(STATE, 0o700, exist_ok=True)
            shutil.copytree(STATE, self._stores[path])
            self._configure(path)
        shutil.copytree(self._stores[path], STATE, dirs_exist_ok=True)

    def _configure(self, path):
        self.setUp()
        self.configure(f"{POLICY}[limits]\n{path.limits}\n{path.more}", users=path.users,
                       code=f"resend_delay = 0s\nreuse_window = 0s\ntries = 2\nlogin_timeout = {LOGIN_TIMEOUT}s")
        write("/etc/pam.d/direct", PAM_D)

    @functools.cached_property
    def least_left(self):
        """In the host by a login that is none of the module's: pam_end() gives back what is older, too, so it is below zero."""
        write("/etc/pam.d/direct", PAM_D.replace("services=direct", "services=others"))
        outcome = self.log_in(None)
        if outcome.problems or not outcome.success:
            raise AssertionError(f"without the module: {outcome.result}, {outcome.problems}")
        return outcome.left

    def verified(self):
        return sum(session["status"] == "verified" for session in self.sandbox.sessions())

    def run_with(self, fault, path):
        """A login on a path while `fault` is made."""
        least = self.least_left
        self.prepare(path)
        before = path.earned(self)
        outcome = self.log_in(path, fault)
        if outcome.success and not (path.succeeds and path.earned(self) == before + 1):
            outcome.problems.append("SUCCESS that nothing earned")
        if outcome.result == IGNORE:
            outcome.problems.append("IGNORE")
        if outcome.result is not None and any(left > none for left, none in zip(outcome.left, least)):
            outcome.problems.append(f"left of blocks and bytes: {outcome.left}; where the module has no part: {least}")
        self._see_all_end(outcome)
        return outcome

    def log_in(self, path, fault=NoFault()):
        outcome = Outcome()
        self.count += 1
        began = time.monotonic()
        host = Host(fault.prepare())
        self.host = host.process.pid
        try:
            self._log_in(host, fault, path, outcome)
        except Hung:
            outcome.problems.append(f"hung for {MOST_SECONDS} s")
        except BrokenPipeError:
            outcome.problems.append("the host ended")
        finally:
            fault.end()
            host.stop()
        outcome.seconds = time.monotonic() - began
        return outcome

    def _log_in(self, host, fault, path, outcome):
        host.expect("ready")
        before = host.state()
        fault.begin(host.process.pid)
        memory = counts.memory(counts.IN_HOST)
        host.tell()
        outcome.result = self._answer(host, path)
        fault.authenticated()
        after = host.state()
        outcome.problems += [f"{name}: {before[name]} became {after[name]}" for name in before if before[name] != after[name]]
        host.tell()
        host.expect("ended")
        outcome.left = tuple(now - then for now, then in zip(counts.memory(counts.IN_HOST), memory))
        host.tell()
        host.process.wait(MOST_SECONDS)

    def _answer(self, host, path):
        """What is typed last is typed again where it is asked for again. PAM's code."""
        typed, answer = path.typed(self) if path else iter(()), END_OF_FILE
        while True:
            word, rest = host.hear()
            if word == "done":
                return int(rest)
            if word != "prompt":
                raise BrokenPipeError
            answer = next(typed, answer)
            host.tell(answer)

    def _see_all_end(self, outcome):
        ends = time.monotonic() + MOST_SECONDS
        while verifiers():
            if time.monotonic() > ends:
                outcome.problems.append("a verifier was left behind")
                for pid in verifiers():
                    os.kill(pid, 9)
            time.sleep(0.01)
