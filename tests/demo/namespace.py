# SPDX-License-Identifier: BSD-3-Clause
"""The demo's private machine, seen from outside: started, and ended by whatever signal ends the demo."""

import os
import select
import signal
import subprocess
import sys

from host import NAMESPACES

HERE = os.path.dirname(os.path.realpath(__file__))
SYSTEM = os.path.join(os.path.dirname(HERE), "system")


class Ended(Exception):
    """A signal that ends this program."""


class Namespace:
    """Where the private machine lives; ends with this program."""

    SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def __init__(self, build):
        self._seated, tell = os.pipe()
        signal.pthread_sigmask(signal.SIG_BLOCK, self.SIGNALS)
        for number in self.SIGNALS:
            signal.signal(number, self._answer)
        # setpriv: the kernel ends the namespace with this program, even if that is killed.
        self._process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", *NAMESPACES, sys.executable, "-B", f"{HERE}/inside.py", build,
             str(tell)], env={**os.environ, "PYTHONPATH": SYSTEM}, pass_fds=[tell], preexec_fn=self._in_child)
        os.close(tell)

    def run(self):
        try:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, self.SIGNALS)
            return self._process.wait()
        except Ended as ended:
            self._stop()
            return 128 + ended.args[0]

    def _in_child(self):
        for number, action in zip(self.SIGNALS, (signal.SIG_IGN, signal.SIG_DFL, signal.SIG_DFL)):
            signal.signal(number, action)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, self.SIGNALS)

    def _person_seated(self):
        return bool(select.select([self._seated], [], [], 0)[0])

    def _answer(self, number, _frame):
        """A terminal's Ctrl-C reaches everyone. A person who is seated gives up a login by it, or ends the play."""
        if number != signal.SIGINT or not self._person_seated():
            raise Ended(number)

    def _stop(self):
        for number in self.SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        if self._person_seated():
            self._ask_to_end()
        self._process.kill()
        self._process.wait()

    def _ask_to_end(self):
        """Has the first process of the namespace put the terminal right."""
        try:
            with open(f"/proc/{self._process.pid}/task/{self._process.pid}/children", encoding="ascii") as children:
                for pid in children.read().split():
                    os.kill(int(pid), signal.SIGTERM)
            self._process.wait(timeout=2)
        except (OSError, subprocess.TimeoutExpired):
            pass
