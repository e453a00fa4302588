package org.hobnob.protocol.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.Member;
import org.hobnob.protocol.message.directory.RoomSettings;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.directory.RoomSummary;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomHistory;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.RoomPosting;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.message.value.UserStatus;
import org.hobnob.protocol.text.SafeText;

/** The groups of words in native lists (SPEC 4.4 and 4.5). */
final class NativeContacts {
    static final int CONTACT_WORDS = 7;
    static final int SUMMARY_WORDS = 7;
    private static final String NONE = "-";

    private NativeContacts() {}

    static void write(Contact contact, LineBuilder line) {
        line.word(contact.user())
                .word(rooms(contact.rooms()))
                .word(contact.directPort())
                .word(contact.ip())
                .word(contact.udpPort())
                .word(contact.dialect().word())
                .word(contact.key().map(PublicKey::hex).orElse(NONE));
    }

    static Contact readContact(Fields fields) {
        UserName user = fields.word(UserName::of);
        List<RoomName> rooms = fields.word(Fields.list(RoomName::of));
        Integer directPort = fields.word(Fields::port);
        String ip = fields.word(Fields::address);
        Integer udpPort = fields.word(Fields::port);
        DialectName dialect = fields.enumerated(DialectName::ofWord);
        Optional<PublicKey> key = fields.word(NativeContacts::publishedKey);
        boolean whole = user != null && rooms != null && directPort != null && ip != null && udpPort != null;
        return whole && dialect != null && key != null
                ? new Contact(user, ip, directPort, udpPort, dialect, key, rooms)
                : null;
    }

    /** An absent member is a contact with {@code -} as its address, and with the key of its place. */
    static void write(Member member, LineBuilder line) {
        member.contact()
                .ifPresentOrElse(
                        contact -> write(contact, line),
                        () -> line.word(member.user())
                                .word(NONE)
                                .word(0)
                                .word(NONE)
                                .word(0)
                                .word(DialectName.NATIVE.word())
                                .word(member.key().map(PublicKey::hex).orElse(NONE)));
    }

    static Member readMember(Fields fields) {
        Contact contact = readContact(fields);
        if (contact == null) {
            return null;
        }
        return contact.ip().equals(NONE)
                ? Member.absent(contact.user(), contact.key())
                : new Member(contact.user(), Optional.of(contact));
    }

    /** Writes the parameters that stand beside contacts, one value for each (SPEC 4.5). */
    static void writeBeside(List<Contact> page, LineBuilder line) {
        PageEntries.write("caps", page, contact -> contact.caps().toString(), line);
        PageEntries.write("status", page, contact -> contact.status().toString(), line);
    }

    /** Returns how many bytes those parameters take for a contact. */
    static int bytesBeside(Contact contact) {
        return PageEntries.bytes(contact.caps().toString())
                + PageEntries.bytes(contact.status().toString());
    }

    /** Writes the parameters that stand beside members. An absent member has no program and no status. */
    static void writeBesideMembers(List<Member> page, LineBuilder line) {
        PageEntries.write("caps", page, member -> beside(member, Contact::caps), line);
        PageEntries.write("status", page, member -> beside(member, Contact::status), line);
    }

    /** Returns how many bytes those parameters take for a member. */
    static int bytesBesideMember(Member member) {
        return member.contact().map(NativeContacts::bytesBeside).orElse(2 * PageEntries.bytes(NONE));
    }

    private static String beside(Member member, Function<Contact, Object> value) {
        return member.contact().map(value).map(Object::toString).orElse(NONE);
    }

    static Member withStatus(Member member, UserStatus status) {
        return member.contact()
                .map(contact -> new Member(member.user(), Optional.of(contact.withStatus(status))))
                .orElse(member);
    }

    /** Reads the parameter {@code status} beside a single contact; one that cannot be read is ignored. */
    static UserStatus readStatus(Fields fields) {
        return fields.param("status", Optional::of).flatMap(UserStatus::parse).orElse(UserStatus.HERE);
    }

    static Member withCaps(Member member, Capabilities caps) {
        return member.contact()
                .map(contact -> new Member(member.user(), Optional.of(contact.withCaps(caps))))
                .orElse(member);
    }

    /** Reads the parameter {@code caps} beside a single contact; one that cannot be read is ignored. */
    static Capabilities readCaps(Fields fields) {
        return fields.param("caps", Optional::of).flatMap(Capabilities::of).orElse(Capabilities.NONE);
    }

    static void write(RoomSummary room, LineBuilder line) {
        line.word(room.room())
                .word(room.title().text())
                .word(room.memberCount())
                .word(room.capacity())
                .word(room.host())
                .word(room.locked() ? "locked" : "unlocked")
                .word(room.kind().word());
    }

