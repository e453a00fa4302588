package org.hobnob.protocol.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hobnob.protocol.Messages;
import org.hobnob.protocol.Values;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.room.OpenDatagram;
import org.hobnob.protocol.room.RoomHeader;

/** No input from outside makes a parser throw, and what a parser accepts can be printed. */
class NothingThrowsTest {
    @Property(tries = 2000)
    void noStringMakesAParserThrow(@ForAll String text) {
        readAsEverything(text);
    }

    @Property(tries = 2000)
    void noTextInTheShapeOfALineMakesAParserThrow(@ForAll("shapes") String text) {
        readAsEverything(text);
    }

    @Property(tries = 2000)
    void noMutationOfAGoodLineMakesAParserThrow(@ForAll("mutations") String text) {
        readAsEverything(text);
    }

    @Property(tries = 2000)
    void noBytesMakeAParserThrow(@ForAll byte[] bytes) {
        for (Frame frame : new LineFramer(100).feed(bytes)) {
            if (frame instanceof Frame.Line line) {
                readAsEverything(line.text());
            }
        }
        OriginalDialect.parse(bytes);
        OriginalDialect.reads(bytes).forEach(OriginalDialect::parse);
        OpenDatagram.parse(bytes).ifPresent(OpenDatagram::bytes);
        RoomHeader.parse(bytes).ifPresent(RoomHeader::bytes);
    }

    @Property(tries = 2000)
    void noOriginalMessageMakesTheParserThrow(@ForAll("originals") String text) {
        OriginalDialect.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void readAsEverything(String text) {
        NativeLine.tagOf(text);
        NativeLine.parse(text).ifPresent(line -> {
            line.print();
            NativeRequests.parse(line);
            Stream.of(Command.values()).forEach(command -> reprint(line, command));
            NativeNotices.parse(line);
            NativePeer.parseMessage(line);
            NativePeer.parseReply(line);
        });
        OriginalDialect.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void reprint(NativeLine line, Command asked) {
        if (NativeReplies.parse(line, asked) instanceof Parsed.Valid<org.hobnob.protocol.message.Reply> valid) {
            NativeReplies.print(line.tag(), valid.value()).print();
            OriginalDialect.print(valid.value());
        }
    }

    @Provide
    Arbitrary<String> shapes() {
        Arbitrary<String> name = Arbitraries.of(
                "HELLO_P2P",
                "REGISTER",
                "LOGIN",
                "RESUME",
                "CREATE_CHAT_ROOM",
                "JOIN_CHAT_ROOM",
                "ROOM_EXIT",
                "KICK",
                "SHOW_ROOMS_LIST",
                "SEARCH_USER",
                "DISCOVER_PEERS",
                "LOGOUT",
                "PING",
                "HELLO_BACK",
                "AUTH",
                "CREATION",
                "JOIN",
                "ROOMS_LIST",
                "SEARCH_USER_RESPONSE",
                "PEER_LIST",
                "PONG",
                "ERROR",
                "USER_JOINED",
                "USER_KICKED",
                "SESSION_ENDED",
                "PROBE",
                "CHAT_REQUEST",
                "CHAT_REQUEST_RESPONSE",
                "DIRECT_MESSAGE",
                "DIRECT_UNICAST_NOTIFICATION",
                "DIRECT_BROADCAST",
                "DIRECT_BROADCAST_NOTIFICATION");
        return Combinators.combine(Arbitraries.of("@1", "@!", "@?", "@", "1"), name, words())
                .as((tag, verb, rest) -> tag + " " + verb + " " + String.join(" ", rest));
    }

    @Provide
    Arbitrary<String> originals() {
        Arbitrary<String> name = Arbitraries.of(
                "HELLO_P2P",
                "HELLO_P2PREGISTER",
                "REGISTER",
                "LOGIN",
                "LOGOUT",
                "SEARCH_USER",
                "DISCOVER_PEERS",
                "CREATE-CHAT-ROOM",
                "JOIN-CHAT-ROOM",
                "ROOM-EXIT",
                "SHOW-ROOM-LIST",
                "DISCOVER-ROOM-PEERS");
        return Combinators.combine(name, words()).as((verb, rest) -> verb + " " + String.join(" ", rest));
    }

    private static Arbitrary<List<String>> words() {
        Arbitrary<String> word = Arbitraries.oneOf(
                Arbitraries.of(
                        "<SUCCESS>",
                        "<200>",
                        "<404>",
                        "<999>",
                        "Kareem",
                        "Networks",
                        "-",
                        "0",
                        "1",
                        "99999999999",
                        "DETAILED",
                        "PARTIAL",
                        "\\z",
                        "\\x1b",
                        "\\",
                        "a\\",
                        "\\xg1",
                        "yes",
                        "",
                        "a".repeat(64),
                        "more=yes",
                        "more=",
                        "version=0",
                        "version=1",
                        "host=Kareem",
                        "port=70000",
                        "port=1",
                        "capacity=0",
                        "capacity=1",
                        "id=1",
                        "=",
                        "a=b=c",
                        "detail=PARTIAL",
                        "reason=x",
                        "wait=-1",
                        "native",
                        "locked",
                        "from=Kareem",
                        "udp=65536",
                        "key=00",
                        "client=" + "c".repeat(201)),
                Values.hex(64),
                Values.texts(10));
        return word.list().ofMaxSize(12);
    }

    @Provide
    Arbitrary<String> mutations() {
        Arbitrary<String> good = Arbitraries.oneOf(
                Messages.requests()
                        .map(request -> NativeRequests.print("1", request).print()),
                Messages.replies().map(reply -> NativeReplies.print("1", reply).print()),
                Messages.notices().map(notice -> NativeNotices.print(notice).print()),
                Messages.peerMessages()
                        .map(message -> NativePeer.print("1", message).print()),
                Messages.peerReplies().map(reply -> NativePeer.print("1", reply).print()));
        Arbitrary<Integer> places = Arbitraries.integers().between(0, 10_000);
        Arbitrary<String> inserts = Arbitraries.of("", " ", "=", "\\", "<", "0", "-", ",", "é", "\0", "\ud800", "@");
        return Combinators.combine(good, places, Arbitraries.integers().between(0, 3), inserts)
                .as((line, place, dropped, insert) -> {
                    int at = place % (line.length() + 1);
                    int end = Math.min(line.length(), at + dropped);
                    return line.substring(0, at) + insert + line.substring(end);
                });
    }
}
