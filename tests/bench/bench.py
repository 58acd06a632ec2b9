#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
"""What a login costs, beside the peers': `make bench`. One table; --json for programs.

    bench.py [--json] [--rounds N] BUILD

On a private machine as the tests have, with loopback only. Runs of ours and of the peers take turns, figures are medians
and ratios those of neighbouring runs, so that what else the machine does disturbs both. Takes some five minutes."""

import argparse
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.realpath(__file__))
PEERS = ("libpam-duo", "libpam-google-authenticator", "libpam-oath")


def version_of(package):
    """Upstream's; dpkg's records are out of sight on the private machine."""
    if not shutil.which("dpkg-query"):
        sys.exit("bench: there is no dpkg-query; the peers that it measures are Debian's")
    found = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True, check=False)
    if found.returncode != 0:
        sys.exit(f"bench: {package} is not installed; tests/dependencies bench installs it")
    return found.stdout.split("-")[0].split("+")[0]


def main():
    parser = argparse.ArgumentParser(prog="bench", description="What a login costs, beside the peers'.")
    parser.add_argument("build", metavar="BUILD", help="the folder of the build")
    parser.add_argument("--json", action="store_true", help="rows as JSON")
    parser.add_argument("--rounds", type=int, default=100, help="logins of each peer (default: %(default)s)")
    given = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("bench: run it as root, by sudo: it makes a machine out of namespaces")
    os.environ["PEER_VERSIONS"] = " ".join(map(version_of, PEERS))
    os.execvp("unshare", ["unshare", "-m", "-p", "-f", "-n", "-u", "--mount-proc", sys.executable, "-B",
                          f"{HERE}/../system/machine.py", given.build, f"{HERE}/inside.py",
                          "json" if given.json else "text", str(given.rounds)])


main()
