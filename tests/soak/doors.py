# SPDX-License-Identifier: BSD-3-Clause
"""Where people log in: at a terminal by ssh, sudo and su, or in a program that stays and uses libpam again and again. A
door says whether the person got in."""

import os
import signal
import time

import pexpect

import pam
from acts import END_OF_FILE, HANG_UP, INTERRUPT, KILL, KILL_EARLY, Leave

MOST_SECONDS = 40
WELCOME = "you are in"
STOPS = [r"[Cc]ode: $", "[Pp]assword(?: for [^:]*)?: $", pexpect.EOF]


class Hung(Exception):
    """A login that did not end in time."""


class Terminal:
    """A program at a terminal. `start(person)` gives it."""

    def __init__(self, start):
        self._start = start

    def log_in(self, person, answers, luck):
        child = self._start(person)
        try:
            if answers.has(KILL_EARLY):
                time.sleep(luck.uniform(0, 0.3))
                child.kill(signal.SIGKILL)
                return WELCOME in child.read()
            return self._talk(child, person, answers)
        except pexpect.TIMEOUT as waited:
            raise Hung(str(child.before)[-300:]) from waited
        finally:
            child.close(force=True)

    def _talk(self, child, person, answers):
        interrupted = False
        while True:
            stop = self._next_stop(child, interrupted)
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
    def _next_stop(child, interrupted):
        """sudo passes over a Ctrl-C between its prompt and its read(2): who waits in vain presses it again."""
        if interrupted:
            stop = child.expect([*STOPS, pexpect.TIMEOUT], timeout=5)
            if stop < len(STOPS):
                return stop
            child.sendintr()
        return child.expect(STOPS)

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

    def _authenticate(self, person, answers):
        def answer(prompt):
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
        child = os.fork()
        if child == 0:
            os._exit(self._authenticate(person, answers))
        if seconds is not None:
            time.sleep(seconds)
            os.kill(child, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def at_terminal(name, uid, home, *command):
    """Somebody's command, on a terminal of its own."""
    def become():
        for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):  # whatever the soak was started with
            signal.signal(number, signal.SIG_DFL)
        os.initgroups(name, uid)
        os.setgid(uid)
        os.setuid(uid)
    return pexpect.spawn(command[0], list(command[1:]), preexec_fn=become, encoding="utf-8", timeout=MOST_SECONDS, cwd="/",
                         env={"PATH": os.environ["PATH"], "TERM": "dumb", "HOME": home})


def own(person, *command):
    return at_terminal(person.name, person.uid, f"/home/{person.name}", *command)


def ssh(port):
    options = [word for option in ("StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "IdentitiesOnly=yes")
               for word in ("-o", option)]
    return Terminal(lambda person: at_terminal(
        "root", 0, "/root", "ssh", "-F", "none", "-p", str(port), "-i", "/root/.ssh/id", *options,
        f"{person.name}@127.0.0.1", f"echo {WELCOME}"))


DOORS = {
    "ssh": ssh,
    "sudo": lambda _: Terminal(lambda person: own(person, "sudo", "-k", "echo", WELCOME)),
    "su": lambda _: Terminal(lambda person: own(person, "su", person.name, "-c", f"echo {WELCOME}")),
    **{service: lambda _, service=service: Program(service) for service in ("direct", "directory", "graced", "last-resort")},
}
