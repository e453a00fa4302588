package org.hobnob.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hobnob.protocol.Spec;
import org.hobnob.protocol.body.FileOffer;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.body.Reaction;
import org.hobnob.protocol.body.ReplyTo;
import org.hobnob.protocol.chat.ChatLimits;
import org.hobnob.protocol.file.FileLimits;
import org.hobnob.protocol.handout.HandoutBounds;
import org.hobnob.protocol.handout.HandoutTiming;
import org.hobnob.protocol.mailbox.engine.MailLimits;
import org.hobnob.protocol.mailbox.keeper.KeeperLimits;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.peer.DirectRefusal;
import org.hobnob.protocol.message.peer.FetchFile;
import org.hobnob.protocol.message.peer.FileAnswer;
import org.hobnob.protocol.message.peer.FileEnd;
import org.hobnob.protocol.message.peer.FileHead;
import org.hobnob.protocol.message.peer.RoomDatagram;
import org.hobnob.protocol.message.peer.RoomLines;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Fragment;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.OpenDatagram;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.SealedCodec;
import org.hobnob.protocol.room.Witness;
import org.hobnob.protocol.room.engine.Timing;
import org.hobnob.protocol.room.seal.SealBounds;
import org.junit.jupiter.api.Test;

/** SPEC's tables of values (2, 3, 8 and 9) say what the code does; each side's change fails here. */
class SpecValuesTest {
    private static final List<Integer> CODES = List.of(200, 300, 400, 404, 429, 500, 503);

    @Test
    void reservedNamesAreThoseOfTheCode() throws ReflectiveOperationException {
        Field reserved =
                Class.forName("org.hobnob.protocol.message.value.Names").getDeclaredField("RESERVED");
        reserved.setAccessible(true);
        Set<String> named = Spec.table("2.1", "reserved name").stream()
                .map(row -> Spec.code(row.get(0)))
                .collect(Collectors.toSet());
        assertEquals(reserved.get(null), named);
        named.forEach(name -> assertEquals(Optional.empty(), UserName.of(name)));
    }

    @Test
    void reasonsHaveTheCodesAndWordsOfTheCode() {
        List<String> documented = Spec.table("2.5", "code").stream()
                .map(row -> row.get(0) + " " + Spec.code(row.get(1)))
                .toList();
        List<String> coded = Arrays.stream(Reason.values())
                .map(reason -> reason.code() + " " + reason.word())
                .toList();
        assertEquals(coded, documented);
    }

    @Test
    void missingReasonsAreTakenAsTheCodeTakesThem() {
        Map<String, List<String>> coded = new TreeMap<>();
        for (Command command : Command.values()) {
            coded.put(
                    command.name(),
                    List.of(
                            Reason.ofCode(300, command).word(),
                            Reason.ofCode(404, command).word()));
        }
        Map<String, List<String>> documented = new TreeMap<>();
        Spec.table("2.5", "command")
                .forEach(row ->
                        documented.put(Spec.code(row.get(0)), List.of(Spec.code(row.get(1)), Spec.code(row.get(2)))));
        assertEquals(coded, documented);
        for (Command command : Command.values()) {
            assertEquals(Reason.MALFORMED, Reason.ofCode(400, command));
            assertEquals(Reason.SLOW_DOWN, Reason.ofCode(429, command));
            assertEquals(Reason.UNAVAILABLE, Reason.ofCode(503, command));
            assertEquals(Reason.INTERNAL, Reason.ofCode(500, command));
            assertEquals(Reason.INTERNAL, Reason.ofCode(418, command));
        }
    }

    @Test
    void phrasesAreThoseOfTheCode() {
        Map<String, List<String>> coded = new TreeMap<>();
        for (Command command : Command.values()) {
            coded.put(
                    command.name(),
                    CODES.stream().map(code -> StatusCode.phrase(command, code)).toList());
        }
        Map<String, List<String>> documented = new TreeMap<>();
        for (List<String> row : Spec.table("2.5", "phrases of")) {
            documented.put(
                    Spec.code(row.get(0)),
                    row.subList(1, row.size()).stream().map(Spec::code).toList());
        }
        assertEquals(coded, documented);
    }

    @Test
    void kindsOfRoomsAdmitWhomTheCodeAdmits() {
        Map<String, List<String>> coded = new TreeMap<>();
        for (RoomKind kind : RoomKind.values()) {
            coded.put(
                    kind.word(),
                    Arrays.stream(DialectName.values())
                            .filter(kind::admits)
                            .map(DialectName::word)
                            .toList());
        }
        Map<String, List<String>> documented = new TreeMap<>();
        Spec.table("4.4", "kind").forEach(row -> documented.put(Spec.code(row.get(0)), Spec.codes(row.get(1))));
        assertEquals(coded, documented);
    }

