# SPDX-License-Identifier: BSD-3-Clause
"""A sample of inject.py: all that can fail in the host and between it and the verifier, and of each call of the verifier's the first,
the 101st …"""

import unittest

import tap
from inject import Allocations, LibraryCalls, OtherErrors, SystemCalls, row_of
from logins import Logins
from paths import RIGHT, WRONG, Expired, FromLdap

EVERY = 100


class Sample(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.logins = Logins()

    @classmethod
    def tearDownClass(cls):
        cls.logins.tearDownClass()

    def assert_none_lets_in(self, kind, place, paths=(RIGHT, WRONG), every=1):
        for path in paths:
            row = row_of(self.logins, kind, place, path, every)
            self.assertGreater(row.points, 10)
            self.assertGreater(row.denied, 3, "what fails is noticed")
            self.assertEqual(row.unexpected, 0, row.what)
            if place != "verifier":
                self.assertEqual(row.late, 0, row.what)

    def test_a_system_call_that_fails_in_the_host_lets_nobody_in_and_leaves_nothing(self):
        self.assert_none_lets_in(SystemCalls, "host")
        self.assert_none_lets_in(OtherErrors, "host", (WRONG,))

    def test_nor_does_one_that_fails_in_the_children_before_the_verifier(self):
        self.assert_none_lets_in(SystemCalls, "children")

    def test_nor_does_one_of_the_verifiers(self):
        self.assert_none_lets_in(SystemCalls, "verifier", (WRONG, Expired()), EVERY)

    def test_nor_does_a_call_of_libpam_that_fails_or_one_for_memory(self):
        self.assert_none_lets_in(LibraryCalls, "host")
        self.assert_none_lets_in(Allocations, "host", (WRONG,))

    def test_nor_does_a_call_of_the_verifiers_libraries(self):
        self.assert_none_lets_in(LibraryCalls, "verifier", (FromLdap(),), EVERY)


if __name__ == "__main__":
    tap.main()
