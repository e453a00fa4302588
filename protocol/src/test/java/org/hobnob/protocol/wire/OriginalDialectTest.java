package org.hobnob.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.hobnob.protocol.Examples;
import org.hobnob.protocol.Meaning;
import org.hobnob.protocol.Vectors;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.Member;
import org.hobnob.protocol.message.directory.Roster;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

/** SPEC 5, byte for byte. */
class OriginalDialectTest {
    private static final UserName ADA = new UserName("Ada");
    private static final Contact KAREEM = original(Examples.KAREEM, "192.168.1.7", 51_234);
    private static final Contact MYNAME = original(Examples.MYNAME, "192.168.1.8", 51_235);
    private static final Map<String, Reply> ANSWERS = Map.ofEntries(
            Map.entry("registered", new Reply.Registered()),
            Map.entry("logged in", new Reply.LoggedIn(Command.LOGIN, Optional.empty())),
            Map.entry("user found", new Reply.UserFound(KAREEM)),
            Map.entry("two peers", new Reply.Peers(List.of(KAREEM, MYNAME), Optional.empty())),
            Map.entry("two names", new Reply.PeerNames(List.of(Examples.KAREEM, Examples.MYNAME), Optional.empty())),
            Map.entry("created", new Reply.RoomCreated(Examples.STATE)),
            Map.entry("joined", new Reply.RoomJoined(Examples.STATE)),
            Map.entry("exited", new Reply.RoomExited()),
            Map.entry(
                    "two rooms",
                    new Reply.Rosters(List.of(
                            new Roster(Examples.NETWORKS, List.of(Examples.KAREEM, Examples.MYNAME), Examples.KAREEM),
                            new Roster(new RoomName("room170"), List.of(ADA), ADA)))),
            Map.entry("no rooms", new Reply.Rosters(List.of())),
            Map.entry("members", roomPeers(List.of(Examples.KAREEM, Examples.MYNAME))),
            Map.entry("no members", roomPeers(List.of())));

    @Test
    void requestsAreReadAsTheVectorsSay() {
        Set<Command> read = new HashSet<>();
        for (Vectors.Row row : Vectors.read("original.txt", 4)) {
            if (row.column(1).equals("request")) {
                byte[] bytes = Vectors.unquote(row.column(2)).getBytes(StandardCharsets.UTF_8);
                Optional<Parsed<Request>> parsed = OriginalDialect.parse(bytes);
                assertEquals(row.column(3), describe(parsed), row.name());
                parsed.filter(p -> p instanceof Parsed.Valid)
                        .ifPresent(p ->
                                read.add(((Parsed.Valid<Request>) p).value().command()));
            }
        }
        assertEquals(10, read.size(), "every row of the table is read: " + read);
    }

    private static String describe(Optional<Parsed<Request>> parsed) {
        if (parsed.isEmpty()) {
            return "silence";
        }
        if (parsed.get() instanceof Parsed.Invalid<Request> invalid) {
            return "bad " + invalid.command() + " " + invalid.reason().word();
        }
        return "ok " + Meaning.of((Record) ((Parsed.Valid<Request>) parsed.get()).value());
    }

    @Test
    void repliesAreWrittenAsTheVectorsSay() {
        Set<String> unused = new HashSet<>(ANSWERS.keySet());
        for (Vectors.Row row : Vectors.read("original.txt", 4)) {
            if (row.column(1).equals("reply")) {
                unused.remove(row.column(3));
                assertEquals(Vectors.unquote(row.column(2)), answer(row.column(3)), row.name());
            }
        }
        assertEquals(Set.of(), unused);
    }

    private static String answer(String name) {
        if (name.equals("greeting")) {
            return OriginalDialect.GREETING;
        }
        String[] words = name.split(" ");
        Reply reply = words[0].equals("refused")
                ? new Reply.Refused(
                        Command.valueOf(words[1]), Reason.ofWord(words[2]).orElseThrow())
                : ANSWERS.get(name);
        assertNotNull(reply, name);
        return OriginalDialect.print(reply).orElseThrow();
    }

    @Test
    void nativeOnlyMessagesHaveNoOriginalForm() {
        assertEquals(Optional.empty(), OriginalDialect.print(new Reply.LoggedOut()));
        assertEquals(Optional.empty(), OriginalDialect.print(new Reply.Pong()));
        assertEquals(Optional.empty(), OriginalDialect.print(new Reply.HelloBack(1, "", 0)));
    }

