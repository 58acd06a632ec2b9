# SPDX-License-Identifier: BSD-3-Clause
"""Who logs in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    number: int

    @property
    def name(self):
        return f"person{self.number}"

    @property
    def uid(self):
        return 2100 + self.number

    @property
    def password(self):
        return f"password of {self.name}"

    @property
    def phone(self):
        """As the API writes it."""
        return f"371290000{self.number:02}"


PEOPLE = [Person(number) for number in range(10)]
