package org.hobnob.peer.link;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.directory.Whereabouts;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.UserName;

/** Of a peer its login only: it signs up, keeps alive, resumes and moves as every peer does, and has no chats and no rooms. */
public final class LightPeer extends VerticleBase {
    private final PeerSettings settings;
    private final UserName name;
    private final RandomGenerator random;
    private ReconnectingLogin session;
    private volatile long onlineNs;
    private volatile Optional<HostPort> at = Optional.empty();
    private volatile List<HostPort> known = List.of();
    private volatile String end = "";

    /** @param settings their profile is neither read nor written */
    public LightPeer(PeerSettings settings, UserName name, RandomGenerator random) {
        this.settings = settings;
        this.name = name;
        this.random = random;
    }

    @Override
    public Future<?> start() {
        session = new ReconnectingLogin(
                vertx, settings, () -> Whereabouts.UNSAID, random, () -> System.nanoTime() / 1_000_000, new Ear());
        Credentials password =
                new Credentials(Optional.of(PasswordHash.ofPassword(name.shown())), Optional.empty(), true);
        return session.connect()
                .compose(session::trust)
                .compose(done -> session.register(name, password, false, Optional.empty()))
                .compose(done -> session.login(new Logins.Wish(name, password, false)));
    }

    @Override
    public Future<?> stop() {
        return session.stop();
    }

    private final class Ear implements ReconnectingLogin.Listener {
        @Override
        public void online(UserName user, Optional<String> ip) {
            at = session.at();
            onlineNs = System.nanoTime();
        }

        @Override
        public void offline() {
            end = end.isEmpty() ? "logged out" : end;
        }

        @Override
        public void ended(SessionEnd why) {
            end = why.word();
        }

        @Override
        public void registries(List<HostPort> told, boolean isNews) {
            known = told;
        }

        @Override
        public void disconnected() {
            // That it is logged out was told before.
        }

        @Override
        public void retrying(long inMs, SessionEnd why) {
            // It is told when it is back.
        }

        @Override
        public void resumed() {
            // That it is online was told before.
        }

        @Override
        public void moved(HostPort from, HostPort to, boolean isLost) {
            // That it is online was told before.
        }

        @Override
        public void sessionEnded(Notice.SessionEnded ended) {
            // That it ended was told before.
        }

        @Override
        public void announcement(Notice.Announcement announcement) {
            // Nobody reads it.
        }

        @Override
        public void heard(Notice notice) {
            // It is in no room.
        }
    }

    public UserName name() {
        return name;
    }

    /** Asks the registry; any thread may. */
    public Future<Reply> ask(Request request) {
        Promise<Reply> reply = Promise.promise();
        context.runOnContext(go -> session.ask(request).onComplete(reply));
        return reply.future();
    }

    /** When it was last let in, by the clock of {@link System#nanoTime}. */
    public long onlineNs() {
        return onlineNs;
    }

    /** Where it was last let in. */
    public Optional<HostPort> at() {
        return at;
    }

    /** Where the registries are, as it was told last. */
    public List<HostPort> known() {
        return known;
    }

    /** Why it is logged out for good; empty while it is not. */
    public String end() {
        return end;
    }
}
