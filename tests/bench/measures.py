# SPDX-License-Identifier: BSD-3-Clause
"""What is measured; each function gives rows of the table. Runs of ours and of the peers take turns."""

import os
import subprocess
import sys

from crowd import Crowd
from table import Row, compare, exactly
from timer import load, login


def in_turns(count, **runs):
    """Each run so often, one after the other; lists of what they gave. The first round warms caches and is left out."""
    results = {name: [] for name in runs}
    for number in range(count + 1):
        for name, run in runs.items():
            result = run()
            if number > 0:
                results[name].append(result)
    return results


def loading(peers, count):
    ours, *others = peers
    names = {peer.name: peer.module for peer in peers}
    rows = []
    for host, libraries, compared in (("su, sudo", (), others), ("sshd, which has libcrypto", ("libcrypto.so.3",), others[:1])):
        figures = in_turns(count, **{name: lambda module=module: load(module, *libraries) for name, module in names.items()})
        for at, (what, unit) in enumerate((("load time", "ms"), ("private memory", "KiB"))):
            of = {name: [figure[at] for figure in list_] for name, list_ in figures.items()}
            rows += [compare(f"{what} in {host}", unit, of[ours.name], peer.name, of[peer.name],
                             0.1 if peer.name.startswith("pam_duo") else None) for peer in compared]
    return rows


FIGURES = (("to the prompt", lambda one: one.to_prompt, 1), ("code to verdict", lambda one: one.to_verdict, None),
           ("CPU of a login", lambda one: one.cpu, None))


def one_login(peers, count):
    """Over loopback TLS; only pam_duo asks a server too."""
    ours, *others = peers
    services = {peer.name: (peer, peer.service()) for peer in peers}
    timed = in_turns(count, **{name: lambda who=who: login(*who) for name, who in services.items()})
    rows = []
    for measure, figure, most in FIGURES:
        for peer in others:
            local = "" if peer.name.startswith("pam_duo") else ", which asks nobody"
            rows.append(compare(measure, "ms", list(map(figure, timed[ours.name])), peer.name + local,
                                list(map(figure, timed[peer.name])), None if local else most))
    return rows


def acknowledged_at_once(ours, duo, count):
    """pam_duo sends a request in two pieces, the second of which waits for the first one's acknowledgement (RFC 896), and
    that waits for an answer to go with, up to 40 ms. So it is measured too where no acknowledgement waits: what is then left
    is what each of the two does."""
    local = ["table", "local", "local", "127.0.0.0/8", "dev", "lo", "proto", "kernel", "scope", "host", "src", "127.0.0.1"]
    subprocess.run(["ip", "route", "replace", *local, "quickack", "1"], check=True)
    subprocess.run(["ip", "route", "flush", "table", "local", "127.0.0.1"], check=True)
    services = [(peer, peer.service()) for peer in (ours, duo)]
    timed = in_turns(count, ours=lambda: login(*services[0]), duo=lambda: login(*services[1]))
    subprocess.run(["ip", "route", "replace", *local], check=True)
    return [compare(f"{measure}, acknowledged at once", "ms", list(map(figure, timed["ours"])), duo.name,
                    list(map(figure, timed["duo"])), most) for measure, figure, most in FIGURES[:2]]


class Relay:
    """To a peer's server, some round trip's time away."""

    def __init__(self, address, delay):
        script = os.path.join(os.path.dirname(os.path.realpath(__file__)), "relay.py")
        self._process = subprocess.Popen([sys.executable, "-B", script, address.split(":")[1], str(delay)], text=True,
                                         stdout=subprocess.PIPE)
        self.port = int(self._process.stdout.readline())

    def trips(self):
        """The moments at which one began; ends the relay."""
        self._process.terminate()
        return [float(line) for line in self._process.communicate()[0].split()]


def far_away(ours, duo, delay, count):
    relays = [Relay(peer.address, delay) for peer in (ours, duo)]
    services = [(peer, peer.service(f"{peer.module[4:7]}{delay}", relay.port)) for peer, relay in zip((ours, duo), relays)]
    timed = in_turns(count, ours=lambda: login(*services[0]), duo=lambda: login(*services[1]))
    trips = [relay.trips() for relay in relays]
    rows = []
    floors = (("to the prompt", 3, "begun", "prompted"), ("code to verdict", 1, "answered", "ended"))
    for what, floor, begun, ended in floors:
        spans = [[(getattr(one, begun), getattr(one, ended)) for one in timed[who]] for who in ("ours", "duo")]
        # One that is waited for begins a delay before the end; a goodbye may come in between.
        counts = [max(sum(first <= trip <= last - 0.9 * delay for trip in trips[who]) for first, last in spans[who])
                  for who in (0, 1)]
        rows.append(exactly(f"round trips of {delay} ms {what}", "", counts[0], duo.name, counts[1], floor))
        times = [[last - first for first, last in who] for who in spans]
        rows.append(compare(f"{what}, {delay} ms away", "ms", times[0], duo.name, times[1]))
    return rows


def crowd(ours, duo):
    services = [(peer, peer.service()) for peer in (ours, duo)]
    one, other = (Crowd(*who) for who in services)
    slowest = one.slowest_to_median
    return [Row("200 at once: logins a second", one.per_second, "", duo.name, other.per_second, one.per_second / other.per_second),
            Row("200 at once: slowest / median", slowest, "", duo.name, other.slowest_to_median,
                slowest / other.slowest_to_median, "3", "yes" if slowest <= 3 else "NO"),
            Row("200 at once: memory of a login", one.kib / 200, "KiB", duo.name, other.kib / 200, one.kib / other.kib)]
