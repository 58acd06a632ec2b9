# SPDX-License-Identifier: BSD-3-Clause
"""A machine that is well, and the ways in which it is broken: each a name, what breaks it, and what doctor must find
then, no more and no less. A finding is written as doctor's JSON has it: severity, effect and id."""

import os
import socket
import sqlite3
import subprocess
import threading

from directory import Directory, free_port, make_ca
from machine import VERIFIER_USER, forget
from sandbox import KEY, SERVICE, Sandbox
from stage import CONFIG, STATE, write

PAM, SSHD = "/etc/pam.d/sshd", "/etc/ssh/sshd_config"
USERS, KEY_FILE, STORE = "/etc/wavix2fa/users.conf", "/etc/wavix2fa/api_key", f"{STATE}/state.db"
REST = "account required pam_unix.so\nsession required pam_unix.so\n"
FIRST, OURS = "auth requisite pam_unix.so\n", "auth required pam_wavix2fa.so\n"
METHODS = "AuthenticationMethods keyboard-interactive:pam\n"
WELL_SSHD = ("HostKey /etc/ssh/doctor_key\nUsePAM yes\nKbdInteractiveAuthentication yes\nPasswordAuthentication no\n"
             + METHODS)


def auth(*lines):
    """A service whose auth lines are these."""
    return "".join(f"auth {line}\n" for line in lines) + REST


def silent_socket(case, kind, address=("127.0.0.1", 0)):
    """Listens, and never answers."""
    listener = socket.socket(socket.AF_INET, kind)
    case.addCleanup(listener.close)
    listener.bind(address)
    if kind == socket.SOCK_STREAM:
        listener.listen(8)
    return listener.getsockname()[1]


def proxy_that_says(case, status):
    """A proxy that answers every CONNECT so; its port."""
    listener = socket.create_server(("127.0.0.1", 0))
    case.addCleanup(listener.close)

    def serve():
        try:
            while True:
                with listener.accept()[0] as peer:
                    peer.recv(4096)
                    peer.sendall(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode())
        except OSError:
            pass

    threading.Thread(target=serve, daemon=True).start()
    return listener.getsockname()[1]


