package org.hobnob.protocol.wire;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.Detail;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.message.value.UserStatus;

/** The native spelling of requests, one row each (SPEC 4.1). */
public final class NativeRequests {
    /** The version of the native dialect. */
    public static final int VERSION = 1;

    private record Row<T extends Request>(
            Class<T> type, String name, BiConsumer<T, LineBuilder> write, Function<Fields, Parsed<Request>> read) {
        NativeLine print(String tag, Request request) {
            LineBuilder line = new LineBuilder();
            write.accept(type.cast(request), line);
            return line.build(tag, name);
        }
    }

    /** In the order of the exchanges; if two rows have the same name, the first one reads both. */
    private static final List<Row<? extends Request>> ROWS = List.of(
            new Row<>(Request.Hello.class, "HELLO_P2P", NativeRequests::writeHello, NativeRequests::readHello),
            new Row<>(Request.Register.class, "REGISTER", NativeLogins::writeRegister, NativeLogins::readRegister),
            new Row<>(Request.Login.class, "LOGIN", NativeLogins::writeLogin, NativeLogins::readLogin),
            new Row<>(Request.Resume.class, "RESUME", NativeLogins::writeResume, NativeLogins::readResume),
            new Row<>(Request.KeyLogin.class, "KEY_LOGIN", NativeLogins::writeKeyLogin, NativeLogins::readKeyLogin),
            new Row<>(
                    Request.CreateRoom.class,
                    "CREATE_CHAT_ROOM",
                    NativeRequests::writeCreate,
                    NativeRequests::readCreate),
            new Row<>(
                    Request.JoinRoom.class,
                    "JOIN_CHAT_ROOM",
                    (request, line) -> line.word(request.room())
                            .word(request.password().map(PasswordHash::hex).orElse("-"))
                            .word(1)
                            .param("user", request.actor()),
                    NativeRequests::readJoin),
            new Row<>(
                    Request.ExitRoom.class,
                    "ROOM_EXIT",
                    (request, line) -> line.word(request.actor()).word(request.room()),
                    NativeRequests::readExit),
            new Row<>(
                    Request.KickMember.class,
                    "KICK",
                    (request, line) -> line.word(request.member()).word(request.room()),
                    NativeRequests::readKick),
            new Row<>(Request.SetTopic.class, "TOPIC", NativeHosting::writeTopic, NativeHosting::readTopic),
            new Row<>(Request.SetRoom.class, "ROOM_SET", NativeHosting::writeSettings, NativeHosting::readSettings),
            new Row<>(
                    Request.BanUser.class,
                    "BAN",
                    (request, line) -> line.word(request.banned()).word(request.room()),
                    fields -> NativeHosting.readUser(fields, Command.BAN_USER, Request.BanUser::new)),
            new Row<>(
                    Request.UnbanUser.class,
                    "UNBAN",
                    (request, line) -> line.word(request.banned()).word(request.room()),
                    fields -> NativeHosting.readUser(fields, Command.UNBAN_USER, Request.UnbanUser::new)),
            new Row<>(
                    Request.ListBans.class,
                    "ROOM_BANS",
                    (request, line) -> line.word(request.room()),
                    NativeHosting::readListBans),
            new Row<>(
                    Request.InviteUser.class,
                    "INVITE",
                    (request, line) -> line.word(request.invited()).word(request.room()),
                    fields -> NativeHosting.readUser(fields, Command.INVITE_USER, Request.InviteUser::new)),
            new Row<>(
                    Request.AddHost.class,
                    "HOST",
                    (request, line) -> line.word(request.member()).word(request.room()),
                    fields -> NativeHosting.readMember(fields, Command.ADD_HOST, Request.AddHost::new)),
            new Row<>(
                    Request.DropHost.class,
                    "UNHOST",
                    (request, line) -> line.word(request.member()).word(request.room()),
                    fields -> NativeHosting.readMember(fields, Command.DROP_HOST, Request.DropHost::new)),
            new Row<>(
                    Request.ListRooms.class,
                    "SHOW_ROOMS_LIST",
                    (request, line) -> line.word(request.detail()).param("after", request.after()),
                    NativeRequests::readListRooms),
            new Row<>(
                    Request.SearchUser.class,
                    "SEARCH_USER",
                    (request, line) -> line.word(request.user()),
                    NativeRequests::readSearch),
            new Row<>(
                    Request.ListPeers.class,
                    "DISCOVER_PEERS",
                    (request, line) -> line.word(request.detail()).param("after", request.after()),
                    NativeRequests::readDiscover),
            new Row<>(
                    Request.ListRoomPeers.class,
                    "DISCOVER_PEERS",
                    (request, line) -> line.word(request.room()).param("after", request.after()),
                    NativeRequests::readDiscover),
            new Row<>(Request.Logout.class, "LOGOUT", NativeLogins::writeLogout, NativeLogins::readLogout),
            new Row<>(
                    Request.ChangePassword.class,
                    "PASSWORD",
                    NativeLogins::writeChangePassword,
                    NativeLogins::readChangePassword),
            new Row<>(
                    Request.ListSessions.class,
                    "SESSIONS",
                    (request, line) -> {},
                    fields -> fields.finish(Command.LIST_SESSIONS, Request.ListSessions::new)),
            new Row<>(
                    Request.CheckName.class,
                    "CHECK_NAME",
                    (request, line) -> line.word(request.user()),
                    NativeLogins::readCheckName),
            new Row<>(
                    Request.SetStatus.class,
                    "STATUS",
                    (request, line) -> line.word(request.status().state())
                            .word(request.status().text()),
                    NativeRequests::readStatus),
            new Row<>(
                    Request.PutPrekeys.class,
                    "PUT_PREKEYS",
                    NativeMailbox::writePutPrekeys,
                    NativeMailbox::readPutPrekeys),
            new Row<>(
                    Request.TakePrekey.class,
                    "TAKE_PREKEY",
                    (request, line) -> line.word(request.user()),
                    NativeMailbox::readTakePrekey),
            new Row<>(
                    Request.PutLetter.class, "PUT_LETTER", NativeMailbox::writePutLetter, NativeMailbox::readPutLetter),
            new Row<>(
                    Request.FetchLetters.class,
                    "FETCH_LETTERS",
                    (request, line) -> line.param("after", request.after()),
                    NativeMailbox::readFetchLetters),
            new Row<>(
                    Request.DropLetters.class,
                    "DROP_LETTERS",
                    NativeMailbox::writeDropLetters,
                    NativeMailbox::readDropLetters),
            new Row<>(
                    Request.AllowMail.class,
                    "ALLOW_MAIL",
                    (request, line) -> line.word(request.hash()).word(request.quota()),
                    NativeMailbox::readAllowMail),
            new Row<>(Request.Administer.class, "ADMIN", NativeAdmin::writeLine, NativeAdmin::readLine),
            new Row<>(Request.Report.class, "REPORT", NativeAdmin::writeReport, NativeAdmin::readReport),
            new Row<>(
                    Request.Ping.class,
                    "PING",
                    (request, line) -> {},
                    fields -> fields.finish(Command.PING, Request.Ping::new)));

