package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.peer.console.health.Diagnosis;
import org.hobnob.peer.console.health.Facts;
import org.hobnob.peer.console.health.Finding;
import org.hobnob.peer.console.screen.Reader;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.text.Role;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.text.SafeText;

/**
 * {@code /doctor}: measures what the program needs of the registry, the network, other members and this machine, and shows
 * what is found as it is found. Each check ends by itself within some ten seconds. What the findings mean is {@link
 * Diagnosis}.
 */
final class Doctor {
    /** More would take a screen, and tell nothing new. */
    private static final int MOST_MEMBERS = 20;

    private static final long PATIENCE_MS = 2 * Bus.TIMEOUT_MS;
    private static final String ANYBODY = "anybody";
    private static final Set<Reason> ANSWERS = EnumSet.of(Reason.NAME_TAKEN, Reason.UNKNOWN_COMMAND, Reason.SLOW_DOWN);

    private final ConsoleState console;
    private final Map<String, String> environment;
    private boolean isBusy;
    private int troubles;

    /** @param environment the process's variables */
    Doctor(ConsoleState console, Map<String, String> environment) {
        this.console = console;
        this.environment = environment;
    }

    /** Checks everything. A person can go on typing meanwhile; a program's next line waits. */
    Future<Void> examine() {
        if (isBusy) {
            console.error("/doctor is at work; its findings appear here");
            return Future.succeededFuture();
        }
        isBusy = true;
        troubles = 0;
        console.notice("checking the registry, the network, your rooms' members and this machine; some ten seconds");
        Future<Void> done = checks().onComplete(end -> isBusy = false);
        return console.screen().reader() == Reader.PROGRAM ? done : Future.succeededFuture();
    }

    private Future<Void> checks() {
        return ask(Addresses.PEER_REGISTRY, "health", new JsonObject().put("probe", true))
                .compose(health -> registry(health).compose(registry -> {
                    tell(registry);
                    tell(Diagnosis.keepAlives(keepAlives(health)));
                    tell(Diagnosis.clock(
                            health.getBoolean("connected", false),
                            Optional.ofNullable(health.getLong("clockAheadMs"))));
                    return network(machine(health));
                }))
                .map(done -> {
                    conclude();
                    return null;
                })
                .<Void>mapEmpty()
                .recover(cause -> {
                    console.error("/doctor could not finish: " + console.explained(cause));
                    return Future.succeededFuture();
                });
    }

    private Future<JsonObject> ask(String address, String action, JsonObject body) {
        return console.requests().ask(address, action, body, PATIENCE_MS);
    }

    private void tell(Finding finding) {
        switch (finding.level()) {
            case GOOD -> console.success(finding.text());
            case NOTE -> console.notice(finding.text());
            default -> {
                troubles++;
                console.error(finding.text());
            }
        }
        finding.advice().forEach(line -> console.plain("     " + line));
    }

    private void conclude() {
        String found = troubles == 1 ? "one thing is wrong, see above" : troubles + " things are wrong, see above";
        console.screen()
                .show(
                        troubles == 0 ? Role.SUCCESS : Role.NOTICE,
                        "/doctor is done: " + (troubles == 0 ? "nothing is wrong" : found));
    }

