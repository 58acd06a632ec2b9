# SPDX-License-Identifier: BSD-3-Clause
"""What find_in_ldap() makes of a real slapd, and of servers that are none."""

import json
import os
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import unittest

import tap
from directory import BASE, Directory, free_port, ldif, listens, make_ca, make_certificate, person, user

PROGRAM = os.environ["WAVIX2FA_BUILD"] + "/tests/system/find_in_ldap"
START_TLS_OID = b"1.3.6.1.4.1.1466.20037"


def find(name, uris, environment=None, cwd="/", **settings):
    """The answer as a dictionary. A setting may be a list; the phones are in mobile unless told otherwise."""
    arguments = [f"uri={uri}" for uri in ([uris] if isinstance(uris, str) else uris)]
    for key, values in {"phone": "mobile", **settings}.items():
        arguments += [f"{key}={value}" for value in ([values] if isinstance(values, str) else values)]
    done = subprocess.run([PROGRAM, name, *arguments], capture_output=True, check=True, timeout=10, cwd=cwd,
                          env={} if environment is None else environment)
    return json.loads(done.stdout)


class Asking(unittest.TestCase):
    options = {}

    @classmethod
    def setUpClass(cls):
        cls.directory = Directory(**cls.options)
        cls.everything = {"ca_file": cls.directory.ca, "base": cls.directory.base}
        cls.as_reader = {"bind_dn": cls.directory.bind_dn, "password": cls.directory.password}

    @classmethod
    def tearDownClass(cls):
        cls.directory.stop()

    def find(self, name, uris=None, **settings):
        return find(name, uris or self.directory.ldaps_uri, **{**self.everything, **settings})

    def assert_finds(self, answer, *phones):
        self.assertEqual((answer.get("known"), answer.get("phones")), (True, list(phones)), answer)

    def assert_fails(self, answer, kind, *parts):
        self.assertEqual(answer.get("error"), kind, answer)
        for part in parts:
            self.assertIn(part, answer["reason"])


