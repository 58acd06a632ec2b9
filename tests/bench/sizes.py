# SPDX-License-Identifier: BSD-3-Clause
"""Logins on small machines and on large ones: how much the files of many users and the record of many logins cost."""

import os
import sqlite3

from machine import PHONES
from measures import in_turns
from stage import write
from table import compare
from timer import login

MILLION = "/var/lib/wavix2fa/million.db"
FILL = os.path.abspath(os.path.dirname(__file__) + "/million.sql")


def users_of(count):
    """alice the last of them: who reads up to her reads all."""
    return [f"user{number}" for number in range(count - 1)] + ["alice"]


def user_files(ours, oath, count):
    sizes = (10, 1_000, 100_000)
    runs = {}
    for size in sizes:
        path = f"/etc/wavix2fa/users-{size}.conf"
        write(path, "[users]\n" + "".join(f"{user} = {PHONES['alice'] if user == 'alice' else f'+3712{at:07}'}\n"
                                          for at, user in enumerate(users_of(size))))
        runs[f"ours {size}"] = (ours, ours.service(f"users{size}", options=f"users.file={path}"))
        runs[f"oath {size}"] = (oath, oath.service(f"oath{size}", users_of(size)))
    timed = in_turns(count, **{name: lambda who=who, name=name: login(who[0].of(who[1]) if "oath" in name else who[0], who[1])
                               for name, who in runs.items()})
    times = {name: [one.waited for one in list_] for name, list_ in timed.items()}
    rows = []
    for size in sizes:
        rows.append(compare(f"login, {size:,} users in the file", "ms", times[f"ours {size}"], oath.name + ", which asks nobody",
                            times[f"oath {size}"]))
    cpu = {name: [one.cpu for one in list_] for name, list_ in timed.items()}
    for size in sizes[1:]:
        rows.append(compare(f"CPU of a login, {size:,} users in the file", "ms", cpu[f"ours {size}"], "wavix2fa with 10",
                            cpu["ours 10"], 1.5))
    return rows


def stores(ours, count):
    empty, full = "/var/lib/wavix2fa/empty.db", MILLION
    services = [ours.service(name, options=f"state.file={path}") for name, path in (("empty", empty), ("full", full))]
    login(ours, services[1])  # makes it
    store = sqlite3.connect(full)
    with open(FILL, encoding="ascii") as sql:
        store.executescript(sql.read())
    store.close()
    timed = in_turns(count, empty=lambda: login(ours, services[0]), full=lambda: login(ours, services[1]))
    os.remove(full)
    return [compare(measure, "ms", list(map(figure, timed["full"])), "wavix2fa with none", list(map(figure, timed["empty"])))
            for measure, figure in (("login, a million on record", lambda one: one.waited),
                                    ("CPU of a login, a million on record", lambda one: one.cpu))]
