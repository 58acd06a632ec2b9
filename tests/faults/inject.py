# SPDX-License-Identifier: BSD-3-Clause
"""Fails everything that can fail in a login, one thing at a time: inject.py [WORD…] for the rows that have all the words.
Prints each outcome that must not be, and a table; ends with 1 if there was one. See README.md."""

import os
import sys

import library_calls
import system_calls
from logins import Logins
from paths import PATHS
from tally import Row, show

# Of the allocations of the verifier the first ones, and then each EVERYth: there are tens of thousands.
FIRST = 500
EVERY = int(os.environ.get("EVERY", "50"))


class SystemCalls:
    kind = "system calls"
    places = ("host", "children", "verifier")
    fault = system_calls.Fault

    @staticmethod
    def points(logins, trace):
        host = logins.host if trace.place == "children" else None
        return {name: range(1, count + 1) for name, count in system_calls.counts(host).items()}


class OtherErrors(SystemCalls):
    kind = "other errors"
    fault = system_calls.OtherFault

    @staticmethod
    def points(logins, trace):
        return {name: points for name, points in SystemCalls.points(logins, trace).items() if name in system_calls.OTHER_ERRORS}


class LibraryCalls:
    kind = "library calls"
    places = ("host", "verifier")
    fault = library_calls.Fault

    @staticmethod
    def points(_, count):
        return {name: calls for name, calls in count.points().items() if name != library_calls.ALLOCATION}


class Allocations(LibraryCalls):
    kind = "allocations"

    @staticmethod
    def points(_, count):
        made = count.points()[library_calls.ALLOCATION]
        print(f"{count.place}: {len(made)} allocations; each of the first {FIRST}, then each {EVERY}th", file=sys.stderr)
        return {library_calls.ALLOCATION: [*made[:FIRST], *made[FIRST::EVERY]]}


def name_of(kind, place, path):
    return f"{kind.kind}, {place}, {path}"


def row_of(logins, kind, place, path, every=1):
    """The faults of one kind in one place, or each `every`th of each name, once it is seen what there is to fail."""
    clean = kind.fault(place)
    outcome = logins.run_with(clean, path)
    if outcome.problems or outcome.success != path.succeeds:
        raise AssertionError(f"without a fault: {outcome.result}, {outcome.problems}")
    row = Row(name_of(kind, place, path))
    for name, points in sorted(kind.points(logins, clean).items()):
        for number, when in enumerate(points[::every]):
            if number % 100 == 0:
                logins.renew()
            fault = kind.fault(place, name, when)
            row.add(fault, logins.run_with(fault, path), fault.happened())
    return row


def main(words):
    logins = Logins()
    rows = []
    for kind in (SystemCalls, OtherErrors, LibraryCalls, Allocations):
        for place in kind.places:
            for path in PATHS:
                if all(word in name_of(kind, place, path).replace(",", "").split() for word in words):
                    rows.append(row_of(logins, kind, place, path))
                    show(rows[-1:], sys.stderr)
    show(rows)
    return 1 if not rows or any(row.unexpected for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
