"""What a running registry must do with mailboxes (SPEC 14.3). Letters are not looked into, so these are sealed to nobody.

A registry that does not say `mailbox` among its capabilities is not asked for it.
"""

import hashlib
from contextlib import ExitStack

import letters
from check_hosting import need
from checks import Checks, equal, that
from running import refused

CHECKS = Checks()


def letter(number):
    return letters.spelt(b"\x01" + bytes(560) + number.to_bytes(8, "big"))


@CHECKS.of("14.3")
def a_letter_waits_until_it_is_dropped(registry):
    need(registry, "mailbox")
    with registry.user("ada") as ada, registry.user("kareem") as kareem:
        put = kareem.ask("PUT_LETTER", ada.user, letter(1))
        equal(200, put.code)
        ada.notice("MAIL")
        first = ada.ask("FETCH_LETTERS")
        equal(([put.params["id"], letter(1)], "no"), ([first.words[0], first.words[2]], first.params["more"]))
        equal([], ada.ask("FETCH_LETTERS", after=first.words[0]).words)
        equal(200, ada.ask("DROP_LETTERS", first.words[0]).code)
        equal([], ada.ask("FETCH_LETTERS").words)


@CHECKS.of("14.3")
def strangers_have_four_places_one_each_and_a_token_more(registry):
    need(registry, "mailbox")
    with ExitStack() as stack:
        names = ("ada", "kareem", "b", "c", "d", "e")
        ada, kareem, *others = (stack.enter_context(registry.user(name)) for name in names)
        equal(200, kareem.ask("PUT_LETTER", ada.user, letter(0)).code)
        refused(kareem.ask("PUT_LETTER", ada.user, letter(9)), 404, "mailbox-full")
        for number, other in enumerate(others[:3], 1):
            equal(200, other.ask("PUT_LETTER", ada.user, letter(number)).code)
        refused(others[3].ask("PUT_LETTER", ada.user, letter(9)), 404, "mailbox-full")
        refused(kareem.ask("PUT_LETTER", ada.user, letter(4)), 404, "mailbox-full")
        token = "0a" * 16
        equal(200, ada.ask("ALLOW_MAIL", hashlib.sha256(token.encode()).hexdigest()[:32], "1").code)
        equal(200, kareem.ask("PUT_LETTER", ada.user, letter(4), token=token).code)
        refused(kareem.ask("PUT_LETTER", ada.user, letter(5), token=token), 404, "mailbox-full")
        told = [ada.ask("FETCH_LETTERS").words]
        while len(told) < 5:
            told.append(ada.ask("FETCH_LETTERS", after=told[-1][0]).words)
        equal([letter(number) for number in range(5)], [words[2] for words in told])


@CHECKS.of("14.3")
def who_put_a_letter_takes_it_back(registry):
    need(registry, "mailbox")
    with registry.user("ada") as ada, registry.user("kareem") as kareem:
        put = kareem.ask("PUT_LETTER", ada.user, letter(1)).params["id"]
        equal(200, kareem.ask("DROP_LETTERS", "00" * 16, **{"from": ada.user}).code)
        that(ada.ask("FETCH_LETTERS").words, "another id deletes nothing")
        equal(200, kareem.ask("DROP_LETTERS", put, **{"from": ada.user}).code)
        equal([], ada.ask("FETCH_LETTERS").words)


@CHECKS.of("14.3")
def nobody_and_no_prekey_are_told_apart(registry):
    need(registry, "mailbox")
    with registry.user("ada") as ada:
        refused(ada.ask("TAKE_PREKEY", registry.name("nobody")), 404, "no-such-user")
        refused(ada.ask("TAKE_PREKEY", ada.user), 404, "no-prekey")
        refused(ada.ask("PUT_LETTER", registry.name("nobody"), letter(1)), 404, "no-such-user")
