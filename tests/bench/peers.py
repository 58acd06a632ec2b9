# SPDX-License-Identifier: BSD-3-Clause
"""Who is measured: the module of this build, and Debian's others that ask for a second factor. Each is set up as its manual
says, for the same users; a peer knows the code that its prompt wants. `service` writes a PAM service, with what is special
about it, and gives its name."""

import hashlib
import hmac
import os
import shutil
import subprocess

from machine import PHONES
from sandbox import KEY, SERVICE, Sandbox
from stage import CONFIG, write
from timer import BUILD, SERVICES

CROWD = [f"crowd{number:03}" for number in range(200)]
SECRET = b"12345678901234567890"
DUO, GOOGLE, OATH = os.environ["PEER_VERSIONS"].split()  # bench.py


def phone(user):
    return f"+3712{CROWD.index(user):07}" if user in CROWD else PHONES[user]


def write_service(name, line):
    """Its file is named sshd, in a folder of its own: modules do as they do for sshd."""
    write(f"{SERVICES}/{name}/sshd", line + "\n")
    write(f"{SERVICES}/{name}/other", "auth required pam_deny.so\n")
    return name


def hotp(counter):
    """RFC 4226, six digits."""
    digest = hmac.new(SECRET, counter.to_bytes(8, "big"), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at:at + 4], 'big') & 0x7FFFFFFF) % 1000000:06}"


def trust(ca):
    """Makes it one of the system's, as update-ca-certificates(8) does: in the bundle, and in the folder by its hash."""
    name = subprocess.run(["openssl", "x509", "-noout", "-subject_hash", "-in", ca], capture_output=True, text=True,
                          check=True).stdout.strip()
    with open(ca, encoding="ascii") as file, open("/etc/ssl/certs/ca-certificates.crt", "a", encoding="ascii") as bundle:
        bundle.write(file.read())
    shutil.copy(ca, f"/etc/ssl/certs/{name}.0")


class Ours:
    module, name = "pam_wavix2fa.so", "wavix2fa"

    def __init__(self):
        self.sandbox = Sandbox(tls=True)
        self.address = self.sandbox.url.split("//")[1]
        self._taken = {}
        limits = "".join(f"{key} = 100000/1h, 200000/1d\n" for key in
                         ("sends_per_user", "sends_per_number", "sends_per_rhost", "sends_total"))
        trust(self.sandbox.ca)  # no ca_file: most use their system's CAs
        write(CONFIG, f"[wavix]\nservice_id = {SERVICE}\napi_url = {self.sandbox.url}\n[limits]\n{limits}")
        write("/etc/wavix2fa/api_key", KEY + "\n", 0o600)
        write("/etc/wavix2fa/users.conf", "[users]\n" + "".join(f"{u} = {phone(u)}\n" for u in [*PHONES, *CROWD]))

    def service(self, name="ours", port=None, options=""):
        url = f" wavix.api_url=https://127.0.0.1:{port}" if port else ""
        return write_service(name, f"auth required {self.module}{url} {options}")

    def code(self, user):
        message = self.sandbox.ask("GET", f"/messages/last?to={phone(user)[1:]}&wait=10&after={self._taken.get(user, 0)}")
        self._taken[user] = message["index"]
        return message["code"]

    def codes(self, users):
        """Of all at once; each has been sent one."""
        sent = {message["to"]: message["code"] for message in self.sandbox.messages()}
        return [sent[phone(user)[1:]] for user in users]

    def stop(self):
        self.sandbox.stop()


class Duo:
    """1.11 knows a server by its name alone, ours by its address too: so it looks `localhost` up, which ours need not."""
    module, name = "pam_duo.so", f"pam_duo {DUO}"

    def __init__(self):
        self._stand_in = subprocess.Popen([f"{BUILD}/tests/bench/duo_stand_in"], text=True, stdin=subprocess.PIPE,
                                          stdout=subprocess.PIPE)
        told = dict(self._stand_in.stdout.readline().strip().split(": ") for _ in range(2))
        self.address, self._ca = told["api"], told["ca"]

    def service(self, name="duo", port=None):
        write(f"/etc/security/{name}.conf", f"[duo]\nhost = localhost:{port or self.address.split(':')[1]}\n"
              f"ikey = DIXXXXXXXXXXXXXXXXXX\nskey = {'s' * 40}\nfailmode = secure\ncafile = {self._ca}\n", 0o600)
        return write_service(name, f"auth required {self.module} conf=/etc/security/{name}.conf")

    def code(self, _user):
        return "123456"

    def codes(self, users):
        return ["123456"] * len(users)

    def stop(self):
        self._stand_in.stdin.close()
        self._stand_in.wait()


class GoogleAuthenticator:
    module, name = "pam_google_authenticator.so", f"pam_google_authenticator {GOOGLE}"

    def __init__(self):
        self._counter = 0
        write("/etc/google-authenticator/alice", 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\n" HOTP_COUNTER 1\n', 0o600)

    def service(self, name="google"):
        return write_service(name, f"auth required {self.module} secret=/etc/google-authenticator/${{USER}} user=root")

    def code(self, _user):
        self._counter += 1
        return hotp(self._counter)

    def stop(self):
        pass


class Oath:
    module, name = "pam_oath.so", f"pam_oath {OATH}"

    def __init__(self):
        self._counters = {}

    def service(self, name="oath", users=("alice",)):
        """For as many users, alice the last of them."""
        self._counters[name] = -1
        write(f"/etc/{name}.oath", "".join(f"HOTP {user} - {SECRET.hex()}\n" for user in users), 0o600)
        self._current = name
        return write_service(name, f"auth required {self.module} usersfile=/etc/{name}.oath window=10 digits=6")

    def of(self, name):
        """The next code is for the service's own file."""
        self._current = name
        return self

    def code(self, _user):
        self._counters[self._current] += 1
        return hotp(self._counters[self._current])

    def stop(self):
        pass


def prepare_machine():
    """Modules look their users up, and pam_duo its server: which is at one address alone."""
    write("/etc/hosts", "127.0.0.1 localhost machine.test\n")
    with open("/etc/passwd", "a", encoding="ascii") as passwd:
        passwd.writelines(f"{user}:x:{3000 + i}:{3000 + i}::/home/{user}:/bin/sh\n" for i, user in enumerate(CROWD))
    os.makedirs(SERVICES, exist_ok=True)
