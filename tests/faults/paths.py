# SPDX-License-Identifier: BSD-3-Clause
"""The logins in which things fail: how each is configured, what came before it, what is typed, and what it is in by."""

import functools
import os
import shutil
import sqlite3
import subprocess

from machine import PHONES
from stage import STATE, eventually, recovery_codes_in, verifiers, write

COMMAND = f"{os.environ['WAVIX2FA_BUILD']}/src/cli/wavix2fa"
STORE = f"{STATE}/state.db"
PASSWORD_FILE = "/etc/wavix2fa/ldap_password"


class Path:
    """`succeeds`: what it comes to where nothing fails. The store of each such login is a copy of what before() made of an
    empty one, some hours ago where all rows are run: what it says must hold for a day."""

    name = ""
    succeeds = True
    users = "unmapped = skip"
    limits = "sends_per_user = 5/1h, 20/1d\nlockout = 5 failures / 15m for 15m"
    more = ""

    def before(self, logins):
        """Once, with this path's configuration."""

    def typed(self, logins):
        """Each answer, in turn."""
        raise NotImplementedError

    def earned(self, logins):
        """A number that is one higher after each login that is rightly in."""
        return logins.verified()

    def __str__(self):
        return self.name


class RightCode(Path):
    name = "right code"

    def typed(self, logins):
        yield logins.code()


class WrongCode(Path):
    name = "wrong code"
    succeeds = False

    def typed(self, logins):
        yield logins.wrong()
        yield logins.wrong()


class FromLdap(RightCode):
    """Who cannot be found in the directory has no phone to be asked by, and `unmapped = skip`."""

    name = "phone from LDAP"
    users = "sources = ldap\nunmapped = skip"

    @functools.cached_property
    def directory(self):
        from directory import Directory  # which only this needs
        directory = Directory()
        directory.add("alice", mobile=PHONES["alice"])
        write(PASSWORD_FILE, directory.password + "\n", 0o600)
        return directory

    @property
    def more(self):
        return f"[ldap]\nuri = {self.directory.ldaps_uri}\nca_file = {self.directory.ca}\nbase = {self.directory.base}\n" \
               f"bind_dn = {self.directory.bind_dn}\nbind_password_file = {PASSWORD_FILE}\n"


class Resend(Path):
    name = "resend"

    def typed(self, logins):
        yield "r"
        yield logins.code()


class RecoveryCode(Path):
    """In by a code that is struck off, and in no other way."""

    name = "recovery code"

    def before(self, logins):
        told = subprocess.run([COMMAND, "recovery", "issue", "--yes", "alice"], capture_output=True, text=True, timeout=30,
                              check=True).stdout
        self._code = recovery_codes_in(told)[0]

    def typed(self, logins):
        yield self._code

    def earned(self, logins):
        shutil.rmtree("/tmp/looked-at", ignore_errors=True)
        shutil.copytree(STATE, "/tmp/looked-at")  # to look changes the files
        store = sqlite3.connect("/tmp/looked-at/state.db")
        (left,) = store.execute("SELECT count(*) FROM recovery").fetchone()
        store.close()
        return -left


class Grace(Path):
    """In by the login before it. Nothing else earns it; that it takes one is Expired's to see."""

    name = "grace"

    def before(self, logins):
        logins.log_in(RightCode())

    def typed(self, logins):
        yield from ()

    def earned(self, logins):
        return logins.count


class Expired(Grace):
    """The same two days later, nothing typed."""

    name = "grace over"
    succeeds = False

    def before(self, logins):
        super().before(logins)
        eventually(lambda: not verifiers(), what="the verifier's end")
        change("UPDATE grace SET granted = granted - 172800000")


class Refused(Path):
    """Of whom two wrong codes were typed before. The right one would be typed."""

    succeeds = False

    def before(self, logins):
        logins.log_in(WrongCode())

    def typed(self, logins):
        yield logins.code()


class OverLimit(Refused):
    name = "over limit"
    limits = "sends_per_user = 1/1d"


class LockedOut(Refused):
    name = "locked out"
    limits = "lockout = 1 failures / 1d for 1d"


def change(statement):
    store = sqlite3.connect(STORE, isolation_level=None)
    if store.execute(statement).rowcount < 1:
        raise AssertionError(f"{statement}: nothing is there")
    store.close()


RIGHT, WRONG = RightCode(), WrongCode()
PATHS = (RIGHT, WRONG, FromLdap(), Resend(), RecoveryCode(), Grace(), Expired(), OverLimit(), LockedOut())
