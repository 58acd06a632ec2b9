# SPDX-License-Identifier: BSD-3-Clause
"""pam_timer, as the measures drive it: a module loaded, or one login, each in a process of its own."""

import glob
import json
import os
import subprocess
from dataclasses import dataclass

BUILD = os.environ.get("WAVIX2FA_BUILD", "build")
PROGRAM = f"{BUILD}/tests/bench/pam_timer"
SERVICES = "/etc/bench"  # a folder of PAM services that only the measures use


def module_path(name):
    for folder in glob.glob("/lib/*/security") + glob.glob("/usr/lib*/security"):
        if os.path.exists(f"{folder}/{name}"):
            return f"{folder}/{name}"
    raise FileNotFoundError(name)


def load(name, *libraries):
    """Milliseconds, and KiB of private memory, that a host spends on the module."""
    done = subprocess.run([PROGRAM, "load", module_path(name), *libraries], capture_output=True, text=True, check=True)
    figures = json.loads(done.stdout)
    return figures["load_ms"], figures["private_kib"]


@dataclass
class Timed:
    """One login: milliseconds of the kernel's monotonic clock."""
    begun: float
    prompted: float
    answered: float
    ended: float
    cpu: float

    @property
    def to_prompt(self):
        return self.prompted - self.begun

    @property
    def to_verdict(self):
        return self.ended - self.answered

    @property
    def waited(self):
        """All that the user waits for; not the time to read and type the code."""
        return self.to_prompt + self.to_verdict


class Login:
    """One process that authenticates. Between begin() and answer() it is at the prompt."""

    def __init__(self, service, user):
        self.process = subprocess.Popen([PROGRAM, "login", f"{SERVICES}/{service}", "sshd", user], text=True, bufsize=1,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self._expect("ready")

    def begin(self):
        self.process.stdin.write("\n")

    def await_prompt(self):
        self._expect("prompt")

    def answer(self, code):
        self.process.stdin.write(code + "\n")

    def end(self):
        """Its times, once it and all that it started has ended. Nothing but a success counts."""
        said, complaint = self.process.communicate(timeout=120)
        figures = json.loads(said)
        if figures["code"] != 0:
            raise RuntimeError(f"{self.process.args}: PAM code {figures['code']}\n{complaint}")
        cpu = figures["host_cpu_ms"] + figures["children_cpu_ms"]
        return Timed(*(figures[name] for name in ("begun", "prompted", "answered", "ended")), cpu)

    def _expect(self, word):
        line = self.process.stdout.readline().strip()
        if line != word:
            self.process.kill()
            raise RuntimeError(f"{self.process.args}: «{line}» instead of «{word}»: {self.process.stderr.read()}")


def login(peer, service, user="alice"):
    """One login from start to end."""
    one = Login(service, user)
    one.begin()
    one.await_prompt()
    one.answer(peer.code(user))
    return one.end()