    private NativeRequests() {}

    /**
     * Encodes the request.
     *
     * @throws IllegalArgumentException for {@link Request.ListRosters}, which only the original dialect has
     */
    public static NativeLine print(String tag, Request request) {
        return ROWS.stream()
                .filter(row -> row.type().isInstance(request))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no native spelling of " + request.getClass()))
                .print(tag, request);
    }

    /**
     * Parses a request. {@link Command#UNKNOWN} if its name is not in the table or no answer can be matched by its
     * tag.
     */
    public static Parsed<Request> parse(NativeLine line) {
        if (!line.isCorrelated()) {
            return new Parsed.Invalid<>(Command.UNKNOWN, Reason.MALFORMED);
        }
        return ROWS.stream()
                .filter(row -> row.name().equals(line.name()))
                .findFirst()
                .map(row -> row.read().apply(new Fields(line)))
                .orElseGet(() -> new Parsed.Invalid<>(Command.UNKNOWN, Reason.UNKNOWN_COMMAND));
    }

    private static void writeHello(Request.Hello hello, LineBuilder line) {
        line.param("version", hello.version());
        if (!hello.client().isEmpty()) {
            line.param("client", hello.client());
        }
    }

    private static Parsed<Request> readHello(Fields fields) {
        int version = fields.param("version", Fields::number, VERSION);
        String client = fields.param("client", Optional::of, "");
        return fields.finish(Command.HELLO, () -> new Request.Hello(version, client));
    }

