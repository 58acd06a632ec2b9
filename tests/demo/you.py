# SPDX-License-Identifier: BSD-3-Clause
"""The person: an account of the private machine, and a phone."""

USER, PASSWORD = "you", "demo"
UID = 60321  # owns nothing on the host
NUMBER = "+37128782931"
