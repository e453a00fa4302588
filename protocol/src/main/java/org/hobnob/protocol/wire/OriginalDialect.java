package org.hobnob.protocol.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.Member;
import org.hobnob.protocol.message.directory.Roster;
import org.hobnob.protocol.message.directory.Whereabouts;
import org.hobnob.protocol.message.value.Detail;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;

/**
 * The spelling of the original programs (SPEC 5): no terminators; one TLS record is one message, split at
 * whitespace; every answer is one record of at most {@link Limits#ORIGINAL_READ_BYTES}.
 */
public final class OriginalDialect {
    /** What the registry sends first, unasked. */
    public static final String GREETING = "HELLO_BACK SUCCESS 200 ";

    /** What precedes the first word. White space is U+0009 to U+000D and the blank, here and between words. */
    private static final Pattern GREETED = Pattern.compile("^(?:\\s+|HELLO_P2P)*");

    /** One command: its spelling, the names of its answers on success and failure, and the words that it requires. */
    private record Row(
            Command command,
            String name,
            String success,
            String failure,
            int arity,
            Function<String[], Optional<Request>> read) {}

    private static final List<Row> ROWS = List.of(
            new Row(
                    Command.REGISTER,
                    "REGISTER",
                    "REGISTER",
                    "REGISTER",
                    2,
                    credentials((user, password) -> new Request.Register(user, password))),
            new Row(
                    Command.LOGIN,
                    "LOGIN",
                    "AUTH",
                    "AUTH",
                    2,
                    credentials((user, password) -> new Request.Login(user, password, Whereabouts.UNSAID))),
            new Row(Command.LOGOUT, "LOGOUT", "LOGOUT", "ERROR", 0, OriginalDialect::readLogout),
            new Row(
                    Command.SEARCH_USER,
                    "SEARCH_USER",
                    "SEARCH_USER_RESPONSE",
                    "SEARCH_USER_RESPONSE",
                    1,
                    words -> UserName.of(words[1]).map(Request.SearchUser::new)),
            new Row(Command.LIST_PEERS, "DISCOVER_PEERS", "PEER_LIST", "PEER_LIST", 2, OriginalDialect::readPeers),
            new Row(
                    Command.CREATE_ROOM,
                    "CREATE-CHAT-ROOM",
                    "CREATION",
                    "CREATION",
                    2,
                    roomThenUser((room, user) -> new Request.CreateRoom(
                            room, Optional.empty(), 0, Title.NONE, RoomKind.OPEN, Optional.of(user)))),
            new Row(
                    Command.JOIN_ROOM,
                    "JOIN-CHAT-ROOM",
                    "JOIN",
                    "JOIN",
                    2,
                    roomThenUser((room, user) -> new Request.JoinRoom(room, Optional.empty(), Optional.of(user)))),
            new Row(
                    Command.EXIT_ROOM,
                    "ROOM-EXIT",
                    "ROOM-EXIT-RESPONSE",
                    "ROOM-EXIT-RESPONSE",
                    2,
                    OriginalDialect::readExit),
            new Row(
                    Command.LIST_ROOMS,
                    "SHOW-ROOM-LIST",
                    "ROOMS-LIST",
                    "ROOM-LIST",
                    0,
                    words -> Optional.of(new Request.ListRosters())),
            new Row(
                    Command.LIST_ROOM_PEERS,
                    "DISCOVER-ROOM-PEERS",
                    "PEER-LIST",
                    "PEER-LIST",
                    1,
                    words -> RoomName.of(words[1]).map(room -> new Request.ListRoomPeers(room, Optional.empty()))));

    private static final Map<String, Row> BY_NAME = ROWS.stream().collect(Collectors.toMap(Row::name, row -> row));
    private static final Map<Command, Row> BY_COMMAND =
            ROWS.stream().collect(Collectors.toMap(Row::command, row -> row));

    private OriginalDialect() {}

    /**
     * Parses a message.
     *
     * @param message the bytes of one read, at most {@link Limits#ORIGINAL_READ_BYTES}
     * @return empty if the message is a greeting or blank and needs no answer
     */
    public static Optional<Parsed<Request>> parse(byte[] message) {
        String text =
                GREETED.matcher(new String(message, StandardCharsets.UTF_8)).replaceFirst("");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String[] words = text.split("\\s+");
        Row row = BY_NAME.get(words[0]);
        if (row == null) {
            return Optional.of(new Parsed.Invalid<>(Command.UNKNOWN, Reason.UNKNOWN_COMMAND));
        }
        Optional<Request> request =
                words.length - 1 < row.arity() ? Optional.empty() : row.read().apply(words);
        return Optional.of(request.<Parsed<Request>>map(Parsed.Valid::new)
                .orElseGet(() -> new Parsed.Invalid<>(row.command(), misread(row, words))));
    }

    /** For a request of a room's peers, a room with an invalid name is an unknown room. */
    private static Reason misread(Row row, String[] words) {
        boolean complete = words.length - 1 >= row.arity();
        return complete && row.command() == Command.LIST_ROOM_PEERS ? Reason.NO_SUCH_ROOM : Reason.MALFORMED;
    }

