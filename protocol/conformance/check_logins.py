"""What a running registry must do with proofs, digests and accounts, where it says that it can (SPEC 4.2, 4.3, 4.10)."""

import hashlib
import os

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import certificates
import logins
from checks import Checks, Skipped, equal, that
from lines import Line
from running import OTHER_PASSWORD, PASSWORD, refused

CHECKS = Checks()
CAPS = "verify2"


class Prover:
    """A connection of somebody who proves a key at each login."""

    def __init__(self, registry, needs="proof", identity=None):
        self.pin = registry.pin
        self.identity = identity or Ed25519PrivateKey.generate()
        self.connection = registry.connect()
        if needs not in self.hello().split(","):
            self.connection.close()
            raise Skipped(f"the registry does not say {needs}")

    def hello(self):
        """Asks for a challenge; returns what the registry can do."""
        told = self.connection.ask("HELLO_P2P").params
        self.challenge = bytes.fromhex(told.get("challenge", ""))
        return told.get("caps", "-")

    def proved(self, name, *words, identity=None, **params):
        """The parameters of a LOGIN, RESUME or KEY_LOGIN with a proof by the identity."""
        params = {"key": certificates.public_bytes(self.identity).hex(), "caps": CAPS, **params}
        leaf = certificates.chain_of(self.connection.tls)[0].public_bytes(serialization.Encoding.DER)
        signed = logins.signed(Line("x", name, list(words), params), self.pin, hashlib.sha256(leaf).digest(), self.challenge)
        return {**params, "proof": (identity or self.identity).sign(signed).hex()}

    def ask(self, name, *words, **more):
        """The reply to a request with a proof."""
        return self.connection.ask(name, *words, **self.proved(name, *words, **more))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()


def account(registry, prover):
    """A new account's name."""
    user = registry.name("proves")
    equal(200, prover.connection.ask("REGISTER", user, PASSWORD).code)
    return user


@CHECKS.of("4.2")
def each_hello_draws_a_challenge(registry):
    with Prover(registry) as prover:
        first = prover.challenge
        prover.hello()
        equal(32, len(prover.challenge))
        that(prover.challenge != first, "it is a new one")


@CHECKS.of("4.3")
def a_login_with_a_proof_is_told_as_proved(registry):
    with Prover(registry) as prover, registry.user() as other:
        user = account(registry, prover)
        equal(200, prover.ask("LOGIN", user, PASSWORD, "4000", udp="4001").code)
        found = other.ask("SEARCH_USER", user)
        equal(certificates.public_bytes(prover.identity).hex(), found.words[6])
        that({"proved", CAPS} <= set(found.params["caps"].split(",")), f"the capabilities {found.params['caps']}")


@CHECKS.of("4.3")
def a_wrong_proof_is_refused_and_a_challenge_is_good_once(registry):
    with Prover(registry) as prover:
        user = account(registry, prover)
        refused(prover.ask("LOGIN", user, PASSWORD, identity=Ed25519PrivateKey.generate()), 404, "bad-proof")
        refused(prover.ask("LOGIN", user, PASSWORD), 404, "bad-proof")
        prover.hello()
        prover.challenge = os.urandom(32)
        refused(prover.ask("LOGIN", user, PASSWORD), 404, "bad-proof")
        prover.hello()
        key = certificates.public_bytes(prover.identity).hex()
        refused(prover.connection.ask("LOGIN", user, PASSWORD, key=key, caps=CAPS), 404, "bad-proof")
        prover.hello()
        equal(200, prover.ask("LOGIN", user, PASSWORD).code)


@CHECKS.of("4.3")
def a_proof_is_for_one_user_and_one_port(registry):
    with Prover(registry) as prover:
        user = account(registry, prover)
        for port, named in (("4001", user), ("4000", registry.name("other"))):
            prover.hello()
            params = prover.proved("LOGIN", named, PASSWORD, port)
            refused(prover.connection.ask("LOGIN", user, PASSWORD, "4000", **params), 404, "bad-proof")


@CHECKS.of("4.3")
def a_token_of_a_proved_key_is_bound_to_it(registry):
    with Prover(registry) as prover:
        user = account(registry, prover)
        token = prover.ask("LOGIN", user, PASSWORD).params["token"]
        with registry.connect() as stranger:
            refused(stranger.ask("RESUME", token), 404, "bad-proof")
        with Prover(registry) as thief:
            refused(thief.ask("RESUME", token), 404, "bad-token")
        with Prover(registry, identity=prover.identity) as again:
            equal(200, again.ask("RESUME", token).code)


