package org.hobnob.launcher.bench.load;

import java.util.Optional;
import org.hobnob.protocol.keepalive.KeepAliveAsker;
import org.hobnob.protocol.keepalive.KeepAliveDatagram;
import org.hobnob.protocol.keepalive.KeepAliveKey;
import org.hobnob.protocol.keepalive.ReceivedKeepAlive;
import org.hobnob.protocol.message.directory.SessionCredentials;

/** The keep-alives of one native session, and when the last few of them were sent. */
final class AskedNative {
    /** Keep-alives are sent once a second; an answer that is later than this many of them counts as lost. */
    private static final int REMEMBERED = 8;

    private static final int TIMEOUT_S = 3;
    private static final long ANSWERED = -1;

    private final long session;
    private final KeepAliveKey key;
    private final KeepAliveAsker asker;
    private final long[] sentNs = new long[REMEMBERED];
    private final long[] counters = new long[REMEMBERED];
    private long counter;

    AskedNative(SessionCredentials credentials) {
        session = credentials.session().bits();
        key = credentials.keepAliveKey();
        asker = new KeepAliveAsker(credentials.user().shown(), session, key, TIMEOUT_S);
    }

    long session() {
        return session;
    }

    /** The next datagram to send. */
    byte[] next(long nowNs) {
        counter++;
        int place = (int) (counter % REMEMBERED);
        sentNs[place] = nowNs;
        counters[place] = counter;
        return asker.ask();
    }

    /**
     * When the keep-alive was sent that this datagram answers; empty if it answers none, or one that was answered already.
     */
    Optional<Long> answered(ReceivedKeepAlive.Unverified received) {
        return received.verify(key)
                .filter(KeepAliveDatagram.Answer.class::isInstance)
                .map(KeepAliveDatagram.Answer.class::cast)
                .filter(answer -> answer.accepted() && answer.sessionId() == session)
                .flatMap(this::sentNs);
    }

    private Optional<Long> sentNs(KeepAliveDatagram.Answer answer) {
        int place = (int) (answer.counter() % REMEMBERED);
        if (counters[place] != answer.counter()) {
            return Optional.empty();
        }
        counters[place] = ANSWERED;
        return Optional.of(sentNs[place]);
    }
}
