# SPDX-License-Identifier: BSD-3-Clause
"""Allocations and calls of libraries, and one of them failing: by failing.cpp, in the host or in the verifier."""

import counts
from logins import VERIFIER, start_verifier_by

ALLOCATION = "allocation"
FILES = {"host": counts.IN_HOST, "verifier": counts.IN_VERIFIER}


class Fault:
    """A function that fails at its `when`th call in one place; without a name, a count of all. In the host what came before
    begin() is not the login's, and not what comes after authenticated(): `first` and `last` have the calls by then."""

    def __init__(self, place, name=counts.NONE, when=0):
        self.place, self.name, self.when = place, name, when
        self.first, self.last = {}, {}

    def prepare(self):
        if self.place == "host":
            start_verifier_by("exec", VERIFIER)
            return {"FAULT": self.name, "WHEN": str(self.when)}
        variables = counts.preloaded(counts.IN_VERIFIER, self.name, self.when)
        start_verifier_by(*(f"{name}={value}" for name, value in variables.items()), "exec", VERIFIER)
        return {}

    def begin(self, _):
        if self.place == "host":
            self.first = counts.calls(counts.IN_HOST)

    def authenticated(self):
        if self.place == "host":
            self.last = counts.calls(counts.IN_HOST)

    def end(self):
        pass

    def points(self):
        """Of each function, the numbers of the login's calls."""
        last = self.last if self.place == "host" else counts.calls(counts.IN_VERIFIER)
        return {name: range(self.first.get(name, 0) + 1, made + 1) for name, made in last.items()}

    def happened(self):
        return any(failed for _, _, failed in counts.functions(FILES[self.place]))

    def __str__(self):
        return f"{self.place}: {self.name} #{self.when}"
