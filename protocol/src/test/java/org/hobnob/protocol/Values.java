package org.hobnob.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.hobnob.protocol.keepalive.KeepAliveKey;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.LoginFamily;
import org.hobnob.protocol.message.directory.Member;
import org.hobnob.protocol.message.directory.RoomSettings;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.directory.RoomSummary;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.directory.Whereabouts;
import org.hobnob.protocol.message.peer.HistoryEntry;
import org.hobnob.protocol.message.peer.RoomDatagram;
import org.hobnob.protocol.message.peer.RoomKeys;
import org.hobnob.protocol.message.peer.RoomLines;
import org.hobnob.protocol.message.peer.StreamHead;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.ChainKey;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.ControlKey;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.FamilyId;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.KeyHash;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.LogPlace;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.ResumeToken;
import org.hobnob.protocol.message.value.RoomHistory;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.RoomPosting;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.Signature;
import org.hobnob.protocol.message.value.StreamSalt;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.message.value.UserStatus;

/** Arbitrary values that messages are made of; valid ones throughout. */
public final class Values {
    /** The highest number that a line spells. */
    public static final long MAX_NUMBER = 999_999_999_999_999_999L;

    private Values() {}

    /** Anything that is Unicode: blanks, {@code =}, backslashes, controls, quotes, scripts, emoji; may be empty. */
    public static Arbitrary<String> texts(int maxCharacters) {
        Arbitrary<Character> any = Arbitraries.oneOf(
                Arbitraries.chars().with(' ', '=', '\\', '\n', '\r', '\t', '@', '<', '>', '-', ',', ':', '.'),
                Arbitraries.chars().range('\0', (char) 0x7f),
                Arbitraries.chars().range((char) 0x80, (char) 0xd7ff),
                Arbitraries.chars().range((char) 0xe000, (char) 0xffff));
        Arbitrary<String> plane0 = any.map(String::valueOf);
        Arbitrary<String> beyond =
                Arbitraries.integers().between(0x10000, 0x10ffff).map(Character::toString);
        return Arbitraries.frequencyOf(Tuple.of(9, plane0), Tuple.of(1, beyond))
                .list()
                .ofMaxSize(maxCharacters)
                .map(parts -> String.join("", parts));
    }

    private static Arbitrary<String> names() {
        Arbitrary<String> first = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .ofLength(1);
        Arbitrary<String> rest = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .numeric()
                .withChars('_', '-')
                .ofMaxLength(31);
        return Combinators.combine(first, rest).as(String::concat);
    }

    public static Arbitrary<UserName> users() {
        return names().map(UserName::of).filter(Optional::isPresent).map(Optional::get);
    }

    public static Arbitrary<HostPort> registryAddresses() {
        Arbitrary<String> hosts = Arbitraries.oneOf(
                Arbitraries.strings()
                        .withCharRange('a', 'z')
                        .numeric()
                        .withChars('.', '-')
                        .ofMinLength(1)
                        .ofMaxLength(253),
                Arbitraries.of("127.0.0.1", "::1", "fe80::1%eth0", "2001:db8::7"));
        return Combinators.combine(hosts, Arbitraries.integers().between(1, 65_535))
                .as(HostPort::new);
    }

    public static Arbitrary<RoomName> rooms() {
        return names().map(RoomName::of).filter(Optional::isPresent).map(Optional::get);
    }

    private static Arbitrary<PublicKey> publicKeys() {
        return hex(64).filter(hex -> PublicKey.of(hex).isPresent()).map(PublicKey::new);
    }

    public static Arbitrary<String> hex(int digits) {
        return Arbitraries.strings().withChars("0123456789abcdef").ofLength(digits);
    }

    public static Arbitrary<PasswordHash> passwords() {
        return hex(64).map(PasswordHash::new);
    }

    public static Arbitrary<MessageId> ids() {
        return hex(32).map(MessageId::new);
    }

    public static Arbitrary<LogId> logs() {
        return hex(16).map(LogId::new);
    }

    public static Arbitrary<Long> numbers() {
        return Arbitraries.longs().between(1, 999_999_999_999_999_999L);
    }

    public static Arbitrary<LogPlace> places() {
        return Combinators.combine(logs(), numbers(), numbers())
                .as((log, a, b) -> new LogPlace(log, Math.max(a, b), Math.min(a, b)));
    }

    public static Arbitrary<Integer> ports() {
        return Arbitraries.integers().between(0, 65_535).edgeCases(edges -> edges.add(0, 65_535));
    }

