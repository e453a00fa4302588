package org.hobnob.registry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.door.Cost;
import org.hobnob.registry.gateway.RequestRow.Right;
import org.junit.jupiter.api.Test;

/** The table has every request, and says of each what the documents say. */
class RequestTableTest {
    private static final Path SPEC = Path.of("../protocol/SPEC.md");
    private static final Path BUS = Path.of("../protocol/BUS.md");
    private static final Pattern REFUSALS = Pattern.compile("\\| `([A-Z_]+)` \\|([^|]*)\\| (yes )?\\|");
    private static final Pattern HASHING = Pattern.compile("where a password hash may be computed \\(([^)]*)\\)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final UserName DANA = new UserName("dana");

    /** What SPEC 4.1 says of a command. */
    private record Documented(Set<String> reasons, boolean changes) {}

    private static Map<String, Documented> documented() throws IOException {
        Map<String, Documented> commands = new TreeMap<>();
        Files.readAllLines(SPEC).stream()
                .dropWhile(line -> !line.startsWith("| refusals of |"))
                .takeWhile(line -> line.startsWith("|"))
                .map(REFUSALS::matcher)
                .filter(Matcher::matches)
                .forEach(row -> commands.put(row.group(1), new Documented(codes(row.group(2)), row.group(3) != null)));
        commands.remove("UNKNOWN");
        return commands;
    }

    private static Set<String> codes(String text) {
        return CODE.matcher(text).results().map(code -> code.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> commands(Predicate<RequestRow<?>> chosen) {
        return RequestTable.ROWS.stream()
                .filter(chosen)
                .map(row -> row.command().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> documented(Predicate<Documented> chosen) throws IOException {
        return documented().entrySet().stream()
                .filter(entry -> chosen.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Class<?>> sorts(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(RequestTableTest::sorts)
                : Stream.of(type);
    }

    @Test
    void everyRequestHasOneRow() {
        List<Class<?>> types =
                RequestTable.ROWS.stream().<Class<?>>map(RequestRow::type).toList();
        assertEquals(sorts(Request.class).collect(Collectors.toSet()), Set.copyOf(types));
        assertEquals(types.size(), Set.copyOf(types).size());
    }

    @Test
    void everyRequestHasASample() {
        assertEquals(
                sorts(Request.class).collect(Collectors.toSet()),
                SampleRequests.by(DANA).stream().map(Object::getClass).collect(Collectors.toSet()));
    }

    @Test
    void rowsNameTheCommandsOfTheirRequests() throws IOException {
        SampleRequests.by(DANA)
                .forEach(request ->
                        assertEquals(request.command(), RequestTable.of(request).command()));
        assertEquals(documented().keySet(), commands(row -> true));
    }

    @Test
    void requestsThatNeedALoginMatchTheSpec() throws IOException {
        assertEquals(
                documented(command -> command.reasons().contains("not-logged-in")),
                commands(row -> row.right() != Right.ANYONE));
    }

    @Test
    void requestsThatChangeSomethingMatchTheSpec() throws IOException {
        assertEquals(documented(Documented::changes), commands(RequestRow::changes));
    }

    /** KICK and BAN name nobody as their doer, but are refused with the same reason for oneself. */
    @Test
    void requestsThatNameTheirActorMatchTheSpec() throws IOException {
        Set<String> named = SampleRequests.by(DANA).stream()
                .filter(request -> RequestTable.of(request).isByAnotherThan(new UserName("emil"), request))
                .map(request -> request.command().name())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> documented = documented(command -> command.reasons().contains("not-yours"));
        documented.removeAll(Set.of("KICK_MEMBER", "BAN_USER"));
        assertEquals(documented, named);
    }

    @Test
    void everyNamedActorIsChecked() {
        List<Request> withActor = SampleRequests.by(DANA).stream()
                .filter(request -> Arrays.stream(request.getClass().getRecordComponents())
                        .anyMatch(component -> component.getName().equals("actor")))
                .toList();
        assertEquals(4, withActor.size());
        withActor.forEach(request ->
                assertTrue(RequestTable.of(request).isByAnotherThan(new UserName("emil"), request), request::toString));
    }

    @Test
    void requestsThatMayHashHaveTheLongerTimeout() throws IOException {
        Matcher sentence = HASHING.matcher(Files.readString(BUS));
        assertTrue(sentence.find(), "BUS.md 2 names the actions that may compute a hash");
        Set<String> actions = commands(row -> row.cost() == Cost.HASH).stream()
                .map(command -> command.toLowerCase(Locale.ROOT)
                        .replaceFirst("_room$", "")
                        .replace('_', '-'))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(codes(sentence.group(1)), actions);
    }
}
