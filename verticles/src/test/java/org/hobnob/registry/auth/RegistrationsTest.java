package org.hobnob.registry.auth;

import static org.hobnob.testing.Await.await;
import static org.hobnob.testing.Await.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.awaitility.Awaitility;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.InviteToken;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.admin.Registration;
import org.hobnob.registry.store.Account;
import org.hobnob.registry.store.Invites.Invite;
import org.hobnob.registry.store.Store;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an invitation costs where it is not known whether an account was made. */
@Tag("slow")
class RegistrationsTest {
    private static final UserName DANA = new UserName("dana");

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final InviteToken token = InviteToken.random(new SecureRandom());
    private final Queue<Runnable> later = new ArrayDeque<>();
    private EmbeddedStore embedded;
    private Store store;
    private Registrations registrations;

    @BeforeEach
    void open() throws Exception {
        embedded = EmbeddedStore.open(folder, "127.0.0.1", 0);
        store = await(Store.open(vertx, embedded.connectionString()));
        await(store.invites().add(new Invite(token.hash(), 1, Long.MAX_VALUE, "(owner)", ""), 1));
        registrations =
                new Registrations(store.administration(), store.invites(), store.accounts(), later::add, () -> 1);
    }

    @AfterEach
    void close() {
        await(store.close());
        embedded.close();
        await(vertx.close());
    }

    private int left() {
        return await(store.invites().all()).get(0).left();
    }

    private Reason refused(Reason reason) {
        return refusal(registrations.admit(
                        DANA,
                        Registration.INVITE,
                        Optional.of(token),
                        () -> Future.failedFuture(new RefusalException(reason))))
                .reason();
    }

    @Test
    void nameThatIsTakenCostsNothing() {
        assertEquals(Reason.NAME_TAKEN, refused(Reason.NAME_TAKEN));
        assertEquals(1, left());
    }

    @Test
    void useComesBackOnceItIsKnownThatNoAccountWasMade() {
        assertEquals(Reason.UNAVAILABLE, refused(Reason.UNAVAILABLE));
        assertEquals(0, left(), "the account may be there");
        later.remove().run();
        Awaitility.await().until(() -> left() == 1);
    }

    @Test
    void useIsSpentWhereTheAccountIsThereAfterAll() {
        assertEquals(Reason.UNAVAILABLE, refused(Reason.UNAVAILABLE));
        await(store.accounts().create(DANA, new Account.Hashes(Optional.of("hash"), Optional.empty()), 1));
        later.remove().run();
        await(store.accounts().find(DANA));
        assertEquals(0, left());
    }
}
