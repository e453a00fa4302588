package org.hobnob.registry.gateway;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.UserName;

/**
 * What the gateway knows of one sort of request.
 *
 * @param type the request
 * @param command its verb, the same as the request's own; for comparison with the specification
 * @param right who may ask
 * @param effect whether the registry needs its lease for it
 * @param actor the user whom the request names as its doer, who must be the one logged in
 * @param cost how dear an answer is; nothing reads it yet, as requests have no budget
 * @param freshness how fresh an answer must be; nothing reads it yet, as every answer is asked of a service
 * @param handler gives the reply; by then the right, the lease and the actor were checked
 */
record RequestRow<T extends Request>(
        Class<T> type,
        Command command,
        Right right,
        Effect effect,
        Function<T, Optional<UserName>> actor,
        Cost cost,
        Freshness freshness,
        Handler<T> handler) {
    /** Who may ask. */
    enum Right {
        ANYONE,
        /** Whoever is logged in. */
        USER,
        /** Whoever is logged in and has the admin right, which nobody has yet: all are refused. */
        ADMIN
    }

    /** What a request does. */
    enum Effect {
        READS,
        /** It may change something, which a registry whose lease has run out must neither begin nor acknowledge. */
        CHANGES
    }

    /** How dear an answer is. */
    enum Cost {
        /** Answered from memory, in one step. */
        CHEAP,
        /** Grows with the length of the answer. */
        LIST,
        /** Written to the store. */
        CHANGE,
        /** A password hash may be computed. */
        HASH
    }

    /** How fresh an answer must be. */
    enum Freshness {
        /** Only the service that owns the matter may answer. */
        LIVE,
        /** A copy of the directory of who is online would do as well. */
        SNAPSHOT
    }

    /** Gives the reply to a request; the future, or the method itself, may fail with a refusal. */
    @FunctionalInterface
    interface Handler<T> {
        Future<Reply> answer(Services to, T request, Client asker);
    }

    /** The columns of a row whose request names nobody as its doer, but for the handler. */
    static <T extends Request> Columns<T> row(
            Class<T> type, Command command, Right right, Effect effect, Cost cost, Freshness freshness) {
        return new Columns<>(type, command, right, effect, request -> Optional.empty(), cost, freshness);
    }

    /** A row without its handler. */
    record Columns<T extends Request>(
            Class<T> type,
            Command command,
            Right right,
            Effect effect,
            Function<T, Optional<UserName>> actor,
            Cost cost,
            Freshness freshness) {
        /** The same for a request that may name its doer. */
        Columns<T> actedBy(Function<T, Optional<UserName>> named) {
            return new Columns<>(type, command, right, effect, named, cost, freshness);
        }

        RequestRow<T> answeredBy(Handler<T> handler) {
            return new RequestRow<>(type, command, right, effect, actor, cost, freshness, handler);
        }
    }

    boolean changes() {
        return effect == Effect.CHANGES;
    }

    /** Whether the request names somebody other than this user as its doer. */
    boolean isByAnotherThan(UserName user, Request request) {
        return actor.apply(type.cast(request))
                .filter(named -> !named.equals(user))
                .isPresent();
    }

    Future<Reply> answer(Services to, Request request, Client asker) {
        return handler.answer(to, type.cast(request), asker);
    }
}