@CHECKS.of("4.3")
def who_stays_logs_in_by_key(registry):
    with Prover(registry) as prover:
        user = account(registry, prover)
        refused(prover.ask("KEY_LOGIN", user), 404, "bad-credentials")
        prover.hello()
        equal(200, prover.ask("LOGIN", user, PASSWORD, stay="yes").code)
        prover.connection.ask("LOGOUT")
        prover.hello()
        reply = prover.ask("KEY_LOGIN", user)
        equal((200, [user]), (reply.code, reply.words))


@CHECKS.of("4.3")
def the_second_digest_replaces_the_first(registry):
    with Prover(registry) as prover, registry.connect() as earlier:
        user = registry.name("digest")
        second = hashlib.sha256(b"stands for a slow hash of " + user.encode()).hexdigest()
        equal(200, earlier.ask("REGISTER", user, PASSWORD).code)
        refused(prover.ask("LOGIN", user, second, digest="2"), 404, "old-digest")
        prover.hello()
        equal(200, prover.ask("LOGIN", user, PASSWORD, next=second).code)
        prover.connection.ask("LOGOUT")
        prover.hello()
        equal(200, prover.ask("LOGIN", user, second, digest="2").code)


@CHECKS.of("4.3")
def an_account_of_the_second_digest_alone_takes_no_first(registry):
    with Prover(registry) as prover, registry.connect() as earlier:
        user = registry.name("digest")
        equal(200, prover.connection.ask("REGISTER", user, PASSWORD, digest="2").code)
        refused(earlier.ask("LOGIN", user, PASSWORD), 404, "bad-credentials")
        equal(200, prover.ask("LOGIN", user, PASSWORD, digest="2").code)


@CHECKS.of("4.10")
def a_changed_password_ends_all_other_sessions(registry):
    with Prover(registry, needs="account") as prover:
        user = account(registry, prover)
        token = prover.ask("LOGIN", user, PASSWORD).params["token"]
        line = prover.connection
        refused(line.ask("PASSWORD", OTHER_PASSWORD, PASSWORD), 404, "bad-credentials")
        changed = line.ask("PASSWORD", PASSWORD, OTHER_PASSWORD)
        that(changed.code == 200 and changed.params["token"] != token, "there is a new token")
        line.ask("LOGOUT")
        prover.hello()
        refused(prover.ask("RESUME", token), 404, "bad-token")
        prover.hello()
        refused(prover.ask("LOGIN", user, PASSWORD), 404, "bad-credentials")
        prover.hello()
        equal(200, prover.ask("LOGIN", user, OTHER_PASSWORD).code)


@CHECKS.of("4.10")
def sessions_are_listed(registry):
    with Prover(registry, needs="account") as prover:
        refused(prover.connection.ask("SESSIONS"), 404, "not-logged-in")
        user = account(registry, prover)
        prover.ask("LOGIN", user, PASSWORD)
        family = prover.connection.ask("SESSIONS").words
        key_hash = hashlib.sha256(certificates.public_bytes(prover.identity)).hexdigest()[:32]
        equal((6, key_hash, "here"), (len(family), family[4], family[5]))


@CHECKS.of("4.10")
def a_logout_everywhere_voids_all_tokens(registry):
    with Prover(registry, needs="account") as prover:
        user = account(registry, prover)
        token = prover.ask("LOGIN", user, PASSWORD).params["token"]
        equal(200, prover.connection.ask("LOGOUT", all="yes").code)
        prover.hello()
        refused(prover.ask("RESUME", token), 404, "bad-token")


@CHECKS.of("4.10")
def a_name_is_checked_before_it_is_taken(registry):
    with Prover(registry, needs="account") as prover:
        user = registry.name("free")
        equal(200, prover.connection.ask("CHECK_NAME", user).code)
        equal(200, prover.connection.ask("REGISTER", user, PASSWORD).code)
        refused(prover.connection.ask("CHECK_NAME", user.upper()), 300, "name-taken")
        refused(prover.connection.ask("CHECK_NAME", "12345"), 404, "bad-name")
