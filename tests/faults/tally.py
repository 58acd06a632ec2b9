# SPDX-License-Identifier: BSD-3-Clause
"""What came of many faults: a row for each kind, and each outcome that must not be."""

import sys
import time

from logins import LOGIN_TIMEOUT

HEADINGS = ("what", "points", "denied", "rightly in", "unreached", "unexpected", "at deadline", "seconds")


class Row:
    def __init__(self, what):
        self.what = what
        self.points = self.denied = self.verified = self.unreached = self.unexpected = 0
        self.late = 0  # ended by the deadline alone
        self._began = time.monotonic()
        self.seconds = 0.0

    def add(self, fault, outcome, happened):
        """`happened`: whether the login came so far that the fault was made."""
        self.points += 1
        self.unreached += not happened
        self.denied += not outcome.success
        self.verified += outcome.success and not outcome.problems
        self.unexpected += bool(outcome.problems)
        if outcome.seconds >= LOGIN_TIMEOUT:
            self.late += 1
            print(f"at the deadline: {self.what}: {fault}", flush=True)
        self.seconds = time.monotonic() - self._began
        for problem in outcome.problems:
            print(f"unexpected: {self.what}: {fault}: {problem}", flush=True)

    def cells(self):
        return (self.what, *map(str, (self.points, self.denied, self.verified, self.unreached, self.unexpected, self.late)),
                f"{self.seconds:.0f}")


def show(rows, file=sys.stdout):
    """Columns that align; numbers to the right."""
    table = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(cells[column]) for cells in table) for column in range(len(HEADINGS))]
    for what, *numbers in table:
        print(what.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(numbers, widths[1:])), sep="  ", file=file)
