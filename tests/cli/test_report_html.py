# SPDX-License-Identifier: BSD-3-Clause
"""The page of wavix2fa report --html in a real browser: it complains of nothing, its numbers are those of --json, it fits a
phone, by day and by night. WAVIX2FA_PICTURES=FOLDER keeps pictures of it."""

import datetime
import json
import os

import tap
from browser import Browser
from command import Commands
from record import NOT_SENT, Wavix, record

TODAY = datetime.datetime.now(datetime.timezone.utc).date()
EVIL = "<img src=x onerror=alert(1)>\"'&"

TEXTS = """
  const all = [];
  for (const element of document.querySelectorAll('[data-at]'))
    all.push([element.getAttribute('data-at'), element.textContent]);
  return all;
"""
# What sticks out of the screen, but for what scrolls by itself.
OUTSIDE = """
  const wide = document.documentElement.clientWidth;
  return [...document.querySelectorAll('body *')].filter(element => !element.closest('.table table') &&
    element.getBoundingClientRect().right > wide + 0.5).map(element => element.outerHTML.slice(0, 100));
"""
# Words of a chart that lie over one another, or outside their chart.
OVERLAPS = """
  const found = [];
  for (const chart of document.querySelectorAll('svg')) {
    const frame = chart.getBoundingClientRect();
    const boxes = [...chart.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()]);
    boxes.forEach(([text, a], i) => {
      if (a.left < frame.left - 1 || a.right > frame.right + 1 || a.bottom > frame.bottom + 1) found.push(text + ' is outside');
      for (const [other, b] of boxes.slice(i + 1))
        if (a.left < b.right && b.left < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom)
          found.push(text + ' over ' + other);
    });
  }
  return found;
"""


def numbers_of(value, pointer=""):
    """Each number, null and amount of money of a JSON document, by its pointer."""
    if isinstance(value, dict):
        for name, member in value.items():
            yield from numbers_of(member, f"{pointer}/{name}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from numbers_of(item, f"{pointer}/{index}")
    elif pointer.rsplit("/", 1)[-1] in ("cost", "cost_elsewhere") or (isinstance(value, int) and not isinstance(value, bool)):
        yield pointer, value


def as_shown(pointer, value):
    name = pointer.rsplit("/", 1)[-1]
    if value is None:
        return "–"
    if name == "conversion":
        return f"{value} %"
    if name.startswith("cost"):
        whole, decimals = value.split(".")
        return f"${int(whole):,}.{decimals}"
    return f"{value:,}"


class Page(Commands):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wavix = Wavix()
        cls.browser = Browser()

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.wavix.sandbox.stop()

    def setUp(self):
        super().setUp()
        self.configure(self.wavix.configuration)
        self.ok("lockout", "list")

    def a_busy_month(self):
        logins = []
        for back in range(29, -1, -1):
            day = TODAY - datetime.timedelta(days=back)
            for number in range((back * 7) % 11 + (3 if day.weekday() > 4 else 12)):
                verdict = ("verified", "verified", "refused", "verified", "exhausted", "no-dialogue", "verified")[number % 7]
                logins.append((day, {"verdict": verdict, "verification": f"{back}.{number}", "sends": 1 + (number % 5 == 0),
                                     "channel": "voice" if number % 6 == 5 else "sms", "user": f"user{number}",
                                     "country": ("LV", "EE", "GB", "DE", "LT", "PL", "FR", "SE", "NG", "ES")[number % 10],
                                     "service": "sudo" if number % 4 == 1 else "sshd"}))
            logins.append((day, NOT_SENT | {"verdict": "exempt", "rule": "policy.exclude_users (default)"}))
        logins += [(TODAY, NOT_SENT | {"verdict": "unavailable", "cause": "timeout"})] * 1200
        logins.append((TODAY, {"service": EVIL, "user": EVIL, "channel": EVIL, "country": EVIL, "verification": "evil",
                               "verdict": EVIL}))
        for number in range(6):
            phone = f"3712878290{number}"
            logins.append((TODAY, {"verification": self.wavix.verification(phone, verified=number % 2 == 0),
                                   "verdict": "verified" if number % 2 == 0 else "refused"}))
        self.wavix.verification("12015550123", verified=False)
        record(*logins)

    def show(self, path, *words):
        self.ok("report", *words, "--html", path)
        self.browser.open(f"file://{path}")

    def check_numbers(self, *words):
        told = dict()
        for pointer, text in self.browser.run(TEXTS):
            told.setdefault(pointer, set()).add(text)
        expected = {pointer: {as_shown(pointer, value)} for pointer, value in
                    numbers_of(json.loads(self.ok("report", *words, "--json")))}
        self.assertGreater(len(expected), 100)
        nulls = {pointer for pointer, texts in told.items() if texts == {"–"}}
        self.assertEqual({pointer: texts for pointer, texts in told.items() if pointer not in nulls - expected.keys()},
                         expected)

    def picture(self, name):
        folder = os.environ.get("WAVIX2FA_PICTURES")
        if folder:
            self.browser.picture(f"{folder}/{name}.png")

    def test_a_busy_month(self):
        self.a_busy_month()
        self.show("/tmp/report.html", "--users")
        self.check_numbers("--users")
        papers = set()
        for width, scheme, phone in ((1280, "light", False), (1280, "dark", False), (360, "light", True), (360, "dark", True)):
            with self.subTest(f"{width} {scheme}"):
                self.browser.look(width, scheme, phone)
                self.assertEqual(self.browser.run("return innerWidth"), width)
                self.assertEqual(self.browser.run(OUTSIDE), [])
                self.assertLessEqual(self.browser.run("return document.documentElement.scrollWidth"), width)
                self.assertEqual(self.browser.run(OVERLAPS), [])
                papers.add(self.browser.run("return getComputedStyle(document.body).backgroundColor"))
                self.picture(f"{width}-{scheme}")
        self.assertEqual(len(papers), 2)
        self.assertEqual(self.browser.run("return document.querySelectorAll('img, script').length"), 0)
        self.assertIn(EVIL, self.browser.run("return document.body.textContent"))
        self.assertEqual(self.browser.console(), [])

    def test_a_year_and_nothing_at_all(self):
        self.show("/tmp/nothing.html", "--offline", "--last", "1d")
        self.assertEqual(self.browser.run("return document.querySelector('[data-at=\"/totals/cost\"]').textContent"), "–")
        record(*((TODAY - datetime.timedelta(days=back), {"verification": f"v{back}"}) for back in range(364, -1, -1)))
        self.show("/tmp/year.html", "--offline", "--last", "365d")
        self.browser.look(360, "light", True)
        self.check_numbers("--offline", "--last", "365d")
        self.assertEqual(self.browser.run(OUTSIDE) + self.browser.run(OVERLAPS), [])
        self.picture("year")
        self.assertEqual(self.browser.console(), [])

    def test_the_console_is_really_read(self):
        self.browser.open("data:text/html,<script>console.error('heard')</script>")
        self.assertIn("heard", self.browser.console()[0])


if __name__ == "__main__":
    tap.main()
