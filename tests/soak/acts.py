# SPDX-License-Identifier: BSD-3-Clause
"""What people do at the prompts of a login."""

import enum
import http.client
import json
import subprocess
import urllib.request

from stage import other_code, recovery_codes_in


class Leave(Exception):
    """The person goes away instead of answering."""

    class How(enum.Enum):
        END_OF_FILE = "end of file"
        INTERRUPT = "Ctrl-C"
        HANG_UP = "terminal closed"
        KILL = "program killed"

    def __init__(self, how):
        super().__init__(how)
        self.how = how


CODE, WRONG, RECOVERY, LATE = "code", "wrong code", "recovery code", "code after the deadline"
END_OF_FILE, INTERRUPT, HANG_UP, KILL = Leave.How
KILL_EARLY = "program killed before its prompt"
# What is typed at one prompt after the other; and how often it is done.
ACTS = {
    "code": ([CODE], 30),
    "wrong code, code": ([WRONG, CODE], 10),
    "three wrong codes": ([WRONG, WRONG, WRONG], 4),
    "resend, code": (["r", CODE], 8),
    "voice call, code": (["v", CODE], 6),
    "Enter, code": (["", CODE], 6),
    "junk, code": (["hello", CODE], 4),
    "three times Enter": (["", "", ""], 3),
    "recovery code": ([RECOVERY], 5),
    "code after the deadline": ([LATE], 1),
    "end of file": ([END_OF_FILE], 5),
    "Ctrl-C": ([INTERRUPT], 5),
    "terminal closed": ([HANG_UP], 5),
    "program killed": ([KILL], 6),
    "wrong code, program killed": ([WRONG, KILL], 4),
    "program killed early": ([KILL_EARLY], 6),
}


class Phone:
    """A person's, as the sandbox's control address shows it."""

    def __init__(self, control, number):
        self._control, self._number = control, number

    def newest(self):
        """The code of the last message; None: there is none, or the sandbox is away."""
        try:
            with urllib.request.urlopen(f"{self._control}/messages/last?to={self._number}", timeout=10) as reply:
                return json.load(reply)["code"]
        except (OSError, http.client.HTTPException, ValueError, KeyError):
            return None


class RecoveryCodes:
    """A person's, on paper."""

    def __init__(self, command, user):
        self._command, self._user = command, user
        self.untried = []
        self.tried = self.entered = 0  # typed; and how often that let in

    def next(self):
        """One that was never typed; None: no more can be had now."""
        if not self.untried:
            done = subprocess.run([self._command, "recovery", "issue", "--yes", self._user], capture_output=True, text=True,
                                  check=False)
            if done.returncode != 0:
                return None
            self.untried = recovery_codes_in(done.stdout)
            self.tried = self.entered = 0
        self.tried += 1
        return self.untried.pop()


class Answers:
    """One login's. `right`: the last one was what the newest message says, or, `recovered`, a recovery code that was never
    used."""

    def __init__(self, act, phone, recovery_codes, wait):
        self._left = list(ACTS[act][0])
        self._phone, self._recovery_codes, self._wait = phone, recovery_codes, wait
        self.asked = 0
        self.right = self.recovered = self.late = self.resumed = False

    def has(self, step):
        return step in self._left

    def to(self, prompt):
        self.asked += 1
        self.resumed |= "Already called" in prompt or "Code already sent" in prompt
        self.right = self.recovered = False
        step = self._left.pop(0) if self._left else END_OF_FILE
        if step == KILL_EARLY:  # but the prompt came first
            raise Leave(KILL)
        if isinstance(step, Leave.How):
            raise Leave(step)
        if step == RECOVERY or ("Wavix cannot be reached" in prompt and step == CODE):
            self.recovered = True
            return self._typed_right(self._recovery_codes.next())
        if step == LATE:
            self.late = True
            self._wait()
        if step in (CODE, LATE):
            return self._typed_right(self._phone.newest())
        if step == WRONG:
            return other_code(self._phone.newest() or "000000")
        return step

    def _typed_right(self, code):
        if code is None:
            raise Leave(END_OF_FILE)
        self.right = True
        return code
