# SPDX-License-Identifier: BSD-3-Clause
"""What `make install` does to a configuration that is there already, and to one that is not."""

import os
import subprocess
import tempfile
import unittest

import tap

CONF = os.path.abspath(os.path.dirname(__file__) + "/../../conf")
FILES = ("users.conf", "wavix2fa.conf")


class Configuration(unittest.TestCase):
    def setUp(self):
        root = tempfile.TemporaryDirectory()
        self.addCleanup(root.cleanup)
        self.root = root.name
        self.folder = f"{self.root}/etc/wavix2fa"

    def install(self):
        subprocess.run([f"{CONF}/install-configuration", "/etc/wavix2fa", *(f"{CONF}/{name}" for name in FILES)],
                       env={"PATH": os.environ["PATH"], "DESTDIR": self.root}, stdout=subprocess.DEVNULL, check=True)

    def read(self, name):
        with open(f"{self.folder}/{name}", encoding="utf-8") as file:
            return file.read()

    def test_is_put_where_there_is_none_for_root_alone(self):
        before = os.umask(0)
        self.addCleanup(os.umask, before)
        self.install()
        for name in FILES:
            self.assertEqual(os.stat(f"{self.folder}/{name}").st_mode & 0o7777, 0o600)
            with open(f"{CONF}/{name}", encoding="utf-8") as shipped:
                self.assertEqual(self.read(name), shipped.read())
        self.assertEqual(os.stat(self.folder).st_mode & 0o7777, 0o755)

    def test_stays_as_it_is(self):
        self.install()
        with open(f"{self.folder}/wavix2fa.conf", "w", encoding="utf-8") as file:
            file.write("mine\n")
        os.chmod(f"{self.folder}/wavix2fa.conf", 0o640)
        os.remove(f"{self.folder}/users.conf")
        self.install()
        self.assertEqual(self.read("wavix2fa.conf"), "mine\n")
        self.assertEqual(os.stat(f"{self.folder}/wavix2fa.conf").st_mode & 0o7777, 0o640)
        self.assertTrue(os.path.exists(f"{self.folder}/users.conf"))

    def test_a_link_that_leads_nowhere_stays_too(self):
        os.makedirs(self.folder)
        os.symlink("/nonexistent/elsewhere", f"{self.folder}/wavix2fa.conf")
        self.install()
        self.assertEqual(os.readlink(f"{self.folder}/wavix2fa.conf"), "/nonexistent/elsewhere")


if __name__ == "__main__":
    tap.main()
