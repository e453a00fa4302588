package org.hobnob.registry.presence;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.cluster.SingleNode;
import org.hobnob.registry.store.Session;
import org.hobnob.registry.store.Store;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.hobnob.registry.store.embedded.StoreRefusedException;
import org.hobnob.testing.Await;
import org.hobnob.testing.StoreLink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims that a slow store delays until whoever asked has gone elsewhere. */
@Tag("slow")
class SessionClaimsTest {
    private static final UserName DANA = new UserName("dana");
    private static final long TOO_LONG_NS = 3_000_000_000L;

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong nowNs = new AtomicLong();
    private EmbeddedStore embedded;
    private StoreLink link;
    private Store near;
    private Store far;

    @BeforeEach
    void start() throws StoreRefusedException {
        embedded = EmbeddedStore.open(folder, "127.0.0.1", 0);
        link = new StoreLink(vertx, embedded.port());
        near = await(Store.open(vertx, embedded.connectionString()));
        far = await(Store.open(vertx, link.through(embedded.connectionString())));
    }

    @AfterEach
    void stop() {
        await(near.close());
        await(far.close());
        await(vertx.close());
        embedded.close();
    }

    private SessionClaims claims(Store store, String node) {
        return new SessionClaims(
                store.sessions(), new SingleNode(store, node), session -> true, session -> {}, nowNs::get);
    }

    private static Future<Session> resume(SessionClaims claims, long session) {
        Contact contact = new Contact(DANA, "127.0.0.1", 0, 5_000, DialectName.NATIVE, Optional.empty(), List.of());
        return claims.claim(contact, SessionId.ofBits(session), true).map(SessionClaims.Claimed::session);
    }

    private Optional<SessionId> present() {
        return await(near.sessions().find(DANA)).map(Session::session);
    }

    @Test
    void lateClaimTakesNoSessionOver() {
        await(resume(claims(near, "lost"), 1));
        // Its connection is there before it is held.
        await(far.sessions().find(DANA));
        link.hold();
        Future<Session> late = resume(claims(far, "slow"), 2);
        await(resume(claims(near, "other"), 3));
        nowNs.addAndGet(TOO_LONG_NS);
        link.release();
        assertEquals(Reason.UNAVAILABLE, Await.refusal(late).reason());
        assertEquals(Optional.of(SessionId.ofBits(3)), present());
    }

    @Test
    void sessionWrittenTooLateIsDeleted() {
        Iterator<Long> times = List.of(0L, 0L, TOO_LONG_NS).iterator();
        SessionClaims slow = new SessionClaims(
                near.sessions(), new SingleNode(near, "slow"), session -> true, session -> {}, times::next);
        assertEquals(Reason.UNAVAILABLE, Await.refusal(resume(slow, 1)).reason());
        assertEquals(Optional.empty(), present());
    }

    @Test
    void claimInTimeTakesOver() {
        await(resume(claims(near, "lost"), 1));
        assertEquals(2, await(resume(claims(far, "other"), 2)).epoch());
        assertEquals(Optional.of(SessionId.ofBits(2)), present());
    }
}
