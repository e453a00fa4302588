package org.hobnob.registry.admin;

import static org.hobnob.testing.Await.await;
import static org.hobnob.testing.Await.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.admin.Administration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The admin role and the accounts that have it, changed at once. */
class RolesTest {
    private static final UserName DANA = new UserName("dana");
    private static final UserName OMAR = new UserName("omar");

    private final Vertx vertx = Vertx.vertx();
    private volatile boolean isDisabled;
    private volatile Administration now = Administration.NONE;
    /** What happens at a registry beside this one before the role is written. */
    private volatile Runnable between = () -> {};

    @BeforeEach
    void serve() {
        await(new Bus(vertx)
                .serve(
                        Addresses.AUTH,
                        Map.of(
                                "account",
                                body -> Future.succeededFuture(body.copy().put("disabled", isDisabled)),
                                "set-disabled",
                                body -> {
                                    isDisabled = body.getBoolean("disabled");
                                    return Future.succeededFuture(body.copy());
                                })));
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private Roles roles(Roles.Document document) {
        return new Roles(new Services(new Bus(vertx)), document);
    }

    private Future<Administration> change(UnaryOperator<Administration> change) {
        between.run();
        between = () -> {};
        now = change.apply(now);
        return Future.succeededFuture(now);
    }

    private Future<JsonObject> promoted() {
        return roles(this::change).give(DANA, before -> before.withAdmin(DANA));
    }

    /** Somebody else promotes dana after her role was looked at, and before her account is disabled. */
    private Future<Administration> changeAndPromote(UnaryOperator<Administration> change) {
        Administration before = now;
        Future<Administration> done = change(change);
        now = isDisabled ? now : before.withAdmin(DANA);
        return done;
    }

    private Future<JsonObject> disabled(Roles.Document document) {
        return roles(document).disable(DANA, new JsonObject().put("user", "dana"));
    }

    @Test
    void accountDisabledMeanwhileIsNoAdministrator() {
        between = () -> isDisabled = true;
        assertEquals(Reason.DISABLED, refusal(promoted()).reason());
        assertEquals(List.of(), now.admins());
    }

    @Test
    void roleGivenMeanwhileIsTakenFromADisabledAccount() {
        now = now.withAdmin(OMAR);
        await(disabled(this::changeAndPromote));
        assertTrue(isDisabled);
        assertEquals(List.of(OMAR), now.admins());
    }

    @Test
    void lastAdministratorMadeMeanwhileStaysEnabled() {
        assertEquals(
                Reason.LAST_ADMIN, refusal(disabled(this::changeAndPromote)).reason());
        assertFalse(isDisabled);
        assertEquals(List.of(DANA), now.admins());
    }

    @Test
    void administratorIsDisabledAndDemotedWhereThereIsAnother() {
        now = now.withAdmin(DANA).withAdmin(OMAR);
        await(disabled(this::change));
        assertTrue(isDisabled);
        assertEquals(List.of(OMAR), now.admins());
    }
}
