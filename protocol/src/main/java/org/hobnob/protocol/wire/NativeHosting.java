package org.hobnob.protocol.wire;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.value.RoomHistory;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.RoomPosting;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;

/** The native spelling of what hosts and members ask of their rooms (SPEC 4.11). */
final class NativeHosting {
    private NativeHosting() {}

    static void writeTopic(Request.SetTopic topic, LineBuilder line) {
        line.word(topic.room()).word(topic.topic().text());
    }

    static Parsed<Request> readTopic(Fields fields) {
        RoomName room = fields.word(RoomName::of, Reason.NO_SUCH_ROOM);
        Title topic = fields.word(Title::of);
        return fields.finish(Command.SET_TOPIC, () -> new Request.SetTopic(room, topic));
    }

    static void writeSettings(Request.SetRoom settings, LineBuilder line) {
        line.word(settings.room())
                .param("standing", settings.standing().map(NativeHosting::flag))
                .param("post", settings.post().map(RoomPosting::word))
                .param("history", settings.history().map(RoomHistory::word))
                .param("hosted", settings.hosted().map(NativeHosting::flag));
    }

    private static String flag(boolean flag) {
        return flag ? "yes" : "no";
    }

    static Parsed<Request> readSettings(Fields fields) {
        RoomName room = fields.word(RoomName::of, Reason.NO_SUCH_ROOM);
        Optional<Boolean> standing = fields.param("standing", Fields::flag);
        Optional<RoomPosting> post = fields.param("post", RoomPosting::ofWord);
        Optional<RoomHistory> history = fields.param("history", RoomHistory::ofWord);
        Optional<Boolean> hosted = fields.param("hosted", Fields::flag);
        return fields.finish(Command.SET_ROOM, () -> new Request.SetRoom(room, standing, post, history, hosted));
    }

    /** Reads a request about one user and one room. */
    static Parsed<Request> readUser(Fields fields, Command command, BiFunction<UserName, RoomName, Request> make) {
        UserName user = fields.word(UserName::of, Reason.NO_SUCH_USER);
        RoomName room = fields.word(RoomName::of, Reason.NO_SUCH_ROOM);
        return fields.finish(command, () -> make.apply(user, room));
    }

    /** Reads a request about one member and one room. */
    static Parsed<Request> readMember(Fields fields, Command command, BiFunction<UserName, RoomName, Request> make) {
        UserName user = fields.word(UserName::of, Reason.NOT_A_MEMBER);
        RoomName room = fields.word(RoomName::of, Reason.NO_SUCH_ROOM);
        return fields.finish(command, () -> make.apply(user, room));
    }

    static Parsed<Request> readListBans(Fields fields) {
        RoomName room = fields.word(RoomName::of, Reason.NO_SUCH_ROOM);
        return fields.finish(Command.LIST_BANS, () -> new Request.ListBans(room));
    }

    static Parsed<Reply> readRoomSet(Fields fields, Command asked) {
        RoomState state = NativeContacts.readState(fields);
        return fields.finish(asked, () -> new Reply.RoomSet(asked, state));
    }

    static Parsed<Reply> readBans(Fields fields) {
        List<UserName> users = fields.groups(1, () -> fields.word(UserName::of));
        return fields.finish(Command.LIST_BANS, () -> new Reply.Bans(users));
    }

    static void write(Notice.RoomChanged changed, LineBuilder line) {
        line.param("by", changed.by());
        NativeContacts.write(changed.state(), line);
    }

    static Parsed<Notice> readChanged(Fields fields) {
        UserName by = fields.required("by", UserName::of);
        RoomState state = NativeContacts.readState(fields);
        return fields.finish(Command.UNKNOWN, () -> new Notice.RoomChanged(by, state));
    }

    static Parsed<Notice> readInvited(Fields fields) {
        RoomName room = fields.word(RoomName::of);
        UserName by = fields.required("by", UserName::of);
        return fields.finish(Command.UNKNOWN, () -> new Notice.Invited(room, by));
    }
}
