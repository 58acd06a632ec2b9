# SPDX-License-Identifier: BSD-3-Clause
"""The first process of the demo's private machine: makes it, with one user, and has the play run in it."""

import os
import sys

from machine import live
from you import PASSWORD, UID, USER

PLAY = os.path.join(os.path.dirname(os.path.realpath(__file__)), "play.py")

sys.exit(live(sys.argv[1], PLAY, sys.argv[2:], {USER: (UID, PASSWORD)}))
