package org.hobnob.registry.gateway;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.door.Cost;

/**
 * What the gateway knows about one type of request.
 *
 * @param type the class of the request
 * @param command the request's verb; compared with the specification by a test
 * @param right who may send it
 * @param effect whether the registry must hold its lease for it
 * @param actor extracts the user whom the request names as its actor; it must be the user who is logged in
 * @param cost the budget to which the request is charged
 * @param freshness how fresh the answer must be; not used yet, because every answer comes from a service
 * @param handler makes the reply, after right, lease and actor were checked
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
    /** Who may send a request. */
    enum Right {
        ANYONE,
        /** Any logged-in user. */
        USER
    }

    /** What a request does. */
    enum Effect {
        READS,
        /** It may change something. A registry without a valid lease must neither start nor acknowledge it. */
        CHANGES
    }

    /** How fresh an answer must be. */
    enum Freshness {
        /** Only the responsible service may answer. */
        LIVE,
        /** A copy of the presence directory would do as well. */
        SNAPSHOT
    }

    /** Makes the reply to a request. Either the future fails with a refusal or the method throws one. */
    @FunctionalInterface
    interface Handler<T> {
        Future<Reply> answer(Services to, T request, Client asker);
    }

    /** Starts a row for a request that names no actor; {@link Columns#answeredBy} completes it. */
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
        /** The same columns for a request that may name its actor. */
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

    /** Whether the request names an actor other than this user. */
    boolean isByAnotherThan(UserName user, Request request) {
        return actor.apply(type.cast(request))
                .filter(named -> !named.equals(user))
                .isPresent();
    }

    Future<Reply> answer(Services to, Request request, Client asker) {
        return handler.answer(to, type.cast(request), asker);
    }
}
