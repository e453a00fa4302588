package org.hobnob.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hobnob.protocol.Examples;
import org.hobnob.protocol.Spec;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.Particulars;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.junit.jupiter.api.Test;

/** SPEC's tables of messages (4, 5 and 7) say what the code writes; each side's change fails here. */
class SpecMessagesTest {
    /** How a line looks in the tables: name, count of words, keys of parameters. */
    private record Shape(String name, int words, List<String> params) {
        static Shape of(NativeLine line, int leading) {
            return new Shape(
                    line.name(),
                    line.words().size() - leading,
                    List.copyOf(line.params().keySet()));
        }

        /** What two examples have together: some parameters exclude each other. */
        Shape with(Shape other) {
            Set<String> all = new LinkedHashSet<>(params);
            all.addAll(other.params());
            return new Shape(name, words, List.copyOf(all));
        }

        static Shape documented(String name, String words, String params) {
            return new Shape(Spec.code(name), Spec.words(words).size(), Spec.codes(params));
        }
    }

    @Test
    void requestsAreThoseOfTheCode() {
        Map<String, Shape> coded = new TreeMap<>();
        for (Request request : Examples.requests()) {
            if (!(request instanceof Request.ListRosters)) {
                String key = request.getClass().getSimpleName() + " " + request.command();
                coded.merge(key, Shape.of(NativeRequests.print("1", request), 0), Shape::with);
            }
        }
        Map<String, Shape> documented = new TreeMap<>();
        for (List<String> row : Spec.table("4.1", "meaning").stream()
                .filter(row -> row.size() == 6)
                .toList()) {
            documented.put(
                    Spec.code(row.get(0)) + " " + Spec.code(row.get(2)),
                    Shape.documented(row.get(3), row.get(4), row.get(5)));
        }
        assertEquals(coded, documented);
    }

    @Test
    void repliesAreThoseOfTheCode() {
        Map<String, Shape> documented = new TreeMap<>();
        for (List<String> row : Spec.table("4.1", "meaning").stream()
                .filter(row -> row.size() == 5)
                .toList()) {
            documented.put(
                    Spec.code(row.get(0)) + " " + Spec.code(row.get(1)),
                    Shape.documented(row.get(2), withoutList(row.get(3)), row.get(4)));
        }
        Map<String, Shape> coded = new TreeMap<>();
        List<Reply> replies = new ArrayList<>(Examples.replies());
        replies.add(new Reply.LoggedIn(Command.RESUME, java.util.Optional.of(Examples.CREDENTIALS)));
        replies.add(new Reply.LoggedIn(Command.KEY_LOGIN, java.util.Optional.of(Examples.CREDENTIALS)));
        for (Command change : List.of(Command.SET_ROOM, Command.ADD_HOST, Command.DROP_HOST)) {
            replies.add(new Reply.RoomSet(change, Examples.STATE));
        }
        for (Reply reply : replies) {
            if (!(reply instanceof Reply.Rosters) && !(reply instanceof Reply.Refused)) {
                NativeLine line = NativeReplies.print("1", reply);
                String key = reply.getClass().getSimpleName() + " " + reply.command();
                coded.put(key, Shape.of(line, 2 + entryWords(reply)));
            }
        }
        assertEquals(coded, documented);
    }

    /** How many words the entries of an example's list take, and how many a contact takes. */
    private static int entryWords(Reply reply) {
        int contact = Spec.table("4.5", "word").size();
        int summary = Spec.table("4.4", "word").size();
        if (reply instanceof Reply.Rooms rooms) {
            return rooms.rooms().size() * summary;
        }
        if (reply instanceof Reply.RoomNames names) {
            return names.rooms().size();
        }
        if (reply instanceof Reply.Peers peers) {
            return peers.peers().size() * contact;
        }
        if (reply instanceof Reply.PeerNames names) {
            return names.peers().size();
        }
        if (reply instanceof Reply.Bans bans) {
            return bans.users().size();
        }
        if (reply instanceof Reply.RoomPeers peers) {
            return peers.members().size() * contact;
        }
        if (reply instanceof Reply.Sessions sessions) {
            return sessions.families().size() * Spec.table("4.10", "word").size();
        }
        // One word in the table stands for the whole contact.
        return reply instanceof Reply.UserFound ? contact - 1 : 0;
    }

    @Test
    void refusalsAreThoseOfTheCode() {
        NativeLine line = NativeReplies.print(
                "1",
                new Reply.Refused(Command.LOGIN, Reason.BANNED, 5, new Particulars("be kind", OptionalLong.of(9))));
        assertEquals(
                List.of("reason", "wait", "words", "until"),
                List.copyOf(line.params().keySet()));
        Set<String> commands = new TreeSet<>();
        for (List<String> row : Spec.table("4.1", "refusals of")) {
            commands.add(Spec.code(row.get(0)));
            Spec.codes(row.get(1))
                    .forEach(word -> assertTrue(Reason.ofWord(word).isPresent(), word));
        }
        assertEquals(
                Arrays.stream(Command.values()).map(Command::name).collect(Collectors.toCollection(TreeSet::new)),
                commands);
    }

