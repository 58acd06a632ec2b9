# SPDX-License-Identifier: BSD-3-Clause
"""Everything that the private machine's programs say to syslog."""

import os
import re
import socket
import threading
import time


class Journal:
    def __init__(self, file=os.devnull):
        """What is said also goes to a file, as a system's log does."""
        self.lines = []
        self._file = open(file, "a", buffering=1, encoding="utf-8")
        self._changed = threading.Condition()
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind("/dev/log")
        os.chmod("/dev/log", 0o666)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        while True:
            text = self._socket.recv(65536).decode(errors="replace").rstrip("\0\n")
            line = re.sub(r"^<\d+>", "", text)
            with self._changed:
                self.lines.append(line)
                self._file.write(line + "\n")
                self._changed.notify_all()

    def mark(self):
        """Where the lines to come begin: what was said before this has been read, this line of our own included."""
        note = f"mark {len(self.lines)} {time.monotonic_ns()}"
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ours:
            ours.sendto(note.encode(), "/dev/log")
        self.wait(f"^{note}$")
        return self.lines.index(note) + 1

    def wait(self, pattern, since=0, seconds=10):
        """The first line from `since` on that matches; the lines are in the error where none does in time."""
        ends = time.monotonic() + seconds
        with self._changed:
            while True:
                for line in self.lines[since:]:
                    if re.search(pattern, line):
                        return line
                left = ends - time.monotonic()
                if left <= 0 or not self._changed.wait(left):
                    raise AssertionError(f"no line matches {pattern!r} in:\n" + "\n".join(self.lines[since:]))

    def audit(self, since=0, seconds=10):
        """The audit line of the next login, as a dictionary."""
        return fields(self.wait(r"pam_wavix2fa\(.*\): verdict=", since, seconds))

    def audits(self, since=0):
        return [fields(line) for line in self.lines[since:] if re.search(r"pam_wavix2fa\(.*\): verdict=", line)]


def fields(line):
    found = re.findall(r"""(\w+)=("[^"]*"|'(?:\\.|[^'\\])*'|\S+)""", line)
    return {key: value.strip("\"'") for key, value in found}
