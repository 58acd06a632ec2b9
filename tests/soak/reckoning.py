# SPDX-License-Identifier: BSD-3-Clause
"""At the end, when nothing goes wrong any more and nobody logs in: is everything where it belongs?"""

import collections
import contextlib
import os
import re
import sqlite3
import time

import pam
from acts import Phone
from people import PEOPLE
from scene import LIMIT_SECONDS, REUSE_SECONDS
from stage import CONFIG, STATE, eventually, verifiers

STORE = f"{STATE}/state.db"


def descriptors(process):
    folder = f"/proc/{process.pid}/fd"
    return sorted(re.sub(r"\d{2,}", "…", os.readlink(f"{folder}/{fd}")) for fd in os.listdir(folder))


def processes():
    """What runs on this machine, by name."""
    names = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/comm", encoding="utf-8") as comm:
                names.append(comm.read().strip())
        except OSError:
            pass
    return sorted(names)


def connections():
    """TCP connections that are neither listening nor just closed (TIME_WAIT), proc_net_tcp(5)."""
    with open("/proc/net/tcp", encoding="ascii") as table:
        return [line.split()[1:4] for line in table.readlines()[1:] if line.split()[3] not in ("0A", "06")]


class Before:
    """What there was before the first login."""

    def __init__(self, scene):
        self._scene = scene
        self._processes = processes()
        self._descriptors = self._count()
        self._files = self._list()

    def _count(self):
        return {"sshd": descriptors(self._scene.sshd.process), "sandbox": descriptors(self._scene.sandbox.process)}

    @staticmethod
    def _list():
        return {folder: sorted(os.listdir(folder))
                for folder in ("/tmp", "/run", "/etc/wavix2fa", "/var/tmp", "/usr/libexec")}

    def differences(self):
        ends = time.monotonic() + 60  # a fault of the sandbox's may last
        while (connections() or self._descriptors != self._count()) and time.monotonic() < ends:
            time.sleep(0.1)
        for what, before, now in (("processes", self._processes, processes()),
                                  ("connections", [], connections()),
                                  ("descriptors", self._descriptors, self._count()),
                                  ("files", self._files, self._list())):
            if before != now:
                yield f"{what}: {before} became {now}"
        if (left := set(os.listdir(STATE)) - {"state.db", "state.db-wal", "state.db-shm"}):
            yield f"left in {STATE}: {left}"


def query(statement, *values):
    with contextlib.closing(sqlite3.connect(STORE)) as store:
        return store.execute(statement, values).fetchall()


def number(statement, *values):
    return query(statement, *values)[0][0]


def log_in_until_nothing_waits(control):
    """Whose code nobody came back for is cancelled by the logins that follow."""
    eventually(lambda: not verifiers(), 30, "the end of every verifier")
    time.sleep(max(REUSE_SECONDS, LIMIT_SECONDS) + 1)
    rounds = 0
    while rounds < 5 and (rounds == 0 or number("SELECT count(*) FROM pending")):
        rounds += 1
        for one in PEOPLE:
            phone = Phone(control, one.phone)
            code, said = pam.authenticate("direct", one.name, lambda _, phone=phone: phone.newest())
            if code != pam.SUCCESS:
                yield f"{one.name} cannot log in at the end: {code}, {said}"
        eventually(lambda: not verifiers(), 30, "the end of every verifier")


def left_at_wavix(scene):
    for one in scene.sandbox.sessions():
        if one["status"] == "pending":
            requests = [(entry["at"], entry["operation"], entry["status"], entry["fault"])
                        for entry in scene.sandbox.requests()
                        if one["session_id"] in entry["path"] or one["to"] in entry["body"]]
            lines = [line for line in scene.journal.lines if one["session_id"] in line]
            yield "\n  ".join([f"still pending at Wavix: {one}", *map(str, requests[:8]), *lines])


ROWS = {  # what must be 0
    "verifications that wait": "SELECT count(*) FROM pending",
    "failures of users who are in": "SELECT count(*) FROM failures",
    "outages that are noted": "SELECT count(*) FROM breaker WHERE failures > 0",
    "break-glass": "SELECT count(*) FROM break_glass",
    "grace of other services": "SELECT count(*) FROM grace WHERE service <> 'graced'",
    "steps of no login": "SELECT count(*) FROM step WHERE record NOT IN (SELECT id FROM record)",
    "logins that are on record and not in the totals":
        "SELECT (SELECT count(*) FROM record) - (SELECT coalesce(sum(logins), 0) FROM total)",
    "sends that are on record and not in the totals":
        "SELECT (SELECT sum(sends) FROM record) - (SELECT coalesce(sum(sends), 0) FROM total)",
}


def in_the_store(wavix, ledger):
    for what, statement in ROWS.items():
        if found := number(statement):
            yield f"{what}: {found}"
    if (state := query("PRAGMA integrity_check")) != [("ok",)]:
        yield f"the store is damaged: {state}"
    for phone, sent in wavix.messages.items():
        if (counted := number("SELECT count(*) FROM sends WHERE number = ?", phone)) < sent:
            yield f"{sent} messages went to {phone}, and {counted} were counted"
    for user, codes in ledger.recovery_codes.items():
        left = number("SELECT count(*) FROM recovery WHERE user = ?", user)
        if not codes["untried"] <= left <= codes["untried"] + codes["tried"] - codes["used"]:
            yield f"{user} has {left} recovery codes: {codes}"


def in_the_log(scene):
    """Each login that a verifier ended is on record, but for those of which the log says that the store, or the
    configuration that names it, could not be read or written; and verifiers that were killed between line and record."""
    pid = re.compile(r"wavix2fa\[(\d+)\]: ")
    verdicts, excuses = [], collections.defaultdict(list)
    for at, line in enumerate(scene.journal.lines):
        if found := pid.search(line):
            if "verdict=" in line:
                verdicts.append((at, found[1]))
            if "state.db" in line or f'cause="{CONFIG}' in line:
                excuses[found[1]].append(at)
    # Process ids come again.
    least = sum(not any(abs(at - other) < 1000 for other in excuses[who]) for at, who in verdicts) - scene.killed_verifiers
    records = number("SELECT count(*) FROM record")
    if not least <= records <= len(verdicts):
        yield f"{records} logins on record, of {len(verdicts)} verdicts in the log, of which {least} must be there"
