# SPDX-License-Identifier: BSD-3-Clause
"""Many logins at once, each of another user in a process of its own: all begin together, and when all are at their prompt
all codes are given together. Both times count, so that nobody waits for the slowest at the prompt."""

import os
import time

from peers import CROWD
from timer import Login


def pss_kib(pid):
    """A process's share of memory: what it has with others is divided by their number."""
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as text:
            return next(int(line.split()[1]) for line in text if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0


def memory_kib():
    """Of all logins, and of what their modules started."""
    def is_of_a_login(pid):
        try:
            return os.path.basename(os.readlink(f"/proc/{pid}/exe")) in ("pam_timer", "wavix2fa-verifier")
        except OSError:
            return False
    return sum(pss_kib(pid) for pid in os.listdir("/proc") if pid.isdigit() and is_of_a_login(pid))


class Crowd:
    """What it took."""

    def __init__(self, peer, service):
        logins = [Login(service, user) for user in CROWD]
        begun = time.monotonic()
        for one in logins:
            one.begin()
        for one in logins:
            one.await_prompt()
        asking = time.monotonic() - begun
        self.kib = memory_kib()
        codes = peer.codes(CROWD)
        begun = time.monotonic()
        for one, code in zip(logins, codes):
            one.answer(code)
        timed = [one.end() for one in logins]
        self.seconds = asking + time.monotonic() - begun
        self.waited = sorted(one.waited for one in timed)

    @property
    def per_second(self):
        return len(self.waited) / self.seconds

    @property
    def slowest_to_median(self):
        return self.waited[-1] / self.waited[len(self.waited) // 2]
