package org.hobnob.protocol.wire;

import java.util.Optional;
import org.hobnob.protocol.message.ChatText;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.MessageId;
import org.hobnob.protocol.message.PeerMessage;
import org.hobnob.protocol.message.PeerReply;
import org.hobnob.protocol.message.PeerReply.ChatDecision;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RoomName;
import org.hobnob.protocol.message.UserName;

/** The native spelling of what peers say to each other over TCP (SPEC 7). */
public final class NativePeer {
    private static final String CHAT_REQUEST = "CHAT_REQUEST";
    private static final String CHAT_ANSWER = "CHAT_REQUEST_RESPONSE";
    private static final String DIRECT_MESSAGE = "DIRECT_MESSAGE";
    private static final String DIRECT_ANSWER = "DIRECT_UNICAST_NOTIFICATION";
    private static final String BROADCAST = "DIRECT_BROADCAST";
    private static final String BROADCAST_ANSWER = "DIRECT_BROADCAST_NOTIFICATION";
    private static final String ERROR = "ERROR";

    private NativePeer() {}

    /** The line that spells the message. */
    public static NativeLine print(String tag, PeerMessage message) {
        LineBuilder line = new LineBuilder();
        if (message instanceof PeerMessage.ChatRequest request) {
            return line.word(request.recipient())
                    .param("from", request.sender())
                    .build(tag, CHAT_REQUEST);
        }
        if (message instanceof PeerMessage.DirectMessage direct) {
            return line.word(direct.sender())
                    .word(direct.recipient())
                    .word(direct.text().text())
                    .param("id", direct.id().hex())
                    .build(tag, DIRECT_MESSAGE);
        }
        PeerMessage.DirectBroadcast broadcast = (PeerMessage.DirectBroadcast) message;
        return line.word(broadcast.sender())
                .word(broadcast.text().text())
                .param("room", broadcast.room())
                .param("id", broadcast.id().hex())
                .build(tag, BROADCAST);
    }

    /** What the line says. */
    public static Parsed<PeerMessage> parseMessage(NativeLine line) {
        Fields fields = new Fields(line);
        return switch (line.name()) {
            case CHAT_REQUEST -> {
                UserName recipient = fields.word(UserName::of);
                UserName sender = fields.required("from", UserName::of);
                yield fields.finish(Command.UNKNOWN, () -> new PeerMessage.ChatRequest(sender, recipient));
            }
            case DIRECT_MESSAGE -> {
                UserName sender = fields.word(UserName::of);
                UserName recipient = fields.word(UserName::of);
                ChatText text = fields.word(ChatText::of);
                MessageId id = fields.required("id", MessageId::of);
                yield fields.finish(Command.UNKNOWN, () -> new PeerMessage.DirectMessage(sender, recipient, id, text));
            }
            case BROADCAST -> {
                UserName sender = fields.word(UserName::of);
                ChatText text = fields.word(ChatText::of);
                RoomName room = fields.required("room", RoomName::of);
                MessageId id = fields.required("id", MessageId::of);
                yield fields.finish(Command.UNKNOWN, () -> new PeerMessage.DirectBroadcast(sender, room, id, text));
            }
            default -> new Parsed.Invalid<>(Command.UNKNOWN, Reason.UNKNOWN_COMMAND);
        };
    }

    /** The line that spells the reply. */
    public static NativeLine print(String tag, PeerReply reply) {
        LineBuilder line = new LineBuilder();
        if (reply instanceof PeerReply.ChatAnswer answer) {
            return line.word("<" + answer.decision() + ">")
                    .word("<" + code(answer.decision()) + ">")
                    .word(answer.sender())
                    .build(tag, CHAT_ANSWER);
        }
        if (reply instanceof PeerReply.DirectTaken taken) {
            return taken(line, taken.sender(), taken.id(), taken.text()).build(tag, DIRECT_ANSWER);
        }
        if (reply instanceof PeerReply.BroadcastTaken taken) {
            return taken(line, taken.sender(), taken.id(), taken.text()).build(tag, BROADCAST_ANSWER);
        }
        if (reply instanceof PeerReply.DirectRefused refused) {
            return refused(line, refused.id()).build(tag, DIRECT_ANSWER);
        }
        if (reply instanceof PeerReply.BroadcastRefused refused) {
            return refused(line, refused.id()).build(tag, BROADCAST_ANSWER);
        }
        Reason reason = ((PeerReply.NotUnderstood) reply).reason();
        return line.word("<" + Status.phrase(Command.UNKNOWN, reason.code()) + ">")
                .word("<" + reason.code() + ">")
                .param("reason", reason.word())
                .build(tag, ERROR);
    }

    private static LineBuilder taken(LineBuilder line, UserName sender, MessageId id, ChatText text) {
        return line.word("<SUCCESS>")
                .word("<200>")
                .word(sender)
                .word(text.text())
                .param("id", id.hex());
    }

    private static LineBuilder refused(LineBuilder line, MessageId id) {
        return line.word("<FAILURE>").word("<404>").param("id", id.hex());
    }

    /** What the line answers. */
    public static Parsed<PeerReply> parseReply(NativeLine line) {
        Fields fields = new Fields(line);
        String phrase = fields.word(Optional::of);
        Integer code = fields.word(NativeReplies::code);
        if (phrase == null || code == null) {
            return fields.finish(Command.UNKNOWN, () -> null);
        }
        return switch (line.name()) {
            case CHAT_ANSWER -> readChatAnswer(fields, phrase, code);
            case DIRECT_ANSWER, BROADCAST_ANSWER ->
                readTaken(fields, line.name().equals(DIRECT_ANSWER), code);
            case ERROR -> {
                Reason reason = fields.param("reason", Optional::of)
                        .flatMap(Reason::ofWord)
                        .orElseGet(() -> Reason.ofCode(code, Command.UNKNOWN));
                yield fields.finish(Command.UNKNOWN, () -> new PeerReply.NotUnderstood(reason));
            }
            default -> new Parsed.Invalid<>(Command.UNKNOWN, Reason.UNKNOWN_COMMAND);
        };
    }

    private static Parsed<PeerReply> readChatAnswer(Fields fields, String phrase, int code) {
        UserName sender = fields.word(UserName::of);
        for (ChatDecision decision : ChatDecision.values()) {
            if (phrase.equals("<" + decision + ">") && code == code(decision)) {
                return fields.finish(Command.UNKNOWN, () -> new PeerReply.ChatAnswer(decision, sender));
            }
        }
        return new Parsed.Invalid<>(Command.UNKNOWN, Reason.MALFORMED);
    }

    private static Parsed<PeerReply> readTaken(Fields fields, boolean direct, int code) {
        MessageId id = fields.required("id", MessageId::of);
        if (code != 200) {
            return fields.finish(
                    Command.UNKNOWN,
                    () -> direct ? new PeerReply.DirectRefused(id) : new PeerReply.BroadcastRefused(id));
        }
        UserName sender = fields.word(UserName::of);
        ChatText text = fields.word(ChatText::of);
        return fields.finish(
                Command.UNKNOWN,
                () -> direct
                        ? new PeerReply.DirectTaken(sender, id, text)
                        : new PeerReply.BroadcastTaken(sender, id, text));
    }

    private static int code(ChatDecision decision) {
        return switch (decision) {
            case ACCEPT -> 200;
            case BUSY -> 300;
            case REJECT -> 404;
        };
    }
}
