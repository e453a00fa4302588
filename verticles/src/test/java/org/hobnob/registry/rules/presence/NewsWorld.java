package org.hobnob.registry.rules.presence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.rooms.Memberships;

/**
 * Registries that make, take over and end sessions in a store that is right, and tell each other by news that get lost, come
 * late, twice or in another order. All of it follows from the seed; time passes from event to event.
 */
final class NewsWorld {
    /** What is built wrongly. */
    enum Fault {
        NONE,
        NUMBERED_BEFORE_IT_IS_TRUE,
        TAKING_IS_NOT_COUNTED,
        DOUBT_IS_NOT_TOLD,
        FOLLOWED_FROM_AFTER_THE_READ,
        VANISHED_WITHOUT_A_READ
    }

    /** How bad the way between the registries is. */
    record Weather(double loss, double doubled, int mostDelayMs, double unsureWrites, boolean kills) {
        static final Weather CALM = new Weather(0, 0, 50, 0, false);
        static final Weather ROUGH = new Weather(0.2, 0.1, 1_500, 0.03, true);
    }

    private static final int USERS = 6;
    private static final long BEAT_MS = 1_000;
    private static final long LOOK_MS = 750;
    private static final long FRESH_MS = 5_000;
    private static final long READ_AFTER_MS = 3_000;
    private static final long READ_ALL_AFTER_MS = 60_000;
    private static final long SETTLE_MS = 2_500;
    private static final long FORGET_ENDS_MS = 60_000;
    /** What a registry needs to learn what it has done itself. */
    private static final int MOST_ANSWER_MS = 150;

    private static final int MOST_READ_MS = 500;

    private record Event(long atMs, long order, Runnable what) {}

    private record Document(long beat, NewsCount news) {}

    /** What a user's session was from a time on. */
    private record Since(long atMs, Optional<SessionId> session) {}