    @Test
    void aLongListIsCutAtAWholeEntryOf1024Bytes() {
        List<UserName> names = IntStream.range(0, 500)
                .mapToObj(i -> new UserName(String.format("user%03d", i)))
                .toList();
        String answer = OriginalDialect.print(new Reply.PeerNames(names, Optional.empty()))
                .orElseThrow();
        // 25 bytes of head, 8 for each name.
        assertEquals("PEER_LIST <SUCCESS> <200>".length() + 8 * 124, answer.length());
        assertTrue(answer.endsWith(" user123"));

        List<Contact> contacts =
                names.stream().map(name -> original(name, "10.0.0.1", 5_000)).toList();
        String detailed = OriginalDialect.print(new Reply.Peers(contacts, Optional.empty()))
                .orElseThrow();
        assertTrue(detailed.length() <= 1_024 && detailed.length() > 1_024 - " user000 (10.0.0.1:5000)".length());
        assertTrue(detailed.endsWith(" (10.0.0.1:5000)"));

        String peers = OriginalDialect.print(roomPeers(names)).orElseThrow();
        assertEquals(answer.replace('_', '-'), peers);
    }

    @Test
    void anAnswerOfExactly1024BytesIsNotCut() {
        // 25 bytes of head, 30 times 33, and 9.
        List<UserName> names = new ArrayList<>(IntStream.range(0, 30)
                .mapToObj(i -> new UserName("a".repeat(30) + String.format("%02d", i)))
                .toList());
        names.add(new UserName("b".repeat(8)));
        String answer = OriginalDialect.print(new Reply.PeerNames(names, Optional.empty()))
                .orElseThrow();
        assertEquals(1_024, answer.length());
        assertTrue(answer.endsWith(" bbbbbbbb"));
    }

    @Test
    void aLongListOfRoomsIsCutAtAWholeRoom() {
        List<Roster> rooms = IntStream.range(0, 200)
                .mapToObj(i -> new Roster(new RoomName("room" + i), List.of(ADA), ADA))
                .toList();
        String answer = OriginalDialect.print(new Reply.Rosters(rooms)).orElseThrow();
        assertTrue(answer.length() <= 1_024 && answer.length() > 990, "length " + answer.length());
        assertTrue(answer.endsWith("['Ada'] Ada."));
    }

    @Test
    void aRoomThatCanNeverFitHidesNoOther() {
        List<UserName> crowd = IntStream.range(0, 100)
                .mapToObj(i -> new UserName("somebody" + i))
                .toList();
        Roster huge = new Roster(new RoomName("huge"), crowd, crowd.get(0));
        Roster small = new Roster(Examples.NETWORKS, List.of(ADA), ADA);
        assertEquals(
                Optional.of("ROOMS-LIST <SUCCESS> <200> Networks ['Ada'] Ada."),
                OriginalDialect.print(new Reply.Rosters(List.of(huge, small))));
        assertEquals(
                Optional.of("ROOMS-LIST <SUCCESS> <200> "), OriginalDialect.print(new Reply.Rosters(List.of(huge))));
    }

    @Test
    void aRecordIsReadIn1024BytePieces() {
        byte[] bytes = new byte[2_500];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        List<byte[]> reads = OriginalDialect.reads(bytes);
        assertEquals(
                List.of(1_024, 1_024, 452), reads.stream().map(r -> r.length).toList());
        assertEquals((byte) 2_048, reads.get(2)[0]);
        assertEquals(1, OriginalDialect.reads(new byte[1_024]).size());
        assertEquals(List.of(), OriginalDialect.reads(new byte[0]));
        assertArrayEquals(new byte[] {7}, OriginalDialect.reads(new byte[] {7}).get(0));
    }

    private static Contact original(UserName user, String ip, int port) {
        return new Contact(user, ip, 0, port, DialectName.ORIGINAL, Optional.empty(), List.of());
    }

    private static Reply roomPeers(List<UserName> users) {
        List<Member> members =
                users.stream().map(user -> new Member(user, Optional.empty())).toList();
        return new Reply.RoomPeers(Examples.STATE, members, Optional.empty());
    }
}
