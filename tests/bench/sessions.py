#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
"""What a list of a million verifications takes to read, with a million logins on record to join: prints the time and the
peak memory of wavix2fa sessions, which must be below 64 MiB."""

import os
import re
import sqlite3
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../system"))
from sandbox import KEY, SERVICE, Sandbox  # noqa: E402

COUNT = 1_000_000
MOST_KIB = 64 * 1024
DAYS = ("--from", "2026-11-01", "--to", "2026-11-30")
RECORDS = f"""
    WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {COUNT - 1})
      INSERT INTO record (at, wall, user, service, rhost, phone, channel, verification, sends, checks, verdict, cause, took)
        SELECT instant - {COUNT} + i, i, 'user' || (i % 10000), 'sshd', '203.0.113.9', '+371*****931', 'sms',
          printf('%08x201511eeafdfcfc3dedfac51', i), 1, 1, 'verified', '', 20000 FROM n, clock"""


def write(path, text):
    with open(path, "w", encoding="ascii") as file:
        file.write(text)
    os.chmod(path, 0o600)
    return path


class Measured:
    """A run of the command: what it showed, into a file; its status, seconds, and most KiB in memory at a time."""

    def __init__(self, output, *words):
        began = time.monotonic()
        with open(output, "w", encoding="utf-8") as shown:
            child = os.posix_spawn(PROGRAM, [PROGRAM, *words], {"TZ": "UTC"},
                                   file_actions=[(os.POSIX_SPAWN_DUP2, shown.fileno(), 1)])
            _, status, usage = os.wait4(child, 0)
        self.seconds = time.monotonic() - began
        self.status, self.kib = os.waitstatus_to_exitcode(status), usage.ru_maxrss
        self.cpu = usage.ru_utime + usage.ru_stime
        with open(output, encoding="utf-8") as shown:
            self.lines = sum(1 for _ in shown)
            shown.seek(max(0, os.path.getsize(output) - 300))
            self.end = shown.read()


def measure(folder):
    sandbox = Sandbox(tls=True)
    try:
        sandbox.ask("POST", "/sessions/fabricate", {"count": COUNT, "from": DAYS[1], "to": DAYS[3]})
        key = write(f"{folder}/key", KEY + "\n")
        conf = write(f"{folder}/conf", f"[wavix]\nservice_id = {SERVICE}\napi_url = {sandbox.url}\napi_key_file = {key}\n"
                                       f"ca_file = {sandbox.ca}\n[state]\nfile = {folder}/state.db\n")
        Measured(f"{folder}/out", "--conf", conf, "lockout", "list")  # makes the store
        store = sqlite3.connect(f"{folder}/state.db")
        with store:
            store.execute(RECORDS)
        store.close()
        for words, lines, end in (([], COUNT + 2, r"1,000,000 verifications: .*; \$\d+\.\d{4}\n\Z"),
                                  (["--json"], COUNT + 2, r'"verification":"000f423f201511eeafdfcfc3dedfac51"}\n\]\n\Z')):
            run = Measured(f"{folder}/out", "--conf", conf, "sessions", *DAYS, *words)
            print(f"sessions {' '.join(words):6} of {COUNT:,}: {run.seconds:.1f} s, of which {run.cpu:.1f} s its own; "
                  f"at most {run.kib / 1024:.1f} MiB in memory", flush=True)
            if run.status != 0 or run.lines != lines or not re.search(end, run.end) or run.kib > MOST_KIB:
                sys.exit(f"status {run.status}, {run.lines} lines, the last ones:\n{run.end}")
    finally:
        sandbox.stop()


if os.geteuid() != 0:
    print("wavix2fa sessions needs root")
    sys.exit(77)
PROGRAM = os.environ["WAVIX2FA_BUILD"] + "/src/cli/wavix2fa"
with tempfile.TemporaryDirectory() as place:
    measure(place)
