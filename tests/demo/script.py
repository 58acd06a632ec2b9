# SPDX-License-Identifier: BSD-3-Clause
"""The demo by itself: the same logins, played and written down. A step that does not happen is a failure."""

import shutil
import sys

import pexpect

from actor import Actor
from place import PORT
from you import PASSWORD, USER

LOGIN = ("ssh", "-p", str(PORT), f"{USER}@127.0.0.1")
CODE, SHELL = r"Code: $", r"you@machine:~\$ $"


def other(code):
    """A wrong code."""
    return ("1" if code[0] == "0" else "0") + code[1:]


def log_in(you):
    you.run(*LOGIN)
    code = you.message()
    you.sees(CODE)
    you.types(code)
    you.sees(SHELL)
    you.types("id -un")
    you.sees(rf"\n{USER}\r\n.*{SHELL}")
    you.leaves()


def log_in_by_voice(you):
    you.run(*LOGIN)
    code = you.message()
    you.sees(CODE)
    you.types(other(code))
    you.sees("Wrong code, 2 tries left. " + CODE)
    you.types("v")
    code = you.message()
    you.sees(CODE)
    you.types(code)
    you.sees(SHELL)


def become_root(you):
    you.types("sudo -k id -un")
    you.sees("assword.*: $")
    you.types(PASSWORD, secret=True)
    code = you.message()
    you.sees(CODE)
    you.types(code)
    you.sees(rf"\nroot\r\n.*{SHELL}")


def acts(you):
    you.title("A login: the key, then the code of an SMS")
    log_in(you)
    you.reads_log("verified", "sshd", "sms")
    you.title("Another: a wrong code, then a voice call")
    log_in_by_voice(you)
    you.reads_log("verified", "sshd", "voice")
    if shutil.which("sudo"):
        you.title("In that login, sudo: the password, then a code")
        become_root(you)
        you.reads_log("verified", "sudo", "sms")
    you.leaves()


def play(place):
    you = Actor(place)
    try:
        acts(you)
    except (AssertionError, pexpect.ExceptionPexpect) as error:
        print(f"demo: did not go as it should: {you.stuck(error)}", file=sys.stderr)
        return 1
    return 0
