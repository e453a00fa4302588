package org.hobnob.peer.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hobnob.ed25519.Ed25519Verifier;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.profile.StateFile;
import org.hobnob.protocol.body.EncodedBody;
import org.hobnob.protocol.crypto.JdkEd25519;
import org.hobnob.protocol.mailbox.Envelopes;
import org.hobnob.protocol.mailbox.MailRecord;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.peer.PeerMessage.DirectMessage;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.LogPlace;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** At whose peers there are mailboxes (SPEC 14.5). */
@ExtendWith(VertxExtension.class)
class MailboxesTest {
    private static final UserName DANA = new UserName("dana");
    private static final Pin PIN = Pin.parse("11".repeat(32)).orElseThrow();

    private final Set<UserName> asked = new HashSet<>();
    private final StateFile file = StateFile.inMemory();
    private final MailState state = new MailState(file, PIN, DANA);

    private static DirectMessage said(String contact, String keeper) {
        DirectMessage message = new DirectMessage(
                new UserName(contact),
                DANA,
                new MessageId("0f".repeat(16)),
                new LogPlace(new LogId("0f".repeat(8)), 1, 1),
                EncodedBody.of(new ChatText("hello")));
        return message.at(new UserName(keeper), Optional.empty());
    }

    private Mailboxes mailboxes(Vertx vertx) {
        MailParts parts = new MailParts(
                vertx,
                null,
                null,
                new SplittableRandom(1),
                () -> 0,
                (friend, request) -> {
                    asked.add(friend);
                    return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
                },
                Optional::empty);
        Envelopes envelopes = new Envelopes(
                DANA,
                new byte[32],
                JdkEd25519.signer(new byte[32]),
                new Ed25519Verifier(),
                new HpkeSeal(new SecureRandom()));
        MailChats chats = (MailChats) Proxy.newProxyInstance(
                MailChats.class.getClassLoader(), new Class<?>[] {MailChats.class}, (proxy, method, words) -> {
                    assertEquals("waiting", method.getName());
                    return List.of();
                });
        return new Mailboxes(parts, envelopes, state, state.load(), false, chats);
    }

    private static <T> T onLoop(Vertx vertx, Callable<T> work) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        vertx.runOnContext(now -> {
            try {
                done.complete(work.call());
            } catch (Exception | AssertionError e) {
                done.completeExceptionally(e);
            }
        });
        return done.get(30, TimeUnit.SECONDS);
    }

    private Set<String> storedKeepers() {
        file.commit();
        Set<String> keepers = new TreeSet<>();
        for (MailRecord record : state.load()) {
            if (record instanceof MailRecord.At at) {
                keepers.add(at.keeper().folded());
            }
        }
        return keepers;
    }

    @Test
    void contactThatNamesManyKeepersKeepsNobodyElsesOut(Vertx vertx) throws Exception {
        onLoop(vertx, () -> {
            Mailboxes all = mailboxes(vertx);
            all.heard(said("omar", "kim"));
            for (int i = 0; i < 3 * Mailboxes.MOST_KEEPERS; i++) {
                all.heard(said("eve", "eve" + i));
            }
            all.heard(said("cem", "lena"));
            all.end();
            return null;
        });
        Set<String> stored = storedKeepers();
        assertTrue(stored.size() <= Mailboxes.MOST_KEEPERS, stored::toString);
        Set<UserName> again = onLoop(vertx, () -> {
            asked.clear();
            Mailboxes all = mailboxes(vertx);
            all.start();
            return Set.copyOf(asked);
        });
        assertTrue(again.size() <= Mailboxes.MOST_KEEPERS, again::toString);
        List<UserName> used = new ArrayList<>(List.of(new UserName("kim"), new UserName("lena")));
        used.removeAll(again);
        assertEquals(List.of(), used, () -> Arrays.toString(again.toArray()));
    }
}
