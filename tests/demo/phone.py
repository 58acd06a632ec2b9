# SPDX-License-Identifier: BSD-3-Clause
"""The phone: the messages that the sandbox prints, as they arrive."""

import contextlib
import os
import re
import threading
from dataclasses import dataclass

LINE = re.compile(r"(\d\d:\d\d:\d\d) (SMS|voice call) to \+\d+(?:: | )(.*)")


@dataclass(frozen=True)
class Message:
    time: str
    channel: str
    text: str

    @property
    def code(self):
        return re.sub(r"\D", "", self.text)


class Phone:
    def __init__(self, lines):
        self._lines = lines

    def start(self, show):
        """Calls show with each message, from now on."""
        threading.Thread(target=self._read, args=(show,), daemon=True).start()

    def _read(self, show):
        # On a busy machine too, a message is on the screen before the prompt that follows from it.
        with contextlib.suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
        for line in self._lines:
            found = LINE.fullmatch(line.strip())
            if found:
                show(Message(*found.groups()))
