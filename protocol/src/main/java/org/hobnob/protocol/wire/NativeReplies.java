package org.hobnob.protocol.wire;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Particulars;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.Member;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.directory.RoomSummary;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.Detail;
import org.hobnob.protocol.message.value.FreeText;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UnixTime;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.message.value.UserStatus;

/** The native spelling of replies: {@code @tag NAME <PHRASE> <CODE> …} (SPEC 4.1). */
public final class NativeReplies {
    private static final Pattern CODE = Pattern.compile("<([0-9]{3})>");
    /** For the tag and the name, and for parameters that are written after the entries. */
    private static final int PAGE_MARGIN = 128;

    private static final Map<Command, String> NAMES = new EnumMap<>(Map.ofEntries(
            Map.entry(Command.HELLO, "HELLO_BACK"),
            Map.entry(Command.REGISTER, "REGISTER"),
            Map.entry(Command.LOGIN, "AUTH"),
            Map.entry(Command.RESUME, "AUTH"),
            Map.entry(Command.KEY_LOGIN, "AUTH"),
            Map.entry(Command.LOGOUT, "LOGOUT"),
            Map.entry(Command.CHANGE_PASSWORD, "PASSWORD"),
            Map.entry(Command.LIST_SESSIONS, "SESSIONS"),
            Map.entry(Command.CHECK_NAME, "CHECK_NAME"),
            Map.entry(Command.SET_STATUS, "STATUS"),
            Map.entry(Command.CREATE_ROOM, "CREATION"),
            Map.entry(Command.JOIN_ROOM, "JOIN"),
            Map.entry(Command.EXIT_ROOM, "ROOM_EXIT_RESPONSE"),
            Map.entry(Command.KICK_MEMBER, "KICK"),
            Map.entry(Command.SET_TOPIC, "TOPIC"),
            Map.entry(Command.SET_ROOM, "ROOM_SET"),
            Map.entry(Command.BAN_USER, "BAN"),
            Map.entry(Command.UNBAN_USER, "UNBAN"),
            Map.entry(Command.LIST_BANS, "ROOM_BANS"),
            Map.entry(Command.INVITE_USER, "INVITE"),
            Map.entry(Command.ADD_HOST, "HOST"),
            Map.entry(Command.DROP_HOST, "UNHOST"),
            Map.entry(Command.LIST_ROOMS, "ROOMS_LIST"),
            Map.entry(Command.SEARCH_USER, "SEARCH_USER_RESPONSE"),
            Map.entry(Command.LIST_PEERS, "PEER_LIST"),
            Map.entry(Command.LIST_ROOM_PEERS, "PEER_LIST"),
            Map.entry(Command.PUT_PREKEYS, "PUT_PREKEYS"),
            Map.entry(Command.TAKE_PREKEY, "TAKE_PREKEY"),
            Map.entry(Command.PUT_LETTER, "PUT_LETTER"),
            Map.entry(Command.FETCH_LETTERS, "FETCH_LETTERS"),
            Map.entry(Command.DROP_LETTERS, "DROP_LETTERS"),
            Map.entry(Command.ALLOW_MAIL, "ALLOW_MAIL"),
            Map.entry(Command.ADMINISTER, "ADMIN"),
            Map.entry(Command.REPORT, "REPORT"),
            Map.entry(Command.PING, "PONG"),
            Map.entry(Command.UNKNOWN, "ERROR")));

    private NativeReplies() {}

    /** Returns the name of the reply to the command. */
    public static String name(Command command) {
        return NAMES.get(command);
    }

    /**
     * Encodes the reply. A list that exceeds {@link Limits#LINE_BYTES} is cut after a whole entry and marked as
     * continued.
     *
     * @throws IllegalArgumentException for {@link Reply.Rosters}, which only the original dialect has
     */
    public static NativeLine print(String tag, Reply reply) {
        LineBuilder line = new LineBuilder();
        if (reply instanceof Reply.Refused refused) {
            status(line, refused.command(), refused.reason().code());
            line.param("reason", refused.reason().word());
            if (refused.waitMs() > 0) {
                line.param("wait", refused.waitMs());
            }
            write(refused.particulars(), line);
        } else {
            status(line, reply.command(), 200);
            writeBody(reply, line);
        }
        return line.build(tag, NAMES.get(reply.command()));
    }

