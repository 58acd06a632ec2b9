# SPDX-License-Identifier: BSD-3-Clause
"""How things look: labels in a column, long lines wrapped under their beginning, colour only on a terminal."""

import os
import re
import sys
import textwrap

LABEL = 12


def _style(number):
    def paint(text):
        plain = not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        return text if plain else f"\033[{number}m{text}\033[0m"
    return paint


bold, dim, green, cyan = _style(1), _style(2), _style(32), _style(36)


def width():
    """Of the terminal. Without one a line stays one line, for those who search it."""
    return (os.get_terminal_size(1).columns or 80) if sys.stdout.isatty() else sys.maxsize


def _wrapped(text):
    indent = " " * (LABEL + 1)
    return textwrap.fill(text, width() - 1, initial_indent=indent, subsequent_indent=indent, break_long_words=False,
                         break_on_hyphens=False).lstrip()


def labelled(label, text, paint=lambda text: text):
    # \r, as ssh may have the terminal in raw mode.
    lines = paint(_wrapped(text)).replace("\n", "\r\n")
    print(f" {dim(label.ljust(LABEL))}{lines}", end="\r\n" if sys.stdout.isatty() else "\n", flush=True)


def codes_marked(text):
    return re.sub(r"\d[\d ]*\d", lambda code: bold(code[0]), text)


def on_terminal(message):
    labelled("your phone", f"{message.time} {message.channel}: {codes_marked(message.text)}", cyan)
