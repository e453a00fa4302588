package org.hobnob.peer.link;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.hobnob.net.tls.Pin;
import org.hobnob.net.tls.PinMismatchException;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.wire.NativeLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The line to one of the registries, and the key by which they are trusted. Not thread-safe. */
final class RegistryConnector {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryConnector.class);

    /** Who is told what becomes of the line. */
    interface Listener {
        /** It broke. */
        void dropped(HostPort from);

        /** A line that the registry sent unasked. */
        void heard(NativeLine line);
    }

    private final Vertx vertx;
    private final PeerSettings settings;
    private final Listener listener;
    private final RegistryChoice choice;
    /** Who showed another key than the trusted one. */
    private final Set<HostPort> otherKey = new HashSet<>();

    private Optional<Pin> trusted;
    private Optional<Pin> lastSeen = Optional.empty();
    private Optional<RegistryClient> line = Optional.empty();
    private Optional<Future<RegistryClient>> opening = Optional.empty();
    private boolean closed;

    RegistryConnector(Vertx vertx, PeerSettings settings, RandomGenerator random, Listener listener) {
        this.vertx = vertx;
        this.settings = settings;
        this.listener = listener;
        trusted = settings.pin();
        choice = new RegistryChoice(settings.registries(), random);
    }

    /**
     * The line, which is opened unless it is there.
     *
     * @param last where the login was last
     */
    Future<RegistryClient> line(Optional<HostPort> last) {
        if (line.isPresent()) {
            return Future.succeededFuture(line.get());
        }
        if (opening.isPresent()) {
            return opening.get();
        }
        if (!choice.hasNext()) {
            last.ifPresentOrElse(choice::beginWithout, choice::begin);
        }
        Future<RegistryClient> opened =
                openNext().onComplete(done -> opening = Optional.empty()).onSuccess(this::use);
        if (!opened.isComplete()) {
            opening = Optional.of(opened);
        }
        return opened;
    }

    /** The line, once its key is trusted. */
    Future<RegistryClient> trustedLine(Optional<HostPort> last) {
        return trusted.isPresent() ? line(last) : Future.failedFuture(new RefusalException(Reason.NOT_YOURS));
    }

    /** The next registry of the round that answers and has the right key; that one has another is worth telling. */
    private Future<RegistryClient> openNext() {
        return open(choice.next().orElseThrow()).recover(cause -> {
            boolean mismatch = cause instanceof PinMismatchException;
            return choice.hasNext()
                    ? openNext().recover(later -> Future.failedFuture(mismatch ? cause : later))
                    : Future.failedFuture(cause);
        });
    }

    private Future<RegistryClient> open(HostPort at) {
        return RegistryClient.open(vertx, settings, at, choice.hasOthers(at), trusted, listener::heard)
                .onFailure(cause -> {
                    if (cause instanceof PinMismatchException) {
                        LOG.warn("{} shows another key than the registry's", at);
                        otherKey.add(at);
                        choice.drop(at);
                    }
                });
    }

    /** Begins a round with the other registries, each of which {@link #openOther} tries. */
    void beginWithOthers(HostPort left) {
        choice.beginWithOthers(left);
    }

    /** A line to the next registry of the round, not yet the one in use. */
    Future<RegistryClient> openOther() {
        return open(choice.next().orElseThrow());
    }

    /** From now on this is the line. */
    void use(RegistryClient fresh) {
        lastSeen = Optional.of(fresh.pin());
        fresh.closeListener(() -> dropped(fresh));
        line = Optional.of(fresh);
        if (closed) {
            fresh.close();
        }
    }

    private void dropped(RegistryClient gone) {
        if (line.filter(open -> open == gone).isPresent()) {
            line = Optional.empty();
            choice.beginWithout(gone.at());
            listener.dropped(gone.at());
        }
    }

    /** Closes the line without taking its end for a loss: the round goes on. */
    void giveUp() {
        Optional<RegistryClient> refused = line;
        line = Optional.empty();
        refused.ifPresent(RegistryClient::close);
    }

    /** The person, or the configuration, takes the key seen for the registry's; a key not seen is refused. */
    Future<Void> trust(Pin pin) {
        if (lastSeen.filter(pin::equals).isEmpty()) {
            return Future.failedFuture(new RefusalException(Reason.MALFORMED));
        }
        trusted = Optional.of(pin);
        otherKey.clear();
        line.filter(open -> !open.pin().equals(pin)).ifPresent(RegistryClient::close);
        return Future.succeededFuture();
    }

    /** The registry's key, once it is trusted. */
    Optional<Pin> pin() {
        return trusted;
    }

    /** Whether every registry that is known showed another key than the trusted one. */
    boolean keyChanged() {
        return otherKey.containsAll(choice.all());
    }

    /** The line, where it is there. */
    Optional<RegistryClient> present() {
        return line;
    }

    /** Where the connected registry is. */
    Optional<HostPort> at() {
        return line.map(RegistryClient::at);
    }

    /** Takes note of where the registries are; whether any of them was not known. */
    boolean learn(List<HostPort> addresses) {
        return choice.learn(addresses);
    }

    /** Whether there is any other registry than this one. */
    boolean hasOthers(HostPort than) {
        return choice.hasOthers(than);
    }

    /** Whether the round has more to try. */
    boolean hasNext() {
        return choice.hasNext();
    }

    Future<Void> close() {
        closed = true;
        return line.map(RegistryClient::close).orElseGet(Future::succeededFuture);
    }
}
