# SPDX-License-Identifier: BSD-3-Clause
"""A person who logs in again and again, until standard input ends: logins.py NUMBER SEED CONTROL PORT. Writes a line of
JSON for each login. The process is also a program that stays and whose logins go through libpam: what it is like after
some logins, and at the end, is in two lines of their own."""

import json
import os
import random
import select
import sys
import syslog
import time

from acts import ACTS, Answers, Phone, RecoveryCodes
from doors import DOORS, Hung
from people import PEOPLE
from scene import LOGIN_SECONDS

COMMAND = os.environ["WAVIX2FA_BUILD"] + "/src/cli/wavix2fa"
WARM = 20  # logins in which libc, libpam and python take what they keep


def process():
    """What logins must leave as it was."""
    def field(name, path):
        with open(path, encoding="ascii") as lines:
            return next(line.split(":")[1].strip() for line in lines if line.startswith(name + ":"))
    with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as children:
        alive = children.read().split()
    return {"fds": len(os.listdir("/proc/self/fd")), "children": len(alive),
            **{name: field(name, "/proc/self/status") for name in ("SigBlk", "SigIgn", "SigCgt", "Umask", "Uid", "Threads")},
            "private_kib": int(field("Private_Dirty", "/proc/self/smaps_rollup").split()[0])}


def stopped():
    return bool(select.select([sys.stdin], [], [], 0)[0])


def say(**what):
    print(json.dumps(what), flush=True)


def main(number, seed, control, port):
    person, luck = PEOPLE[int(number)], random.Random(f"{seed} {number}")
    phone, codes = Phone(control, person.phone), RecoveryCodes(COMMAND, person.name)
    acts, weights = list(ACTS), [often for _, often in ACTS.values()]
    syslog.openlog("logins", syslog.LOG_NDELAY)  # as sshd's, it is open before
    count = 0
    while not stopped():
        door, act = luck.choice(list(DOORS)), luck.choices(acts, weights)[0]
        answers = Answers(act, phone, codes, lambda: time.sleep(LOGIN_SECONDS + 1))
        began, hung = time.monotonic(), ""
        try:
            entered = DOORS[door](port).log_in(person, answers, luck)
        except Hung as at:
            entered, hung = False, str(at) or "?"
        codes.entered += entered and answers.recovered
        say(user=person.name, door=door, act=act, began=began, ended=time.monotonic(), entered=entered, hung=hung,
            asked=answers.asked, right=answers.right, late=answers.late, resumed=answers.resumed)
        count += 1
        if count == WARM:
            say(user=person.name, process=process())
        time.sleep(luck.uniform(0, 0.3))
    say(user=person.name, process=process(),
        recovery={"untried": len(codes.untried), "tried": codes.tried, "used": codes.entered})


main(*sys.argv[1:])