    @Test
    void escapesAreThoseOfTheCode() {
        Map<String, String> byText = new HashMap<>();
        for (List<String> row : Spec.table("3.3", "escape")) {
            String escape = Spec.code(row.get(0));
            Matcher point = Pattern.compile("U\\+([0-9A-F]{4})").matcher(row.get(1));
            if (escape.length() == 2) {
                byText.put(point.matches() ? Character.toString(Integer.parseInt(point.group(1), 16)) : "", escape);
            } else {
                assertEquals("\\xHH", escape);
            }
        }
        for (char c = 0; c <= 0xff; c++) {
            boolean control = c < ' ' || c == 0x7f;
            String plain = String.valueOf(c);
            String expected = byText.getOrDefault(plain, control ? String.format("\\x%02x", (int) c) : plain);
            assertEquals(expected, Escapes.escape(plain), "U+" + Integer.toHexString(c));
            boolean known = byText.containsValue("\\" + c);
            assertEquals(known, Escapes.unescape("\\" + c).isPresent(), "\\" + c);
        }
        assertEquals(byText.get(""), Escapes.escape(""));
    }

    @Test
    void limitsAreThoseOfTheCode() throws ReflectiveOperationException {
        Map<String, Integer> coded = new TreeMap<>(Map.of(
                "ChatText.MAX_BYTES", ChatText.MAX_BYTES,
                "Title.MAX_BYTES", Title.MAX_BYTES,
                "FreeText.MAX_BYTES",
                        intOf(Class.forName("org.hobnob.protocol.message.value.FreeText")
                                .getDeclaredField("MAX_BYTES")),
                "RoomDatagram.MAX_BYTES", RoomDatagram.MAX_BYTES,
                "RoomLines.MAX_DATAGRAMS", RoomLines.MAX_DATAGRAMS,
                "RoomHeader.BYTES", RoomHeader.BYTES,
                "OpenDatagram.MAX_BYTES", OpenDatagram.MAX_BYTES));
        coded.putAll(Map.of(
                "MessageBody.MAX_BYTES", MessageBody.MAX_BYTES,
                "ReplyTo.MAX_QUOTE_BYTES", ReplyTo.MAX_QUOTE_BYTES,
                "FileOffer.MAX_NAME_BYTES", FileOffer.MAX_NAME_BYTES,
                "FileHead.MAX_NAME_BYTES", FileHead.MAX_NAME_BYTES,
                "Reaction.MAX_BYTES", Reaction.MAX_BYTES));
        coded.putAll(Map.of(
                "Fragment.MAX_TEXT_BYTES", Fragment.MAX_TEXT_BYTES,
                "Fragment.MAX_COUNT", Fragment.MAX_COUNT,
                "Status.MAX_HEARD", org.hobnob.protocol.room.RoomStatus.MAX_HEARD,
                "Nak.MAX_RANGES", Nak.MAX_RANGES,
                "Nak.Range.MAX_LENGTH", Nak.Range.MAX_LENGTH,
                "Bounds.AHEAD", SealBounds.AHEAD,
                "Bounds.SKIPPED", SealBounds.SKIPPED,
                "Bounds.CHAINS", SealBounds.CHAINS));
        coded.putAll(Map.of(
                "Witness.MAX_HEARD", Witness.MAX_HEARD,
                "SealedCodec.MAX_MESSAGES", SealedCodec.MAX_MESSAGES,
                "SealedCodec.MAX_PART_BYTES", SealedCodec.MAX_PART_BYTES));
        for (Field field : Limits.class.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers())) {
                coded.put("Limits." + field.getName(), intOf(field));
            }
        }
        Map<String, Integer> documented = new TreeMap<>();
        Spec.table("9", "limit").forEach(row -> documented.put(Spec.code(row.get(3)), Integer.valueOf(row.get(1))));
        assertEquals(coded, documented);
    }

    @Test
    void constantsOfFilesAreThoseOfTheCode() throws ReflectiveOperationException {
        constantsAreThoseOf("16.3", "constant", FileLimits.class);
    }

    @Test
    void constantsOfMailboxesAreThoseOfTheCode() throws ReflectiveOperationException {
        constantsAreThoseOf("14.4", "constant", MailLimits.class);
        constantsAreThoseOf("14.5", "constant", KeeperLimits.class);
    }

    @Test
    void wordsOfFilesAreThoseOfTheCode() {
        Map<String, Integer> answers = new TreeMap<>();
        Spec.table("16.1", "`answer`").forEach(row -> answers.put(Spec.code(row.get(0)), Integer.valueOf(row.get(1))));
        assertEquals(
                Arrays.stream(FileAnswer.values()).collect(Collectors.toMap(FileAnswer::word, FileAnswer::code)),
                answers);
        Map<String, Integer> fetches = new TreeMap<>();
        Spec.table("16.2", "`answer`").forEach(row -> fetches.put(Spec.code(row.get(0)), Integer.valueOf(row.get(1))));
        assertEquals(
                Arrays.stream(FetchFile.Answer.values())
                        .collect(Collectors.toMap(FetchFile.Answer::word, FetchFile.Answer::code)),
                fetches);
        assertEquals(
                Arrays.stream(FileEnd.values()).map(FileEnd::word).toList(),
                Spec.table("16.1", "`end`").stream()
                        .map(row -> Spec.code(row.get(0)))
                        .toList());
    }

    @Test
    void constantsOfDirectMessagesAreThoseOfTheCode() throws ReflectiveOperationException {
        constantsAreThoseOf("7.1", "constant", ChatLimits.class);
    }

    @Test
    void refusalsOfDirectMessagesAreThoseOfTheCode() {
        Map<String, String> coded = new TreeMap<>();
        for (DirectRefusal refusal : DirectRefusal.values()) {
            coded.put(refusal.word(), String.valueOf(refusal.code()));
        }
        Map<String, String> documented = new TreeMap<>();
        Spec.table("7.1", "reason").forEach(row -> documented.put(Spec.code(row.get(0)), row.get(1)));
        assertEquals(coded, documented);
    }

    private static int intOf(Field field) throws ReflectiveOperationException {
        field.setAccessible(true);
        return field.getInt(null);
    }

    @Test
    void theHeadersFieldsFollowEachOtherToItsEnd() {
        int offset = 0;
        List<String> names = new ArrayList<>();
        for (List<String> row : Spec.table("8.1", "offset")) {
            assertEquals(offset, Integer.parseInt(row.get(0)), row.get(2));
            offset += Integer.parseInt(row.get(1));
            names.add(row.get(2));
        }
        assertEquals(RoomHeader.BYTES, offset);
        List<String> coded = new ArrayList<>(List.of("magic"));
        Arrays.stream(RoomHeader.class.getRecordComponents()).forEach(component -> coded.add(component.getName()));
        assertEquals(coded, names);
    }

    @Test
    void theKindsOfDatagramsAreThoseOfTheCode() {
        Map<String, String> coded = Map.of(
                "SEALED", String.valueOf(RoomHeader.KIND_SEALED),
                "STATUS", String.valueOf(RoomHeader.KIND_STATUS),
                "NAK", String.valueOf(RoomHeader.KIND_NAK));
        Map<String, String> documented = new TreeMap<>();
        Spec.table("8.1", "kind").forEach(row -> documented.put(Spec.code(row.get(1)), row.get(0)));
        assertEquals(coded, documented);
    }

    @Test
    void timesAndBoundsOfARoomAreThoseOfTheCode() throws ReflectiveOperationException {
        constantsAreThoseOf("8.9", "what", Timing.class, org.hobnob.protocol.room.engine.Bounds.class);
    }

    @Test
    void timesAndBoundsOfAHandOutAreThoseOfTheCode() throws ReflectiveOperationException {
        constantsAreThoseOf("17.5", "what", HandoutTiming.class, HandoutBounds.class);
    }

    private static void constantsAreThoseOf(String section, String header, Class<?>... classes)
            throws ReflectiveOperationException {
        Map<String, Long> coded = new TreeMap<>();
        for (Class<?> constants : classes) {
            for (Field field : constants.getFields()) {
                coded.put(constants.getSimpleName() + "." + field.getName(), ((Number) field.get(null)).longValue());
            }
        }
        Map<String, Long> documented = new TreeMap<>();
        Spec.table(section, header).forEach(row -> documented.put(Spec.code(row.get(3)), Long.valueOf(row.get(1))));
        assertEquals(coded, documented);
    }

    @Test
    void signingContextsOfTheCodeAreDocumented() throws java.io.IOException {
        Set<String> documented = Spec.table("12.2", "text").stream()
                .map(row -> Spec.code(row.get(0)))
                .collect(Collectors.toSet());
        Pattern context = Pattern.compile("\"(hobnob [a-z -]+ [0-9]+(?: |\\\\0)?)\"");
        Set<String> coded = new TreeSet<>();
        for (Path sources : List.of(Path.of("src", "main"), Path.of("..", "verticles", "src", "main"))) {
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    context.matcher(Files.readString(file)).results().forEach(found -> coded.add(found.group(1)));
                }
            }
        }
        assertTrue(coded.contains("hobnob room sealed 1"), coded.toString());
        coded.removeAll(documented);
        assertEquals(Set.of(), coded, "contexts without a row in SPEC 12.2");
    }

    @Test
    void everySectionThatTheCodeCitesExists() throws java.io.IOException {
        Set<String> sections = Spec.sections().keySet();
        Pattern cited = Pattern.compile("SPEC ([0-9]+(?:\\.[0-9]+)?)(?:(?: to | and |, )([0-9]+(?:\\.[0-9]+)?))?");
        Set<String> missing = new TreeSet<>();
        int found = 0;
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Matcher matcher = cited.matcher(Files.readString(file));
                while (matcher.find()) {
                    found++;
                    Stream.of(matcher.group(1), matcher.group(2))
                            .filter(number -> number != null && !sections.contains(number))
                            .forEach(number -> missing.add(file.getFileName() + " cites " + number));
                }
            }
        }
        assertEquals(Set.of(), missing);
        assertTrue(found > 20, "citations " + found);
    }
}
