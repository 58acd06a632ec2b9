# SPDX-License-Identifier: BSD-3-Clause
"""What the soak comes to, for people."""

import sys


def progress(ledger):
    print(f"{int(ledger.seconds) // 60} min: {ledger.logins:,} logins, {sum(ledger.troubles.values()):,} troubles, "
          f"{len(ledger.problems)} unexpected", file=sys.stderr, flush=True)


def table(header, rows):
    cells = [header, *([f"{cell:,}" if isinstance(cell, int) else cell for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells)]
    for row in cells:
        print("  ".join(cell.ljust(width) if at == 0 else cell.rjust(width)
                        for at, (cell, width) in enumerate(zip(row, widths))).rstrip())
    print()


def show(ledger, wavix, verdicts):
    doors = {door for door, _ in ledger.doors}
    outcomes = ("in", "denied", "not asked")
    table(["where", *outcomes],
          [[door, *(ledger.doors[door, outcome] for outcome in outcomes)] for door in sorted(doors)])
    acts = {act for act, _ in ledger.acts}
    table(["what the person does", "in", "not"],
          [[act, ledger.acts[act, True], ledger.acts[act, False]] for act in sorted(acts)])
    table(["verdict in the log", "times"], [list(row) for row in verdicts.most_common()])
    table(["trouble", "times"], [[kind, times] for kind, times in ledger.troubles.most_common()])
    table(["at Wavix", "number"], [
        *([f"requests: {operation}", count] for operation, count in wavix.requests.most_common()),
        ["requests that met a fault", wavix.faults], ["messages", sum(wavix.messages.values())],
        *([f"verifications: {status}", count] for status, count in wavix.verifications.most_common())])
    print(f"{ledger.logins:,} logins in {ledger.seconds:,.0f} s; a program that stayed grew by at most "
          f"{max(ledger.growth_kib, default=0):,} KiB; {len(ledger.problems)} unexpected")
