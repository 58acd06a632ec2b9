# SPDX-License-Identifier: BSD-3-Clause
"""A real slapd on loopback, with a CA and a certificate of its own, for the private machine."""

import base64
import os
import shutil
import socket
import subprocess
import tempfile
import time

BASE = "dc=example,dc=test"
READER = f"cn=reader,{BASE}"
PASSWORD = "the reader's password"
_ACTIVE_DIRECTORY = """
attributetype ( 1.2.840.113556.1.4.221 NAME 'sAMAccountName' EQUALITY caseIgnoreMatch
  SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )
objectclass ( 1.2.840.113556.1.5.9 NAME 'user' SUP organizationalPerson STRUCTURAL
  MAY ( sAMAccountName $ displayName $ mail $ mobile $ homePhone $ employeeType ) )
"""
_ADMIN = f"cn=admin,{BASE}"
_ADMIN_PASSWORD = "the administrator's password"
_SCHEMAS = next((folder for folder in ("/etc/ldap/schema", "/etc/openldap/schema") if os.path.isdir(folder)), None)
_MODULES = next((folder for folder in ("/usr/lib/ldap", "/usr/lib64/openldap", "/usr/lib/openldap")
                 if os.path.isdir(folder)), None)


def _openssl(*arguments, folder):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


def make_ca(folder, name="ca"):
    """A CA of its own; the path of its certificate."""
    _openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
             f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.pem", folder=folder)
    return f"{folder}/{name}.pem"


def make_certificate(folder, names, ca="ca"):
    """server.pem and server.key for subjectAltNames as openssl writes them: DNS:machine.test,IP:127.0.0.1."""
    with open(f"{folder}/names", "w", encoding="ascii") as file:
        file.write(f"subjectAltName={names}\n")
    _openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=a directory",
             "-keyout", "server.key", "-out", "server.csr", folder=folder)
    _openssl("x509", "-req", "-in", "server.csr", "-CA", f"{ca}.pem", "-CAkey", f"{ca}.key", "-CAcreateserial", "-days",
             "2", "-extfile", "names", "-out", "server.pem", folder=folder)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def ldif(dn, attributes):
    """An entry; each value goes in base64, so that it may be anything."""
    lines = [f"dn:: {base64.b64encode(dn.encode()).decode()}"]
    for name, values in attributes.items():
        for value in [values] if isinstance(values, (str, bytes)) else values:
            raw = value if isinstance(value, bytes) else value.encode()
            lines.append(f"{name}:: {base64.b64encode(raw).decode()}")
    return "\n".join(lines) + "\n\n"


def person(uid, **attributes):
    """A person under ou=people, as in most directories; what is None is left out."""
    entry = {"objectClass": ["inetOrgPerson"], "cn": uid, "sn": uid, "uid": uid, **attributes}
    dn = entry.pop("dn", f"uid={uid},ou=people,{BASE}")
    return ldif(dn, {name: value for name, value in entry.items() if value is not None})


def user(name, **attributes):
    """A user as in Active Directory."""
    return person(None, dn=f"CN={name},ou=people,{BASE}", objectClass="user", cn=name, sn=name,
                  **{"sAMAccountName": name, **attributes})


class Directory:
    """`names`: whom its certificate is for. `tls=False`: it has no TLS, and refuses StartTLS. `anonymous=False`: only
    bind_dn may read. `entries`: LDIF that it starts with. `options`: more lines of slapd.conf(5), of the server and
    of its database."""

    base, bind_dn, password = BASE, READER, PASSWORD

    def __init__(self, names="DNS:machine.test,IP:127.0.0.1", tls=True, anonymous=True, entries="", options="",
                 database_options=""):
        self.folder = tempfile.mkdtemp(prefix="directory-")
        self.ca = make_ca(self.folder)
        make_certificate(self.folder, names)
        self._ports = free_port(), free_port()
        self.ldap_uri = f"ldap://127.0.0.1:{self._ports[0]}"
        self.ldaps_uri = f"ldaps://127.0.0.1:{self._ports[1]}"
        self._socket = f"{self.folder}/ldapi"
        self.ldapi_uri = "ldapi://" + self._socket.replace("/", "%2F")
        self._config = f"{self.folder}/slapd.conf"
        os.mkdir(f"{self.folder}/data")
        with open(self._config, "w", encoding="ascii") as file:
            file.write(self._configuration(tls, anonymous, options, database_options))
        self._load(ldif(BASE, {"objectClass": ["dcObject", "organization"], "o": "Example"})
                   + ldif(f"ou=people,{BASE}", {"objectClass": "organizationalUnit"})
                   + ldif(READER, {"objectClass": ["organizationalRole", "simpleSecurityObject"],
                                   "userPassword": PASSWORD})
                   + entries)
        self._process = None
        self.start(tls)

    def _configuration(self, tls, anonymous, options, database_options):
        schemas = "".join(f"include {_SCHEMAS}/{name}.schema\n"
                          for name in ("core", "cosine", "nis", "inetorgperson"))
        module = (f"modulepath {_MODULES}\nmoduleload back_mdb\n"
                  if os.path.exists(f"{_MODULES}/back_mdb.la") or os.path.exists(f"{_MODULES}/back_mdb.so") else "")
        certificates = (f"TLSCACertificateFile {self.ca}\nTLSCertificateFile {self.folder}/server.pem\n"
                        f"TLSCertificateKeyFile {self.folder}/server.key\n" if tls else "")
        return (f"{schemas}{_ACTIVE_DIRECTORY}{module}{certificates}pidfile {self.folder}/pid\n{options}\n"
                f"database mdb\nsuffix {BASE}\nrootdn {_ADMIN}\nrootpw \"{_ADMIN_PASSWORD}\"\n"
                f"directory {self.folder}/data\nmaxsize 268435456\ndbnosync\nindex uid,sAMAccountName eq\n"
                f"{database_options}\n"
                "access to attrs=userPassword by anonymous auth by * none\n"
                f"access to * by dn.exact={READER} read by anonymous {'read' if anonymous else 'none'} by * none\n")

    def _load(self, entries):
        subprocess.run(["/usr/sbin/slapadd", "-q", "-f", self._config], input=entries, text=True, check=True,
                       capture_output=True)

    def start(self, tls=True):
        uris = [self.ldap_uri, self.ldapi_uri] + ([self.ldaps_uri] if tls else [])
        self._process = subprocess.Popen(["/usr/sbin/slapd", "-d", "0", "-f", self._config, "-h", " ".join(uris)],
                                         start_new_session=True)  # a Ctrl-C at the terminal is not for it
        ends = time.monotonic() + 10
        while not all(map(listens, self._ports[:1 + tls])):
            if self._process.poll() is not None or time.monotonic() > ends:
                raise AssertionError("slapd did not start")
            time.sleep(0.02)

    def halt(self):
        """Its data stay; start() goes on."""
        self._process.terminate()
        self._process.wait()

    def stop(self):
        self.halt()
        shutil.rmtree(self.folder)

    def add(self, uid, **attributes):
        """A person(). Values are text, bytes or a list of these: add("alice", mobile="+37128782931")."""
        self.add_entries(person(uid, **attributes))

    def add_entries(self, entries):
        self._change("ldapadd", entries)

    def remove(self, uid):
        self._change("ldapdelete", f"uid={uid},ou=people,{BASE}\n")

    def _change(self, command, text):
        subprocess.run([command, "-x", "-H", self.ldap_uri, "-D", _ADMIN, "-w", _ADMIN_PASSWORD], input=text, text=True,
                       check=True, capture_output=True, env={"LDAPNOINIT": "1", "PATH": os.environ["PATH"]})
