package org.hobnob.peer.link;

import io.vertx.core.Vertx;
import java.util.Optional;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The session's keep-alives, and the end of a line whose registry answers neither them nor a ping. Not thread-safe. */
final class SignsOfLife {
    private static final Logger LOG = LoggerFactory.getLogger(SignsOfLife.class);
    private static final long PING_MS = 5_000;
    /** Where there is another registry to go to, less patience is no loss. */
    private static final long SHORT_PING_MS = 3_000;

    private final Vertx vertx;
    private final RegistryConnector connection;
    private Optional<KeepAliveSender> sender = Optional.empty();

    SignsOfLife(Vertx vertx, RegistryConnector connection) {
        this.vertx = vertx;
        this.connection = connection;
    }

    /** Sends those of this session from now on, to the registry of the line. */
    void begin(SessionCredentials own, RegistryClient over) {
        end();
        if (over.keepAlivePort() == 0) {
            return;
        }
        KeepAliveSender begun =
                new KeepAliveSender(vertx, over.at().host(), over.keepAlivePort(), own, new KeepAliveSender.Listener() {
                    @Override
                    public void ended() {
                        over.close();
                    }

                    @Override
                    public void unanswered() {
                        long patienceMs = connection.hasOthers(over.at()) ? SHORT_PING_MS : PING_MS;
                        over.ask(new Request.Ping(), patienceMs).onFailure(cause -> over.close());
                    }
                });
        sender = Optional.of(begun);
        begun.start().onFailure(cause -> LOG.warn("no keep-alives: {}", cause.toString()));
    }

    void end() {
        sender.ifPresent(KeepAliveSender::stop);
        sender = Optional.empty();
    }
}