    static RoomSummary readSummary(Fields fields) {
        RoomName room = fields.word(RoomName::of);
        // Sanitize, so that a writer with a newer Unicode table does not invalidate the whole page.
        Title title = fields.word(text -> Title.of(SafeText.of(text)));
        Integer members = fields.word(Fields::number);
        Integer capacity = fields.word(Fields::number);
        UserName host = fields.word(UserName::of);
        Boolean locked = fields.enumerated(NativeContacts::locked);
        RoomKind kind = fields.enumerated(RoomKind::ofWord);
        boolean whole = room != null && title != null && members != null && capacity != null && host != null;
        return whole && locked != null && kind != null
                ? new RoomSummary(room, title, members, capacity, host, locked, kind, List.of())
                : null;
    }

    /** Returns the first members of a room, as its list has them in the parameter {@code members}. */
    static String firstMembers(RoomSummary room) {
        int bytes = 0;
        List<UserName> first = new ArrayList<>();
        for (UserName member : room.members()) {
            bytes += member.shown().length() + 1;
            if (bytes > Limits.ROOM_NAMES_BYTES) {
                break;
            }
            first.add(member);
        }
        return Fields.joined(first);
    }

    static void write(RoomState state, LineBuilder line) {
        line.word(state.room())
                .param("host", state.host())
                .param("version", state.version())
                .param("port", state.port())
                .param("capacity", state.capacity())
                .param("kind", state.kind().word())
                .param("group", state.group())
                .param("instance", state.instance());
        write(state.settings(), line);
    }

    /** What is as in a new room is left out. */
    private static void write(RoomSettings settings, LineBuilder line) {
        if (!settings.topic().equals(RoomSettings.DEFAULT.topic())) {
            line.param("topic", settings.topic().text());
        }
        if (settings.standing()) {
            line.param("standing", "yes");
        }
        if (settings.post() != RoomSettings.DEFAULT.post()) {
            line.param("post", settings.post().word());
        }
        if (!settings.hosts().isEmpty()) {
            line.param("hosts", Fields.joined(settings.hosts()));
        }
        if (settings.history().isOn()) {
            line.param("history", settings.history().word());
        }
        if (settings.hosted()) {
            line.param("hosted", "yes");
        }
    }

    static RoomState readState(Fields fields) {
        RoomName room = fields.word(RoomName::of);
        UserName host = fields.required("host", UserName::of);
        Long version =
                fields.required("version", text -> Fields.wholeNumber(text).filter(n -> n >= 1));
        Integer port = fields.required("port", Fields::port);
        Integer capacity =
                fields.required("capacity", text -> Fields.number(text).filter(n -> n >= 1));
        RoomKind kind = fields.enumerated("kind", RoomKind::ofWord);
        Optional<GroupAddress> group = fields.param("group", GroupAddress::of);
        Optional<RoomInstance> instance = fields.param("instance", RoomInstance::of);
        RoomSettings settings = readSettings(fields);
        boolean whole = room != null && host != null && version != null && port != null && capacity != null;
        return whole && kind != null
                ? new RoomState(room, host, version, port, capacity, kind, group, instance, settings)
                : null;
    }

    private static RoomSettings readSettings(Fields fields) {
        // As with titles, a writer with a newer Unicode table does not invalidate the state.
        Title topic = fields.param("topic", text -> Title.of(SafeText.of(text)), Title.NONE);
        boolean standing = fields.param("standing", Fields::flag, false);
        // A word of a later version keeps nobody from speaking.
        RoomPosting post = fields.param(
                "post", text -> Optional.of(RoomPosting.ofWord(text).orElse(RoomPosting.ALL)), RoomPosting.ALL);
        List<UserName> hosts = fields.param("hosts", Fields.list(UserName::of), List.of());
        // A word of a later version lets nobody hand anything over.
        RoomHistory history = fields.param(
                "history", text -> Optional.of(RoomHistory.ofWord(text).orElse(RoomHistory.OFF)), RoomHistory.OFF);
        boolean hosted = fields.param("hosted", Fields::flag, false);
        return new RoomSettings(topic, standing, post, hosts, history, hosted);
    }

    /** An unsound key counts as none, so that one user cannot spoil a page for all. */
    private static Optional<Optional<PublicKey>> publishedKey(String text) {
        return text.equals(NONE) || PublicKey.isShaped(text) ? Optional.of(PublicKey.of(text)) : Optional.empty();
    }

    private static String rooms(List<RoomName> rooms) {
        return rooms.isEmpty() ? NONE : rooms.stream().map(RoomName::shown).collect(Collectors.joining(","));
    }

    private static Optional<Boolean> locked(String text) {
        return switch (text) {
            case "locked" -> Optional.of(true);
            case "unlocked" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
