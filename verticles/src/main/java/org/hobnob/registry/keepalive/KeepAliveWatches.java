package org.hobnob.registry.keepalive;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.hobnob.limits.RepeatedLog;
import org.hobnob.protocol.keepalive.KeepAliveCodec;
import org.hobnob.protocol.keepalive.KeepAliveGlance;
import org.hobnob.protocol.keepalive.KeepAliveResponder;
import org.hobnob.protocol.keepalive.ReceivedKeepAlive;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.time.DeadlineWheel;
import org.hobnob.registry.rules.time.StallGuard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the sessions of one node on one timing wheel: takes signs of life, and finds those that are silent (SPEC 6).
 * Opens no socket and starts no timer. Not thread-safe.
 */
final class KeepAliveWatches {
    /** Carries out what is decided here. */
    interface Outbox {
        void send(byte[] datagram, InetSocketAddress to);

        /** Asks for a sign of life over the session's connection. */
        void probe(SessionId session);

        /** The session has ended, because no sign of life came. */
        void end(UserName user, SessionId session);
    }

    /** How often {@link #tick} is called. */
    static final long TICK_MS = 25;

    private static final Logger LOG = LoggerFactory.getLogger(KeepAliveWatches.class);
    private static final long NS_PER_MS = 1_000_000;
    private static final int SLOTS = 512;
    private static final long STALL_NS = 500 * NS_PER_MS;
    private static final int ENDED_KEPT = 4_096;

