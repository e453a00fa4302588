package org.hobnob.protocol.wire;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.FreeText;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.UnixTime;
import org.hobnob.protocol.message.value.UserName;

/** The native spelling of notices, which have the tag {@link NativeLine#NOTICE} (SPEC 4.7). */
public final class NativeNotices {
    /** A notice about one user and one room. */
    private record RoomRow<T extends Notice>(
            Class<T> type,
            String name,
            Function<T, UserName> user,
            Function<T, RoomState> state,
            BiFunction<UserName, RoomState, T> make) {
        NativeLine print(Notice notice) {
            T own = type.cast(notice);
            LineBuilder line = new LineBuilder().word(user.apply(own));
            NativeContacts.write(state.apply(own), line);
            return line.build(NativeLine.NOTICE, name);
        }

        Parsed<Notice> parse(Fields fields) {
            UserName who = fields.word(UserName::of);
            RoomState room = NativeContacts.readState(fields);
            return fields.finish(Command.UNKNOWN, () -> make.apply(who, room));
        }
    }

    private static final List<RoomRow<? extends Notice>> ROOM_ROWS = List.of(
            new RoomRow<>(
                    Notice.UserLoggedOut.class,
                    "USER_LOGOUT",
                    Notice.UserLoggedOut::user,
                    Notice.UserLoggedOut::state,
                    Notice.UserLoggedOut::new),
            new RoomRow<>(
                    Notice.UserJoined.class,
                    "USER_JOINED",
                    Notice.UserJoined::user,
                    Notice.UserJoined::state,
                    Notice.UserJoined::new),
            new RoomRow<>(
                    Notice.UserLeft.class,
                    "USER_LEFT",
                    Notice.UserLeft::user,
                    Notice.UserLeft::state,
                    Notice.UserLeft::new),
            new RoomRow<>(
                    Notice.UserAbsent.class,
                    "USER_ABSENT",
                    Notice.UserAbsent::user,
                    Notice.UserAbsent::state,
                    Notice.UserAbsent::new),
            new RoomRow<>(
                    Notice.UserBack.class,
                    "USER_BACK",
                    Notice.UserBack::user,
                    Notice.UserBack::state,
                    Notice.UserBack::new));
    private static final String USER_KICKED = "USER_KICKED";
    private static final String ROOM_CHANGED = "ROOM_CHANGED";
    private static final String INVITED = "INVITED";
    private static final String MAIL = "MAIL";
    private static final String PROBE = "PROBE";
    private static final String SESSION_ENDED = "SESSION_ENDED";
    private static final String ANNOUNCEMENT = "ANNOUNCEMENT";
    private static final String REGISTRIES = "REGISTRIES";
    private static final String MOVE_ON = "MOVE_ON";

    private NativeNotices() {}

    /** Encodes the notice. */
    public static NativeLine print(Notice notice) {
        if (notice instanceof Notice.SessionEnded ended) {
            return printEnded(ended);
        }
        if (notice instanceof Notice.Announcement announcement) {
            return new LineBuilder()
                    .word(announcement.text().text())
                    .param("by", Optional.of(announcement.by()).filter(by -> !by.isEmpty()))
                    .build(NativeLine.NOTICE, ANNOUNCEMENT);
        }
        if (notice instanceof Notice.UserKicked kicked) {
            return printKicked(kicked);
        }
        if (notice instanceof Notice.RoomChanged changed) {
            LineBuilder line = new LineBuilder();
            NativeHosting.write(changed, line);
            return line.build(NativeLine.NOTICE, ROOM_CHANGED);
        }
        if (notice instanceof Notice.Invited invited) {
            return new LineBuilder()
                    .word(invited.room())
                    .param("by", invited.by())
                    .build(NativeLine.NOTICE, INVITED);
        }
        if (notice instanceof Notice.Mail) {
            return new LineBuilder().build(NativeLine.NOTICE, MAIL);
        }
        if (notice instanceof Notice.Probe) {
            return new LineBuilder().build(NativeLine.NOTICE, PROBE);
        }
        if (notice instanceof Notice.Registries known) {
            return new LineBuilder()
                    .param("at", Fields.joined(known.registries()))
                    .build(NativeLine.NOTICE, REGISTRIES);
        }
        if (notice instanceof Notice.MoveOn moving) {
            return new LineBuilder().param("within", moving.withinMs()).build(NativeLine.NOTICE, MOVE_ON);
        }
        return ROOM_ROWS.stream()
                .filter(row -> row.type().isInstance(notice))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no native spelling of " + notice.getClass()))
                .print(notice);
    }

