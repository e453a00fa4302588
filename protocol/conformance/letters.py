"""Requests about mailboxes and their replies (SPEC 14.3), entries of history and heads of streams (SPEC 15): their form."""

import base64
import binascii
import re

import values as v
from schema import Rest, Shape, param, rest, word


def _binary(read):
    """A word in base64url that is read as bytes; a meaning shows what `read` makes of them."""

    def parse(text):
        return Binary(read(unspelt(text)), text)

    return v.Value(parse, lambda binary: binary.word)


def unspelt(text):
    """The bytes of a word in base64url; raises ValueError where it is none, or is spelt otherwise."""
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error:
        raise ValueError(text) from None
    if spelt(data) != text:
        raise ValueError(text)
    return data


def spelt(data):
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


class Binary(dict):
    """Fields that were read from bytes, with the word that they came in."""

    def __init__(self, fields, word):
        super().__init__(fields)
        self.word = word


def _prekey(data):
    expires = int.from_bytes(data[42:50], "big")
    if len(data) != 114 or data[0] != 1 or data[9] not in (1, 2) or expires > 253_402_300_799_999:
        raise ValueError("no prekey")
    return {"id": v.Text(data[1:9].hex()), "kind": "WEEKLY" if data[9] == 1 else "ONE_TIME", "key": v.Text(data[10:42].hex()),
            "expires": expires, "signature": v.Text(data[50:].hex())}


def _letter(data):
    if len(data) not in (569, 1081, 2105, 4665) or data[0] != 1:
        raise ValueError("no letter")
    return {"prekey": data[1:9].hex(), "bytes": len(data)}


def entry(data):
    """An entry of history."""
    at = 2 + (data[1] if len(data) > 1 else 0)
    name, key, datagram = data[2:at].decode("latin-1"), data[at:at + 32], data[at + 80:]
    if data[:1] != b"\x01" or not v.is_name(name) or not 132 <= len(datagram) <= 1200 or not v.is_public_key(key):
        raise ValueError("no entry")
    return {"speaker": name, "key": key.hex(), "salt": data[at + 32:at + 48].hex(),
            "messageKey": data[at + 48:at + 80].hex(), "datagram": datagram}


def _head(text):
    head = re.fullmatch("([^:]{1,32}):([0-9a-f]{16}):([1-9][0-9]{0,17}):([0-9a-f]{32})", text)
    if not head or not v.is_name(head[1]) or head[2] == "0" * 16:
        raise ValueError(text)
    return {"speaker": head[1], "stream": head[2], "number": int(head[3]), "hash": v.Text(head[4])}


PREKEY, LETTER, ENTRY = _binary(_prekey), _binary(_letter), _binary(entry)
HEAD = v.Value(_head, lambda head: ":".join(map(str, head.values())))
USER = word("user", v.name("no-such-user"))
TIME = v.number(0, 253_402_300_799_999)


def _shape(kind, name, *fields, **more):
    """A request, or its reply: they have the name of the command."""
    return Shape(kind, name, *fields, command=name, **more)


REQUESTS = [
    _shape("PutPrekeys", "PUT_PREKEYS", ("prekeys",), rest=rest("prekeys", PREKEY, 1, 32)),
    _shape("TakePrekey", "TAKE_PREKEY", ("user",), (USER,)),
    _shape("PutLetter", "PUT_LETTER", ("user", "letter", "token"), (USER, word("letter", LETTER)), (
        param("token", v.HEX_32, None),)),
    _shape("FetchLetters", "FETCH_LETTERS", ("after",), (), (param("after", v.HEX_32, None),)),
    _shape("DropLetters", "DROP_LETTERS", ("ids", "from"), (), (param("from", v.NAME, None),),
           rest=rest("ids", v.HEX_32, 1, 32)),
    _shape("AllowMail", "ALLOW_MAIL", ("hash", "quota"), (
        word("hash", v.Value(lambda text: v.Text(v.HEX_32.read(text)))), word("quota", v.number(0, 200)))),
]


def _stored(words):
    return {"id": v.HEX_32.read(words[0]), "at": TIME.read(words[1]), "letter": LETTER.read(words[2])}


def _one_letter(read):
    read["letter"] = read["stored"][0] if read["stored"] else None


REPLIES = [
    _shape("PrekeysPut", "PUT_PREKEYS", ("left",), (), (param("left", v.COUNT),)),
    _shape("PrekeyTaken", "TAKE_PREKEY", ("key", "prekey"), (word("key", v.PUBLIC_KEY), word("prekey", PREKEY))),
    _shape("LetterPut", "PUT_LETTER", ("id",), (), (param("id", v.HEX_32),)),
    _shape("Letters", "FETCH_LETTERS", ("letter", "more"), (), (param("more", v.YES_NO, False, told=True),),
          Rest("stored", _stored, lambda letter: [letter["id"], str(letter["at"]), letter["letter"].word], 3, 0, 1),
          check=_one_letter),
    _shape("LettersDropped", "DROP_LETTERS"),
    _shape("MailAllowed", "ALLOW_MAIL"),
]
