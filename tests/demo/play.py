# SPDX-License-Identifier: BSD-3-Clause
"""The demo on its private machine: on a terminal for a person, else by itself."""

import os
import signal
import subprocess
import sys

import panes
import person
import script
import show
from place import AUTH_LOG, Place

HINT = "Type the code your phone shows; try r, v, a wrong code; exit ends the login."


def announce(place):
    where = f" sandbox: {place.sandbox.url}     sshd: {place.address}"
    what = " (private, this machine's /etc is untouched)"
    print(where + ("\n" if len(where + what) > show.width() else "") + what, flush=True)


def seat():
    """From here on Ctrl-C is the person's."""
    os.write(int(sys.argv[1]), b"\n")


def beside(place):
    """The phone and the terminal side by side; what the log says stays on the screen afterwards."""
    with panes.Panes(person.COMMAND, HINT) as screen:
        place.phone.start(screen.phone())
        seat()
        screen.attach()
    print()
    for line in person.AuditLog(AUTH_LOG).news():
        show.labelled("the log", line)
    return 0


def below(place):
    """The phone's lines between those of the terminal."""
    print(f"\n {HINT}\n")
    place.phone.start(show.on_terminal)
    seat()
    return person.sit_down()


def play():
    interactive = os.isatty(0) and os.isatty(1)
    place = Place()
    announce(place)
    if not interactive:
        return script.play(place)
    return beside(place) if panes.fit() else below(place)


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    # A handler and not SIG_IGN, which sshd would hand on to the person's shell.
    signal.signal(signal.SIGINT, lambda *_: None)
    try:
        sys.exit(play())
    except KeyboardInterrupt:
        print()
        sys.exit(128 + signal.SIGINT)
    except (AssertionError, subprocess.CalledProcessError) as error:
        sys.exit(f"demo: {error}")


if __name__ == "__main__":
    main()