    private static void write(Particulars particulars, LineBuilder line) {
        line.param("words", Optional.of(particulars.words()).filter(words -> !words.isEmpty()));
        particulars.until().ifPresent(until -> line.param("until", until));
    }

    private static void status(LineBuilder line, Command command, int code) {
        line.word("<" + StatusCode.phrase(command, code) + ">").word("<" + code + ">");
    }

    private static void writeBody(Reply reply, LineBuilder line) {
        if (reply instanceof Reply.HelloBack hello) {
            NativeLogins.write(hello, line);
        } else if (reply instanceof Reply.LoggedIn loggedIn) {
            loggedIn.credentials().ifPresent(credentials -> NativeLogins.write(credentials, line));
        } else if (reply instanceof Reply.PasswordChanged changed) {
            line.param("token", changed.token().text());
        } else if (reply instanceof Reply.Sessions sessions) {
            sessions.families().forEach(family -> NativeLogins.write(family, line));
        } else if (reply instanceof Reply.Administered answer) {
            NativeAdmin.write(answer, line);
        } else if (reply instanceof Reply.Reported reported) {
            line.word(reported.number());
        } else if (reply instanceof Reply.RoomCreated created) {
            NativeContacts.write(created.state(), line);
        } else if (reply instanceof Reply.RoomJoined joined) {
            NativeContacts.write(joined.state(), line);
        } else if (reply instanceof Reply.RoomSet set) {
            NativeContacts.write(set.state(), line);
        } else if (reply instanceof Reply.Bans bans) {
            bans.users().forEach(line::word);
        } else if (reply instanceof Reply.UserFound found) {
            NativeContacts.write(found.contact(), line);
            NativeContacts.writeBeside(List.of(found.contact()), line);
        } else if (reply instanceof Reply.Rooms rooms) {
            List<RoomSummary> page = writePage(
                    line,
                    rooms.rooms(),
                    rooms.more(),
                    NativeContacts::write,
                    room -> PageEntries.bytes(NativeContacts.firstMembers(room)));
            PageEntries.write("members", page, NativeContacts::firstMembers, line);
        } else if (reply instanceof Reply.RoomNames names) {
            line.param("detail", Detail.PARTIAL);
            writePage(line, names.rooms(), names.more(), (name, page) -> page.word(name));
        } else if (reply instanceof Reply.Peers peers) {
            List<Contact> page =
                    writePage(line, peers.peers(), peers.more(), NativeContacts::write, NativeContacts::bytesBeside);
            NativeContacts.writeBeside(page, line);
        } else if (reply instanceof Reply.PeerNames names) {
            line.param("detail", Detail.PARTIAL);
            writePage(line, names.peers(), names.more(), (name, page) -> page.word(name));
        } else if (reply instanceof Reply.RoomPeers peers) {
            NativeContacts.write(peers.state(), line);
            List<Member> page = writePage(
                    line, peers.members(), peers.more(), NativeContacts::write, NativeContacts::bytesBesideMember);
            NativeContacts.writeBesideMembers(page, line);
        } else if (reply instanceof Reply.PrekeysPut put) {
            line.param("left", put.left());
        } else if (reply instanceof Reply.PrekeyTaken taken) {
            NativeMailbox.write(taken, line);
        } else if (reply instanceof Reply.LetterPut put) {
            line.param("id", put.id());
        } else if (reply instanceof Reply.Letters letters) {
            NativeMailbox.write(letters, line);
        } else if (reply instanceof Reply.Rosters) {
            throw new IllegalArgumentException("the native dialect has no rosters");
        }
    }

    private static <T> void writePage(
            LineBuilder line, List<T> entries, boolean more, BiConsumer<T, LineBuilder> write) {
        writePage(line, entries, more, write, entry -> 0);
    }

