package org.hobnob.peer.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import org.hobnob.protocol.Examples;
import org.hobnob.protocol.mailbox.Prekey;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.Reply.PrekeyTaken;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

class UnusedPrekeysTest {
    private static final UserName OMAR = new UserName("omar");

    private int taken;
    private boolean good = true;
    private final UnusedPrekeys prekeys = new UnusedPrekeys(this::take, (user, one) -> good);

    private Future<PrekeyTaken> take(UserName user) {
        Prekey prekey =
                new Prekey("%016x".formatted(++taken), Prekey.Kind.ONE_TIME, "0c".repeat(32), 100, "0d".repeat(64));
        return Future.succeededFuture(new PrekeyTaken(Examples.KEY, prekey));
    }

    private void refuse(Reason reason) {
        assertTrue(prekeys.use(OMAR, one -> Future.failedFuture(new RefusalException(reason)))
                .failed());
    }

    private String used() {
        return prekeys.use(OMAR, one -> Future.succeededFuture(one.prekey().id()))
                .result();
    }

    @Test
    void fullMailboxCostsOnePrekeyHoweverOftenItIsTried() {
        refuse(Reason.MAILBOX_FULL);
        refuse(Reason.MAILBOX_FULL);
        assertEquals("%016x".formatted(1), used());
        assertEquals("%016x".formatted(2), used());
    }

    @Test
    void prekeyOfALetterThatMayBeThereIsNotUsedAgain() {
        refuse(Reason.UNAVAILABLE);
        assertEquals("%016x".formatted(2), used());
    }

    @Test
    void keptPrekeyThatExpiredIsNotUsed() {
        refuse(Reason.MAILBOX_FULL);
        good = false;
        assertEquals("%016x".formatted(2), used());
    }

    @Test
    void keyThatIsAskedAgainCostsOnePrekey() {
        assertEquals(Examples.KEY, prekeys.key(OMAR).result());
        assertEquals(Examples.KEY, prekeys.key(OMAR).result());
        assertEquals("%016x".formatted(1), used());
    }

    @Test
    void keptPrekeysAreBounded() {
        prekeys.key(OMAR);
        for (int i = 0; i < UnusedPrekeys.MOST; i++) {
            prekeys.key(new UserName("user" + i));
        }
        assertEquals("%016x".formatted(UnusedPrekeys.MOST + 2), used());
    }
}
