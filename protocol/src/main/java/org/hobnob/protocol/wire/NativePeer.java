package org.hobnob.protocol.wire;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hobnob.protocol.body.EncodedBody;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.peer.DirectRefusal;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.peer.PeerReply.ChatDecision;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.LogPlace;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/** The native spelling of the messages between peers over TCP (SPEC 7). */
public final class NativePeer {
    private static final String CHAT_REQUEST = "CHAT_REQUEST";
    private static final String CHAT_ANSWER = "CHAT_REQUEST_RESPONSE";
    private static final String DIRECT_MESSAGE = "DIRECT_MESSAGE";
    private static final String DIRECT_ANSWER = "DIRECT_UNICAST_NOTIFICATION";
    private static final String ASK_LINE_BACK = "ASK_LINE_BACK";
    private static final String LINE_BACK = "ASK_LINE_BACK_RESPONSE";
    private static final String ERROR = "ERROR";
    private static final String NO_ANSWER = "no-answer";

    /** How the names of replies differ from those of messages, also in later versions. */
    private static final Pattern REPLIES = Pattern.compile(ERROR + "|[A-Z0-9_]+_(RESPONSE|NOTIFICATION)");

    private NativePeer() {}

    /** Returns whether the line has the name of a reply, known or not; any other line is a message. */
    public static boolean isReply(NativeLine line) {
        return REPLIES.matcher(line.name()).matches();
    }

    /** Encodes the message. */
    public static NativeLine print(String tag, PeerMessage message) {
        LineBuilder line = new LineBuilder();
        if (message instanceof PeerMessage.ChatRequest request) {
            return line.word(request.recipient())
                    .param("from", request.sender())
                    .build(tag, CHAT_REQUEST);
        }
        if (message instanceof PeerMessage.OfRoom ofRoom) {
            return NativeRoomLines.print(tag, ofRoom);
        }
        if (message instanceof PeerMessage.OfFile ofFile) {
            NativeLine handOut = NativeHandOuts.print(tag, ofFile);
            return handOut == null ? NativeFiles.print(tag, ofFile) : handOut;
        }
        if (message instanceof PeerMessage.AskLineBack ask) {
            return line.word(ask.sender()).build(tag, ASK_LINE_BACK);
        }
        if (message instanceof PeerMessage.AskKeeper ask) {
            return NativeKeeper.print(tag, ask);
        }
        PeerMessage.DirectMessage direct = (PeerMessage.DirectMessage) message;
        return line.word(direct.sender())
                .word(direct.recipient())
                .word(direct.text().text())
                .param("id", direct.id().hex())
                .param("log", direct.place().log())
                .param("n", direct.place().number())
                .param("first", direct.place().first())
                .param("body", Optional.of(direct.body().fields()).filter(fields -> !fields.isEmpty()))
                .param("mail", direct.mail().map(PutToken::reveal))
                .param("keeper", direct.keeper())
                .param("keeper-mail", direct.keeperMail().map(PutToken::reveal))
                .build(tag, DIRECT_MESSAGE);
    }

    /** Parses a message; one whose tag cannot carry an answer is malformed, as a request is (SPEC 3.4). */
    public static Parsed<PeerMessage> parseMessage(NativeLine line) {
        if (!line.isCorrelated()) {
            return new Parsed.Invalid<>(Command.UNKNOWN, Reason.MALFORMED);
        }
        Fields fields = new Fields(line);
        return switch (line.name()) {
            case CHAT_REQUEST -> {
                UserName recipient = fields.word(UserName::of);
                UserName sender = fields.required("from", UserName::of);
                yield fields.finish(Command.UNKNOWN, () -> new PeerMessage.ChatRequest(sender, recipient));
            }
            case DIRECT_MESSAGE -> readDirect(fields);
            case ASK_LINE_BACK -> {
                UserName sender = fields.word(UserName::of);
                yield fields.finish(Command.UNKNOWN, () -> new PeerMessage.AskLineBack(sender));
            }
            default -> {
                yield Stream.<Function<NativeLine, Parsed<PeerMessage>>>of(
                                NativeRoomLines::parseMessage,
                                NativeFiles::parseMessage,
                                NativeHandOuts::parseMessage,
                                NativeKeeper::parseMessage)
                        .map(reader -> reader.apply(line))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseGet(() -> new Parsed.Invalid<>(Command.UNKNOWN, Reason.UNKNOWN_COMMAND));
            }
        };
    }

