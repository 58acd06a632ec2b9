# SPDX-License-Identifier: BSD-3-Clause
"""Somebody with a phone at a terminal, who writes down what is shown and typed."""

import os
import queue

import pexpect

import show
from journal import fields

AUDIT = r"pam_wavix2fa\(.*\): verdict="


class Actor:
    def __init__(self, place):
        self._journal, self._messages, self._terminal = place.journal, queue.Queue(), None
        self._prompt = self._typed = ""
        self._mark = 0
        place.phone.start(self._messages.put)

    @staticmethod
    def title(text):
        print(f"\n {text}\n")

    def run(self, *command):
        show.labelled("terminal", "$ " + " ".join(command))
        self._terminal = pexpect.spawn(command[0], list(command[1:]), encoding="utf-8", timeout=10,
                                       dimensions=(24, 200), env={**os.environ, "TERM": "dumb"})

    def message(self):
        """The code of the next message."""
        try:
            message = self._messages.get(timeout=10)
        except queue.Empty:
            raise AssertionError("no message arrived") from None
        show.labelled("phone", f"{message.time} {message.channel}: {message.text}")
        return message.code

    def sees(self, pattern):
        """Something that ends in a prompt."""
        self._terminal.expect(pattern)
        *lines, self._prompt = (self._terminal.before + self._terminal.after).replace("\r", "").split("\n")
        for line in filter(str.strip, lines):
            if line != self._typed:
                show.labelled("", line)

    def types(self, text, secret=False):
        show.labelled("terminal", self._prompt + ("" if secret else text))
        self._terminal.sendline(text)
        self._typed = text

    def leaves(self):
        self.types("exit")
        self._terminal.expect(pexpect.EOF)
        self._terminal.close()
        if self._terminal.exitstatus != 0:
            raise AssertionError(f"ssh ended with {self._terminal.exitstatus}")

    def reads_log(self, *expected):
        """The audit line of the last login; expected are its verdict, service and channel."""
        line = self._journal.wait(AUDIT, self._mark)
        self._mark = self._journal.lines.index(line) + 1
        show.labelled("log", line[line.index("pam_wavix2fa("):])
        audit = fields(line)
        if (audit["verdict"], audit["service"], audit["channel"]) != expected:
            raise AssertionError(f"the log says something else than {' '.join(expected)}")

    def stuck(self, error):
        """What went wrong, and what the terminal showed last."""
        what = "the terminal fell silent" if isinstance(error, pexpect.TIMEOUT) else str(error).split("\n", 1)[0]
        shown = (self._terminal.before or "") if self._terminal else ""
        return f"{what}; the terminal showed: {shown!r}; the log: {self._journal.lines[self._mark:]}"
