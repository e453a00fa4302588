package org.hobnob.registry;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.hobnob.admin.Verb;
import org.hobnob.admin.VerbTable;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** protocol/BUS.md and the code say the same: fails when either of them changes alone. */
@Tag("slow")
class BusContractTest {
    private static final Path DOCUMENT = Path.of("../protocol/BUS.md");
    private static final Path SOURCES = Path.of("src/main/java/org/hobnob");
    private static final Pattern HEADING = Pattern.compile("#{2,3} ([0-9.]+) .*");
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\|.*");
    private static final Pattern WORD_LITERAL = Pattern.compile("\"([a-zA-Z]+(?:-[a-z]+)*)\"");
    private static final Pattern DROPPED = Pattern.compile("dropped a message to (\\S+) with action (\\S+): .*");

    private static final List<String> FIELDS = List.of(
            "user",
            "password",
            "dialect",
            "ip",
            "directPort",
            "udpPort",
            "key",
            "token",
            "session",
            "room",
            "capacity",
            "title",
            "kind",
            "port",
            "after",
            "limit",
            "member",
            "except",
            "users",
            "reason",
            "takeOver",
            "newPassword");

    @TempDir
    static Path folder;

    private static RegistryFixture registry;
    private static Map<String, Set<String>> rowsBySection;
    private static Set<String> words;
    private static String node;
    private static NativeClient client;

