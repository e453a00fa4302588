package org.hobnob.registry.gateway;

import io.vertx.core.Future;
import java.util.function.BooleanSupplier;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.registry.gateway.RequestRow.Right;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests according to the {@link RequestTable}: checks what the row requires, then calls its handler. */
final class RequestRouter {
    private static final Logger LOG = LoggerFactory.getLogger(RequestRouter.class);

    private final Services services;
    private final BooleanSupplier mayChange;

    /** @param mayChange whether this registry holds its lease */
    RequestRouter(Services services, BooleanSupplier mayChange) {
        this.services = services;
        this.mayChange = mayChange;
    }

    /** Answers a request; fails with a refusal, or with another exception, which is logged as a fault. */
    Future<Reply> answer(Request request, Client asker) {
        return answer(RequestTable.of(request), request, asker);
    }

    /** @param row the row of the request; tests pass other rows */
    Future<Reply> answer(RequestRow<?> row, Request request, Client asker) {
        return Future.<Void>succeededFuture()
                .compose(begun -> row.changes() ? answerByLease(row, request, asker) : permitted(row, request, asker))
                .onFailure(cause -> {
                    if (!(cause instanceof RefusalException)) {
                        LOG.error("fault in {}", row.command(), cause);
                    }
                });
    }

    /** Without the lease a change is neither made nor acknowledged. */
    private Future<Reply> answerByLease(RequestRow<?> row, Request request, Client asker) {
        requireLease();
        return permitted(row, request, asker).map(reply -> {
            requireLease();
            return reply;
        });
    }

    private void requireLease() {
        if (!mayChange.getAsBoolean()) {
            throw new RefusalException(Reason.UNAVAILABLE);
        }
    }

    private Future<Reply> permitted(RequestRow<?> row, Request request, Client asker) {
        if (isGoodbye(request, asker)) {
            return Future.succeededFuture(new Reply.LoggedOut());
        }
        if (row.right() != Right.ANYONE) {
            requireRight(row, request, asker.requireLogin());
        }
        return row.answer(services, request, asker);
    }

    /** An original client that logs out is always disconnected, even if it was not logged in. */
    private static boolean isGoodbye(Request request, Client asker) {
        return request instanceof Request.Logout
                && asker.login().isEmpty()
                && asker.endpoint().dialect() == DialectName.ORIGINAL;
    }

    private static void requireRight(RequestRow<?> row, Request request, ConnectionLogin login) {
        if (row.isByAnotherThan(login.user(), request)) {
            throw new RefusalException(Reason.NOT_YOURS);
        }
    }
}