class Well:
    """Mixed into a Stage: what a healthy machine has, and how parts of it are set."""

    def make_well(self):
        os.makedirs("/etc/ssh/sshd_config.d", exist_ok=True)
        for folder, names in (("/etc/pam.d", ("direct", "sudo", "sudo-i", "common-auth", "doctor-a", "doctor-b")),
                              ("/etc/ssh/sshd_config.d", os.listdir("/etc/ssh/sshd_config.d")),
                              ("/var/log", ("audit/audit.log", "kern.log")), ("/root/.ssh", ("authorized_keys",))):
            for name in names:
                if os.path.lexists(f"{folder}/{name}"):
                    os.remove(f"{folder}/{name}")
        if not os.path.exists("/etc/ssh/doctor_key"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "/etc/ssh/doctor_key"], check=True)
        if os.path.lexists(CONFIG):
            os.remove(CONFIG)
        self.conf()
        write(KEY_FILE, KEY + "\n", 0o600)
        write(USERS, "[users]\nalice = +37128782931\nroot = +12015550123\n")
        write(PAM, FIRST + OURS + REST)
        write(SSHD, "Include /etc/ssh/sshd_config.d/*.conf\n" + WELL_SSHD)
        if os.path.islink("/etc/resolv.conf"):
            os.remove("/etc/resolv.conf")
        write("/etc/resolv.conf", "nameserver 127.0.0.1\n")
        write("/etc/hosts", "127.0.0.1 localhost machine.test\n")

    def conf(self, more="", wavix="", url=None, ca=None):
        ca = self.sandbox.ca if ca is None else ca
        write(CONFIG, f"[wavix]\nservice_id = {SERVICE}\napi_url = {url or self.sandbox.url}\n"
              + (f"ca_file = {ca}\n" if ca else "") + wavix + more, 0o600)

    def sandbox_of_its_own(self, *words, tls=True):
        other = Sandbox(*words, tls=tls)
        self.addCleanup(other.stop)
        self.conf(url=other.url, ca=other.ca if tls else "")
        return other

    def directory(self, **how):
        directory = Directory(**how)
        self.addCleanup(directory.stop)
        return directory

    def ldap(self, uri, ca, password=Directory.password, base=Directory.base, mode=0o600):
        write("/etc/wavix2fa/ldap_password", password + "\n", mode)
        self.conf(f"[users]\nsources = file ldap\n[ldap]\nuri = {uri}\nca_file = {ca}\nbase = {base}\n"
                  f"bind_dn = {Directory.bind_dn}\nbind_password_file = /etc/wavix2fa/ldap_password\ntimeout = 1s\n")

    def store(self, *statements):
        """Makes the store, as a login would, and changes it."""
        self.command("lockout", "list")
        connection = sqlite3.connect(STORE)
        with connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()

    def mount_state(self, *options):
        os.makedirs(STATE, mode=0o700, exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", ",".join(("mode=700", *options)), "tmpfs", STATE], check=True)
        self.addCleanup(subprocess.run, ["umount", STATE], check=True)

    def sandbox_shows(self, kind):
        self.sandbox.ask("POST", "/certificate", {"kind": kind})
        self.addCleanup(self.sandbox.ask, "POST", "/certificate", {"kind": "good"})

    def sandbox_fails(self, **fault):
        self.sandbox.fault(**fault)

    def take_away_module(self):
        from machine import security_folder  # pylint: disable=import-outside-toplevel
        path = f"{security_folder()}/pam_wavix2fa.so"
        os.rename(path, path + ".away")
        self.addCleanup(os.rename, path + ".away", path)


def sshd(text):
    return lambda case: write(SSHD, "HostKey /etc/ssh/doctor_key\n" + text)


def sshd_also(text):
    return lambda case: write(SSHD, WELL_SSHD + text)


def pam(*lines):
    return lambda case: write(PAM, auth(*lines))


def conf(text):
    return lambda case: case.conf(text)


def users(text, mode=0o644):
    return lambda case: write(USERS, "[users]\n" + text, mode)


def of(*steps):
    return lambda case: [step(case) for step in steps]


UNIX, MODULE = "requisite pam_unix.so", "required pam_wavix2fa.so"
OUT, IN, COSTS = "fail keeps_out ", "fail lets_in ", "fail costs "
WARNING, WARNING_OUT, WARNING_IN = "warning - ", "warning keeps_out ", "warning lets_in "
SUFFICIENT_SYSTEM_AUTH = auth("sufficient pam_unix.so", "required pam_deny.so")

CONFIGURATION = {
    "no configuration": (lambda case: os.remove(CONFIG), OUT + "config-file"),
    "a configuration that others may change": (lambda case: os.chmod(CONFIG, 0o666), OUT + "config-file"),
    "a configuration of somebody else": (lambda case: os.chown(CONFIG, 2001, 0), OUT + "config-file"),
    "a slip in a key": (conf("[code]\nlenght = 6\n"), OUT + "config-value"),
    "a service that there is not": (conf("[service shsd]\ncode.tries = 2\n"), WARNING + "service-unknown"),
    "all networks trusted": (conf("[policy]\ntrusted_networks = 10.0.0.0/8 0.0.0.0/0\n"), OUT + "config-value"),
    "nearly all networks trusted": (conf("[policy]\ntrusted_networks = 0.0.0.0/1 128.0.0.0/1\n"),
                                    WARNING_IN + "network-wide"),
    "a wide network trusted for one service": (conf("[service sshd]\npolicy.trusted_networks = 2000::/3\n"),
                                               WARNING_IN + "network-wide"),
    "outages let in": (conf("[outage]\naction = allow\n"), WARNING_IN + "outage-allow"),
    "outages of one kind let in": (conf("[outage]\ntls = allow\n"), WARNING_IN + "outage-allow"),
    "users without a phone pass": (conf("[users]\nunmapped = skip\n"), WARNING_IN + "unmapped-skip"),
    "monitor": (conf("[policy]\nmonitor = yes\n"), WARNING_IN + "monitor-on"),
    "an enrolment that is over": (conf("[policy]\nenrol_until = 2020-01-01\n"), WARNING + "enrol-past"),
    "an enrolment that goes on": (conf("[policy]\nenrol_until = 2199-01-01\n"), WARNING_IN + "enrol-open"),
    "a group does not exist": (conf("[policy]\ninclude_groups = root nowhere\n"), WARNING + "group-missing"),
    "no limit on what is spent": (conf("[limits]\nsends_total =\n"), "warning costs limit-off"),
    "no lockout": (conf("[limits]\nlockout = 0\n"), WARNING + "lockout-off"),
}

WAVIX = {
    "no key": (lambda case: os.remove(KEY_FILE), OUT + "key-file"),
    "a key that others may read": (lambda case: os.chmod(KEY_FILE, 0o644), OUT + "key-file"),
    "a wrong key": (lambda case: write(KEY_FILE, "not-the-key\n", 0o600), OUT + "key-refused"),
    "an account without 2FA": (lambda case: case.sandbox.ask("POST", "/quirks", {"access": "none"}), OUT + "key-forbidden"),
    "a key that may only read": (lambda case: case.sandbox.ask("POST", "/quirks", {"access": "read-only"}),
                                 OUT + "key-read-only"),
    "Wavix is broken": (lambda case: case.sandbox_fails(on="events", status=503, body="html"), OUT + "server-error"),
    "too many requests": (lambda case: case.sandbox_fails(on="events", status=429), WARNING_OUT + "rate-limited"),
    "something else than Wavix": (lambda case: case.sandbox_fails(on="events", location="https://example.test/"),
                                  OUT + "answer-odd"),
    "no answer": (of(lambda case: case.conf(wavix="connect_timeout = 300ms\nrequest_timeout = 400ms\n"),
                     lambda case: case.sandbox_fails(on="events", delay=2000)), OUT + "answer-silent"),
    "a broken answer": (lambda case: case.sandbox_fails(on="events", wire="no HTTP at all\r\n\r\n"), OUT + "answer-broken"),
    "nobody listens": (lambda case: case.conf(url=f"https://127.0.0.1:{free_port()}"), OUT + "connect-failed"),
    "no such host": (lambda case: case.conf(url="https://wavix.invalid"), OUT + "dns-failed"),
    "a silent name server": (of(lambda case: silent_socket(case, socket.SOCK_DGRAM, ("127.0.0.53", 53)),
                                lambda case: write("/etc/resolv.conf", "nameserver 127.0.0.53\n"),
                                lambda case: case.conf(url="https://api.example.test", wavix="connect_timeout = 300ms\n")),
                             OUT + "dns-silent"),
    "silence where TLS should be": (of(lambda case: case.sandbox_shows("silent"),
                                       lambda case: case.conf(wavix="connect_timeout = 300ms\n")), OUT + "tls-silent"),
    "an expired certificate": (lambda case: case.sandbox_shows("expired"), OUT + "certificate-expired"),
    "a certificate for another host": (lambda case: case.sandbox_shows("wrong-host"), OUT + "certificate-wrong-host"),
    "a self-signed certificate": (lambda case: case.sandbox_shows("self-signed"), OUT + "certificate-unknown"),
    "another authority": (lambda case: case.conf(ca=make_ca("/etc/ssl", "other")), OUT + "certificate-unknown"),
    "a CA file that is not there": (lambda case: case.conf(ca="/etc/ssl/none.pem"), OUT + "ca-file"),
    "old TLS": (lambda case: case.sandbox_shows("old-tls"), OUT + "tls-failed"),
    "no proxy where one should be": (lambda case: case.conf(wavix=f"proxy = http://127.0.0.1:{free_port()}\n"),
                                     OUT + "proxy-unreachable"),
    "a proxy that wants a password": (
        lambda case: case.conf(wavix=f"proxy = http://127.0.0.1:{proxy_that_says(case, '407 Who are you')}\n"),
        OUT + "proxy-refused"),
    "a proxy that never answers": (
        lambda case: case.conf(wavix=f"proxy = http://127.0.0.1:{silent_socket(case, socket.SOCK_STREAM)}\n"
                               "connect_timeout = 300ms\n"), OUT + "proxy-silent"),
    "a clock that is late": (lambda case: case.sandbox_of_its_own().ask("POST", "/clock", {"advance": 600}),
                             WARNING + "clock-skew"),
    "a sandbox": (lambda case: case.sandbox_of_its_own(tls=False), WARNING_IN + "plain-http"),
}

CONTACTS = {
    "no users.conf": (lambda case: os.remove(USERS), OUT + "users-file"),
    "a users.conf that others may change": (lambda case: os.chmod(USERS, 0o666), OUT + "users-file"),
    "a user twice": (users("alice = +37128782931\nroot = +12015550123\nalice = +447919433768\n"), OUT + "users-line"),
    "a line that is none": (users("alice +37128782931\n"), OUT + "users-line"),
    "a number that is none": (users("alice = 12\n"), OUT + "entry-unusable"),
    "a number of a country without codes": (of(users("alice = +447919433768\n"), conf("[policy]\ncountries = LV\n")),
                                            WARNING_OUT + "number-forbidden"),
    "a user without an account": (users("alice = +37128782931\nnobody-at-all = +12015550123\n"), WARNING + "no-account"),
    "no directory": (lambda case: case.ldap(f"ldap://127.0.0.1:{free_port()}", ""), OUT + "ldap-connect"),
    "a wrong password for the directory": (lambda case: case.ldap(case.slapd.ldaps_uri, case.slapd.ca, "wrong"),
                                           OUT + "ldap-bind"),
    "a directory of an unknown authority": (
        lambda case: case.ldap(case.slapd.ldaps_uri, make_ca("/etc/ssl", "other")), OUT + "ldap-tls"),
    "a base that is not there": (
        lambda case: case.ldap(case.slapd.ldaps_uri, case.slapd.ca, base="dc=nowhere"), OUT + "ldap-search"),
    "a password that others may read": (lambda case: case.ldap(case.slapd.ldaps_uri, case.slapd.ca, mode=0o644),
                                        OUT + "password-file"),
    "one of two directories": (
        lambda case: case.ldap(f"ldaps://127.0.0.1:{free_port()} {case.slapd.ldaps_uri}", case.slapd.ca),
        WARNING + "ldap-connect"),
}

KEPT = {
    "a store that others may read": (of(lambda case: case.store(), lambda case: os.chmod(STORE, 0o644)), OUT + "store-unsafe"),
    "a store that is no store": (lambda case: write(STORE, "this is no database at all\n" * 100, 0o600),
                                 OUT + "store-damaged"),
    "a store of a later version": (lambda case: case.store("PRAGMA user_version = 999"), OUT + "store-newer"),
    "a store that cannot be written": (lambda case: case.mount_state("ro"), OUT + "store-read-only"),
    "a disk that is nearly full": (lambda case: case.mount_state("size=8m"), WARNING_OUT + "disk-low"),
    "a folder that is not there": (conf("[state]\nfile = /var/nowhere/at/all.db\n"), OUT + "store-folder"),
    "a folder that others may change": (of(lambda case: os.makedirs(STATE), lambda case: os.chmod(STATE, 0o777)),
                                        OUT + "store-unsafe"),
    "break-glass": (lambda case: case.command("breakglass", "start", "--ttl", "1h", "--reason", "a drill"),
                    WARNING_IN + "breakglass-on"),
    "a user who is locked out": (
        lambda case: case.store(*["INSERT INTO failures (user, at) SELECT 'alice', instant FROM clock"] * 5),
        WARNING_OUT + "locked-out"),
    "a breaker that is open": (
        lambda case: case.store("INSERT INTO breaker (only_row, failures, last_failure, cause) "
                                "SELECT 1, 9, instant, 'unreachable' FROM clock"), WARNING_OUT + "breaker-open"),
}

SSHD_ONES = {
    "keyboard-interactive is off": (sshd("UsePAM yes\nKbdInteractiveAuthentication no\nPasswordAuthentication no\n" + METHODS),
                                    OUT + "kbdinteractive-off"),
    "as Debian ships it": (sshd("UsePAM yes\nKbdInteractiveAuthentication no\n"),
                           OUT + "kbdinteractive-off", IN + "key-alone"),
    "PAM is off": (sshd("UsePAM no\nKbdInteractiveAuthentication yes\n"), IN + "usepam-off"),
    "a key alone": (sshd("UsePAM yes\nKbdInteractiveAuthentication yes\nPasswordAuthentication no\n"), IN + "key-alone"),
    "only keys": (sshd("UsePAM yes\nKbdInteractiveAuthentication yes\nPasswordAuthentication no\n"
                       "AuthenticationMethods publickey\n"), IN + "key-alone"),
    "the password method": (sshd("UsePAM yes\nKbdInteractiveAuthentication yes\n"
                                 "AuthenticationMethods publickey,keyboard-interactive password\n"), COSTS + "password-method"),
    "the password method alone": (sshd("UsePAM yes\nKbdInteractiveAuthentication yes\nAuthenticationMethods password\n"),
                                  OUT + "no-way-in"),
    "the password method first": (sshd("UsePAM yes\nKbdInteractiveAuthentication yes\n"
                                       "AuthenticationMethods password,keyboard-interactive:pam\n"), OUT + "no-way-in"),
    "root's keys under prohibit-password": (
        of(sshd_also("PermitRootLogin prohibit-password\n"),
           lambda case: write("/root/.ssh/authorized_keys", "ssh-ed25519 AAAA root\n")), OUT + "root-prohibit-password"),
    "too little time": (sshd_also("LoginGraceTime 60\n"), OUT + "grace-time-short"),
    "one try": (sshd_also("MaxAuthTries 1\n"), WARNING_OUT + "max-auth-tries-low"),
    "a slip in an included file": (
        of(lambda case: write("/etc/ssh/sshd_config.d/10-slip.conf", "# a comment\nUsePam yes\nPermitRotLogin no\n"),
           lambda case: write(SSHD, "Include /etc/ssh/sshd_config.d/*.conf\n" + WELL_SSHD)), OUT + "sshd-config"),
    "a Match for programs": (sshd_also("Match User backup,deploy\n  AuthenticationMethods publickey\n"),
                             WARNING_IN + "key-alone"),
    "a Match for a group": (sshd_also("Match Group alice\n  AuthenticationMethods publickey\n"), IN + "key-alone"),
    "a Match for all names of a kind": (sshd_also("Match User svc-*\n  AuthenticationMethods publickey\n"),
                                        IN + "key-alone"),
    "a Match for a network": (sshd_also("Match Address 10.0.0.0/8,192.168.*\n  KbdInteractiveAuthentication no\n"),
                              OUT + "kbdinteractive-off"),
    "a Match in an included file": (
        of(lambda case: write("/etc/ssh/sshd_config.d/50-site.conf",
                              "Match Host *.example.test\n    AuthenticationMethods publickey\n"),
           lambda case: write(SSHD, "Include /etc/ssh/sshd_config.d/*.conf\n" + WELL_SSHD)), IN + "key-alone"),
    "neither key nor password": (pam("required pam_permit.so", MODULE), IN + "code-alone"),
}
PAM_ONES = {
    "an include that ends the stack": (
        of(lambda case: write("/etc/pam.d/doctor-a", SUFFICIENT_SYSTEM_AUTH), pam("include doctor-a", MODULE)),
        IN + "skipped", COSTS + "reached-after-wrong-password"),
    "a substack that goes on after a wrong password": (
        of(lambda case: write("/etc/pam.d/doctor-a", SUFFICIENT_SYSTEM_AUTH), pam("substack doctor-a", MODULE)),
        COSTS + "reached-after-wrong-password"),
    "a sufficient password": (pam("sufficient pam_unix.so", MODULE, "required pam_deny.so"), IN + "skipped",
                              COSTS + "reached-after-wrong-password"),
    "a password that is done": (pam("[success=done default=die] pam_unix.so", MODULE), IN + "skipped"),
    "in the block of common-auth": (pam("[success=2 default=ignore] pam_unix.so", MODULE, "requisite pam_deny.so",
                                        "required pam_permit.so"), IN + "skipped",
                                    COSTS + "reached-after-wrong-password"),
    "a required password": (pam("required pam_unix.so", MODULE), COSTS + "reached-after-wrong-password"),
    "the code before the password": (pam(MODULE, "requisite pam_unix.so"), COSTS + "reached-before-password"),
    "the code instead of the password": (pam("sufficient pam_wavix2fa.so", "requisite pam_unix.so"),
                                         IN + "code-alone", IN + "not-binding", COSTS + "reached-before-password"),
    "twice": (pam(UNIX, MODULE, MODULE), COSTS + "called-twice"),
    "optional": (pam(UNIX, "optional pam_wavix2fa.so"), IN + "not-binding"),
    "ignored when it refuses": (pam(UNIX, "[success=ok default=ignore] pam_wavix2fa.so"), IN + "not-binding"),
    "no module": (lambda case: case.take_away_module(), OUT + "missing-module"),
    "no module, and that is ignored": (
        of(lambda case: case.take_away_module(), pam(UNIX, "[success=ok default=ignore] pam_wavix2fa.so")),
        OUT + "missing-module", IN + "not-binding"),
    "a misspelt control": (pam(UNIX, "requird pam_wavix2fa.so"), OUT + "misspelt-control"),
    "a misspelt type": (lambda case: write(PAM, "auht required pam_env.so\n" + FIRST + OURS + REST), OUT + "misspelt-type"),
    "an include that is not there": (lambda case: write(PAM, "@include nowhere\n" + FIRST + OURS + REST), OUT + "bad-include"),
    "an include of itself": (
        of(lambda case: write("/etc/pam.d/doctor-a", "@include doctor-b\n"),
           lambda case: write("/etc/pam.d/doctor-b", "@include doctor-a\n"),
           lambda case: write(PAM, FIRST + OURS + "@include doctor-a\n" + REST)), OUT + "include-loop"),
    "not for this service": (pam(UNIX, MODULE + " services=sudo"), IN + "service-left-out"),
    "sudo without sudo -i": (
        of(lambda case: write("/etc/pam.d/sudo", FIRST + OURS + REST),
           lambda case: write("/etc/pam.d/sudo-i", FIRST + REST)), WARNING_IN + "twin-unasked"),
    "a slip on the module's line": (pam(UNIX, MODULE + " code.lenght=6"), OUT + "config-value"),
    "monitor on the module's line": (pam(UNIX, MODULE + " policy.monitor=yes"), WARNING_IN + "monitor-on"),
    "nothing is enabled": (pam(UNIX), WARNING_IN + "not-enabled"),
}

def forget_verifiers_user(case):
    case.keep_accounts()
    forget(VERIFIER_USER)


def make_verifiers_user_root(case):
    forget_verifiers_user(case)
    with open("/etc/passwd", "a", encoding="utf-8") as passwd:
        passwd.write(f"{VERIFIER_USER}:x:0:0::/:/usr/sbin/nologin\n")


KEPT_OUT = {
    "no user for the verifier": (forget_verifiers_user, WARNING + "verifier-user-missing"),
    "a user for the verifier that is root": (make_verifiers_user_root, OUT + "verifier-user-root"),
    "SELinux": (lambda case: write("/var/log/audit/audit.log", case.avc()), OUT + "selinux-denied"),
    "SELinux, that only watches": (lambda case: write("/var/log/audit/audit.log", case.avc(permissive=1)),
                                   WARNING_OUT + "selinux-denied"),
    "AppArmor": (lambda case: write("/var/log/kern.log", "Nov 22 18:02:11 db1 kernel: audit: type=1400 apparmor=\"DENIED\" "
                                    "operation=\"connect\" profile=\"/usr/libexec/wavix2fa-verifier\"\n"),
                 OUT + "apparmor-denied"),
}
