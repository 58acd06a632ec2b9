# SPDX-License-Identifier: BSD-3-Clause
"""What every test of wavix2fa starts from: a configuration, an empty store, and the command, run as an administrator or
a script would."""

import os
import shutil
import subprocess
import unittest

import pexpect

from journal import Journal

PROGRAM = os.environ["WAVIX2FA_BUILD"] + "/src/cli/wavix2fa"
CONFIG = "/etc/wavix2fa/wavix2fa.conf"
STATE = "/var/lib/wavix2fa"
CODE = r"[0-9a-hjkmnp-tv-z]{4}(?:-[0-9a-hjkmnp-tv-z]{4}){3}"


class Commands(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        if not hasattr(Commands, "journal"):
            Commands.journal = Journal()

    def setUp(self):
        shutil.rmtree(STATE, ignore_errors=True)
        os.makedirs(os.path.dirname(CONFIG), exist_ok=True)
        self.configure("[wavix]\nservice_id = x\n")
        self.mark = self.journal.mark()

    def configure(self, text):
        with open(CONFIG, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(CONFIG, 0o600)

    def run_it(self, *words, **options):
        options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True,
                   "timeout": 20, "env": {"TZ": "UTC"}} | options
        return subprocess.run([PROGRAM, *words], check=False, **options)

    def ok(self, *words, **options):
        """What it shows; it must do its work, and complain of nothing."""
        done = self.run_it(*words, **options)
        self.assertEqual((done.stderr, done.returncode), ("", 0))
        return done.stdout

    def fails(self, status, *words, **options):
        """What it complains of; it must show nothing."""
        done = self.run_it(*words, **options)
        self.assertEqual((done.stdout or "", done.returncode), ("", status))
        return done.stderr

    def start(self, *words, **options):
        process = subprocess.Popen([PROGRAM, *words], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                                   **options)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def on_terminal(self, *words):
        terminal = pexpect.spawn(PROGRAM, list(words), encoding="utf-8", timeout=15, dimensions=(40, 200))
        self.addCleanup(terminal.close)
        return terminal

    def logged(self, pattern):
        return self.journal.wait(pattern, self.mark)
