package org.hobnob.protocol.wire;

import java.util.Optional;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.peer.FileAnswer;
import org.hobnob.protocol.message.peer.FileEnd;
import org.hobnob.protocol.message.peer.FileHead;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;

/** The native spelling of the messages about files (SPEC 16.1). */
final class NativeFiles {
    private static final String OFFER = "OFFER_FILE";
    private static final String OFFER_ANSWER = "OFFER_FILE_RESPONSE";
    private static final String END = "END_FILE";
    private static final String END_ANSWER = "END_FILE_RESPONSE";
    private static final int OK = 200;

    private NativeFiles() {}

    static NativeLine print(String tag, PeerMessage.OfFile message) {
        LineBuilder line = new LineBuilder().word(message.sender()).word(message.recipient());
        if (message instanceof PeerMessage.OfferFile offer) {
            return line.word(offer.file().name())
                    .param("id", offer.id().hex())
                    .param("size", offer.file().size())
                    .param("port", offer.port())
                    .param("room", offer.room())
                    .build(tag, OFFER);
        }
        PeerMessage.EndFile end = (PeerMessage.EndFile) message;
        return line.param("id", end.id().hex()).param("end", end.end().word()).build(tag, END);
    }

    /** Parses a message; returns null if its name is not one of these. */
    static Parsed<PeerMessage> parseMessage(NativeLine line) {
        return switch (line.name()) {
            case OFFER -> readOffer(new Fields(line));
            case END -> readEnd(new Fields(line));
            default -> null;
        };
    }

    private static Parsed<PeerMessage> readOffer(Fields fields) {
        UserName sender = fields.word(UserName::of);
        UserName recipient = fields.word(UserName::of);
        String name = fields.word(text -> Optional.of(text).filter(FileHead::isName));
        MessageId id = fields.required("id", MessageId::of);
        Long size = fields.required("size", Fields::wholeNumber);
        Integer port = fields.required("port", Fields::port);
        Optional<RoomName> room = fields.param("room", RoomName::of);
        return fields.finish(
                Command.UNKNOWN,
                () -> new PeerMessage.OfferFile(sender, recipient, id, new FileHead(name, size), port, room));
    }

    private static Parsed<PeerMessage> readEnd(Fields fields) {
        UserName sender = fields.word(UserName::of);
        UserName recipient = fields.word(UserName::of);
        MessageId id = fields.required("id", MessageId::of);
        FileEnd end =
                fields.required("end", text -> Optional.of(FileEnd.of(text).orElse(FileEnd.FAILED)));
        return fields.finish(Command.UNKNOWN, () -> new PeerMessage.EndFile(sender, recipient, id, end));
    }

    /** Encodes a reply about files; {@code status} is the line with its phrase and code. */
    static NativeLine print(String tag, PeerReply.FileOfferAnswered answered, LineBuilder status) {
        return status.param("id", answered.id().hex())
                .param("answer", answered.answer().word())
                .build(tag, OFFER_ANSWER);
    }

    static NativeLine print(String tag, PeerReply.FileEndHeard heard, LineBuilder status) {
        return status.build(tag, END_ANSWER);
    }

    /** Parses a reply; returns null if its name is not one of these. */
    static Parsed<PeerReply> parseReply(String name, int code, Fields fields) {
        return switch (name) {
            case OFFER_ANSWER -> {
                MessageId id = fields.required("id", MessageId::of);
                FileAnswer answer = FileAnswer.of(code, fields.param("answer", Optional::of, null));
                yield fields.finish(Command.UNKNOWN, () -> new PeerReply.FileOfferAnswered(id, answer));
            }
            case END_ANSWER -> fields.finish(Command.UNKNOWN, () -> new PeerReply.FileEndHeard(code == OK));
            default -> null;
        };
    }
}
