package org.hobnob.peer;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hobnob.bus.Addresses;

/**
 * What became of the messages that two members of a room said on a bad network.
 *
 * @param expected how many were to be shown, at all members together
 * @param shown how many were
 * @param wrong what broke a promise, in words; empty where nothing did
 * @param lostDatagrams how many were lost at the members' sockets that these had not had before
 * @param repairsUs how long it took from the loss of a datagram to its message being shown, sorted, in microseconds
 * @param delaysUs how long it took from saying to being shown, of all messages, sorted
 */
record RoomFigures(
        int expected, int shown, List<String> wrong, long lostDatagrams, List<Long> repairsUs, List<Long> delaysUs) {
    /** How many messages each speaker says before anything is measured: code that is not compiled yet is slow. */
    private static final int WARM_UP = Integer.getInteger("hobnob.faults.warmup", 5);

    private static final long WARM_UP_PERIOD_MS = 100;
    /** How often each speaker says something while it is measured. */
    private static final long PERIOD_MS = Long.getLong("hobnob.faults.period", 100);
    /** Each member has a line to each other first. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** What may be made bad, and good again. */
    interface Network {
        void fail();

        void heal();

        /** The one at the edges of the crowd's own sockets. */
        static Network of(Crowd crowd, JsonObject faults) {
            return new Network() {
                @Override
                public void fail() {
                    crowd.faults(faults);
                }

                @Override
                public void heal() {
                    crowd.faults(new JsonObject());
                }
            };
        }
    }

    /** Has the members make a room, two of them talk in it for a while on a bad network, and leave it. */
    static RoomFigures measured(Crowd crowd, List<String> members, String room, Network network, int rounds) {
        enter(crowd, members, room);
        List<String> speakers = members.subList(0, 2);
        talk(crowd, speakers, room, 0, WARM_UP, WARM_UP_PERIOD_MS);
        if (!awaitAll(crowd, speakers, room, WARM_UP)) {
            throw new AssertionError("not in the room: " + crowd.report().encode());
        }
        crowd.clear();
        network.fail();
        talk(crowd, speakers, room, WARM_UP, rounds, PERIOD_MS);
        boolean complete = awaitAll(crowd, speakers, room, WARM_UP + rounds);
        JsonObject report = crowd.report();
        network.heal();
        RoomFigures figures = of(report, speakers, room, WARM_UP + rounds);
        if (complete == figures.wrong().isEmpty()) {
            members.forEach(member -> crowd.ask(member, Addresses.PEER_ROOM, "leave", BusPeer.room(room)));
        }
        return figures;
    }

    /** How many messages each speaker says while it is measured. */
    static int rounds() {
        return (int) (Integer.getInteger("hobnob.faults.seconds", 60) * 1_000 / PERIOD_MS);
    }

    private static void enter(Crowd crowd, List<String> members, String room) {
        JsonObject body = BusPeer.room(room).put("title", "");
        crowd.ask(members.get(0), Addresses.PEER_ROOM, "create", body);
        members.stream().skip(1).forEach(member -> crowd.ask(member, Addresses.PEER_ROOM, "join", body));
        // What is said before a speaker has heard of a member is not for that member.
        boolean allHeard = crowd.awaitShown(
                (member, counts) -> members.indexOf(member) > 1
                        || counts.getInteger("joined " + room, 0) >= members.size() - 1 - members.indexOf(member),
                PATIENCE);
        if (!allHeard) {
            throw new AssertionError("not everybody has heard who is in the room");
        }
    }

    private static void talk(Crowd crowd, List<String> speakers, String room, int first, int count, long periodMs) {
        speakers.forEach(speaker -> crowd.talk(speaker, room, first, count, periodMs));
    }

    private static boolean awaitAll(Crowd crowd, List<String> speakers, String room, int count) {
        Duration talking = Duration.ofMillis(count * PERIOD_MS);
        return crowd.awaitShown(
                (member, counts) -> speakers.stream()
                        .allMatch(speaker ->
                                speaker.equals(member) || counts.getInteger(room + " " + speaker, 0) >= count),
                PATIENCE.plus(talking));
    }

    private static RoomFigures of(JsonObject report, List<String> speakers, String room, int each) {
        List<String> wrong = new ArrayList<>();
        List<Long> repairs = new ArrayList<>();
        List<Long> delays = new ArrayList<>();
        int[] counts = new int[2];
        long[] lost = new long[1];
        report.forEach(entry -> {
            JsonObject member = (JsonObject) entry.getValue();
            speakers.stream().filter(speaker -> !speaker.equals(entry.getKey())).forEach(speaker -> {
                JsonObject row = member.getJsonObject("shown")
                        .getJsonObject(room + " " + speaker, new JsonObject().put("count", 0));
                counts[0] += each;
                counts[1] += row.getInteger("count");
                boolean fine =
                        row.getInteger("count") == each && row.getLong("twice") == 0 && row.getLong("disordered") == 0;
                if (!fine) {
                    wrong.add(entry.getKey() + " of " + speaker + ": " + row.encode());
                }
            });
            lost[0] += member.getLong("lost");
            member.getJsonArray("complaints").forEach(said -> wrong.add(entry.getKey() + " " + said));
            addAll(repairs, member.getJsonArray("repairsUs"));
            addAll(delays, member.getJsonArray("delaysUs"));
        });
        repairs.sort(null);
        delays.sort(null);
        return new RoomFigures(counts[0], counts[1], wrong, lost[0], repairs, delays);
    }

    private static void addAll(List<Long> list, JsonArray numbers) {
        IntStream.range(0, numbers.size()).forEach(i -> list.add(numbers.getLong(i)));
    }

    /** That share of the sorted times is not longer, in milliseconds. */
    static double percentileMs(List<Long> sortedUs, double share) {
        return sortedUs.isEmpty() ? 0 : sortedUs.get((int) Math.ceil(share * sortedUs.size()) - 1) / 1_000.0;
    }

    /** A row of a table. */
    String row(String loss, int members) {
        return "| %s | %d | %d | %d | %d | %.1f | %.1f | %.1f |"
                .formatted(
                        loss,
                        members,
                        shown,
                        expected - shown,
                        lostDatagrams,
                        percentileMs(repairsUs, 0.5),
                        percentileMs(repairsUs, 0.99),
                        percentileMs(delaysUs, 0.99));
    }

    static String head() {
        return "| loss | members | messages shown | lost | datagrams lost | repair p50 ms | repair p99 ms "
                + "| all p99 ms |\n|---|---|---|---|---|---|---|---|";
    }
}