    private final Patience patience;
    private final LongSupplier nanoTime;
    private final Outbox outbox;
    private final KeepAliveGlance glance = new KeepAliveGlance();
    private final Map<Long, Watch> watches = new HashMap<>();
    /** The original users by folded name. */
    private final Map<String, Watch> originals = new HashMap<>();
    /** Sessions that ended recently, so that a peer which still asks is told that its session is over. */
    private final Map<Long, KeepAliveResponder> ended = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, KeepAliveResponder> eldest) {
            return size() > ENDED_KEPT;
        }
    };

    private final StallGuard stalls = new StallGuard(STALL_NS);
    private final DropWatch drops = new DropWatch();
    private final RepeatedLog dropping;
    private final DeadlineWheel<Long> wheel;
    /** For how long this process stood still, in all. */
    private long stalledNs;

    KeepAliveWatches(Patience patience, LongSupplier nanoTime, Outbox outbox) {
        this.patience = patience;
        this.nanoTime = nanoTime;
        this.outbox = outbox;
        wheel = new DeadlineWheel<>(TICK_MS * NS_PER_MS, SLOTS, nanoTime.getAsLong());
        dropping = new RepeatedLog(
                nanoTime,
                (times, latest) -> LOG.warn(
                        "the keep-alive socket loses datagrams, {} in its latest half second: original users may be silent"
                                + " for patience.original-dropping-ms meanwhile",
                        latest));
    }

    void watch(Watch watch) {
        watch.patienceMs = watch.isOriginal() ? patience.originalMs() : patience.suspectMs();
        watches.put(watch.session.bits(), watch);
        if (watch.isOriginal()) {
            originals.put(watch.user.folded(), watch);
        }
        alive(watch);
    }

    void forget(SessionId session) {
        wheel.cancel(session.bits());
        Watch watch = watches.remove(session.bits());
        if (watch != null) {
            originals.remove(watch.user.folded(), watch);
        }
    }

    /** Records a sign of life over the connection. Does nothing if the session is not watched. */
    void alive(SessionId session) {
        Watch watch = watches.get(session.bits());
        if (watch != null) {
            alive(watch);
        }
    }

    private void alive(Watch watch) {
        watch.isSuspect = false;
        watch.heardNs = awakeNs();
        silentAfter(watch, watch.patienceMs * NS_PER_MS);
    }

    private void silentAfter(Watch watch, long ns) {
        wheel.schedule(watch.session.bits(), nanoTime.getAsLong() + ns);
    }

    /** The time without the stalls of this process. */
    private long awakeNs() {
        return nanoTime.getAsLong() - stalledNs;
    }

    /**
     * Takes a datagram. What cannot be of a watched session costs no more than a look.
     *
     * @param datagram from index 0 to its limit; not kept
     */
    void receive(ByteBuffer datagram, InetSocketAddress sender) {
        switch (glance.look(datagram)) {
            case TAGGED -> {
                Optional<KeepAliveResponder> responder = responder(glance.session());
                if (responder.isPresent()) {
                    parse(datagram).ifPresent(received -> receiveTagged(received, responder.get(), sender));
                }
            }
            case BARE -> {
                Watch watch =
                        originals.isEmpty() ? null : originals.get(glance.user().toLowerCase(Locale.ROOT));
                if (watch != null) {
                    parse(datagram).ifPresent(received -> receiveBare(received, watch, sender));
                }
            }
            case NONE -> {
                // Dropped.
            }
        }
    }

    private Optional<KeepAliveResponder> responder(long session) {
        Watch watch = watches.get(session);
        return watch == null ? Optional.ofNullable(ended.get(session)) : watch.responder;
    }

    private static Optional<ReceivedKeepAlive> parse(ByteBuffer datagram) {
        byte[] bytes = new byte[datagram.limit()];
        datagram.get(0, bytes);
        return KeepAliveCodec.parse(bytes);
    }

    /**
     * The bare form is not authenticated, so it counts only for an original session and only from that session's address.
     */
    private void receiveBare(ReceivedKeepAlive received, Watch watch, InetSocketAddress sender) {
        if (received instanceof ReceivedKeepAlive.Untagged
                && watch.ip.equals(sender.getAddress().getHostAddress())) {
            LOG.debug("keep-alive of {}", watch.user);
            alive(watch);
        }
    }

    private void receiveTagged(ReceivedKeepAlive received, KeepAliveResponder responder, InetSocketAddress sender) {
        if (!(received instanceof ReceivedKeepAlive.Unverified unverified)) {
            return;
        }
        KeepAliveResponder.Verdict verdict = responder.receive(unverified);
        if (verdict instanceof KeepAliveResponder.Alive life) {
            Watch watch = watches.get(unverified.claimedSessionId());
            LOG.debug("keep-alive of {}", watch.user);
            watch.patienceMs = life.timeoutS() * 1_000L;
            watch.lastHeardFrom = Optional.of(sender);
            alive(watch);
            outbox.send(life.answer(), sender);
        } else if (verdict instanceof KeepAliveResponder.Refused refused) {
            outbox.send(refused.answer(), sender);
        }
    }

    /** Records how many datagrams the socket has lost in all; empty if the system does not tell. */
    void sample(OptionalLong dropped) {
        long more = drops.sample(dropped, awakeNs());
        if (more > 0) {
            dropping.add(Long.toString(more));
        }
    }

    /** Finds the sessions that are silent. */
    void tick() {
        long stall = stalls.tick(nanoTime.getAsLong(), TICK_MS * NS_PER_MS);
        if (stall > 0) {
            LOG.warn("this process stood still for {} ms: all deadlines are extended by that time", stall / NS_PER_MS);
            stalledNs += stall;
            wheel.shift(stall);
        }
        wheel.advance(nanoTime.getAsLong(), session -> silent(watches.get(session)));
    }

    private void silent(Watch watch) {
        if (watch.isOriginal() && isExcused(watch)) {
            silentAfter(watch, Math.min(patience.originalMs() * NS_PER_MS, excusedUntilNs(watch) - awakeNs()));
        } else if (watch.isOriginal() || watch.isSuspect) {
            end(watch);
        } else {
            watch.isSuspect = true;
            silentAfter(watch, patience.probeMs() * NS_PER_MS);
            outbox.probe(watch.session);
        }
    }

    /**
     * An original user cannot be probed. While the socket loses datagrams, the user's may be among them: a flood of others'
     * must not end the session.
     */
    private boolean isExcused(Watch watch) {
        long nowNs = awakeNs();
        return drops.hasLostSince(nowNs - patience.originalMs() * NS_PER_MS) && nowNs - excusedUntilNs(watch) < 0;
    }

    private long excusedUntilNs(Watch watch) {
        return watch.heardNs + patience.originalDroppingMs() * NS_PER_MS;
    }

    private void end(Watch watch) {
        forget(watch.session);
        watch.responder.ifPresent(responder -> {
            byte[] timeout = responder.expire();
            ended.put(watch.session.bits(), responder);
            watch.lastHeardFrom.ifPresent(peer -> outbox.send(timeout, peer));
        });
        LOG.info("{} removed: no sign of life", watch.user);
        outbox.end(watch.user, watch.session);
    }
}
