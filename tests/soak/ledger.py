# SPDX-License-Identifier: BSD-3-Clause
"""What happened, counted, and what of it must not be."""

import collections
import time

from scene import GRACE_SECONDS

MOST_GROWTH_KIB = 1024  # python has a share of it
SETTLED = 6  # after the last trouble: the breaker is closed, and whoever met a fault is through


class Ledger:
    def __init__(self, journal):
        self._journal = journal
        self._began = time.monotonic()
        self.problems = []
        self.logins = 0
        self.doors = collections.Counter()  # (door, what came of it)
        self.acts = collections.Counter()  # (act, whether it let in)
        self.troubles = collections.Counter()
        self.recovery_codes = {}  # by user
        self.growth_kib = []
        self._processes = {}
        self._calm = []  # [from, to]
        self._graced = {}  # when the user was last let in there with a code

    @property
    def seconds(self):
        return time.monotonic() - self._began

    def unexpected(self, what):
        self.problems.append(what)
        print(f"UNEXPECTED after {self.seconds:.0f} s: {what}", flush=True)

    def calm_begins(self):
        self._calm.append([time.monotonic() + SETTLED, float("inf")])

    def calm_ends(self):
        self._calm[-1][1] = time.monotonic()

    def add(self, told):
        """A line of logins.py."""
        if "process" in told:
            self._add_process(told)
            return
        self.logins += 1
        entered = told["entered"]
        self.doors[told["door"], "in" if entered else "denied" if told["asked"] else "not asked"] += 1
        self.acts[told["act"], entered] += 1
        self._judge(told)
        if told["door"] == "graced" and entered and told["asked"]:
            self._graced[told["user"]] = told["ended"]

    def miss(self, doors):
        """Where the right code was of no use to anybody."""
        for door in doors:
            if not self.doors[door, "in"]:
                self.unexpected(f"nobody was let in at {door}")

    def _judge(self, login):
        if login["hung"]:
            self._unexpected_login("did not end", login)
        if login["entered"] and not self._may_enter(login):
            self._unexpected_login("was let in", login)
        if (login["right"] and not login["entered"] and not login["late"] and not login["resumed"]
                and self._was_calm(login)):
            self._unexpected_login("was refused with the right code, and nothing was wrong", login)

    def _unexpected_login(self, what, login):
        lines = [line for line in self._journal.lines[-300:] if f"'{login['user']}'" in line]
        self.unexpected("\n  ".join([f"{what}: {login}", *lines[-4:]]))

    def _may_enter(self, login):
        if login["asked"]:
            return login["right"] and not login["late"]
        return login["door"] == "graced" and login["began"] - self._graced.get(login["user"], 0) < GRACE_SECONDS + 1

    def _was_calm(self, login):
        return any(start < login["began"] and login["ended"] < end for start, end in self._calm)

    def _add_process(self, told):
        now = told["process"]
        before = self._processes.setdefault(told["user"], now)
        for name in now:
            if name != "private_kib" and before[name] != now[name]:
                self.unexpected(f"the process of {told['user']}: {name} was {before[name]}, is {now[name]}")
        if "recovery" in told:  # its last word
            self.recovery_codes[told["user"]] = told["recovery"]
            self.growth_kib.append(now["private_kib"] - before["private_kib"])
            if self.growth_kib[-1] > MOST_GROWTH_KIB:
                self.unexpected(f"the process of {told['user']} grew by {self.growth_kib[-1]} KiB")
