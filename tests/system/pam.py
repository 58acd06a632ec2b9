# SPDX-License-Identifier: BSD-3-Clause
"""libpam itself, called as a service would call it; for logins that need no sshd around them."""

import ctypes

LIBPAM = ctypes.CDLL("libpam.so.0")
LIBC = ctypes.CDLL(None)
LIBC.calloc.restype = LIBC.strdup.restype = ctypes.c_void_p
LIBC.strdup.argtypes = [ctypes.c_char_p]

SUCCESS, SYSTEM_ERR, SERVICE_ERR, PERM_DENIED = 0, 4, 3, 6
AUTH_ERR, AUTHINFO_UNAVAIL, USER_UNKNOWN, MAXTRIES, CONV_ERR = 7, 9, 10, 11, 19
RHOST, TTY = 4, 3
PROMPT_ECHO_OFF, PROMPT_ECHO_ON = 1, 2


class Message(ctypes.Structure):
    _fields_ = [("style", ctypes.c_int), ("text", ctypes.c_char_p)]


class Response(ctypes.Structure):
    _fields_ = [("text", ctypes.c_void_p), ("retcode", ctypes.c_int)]


CONVERSE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.POINTER(ctypes.POINTER(Message)),
                            ctypes.POINTER(ctypes.POINTER(Response)), ctypes.c_void_p)


class Conversation(ctypes.Structure):
    _fields_ = [("function", CONVERSE), ("data", ctypes.c_void_p)]


class Login:
    """One handle. `answer(prompt)` gives what the person types; None is an end of file; an exception is an abort."""

    def __init__(self, service, user, answer, rhost="203.0.113.9"):
        self.said = []
        self._answer = answer
        self._conversation = Conversation(CONVERSE(self._converse), None)
        self._handle = ctypes.c_void_p()
        code = LIBPAM.pam_start(service.encode(), user if user is None else user.encode("utf-8", "surrogateescape"),
                                ctypes.byref(self._conversation), ctypes.byref(self._handle))
        assert code == SUCCESS
        if rhost:
            LIBPAM.pam_set_item(self._handle, RHOST, rhost.encode())

    def _converse(self, count, messages, responses, _):
        replies = LIBC.calloc(count, ctypes.sizeof(Response))
        array = ctypes.cast(replies, ctypes.POINTER(Response))
        for i in range(count):
            style, text = messages[i].contents.style, messages[i].contents.text.decode(errors="replace")
            self.said.append(text)
            if style in (PROMPT_ECHO_ON, PROMPT_ECHO_OFF):
                try:
                    reply = self._answer(text)
                except Exception:  # pylint: disable=broad-except
                    return CONV_ERR
                array[i].text = None if reply is None else LIBC.strdup(reply.encode())
        responses[0] = array
        return SUCCESS

    def authenticate(self, flags=0):
        return LIBPAM.pam_authenticate(self._handle, flags)

    def end(self):
        LIBPAM.pam_end(self._handle, 0)


def authenticate(service, user, answer, **how):
    """One login from start to end: the PAM code and all that was said."""
    login = Login(service, user, answer, **how)
    try:
        return login.authenticate(), login.said
    finally:
        login.end()
