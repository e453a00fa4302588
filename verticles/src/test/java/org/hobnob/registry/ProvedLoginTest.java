package org.hobnob.registry;

import static org.hobnob.testing.Await.await;
import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.hobnob.protocol.login.LoginProof;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.Fingerprint;
import org.hobnob.protocol.message.value.PasswordDigest;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.ResumeToken;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.credentials.TrustedLogins;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.OriginalClient;
import org.hobnob.testing.Prover;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins with a proof of the key, and what an attacker tries in their place (SPEC 4.3). */
@Tag("slow")
class ProvedLoginTest {
    private static final PasswordHash PASSWORD = PasswordHash.ofPassword("open sesame");
    private static final Prover OWNER = new Prover(1);
    private static final Prover THIEF = new Prover(2);

    @TempDir
    static Path folder;

    private static RegistryFixture registry;

    @BeforeAll
    static void start() {
        registry = RegistryFixture.start(folder);
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private static String account() {
        String user = name("dana");
        assertEquals("REGISTER <SUCCESS> <200>", registry.connect().register(user));
        return user;
    }

    private static Optional<Reason> refusal(Reply reply) {
        return reply instanceof Reply.Refused refused ? Optional.of(refused.reason()) : Optional.empty();
    }

    private static void assertRefused(Reason reason, Reply reply) {
        assertEquals(Optional.of(reason), refusal(reply), () -> reply.toString());
    }

    private static SessionCredentials opened(Reply reply) {
        return assertInstanceOf(Reply.LoggedIn.class, reply).credentials().orElseThrow();
    }

    /** Logs in with the password and a proof, then closes the connection. */
    private static ResumeToken tokenOf(String user, boolean stay) {
        NativeClient client = registry.connect();
        ResumeToken token = opened(client.ask(OWNER.login(user, PASSWORD, stay, client.drawBinding())))
                .token();
        client.close();
        return token;
    }

    private static TrustedLogins logins(String user) {
        return await(registry.store().accounts().find(new UserName(user)))
                .orElseThrow()
                .logins();
    }

    @Test
    void helloSaysWhatTheRegistryCanDo() {
        Reply.HelloBack hello = registry.connect().hello();
        assertTrue(hello.caps().has(Capabilities.PROOF));
        assertTrue(hello.caps().has(Capabilities.ACCOUNT));
        assertTrue(hello.challenge().isPresent());
        long apartMs = hello.timeMs().orElseThrow() - System.currentTimeMillis();
        assertTrue(Math.abs(apartMs) < 3_600_000, "not the time of day: " + apartMs);
    }

    @Test
    void publishedKeyNeedsAProof() {
        String user = account();
        NativeClient client = registry.connect();
        client.hello();
        Request.Login bare = new Request.Login(
                new UserName(user),
                PASSWORD,
                PasswordDigest.PLAIN,
                Optional.empty(),
                THIEF.whereabouts(),
                false,
                Optional.empty());
        assertRefused(Reason.BAD_PROOF, client.ask(bare));
    }

    @Test
    void keyOfAnotherCannotBePublished() {
        String user = account();
        NativeClient client = registry.connect();
        Request.Login own = THIEF.login(user, PASSWORD, false, client.drawBinding());
        Request.Login forged = new Request.Login(
                own.user(), PASSWORD, own.digest(), own.next(), OWNER.whereabouts(), false, own.proof());
        assertRefused(Reason.BAD_PROOF, client.ask(forged));
    }

    @Test
    void proofOfAnotherConnectionIsRefused() {
        String user = account();
        NativeClient client = registry.connect();
        client.hello();
        LoginProof.Binding elsewhere = registry.connect().drawBinding();
        assertRefused(Reason.BAD_PROOF, client.ask(OWNER.login(user, PASSWORD, false, elsewhere)));
    }

    /** A server in between can pass the challenge on, but the peer signs the certificate that it was shown. */
    @Test
    void relayedProofIsRefused() {
        String user = account();
        NativeClient between = registry.connect();
        LoginProof.Binding own = between.drawBinding();
        LoginProof.Binding shownToVictim =
                new LoginProof.Binding(own.pin(), new Fingerprint("ab".repeat(32)), own.challenge());
        assertRefused(Reason.BAD_PROOF, between.ask(OWNER.login(user, PASSWORD, false, shownToVictim)));
    }

    @Test
    void proofForAnotherPinIsRefused() {
        String user = account();
        NativeClient client = registry.connect();
        LoginProof.Binding own = client.drawBinding();
        LoginProof.Binding other =
                new LoginProof.Binding(new Fingerprint("ab".repeat(32)), own.certificate(), own.challenge());
        assertRefused(Reason.BAD_PROOF, client.ask(OWNER.login(user, PASSWORD, false, other)));
    }

    @Test
    void proofOfAnotherActionIsRefused() {
        String user = account();
        tokenOf(user, true);
        NativeClient client = registry.connect();
        Request.Login login = OWNER.login(user, PASSWORD, false, client.drawBinding());
        Request.KeyLogin moved = new Request.KeyLogin(login.user(), login.whereabouts(), login.proof());
        assertRefused(Reason.BAD_PROOF, client.ask(moved));
    }

    @Test
    void proofIsGoodOnceWhateverBecameOfIt() {
        String user = account();
        NativeClient client = registry.connect();
        LoginProof.Binding binding = client.drawBinding();
        assertRefused(
                Reason.BAD_CREDENTIALS,
                client.ask(OWNER.login(user, PasswordHash.ofPassword("open barley"), false, binding)));
        assertRefused(Reason.BAD_PROOF, client.ask(OWNER.login(user, PASSWORD, false, binding)));
        opened(client.ask(OWNER.login(user, PASSWORD, false, client.drawBinding())));
    }

    @Test
    void proofIsGoodForAMinute(@TempDir Path own) {
        try (RegistryFixture timed = RegistryFixture.start(own)) {
            String user = name("dana");
            NativeClient client = timed.connect();
            client.register(user);
            LoginProof.Binding binding = client.drawBinding();
            timed.clock().addAndGet(61_000_000_000L);
            assertRefused(Reason.BAD_PROOF, client.ask(OWNER.login(user, PASSWORD, false, binding)));
            LoginProof.Binding later = client.drawBinding();
            timed.clock().addAndGet(59_000_000_000L);
            opened(client.ask(OWNER.login(user, PASSWORD, false, later)));
        }
    }

    @Test
    void stolenTokenWithoutTheKeyTakesNothingOver() {
        String user = account();
        NativeClient owner = registry.connect();
        ResumeToken token = opened(owner.ask(OWNER.login(user, PASSWORD, false, owner.drawBinding())))
                .token();
        NativeClient thief = registry.connect();
        assertEquals("AUTH <FAILURE> <404> reason=bad-proof", thief.ask("RESUME " + token.text()));
        assertRefused(Reason.BAD_TOKEN, thief.ask(THIEF.resume(token, thief.drawBinding())));
        assertEquals("PONG <SUCCESS> <200>", owner.ask("PING"), "the owner is still there");
        NativeClient again = registry.connect();
        ResumeToken renewed =
                opened(again.ask(OWNER.resume(token, again.drawBinding()))).token();
        NativeClient thiefAgain = registry.connect();
        assertEquals("AUTH <FAILURE> <404> reason=bad-proof", thiefAgain.ask("RESUME " + renewed.text()));
    }

    @Test
    void tokenOfALoggedOutFamilyIsBad() {
        NativeClient client = registry.newUser(name("dana"));
        String token = client.credentials().token().text();
        assertEquals("LOGOUT <SUCCESS> <200>", client.ask("LOGOUT"));
        assertEquals("AUTH <FAILURE> <404> reason=bad-token", registry.connect().ask("RESUME " + token));
    }

    @Test
    void keyLogsInOnlyIfItsUserSaidSo() {
        String user = account();
        tokenOf(user, false);
        NativeClient client = registry.connect();
        assertRefused(Reason.BAD_CREDENTIALS, client.ask(OWNER.keyLogin(user, client.drawBinding())));
        NativeClient staying = registry.connect();
        opened(staying.ask(OWNER.login(user, PASSWORD, true, staying.drawBinding())));
        staying.ask("LOGOUT");
        assertRefused(Reason.BAD_CREDENTIALS, client.ask(THIEF.keyLogin(user, client.drawBinding())));
        assertEquals(
                user,
                opened(client.ask(OWNER.keyLogin(user, client.drawBinding())))
                        .user()
                        .shown());
        NativeClient second = registry.connect();
        assertRefused(Reason.ALREADY_ONLINE, second.ask(OWNER.keyLogin(user, second.drawBinding())));
    }

    @Test
    void keyLoginWithoutAProofIsRefused() {
        String user = account();
        tokenOf(user, true);
        Request bare = new Request.KeyLogin(new UserName(user), OWNER.whereabouts(), Optional.empty());
        assertRefused(Reason.BAD_PROOF, registry.connect().ask(bare));
    }

    @Test
    void unprovedKeyCannotStay() {
        String user = account();
        NativeClient client = registry.connect();
        String key = OWNER.whereabouts().key().map(PublicKey::hex).orElseThrow();
        client.enter("LOGIN " + user + " " + PASSWORD.hex() + " key=" + key + " stay=yes");
        assertEquals(0, logins(user).keys().size());
    }

    @Test
    void earlierPeerLogsInWithItsKeyUnproved() {
        String user = account();
        NativeClient client = registry.connect();
        String key = OWNER.whereabouts().key().map(PublicKey::hex).orElseThrow();
        client.enter("LOGIN " + user + " " + PASSWORD.hex() + " 4000 udp=4001 key=" + key);
        registry.connect().enter("RESUME " + client.credentials().token().text() + " 4000 udp=4001 key=" + key);
    }

    @Test
    void tokenOfAnEarlierProgramIsBoundByItsFirstProof() {
        String user = account();
        NativeClient client = registry.connect().enter("LOGIN " + user + " " + PASSWORD.hex());
        ResumeToken bearer = client.credentials().token();
        NativeClient updated = registry.connect();
        opened(updated.ask(OWNER.resume(bearer, updated.drawBinding())));
        assertEquals("AUTH <FAILURE> <404> reason=bad-proof", registry.connect().ask("RESUME " + bearer.text()));
    }

    @Test
    void resumptionsWithinAnHourWriteNothing() {
        String user = account();
        ResumeToken token = tokenOf(user, false);
        long stamp = stamp(user);
        for (int i = 0; i < 3; i++) {
            NativeClient client = registry.connect();
            token = opened(client.ask(OWNER.resume(token, client.drawBinding())))
                    .token();
        }
        assertEquals(stamp, stamp(user));
        assertEquals(1, stamp, "one write for the login");
    }

    private static long stamp(String user) {
        return await(registry.store().accounts().find(new UserName(user)))
                .orElseThrow()
                .stamp();
    }

    @Test
    void requiredProofShutsOutOnlyNativeLoginsWithoutOne(@TempDir Path own) {
        try (RegistryFixture strict = RegistryFixture.start(own, new TestSettings().requiringProof())) {
            String user = name("dana");
            NativeClient client = strict.connect();
            client.register(user);
            assertEquals("AUTH <FAILURE> <404> reason=bad-proof", client.login(user));
            OriginalClient original = strict.returningOriginal(user);
            original.ask("LOGOUT");
            NativeClient proving = strict.connect();
            opened(proving.ask(OWNER.login(user, PASSWORD, false, proving.drawBinding())));
        }
    }
}
