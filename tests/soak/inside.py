# SPDX-License-Identifier: BSD-3-Clause
"""The soak, on its private machine: storms of troubles with calms between, then a last calm, then the reckoning."""

import collections
import json
import os
import random
import selectors
import signal
import sqlite3
import subprocess
import sys
import time

import reckoning
import report
import troubles
from doors import DOORS
from ledger import Ledger
from people import PEOPLE
from scene import Scene
from wavix import Wavix

HERE = os.path.dirname(os.path.realpath(__file__))
STORM = 20
CALM = 15


class Crowd:
    """The people, each a process."""

    def __init__(self, scene, seed, ledger):
        self._ledger, self._select = ledger, selectors.DefaultSelector()
        self._people = [subprocess.Popen(
            [sys.executable, "-B", f"{HERE}/logins.py", str(one.number), seed, scene.sandbox.control, str(scene.sshd.port)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, start_new_session=True) for one in PEOPLE]
        for process in self._people:
            self._select.register(process.stdout, selectors.EVENT_READ)

    def listen(self, until):
        """Takes what they say, until then or until nobody is left."""
        while self._select.get_map() and (left := until - time.monotonic()) > 0:
            for key, _ in self._select.select(left):
                if line := key.fileobj.readline():
                    self._ledger.add(json.loads(line))
                else:
                    self._select.unregister(key.fileobj)

    def stop(self):
        for process in self._people:
            process.stdin.close()
        self.listen(time.monotonic() + 90)
        for process in self._people:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
            if process.wait() != 0:
                self._ledger.unexpected(f"a process of logins.py ended with {process.returncode}")


def storm(scene, luck, ledger, wavix, crowd):
    ends = time.monotonic() + STORM
    while time.monotonic() < ends:
        kind = troubles.any_of_them(luck)
        ledger.troubles[kind.__name__.replace("_", " ")] += 1
        if kind is troubles.wavix_restarts:
            wavix.take(scene.sandbox)
        if problem := kind(scene, luck):
            ledger.unexpected(problem)
        crowd.listen(time.monotonic() + luck.uniform(0, 1))
    troubles.heal(scene)


def calm(ledger, crowd):
    ledger.calm_begins()
    crowd.listen(time.monotonic() + CALM)
    ledger.calm_ends()


def soak(scene, seconds, luck, ledger, wavix, crowd):
    """Ctrl-C ends it early."""
    interrupted = []
    signal.signal(signal.SIGINT, lambda *_: interrupted.append(True))
    next_word = 60
    while True:
        storm(scene, luck, ledger, wavix, crowd)
        if ledger.seconds > next_word:
            next_word += 60
            report.progress(ledger)
        if ledger.seconds > seconds or interrupted:
            break
        calm(ledger, crowd)
    # What the last one knows is of the last calm alone, in which nothing that was sent may be left.
    wavix.take(scene.sandbox)
    scene.kill_sandbox()
    scene.start_sandbox()
    calm(ledger, crowd)


def reckon(scene, before, ledger, wavix):
    def add(problems):
        try:
            for problem in problems:
                ledger.unexpected(problem)
        except (AssertionError, sqlite3.Error) as error:
            ledger.unexpected(f"{type(error).__name__}: {error}")

    ledger.miss(DOORS)
    add(reckoning.log_in_until_nothing_waits(scene.sandbox.control))
    wavix.take(scene.sandbox)
    for problems in (reckoning.left_at_wavix(scene), reckoning.in_the_store(wavix, ledger),
                     reckoning.in_the_log(scene), before.differences()):
        add(problems)


def main(seconds, seed):
    print(f"soak: --seconds {seconds} --seed {seed}", flush=True)
    scene = Scene()
    before = reckoning.Before(scene)
    ledger = Ledger(scene.journal)
    wavix = Wavix(ledger)
    crowd = Crowd(scene, seed, ledger)
    soak(scene, int(seconds), random.Random(seed), ledger, wavix, crowd)
    crowd.stop()
    reckon(scene, before, ledger, wavix)
    report.show(ledger, wavix, collections.Counter(audit["verdict"] for audit in scene.journal.audits()))
    scene.stop()
    return 1 if ledger.problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
