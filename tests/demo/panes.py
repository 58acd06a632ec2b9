# SPDX-License-Identifier: BSD-3-Clause
"""Two panes side by side, by a tmux server of our own: the phone on the left, the person's terminal on the right."""

import curses
import os
import shutil
import subprocess

import show

CONFIG = os.path.join(os.path.dirname(os.path.realpath(__file__)), "tmux.conf")
TMUX = ["tmux", "-L", "wavix2fa-demo", "-f", CONFIG]
PHONE_WIDTH = 40


def fit():
    """Whether tmux is there, and the terminal is wide enough and one that tmux can draw on."""
    if not shutil.which("tmux") or os.get_terminal_size(1).columns < 100:
        return False
    try:
        curses.setupterm()
    except curses.error:
        return False
    return bool(curses.tigetstr("clear") and curses.tigetstr("cup"))


class Panes:
    def __init__(self, command, hint):
        self._command, self._hint = command, f" {hint} "
        self._environment = {name: value for name, value in os.environ.items() if name not in ("TMUX", "TMUX_TMPDIR")}

    def __enter__(self):
        columns, lines = os.get_terminal_size(1)
        self._tmux("new-session", "-d", "-x", str(columns), "-y", str(lines), "sh", "-c",
                   "stty -echo; exec sleep infinity")
        self._tmux("set", "-g", "status-left", self._hint)
        return self

    def __exit__(self, *_):
        subprocess.run([*TMUX, "kill-server"], stderr=subprocess.DEVNULL, env=self._environment, check=False)

    def phone(self):
        """What shows a message in the left pane."""
        self._tmux("set", "-p", "@name", "your phone")
        pane = open(self._tmux("display", "-p", "#{pane_tty}").strip(), "w", encoding="utf-8")
        pane.write("\033[2J\033[H")

        def write(message):
            pane.write(f"\r\n {show.dim(message.time)} {message.channel}\r\n {show.codes_marked(message.text)}\r\n")
            pane.flush()
        return write

    def attach(self):
        """Until the person's command ends. The client draws on its standard input; its farewell goes nowhere."""
        width = os.get_terminal_size(1).columns - PHONE_WIDTH - 1
        self._tmux("split-window", "-h", "-l", str(width), *self._command)
        self._tmux("set", "-p", "@name", "your terminal")
        subprocess.run([*TMUX, "attach"], stdout=subprocess.DEVNULL, env=self._environment, check=False)

    def _tmux(self, *words):
        # A session of its own, as a Ctrl-C at the terminal is not for it.
        return subprocess.run([*TMUX, *words], capture_output=True, text=True, env=self._environment, check=True,
                              start_new_session=True).stdout