    private static Parsed<PeerMessage> readDirect(Fields fields) {
        UserName sender = fields.word(UserName::of);
        UserName recipient = fields.word(UserName::of);
        ChatText text = fields.word(ChatText::of);
        MessageId id = fields.required("id", MessageId::of);
        LogId log = fields.required("log", LogId::of);
        Long number = fields.required("n", Fields::wholeNumber);
        Long first = fields.required("first", Fields::wholeNumber);
        String body = fields.param("body", Optional::of, "");
        // A token that cannot be read must not cost the message.
        Optional<PutToken> mail = PutToken.of(fields.param("mail", Optional::of, ""));
        Optional<PutToken> keepersMail = PutToken.of(fields.param("keeper-mail", Optional::of, ""));
        Optional<UserName> keeper = UserName.of(fields.param("keeper", Optional::of, ""));
        return fields.finish(
                Command.UNKNOWN,
                () -> new PeerMessage.DirectMessage(
                        sender,
                        recipient,
                        id,
                        new LogPlace(log, number, first),
                        EncodedBody.of(text, body),
                        mail,
                        keeper,
                        keepersMail));
    }

    /** Encodes the reply. */
    public static NativeLine print(String tag, PeerReply reply) {
        LineBuilder line = new LineBuilder();
        if (reply instanceof PeerReply.ChatAnswer answer) {
            ChatDecision decision = answer.decision();
            return line.word("<" + phrase(decision) + ">")
                    .word("<" + code(decision) + ">")
                    .word(answer.sender())
                    .param("reason", decision == ChatDecision.UNANSWERED ? Optional.of(NO_ANSWER) : Optional.empty())
                    .build(tag, CHAT_ANSWER);
        }
        if (reply instanceof PeerReply.DirectTaken taken) {
            return taken(line, taken.sender(), taken.id(), taken.text())
                    .param("log", taken.log())
                    .param("n", taken.through())
                    .build(tag, DIRECT_ANSWER);
        }
        if (reply instanceof PeerReply.DirectRefused refused) {
            return refused(line, refused.reason().code(), refused.id())
                    .param("reason", refused.reason().word())
                    .build(tag, DIRECT_ANSWER);
        }
        if (reply instanceof PeerReply.FileOfferAnswered answered) {
            return NativeFiles.print(
                    tag, answered, status(line, answered.answer().code()));
        }
        if (reply instanceof PeerReply.FileEndHeard heard) {
            return NativeFiles.print(tag, heard, status(line, heard.heard() ? 200 : 404));
        }
        if (reply instanceof PeerReply.KeeperAnswer answer) {
            return NativeKeeper.print(tag, answer);
        }
        if (reply instanceof PeerReply.LineBack back) {
            return status(line, back.works() ? 200 : 404).build(tag, LINE_BACK);
        }
        if (!(reply instanceof PeerReply.NotUnderstood notUnderstood)) {
            NativeLine handOut = NativeHandOuts.print(tag, reply);
            return handOut == null ? NativeRoomLines.print(tag, reply) : handOut;
        }
        Reason reason = notUnderstood.reason();
        return status(line, reason.code()).param("reason", reason.word()).build(tag, ERROR);
    }

    private static LineBuilder taken(LineBuilder line, UserName sender, MessageId id, ChatText text) {
        return line.word("<SUCCESS>")
                .word("<200>")
                .word(sender)
                .word(text.text())
                .param("id", id.hex());
    }

    private static LineBuilder refused(LineBuilder line, int code, MessageId id) {
        return status(line, code).param("id", id.hex());
    }

