# SPDX-License-Identifier: BSD-3-Clause
"""Allocations and calls of libraries, and one of them failing: by failing.cpp, in the host or in the verifier."""

import os
import struct

from logins import BUILD, STARTED, VERIFIER, write

LIBRARY = f"{BUILD}/tests/faults/faults_failing.so"
COUNTS = "/tmp/counts"
FUNCTION = struct.Struct("48sQQ")  # as failing.cpp has it
ALLOCATION = "allocation"
ANYWHERE = "none"


class Fault:
    """A function that fails at its `when`th call in one place; without a name, a count of all. In the host what came before
    begin() is not the login's: `first` has it."""

    def __init__(self, place, name=ANYWHERE, when=0):
        self.place, self.name, self.when = place, name, when
        self.first = {}
        if os.path.exists(COUNTS):
            os.unlink(COUNTS)

    def environment(self):
        variables = {"LD_PRELOAD": LIBRARY, "COUNTS": COUNTS, "FAULT": self.name, "WHEN": str(self.when)}
        if self.place == "host":
            write(STARTED, f"#!/bin/sh\nexec {VERIFIER}\n", 0o755)
            return variables
        write(STARTED, "#!/bin/sh\n" + " ".join(f"{name}={value}" for name, value in variables.items()) +
              f" exec {VERIFIER}\n", 0o755)
        return {}

    def begin(self, _):
        if self.place == "host":
            self.first = calls()

    def end(self):
        pass

    def happened(self):
        return any(failed for _, _, failed in functions())

    def __str__(self):
        return f"{self.place}: {self.name} #{self.when}"


def functions():
    """Name, calls and failures of each function."""
    with open(COUNTS, "rb") as file:
        return [(name.rstrip(b"\0").decode(), made, failed) for name, made, failed in FUNCTION.iter_unpack(file.read())]


def calls():
    return {name: made for name, made, _ in functions()}