    private final Random random;
    private final Fault fault;
    private final Weather weather;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::atMs).thenComparingLong(Event::order));
    private final Map<UserName, Directory.Entry> sessions = new HashMap<>();
    private final Map<String, Document> documents = new HashMap<>();
    private final Map<UserName, Deque<Since>> history = new HashMap<>();
    private final List<Registry> registries = new ArrayList<>();
    private long nowMs;
    private long ids;
    private Optional<String> wrong = Optional.empty();
    private long looks;
    private long freshLooks;
    private long reads;
    private long readsOfAll;

    NewsWorld(long seed, Fault fault, Weather weather) {
        random = new Random(seed);
        this.fault = fault;
        this.weather = weather;
        for (int i = 0; i < USERS; i++) {
            history.put(user(i), new ArrayDeque<>(List.of(new Since(0, Optional.empty()))));
        }
        for (int i = 0; i < 3; i++) {
            registries.add(new Registry());
        }
        registries.forEach(Registry::start);
    }

    private static UserName user(int number) {
        return new UserName("user" + number);
    }

    private static long ns(long ms) {
        return ms * 1_000_000;
    }

    private void in(long ms, Runnable what) {
        events.add(new Event(nowMs + ms, ids++, what));
    }

    private long latency() {
        return 1L + random.nextInt(random.nextInt(20) == 0 ? MOST_ANSWER_MS : 20);
    }

    /** What went wrong first within that time, where anything did. */
    Optional<String> run(long ms) {
        while (wrong.isEmpty() && events.peek().atMs <= ms) {
            Event next = events.poll();
            nowMs = next.atMs;
            next.what.run();
        }
        return wrong;
    }

    /** The share of looks at which memory counted as fresh. */
    double freshness() {
        return (double) freshLooks / looks;
    }

    long reads() {
        return reads;
    }

    long readsOfAll() {
        return readsOfAll;
    }

    private void changed(UserName user) {
        history.get(user)
                .add(new Since(nowMs, Optional.ofNullable(sessions.get(user)).map(Directory.Entry::session)));
    }

    /** Whoever goes from one registry to another may be missing meanwhile. */
    private boolean wasSo(UserName user, Optional<SessionId> seen, Set<SessionId> unborn) {
        Deque<Since> past = history.get(user);
        long sinceMs = nowMs - FRESH_MS - MOST_ANSWER_MS;
        while (past.size() > 1 && past.stream().skip(1).findFirst().orElseThrow().atMs <= sinceMs) {
            past.removeFirst();
        }
        return seen.isEmpty() && past.size() > 1
                || past.stream()
                        .anyMatch(state -> state.session()
                                .filter(session -> !unborn.contains(session))
                                .equals(seen));
    }

    /** One registry; it dies now and then, and another one takes its place. */
    private final class Registry {
        private final String id = "node" + ids++;
        private final Directory directory = new Directory(new Memberships());
        private final NewsFollower news = new NewsFollower(ns(READ_AFTER_MS), ns(READ_ALL_AFTER_MS), ns(SETTLE_MS));
        private NewsCount count = NewsCount.NONE;
        /** Own sessions that the store has, and of which this registry never learned. */
        private final Set<SessionId> unborn = new HashSet<>();

        private boolean isReading;
        private boolean isDead;

        void start() {
            documents.put(id, new Document(1, NewsCount.NONE));
            in(latency(), this::look);
            in(BEAT_MS, this::beat);
            in(200, this::act);
            in(FORGET_ENDS_MS, this::forgetEnds);
        }

        private void alive(long ms, Runnable what) {
            in(ms, () -> {
                if (!isDead) {
                    what.run();
                }
            });
        }

        private void forgetEnds() {
            directory.forgetEnds();
            alive(FORGET_ENDS_MS, this::forgetEnds);
        }

        private void beat() {
            NewsCount sent = count;
            alive(latency(), () -> {
                Document old = documents.get(id);
                documents.put(id, new Document(old.beat + 1, sent));
                alive(latency(), () -> alive(BEAT_MS, this::beat));
            });
        }

        private void act() {
            UserName user = user(random.nextInt(USERS));
            if (weather.kills && random.nextInt(40) == 0 && registries.size() > 2) {
                die();
                return;
            }
            alive(latency(), () -> change(user));
            alive(50 + random.nextInt(1_500), this::act);
        }

        private void change(UserName user) {
            Directory.Entry held = sessions.get(user);
            boolean isOwn = held != null && held.node().equals(id);
            if (isOwn && random.nextBoolean()) {
                end(held);
            } else if (held == null || !isOwn && random.nextInt(4) == 0) {
                begin(user, Optional.ofNullable(held));
            }
        }

        private void begin(UserName user, Optional<Directory.Entry> held) {
            Contact contact = new Contact(user, "127.0.0.1", 0, 0, DialectName.NATIVE, Optional.empty(), List.of());
            long epoch = held.map(old -> old.epoch() + 1).orElse(1L);
            Directory.Entry entry = new Directory.Entry(contact, id, SessionId.ofBits(ids++), epoch);
            boolean takes = held.isPresent() && fault != Fault.TAKING_IS_NOT_COUNTED;
            perform(
                    user,
                    () -> sessions.put(user, entry),
                    takes,
                    to -> to.directory.online(entry, held.map(Directory.Entry::session)));
        }

        private void end(Directory.Entry held) {
            perform(
                    held.user(),
                    () -> sessions.remove(held.user(), held),
                    false,
                    to -> to.directory.offline(held.user(), held.session()));
        }

        /** A change becomes true, its registry learns of it, or not, and tells. */
        private void perform(UserName user, Runnable write, boolean takes, Telling telling) {
            if (fault == Fault.NUMBERED_BEFORE_IT_IS_TRUE) {
                count = count.next(takes);
                NewsCount early = count;
                alive(MOST_ANSWER_MS, () -> {
                    write.run();
                    changed(user);
                    tell(early, telling);
                });
                return;
            }
            write.run();
            changed(user);
            if (random.nextDouble() < weather.unsureWrites) {
                Optional.ofNullable(sessions.get(user))
                        .map(Directory.Entry::session)
                        .ifPresent(unborn::add);
                alive(latency(), this::doubt);
            } else {
                alive(latency(), () -> {
                    count = count.next(takes);
                    tell(count, telling);
                });
            }
        }

        private void doubt() {
            if (fault != Fault.DOUBT_IS_NOT_TOLD) {
                count = count.next(true);
                news.mustReadAll(ns(nowMs));
            }
        }

        private void tell(NewsCount numbered, Telling telling) {
            telling.to(this);
            for (Registry other : registries) {
                int copies = random.nextDouble() < weather.doubled ? 2 : 1;
                for (int copy = 0; copy < copies && other != this; copy++) {
                    if (random.nextDouble() >= weather.loss) {
                        other.alive(1 + random.nextInt(weather.mostDelayMs), () -> other.hear(id, numbered, telling));
                    }
                }
            }
        }

        private void hear(String from, NewsCount numbered, Telling telling) {
            if (news.hear(from, numbered, ns(nowMs))) {
                telling.to(this);
            }
        }

        private void look() {
            long askedMs = nowMs;
            alive(latency(), () -> {
                Map<String, Document> seen = new HashMap<>(documents);
                alive(latency(), () -> {
                    observe(seen, askedMs);
                    alive(LOOK_MS, this::look);
                });
            });
        }

        private void observe(Map<String, Document> seen, long askedMs) {
            seen.remove(id);
            news.observe(
                    seen.entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey,
                                    node -> new NewsFollower.Told(
                                            node.getValue().beat, Optional.of(node.getValue().news)))),
                    ns(askedMs));
            directory
                    .where(entry ->
                            !entry.node().equals(id) && !seen.containsKey(entry.node()) && !news.knows(entry.node()))
                    .forEach(entry -> directory.offline(entry.user(), entry.session()));
            check();
            if (!isReading) {
                news.due(ns(nowMs)).ifPresent(this::read);
            }
        }

        private void read(NewsFollower.Reading reading) {
            isReading = true;
            reads++;
            readsOfAll += reading.isOfAll() ? 1 : 0;
            if (reading.isOfAll() && fault == Fault.VANISHED_WITHOUT_A_READ && nowMs > READ_AFTER_MS) {
                isReading = false;
                news.read(reading, ns(nowMs));
                return;
            }
            long askedMs = nowMs;
            long mark = directory.mark();
            alive(latency(), () -> {
                List<Directory.Entry> found = sessions.values().stream()
                        .filter(entry -> isOf(reading, entry.node()))
                        .toList();
                alive(1 + random.nextInt(MOST_READ_MS), () -> {
                    isReading = false;
                    news.read(fault == Fault.FOLLOWED_FROM_AFTER_THE_READ ? later(reading) : reading, ns(askedMs));
                    directory.correct(withoutUnknownOwn(found), node -> isOf(reading, node), mark);
                });
            });
        }

        private boolean isOf(NewsFollower.Reading reading, String node) {
            return reading.isOfAll() || reading.nodes().contains(node);
        }

        private NewsFollower.Reading later(NewsFollower.Reading reading) {
            Map<String, Optional<NewsCount>> from = reading.from().keySet().stream()
                    .collect(Collectors.toMap(
                            node -> node,
                            node -> registries.stream()
                                    .filter(registry -> registry.id.equals(node))
                                    .map(registry -> registry.count)
                                    .findFirst()));
            return new NewsFollower.Reading(reading.nodes(), from, reading.losses(), reading.mendsLoss());
        }

        private List<Directory.Entry> withoutUnknownOwn(List<Directory.Entry> found) {
            return found.stream()
                    .filter(entry -> !entry.node().equals(id)
                            || directory.find(entry.user(), entry.session()).isPresent())
                    .toList();
        }

        private void check() {
            looks++;
            if (!news.isFresh(ns(FRESH_MS), ns(nowMs))) {
                return;
            }
            freshLooks++;
            history.keySet().stream()
                    .filter(user -> !wasSo(user, directory.find(user).map(Directory.Entry::session), unborn))
                    .findFirst()
                    .ifPresent(user -> wrong = Optional.of(id + " at " + nowMs + " ms believes of " + user + " "
                            + directory.find(user) + ", and it was " + history.get(user)));
        }

        /** Its sessions end with its document, which the others see. */
        private void die() {
            isDead = true;
            registries.remove(this);
            in(1_000 + random.nextInt(5_000), () -> {
                documents.remove(id);
                List<UserName> lost = sessions.values().stream()
                        .filter(entry -> entry.node().equals(id))
                        .map(Directory.Entry::user)
                        .toList();
                lost.forEach(user -> {
                    sessions.remove(user);
                    changed(user);
                });
            });
            in(random.nextInt(4_000), () -> {
                Registry next = new Registry();
                registries.add(next);
                next.start();
            });
        }
    }

    /** How a registry takes a piece of news. */
    private interface Telling {
        void to(Registry registry);
    }
}