    private Future<Finding> registry(JsonObject health) {
        String address = SafeText.of(health.getString("registry", ""));
        boolean connected = health.getBoolean("connected", false);
        Facts.Tcp tcp = Facts.Tcp.of(health.getString("tcp", ""));
        Optional<String> user = console.standing().user();
        if (!connected) {
            return Future.succeededFuture(
                    Diagnosis.registry(new Facts.Registry(address, false, Optional.empty(), tcp)));
        }
        long startNs = System.nanoTime();
        return asked(user)
                .map(answer -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs))
                .map(ms -> Diagnosis.registry(new Facts.Registry(address, true, Optional.of(ms), tcp)))
                .otherwise(cause -> user.isPresent()
                        ? Diagnosis.unanswered(address)
                        : Diagnosis.registry(new Facts.Registry(address, true, Optional.empty(), tcp)));
    }

    /** A question that changes nothing; a refusal is an answer too. */
    private Future<Void> asked(Optional<String> user) {
        String action = user.isPresent() ? "search" : "check-name";
        JsonObject body = new JsonObject().put("user", user.orElse(ANYBODY));
        return console.requests()
                .registry(action, body)
                .<Void>mapEmpty()
                .recover(cause -> cause instanceof RefusalException refusal && ANSWERS.contains(refusal.reason())
                        ? Future.succeededFuture()
                        : Future.failedFuture(cause));
    }

    private static Facts.KeepAlives keepAlives(JsonObject health) {
        JsonObject score = health.getJsonObject("keepAlives", new JsonObject());
        return new Facts.KeepAlives(
                score.getInteger("port", 0),
                score.getLong("asked", 0L),
                score.getLong("answered", 0L),
                Optional.ofNullable(score.getLong("answerMs")));
    }

    private Facts.Machine machine(JsonObject health) {
        int width = console.screen().width();
        return new Facts.Machine(
                0,
                width == Integer.MAX_VALUE ? Optional.empty() : Optional.of(width),
                isUtf8(),
                SafeText.of(health.getString("profile", "")),
                health.getLong("freeBytes", 0L));
    }

    /** As the C library decides it: the first of these that says anything. */
    private boolean isUtf8() {
        return List.of("LC_ALL", "LC_CTYPE", "LANG").stream()
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .filter(value -> value.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8"))
                .isPresent();
    }

    private Future<Void> network(Facts.Machine machine) {
        return ask(Addresses.PEER_ROOM, "hear-self", new JsonObject())
                .compose(json -> {
                    Facts.Multicast multicast = multicast(json);
                    tell(Diagnosis.multicast(multicast));
                    Diagnosis.otherMulticast(objects(json, "others").stream()
                                    .map(Doctor::multicast)
                                    .toList())
                            .forEach(this::tell);
                    return members(machine, multicast);
                })
                .map(done -> {
                    Diagnosis.machine(machine).forEach(this::tell);
                    return null;
                });
    }

    private static Facts.Multicast multicast(JsonObject json) {
        return new Facts.Multicast(
                SafeText.of(json.getString("interface", "")),
                json.getBoolean("wanted", true),
                Optional.ofNullable(json.getString("error")).map(SafeText::of),
                json.getBoolean("heard", false),
                json.getInteger("port", 0));
    }

    private Future<Void> members(Facts.Machine machine, Facts.Multicast multicast) {
        if (!console.standing().isLoggedIn()) {
            console.notice("members of rooms: not checked, because nobody is logged in");
            return Future.succeededFuture();
        }
        Future<Integer> port =
                ask(Addresses.PEER_CHAT, "counts", new JsonObject()).map(json -> json.getInteger("port", 0));
        return port.compose(own -> ask(Addresses.PEER_ROOM, "paths", new JsonObject())
                .compose(json -> {
                    Map<String, Seat> seats = seats(json);
                    List<Future<Facts.Member>> asked = seats.values().stream()
                            .limit(MOST_MEMBERS)
                            .map(this::member)
                            .toList();
                    return Future.join(asked).map(done -> {
                        tellMembers(asked, seats.size(), machine.listeningAt(own), multicast);
                        return null;
                    });
                }));
    }

    private void tellMembers(
            List<Future<Facts.Member>> asked, int all, Facts.Machine machine, Facts.Multicast multicast) {
        if (asked.isEmpty()) {
            console.notice("members of rooms: nobody else is in a room of yours");
        }
        Diagnosis.members(asked.stream().map(Future::result).toList(), machine, multicast)
                .forEach(this::tell);
        if (all > asked.size()) {
            console.notice("members of rooms: " + (all - asked.size()) + " more were not checked");
        }
    }

    /** A member, and what the room knows of the way there. */
    private record Seat(String user, String room, boolean original, Optional<Boolean> multicast) {}

    /** Each user once, with the first room. */
    private static Map<String, Seat> seats(JsonObject json) {
        Map<String, Seat> seats = new LinkedHashMap<>();
        for (JsonObject room : objects(json, "rooms")) {
            String label = "#" + SafeText.of(room.getString("room", ""));
            for (JsonObject member : objects(room, "members")) {
                String user = SafeText.of(member.getString("user", ""));
                seats.putIfAbsent(
                        user,
                        new Seat(
                                user,
                                label,
                                member.getBoolean("original", false),
                                Optional.ofNullable(member.getBoolean("multicast"))));
            }
        }
        return seats;
    }

    private static List<JsonObject> objects(JsonObject json, String key) {
        List<JsonObject> objects = new ArrayList<>();
        json.getJsonArray(key, new JsonArray()).forEach(one -> objects.add((JsonObject) one));
        return objects;
    }

    private Future<Facts.Member> member(Seat seat) {
        if (seat.original()) {
            return Future.succeededFuture(
                    member(seat, "", Facts.Line.ORIGINAL, Facts.Tcp.SILENT, false, Optional.empty()));
        }
        return ask(Addresses.PEER_CHAT, "line", new JsonObject().put("user", seat.user()))
                .map(json -> {
                    String address = SafeText.of(json.getString("ip", "")) + ":" + json.getInteger("port", 0);
                    boolean works = json.getBoolean("works", false);
                    Facts.Line line = json.getBoolean("original", false)
                            ? Facts.Line.ORIGINAL
                            : works ? Facts.Line.PROVED : Facts.Line.NO_CONNECTION;
                    return member(
                            seat,
                            address,
                            line,
                            Facts.Tcp.of(json.getString("tcp", "")),
                            json.getBoolean("incoming", false),
                            Optional.ofNullable(json.getBoolean("back")));
                })
                .otherwise(
                        cause -> member(seat, "its address", failed(cause), Facts.Tcp.SILENT, false, Optional.empty()));
    }

    private static Facts.Member member(
            Seat seat, String address, Facts.Line line, Facts.Tcp tcp, boolean incoming, Optional<Boolean> back) {
        return new Facts.Member(seat.user(), seat.room(), address, line, tcp, incoming, back, seat.multicast());
    }

    private static Facts.Line failed(Throwable cause) {
        Reason reason = cause instanceof RefusalException refusal ? refusal.reason() : Reason.UNAVAILABLE;
        return switch (reason) {
            case NOT_ONLINE, NO_SUCH_USER -> Facts.Line.ABSENT;
            case WRONG_KEY, KEY_CHANGED -> Facts.Line.WRONG_KEY;
            default -> Facts.Line.NO_CONNECTION;
        };
    }
}