    /**
     * Writes as many entries as fit.
     *
     * @param elsewhere returns how many bytes an entry takes in the line in addition to its words
     * @return the entries written
     */
    private static <T> List<T> writePage(
            LineBuilder line,
            List<T> entries,
            boolean more,
            BiConsumer<T, LineBuilder> write,
            ToIntFunction<T> elsewhere) {
        int room = Limits.LINE_BYTES - PAGE_MARGIN - line.bytes();
        int written = 0;
        for (T entry : entries) {
            LineBuilder trial = new LineBuilder();
            write.accept(entry, trial);
            room -= trial.bytes() + elsewhere.applyAsInt(entry);
            if (room < 0) {
                break;
            }
            line.words(trial);
            written++;
        }
        line.param("more", more || written < entries.size() ? "yes" : "no");
        return entries.subList(0, written);
    }

    /** Parses the reply to the command; only the status code decides between success and refusal. */
    public static Parsed<Reply> parse(NativeLine line, Command asked) {
        Fields fields = new Fields(line);
        fields.word(Optional::of);
        Integer code = fields.word(NativeReplies::code);
        boolean named = line.name().equals(NAMES.get(asked)) || isEarlyHello(line, asked) || isError(line);
        if (!named || code == null || code == 200 && isError(line)) {
            return new Parsed.Invalid<>(asked, Reason.MALFORMED);
        }
        return code == 200 ? readBody(fields, asked) : readRefusal(fields, line, asked, code);
    }

    /** Early registries refused a hello with {@code HELLO <FAILURE> <404>}. */
    private static boolean isEarlyHello(NativeLine line, Command asked) {
        return asked == Command.HELLO && line.name().equals("HELLO");
    }

    private static boolean isError(NativeLine line) {
        return line.name().equals(NAMES.get(Command.UNKNOWN));
    }

    /** Parses the number in a word such as {@code <404>}. */
    static Optional<Integer> code(String word) {
        Matcher matcher = CODE.matcher(word);
        return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }

    private static Parsed<Reply> readRefusal(Fields fields, NativeLine line, Command asked, int code) {
        Command command = isError(line) ? Command.UNKNOWN : asked;
        Reason reason = Optional.ofNullable(line.params().get("reason"))
                .flatMap(Reason::ofWord)
                .orElseGet(() -> Reason.ofCode(code, command));
        long waitMs = fields.param("wait", Fields::wholeNumber, 0L);
        Particulars particulars = readParticulars(fields);
        return fields.finish(asked, () -> new Reply.Refused(command, reason, waitMs, particulars));
    }

    /** What cannot be read of it is left out: it is refused in any case. */
    private static Particulars readParticulars(Fields fields) {
        String words =
                fields.param("words", Optional::of).filter(FreeText::isValid).orElse("");
        OptionalLong until = fields.param("until", Optional::of)
                .flatMap(Fields::wholeNumber)
                .filter(UnixTime::isValid)
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
        return new Particulars(words, until);
    }