    private static void writeCreate(Request.CreateRoom create, LineBuilder line) {
        line.word(create.room())
                .word(create.password().map(PasswordHash::hex).orElse("-"))
                .word(create.capacity())
                .word(create.title().text());
        if (create.kind() != RoomKind.SEALED) {
            line.param("kind", create.kind().word());
        }
        if (create.standing()) {
            line.param("standing", "yes");
        }
        line.param("user", create.actor());
    }

    private static Parsed<Request> readCreate(Fields fields) {
        RoomName room = fields.word(RoomName::of, Reason.BAD_NAME);
        Optional<PasswordHash> password = fields.word(Fields.orNone(PasswordHash::of));
        Integer capacity = fields.word(Fields::number);
        Title title = fields.word(Title::of);
        RoomKind kind = fields.param("kind", RoomKind::ofWord, RoomKind.SEALED);
        boolean standing = fields.param("standing", Fields::flag, false);
        Optional<UserName> actor = fields.optional("user", UserName::of, Reason.NOT_YOURS);
        return fields.finish(
                Command.CREATE_ROOM,
                () -> new Request.CreateRoom(room, password, capacity, title, kind, standing, actor));
    }

    private static Parsed<Request> readJoin(Fields fields) {
        RoomName room = fields.word(RoomName::of, Reason.NO_SUCH_ROOM);
        Optional<PasswordHash> password = fields.word(Fields.orNone(PasswordHash::of));
        fields.word(text -> text.equals("1") ? Optional.of(1) : Optional.empty());
        Optional<UserName> actor = fields.optional("user", UserName::of, Reason.NOT_YOURS);
        return fields.finish(Command.JOIN_ROOM, () -> new Request.JoinRoom(room, password, actor));
    }

    private static Parsed<Request> readExit(Fields fields) {
        UserName actor = fields.word(UserName::of, Reason.NOT_YOURS);
        RoomName room = fields.word(RoomName::of, Reason.NO_SUCH_ROOM);
        return fields.finish(Command.EXIT_ROOM, () -> new Request.ExitRoom(actor, room));
    }

    private static Parsed<Request> readStatus(Fields fields) {
        String state = fields.word(word -> Optional.of(word).filter(UserStatus::isState));
        String text = fields.word(Optional::of);
        Optional<UserStatus> status = state == null || text == null ? Optional.empty() : UserStatus.of(state, text);
        if (status.isEmpty()) {
            fields.miss(Reason.MALFORMED);
        }
        return fields.finish(Command.SET_STATUS, () -> new Request.SetStatus(status.orElseThrow()));
    }

    private static Parsed<Request> readKick(Fields fields) {
        UserName member = fields.word(UserName::of, Reason.NOT_A_MEMBER);
        RoomName room = fields.word(RoomName::of, Reason.NO_SUCH_ROOM);
        return fields.finish(Command.KICK_MEMBER, () -> new Request.KickMember(member, room));
    }

    private static Parsed<Request> readListRooms(Fields fields) {
        Detail detail = fields.word(NativeRequests::detail);
        Optional<RoomName> after = fields.param("after", RoomName::of);
        return fields.finish(Command.LIST_ROOMS, () -> new Request.ListRooms(detail, after));
    }

    private static Parsed<Request> readSearch(Fields fields) {
        UserName user = fields.word(UserName::of, Reason.NO_SUCH_USER);
        return fields.finish(Command.SEARCH_USER, () -> new Request.SearchUser(user));
    }

    /** {@code DETAILED} and {@code PARTIAL} are reserved names, so the word alone distinguishes the two requests. */
    private static Parsed<Request> readDiscover(Fields fields) {
        String word = fields.word(Optional::of);
        Optional<UserName> after = fields.param("after", UserName::of);
        if (word == null) {
            return fields.finish(Command.LIST_PEERS, () -> null);
        }
        Optional<Detail> detail = detail(word);
        if (detail.isPresent()) {
            return fields.finish(Command.LIST_PEERS, () -> new Request.ListPeers(detail.get(), after));
        }
        RoomName room = RoomName.of(word).orElseGet(() -> fields.miss(Reason.NO_SUCH_ROOM));
        return fields.finish(Command.LIST_ROOM_PEERS, () -> new Request.ListRoomPeers(room, after));
    }

    private static Optional<Detail> detail(String text) {
        return switch (text) {
            case "DETAILED" -> Optional.of(Detail.DETAILED);
            case "PARTIAL" -> Optional.of(Detail.PARTIAL);
            default -> Optional.empty();
        };
    }
}
