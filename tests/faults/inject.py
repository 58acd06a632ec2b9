# SPDX-License-Identifier: BSD-3-Clause
"""Fails everything that can fail in a login, one thing at a time: inject.py [WORD…] for the rows that have all the words.
Prints each outcome that must not be, and a table; ends with 1 if there was one. See README.md."""

import os
import sys

import library_calls
import system_calls
from logins import Logins
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


class LibraryCalls:
    kind = "library calls"
    places = ("host", "verifier")
    fault = library_calls.Fault

    @staticmethod
    def points(_, count):
        return {name: range(count.first.get(name, 0) + 1, made + 1)
                for name, made in library_calls.calls().items() if name != library_calls.ALLOCATION}


class Allocations(LibraryCalls):
    kind = "allocations"

    @staticmethod
    def points(_, count):
        name = library_calls.ALLOCATION
        first, last = count.first.get(name, 0) + 1, library_calls.calls()[name]
        print(f"{count.place}: {last - first + 1} allocations; each of the first {FIRST}, then each {EVERY}th", file=sys.stderr)
        return {name: [*range(first, min(first + FIRST, last + 1)), *range(first + FIRST, last + 1, EVERY)]}


def name_of(kind, place, right):
    return f"{kind.kind}, {place}, {'right' if right else 'wrong'} code"


def row_of(logins, kind, place, right, every=1):
    """The faults of one kind in one place, or each `every`th of each name, once it is seen what there is to fail."""
    clean = kind.fault(place)
    outcome = logins.run_with(clean, right)
    if outcome.problems or outcome.success != right:
        raise AssertionError(f"without a fault: {outcome.result}, {outcome.problems}")
    row = Row(name_of(kind, place, right))
    for name, points in sorted(kind.points(logins, clean).items()):
        for number, when in enumerate(points[::every]):
            if number % 100 == 0:
                logins.renew()
            fault = kind.fault(place, name, when)
            row.add(fault, logins.run_with(fault, right), fault.happened())
    return row


def main(words):
    logins = Logins()
    rows = []
    for kind in (SystemCalls, LibraryCalls, Allocations):
        for place in kind.places:
            for right in (True, False):
                if all(word in name_of(kind, place, right).replace(",", "").split() for word in words):
                    rows.append(row_of(logins, kind, place, right))
                    show(rows[-1:], sys.stderr)
    show(rows)
    return 1 if not rows or any(row.unexpected for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
