package org.hobnob.peer.link;

import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.hobnob.net.InterfaceChoice;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.value.HostPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a session's keep-alives, and closes the connection if the registry answers neither them nor a ping. Not
 * thread-safe.
 */
final class SignsOfLife {
    private static final Logger LOG = LoggerFactory.getLogger(SignsOfLife.class);
    private static final long PING_MS = 5_000;
    /** A short timeout costs little if there is another registry to go to. */
    private static final long SHORT_PING_MS = 3_000;

    private final Vertx vertx;
    private final InterfaceChoice network;
    private final Predicate<HostPort> hasOthers;
    private final LongSupplier nowMs;
    private Optional<KeepAliveSender> sender = Optional.empty();

    /**
     * @param hasOthers whether any other registry is known
     * @param nowMs a monotonic clock, in milliseconds
     */
    SignsOfLife(Vertx vertx, InterfaceChoice network, Predicate<HostPort> hasOthers, LongSupplier nowMs) {
        this.nowMs = nowMs;
        this.vertx = vertx;
        this.network = network;
        this.hasOthers = hasOthers;
    }

    /** Starts to send this session's keep-alives to the registry of the connection, in place of earlier ones. */
    void begin(SessionCredentials own, RegistryClient over) {
        end();
        if (over.keepAlivePort() == 0) {
            return;
        }
        KeepAliveSender.Route route = new KeepAliveSender.Route(
                KeepAliveSender.source(network, over.localIp()), over.at().host(), over.keepAlivePort());
        KeepAliveSender begun = new KeepAliveSender(vertx, route, own, nowMs, new KeepAliveSender.Listener() {
            @Override
            public void ended() {
                over.close();
            }

            @Override
            public void unanswered() {
                long patienceMs = hasOthers.test(over.at()) ? SHORT_PING_MS : PING_MS;
                over.ask(new Request.Ping(), patienceMs).onFailure(cause -> over.close());
            }
        });
        sender = Optional.of(begun);
        begun.start().onFailure(cause -> LOG.warn("cannot send keep-alives: {}", cause.toString()));
    }

    /** How they went so far; empty while none are sent. */
    Optional<KeepAliveSender.Score> score() {
        return sender.map(KeepAliveSender::score);
    }

    void end() {
        sender.ifPresent(KeepAliveSender::stop);
        sender = Optional.empty();
    }
}