    private static Parsed<Reply> readBody(Fields fields, Command asked) {
        return switch (asked) {
            case HELLO -> NativeLogins.readHelloBack(fields);
            case REGISTER -> fields.finish(asked, Reply.Registered::new);
            case LOGIN, RESUME, KEY_LOGIN -> NativeLogins.readLoggedIn(fields, asked);
            case LOGOUT -> fields.finish(asked, Reply.LoggedOut::new);
            case CHANGE_PASSWORD -> NativeLogins.readPasswordChanged(fields);
            case LIST_SESSIONS -> NativeLogins.readSessions(fields);
            case CHECK_NAME -> fields.finish(asked, Reply.NameFree::new);
            case SET_STATUS -> fields.finish(asked, Reply.StatusSet::new);
            case CREATE_ROOM -> {
                RoomState state = NativeContacts.readState(fields);
                yield fields.finish(asked, () -> new Reply.RoomCreated(state));
            }
            case JOIN_ROOM -> {
                RoomState state = NativeContacts.readState(fields);
                yield fields.finish(asked, () -> new Reply.RoomJoined(state));
            }
            case EXIT_ROOM -> fields.finish(asked, Reply.RoomExited::new);
            case KICK_MEMBER -> fields.finish(asked, Reply.MemberKicked::new);
            case SET_TOPIC, SET_ROOM, ADD_HOST, DROP_HOST -> NativeHosting.readRoomSet(fields, asked);
            case BAN_USER -> fields.finish(asked, Reply.UserBanned::new);
            case UNBAN_USER -> fields.finish(asked, Reply.UserUnbanned::new);
            case LIST_BANS -> NativeHosting.readBans(fields);
            case INVITE_USER -> fields.finish(asked, Reply.UserInvited::new);
            case LIST_ROOMS -> readRooms(fields, asked);
            case SEARCH_USER -> {
                Contact contact = NativeContacts.readContact(fields);
                Capabilities caps = NativeContacts.readCaps(fields);
                UserStatus status = NativeContacts.readStatus(fields);
                yield fields.finish(
                        asked, () -> new Reply.UserFound(contact.withCaps(caps).withStatus(status)));
            }
            case LIST_PEERS -> readPeers(fields, asked);
            case LIST_ROOM_PEERS -> readRoomPeers(fields, asked);
            case PUT_PREKEYS -> NativeMailbox.readPrekeysPut(fields);
            case TAKE_PREKEY -> NativeMailbox.readPrekeyTaken(fields);
            case PUT_LETTER -> NativeMailbox.readLetterPut(fields);
            case FETCH_LETTERS -> NativeMailbox.readLetters(fields);
            case DROP_LETTERS -> fields.finish(asked, Reply.LettersDropped::new);
            case ALLOW_MAIL -> fields.finish(asked, Reply.MailAllowed::new);
            case ADMINISTER -> NativeAdmin.readAnswer(fields);
            case REPORT -> NativeAdmin.readReported(fields);
            case PING -> fields.finish(asked, Reply.Pong::new);
            case UNKNOWN -> new Parsed.Invalid<>(asked, Reason.MALFORMED);
        };
    }

    private static Parsed<Reply> readRooms(Fields fields, Command asked) {
        boolean more = fields.param("more", Fields::flag, false);
        if (fields.param("detail", Optional::of, "").equals("PARTIAL")) {
            List<RoomName> names = fields.groups(1, () -> fields.word(RoomName::of));
            return fields.finish(asked, () -> new Reply.RoomNames(names, Reply.Page.next(names, more)));
        }
        PageEntries<RoomName, RoomSummary> rooms = fields.entries(
                        NativeContacts.SUMMARY_WORDS, RoomName::of, () -> NativeContacts.readSummary(fields))
                .with(fields, "members", Fields.list(UserName::of), RoomSummary::withMembers);
        return fields.finish(asked, () -> new Reply.Rooms(rooms.known(), rooms.next(more)));
    }

    private static Parsed<Reply> readPeers(Fields fields, Command asked) {
        boolean more = fields.param("more", Fields::flag, false);
        if (fields.param("detail", Optional::of, "").equals("PARTIAL")) {
            List<UserName> names = fields.groups(1, () -> fields.word(UserName::of));
            return fields.finish(asked, () -> new Reply.PeerNames(names, Reply.Page.next(names, more)));
        }
        PageEntries<UserName, Contact> peers = fields.entries(
                        NativeContacts.CONTACT_WORDS, UserName::of, () -> NativeContacts.readContact(fields))
                .with(fields, "caps", Capabilities::of, Contact::withCaps)
                .with(fields, "status", UserStatus::parse, Contact::withStatus);
        return fields.finish(asked, () -> new Reply.Peers(peers.known(), peers.next(more)));
    }

    private static Parsed<Reply> readRoomPeers(Fields fields, Command asked) {
        RoomState state = NativeContacts.readState(fields);
        boolean more = fields.param("more", Fields::flag, false);
        PageEntries<UserName, Member> members = fields.entries(
                        NativeContacts.CONTACT_WORDS, UserName::of, () -> NativeContacts.readMember(fields))
                .with(fields, "caps", Capabilities::of, NativeContacts::withCaps)
                .with(fields, "status", UserStatus::parse, NativeContacts::withStatus);
        return fields.finish(asked, () -> new Reply.RoomPeers(state, members.known(), members.next(more)));
    }
}
