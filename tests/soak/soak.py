#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
"""Mixed logins for an hour while all kinds of things go wrong: `make soak`. See README.md.

    soak.py [--seconds N] [--seed N] BUILD

Its place is a namespace as tests/system/machine.py wants; the machine it makes there has its own people."""

import argparse
import os
import random
import sys

HERE = os.path.dirname(os.path.realpath(__file__))
sys.path.insert(0, f"{HERE}/../system")
import machine  # noqa: E402
from people import PEOPLE  # noqa: E402


def main():
    parser = argparse.ArgumentParser(prog="soak", description="Mixed logins while all kinds of things go wrong.")
    parser.add_argument("build", metavar="BUILD", help="the folder of the build")
    parser.add_argument("--seconds", type=int, default=3600, help="for so long (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1000000),
                        help="what people do and what goes wrong; when it does is the machine's affair")
    given = parser.parse_args()
    sys.exit(machine.live(given.build, f"{HERE}/inside.py", [str(given.seconds), str(given.seed)],
                          {one.name: (one.uid, one.password) for one in PEOPLE}))


main()