    /** Parses a notice; one with an unknown name is {@link Reason#UNKNOWN_COMMAND}. */
    public static Parsed<Notice> parse(NativeLine line) {
        Fields fields = new Fields(line);
        if (line.name().equals(USER_KICKED)) {
            return parseKicked(fields);
        }
        if (line.name().equals(ROOM_CHANGED)) {
            return NativeHosting.readChanged(fields);
        }
        if (line.name().equals(INVITED)) {
            return NativeHosting.readInvited(fields);
        }
        if (line.name().equals(MAIL)) {
            return fields.finish(Command.UNKNOWN, Notice.Mail::new);
        }
        if (line.name().equals(PROBE)) {
            return fields.finish(Command.UNKNOWN, Notice.Probe::new);
        }
        if (line.name().equals(SESSION_ENDED)) {
            return parseEnded(fields);
        }
        if (line.name().equals(ANNOUNCEMENT)) {
            ChatText text = fields.word(ChatText::of);
            String by = fields.param("by", Optional::of, "");
            return fields.finish(Command.UNKNOWN, () -> new Notice.Announcement(text, by));
        }
        if (line.name().equals(REGISTRIES)) {
            List<HostPort> known = fields.required("at", Fields.list(HostPort::of));
            return fields.finish(Command.UNKNOWN, () -> new Notice.Registries(known));
        }
        if (line.name().equals(MOVE_ON)) {
            Long withinMs = fields.required("within", Fields::wholeNumber);
            return fields.finish(Command.UNKNOWN, () -> new Notice.MoveOn(withinMs));
        }
        return ROOM_ROWS.stream()
                .filter(row -> row.name().equals(line.name()))
                .findFirst()
                .map(row -> row.parse(fields))
                .orElseGet(() -> new Parsed.Invalid<>(Command.UNKNOWN, Reason.UNKNOWN_COMMAND));
    }

    private static NativeLine printKicked(Notice.UserKicked kicked) {
        LineBuilder line = new LineBuilder().word(kicked.user()).param("by", kicked.by());
        NativeContacts.write(kicked.state(), line);
        return line.build(NativeLine.NOTICE, USER_KICKED);
    }

    private static Parsed<Notice> parseKicked(Fields fields) {
        UserName user = fields.word(UserName::of);
        UserName by = fields.required("by", UserName::of);
        RoomState state = NativeContacts.readState(fields);
        return fields.finish(Command.UNKNOWN, () -> new Notice.UserKicked(user, by, state));
    }

    private static NativeLine printEnded(Notice.SessionEnded ended) {
        LineBuilder line = new LineBuilder().word(ended.end().word());
        line.param("reason", Optional.of(ended.reason()).filter(reason -> !reason.isEmpty()));
        ended.until().ifPresent(until -> line.param("until", until));
        return line.build(NativeLine.NOTICE, SESSION_ENDED);
    }

    /** What cannot be read of the parameters is left out: the session is over in any case. */
    private static Parsed<Notice> parseEnded(Fields fields) {
        SessionEnd end = fields.word(NativeNotices::end);
        String reason =
                fields.param("reason", Optional::of).filter(FreeText::isValid).orElse("");
        OptionalLong until = fields.param("until", Optional::of)
                .flatMap(Fields::wholeNumber)
                .filter(UnixTime::isValid)
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
        return fields.finish(Command.UNKNOWN, () -> new Notice.SessionEnded(end, reason, until));
    }

    /** An end that is unknown, or that registries never tell, is read as a plain one (SPEC 4.7). */
    private static Optional<SessionEnd> end(String text) {
        SessionEnd end = SessionEnd.ofWord(text);
        return Optional.of(end.isTold() ? end : SessionEnd.CLOSED);
    }
}
