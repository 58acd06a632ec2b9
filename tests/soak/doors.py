# SPDX-License-Identifier: BSD-3-Clause
"""Where people log in: at a terminal by ssh, sudo and su, or in a program that stays and uses libpam again and again. A
door says whether the person got in."""

import os
import signal
import time

import pexpect

import pam
from acts import END_OF_FILE, HANG_UP, INTERRUPT, KILL, KILL_EARLY, Leave
from stage import as_user, ssh_command

MOST_SECONDS = 40
WELCOME = "you are in"
STOPS = [r"[Cc]ode: $", "[Pp]assword(?: for [^:]*)?: $", pexpect.EOF]


class Hung(Exception):
    """A login that did not end in time."""


class Terminal:
    """A program at a terminal. `start(person)` gives it. `deaf`: it may pass over a Ctrl-C; who waits in vain presses it
    again."""

    def __init__(self, start, deaf=False):
        self._start, self._deaf = start, deaf

    def log_in(self, person, answers, luck):
        child = self._start(person)
        ends = time.monotonic() + MOST_SECONDS
        try:
            if answers.has(KILL_EARLY):
                time.sleep(luck.uniform(0, 0.3))
                child.kill(signal.SIGKILL)
                return WELCOME in child.read()
            return self._talk(child, person, answers, ends)
        except pexpect.TIMEOUT as waited:
            raise Hung(str(child.before)[-300:]) from waited
        finally:
            child.close(force=True)

    def _talk(self, child, person, answers, ends):
        interrupted = False
        while True:
            if interrupted and self._deaf and child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=5) == 1:
                child.sendintr()
            stop = child.expect(STOPS, timeout=max(0, ends - time.monotonic()))
            if stop == 2:
                return WELCOME in child.before
            if stop == 1:
                child.sendline(person.password)
                continue
            try:
                child.sendline(answers.to((child.before + child.after).split("\r\n")[-1].strip()))
            except Leave as leave:
                if leave.how == HANG_UP:
                    return False  # closed by our caller
                interrupted = leave.how == INTERRUPT
                self._leave(child, leave.how)

    @staticmethod
    def _leave(child, how):
        if how == END_OF_FILE:
            child.sendeof()
        elif how == INTERRUPT:
            child.sendintr()
        else:
            assert how == KILL
            child.kill(signal.SIGKILL)


class Program:
    """This process, by libpam; who is killed is so in a child."""

    def __init__(self, service):
        self._service = service

    def log_in(self, person, answers, luck):
        began = time.monotonic()
        if answers.has(KILL) or answers.has(KILL_EARLY):
            code = self._in_child(person, answers, luck.uniform(0, 0.15) if answers.has(KILL_EARLY) else None)
        else:
            code = self._authenticate(person, answers)
        if time.monotonic() - began > MOST_SECONDS:
            raise Hung(self._service)
        return code == pam.SUCCESS

    def _authenticate(self, person, answers, asked=lambda: None):
        def answer(prompt):
            asked()
            try:
                return answers.to(prompt)
            except Leave as leave:
                if leave.how == KILL:
                    os.kill(os.getpid(), signal.SIGKILL)
                if leave.how == END_OF_FILE:
                    return None
                raise
        return pam.authenticate(self._service, person.name, answer)[0]

    def _in_child(self, person, answers, seconds):
        asked, tell = os.pipe()
        child = os.fork()
        if child == 0:
            code = pam.SYSTEM_ERR
            try:
                os.close(asked)
                code = self._authenticate(person, answers, lambda: os.write(tell, b"."))
            finally:
                os._exit(code)
        os.close(tell)
        if seconds is not None:
            time.sleep(seconds)
            os.kill(child, signal.SIGKILL)
        status = os.waitpid(child, 0)[1]
        answers.asked = len(os.read(asked, 100))  # what it counted went with it
        os.close(asked)
        return os.waitstatus_to_exitcode(status)


DOORS = {
    # The handlers of ssh(1) and sudo only note a signal between the write(2) of a prompt and the read(2) of the answer.
    "ssh": lambda port: Terminal(lambda person: as_user("root", *ssh_command(port, person.name), f"echo {WELCOME}"),
                                 deaf=True),
    "sudo": lambda _: Terminal(lambda person: as_user(person.name, "sudo", "-k", "echo", WELCOME), deaf=True),
    "su": lambda _: Terminal(lambda person: as_user(person.name, "su", person.name, "-c", f"echo {WELCOME}")),
    **{service: lambda _, service=service: Program(service) for service in ("direct", "directory", "graced", "last-resort")},
}
