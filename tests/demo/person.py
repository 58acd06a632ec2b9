# SPDX-License-Identifier: BSD-3-Clause
"""The person's terminal: ssh, typed at by the person; what the log says of it; and again, if wanted."""

import contextlib
import os
import signal
import subprocess
import sys

import show
from place import AUTH_LOG, PORT
from stage import eventually, verifiers
from you import USER

COMMAND = [sys.executable, "-B", os.path.realpath(__file__)]


class AuditLog:
    """What pam_wavix2fa has written to the system's log."""

    def __init__(self, path):
        self._path, self._read = path, 0

    def news(self):
        with contextlib.suppress(AssertionError):
            eventually(lambda: not verifiers(), seconds=3)
        lines = self._audit_lines()
        new, self._read = lines[self._read:], len(lines)
        return new

    def _audit_lines(self):
        with open(self._path, encoding="utf-8") as file:
            return [line[line.index("pam_wavix2fa("):].rstrip() for line in file if "pam_wavix2fa(" in line]


def log_in():
    command = ["ssh", "-p", str(PORT), f"{USER}@127.0.0.1"]
    print(show.bold("$ " + " ".join(command)), flush=True)
    signal.signal(signal.SIGINT, lambda *_: None)  # ssh's; a handler, as ssh would go on ignoring
    subprocess.run(command, check=False)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def wants_more():
    try:
        return input("\n Log in again? [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False


def sit_down():
    log = AuditLog(AUTH_LOG)
    while True:
        log_in()
        print()
        for line in log.news():
            show.labelled("the log", line, show.green if "verdict=verified" in line else show.bold)
        if not wants_more():
            return 0
        print()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sit_down()
