# SPDX-License-Identifier: BSD-3-Clause
"""The one table: figures of ours and of a peer from the same run, their ratio, and the target where there is one."""

import json
import statistics
from dataclasses import asdict, dataclass


@dataclass
class Row:
    measure: str
    ours: float
    unit: str
    peer: str  # with its version
    peers: float
    ratio: float
    target: str = "none"  # what the ratio, or our figure, is to be
    met: str = "-"


HEADINGS = ("measure", "wavix2fa", "peer", "its figure", "ratio", "target", "met")


def compare(measure, unit, ours, peer, peers, most=None):
    """Lists of figures of interleaved runs; the ratio is that of pairs, so that what disturbs both counts for none.
    `most`: the target of the ratio."""
    ratio = statistics.median(one / other for one, other in zip(ours, peers))
    row = Row(measure, statistics.median(ours), unit, peer, statistics.median(peers), ratio)
    if most is not None:
        row.target, row.met = f"ratio <= {most:g}", "yes" if ratio <= most else "NO"
    return row


def exactly(measure, unit, ours, peer, peers, floor):
    """Counts, which do not vary: ours is to be the floor."""
    return Row(measure, ours, unit, peer, peers, ours / peers, f"{floor:g}", "yes" if ours == floor else "NO")


def _figure(value, unit):
    digits = 0 if value == round(value) or value >= 1000 else 3 if value < 1 else 1 if value >= 100 else 2
    return f"{value:,.{digits}f}{' ' + unit if unit else ''}"


def text(rows):
    cells = [HEADINGS] + [(row.measure, _figure(row.ours, row.unit), row.peer, _figure(row.peers, row.unit),
                           f"{row.ratio:.2f}", row.target, row.met) for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells)]
    right = {1, 3, 4}
    lines = ["  ".join(f"{cell:>{width}}" if at in right else f"{cell:<{width}}"
                       for at, (cell, width) in enumerate(zip(line, widths))).rstrip() for line in cells]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def as_json(rows):
    return json.dumps([asdict(row) for row in rows], indent=2)
