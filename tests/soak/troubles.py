# SPDX-License-Identifier: BSD-3-Clause
"""What goes wrong while people log in. Each is over when its function returns, but for faults that nobody has met yet:
heal() takes those back. What one returns must not be."""

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import time

from scene import API_KEY
from stage import CONFIG, STATE, verifiers, write

VERIFIER = "/usr/libexec/wavix2fa-verifier"
COMMAND = os.environ["WAVIX2FA_BUILD"] + "/src/cli/wavix2fa"
FAULTS = [
    {"status": 500, "body": "html"}, {"status": 503, "body": "json", "retry-after": "1"}, {"status": 429, "body": "json"},
    {"status": 401, "body": "json"}, {"status": 404, "body": "json"}, {"status": 400, "body": "json"},
    {"delay": 400}, {"delay": 8000}, {"delay": 2500, "when": "after"}, {"drip": 20}, {"stall": 8000}, {"cut": 10},
    {"reset": "before"}, {"reset": "after"}, {"hang-up": "before"}, {"hang-up": "after"}, {"connection": "drop"},
    {"connection": "close"}, {"nest": 100}, {"bom": "yes"}, {"pad": 1048576}, {"framing": "gzip"}, {"framing": "chunked"},
    {"status": 200, "text": "{}"}, {"status": 200, "body": "empty"},
    {"status": 302, "text": "{}", "location": "https://127.0.0.1:1/"}, {"wire": "HTTP/1.1 200 OK\r\n\r\n"}, {"interim": 103},
]
CHECK_FAULTS = [{"set": 'is_valid:"true"'}, {"set": "is_valid:1"}, {"drop": "is_valid"}, {"duplicate": "is_valid"}]
WORDS = [["status"], ["lockout", "list"], ["users", "list"], ["lockout", "clear", "person0"], ["config"],
         ["explain", "person1"], ["sessions"], ["status", "--json"], ["doctor", "--json"]]


def fault(scene, luck):
    """Of a request or a few."""
    operation = luck.choice(["create", "create", "check", "check", "resend", "cancel", "events", "any"])
    kinds = FAULTS + (CHECK_FAULTS if operation == "check" else [])
    scene.sandbox.fault(on=operation, times=str(luck.randint(1, 4)), **luck.choice(kinds))


def wavix_restarts(scene, luck):
    scene.kill_sandbox()
    time.sleep(luck.uniform(0, 2))
    scene.start_sandbox()


def connections_are_cut(scene, _luck):
    scene.sandbox.ask("DELETE", "/connections")


def certificate_expires(scene, luck):
    scene.sandbox.ask("POST", "/certificate", {"kind": luck.choice(["expired", "wrong-host", "none", "silent"])})
    time.sleep(luck.uniform(0, 1))
    scene.sandbox.ask("POST", "/certificate", {"kind": "good"})


def directory_is_away(scene, luck):
    scene.directory.halt()
    time.sleep(luck.uniform(0, 1))
    scene.directory.start()


def a_verifier_is_killed(scene, luck):
    if found := verifiers():
        scene.killed_verifiers += 1
        signal_process(luck.choice(found), luck.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGQUIT]))


def a_verifier_is_stopped(_scene, luck):
    if found := verifiers():
        pid = luck.choice(found)
        signal_process(pid, signal.SIGSTOP)
        time.sleep(luck.uniform(0, 3))
        signal_process(pid, signal.SIGCONT)


def a_session_of_sshd_is_killed(scene, luck):
    with open(f"/proc/{scene.sshd.process.pid}/task/{scene.sshd.process.pid}/children", encoding="ascii") as children:
        if found := children.read().split():
            signal_process(int(luck.choice(found)), signal.SIGKILL)


def disk_is_full(_scene, luck):
    try:
        with open(f"{STATE}/filler", "wb", buffering=0) as filler:
            while filler.write(b"\0" * 65536):
                pass
    except OSError:
        time.sleep(luck.uniform(0, 2))
    os.unlink(f"{STATE}/filler")


def store_is_locked(_scene, luck):
    try:
        with contextlib.closing(sqlite3.connect(f"file:{STATE}/state.db?mode=rw", uri=True, isolation_level=None)) as store:
            store.execute("BEGIN IMMEDIATE")
            time.sleep(luck.choice([0.5, 1, 6]))
            store.execute("ROLLBACK")
    except sqlite3.OperationalError:
        pass  # not there yet, busy, or full


def a_file_is_half_written(_scene, luck):
    """By an editor that does not rename."""
    path, mode = luck.choice([(CONFIG, 0o644), ("/etc/wavix2fa/users.conf", 0o644), (API_KEY, 0o600)])
    with open(path, encoding="utf-8") as file:
        whole = file.read()
    write(path, whole[:luck.randrange(len(whole))], mode)
    time.sleep(luck.uniform(0, 1))
    write(path, whole, mode)


def verifier_is_missing(_scene, luck):
    os.rename(VERIFIER, VERIFIER + ".away")
    time.sleep(luck.uniform(0, 0.5))
    os.rename(VERIFIER + ".away", VERIFIER)


def an_update_replaces_the_verifier(_scene, _luck):
    shutil.copy(VERIFIER, VERIFIER + ".new")
    os.rename(VERIFIER + ".new", VERIFIER)


def an_administrator_looks(_scene, luck):
    words = luck.choice(WORDS)
    try:
        done = subprocess.run([COMMAND, *words], capture_output=True, text=True, timeout=60, check=False,
                              start_new_session=True)
    except subprocess.TimeoutExpired:
        return f"wavix2fa {' '.join(words)} did not end within a minute"
    if done.returncode not in (0, 1):
        return f"wavix2fa {' '.join(words)} ended with {done.returncode}: {done.stderr[-300:]}"
    return None


def signal_process(pid, number):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


OFTEN = {fault: 30, wavix_restarts: 2, connections_are_cut: 4, certificate_expires: 2, directory_is_away: 2,
         a_verifier_is_killed: 8, a_verifier_is_stopped: 4, a_session_of_sshd_is_killed: 5, disk_is_full: 2,
         store_is_locked: 2, a_file_is_half_written: 2, verifier_is_missing: 2, an_update_replaces_the_verifier: 1,
         an_administrator_looks: 4}


def any_of_them(luck):
    return luck.choices(list(OFTEN), list(OFTEN.values()))[0]


def heal(scene):
    scene.sandbox.ask("DELETE", "/faults")
