package org.hobnob.registry.presence;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.bus.Spelling;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.FreeText;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.message.value.UserStatus;
import org.hobnob.registry.cluster.NodeWatch;
import org.hobnob.registry.event.PresenceAnswers;
import org.hobnob.registry.event.PresenceEvents.Offline;
import org.hobnob.registry.event.PresenceEvents.Online;
import org.hobnob.registry.membership.MembershipNews;
import org.hobnob.registry.rules.credentials.Ban;
import org.hobnob.registry.rules.presence.Directory;
import org.hobnob.registry.rules.presence.NewsFollower;
import org.hobnob.registry.store.Session;
import org.hobnob.registry.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Presence (BUS.md 4.3): owns the sessions in the store, and answers searches and lists from memory. */
public final class PresenceVerticle extends VerticleBase implements NodeWatch.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceVerticle.class);
    private static final int MAX_PAGE = 1_000;
    private static final long RELEASE_AGAIN_MS = 1_000;
    private static final long MUTE_MOVE_MS = 1_000;
    private static final long DRAIN_MS = 10_000;
    /** Longer than a read of the store takes, and longer than news are in transit. */
    private static final long FORGET_ENDS_MS = 60_000;
    /** Longer than a write can be under way to the store. */
    private static final long LATE_WRITE_MS = 60_000;

    private final Bus bus;
    private final Store store;
    private final NodeWatch nodes;
    private final String node;
    private final SessionClaims claims;
    private final SessionReleases releases;
    private final MembershipNews memberships;
    private final Directory directory;
    private final PresenceNews news;
    private final BanWatch bans;
    private final BanActions banActions;

    /**
     * @param bus serves {@code Addresses.PRESENCE} and carries the news
     * @param memberships follows the rooms of all registries; this verticle starts it
     * @param node names this registry on the bus
     * @param clock tells when bans are over
     * @param nanoTime a monotonic clock in nanoseconds that also advances while the process is suspended
     */
    public PresenceVerticle(
            Bus bus,
            Store store,
            NodeWatch nodes,
            MembershipNews memberships,
            String node,
            Clock clock,
            LongSupplier nanoTime) {
        this.bus = bus;
        this.store = store;
        this.nodes = nodes;
        this.node = node;
        this.memberships = memberships;
        directory = new Directory(memberships.known());
        claims = new SessionClaims(store.sessions(), nodes, this::isKnown, this::giveBackAlsoLater, nanoTime);
        releases = new SessionReleases(store.sessions()::delete);
        news = new PresenceNews(bus, nodes);
        bans = new BanWatch(store.bans()::current, clock, this::ownEntries, this::endBanned);
        banActions = new BanActions(store, bans, clock, nanoTime);
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(FORGET_ENDS_MS, tick -> directory.forgetEnds());
        return news.hear(this::noteOnline, this::hearOffline)
                .compose(done -> bans.start((ms, work) -> vertx.setTimer(ms, due -> work.run())))
                .compose(done -> nodes.start(vertx, this))
                .compose(done -> memberships.start(vertx, nodes::hearRooms))
                .compose(done -> bus.serve(Addresses.PRESENCE, actions(), answers(), Map.of("claim", this::giveBack)));
    }

    private Map<String, Function<JsonObject, Future<JsonObject>>> actions() {
        Map<String, Function<JsonObject, Future<JsonObject>>> actions = new HashMap<>(banActions.on(vertx));
        actions.putAll(Map.of(
                "claim", this::claim,
                "release", this::release,
                "end-others", this::endOthers,
                "status", this::status,
                "absent", this::absent,
                "figures", this::figures));
        return actions;
    }

    private Map<String, Spelling.Valued<?>> answers() {
        return Map.of(
                "search", PresenceAnswers.FOUND.of(this::search),
                "list", PresenceAnswers.PAGE.of(this::list),
                "contacts", PresenceAnswers.CONTACTS.of(this::contacts));
    }

    /** Ends the sessions of this registry. Their users keep their places in rooms for the grace period. */
    @Override
    public Future<?> stop() {
        return store.sessions()
                .deleteNode(nodes.self())
                .onComplete(done -> ownEntries().forEach(entry -> publishOffline(entry, SessionEnd.SHUTDOWN)))
                .compose(done -> nodes.stop());
    }

    private List<Directory.Entry> ownEntries() {
        return directory.where(this::isOwn);
    }

    private boolean isOwn(Directory.Entry entry) {
        return entry.node().equals(nodes.self());
    }

    private Future<JsonObject> claim(JsonObject json) {
        Contact contact = Json.contact(json);
        bans.requireNotBanned(contact);
        SessionId session = Json.session(json);
        JsonObject own = new JsonObject().put("user", contact.user().shown()).put("session", session.hex());
        return claims.claim(contact, session, Json.flag(json, "takeOver", false))
                .onFailure(this::doubt)
                .map(claimed -> {
                    tell(claimed);
                    return own;
                });
    }

    /** Ends a session that nobody knows of. */
    private void giveBack(JsonObject own) {
        release(own.copy().put("reason", SessionEnd.CLOSED.word()));
    }

    /** What was sent to a store that did not answer may be written after it was given back. */
    private void giveBackAlsoLater(Session session) {
        JsonObject own = new JsonObject()
                .put("user", session.user().shown())
                .put("session", session.session().hex());
        giveBack(own);
        vertx.setTimer(LATE_WRITE_MS, late -> giveBack(own));
    }

    /** Announces a claimed session. Fails if another registry has already taken it over and its news arrived first. */
    private void tell(SessionClaims.Claimed claimed) {
        Online online =
                new Online(entry(claimed.session()), claimed.replaced().map(Session::session), claimed.isReturn());
        news.tell(
                online,
                claimed.replaced()
                        .filter(session -> !session.node().equals(nodes.self()))
                        .isPresent());
        noteOnline(online);
        if (directory.hasEnded(claimed.session().session())) {
            throw new RefusalException(Reason.UNAVAILABLE);
        }
    }

    /** After a failure of the store it is unknown whether the change was made. */
    private void doubt(Throwable cause) {
        if (!(cause instanceof RefusalException refusal) || refusal.reason() == Reason.UNAVAILABLE) {
            nodes.doubt();
        }
    }

    private Future<JsonObject> release(JsonObject json) {
        UserName user = Json.user(json);
        SessionId session = Json.session(json);
        SessionEnd reason = Json.sessionEnd(json);
        return releases.release(user, session)
                .map(successor -> {
                    ended(user, session, successor, reason);
                    return new JsonObject();
                })
                .onFailure(cause -> {
                    doubt(cause);
                    // A user who logs out sees the failure and can retry. For any other reason nobody else would retry.
                    if (reason != SessionEnd.LOGOUT) {
                        vertx.setTimer(RELEASE_AGAIN_MS, fired -> release(json));
                    }
                });
    }

    @Override
    public Future<Void> readRooms() {
        return memberships.readAll();
    }

    /** A user who has a session elsewhere by now is not offline: the registry that took the session over announces it. */
    private void ended(UserName user, SessionId session, Optional<Session> successor, SessionEnd reason) {
        successor.ifPresentOrElse(
                next -> directory.online(entry(next), Optional.of(session)),
                () -> directory.find(user, session).ifPresent(known -> publishOffline(known, reason)));
    }

    private void publishOffline(Directory.Entry entry, SessionEnd reason) {
        publishOffline(Offline.of(entry, reason), false);
    }

    private void publishOffline(Offline offline, boolean takes) {
        noteOffline(offline.user(), offline.session());
        news.tell(offline.actedOnBy(nodes.self()), takes);
    }

    /** Ends the user's session unless it is the one named, wherever its connection is. Says whether there was one. */
    private Future<JsonObject> endOthers(JsonObject json) {
        UserName user = Json.user(json);
        Optional<SessionId> own = Json.optional(json, "session", SessionId::of);
        SessionEnd reason = Json.sessionEnd(json);
        // Words that no notice can carry would leave a connection open whose session is over.
        Optional<String> words =
                Json.optional(json, "words", text -> Optional.of(text).filter(FreeText::isValid));
        return store.sessions()
                .find(user)
                .map(found -> found.filter(session -> !own.equals(Optional.of(session.session()))))
                .compose(other -> other.map(session -> store.sessions().delete(user, session.session()))
                        .orElseGet(() -> Future.succeededFuture(false))
                        .map(deleted -> {
                            other.filter(session -> deleted)
                                    .ifPresent(session -> endOther(entry(session), reason, words));
                            return new JsonObject().put("ended", deleted);
                        }))
                .onFailure(this::doubt);
    }

    private void endOther(Directory.Entry entry, SessionEnd reason, Optional<String> words) {
        directory.online(entry, Optional.empty());
        // Its registry may be another one, which tells the user why.
        publishOffline(Offline.of(entry, reason).saying(words), !isOwn(entry));
        if (isOwn(entry)) {
            close(entry, reason, words);
        }
    }

    private void endBanned(Directory.Entry entry, Ban ban) {
        if (!nodes.mayChange()) {
            return;
        }
        store.sessions()
                .delete(entry.user(), entry.session())
                .onFailure(this::doubt)
                .onSuccess(deleted -> {
                    if (deleted) {
                        publishOffline(entry, SessionEnd.BANNED);
                        JsonObject told = closing(entry, SessionEnd.BANNED).put("words", ban.reason());
                        ban.untilMs().ifPresent(ms -> told.put("until", ms));
                        bus.send(Addresses.node(node), "close", told);
                    }
                });
    }

    /** Changes what a user tells about being there. The news is an {@code online} of the same session, with the new contact. */
    private Future<JsonObject> status(JsonObject json) {
        UserName user = Json.user(json);
        SessionId session = Json.session(json);
        UserStatus status = Json.required(json, "status", UserStatus::parse);
        if (!nodes.mayChange()) {
            return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
        }
        return store.sessions()
                .setStatus(user, session, status)
                .onFailure(this::doubt)
                .map(changed -> {
                    Directory.Entry known = directory
                            .find(user, session)
                            .filter(entry -> changed)
                            .orElseThrow(() -> new RefusalException(Reason.UNAVAILABLE));
                    Directory.Entry entry = new Directory.Entry(
                            known.contact().withStatus(status), known.node(), session, known.epoch());
                    news.tell(new Online(entry, Optional.empty(), false), false);
                    directory.refresh(entry);
                    return new JsonObject();
                });
    }

    private Future<Contact> search(JsonObject json) {
        UserName user = Json.user(json);
        Optional<Contact> known = nodes.isFresh() ? directory.contact(user) : Optional.empty();
        if (known.isEmpty() && !nodes.mayChange()) {
            // The store is unreachable, so fail at once instead of letting the caller wait for a timeout.
            return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
        }
        return known.map(Future::succeededFuture).orElseGet(() -> searchStore(user));
    }

    /** Memory may be out of date, so the store is asked before a user is reported as offline. */
    private Future<Contact> searchStore(UserName user) {
        return store.sessions().find(user).compose(this::alive).compose(alive -> {
            alive.ifPresent(session -> directory.online(entry(session), Optional.empty()));
            Optional<Contact> contact = alive.flatMap(session -> directory.contact(user));
            return contact.map(Future::succeededFuture).orElseGet(() -> notOnline(user));
        });
    }

    private boolean isKnown(Session session) {
        return directory.find(session.user(), session.session()).isPresent();
    }

    /** A session does not count if its registry is dead, or is this one and does not know it. */
    private Future<Optional<Session>> alive(Optional<Session> read) {
        Optional<Session> found = read.filter(session -> !session.node().equals(nodes.self()) || isKnown(session));
        return found.map(session -> nodes.lives(session.node()).map(lives -> found.filter(one -> lives)))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    private <T> Future<T> notOnline(UserName user) {
        return store.accounts()
                .find(user)
                .compose(account -> Future.failedFuture(
                        new RefusalException(account.isPresent() ? Reason.NOT_ONLINE : Reason.NO_SUCH_USER)));
    }

    /** Lists are served from memory only. If memory may be out of date, the caller should ask another registry. */
    private void requireFresh() {
        if (!nodes.isFresh()) {
            throw new RefusalException(Reason.UNAVAILABLE);
        }
    }

    private Future<PresenceAnswers.Page> list(JsonObject json) {
        requireFresh();
        int limit = Json.within(json, "limit", 1, MAX_PAGE);
        List<Contact> page = directory.page(
                Json.optional(json, "after", UserName::of), Json.optional(json, "except", UserName::of), limit + 1);
        List<Contact> shown = page.subList(0, Math.min(limit, page.size()));
        return Future.succeededFuture(new PresenceAnswers.Page(shown, page.size() > limit));
    }

    private Future<PresenceAnswers.Contacts> contacts(JsonObject json) {
        requireFresh();
        List<Contact> online = Json.list(json, "users", UserName::of).stream()
                .flatMap(user -> directory.contact(user).stream())
                .toList();
        return Future.succeededFuture(new PresenceAnswers.Contacts(online));
    }

    private Future<JsonObject> absent(JsonObject json) {
        requireFresh();
        List<UserName> absent = Json.list(json, "users", UserName::of).stream()
                .filter(user -> directory.find(user).isEmpty())
                .toList();
        return Future.succeededFuture(new JsonObject().put("users", Json.array(absent, UserName::shown)));
    }

    private Future<JsonObject> figures(JsonObject json) {
        return Future.succeededFuture(
                new JsonObject().put("sessions", ownEntries().size()).put("online", directory.size()));
    }

    private void noteOnline(Online online) {
        directory.refresh(online.entry());
        directory
                .online(online.entry(), online.replaced())
                .filter(this::isOwn)
                .ifPresent(old -> close(old, SessionEnd.TAKEN_OVER));
    }

    /** Another registry may have ended a session of this one. */
    private void hearOffline(Offline offline) {
        directory
                .find(offline.user(), offline.session())
                .filter(entry -> isOwn(entry) && offline.reason().isTold())
                .ifPresent(entry -> close(entry, offline.reason(), offline.words()));
        noteOffline(offline.user(), offline.session());
    }

    private void noteOffline(UserName user, SessionId session) {
        directory.offline(user, session);
    }

    private void close(Directory.Entry entry, SessionEnd reason) {
        close(entry, reason, Optional.empty());
    }

    private void close(Directory.Entry entry, SessionEnd reason, Optional<String> words) {
        JsonObject told = closing(entry, reason);
        words.ifPresent(text -> told.put("words", text));
        bus.send(Addresses.node(node), "close", told);
    }

    private static JsonObject closing(Directory.Entry entry, SessionEnd reason) {
        return new JsonObject().put("session", entry.session().hex()).put("reason", reason.word());
    }

    @Override
    public void died(String dead, boolean byUs) {
        List<Directory.Entry> lost = directory.where(entry -> entry.node().equals(dead));
        LOG.warn("registry {} is dead: its {} users are offline until they resume", dead, lost.size());
        lost.forEach(entry -> {
            if (byUs) {
                publishOffline(entry, SessionEnd.NODE_LOST);
            } else {
                noteLost(entry);
            }
        });
    }

    /** Records the loss at this registry only, in case the news of the registry that handles it does not arrive. */
    private void noteLost(Directory.Entry entry) {
        noteOffline(entry.user(), entry.session());
        news.tellHere(Offline.of(entry, SessionEnd.NODE_LOST));
    }

    @Override
    public void givenUp(String former) {
        LOG.error("the other registries declared this one dead: its users must resume");
        directory.where(entry -> entry.node().equals(former)).forEach(entry -> {
            noteLost(entry);
            close(entry, SessionEnd.TIMEOUT);
        });
    }

    @Override
    public void mute() {
        LOG.error(
                "the store does not renew this registry's lease: requests that change anything are refused until it does");
        bus.send(Addresses.node(node), "move-on", new JsonObject().put("withinMs", MUTE_MOVE_MS));
    }

    @Override
    public void registries(List<HostPort> addresses) {
        bus.send(
                Addresses.node(node),
                "registries",
                new JsonObject().put("addresses", Json.array(addresses, HostPort::toString)));
    }

    @Override
    public void drain() {
        bus.send(Addresses.node(node), "drain", new JsonObject().put("withinMs", DRAIN_MS));
    }

    @Override
    public long bans() {
        return bans.version();
    }

    /**
     * Corrects what lost or late news left wrong: users of other registries, and users of this one who resumed at another.
     */
    @Override
    public Consumer<List<Session>> reading(NewsFollower.Reading what) {
        Predicate<String> ofNode = node -> what.isOfAll() || what.nodes().contains(node);
        long mark = directory.mark();
        return found -> {
            List<Directory.Entry> truth = found.stream()
                    .map(PresenceVerticle::entry)
                    .filter(this::counts)
                    .toList();
            directory.correct(truth, ofNode, mark).stream().filter(this::isOwn).forEach(this::endOwn);
        };
    }

    /**
     * Own sessions that are not yet in memory are still being claimed, and those of a silent registry are about to end:
     * neither counts.
     */
    private boolean counts(Directory.Entry entry) {
        boolean isKnown = directory.find(entry.user(), entry.session()).isPresent();
        return isKnown || !isOwn(entry) && !nodes.isSilent(entry.node());
    }

    private void endOwn(Directory.Entry entry) {
        if (directory.find(entry.user()).isPresent()) {
            close(entry, SessionEnd.TAKEN_OVER);
        } else {
            noteLost(entry);
            close(entry, SessionEnd.TIMEOUT);
        }
    }

    private static Directory.Entry entry(Session session) {
        return new Directory.Entry(session.contact(), session.node(), session.session(), session.epoch());
    }
}
