package org.hobnob.peer;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.faults.FaultyDatagrams;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.room.RoomContents;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomId;

/**
 * Stands in one peer's console's place and counts what is shown, which must come once and in its order. A message says {@code
 * number nanoseconds}: its place among its sender's, from 0, and when it was said, by the clock that all programs of
 * this machine share. As the watch at the edge of the peer's sockets it knows which datagrams were lost there, and so how
 * long their repair took: of messages of one datagram each, number n is the stream's datagram n + 1. Thread-safe.
 */
final class Tally extends VerticleBase implements FaultyDatagrams.Watch {
    /** What was shown of one sender in one place. */
    private static final class Shown {
        private final BitSet numbers = new BitSet();
        private int last = -1;
        private long latestSaidNs = Long.MIN_VALUE;
        private long twice;
        private long disordered;
        private long handedOver;
        private long unsure;
    }

    /** What came of one stream by multicast. */
    private static final class Stream {
        private final BitSet came = new BitSet();
        private final Map<Integer, Long> lostNs = new HashMap<>();
        private final RoomId room;
        private String owner = "";

        Stream(RoomId room) {
            this.room = room;
        }

        boolean isOf(String where, String sender) {
            return owner.equals(sender)
                    && RoomName.of(where).map(RoomId::of).filter(room::equals).isPresent();
        }
    }

    private final Map<String, Shown> shown = new TreeMap<>();
    private final Map<String, Integer> joined = new TreeMap<>();
    private final Map<Long, Stream> streams = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();
    /** How often which path to a member was told. */
    private final Map<String, Integer> paths = new TreeMap<>();

    private final Map<String, JsonArray> unconfirmed = new TreeMap<>();
    private final List<Long> delaysUs = new ArrayList<>();
    private final List<Long> repairsUs = new ArrayList<>();
    private long lost;

    @Override
    public Future<?> start() {
        return new Bus(vertx)
                .hear(
                        Addresses.PEER_CONSOLE,
                        Map.ofEntries(
                                Map.entry("room-text", json -> take(json.getString("room"), json, isAgain(json))),
                                Map.entry("direct", json -> take("direct", json, isAgain(json))),
                                Map.entry("room-event", this::event),
                                Map.entry("room-progress", this::progress),
                                Map.entry(
                                        "reach",
                                        json -> path(json, json.getBoolean("multicast") ? "multicast" : "tcp")),
                                Map.entry(
                                        "room-connection",
                                        json -> path(json, json.getBoolean("works") ? "again" : "none")),
                                Map.entry("room-gap", json -> complain("room-gap", json)),
                                Map.entry("room-unreadable", json -> complain("room-unreadable", json)),
                                Map.entry("room-lost", json -> complain("room-lost", json)),
                                Map.entry("direct-missing", json -> complain("direct-missing", json)),
                                Map.entry("direct-held", json -> complain("direct-held", json)),
                                Map.entry("key-changed", json -> complain("key-changed", json))));
    }

    private static boolean isAgain(JsonObject json) {
        return json.getBoolean("again");
    }

    private synchronized void path(JsonObject json, String path) {
        paths.merge("path " + json.getString("room") + " " + json.getString("user") + " " + path, 1, Integer::sum);
    }

    private synchronized void event(JsonObject json) {
        if (json.getString("event").equals("joined")) {
            joined.merge(json.getString("room"), 1, Integer::sum);
        }
    }

    private synchronized void progress(JsonObject json) {
        JsonArray missing = json.getJsonArray("missing");
        if (missing.isEmpty()) {
            unconfirmed.remove(json.getString("id"));
        } else {
            unconfirmed.put(json.getString("id"), missing);
        }
    }

    private synchronized void complain(String event, JsonObject json) {
        complaints.add(event + " " + json.encode());
    }