class Entries(Asking):
    """What is in the directory, and who asks."""

    def added(self, uid, **attributes):
        self.directory.add(uid, **attributes)
        self.addCleanup(self.directory.remove, uid)

    def setUp(self):
        self.added("alice", mobile="+371 2878 2931", telephoneNumber="+44 20 7946 0958")

    def test_each_way_to_the_server_leads_to_the_phone(self):
        ways = ((self.directory.ldaps_uri, {}), (self.directory.ldap_uri, {"start_tls": "yes"}),
                (self.directory.ldap_uri, {}), (self.directory.ldapi_uri, {}),
                (self.directory.ldaps_uri.replace("127.0.0.1", "machine.test"), {}))
        for uri, settings in ways:
            for bind in ({}, self.as_reader):
                with self.subTest(uri=uri, settings=settings, bound=bool(bind)):
                    answer = self.find("alice", uri, **settings, **bind)
                    self.assert_finds(answer, "+37128782931")
                    self.assertEqual(answer["notes"], [])
                    self.assertRegex(answer["origin"], rf"^{uri}: mobile of uid=alice,")

    def test_nobody_is_found_who_is_not_there(self):
        self.assertEqual(self.find("bob"), {"known": False, "notes": []})

    def test_a_user_without_a_phone_is_known(self):
        self.added("bob")
        self.assertEqual(self.find("bob"), {"known": True, "notes": []})

    def test_the_next_attribute_is_tried(self):
        self.added("bob", telephoneNumber="+44 20 7946 0958 (office)")
        self.assert_finds(self.find("bob", phone=["mobile", "telephoneNumber"]), "+442079460958")
        self.assert_finds(self.find("alice", phone=["telephoneNumber", "mobile"]), "+442079460958")

    def test_a_number_that_cannot_be_used_is_skipped_with_a_note_and_without_digits(self):
        self.added("bob", mobile=["+371 28782931 ext. 77"], telephoneNumber="+44 20 7946 0958")
        answer = self.find("bob", phone=["mobile", "telephoneNumber"])
        self.assert_finds(answer, "+442079460958")
        self.assertIn("mobile: has 'ext. '", answer["notes"][0])
        self.assertNotIn("77", answer["notes"][0].removeprefix(self.directory.ldaps_uri))
        self.assert_fails(self.find("bob"), "unusable", self.directory.ldaps_uri + ": mobile: has 'ext. '")

    def test_several_values_are_several_phones_each_once(self):
        self.added("bob", mobile=["+44 7919 433768", "+371 2878 2931", "+371 28782931 (work)"])
        self.assert_finds(self.find("bob"), "+447919433768", "+37128782931")

    def test_attributes_have_no_case_and_may_have_options(self):
        self.added("bob", **{"mobile;lang-en": "+37128782931"})
        self.assert_finds(self.find("bob", phone="MOBILE"), "+37128782931")

    def test_a_phone_under_an_alias_is_not_taken_for_none(self):
        self.assert_fails(self.find("alice", phone="mobileTelephoneNumber"), "unusable", "sends mobile, which")

    def test_an_alias_without_a_phone_is_not_a_user_without_one(self):
        self.added("bob", objectClass=["alias", "extensibleObject"], cn=None, sn=None,
                   aliasedObjectName=f"uid=alice,ou=people,{self.directory.base}")
        self.assert_fails(self.find("bob"), "unusable", "is an alias")
        self.assert_finds(self.find("alice"), "+37128782931")

    def test_a_national_number_is_read_in_its_region(self):
        self.added("bob", mobile="2878 2931")
        self.assert_finds(self.find("bob", region="LV"), "+37128782931")
        self.assert_fails(self.find("bob"), "unusable", "users.default_region")

    def test_the_channel_is_the_entrys(self):
        self.added("bob", mobile="+37128782931", employeeType="Voice")
        self.assertEqual(self.find("bob", channel="employeeType")["channel"], "voice")
        self.added("carol", mobile="+37128782931", employeeType="pigeon")
        answer = self.find("carol", channel="employeeType")
        self.assert_finds(answer, "+37128782931")
        self.assertNotIn("channel", answer)
        self.assertIn("employeeType: 'pigeon' is neither sms nor voice", answer["notes"][0])

    def test_two_entries_are_nobodys(self):
        self.added("bob", mobile="+37128782931", mail="team@example.test")
        self.added("carol", mobile="+37128782932", mail="team@example.test")
        self.assert_fails(self.find("team@example.test", filter="(mail=%u)"), "misconfigured", "more than one entry")
        self.added("dave", mobile="+37128782933", mail="team@example.test")
        self.assert_fails(self.find("team@example.test", filter="(mail=%u)"), "misconfigured", "more than one entry")

    def test_a_name_is_a_name_whatever_is_in_it(self):
        self.added("*", mobile="+37128782932")
        self.directory.add_entries(person("a)(b\\c", dn=f"cn=odd,ou=people,{self.directory.base}", cn="odd",
                                          mobile="+37128782933"))
        self.added("åsa", mobile="+37128782934")
        self.assert_finds(self.find("*"), "+37128782932")
        self.assert_finds(self.find("a)(b\\c"), "+37128782933")
        self.assert_finds(self.find("åsa"), "+37128782934")
        for name in ("a*", "*)(uid=*", ")(uid=*))(|(uid=*", "alice)(objectClass=*", "\\2a", "\\", "(", "alice\\00", "*\n",
                     b"\xff\xfe", "alice ", " alice", "", " ", "x" * 1024, "*" * 1024):
            with self.subTest(name=name):
                self.assertEqual(self.find(name), {"known": False, "notes": []})

    def test_the_parts_of_a_name_can_be_asked_for(self):
        self.assert_finds(self.find("alice@example.test", filter="(uid=%U)"), "+37128782931")
        self.assertFalse(self.find("alice@example.test")["known"])

    def test_entries_as_in_active_directory_and_389_ds(self):
        self.directory.add_entries(user("Bob Smith", sAMAccountName="bsmith", mobile="+371 28782932"))
        self.assert_finds(self.find("BSmith", filter="(&(objectClass=user)(sAMAccountName=%u))"), "+37128782932")
        self.added("carol", objectClass=["top", "person", "organizationalPerson", "inetOrgPerson", "posixAccount"],
                   uidNumber="2003", gidNumber="2003", homeDirectory="/home/carol", mobile="+371 28782933")
        self.assert_finds(self.find("carol", filter="(&(objectClass=posixAccount)(uid=%u))"), "+37128782933")

    def test_the_scope_is_kept(self):
        people = f"ou=people,{self.directory.base}"
        self.assert_finds(self.find("alice", base=people, scope="one"), "+37128782931")
        self.assert_finds(self.find("alice", base=f"uid=alice,{people}", scope="base"), "+37128782931")
        self.assertFalse(self.find("alice", scope="one")["known"])

    def test_what_a_person_must_mend_is_misconfigured_and_ends_the_search(self):
        for settings, part in (({**self.as_reader, "password": "wrong"}, "bind: Invalid credentials"),
                               ({"bind_dn": "no dn", "password": "x"}, "bind: Invalid DN syntax"),
                               ({"base": "no dn"}, "search: Invalid DN syntax"),
                               ({"base": "ou=nobody," + self.directory.base}, "search: No such object"),
                               ({"filter": "(uid=%u"}, "see ldap.filter"),
                               ({"ca_file": "/nonexistent"}, "see ldap.ca_file")):
            with self.subTest(settings=settings):
                answer = self.find("alice", [self.directory.ldaps_uri, "ldap://127.0.0.1:1"], **settings)
                self.assert_fails(answer, "misconfigured", part)
                self.assertNotIn("127.0.0.1:1:", answer["reason"])


