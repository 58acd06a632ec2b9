# SPDX-License-Identifier: BSD-3-Clause
"""What failing.cpp counts in a process, in a file."""

import os
import struct

LIBRARY = os.environ["WAVIX2FA_BUILD"] + "/tests/faults/faults_failing.so"
IN_HOST, IN_VERIFIER = "/tmp/host-counts", "/tmp/verifier-counts"
MEMORY = struct.Struct("qq")  # these two as failing.cpp has them
FUNCTION = struct.Struct("48sQQ")
NONE = "none"


def preloaded(file, function=NONE, when=0):
    """The environment of a process that is to count, and in which a function fails at its `when`th call."""
    if os.path.exists(file):
        os.unlink(file)
    return {"LD_PRELOAD": LIBRARY, "COUNTS": file, "FAULT": function, "WHEN": str(when)}


def memory(file):
    """Blocks and bytes that are taken and not given back."""
    with open(file, "rb") as counts:
        return MEMORY.unpack(counts.read(MEMORY.size))


def functions(file):
    """Name, calls and failures of each function."""
    with open(file, "rb") as counts:
        counts.seek(MEMORY.size)
        return [(name.rstrip(b"\0").decode(), made, failed) for name, made, failed in FUNCTION.iter_unpack(counts.read())]


def calls(file):
    return {name: made for name, made, _ in functions(file)}
