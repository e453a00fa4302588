package org.hobnob.registry.membership;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.event.RoomEvent;
import org.hobnob.registry.event.RoomNews;
import org.hobnob.registry.rules.presence.NewsStamp;
import org.hobnob.registry.rules.rooms.Memberships;
import org.hobnob.registry.rules.rooms.Room;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@link Memberships} up to date from room news. The store is read when news were lost, and besides one page at a time,
 * so slowly that it costs the same however many rooms there are. Unless noted otherwise, call it on the context that started
 * it.
 */
public final class MembershipNews {
    private static final Logger LOG = LoggerFactory.getLogger(MembershipNews.class);
    static final int PAGE_ROOMS = 100;
    private static final long PAGE_MS = 10_000;
    private static final long DOUBT_MS = 1_000;

    /**
     * Rooms and their members, in the order of their folded names.
     *
     * @param hasMore whether there may be rooms behind the last one
     */
    public record Page(List<Memberships.Roster> rooms, boolean hasMore) {
        public Page {
            rooms = List.copyOf(rooms);
        }

        /** A page of the store, which was asked for at most so many rooms. */
        public static Page of(List<Room> stored, int limit) {
            return new Page(
                    stored.stream()
                            .map(room -> new Memberships.Roster(room.state(), room.users()))
                            .toList(),
                    stored.size() == limit);
        }
    }

    /** Reads rooms. */
    @FunctionalInterface
    public interface RoomPages {
        /**
         * Reads the rooms behind a name.
         *
         * @param after the name; empty for the first page
         * @param limit the most rooms, at least 1
         */
        Future<Page> page(Optional<RoomName> after, int limit);

        /** The rooms that another program serves (BUS.md 4.2). While none answers there are none. */
        static RoomPages of(Bus bus) {
            return (after, limit) -> {
                JsonObject body = new JsonObject()
                        .put("after", after.map(RoomName::shown).orElse(null))
                        .put("limit", limit);
                return bus.request(Addresses.ROOMS, "list", body)
                        .map(json -> new Page(Json.objects(json, "rooms", RoomPages::roster), Json.flag(json, "more")))
                        .otherwise(new Page(List.of(), false));
            };
        }

        private static Memberships.Roster roster(JsonObject room) {
            return new Memberships.Roster(Json.roomState(room), Json.requiredList(room, "members", UserName::of));
        }
    }

    private final RoomPages rooms;
    private final Bus bus;
    private final Memberships known = new Memberships();
    private Future<Void> reading = Future.succeededFuture();
    /** Behind which room the next page begins. */
    private Optional<RoomName> cursor = Optional.empty();

    private volatile boolean isDoubtful;

    public MembershipNews(RoomPages rooms, Bus bus) {
        this.rooms = rooms;
        this.bus = bus;
    }

    /**
     * Starts receiving news and correcting, until the calling verticle is undeployed.
     *
     * @param isNew whether to accept numbered news; those without a number always are
     */
    public Future<Void> start(Vertx vertx, Predicate<NewsStamp> isNew) {
        vertx.setPeriodic(PAGE_MS, tick -> readOnePage());
        vertx.setPeriodic(DOUBT_MS, tick -> readIfDoubtful());
        return bus.hear(Addresses.ROOM_EVENTS, takers(isNew)).compose(done -> readAll());
    }

    private Map<String, Consumer<JsonObject>> takers(Predicate<NewsStamp> isNew) {
        return Arrays.stream(RoomEvent.values()).collect(Collectors.toMap(RoomEvent::word, event -> json -> {
            if (RoomNews.stamp(json).filter(stamp -> !isNew.test(stamp)).isEmpty()) {
                note(event, RoomNews.of(json));
            }
        }));
    }

    /** Reads all rooms, one page after the other, behind other readings; completes when all are known as they are now. */
    public Future<Void> readAll() {
        reading = reading.transform(before -> readFrom(Optional.empty()));
        return reading;
    }

    private Future<Void> readFrom(Optional<RoomName> after) {
        return readPage(after).compose(next -> next.isPresent() ? readFrom(next) : Future.<Void>succeededFuture());
    }

    private void readOnePage() {
        if (reading.isComplete()) {
            reading = readPage(cursor)
                    .onSuccess(next -> cursor = next)
                    .onFailure(cause -> LOG.debug("rooms: {}", cause.toString()))
                    .mapEmpty();
        }
    }

    /** Completes with the name behind which the next page begins; empty behind the last page. */
    private Future<Optional<RoomName>> readPage(Optional<RoomName> after) {
        long mark = known.mark();
        return rooms.page(after, PAGE_ROOMS).map(found -> {
            List<Memberships.Roster> rosters = found.rooms();
            Optional<RoomName> last = found.hasMore() && !rosters.isEmpty()
                    ? Optional.of(rosters.get(rosters.size() - 1).state().room())
                    : Optional.empty();
            known.correct(after, last, rosters, mark);
            return last;
        });
    }

    private void readIfDoubtful() {
        if (isDoubtful && reading.isComplete()) {
            isDoubtful = false;
            readAll().onFailure(cause -> isDoubtful = true);
        }
    }

    /** The store may have changed without news of it, so it is read again. May be called on any thread. */
    public void doubt() {
        isDoubtful = true;
    }

    /** Records news. Call it for this registry's own news before they are published. May be called on any thread. */
    public void note(RoomEvent event, RoomNews news) {
        switch (event) {
            case JOINED -> known.note(news.state(), news.members());
            case LEFT, LOGGED_OUT, KICKED -> known.note(news.state(), without(news.user(), news.members()));
            case ABSENT, BACK, CHANGED, INVITED -> {
                // Nobody takes a place or gives one up.
            }
        }
    }

    /** The news of a room's end tell its last member. */
    private static List<UserName> without(UserName user, List<UserName> members) {
        return members.stream().filter(member -> !member.equals(user)).toList();
    }

    /** The memberships, which stay up to date. May be called on any thread. */
    public Memberships known() {
        return known;
    }
}