    private static LineBuilder status(LineBuilder line, int code) {
        return line.word("<" + StatusCode.phrase(Command.UNKNOWN, code) + ">").word("<" + code + ">");
    }

    /** Parses a reply. */
    public static Parsed<PeerReply> parseReply(NativeLine line) {
        Fields fields = new Fields(line);
        String phrase = fields.word(Optional::of);
        Integer code = fields.word(NativeReplies::code);
        if (phrase == null || code == null) {
            return fields.finish(Command.UNKNOWN, () -> null);
        }
        return switch (line.name()) {
            case CHAT_ANSWER -> readChatAnswer(fields, phrase, code);
            case DIRECT_ANSWER -> readDirectAnswer(fields, code);
            case LINE_BACK -> fields.finish(Command.UNKNOWN, () -> new PeerReply.LineBack(code == 200));
            case ERROR -> {
                if (code == 200) {
                    yield new Parsed.Invalid<>(Command.UNKNOWN, Reason.MALFORMED);
                }
                Reason reason = fields.param("reason", Optional::of)
                        .flatMap(Reason::ofWord)
                        .orElseGet(() -> Reason.ofCode(code, Command.UNKNOWN));
                yield fields.finish(Command.UNKNOWN, () -> new PeerReply.NotUnderstood(reason));
            }
            default -> {
                Parsed<PeerReply> ofRoom = NativeRoomLines.parseReply(line.name(), code, fields);
                Parsed<PeerReply> ofFile = ofRoom == null ? NativeFiles.parseReply(line.name(), code, fields) : ofRoom;
                Parsed<PeerReply> other =
                        ofFile == null ? NativeHandOuts.parseReply(line.name(), code, fields) : ofFile;
                Parsed<PeerReply> last = other == null ? NativeKeeper.parseReply(line) : other;
                yield last == null ? new Parsed.Invalid<>(Command.UNKNOWN, Reason.UNKNOWN_COMMAND) : last;
            }
        };
    }

    private static Parsed<PeerReply> readChatAnswer(Fields fields, String phrase, int code) {
        UserName sender = fields.word(UserName::of);
        boolean unanswered = fields.param("reason", Optional::of, "").equals(NO_ANSWER);
        ChatDecision said = Stream.of(ChatDecision.values())
                .filter(one -> phrase.equals("<" + phrase(one) + ">") && code == code(one))
                .findFirst()
                .orElse(ChatDecision.REJECT);
        if (said == ChatDecision.REJECT && code == code(ChatDecision.ACCEPT)) {
            return new Parsed.Invalid<>(Command.UNKNOWN, Reason.MALFORMED);
        }
        ChatDecision decision = said == ChatDecision.REJECT && unanswered ? ChatDecision.UNANSWERED : said;
        return fields.finish(Command.UNKNOWN, () -> new PeerReply.ChatAnswer(decision, sender));
    }

    private static Parsed<PeerReply> readDirectAnswer(Fields fields, int code) {
        MessageId id = fields.required("id", MessageId::of);
        if (code != 200) {
            DirectRefusal reason = DirectRefusal.of(code, fields.param("reason", Optional::of, null));
            return fields.finish(Command.UNKNOWN, () -> new PeerReply.DirectRefused(id, reason));
        }
        UserName sender = fields.word(UserName::of);
        ChatText text = fields.word(ChatText::of);
        LogId log = fields.required("log", LogId::of);
        Long through = fields.required("n", Fields::wholeNumber);
        return fields.finish(Command.UNKNOWN, () -> new PeerReply.DirectTaken(sender, id, log, through, text));
    }

    /** Earlier peers do not know UNANSWERED, so it is sent as a refusal with a reason, which they ignore. */
    private static ChatDecision phrase(ChatDecision decision) {
        return decision == ChatDecision.UNANSWERED ? ChatDecision.REJECT : decision;
    }

    private static int code(ChatDecision decision) {
        return switch (decision) {
            case ACCEPT -> 200;
            case BUSY -> 300;
            case REJECT, UNANSWERED -> 404;
        };
    }
}