    public static Arbitrary<String> addresses() {
        return Arbitraries.of("127.0.0.1", "192.168.1.20", "10.0.0.255", "::1", "fe80::1%eth0", "2001:db8::7");
    }

    public static Arbitrary<ResumeToken> tokens() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .numeric()
                .withChars('_', '-')
                .ofMinLength(16)
                .ofMaxLength(256)
                .map(ResumeToken::new);
    }

    public static Arbitrary<Title> titles() {
        return texts(60).map(Title::of).filter(Optional::isPresent).map(Optional::get);
    }

    public static Arbitrary<ChatText> chatTexts() {
        Arbitrary<String> longest = Arbitraries.of(" ", "\\", "é", "\u0001", "😀", "=")
                .map(c -> c.repeat(
                        3_500 / Math.max(c.getBytes(StandardCharsets.UTF_8).length, c.equals("\u0001") ? 2 : 1)));
        return Arbitraries.frequencyOf(Tuple.of(9, texts(200)), Tuple.of(1, longest))
                .map(ChatText::of)
                .filter(Optional::isPresent)
                .map(Optional::get);
    }

    public static Arbitrary<Whereabouts> whereabouts() {
        return Combinators.combine(
                        ports(),
                        ports(),
                        publicKeys().optional(),
                        capabilities().optional())
                .as(Whereabouts::new);
    }

    public static Arbitrary<Capabilities> capabilities() {
        Arbitrary<String> first = Arbitraries.strings().withCharRange('a', 'z').ofLength(1);
        Arbitrary<String> rest = Arbitraries.strings()
                .withCharRange('a', 'z')
                .numeric()
                .withChars('-')
                .ofMaxLength(15);
        return Combinators.combine(first, rest)
                .as(String::concat)
                .set()
                .ofMaxSize(11)
                .map(Capabilities::of);
    }

    public static Arbitrary<Signature> signatures() {
        return hex(128).map(Signature::new);
    }

    public static Arbitrary<LoginFamily> families() {
        return Combinators.combine(
                        hex(16).map(FamilyId::new),
                        numbers(0),
                        numbers(0),
                        addresses(),
                        hex(32).map(KeyHash::new).optional(),
                        Arbitraries.of(true, false))
                .as(LoginFamily::new);
    }

    public static Arbitrary<Contact> contacts() {
        return Combinators.combine(
                        users(),
                        addresses(),
                        ports(),
                        ports(),
                        Arbitraries.of(DialectName.class),
                        publicKeys().optional(),
                        capabilities(),
                        rooms().list().ofMaxSize(4))
                .as((user, ip, port, udpPort, dialect, key, caps, rooms) ->
                        new Contact(user, ip, port, udpPort, dialect, key, rooms).withCaps(caps))
                .flatMap(contact -> statuses().map(contact::withStatus));
    }

    public static Arbitrary<UserStatus> statuses() {
        return Combinators.combine(Arbitraries.of("here", "away"), texts(20))
                .as(UserStatus::of)
                .filter(Optional::isPresent)
                .map(Optional::get);
    }

    public static Arbitrary<Member> members() {
        Arbitrary<Member> absent =
                Combinators.combine(users(), publicKeys().optional()).as(Member::absent);
        return Arbitraries.oneOf(absent, contacts().map(c -> new Member(c.user(), Optional.of(c))));
    }

    public static Arbitrary<RoomKind> kinds() {
        return Arbitraries.of(RoomKind.class);
    }

    public static Arbitrary<RoomState> states() {
        return Combinators.combine(
                        rooms(),
                        users(),
                        Arbitraries.longs().between(1, 999_999_999_999_999_999L),
                        ports(),
                        Arbitraries.integers().greaterOrEqual(1),
                        kinds(),
                        groups().optional(),
                        Combinators.combine(hex(32).map(RoomInstance::new).optional(), settings())
                                .as(Map::entry))
                .as((room, host, version, port, capacity, kind, group, more) -> new RoomState(
                        room, host, version, port, capacity, kind, group, more.getKey(), more.getValue()));
    }

    private static Arbitrary<RoomSettings> settings() {
        return Combinators.combine(
                        titles(),
                        Arbitraries.of(true, false),
                        Arbitraries.of(RoomPosting.class),
                        users().list().ofMaxSize(RoomSettings.MAX_MORE_HOSTS),
                        histories(),
                        Arbitraries.of(true, false))
                .as(RoomSettings::new);
    }

    static Arbitrary<RoomHistory> histories() {
        return Arbitraries.integers().between(0, RoomHistory.MAX_DAYS).map(RoomHistory::new);
    }

    private static Arbitrary<GroupAddress> groups() {
        Arbitrary<Integer> bytes = Arbitraries.integers().between(0, 255);
        return Combinators.combine(
                        Arbitraries.integers().between(224, 239),
                        bytes,
                        bytes,
                        bytes,
                        Arbitraries.integers().between(1, 65_535))
                .as((first, second, third, fourth, port) ->
                        new GroupAddress(first + "." + second + "." + third + "." + fourth, port));
    }

    public static Arbitrary<RoomSummary> summaries() {
        Arbitrary<Integer> counts = Arbitraries.integers().greaterOrEqual(0);
        return Combinators.combine(
                        rooms(),
                        titles(),
                        counts,
                        counts,
                        users(),
                        Arbitraries.of(true, false),
                        kinds(),
                        users().list().ofMaxSize(4))
                .as(RoomSummary::new);
    }

    public static Arbitrary<SessionCredentials> credentials() {
        return Combinators.combine(
                        users(),
                        hex(16).map(SessionId::new),
                        tokens(),
                        hex(64).map(hex -> KeepAliveKey.parse(hex).orElseThrow()),
                        addresses())
                .as(SessionCredentials::new);
    }

    /** Names of streams: any number but 0. */
    public static Arbitrary<Long> streams() {
        return Arbitraries.longs().filter(stream -> stream != 0);
    }

    /** Numbers of a stream, from that one on. */
    public static Arbitrary<Long> numbers(long min) {
        return Arbitraries.longs().between(min, MAX_NUMBER);
    }

    /** As many datagrams as a line may hold, at least so many; the longest ones among them. */
    public static Arbitrary<List<RoomDatagram>> datagrams(int atLeast) {
        Arbitrary<Integer> lengths =
                Arbitraries.integers().between(1, RoomDatagram.MAX_BYTES).edgeCases(edges -> edges.add(1, 1_200));
        return Combinators.combine(lengths, Arbitraries.bytes())
                .as((length, fill) -> {
                    byte[] bytes = new byte[length];
                    Arrays.fill(bytes, fill);
                    return RoomDatagram.of(bytes);
                })
                .list()
                .ofMinSize(atLeast)
                .ofMaxSize(RoomLines.MAX_DATAGRAMS);
    }

    /** Entries of history; the longest ones among them. */
    public static Arbitrary<HistoryEntry> historyEntries() {
        Arbitrary<RoomDatagram> datagrams = Arbitraries.integers()
                .between(132, RoomDatagram.MAX_BYTES)
                .edgeCases(edges -> edges.add(132, RoomDatagram.MAX_BYTES))
                .map(length -> RoomDatagram.of(new byte[length]));
        return Combinators.combine(
                        users(),
                        publicKeys(),
                        hex(32).map(StreamSalt::new),
                        hex(64).map(HexFormat.of()::parseHex),
                        datagrams)
                .as(HistoryEntry::new);
    }

    /** How far somebody has a stream. */
    public static Arbitrary<StreamHead> heads() {
        return Combinators.combine(users(), streams(), numbers(1), hex(32)).as(StreamHead::new);
    }

    public static Arbitrary<RoomKeys> roomKeys() {
        Arbitrary<ChainKey> chains = Combinators.combine(
                        Arbitraries.longs().between(0, 0xFFFF_FFFFL), numbers(1), hex(2 * ChainKey.BYTES))
                .as((epoch, number, key) ->
                        new ChainKey(epoch, number, HexFormat.of().parseHex(key)));
        Arbitrary<List<ChainKey>> inOrder = chains.list()
                .ofMaxSize(RoomKeys.MAX_CHAINS)
                .uniqueElements(ChainKey::sequence)
                .map(list -> list.stream()
                        .sorted(Comparator.comparingLong(ChainKey::sequence))
                        .toList());
        return Combinators.combine(
                        hex(32).map(StreamSalt::new),
                        numbers(1),
                        inOrder,
                        controlKeys().optional())
                .as(RoomKeys::new);
    }

    private static Arbitrary<ControlKey> controlKeys() {
        return Combinators.combine(Arbitraries.longs().between(0, 0xFFFF_FFFFL), hex(2 * ControlKey.BYTES))
                .as((epoch, key) -> new ControlKey(epoch, HexFormat.of().parseHex(key)));
    }

    /** A page: at most eight entries, which fit a line. */
    public static <T> Arbitrary<List<T>> pages(Arbitrary<T> entries) {
        return entries.list().ofMaxSize(8);
    }
}