    private synchronized void take(String where, JsonObject json, boolean unsure) {
        long now = System.nanoTime();
        String sender = json.getString("user");
        String[] words = json.getString("text").split(" ");
        int number = Integer.parseInt(words[0]);
        Shown row = shown.computeIfAbsent(where + " " + sender, added -> new Shown());
        if (row.numbers.get(number)) {
            row.twice += unsure ? 0 : 1;
            row.unsure += unsure ? 1 : 0;
            return;
        }
        row.numbers.set(number);
        // What a member handed over from its history stands where it came.
        boolean isPast = "history".equals(json.getString("path"));
        row.handedOver += isPast ? 1 : 0;
        row.disordered += number < row.last && !isPast ? 1 : 0;
        row.last = Math.max(row.last, number);
        long saidNs = Long.parseLong(words[1]);
        row.latestSaidNs = Math.max(row.latestSaidNs, saidNs);
        delaysUs.add(TimeUnit.NANOSECONDS.toMicros(now - saidNs));
        streams.values().stream()
                .filter(stream -> stream.isOf(where, sender))
                .map(stream -> stream.lostNs.get(number + 1))
                .filter(lostNs -> lostNs != null)
                .forEach(lostNs -> repairsUs.add(TimeUnit.NANOSECONDS.toMicros(now - lostNs)));
    }

    @Override
    public synchronized void seen(byte[] datagram, boolean isLost) {
        RoomHeader.parse(datagram).ifPresent(header -> {
            Stream stream = streams.computeIfAbsent(header.stream(), added -> new Stream(header.room()));
            if (header.kind() == RoomHeader.KIND_STATUS && stream.owner.isEmpty()) {
                byte[] content = Arrays.copyOfRange(
                        datagram,
                        RoomHeader.BYTES,
                        Math.max(RoomHeader.BYTES, datagram.length - Verifier.SIGNATURE_BYTES));
                RoomContents.status(content)
                        .ifPresent(status -> stream.owner = status.user().shown());
            } else if (header.kind() == RoomHeader.KIND_SEALED) {
                came(stream, Math.toIntExact(header.sequence()), isLost);
            }
        });
    }

    private void came(Stream stream, int number, boolean isLost) {
        if (!isLost) {
            stream.came.set(number);
        } else if (!stream.came.get(number)) {
            lost++;
            stream.lostNs.putIfAbsent(number, System.nanoTime());
        }
    }

    /** Forgets times, before something new is measured; what was shown stays known. */
    synchronized void clear() {
        delaysUs.clear();
        repairsUs.clear();
        lost = 0;
    }

    /** How many different sealed datagrams have come to the socket. */
    synchronized long sealed() {
        return streams.values().stream()
                .mapToLong(stream -> stream.came.cardinality())
                .sum();
    }

    /**
     * How many were shown, by place and sender; how many have joined, by room; and how often it was told of {@code path
     * ROOM USER} that it is {@code multicast}, {@code tcp} or {@code none}, or there is one {@code again}.
     */
    synchronized JsonObject counts() {
        JsonObject counts = new JsonObject();
        shown.forEach((place, row) -> counts.put(place, row.numbers.cardinality()));
        joined.forEach((room, count) -> counts.put("joined " + room, count));
        paths.forEach(counts::put);
        return counts;
    }

    /**
     * All that is known: {@code shown} (for each place and sender {@code count}, {@code twice}, {@code unsure}, {@code
     * disordered}, the {@code last} number, and {@code latestSaidNs}), {@code complaints}, of messages of its own that not all have {@code unconfirmed} by whom, {@code lost} datagrams, {@code delaysUs}, {@code repairsUs}.
     */
    synchronized JsonObject report() {
        JsonObject rows = new JsonObject();
        shown.forEach((place, row) -> rows.put(
                place,
                new JsonObject()
                        .put("count", row.numbers.cardinality())
                        .put("twice", row.twice)
                        .put("unsure", row.unsure)
                        .put("disordered", row.disordered)
                        .put("handedOver", row.handedOver)
                        .put("last", row.last)
                        .put("latestSaidNs", row.latestSaidNs)));
        return new JsonObject()
                .put("shown", rows)
                .put("complaints", new JsonArray(List.copyOf(complaints)))
                .put("unconfirmed", new JsonArray(List.copyOf(unconfirmed.values())))
                .put("lost", lost)
                .put("delaysUs", new JsonArray(List.copyOf(delaysUs)))
                .put("repairsUs", new JsonArray(List.copyOf(repairsUs)));
    }
}
