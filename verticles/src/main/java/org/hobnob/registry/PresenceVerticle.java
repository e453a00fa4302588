package org.hobnob.registry;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Contact;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.SessionId;
import org.hobnob.protocol.message.UserName;
import org.hobnob.registry.rules.presence.Directory;
import org.hobnob.registry.store.Session;
import org.hobnob.registry.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is online: owns the sessions in the store, answers searches and lists from memory (BUS.md 4.3). */
final class PresenceVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceVerticle.class);
    private static final int CLAIM_TRIES = 5;
    private static final long RELEASE_AGAIN_MS = 1_000;

    private final Store store;
    private final NodeWatch nodes;
    private final String node;
    private final MembershipNews memberships;
    private final Directory directory;
    private Bus bus;

    PresenceVerticle(Store store, NodeWatch nodes, String node) {
        this.store = store;
        this.nodes = nodes;
        this.node = node;
        memberships = new MembershipNews(store.rooms());
        directory = new Directory(memberships.known());
    }

    @Override
    public Future<?> start() {
        bus = new Bus(vertx);
        return hearEvents()
                .compose(done -> nodes.start(vertx, this::nodeDied, this::givenUpForDead, this::reconcile))
                .compose(done -> memberships.start(vertx))
                .compose(done -> bus.serve(
                        Addresses.PRESENCE,
                        Map.of(
                                "claim", this::claim,
                                "release", this::release,
                                "search", this::search,
                                "list", this::list,
                                "contacts", this::contacts,
                                "figures", this::figures)));
    }

    private Future<Void> hearEvents() {
        return bus.hear(
                Addresses.PRESENCE_EVENTS,
                Map.of(
                        RegistryEvents.ONLINE, json -> noteOnline(RegistryEvents.entry(json)),
                        RegistryEvents.OFFLINE, json -> noteOffline(RegistryEvents.Offline.of(json))));
    }

    /** Sessions end with their registry; places in rooms stay for the time of grace. */
    @Override
    public Future<?> stop() {
        memberships.stop();
        ownEntries().forEach(entry -> publishOffline(entry, OfflineReason.SHUTDOWN));
        return store.sessions().deleteNode(node).compose(done -> nodes.stop());
    }

    private List<Directory.Entry> ownEntries() {
        return directory.where(entry -> entry.node().equals(node));
    }

    private Future<JsonObject> claim(JsonObject json) {
        Contact contact = Json.contact(json);
        SessionId session = Json.session(json);
        boolean takeOver = json.getBoolean("takeOver", false);
        Session wanted = new Session(contact, node, session, 1);
        return claim(wanted, takeOver, CLAIM_TRIES).map(claimed -> {
            bus.publish(Addresses.PRESENCE_EVENTS, RegistryEvents.ONLINE, RegistryEvents.online(entry(claimed)));
            noteOnline(entry(claimed));
            return new JsonObject().put("session", session.hex());
        });
    }

    private Future<Session> claim(Session wanted, boolean takeOver, int tries) {
        if (tries == 0) {
            return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
        }
        return store.sessions().insert(wanted).compose(fresh -> {
            return fresh ? Future.succeededFuture(wanted) : claimFromHolder(wanted, takeOver, tries);
        });
    }

    private Future<Session> claimFromHolder(Session wanted, boolean takeOver, int tries) {
        return store.sessions().find(wanted.user()).compose(found -> {
            if (found.isEmpty()) {
                return claim(wanted, takeOver, tries - 1);
            }
            Session holder = found.get();
            if (!takeOver && nodes.isAlive(holder.node())) {
                return Future.failedFuture(new RefusalException(Reason.ALREADY_ONLINE));
            }
            Session next = new Session(wanted.contact(), node, wanted.session(), holder.epoch() + 1);
            return store.sessions().replace(holder.session(), next).compose(replaced -> {
                return replaced ? Future.succeededFuture(next) : claim(wanted, takeOver, tries - 1);
            });
        });
    }

    private Future<JsonObject> release(JsonObject json) {
        UserName user = Json.user(json);
        SessionId session = Json.session(json);
        OfflineReason reason = Json.required(json, "reason", OfflineReason::ofWord);
        return store.sessions()
                .delete(user, session)
                .map(deleted -> {
                    Optional<Directory.Entry> entry =
                            directory.find(user).filter(known -> known.session().equals(session));
                    entry.ifPresent(known -> publishOffline(known, reason));
                    return new JsonObject();
                })
                .onFailure(cause -> {
                    // Who asked to log out is told that it failed; nobody else is left to try again.
                    if (reason != OfflineReason.LOGOUT) {
                        vertx.setTimer(RELEASE_AGAIN_MS, fired -> release(json));
                    }
                });
    }

    private void publishOffline(Directory.Entry entry, OfflineReason reason) {
        RegistryEvents.Offline offline = RegistryEvents.Offline.of(entry, reason);
        noteOffline(offline);
        bus.publish(Addresses.PRESENCE_EVENTS, RegistryEvents.OFFLINE, offline.toJson());
    }

    private Future<JsonObject> search(JsonObject json) {
        UserName user = Json.user(json);
        Optional<Contact> known = directory.contact(user);
        return known.isPresent() ? Future.succeededFuture(Json.of(known.get())) : searchStore(user);
    }

    /** Memory may be late, the store is not: asked before somebody is said to be offline. */
    private Future<JsonObject> searchStore(UserName user) {
        return store.sessions().find(user).compose(found -> {
            Optional<Session> alive = found.filter(session -> nodes.isAlive(session.node()));
            alive.ifPresent(session -> directory.online(entry(session)));
            return alive.isPresent()
                    ? Future.succeededFuture(Json.of(directory.contact(user).orElseThrow()))
                    : store.accounts()
                            .find(user)
                            .compose(account -> Future.failedFuture(new RefusalException(
                                    account.isPresent() ? Reason.NOT_ONLINE : Reason.NO_SUCH_USER)));
        });
    }

    private Future<JsonObject> list(JsonObject json) {
        int limit = json.getInteger("limit");
        List<Contact> page = directory.page(
                Json.optional(json, "after", UserName::of), Json.required(json, "except", UserName::of), limit + 1);
        List<Contact> shown = page.subList(0, Math.min(limit, page.size()));
        return Future.succeededFuture(
                new JsonObject().put("peers", Json.array(shown, Json::of)).put("more", page.size() > limit));
    }

    private Future<JsonObject> contacts(JsonObject json) {
        List<Contact> online = Json.list(json, "users", UserName::of).stream()
                .flatMap(user -> directory.contact(user).stream())
                .toList();
        return Future.succeededFuture(new JsonObject().put("contacts", Json.array(online, Json::of)));
    }

    private Future<JsonObject> figures(JsonObject json) {
        return Future.succeededFuture(
                new JsonObject().put("sessions", ownEntries().size()).put("online", directory.size()));
    }

    private void noteOnline(Directory.Entry entry) {
        directory.online(entry).filter(old -> old.node().equals(node)).ifPresent(this::endTakenOver);
    }

    private void endTakenOver(Directory.Entry old) {
        bus.send(Addresses.node(node), "close", closing(old.session(), "taken-over"));
    }

    private void noteOffline(RegistryEvents.Offline offline) {
        directory.offline(offline.user(), offline.session());
    }

    private static JsonObject closing(SessionId session, String reason) {
        return new JsonObject().put("session", session.hex()).put("reason", reason);
    }

    private void nodeDied(String dead) {
        LOG.warn("registry {} is dead: its users are offline until they come back", dead);
        List<Directory.Entry> lost = directory.where(entry -> entry.node().equals(dead));
        store.sessions()
                .deleteNode(dead)
                .onSuccess(done -> lost.forEach(entry -> publishOffline(entry, OfflineReason.NODE_LOST)));
    }

    /** Others may have taken our users' sessions over: ours end, and their peers resume. */
    private void givenUpForDead() {
        LOG.error("the other registries took this one for dead: its users must resume");
        ownEntries().forEach(entry -> {
            publishOffline(entry, OfflineReason.CLOSED);
            bus.send(Addresses.node(node), "close", closing(entry.session(), "timeout"));
        });
    }

    /** Mends what lost or late news left wrong: about users of other registries, and own ones who resumed there. */
    private void reconcile(List<Session> sessions) {
        sessions.stream()
                .filter(session -> !session.node().equals(node) && nodes.isAlive(session.node()))
                .forEach(session -> noteOnline(entry(session)));
        Map<UserName, SessionId> truth =
                sessions.stream().collect(java.util.stream.Collectors.toMap(Session::user, Session::session));
        directory
                .where(entry -> !entry.node().equals(node) && !entry.session().equals(truth.get(entry.user())))
                .forEach(entry -> directory.offline(entry.user(), entry.session()));
    }

    private static Directory.Entry entry(Session session) {
        return new Directory.Entry(session.contact(), session.node(), session.session(), session.epoch());
    }
}
