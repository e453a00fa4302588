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
import org.hobnob.protocol.message.directory.Whereabouts;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.protocol.wire.NativeNotices;
import org.hobnob.protocol.wire.Parsed;

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
        session = new ReconnectingLogin(vertx, settings, () -> Whereabouts.UNSAID, random, new Ear());
        PasswordHash password = PasswordHash.ofPassword(name.shown());
        return session.connect()
                .compose(session::trust)
                .compose(done -> session.register(new Request.Register(name, password)))
                .compose(done -> session.login(new Request.Login(name, password, Whereabouts.UNSAID)));
    }

    @Override
    public Future<?> stop() {
        return session.stop();
    }

    private final class Ear implements ReconnectingLogin.Listener {
        @Override
        public void online(UserName user, String ip) {
            at = session.at();
            onlineNs = System.nanoTime();
        }

        @Override
        public void offline() {
            end = end.isEmpty() ? "logged out" : end;
        }

        @Override
        public void state(String state, String detail, long retryMs) {
            if (state.equals("ended")) {
                end = detail;
            }
        }

        @Override
        public void moved(HostPort from, HostPort to, boolean gone) {
            // That it is online was told before.
        }

        @Override
        public void heard(NativeLine line) {
            if (NativeNotices.parse(line) instanceof Parsed.Valid<Notice> valid) {
                hear(valid.value());
            }
        }
    }

    private void hear(Notice notice) {
        if (notice instanceof Notice.Probe) {
            session.answerProbe();
        } else if (notice instanceof Notice.SessionEnded ended) {
            session.ended(ended.reason());
        } else if (notice instanceof Notice.Registries told) {
            session.learn(told.registries());
            known = told.registries();
        } else if (notice instanceof Notice.MoveOn moveOn) {
            session.moveOn(moveOn.withinMs());
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