    @BeforeAll
    static void start() throws IOException {
        registry = RegistryFixture.start(folder);
        rowsBySection = rows();
        words = wordsOfTheCode();
        Future<JsonObject> online = Future.future(promise -> registry.vertx()
                .eventBus()
                .<JsonObject>consumer(Addresses.PRESENCE_EVENTS, event -> promise.tryComplete(event.body())));
        client = registry.newUser("dana");
        node = await(online).getString("node");
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    /** The first cells of the tables, by the number of their section. */
    private static Map<String, Set<String>> rows() throws IOException {
        Map<String, Set<String>> rows = new HashMap<>();
        String section = "";
        for (String line : Files.readAllLines(DOCUMENT)) {
            var heading = HEADING.matcher(line);
            var row = ROW.matcher(line);
            if (heading.matches()) {
                section = heading.group(1);
            } else if (row.matches()) {
                rows.computeIfAbsent(section, absent -> new TreeSet<>()).add(row.group(1));
            }
        }
        return rows;
    }

    /** Every string of the registry's and the bus's code that could be an action. */
    private static Set<String> wordsOfTheCode() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(BusContractTest::literals)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Stream<String> literals(Path file) {
        try {
            return WORD_LITERAL.matcher(Files.readString(file)).results().map(result -> result.group(1));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theTablesListTheAddressesOfTheCode() throws IllegalAccessException {
        Set<String> constants = new TreeSet<>();
        for (Field field : Addresses.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                constants.add((String) field.get(null));
            }
        }
        constants.add(Addresses.node("<node>"));
        Set<String> documented = new TreeSet<>(rowsBySection.get("1"));
        documented.addAll(rowsBySection.get("6"));
        assertEquals(constants, documented);
    }

    @Test
    void theTablesListTheActionsThatServicesAnswer() {
        assertEquals(rowsBySection.get("4.1"), answered(Addresses.AUTH));
        assertEquals(rowsBySection.get("4.2"), answered(Addresses.ROOMS));
        assertEquals(rowsBySection.get("4.3"), answered(Addresses.PRESENCE));
    }

    @Test
    void theTableListsTheVerbsOfAdministration() {
        Set<String> coded = VerbTable.ROWS.stream().map(Verb::action).collect(Collectors.toCollection(TreeSet::new));
        coded.addAll(Set.of("line", "welcome", "report"));
        assertEquals(coded, rowsBySection.get("4.7"));
    }

    /** Words to which the address does not answer that it knows no such action. */
    private static Set<String> answered(String address) {
        Bus bus = new Bus(registry.vertx());
        Set<String> candidates = new TreeSet<>(words);
        rowsBySection.values().forEach(candidates::addAll);
        return candidates.stream()
                .filter(action -> !isUnknown(bus.request(address, action, new JsonObject())))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isUnknown(Future<JsonObject> reply) {
        return await(reply.map(false)
                .recover(cause -> Future.succeededFuture(
                        cause instanceof RefusalException refusal && refusal.reason() == Reason.UNKNOWN_COMMAND)));
    }

    @Test
    void fieldsOfOtherTypesAreMalformed() {
        Bus bus = new Bus(registry.vertx());
        Map<String, Set<String>> actions = Map.of(
                Addresses.AUTH, rowsBySection.get("4.1"),
                Addresses.ROOMS, rowsBySection.get("4.2"),
                Addresses.PRESENCE, rowsBySection.get("4.3"));
        for (Object wrong : List.of(-1, 1.5, true, new JsonObject(), new JsonArray().add(7))) {
            JsonObject body = new JsonObject();
            FIELDS.forEach(field -> body.put(field, wrong));
            actions.forEach((address, all) -> all.forEach(action -> assertEquals(
                    Set.of("figures", "list-bans").contains(action) ? Optional.empty() : Optional.of(Reason.MALFORMED),
                    refusal(bus.request(address, action, body)),
                    () -> action + " " + body)));
        }
    }

    private static Optional<Reason> refusal(Future<JsonObject> reply) {
        return await(reply.map(Optional.<Reason>empty())
                .recover(cause -> Future.succeededFuture(Optional.of(((RefusalException) cause).reason()))));
    }

    @Test
    void theTablesListTheActionsThatAreHeard() {
        Map<String, Set<String>> heard = heard();
        assertEquals(rowsBySection.get("4.4"), heard.get(Addresses.KEEP_ALIVE));
        assertEquals(rowsBySection.get("4.5"), heard.get(Addresses.node(node)));
        Set<String> presence = new TreeSet<>(rowsBySection.get("5.1"));
        presence.removeAll(reasons());
        assertEquals(presence, heard.get(Addresses.PRESENCE_EVENTS));
        assertEquals(rowsBySection.get("5.2"), heard.get(Addresses.ROOM_EVENTS));
    }

    /** By address, the actions of which a consumer says that it cannot read an empty body: it knows them. */
    private static Map<String, Set<String>> heard() {
        Logger logger = (Logger) LoggerFactory.getLogger(Bus.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
        try {
            EventBus bus = registry.vertx().eventBus();
            Set<String> candidates = new TreeSet<>(words);
            rowsBySection.values().forEach(candidates::addAll);
            List<String> addresses = List.of(
                    Addresses.KEEP_ALIVE, Addresses.node(node), Addresses.PRESENCE_EVENTS, Addresses.ROOM_EVENTS);
            for (String address : addresses) {
                candidates.forEach(action ->
                        bus.publish(address, new JsonObject(), new DeliveryOptions().addHeader(Bus.ACTION, action)));
            }
            flush(log);
            return List.copyOf(log.list).stream()
                    .map(event -> DROPPED.matcher(event.getFormattedMessage()))
                    .filter(Matcher::matches)
                    .map(Matcher::toMatchResult)
                    .collect(Collectors.groupingBy(
                            result -> result.group(1),
                            Collectors.mapping(BusContractTest::action, Collectors.toCollection(TreeSet::new))));
        } finally {
            logger.detachAppender(log);
            logger.setAdditive(true);
        }
    }

    private static String action(MatchResult result) {
        return result.group(2);
    }

    /** Messages reach a verticle in the order sent: what comes back now was begun when all before it was heard. */
    private static void flush(ListAppender<ILoggingEvent> log) {
        Bus bus = new Bus(registry.vertx());
        await(bus.request(Addresses.PRESENCE, "contacts", new JsonObject()));
        await(bus.request(Addresses.ROOMS, "list", new JsonObject().put("limit", 1)));
        client.ask("PING");
        // Keep-alive answers nothing, but says again what it cannot read.
        bus.send(Addresses.KEEP_ALIVE, "alive", new JsonObject());
        Awaitility.await()
                .until(() -> List.copyOf(log.list).stream()
                                .filter(event -> event.getFormattedMessage()
                                        .startsWith(
                                                "dropped a message to " + Addresses.KEEP_ALIVE + " with action alive"))
                                .count()
                        == 2);
    }

    @Test
    void theTableListsTheEndsOfSessions() {
        assertTrue(rowsBySection.get("5.1").containsAll(reasons()));
        Set<String> rows = new TreeSet<>(rowsBySection.get("5.1"));
        rows.removeAll(reasons());
        assertEquals(Set.of("online", "offline"), rows);
    }

    private static Set<String> reasons() {
        return Arrays.stream(SessionEnd.values()).map(SessionEnd::word).collect(Collectors.toSet());
    }

    @Test
    void everySectionThatJavadocCitesExists() throws IOException {
        Pattern cited = Pattern.compile("BUS\\.md ([0-9]+(?:\\.[0-9]+)?)(?: and ([0-9]+))?");
        Set<String> headings = Files.readAllLines(DOCUMENT).stream()
                .map(HEADING::matcher)
                .filter(Matcher::matches)
                .map(heading -> heading.group(1))
                .collect(Collectors.toSet());
        try (Stream<Path> files = Files.walk(SOURCES)) {
            Set<String> missing = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> cited.matcher(text(file)).results())
                    .flatMap(result -> Stream.of(result.group(1), result.group(2)))
                    .filter(section -> section != null && !headings.contains(section))
                    .collect(Collectors.toSet());
            assertEquals(Set.of(), missing);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