    /**
     * Encodes the answer in at most {@link Limits#ORIGINAL_READ_BYTES} bytes; lists are cut after a whole entry.
     *
     * @return empty if the dialect has no such answer: for a logout or a ping, or for what only native peers are
     *     told
     */
    public static Optional<String> print(Reply reply) {
        if (reply instanceof Reply.Refused refused) {
            return Optional.of(refusal(refused));
        }
        Row row = BY_COMMAND.get(reply.command());
        if (row == null || reply instanceof Reply.LoggedOut) {
            return Optional.empty();
        }
        return Optional.of(body(row.success() + " <SUCCESS> <200>", reply));
    }

    private static String refusal(Reply.Refused refused) {
        Row row = BY_COMMAND.get(refused.command());
        if (refused.command() == Command.LIST_ROOM_PEERS && refused.reason() == Reason.NO_SUCH_ROOM) {
            // The original did not distinguish unknown rooms from empty ones.
            return row.success() + " <SUCCESS> <200>";
        }
        // The third word must be one of the three codes that the client knows.
        int code = refused.reason().code() == 300 ? 300 : 404;
        String name = row == null ? "ERROR" : row.failure();
        String phrase =
                refused.command() == Command.LIST_ROOMS ? "FAILURE" : StatusCode.phrase(refused.command(), code);
        return name + " <" + phrase + "> <" + code + ">";
    }

    private static String body(String head, Reply reply) {
        if (reply instanceof Reply.UserFound found) {
            Contact contact = found.contact();
            return head + " " + contact.ip() + ":" + contact.udpPort();
        }
        if (reply instanceof Reply.RoomJoined joined) {
            return head + " " + joined.state().host();
        }
        if (reply instanceof Reply.Peers peers) {
            return list(head, " ", peers.peers(), c -> c.user() + " (" + c.ip() + ":" + c.udpPort() + ")");
        }
        if (reply instanceof Reply.PeerNames names) {
            return list(head, " ", names.peers(), UserName::shown);
        }
        if (reply instanceof Reply.RoomPeers peers) {
            List<UserName> names = peers.members().stream().map(Member::user).toList();
            return list(head, " ", names, UserName::shown);
        }
        if (reply instanceof Reply.Rosters rosters) {
            return rosters(head, rosters.rosters());
        }
        return head;
    }

    /** Returns the members as a Python list, the host, and a full stop. */
    private static String roster(Roster roster) {
        String members =
                roster.members().stream().map(member -> "'" + member + "'").collect(Collectors.joining(", ", "[", "]"));
        return roster.room() + " " + members + " " + roster.host() + ".";
    }

    /**
     * The rooms follow one space, without separators; the space is there even without rooms (SPEC 5.2). A room that
     * is too long is skipped, so that it does not hide the others.
     */
    private static String rosters(String head, List<Roster> rosters) {
        int most = Limits.ORIGINAL_READ_BYTES - head.length() - 1;
        List<String> spelt = rosters.stream()
                .map(OriginalDialect::roster)
                .filter(room -> room.length() <= most)
                .toList();
        return list(head + " ", "", spelt, room -> room);
    }

    private static <T> String list(String head, String separator, List<T> entries, Function<T, String> spell) {
        StringBuilder text = new StringBuilder(head);
        for (T entry : entries) {
            String next = separator + spell.apply(entry);
            // Names and addresses are ASCII, so a character is a byte.
            if (text.length() + next.length() > Limits.ORIGINAL_READ_BYTES) {
                break;
            }
            text.append(next);
        }
        return text.toString();
    }

    private static Function<String[], Optional<Request>> credentials(BiFunction<UserName, PasswordHash, Request> make) {
        return words -> UserName.of(words[1])
                .flatMap(user -> PasswordHash.of(words[2]).map(password -> make.apply(user, password)));
    }

    private static Function<String[], Optional<Request>> roomThenUser(BiFunction<RoomName, UserName, Request> make) {
        return words ->
                RoomName.of(words[1]).flatMap(room -> UserName.of(words[2]).map(user -> make.apply(room, user)));
    }

    private static Optional<Request> readExit(String[] words) {
        return UserName.of(words[1])
                .flatMap(user -> RoomName.of(words[2]).map(room -> new Request.ExitRoom(user, room)));
    }

    /** An invalid name belongs to nobody, so the request is malformed. */
    private static Optional<Request> readLogout(String[] words) {
        return words.length == 1
                ? Optional.of(new Request.Logout(Optional.empty()))
                : UserName.of(words[1]).map(user -> new Request.Logout(Optional.of(user)));
    }

    private static Optional<Request> readPeers(String[] words) {
        Optional<Detail> detail = switch (words[1]) {
            case "DETAILED" -> Optional.of(Detail.DETAILED);
            case "SIMPLE" -> Optional.of(Detail.PARTIAL);
            default -> Optional.empty();
        };
        return detail.map(known -> new Request.ListPeers(known, Optional.empty()));
    }

    /** Splits one record into the reads that an original registry would have made of it. */
    public static List<byte[]> reads(byte[] recordBytes) {
        int parts = (recordBytes.length + Limits.ORIGINAL_READ_BYTES - 1) / Limits.ORIGINAL_READ_BYTES;
        return IntStream.range(0, parts)
                .mapToObj(i -> Arrays.copyOfRange(
                        recordBytes,
                        i * Limits.ORIGINAL_READ_BYTES,
                        Math.min(recordBytes.length, (i + 1) * Limits.ORIGINAL_READ_BYTES)))
                .toList();
    }
}