class References(Asking):
    """A part of the directory is on another server, and nobody asks that one."""

    far = f"ou=far,{BASE}"
    options = {"entries": person("alice", mobile="+37128782931") + ldif(far, {
        "objectClass": ["referral", "extensibleObject"], "ou": "far", "ref": f"ldap://127.0.0.1:1/{far}"})}

    def test_a_reference_beside_the_entry_is_passed_over(self):
        self.assert_finds(self.find("alice"), "+37128782931")

    def test_who_may_be_behind_a_reference_is_not_nobody(self):
        self.assert_fails(self.find("bob"), "misconfigured", "search: Referral", "set ldap.base", "3268")
        self.assert_fails(self.find("alice", base=self.far), "misconfigured", "set ldap.base")
        self.assertFalse(self.find("bob", base=f"ou=people,{self.directory.base}")["known"])


class Rights(Asking):
    options = {"anonymous": False, "entries": person("alice", mobile="+37128782931")}

    def test_who_may_not_read_is_told_so(self):
        self.assert_fails(self.find("alice"), "misconfigured", "ldap.base")
        self.assert_finds(self.find("alice", **self.as_reader), "+37128782931")


class Servers(Asking):
    """Which server is asked, and whom it must prove to be."""

    options = {"entries": person("alice", mobile="+37128782931")}

    def test_a_server_that_is_down_is_passed_over(self):
        dead = f"ldaps://127.0.0.1:{free_port()}"
        answer = self.find("alice", [dead, self.directory.ldaps_uri])
        self.assert_finds(answer, "+37128782931")
        self.assertEqual(answer["notes"], [dead + ": connect: Connection refused"])
        self.assertEqual(self.find("bob", [dead, self.directory.ldaps_uri])["known"], False)
        self.assert_fails(self.find("alice", [dead, "ldap://nobody.invalid"]), "unavailable", dead + ": connect: ",
                          "; ldap://nobody.invalid: connect: ")

    def test_a_server_that_ends_is_found_again_when_it_is_back(self):
        self.directory.halt()
        self.assert_fails(self.find("alice"), "unavailable", "Connection refused")
        self.directory.start()
        self.assert_finds(self.find("alice"), "+37128782931")

    def test_an_authority_that_is_not_ours_proves_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            other = make_ca(folder, "other")
            for uri, start_tls in ((self.directory.ldaps_uri, "no"), (self.directory.ldap_uri, "yes")):
                self.assert_fails(self.find("alice", uri, start_tls=start_tls, ca_file=other, **self.as_reader),
                                  "unavailable", uri + ": TLS: ")
                self.assert_fails(self.find("alice", uri, start_tls=start_tls, ca_file=""), "unavailable",
                                  uri + ": TLS: ")

    def test_a_certificate_for_another_host_proves_nothing(self):
        other = Directory(names="DNS:other.test,IP:192.0.2.1")
        self.addCleanup(other.stop)
        for uri, start_tls in ((other.ldaps_uri, "no"), (other.ldap_uri, "yes"),
                               (other.ldaps_uri.replace("127.0.0.1", "machine.test"), "no")):
            self.assert_fails(self.find("alice", uri, start_tls=start_tls, ca_file=other.ca), "unavailable",
                              uri + ": TLS: ")
        answer = self.find("alice", [other.ldaps_uri, self.directory.ldaps_uri])
        self.assert_finds(answer, "+37128782931")

    def test_tls_of_old_is_no_tls(self):
        port = free_port()
        server = subprocess.Popen(["openssl", "s_server", "-accept", f"127.0.0.1:{port}", "-tls1_1", "-cipher",
                                   "ALL:@SECLEVEL=0", "-quiet", "-cert", f"{self.directory.folder}/server.pem", "-key",
                                   f"{self.directory.folder}/server.key"], stdin=subprocess.PIPE,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            while not listens(port):
                time.sleep(0.02)
            self.assert_fails(self.find("alice", f"ldaps://127.0.0.1:{port}", **self.as_reader), "unavailable", "TLS: ")
        finally:
            server.terminate()
            server.communicate()

    def test_refused_start_tls_is_no_reason_to_go_on_without(self):
        plain = Directory(tls=False, entries=person("alice", mobile="+37128782932"))
        self.addCleanup(plain.stop)
        self.assert_finds(self.find("alice", plain.ldap_uri), "+37128782932")
        self.assert_fails(self.find("alice", plain.ldap_uri, start_tls="yes"), "unavailable", "StartTLS: ")
        answer = self.find("alice", [plain.ldap_uri, self.directory.ldap_uri], start_tls="yes")
        self.assert_finds(answer, "+37128782931")

    def test_nothing_around_the_process_counts(self):
        with tempfile.TemporaryDirectory() as folder:
            other = make_ca(folder, "other")
            hostile = (f"URI ldap://127.0.0.1:1\nBASE dc=elsewhere\nTLS_REQCERT never\nTLS_CACERT {other}\n"
                       "TIMELIMIT 1\nREFERRALS on\nDEREF always\nTLS_CIPHER_SUITE NONE\nTLS_PROTOCOL_MIN 3.0\n")
            for path in (f"{folder}/conf", f"{folder}/.ldaprc", f"{folder}/ldaprc", "/etc/ldap/ldap.conf",
                         "/etc/openldap/ldap.conf"):
                if os.path.isdir(os.path.dirname(path)):
                    with open(path, "w", encoding="ascii") as file:
                        file.write(hostile)
            around = {"cwd": folder, "environment": {
                "HOME": folder, "LDAPCONF": f"{folder}/conf", "LDAPRC": "ldaprc", "LDAPTLS_REQCERT": "never",
                "LDAPTLS_CACERT": other, "LDAPURI": "ldap://127.0.0.1:1", "LDAPBASE": "dc=elsewhere"}}
            subverted = subprocess.run(["ldapsearch", "-x", "-b", self.directory.base, "-H", self.directory.ldaps_uri],
                                       env={**os.environ, **around["environment"], "LDAPTLS_CIPHER_SUITE": "NORMAL"},
                                       cwd=folder, capture_output=True, check=False)
            self.assertEqual(subverted.returncode, 0, "these do subvert who listens to them")
            self.assert_finds(self.find("alice", **around), "+37128782931")
            self.assert_fails(self.find("alice", ca_file=other, **around), "unavailable", "TLS: ")
            os.remove(f"{folder}/conf")
            os.mkfifo(f"{folder}/conf")  # whoever opens it waits for ever
            self.assert_finds(self.find("alice", **around), "+37128782931")


class Crowd(Asking):
    options = {"entries": "".join(person(f"user{i}", mobile=f"+3712{i:07}") for i in range(10000))}

    def test_one_of_ten_thousand_is_found(self):
        self.assert_finds(self.find("user9999"), "+37120009999")
        self.assertFalse(self.find("user10000")["known"])
        self.assert_fails(self.find("user1", filter="(|(uid=%u)(objectClass=*))"), "misconfigured",
                          "more than one entry")


class Listener:
    """A server that answers what it is told to: a list of byte strings, one after each message it receives, and then
    nothing more. With a context, under TLS. Remembers what it received."""

    def __init__(self, *answers, context=None):
        self._answers, self._context, self._open = answers, context, []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.received = b""
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        try:
            peer, _ = self._socket.accept()
            if self._context:
                peer = self._context.wrap_socket(peer, server_side=True)
            self._open.append(peer)
            for answer in self._answers:
                self.received += peer.recv(65536)
                peer.sendall(answer)
            while more := peer.recv(65536):
                self.received += more
        except OSError:
            pass

    def close(self):
        self._socket.close()
        for peer in self._open:
            peer.close()


def message(number, tag, code):
    """An LDAPResult (RFC 4511, 4.1.9) with a result code."""
    body = bytes([0x0A, 1, code, 4, 0, 4, 0])
    return bytes([0x30, len(body) + 5, 2, 1, number, tag, len(body)]) + body


def element(tag, *parts):
    """Of BER, with a length of two bytes."""
    body = b"".join(part.encode() if isinstance(part, str) else part for part in parts)
    return bytes([tag, 0x82]) + len(body).to_bytes(2, "big") + body


def attribute(name, *values):
    return element(0x30, element(4, name), element(0x31, *(element(4, value) for value in values)))


def found(*attributes):
    """A SearchResultEntry (RFC 4511, 4.5.2)."""
    return element(0x30, element(2, b"\1"), element(0x64, element(4, "uid=alice,dc=example"), element(0x30, *attributes)))


def reference(*urls):
    """A SearchResultReference (RFC 4511, 4.5.3)."""
    return element(0x30, element(2, b"\1"), element(0x73, *(element(4, url) for url in urls)))


BIND, SEARCH_DONE, EXTENDED = 0x61, 0x65, 0x78
SUCCESS, BUSY, UNAVAILABLE, UNWILLING, OTHER = 0, 51, 52, 53, 80


class Silence(unittest.TestCase):
    """Servers that accept, and then leave out what should come."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.mkdtemp()
        cls.ca = make_ca(folder)
        make_certificate(folder, "IP:127.0.0.1")
        cls.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        cls.context.load_cert_chain(f"{folder}/server.pem", f"{folder}/server.key")

    def ask(self, *answers, scheme="ldap", context=None, **settings):
        self.listener = Listener(*answers, context=context)
        self.addCleanup(self.listener.close)
        answer = find("alice", f"{scheme}://127.0.0.1:{self.listener.port}", timeout="400", ca_file=self.ca,
                      base="dc=example", **settings)
        self.assertEqual(answer.get("error"), "unavailable", answer)
        return answer["reason"].partition(": ")[2]

    def test_silence_ends_in_time_wherever_it_begins(self):
        bind = {"bind_dn": "cn=reader", "password": "secret"}
        late = ": does not answer in time"
        self.assertEqual(self.ask(scheme="ldaps"), "TLS" + late)
        self.assertEqual(self.ask(start_tls="yes"), "StartTLS" + late)
        self.assertEqual(self.ask(message(1, EXTENDED, SUCCESS), start_tls="yes"), "TLS" + late)
        self.assertEqual(self.ask(**bind), "bind" + late)
        self.assertEqual(self.ask(), "search" + late)
        self.assertEqual(self.ask(message(1, BIND, SUCCESS), **bind), "search" + late)
        self.assertEqual(self.ask(scheme="ldaps", context=self.context, **bind), "bind" + late)
        self.assertEqual(self.ask(scheme="ldaps", context=self.context), "search" + late)

    def test_half_a_message_is_no_message(self):
        whole = message(1, SEARCH_DONE, SUCCESS)
        for length in range(1, len(whole)):
            with self.subTest(length):
                self.assertEqual(self.ask(whole[:length]), "search: does not answer in time")
        self.assertEqual(self.ask(whole[:3], scheme="ldaps", context=self.context), "search: does not answer in time")

    def test_a_handshake_that_never_comes_to_its_end_ends_in_time(self):
        hello = b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc\x03\x03"
        for start in (hello[:1], hello[:3], hello[:5], hello):
            with self.subTest(start):
                self.assertEqual(self.ask(start, scheme="ldaps"), "TLS: does not answer in time")

    def test_nothing_of_worth_is_sent_before_tls_stands(self):
        for answers in ((), (message(1, EXTENDED, 2),), (message(1, EXTENDED, SUCCESS),), (b"nonsense",), (b"",)):
            with self.subTest(answers=answers):
                self.ask(*answers, start_tls="yes", bind_dn="cn=reader", password="the password")
                self.assertIn(START_TLS_OID, self.listener.received)
                for worth in (b"the password", b"cn=reader", b"alice", b"dc=example"):
                    self.assertNotIn(worth, self.listener.received)

    def test_a_server_that_says_that_it_cannot_is_unavailable(self):
        for code in (BUSY, UNAVAILABLE, UNWILLING, OTHER):
            self.assertTrue(self.ask(message(1, SEARCH_DONE, code)).startswith("search: "))
            self.assertTrue(self.ask(message(1, BIND, code), bind_dn="cn=reader", password="x").startswith("bind: "))
            self.assertTrue(self.ask(message(1, EXTENDED, code), start_tls="yes").startswith("StartTLS: "))

    def test_nonsense_and_what_is_too_large_is_no_answer(self):
        for answer in (b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\x30\x84\x7f\xff\xff\xff\x02\x01\x01", b"\x00" * 100,
                       b"\x30\x84\x00\x05\x00\x00\x02\x01\x01", message(1, BIND, SUCCESS)):
            with self.subTest(answer):
                self.assertTrue(self.ask(answer).startswith("search: "))


class Answers(Asking):
    """What a directory says in ways that no slapd does."""

    options = {"entries": person("alice", mobile="+37128782931")}

    def told(self, *answer, **settings):
        listener = Listener(b"".join(answer) + message(1, SEARCH_DONE, SUCCESS))
        self.addCleanup(listener.close)
        uris = [f"ldap://127.0.0.1:{listener.port}", self.directory.ldaps_uri]
        return self.find("alice", uris, **settings)

    def assert_found_by_the_next(self, answer):
        self.assert_finds(answer, "+37128782931")
        self.assertIn(": search: Decoding error", "; ".join(answer["notes"]))

    def test_an_entry_that_cannot_be_read_is_not_a_user_without_a_phone(self):
        mobile, empty, garbage = attribute("mobile", "+37128782932"), attribute("telephoneNumber"), b"\x02\x01\x05"
        self.assert_finds(self.told(found(empty, mobile)), "+37128782932")
        names = element(4, "mobile")
        for name, broken in (("the first attribute", (garbage, mobile)), ("the next one", (empty, garbage, mobile)),
                             ("a value's length", (element(0x30, names, element(0x31, b"\x04\x7f+37128782932")),)),
                             ("the end", (empty, mobile[:-1])), ("an attribute's end", (element(0x30, names),))):
            with self.subTest(name):
                self.assert_found_by_the_next(self.told(found(*broken)))
        for name, broken in (("without attributes", element(4, "uid=alice,dc=example")), ("garbage", b"\xff\xff")):
            with self.subTest(name):
                self.assert_found_by_the_next(self.told(element(0x30, element(2, b"\1"), element(0x64, broken))))

    def test_an_attribute_that_comes_twice_has_the_values_of_both(self):
        mobile = attribute("mobile", "+37128782932")
        self.assert_finds(self.told(found(attribute("mobile"), mobile)), "+37128782932")
        self.assert_finds(self.told(found(mobile, attribute("Mobile", "+447919433768"))), "+37128782932",
                          "+447919433768")

    def test_nobody_below_a_domain_is_nobody_though_it_refers_to_where_no_users_are(self):
        domain = "DC=example,DC=test"
        active_directory = [reference(f"ldap://example.test/{name},{domain}")
                            for name in ("DC=ForestDnsZones", "DC=DomainDnsZones", "CN=Configuration")]
        self.assertEqual(self.told(*active_directory), {"known": False, "notes": []})
        self.assert_fails(self.told(*active_directory, reference(f"ldap://child.example.test/DC=child,{domain}")),
                          "misconfigured", "set ldap.base", "3268")

    def test_a_reference_that_cannot_be_read_is_no_answer(self):
        self.assert_fails(self.told(reference()), "misconfigured", "set ldap.base")
        self.assert_found_by_the_next(self.told(element(0x30, element(2, b"\1"), element(0x73, b"\x04\x7fldap"))))


if __name__ == "__main__":
    tap.main()
