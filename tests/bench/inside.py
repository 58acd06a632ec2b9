# SPDX-License-Identifier: BSD-3-Clause
"""The measures, on the private machine that bench.py has made: one after the other, then the table."""

import sys
import time

import measures
import sizes
import table
from journal import Journal
from peers import Duo, GoogleAuthenticator, Oath, Ours, prepare_machine


def measured(rounds):
    """The rows, one measure after the other."""
    journal = Journal()  # what they log goes where a system's log would take it
    prepare_machine()
    ours, duo, google, oath = peers = (Ours(), Duo(), GoogleAuthenticator(), Oath())
    steps = [lambda: measures.loading(peers, rounds), lambda: measures.one_login(peers, rounds),
             lambda: measures.acknowledged_at_once(ours, duo, rounds),
             *(lambda delay=delay: measures.far_away(ours, duo, delay, max(3, rounds // 10)) for delay in (50, 200)),
             lambda: measures.crowd(ours, duo), lambda: sizes.user_files(ours, oath, max(5, rounds // 4)),
             lambda: sizes.stores(ours, max(5, rounds // 2))]
    try:
        for number, step in enumerate(steps, 1):
            if sys.stderr.isatty():
                print(f"\r measure {number} of {len(steps)} … ", end="", file=sys.stderr, flush=True)
            yield from step()
    except RuntimeError:
        print("\n".join(journal.lines[-10:]), file=sys.stderr)
        raise
    finally:
        if sys.stderr.isatty():
            print("\r" + " " * 30 + "\r", end="", file=sys.stderr)
        for peer in peers:
            peer.stop()


def main(form, rounds):
    begun = time.monotonic()
    rows = list(measured(int(rounds)))
    print(table.as_json(rows) if form == "json" else table.text(rows))
    print(f"took {time.monotonic() - begun:.0f} s", file=sys.stderr)


main(*sys.argv[1:])