    @Test
    void orderOfRefusalsHasAllOfTheCommand() {
        Map<String, List<String>> ordered = new TreeMap<>();
        Spec.table("3.5", "command").forEach(row -> ordered.put(Spec.code(row.get(0)), Spec.codes(row.get(1))));
        for (List<String> row : Spec.table("4.1", "refusals of")) {
            List<String> order = ordered.get(Spec.code(row.get(0)));
            if (order == null) {
                continue;
            }
            Set<String> missing = new TreeSet<>(Spec.codes(row.get(1)));
            order.forEach(missing::remove);
            // The steps before the command's own.
            missing.removeAll(Set.of("not-logged-in", "not-yours", "bad-name"));
            assertEquals(Set.of(), missing, row.toString());
        }
    }

    @Test
    void everyReasonIsMetSomewhere() {
        Set<String> met = Spec.table("4.1", "refusals of").stream()
                .flatMap(row -> Spec.codes(row.get(1)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        met.addAll(Set.of("malformed", "too-long", "slow-down", "internal", "unavailable"));
        // What peers find out themselves; no registry says it.
        met.addAll(Set.of("wrong-key", "key-changed", "queue-full", "later-version", "other-kind"));
        assertEquals(Stream.of(Reason.values()).map(Reason::word).collect(Collectors.toCollection(TreeSet::new)), met);
    }

    @Test
    void namesTellPeersRepliesFromMessages() {
        List<PeerReply> all = Examples.peerReplies().stream()
                .filter(reply -> !(reply instanceof PeerReply.KeeperAnswer))
                .toList();
        for (PeerReply reply : all) {
            assertTrue(NativePeer.isReply(NativePeer.print("1", reply)), reply.toString());
        }
        for (PeerMessage message : Examples.peerMessages()) {
            assertFalse(NativePeer.isReply(NativePeer.print("1", message)), message.toString());
        }
    }

    @Test
    void noticesAreThoseOfTheCode() {
        Map<String, Shape> coded = new TreeMap<>();
        Examples.notices()
                .forEach(notice ->
                        coded.put(notice.getClass().getSimpleName(), Shape.of(NativeNotices.print(notice), 0)));
        Map<String, Shape> documented = new TreeMap<>();
        Spec.table("4.7", "meaning")
                .forEach(row ->
                        documented.put(Spec.code(row.get(0)), Shape.documented(row.get(1), row.get(2), row.get(3))));
        assertEquals(coded, documented);
    }

    @Test
    void endsOfSessionsAreThoseOfTheCode() {
        List<String> documented = Spec.table("4.7", "end").stream()
                .map(row -> Spec.code(row.get(0)))
                .toList();
        List<String> coded = Arrays.stream(SessionEnd.values())
                .filter(SessionEnd::isTold)
                .map(reason -> NativeNotices.print(Notice.SessionEnded.of(reason))
                        .words()
                        .get(0))
                .toList();
        assertEquals(coded, documented);
    }

    @Test
    void peerMessagesAreThoseOfTheCode() {
        Map<String, Shape> coded = new TreeMap<>();
        // Those to a keeper are spelt as 4.1 says, with the sender in front (14.5).
        Examples.peerMessages().stream()
                .filter(message -> !(message instanceof PeerMessage.AskKeeper))
                .forEach(message -> coded.put(
                        message.getClass().getSimpleName(),
                        Shape.of(NativePeer.print("1", message), entryWords(message))));
        Map<String, Shape> documented = new TreeMap<>();
        Spec.table("7", "meaning")
                .forEach(row -> documented.put(
                        Spec.code(row.get(0)), Shape.documented(row.get(2), withoutList(row.get(3)), row.get(4))));
        assertEquals(coded, documented);
    }

    /** How many words the list takes with which an example ends. */
    private static int entryWords(PeerMessage message) {
        if (message instanceof PeerMessage.DirectBroadcast broadcast) {
            return broadcast.datagrams().size();
        }
        return message instanceof PeerMessage.GiveRoomKeys give
                ? give.keys().chains().size()
                : 0;
    }

    private static int entryWords(PeerReply reply) {
        if (reply instanceof PeerReply.RoomRepair repair) {
            return repair.datagrams().size();
        }
        if (reply instanceof PeerReply.RoomHistory history) {
            return history.entries().orElseThrow().size();
        }
        if (reply instanceof PeerReply.RoomHeads heads) {
            return heads.heads().orElseThrow().size();
        }
        return reply instanceof PeerReply.RoomKeysAnswer answer
                ? answer.keys().orElseThrow().chains().size()
                : 0;
    }

    /** The words of a cell but for the list with which they may end. */
    private static String withoutList(String cell) {
        return cell.replaceAll("[a-z]+…", "").strip();
    }

    @Test
    void peerRepliesAreThoseOfTheCode() {
        Map<String, Shape> documented = new TreeMap<>();
        Map<String, String> codes = new TreeMap<>();
        for (List<String> row : Spec.table("7", "reply")) {
            codes.put(Spec.code(row.get(0)), row.get(2));
            documented.put(Spec.code(row.get(0)), Shape.documented(row.get(1), withoutList(row.get(3)), row.get(4)));
        }
        Map<String, Shape> coded = new TreeMap<>();
        List<PeerReply> all = Examples.peerReplies().stream()
                .filter(reply -> !(reply instanceof PeerReply.KeeperAnswer))
                .toList();
        for (PeerReply reply : all) {
            NativeLine line = NativePeer.print("1", reply);
            String type = reply.getClass().getSimpleName();
            coded.put(type, Shape.of(line, 2 + entryWords(reply)));
            String code = line.words().get(1).replaceAll("[<>]", "");
            assertTrue(codes.get(type).equals("2.5") || codes.get(type).contains(code), type);
        }
        assertEquals(coded, documented);
    }

    @Test
    void decisionsAreThoseOfTheCode() {
        Set<List<String>> documented = Spec.table("7", "phrase").stream()
                .map(row -> List.of(Spec.code(row.get(0)), row.get(1), String.join("", Spec.codes(row.get(2)))))
                .collect(Collectors.toSet());
        Set<List<String>> coded = Arrays.stream(PeerReply.ChatDecision.values())
                .map(decision -> NativePeer.print("1", new PeerReply.ChatAnswer(decision, Examples.KAREEM)))
                .map(line -> List.of(
                        line.words().get(0).replaceAll("[<>]", ""),
                        line.words().get(1).replaceAll("[<>]", ""),
                        line.params().getOrDefault("reason", "")))
                .collect(Collectors.toSet());
        assertEquals(coded, documented);
    }

    @Test
    void theOriginalsTableIsThatOfTheCode() {
        Map<String, String> sample = Map.of(
                "user", "Kareem",
                "self", "Kareem",
                "room", "Networks",
                "hash", Examples.PASSWORD.hex(),
                "detail", "SIMPLE");
        Set<Command> documented = new TreeSet<>();
        for (List<String> row : Spec.table("5.2", "command")) {
            Command command = Command.valueOf(Spec.code(row.get(0)));
            documented.add(command);
            List<String> words = new ArrayList<>(List.of(Spec.code(row.get(1))));
            List<String> needed = Spec.words(row.get(2)).stream()
                    .filter(word -> !word.startsWith("["))
                    .toList();
            needed.forEach(word -> words.add(sample.get(word)));
            Parsed.Valid<?> whole = assertInstanceOf(Parsed.Valid.class, parse(words), command.name());
            assertEquals(command, ((Request) whole.value()).command());
            if (!needed.isEmpty()) {
                words.remove(words.size() - 1);
                assertEquals(new Parsed.Invalid<Request>(command, Reason.MALFORMED), parse(words));
            }
            assertEquals(Spec.code(row.get(4)), firstWord(new Reply.Refused(command, Reason.MALFORMED)));
        }
        for (Reply reply : Examples.replies()) {
            OriginalDialect.print(reply)
                    .filter(text -> !(reply instanceof Reply.Refused))
                    .ifPresent(text -> assertEquals(
                            successName(reply.command()),
                            text.split(" ")[0],
                            reply.getClass().getName()));
        }
        Set<Command> spoken = Arrays.stream(Command.values())
                .filter(command ->
                        !firstWord(new Reply.Refused(command, Reason.MALFORMED)).equals("ERROR"))
                .collect(Collectors.toCollection(TreeSet::new));
        spoken.add(Command.LOGOUT);
        assertEquals(spoken, documented);
    }

    private static String successName(Command command) {
        return Spec.table("5.2", "command").stream()
                .filter(row -> Spec.code(row.get(0)).equals(command.name()))
                .map(row -> Spec.code(row.get(3)))
                .findFirst()
                .orElseThrow();
    }

    private static Parsed<Request> parse(List<String> words) {
        return OriginalDialect.parse(String.join(" ", words).getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }

    private static String firstWord(Reply reply) {
        return OriginalDialect.print(reply).orElseThrow().split(" ")[0];
    }

    @Test
    void wordsOfSmallValuesMatchTheSpec() {
        String section = String.join("\n", Spec.sections().get("4.5")).toLowerCase(Locale.ROOT);
        assertTrue(section.contains("`native` or `original`"));
        assertEquals(NativeContacts.CONTACT_WORDS, Spec.table("4.5", "word").size());
        assertEquals(NativeContacts.SUMMARY_WORDS, Spec.table("4.4", "word").size());
    }
}
