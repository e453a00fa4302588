package org.hobnob.protocol.wire;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hobnob.protocol.handout.Report;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.peer.HandOut;
import org.hobnob.protocol.message.peer.HandOutKey;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/** The native spelling of the messages about hand-outs (SPEC 17.3). */
final class NativeHandOuts {
    private static final String ASK = "ASK_HAND_OUT";
    private static final String ASK_ANSWER = "ASK_HAND_OUT_RESPONSE";
    private static final String REPORT = "ASK_HAND_OUT_REPORT";
    private static final String REPORT_ANSWER = "ASK_HAND_OUT_REPORT_RESPONSE";
    private static final String END = "END_HAND_OUT";
    private static final String END_ANSWER = "END_HAND_OUT_RESPONSE";
    private static final int OK = 200;
    private static final Pattern NUMBER = Pattern.compile("[0-9a-f]{16}");

    private NativeHandOuts() {}

    /** Encodes the message; returns null if it is not one of these. */
    static NativeLine print(String tag, PeerMessage.OfFile message) {
        LineBuilder line = new LineBuilder()
                .word(message.sender())
                .word(message.recipient())
                .param("id", message.id().hex());
        if (message instanceof PeerMessage.AskHandOut) {
            return line.build(tag, ASK);
        }
        if (message instanceof PeerMessage.AskHandOutReport ask) {
            return line.param("needs", ask.needs()).build(tag, REPORT);
        }
        return message instanceof PeerMessage.EndHandOut ? line.build(tag, END) : null;
    }

    /** Parses a message; returns null if its name is not one of these. */
    static Parsed<PeerMessage> parseMessage(NativeLine line) {
        return switch (line.name()) {
            case ASK, REPORT, END -> readMessage(line.name(), new Fields(line));
            default -> null;
        };
    }

    private static Parsed<PeerMessage> readMessage(String name, Fields fields) {
        UserName sender = fields.word(UserName::of);
        UserName recipient = fields.word(UserName::of);
        MessageId id = fields.required("id", MessageId::of);
        Integer needs = name.equals(REPORT) ? fields.required("needs", Fields::number) : Integer.valueOf(0);
        return fields.finish(Command.UNKNOWN, () -> switch (name) {
            case ASK -> new PeerMessage.AskHandOut(sender, recipient, id);
            case REPORT -> new PeerMessage.AskHandOutReport(sender, recipient, id, needs);
            default -> new PeerMessage.EndHandOut(sender, recipient, id);
        });
    }

    /** Encodes the reply; returns null if it is not one of these. */
    static NativeLine print(String tag, PeerReply reply) {
        if (reply instanceof PeerReply.HandOutAnswer answer) {
            LineBuilder line = status(answer.handOut().isPresent());
            answer.handOut().ifPresent(handOut -> print(line, handOut));
            return line.build(tag, ASK_ANSWER);
        }
        if (reply instanceof PeerReply.HandOutReported reported) {
            LineBuilder line = status(reported.report().isPresent());
            reported.report().ifPresent(report -> print(line, report));
            return line.build(tag, REPORT_ANSWER);
        }
        return reply instanceof PeerReply.HandOutEndHeard heard
                ? status(heard.heard()).build(tag, END_ANSWER)
                : null;
    }

    private static LineBuilder status(boolean ok) {
        return ok
                ? new LineBuilder().word("<SUCCESS>").word("<200>")
                : new LineBuilder().word("<FAILURE>").word("<404>");
    }

    private static void print(LineBuilder line, HandOut handOut) {
        line.param("number", HexFormat.of().toHexDigits(handOut.number()))
                .param("key", handOut.key().reveal())
                .param("group", handOut.group())
                .param("piece", handOut.pieceBytes())
                .param("block", handOut.blockPieces());
    }

    private static void print(LineBuilder line, Report report) {
        line.param("highest", report.highest())
                .param("heard", report.heard())
                .param("from", report.from())
                .param(
                        "needs",
                        Optional.of(report.needs())
                                .filter(needs -> !needs.isEmpty())
                                .map(NativeHandOuts::word));
    }

    private static String word(List<Integer> needs) {
        byte[] bytes = new byte[needs.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = needs.get(i).byteValue();
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Optional<List<Integer>> needs(String word) {
        List<Integer> needs = new ArrayList<>();
        try {
            for (byte need : Base64.getUrlDecoder().decode(word)) {
                needs.add(Byte.toUnsignedInt(need));
            }
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return needs.isEmpty() || !word(needs).equals(word) ? Optional.empty() : Optional.of(needs);
    }

    /** Parses a reply; returns null if its name is not one of these. */
    static Parsed<PeerReply> parseReply(String name, int code, Fields fields) {
        boolean ok = code == OK;
        return switch (name) {
            case ASK_ANSWER ->
                ok
                        ? readHandOut(fields)
                        : fields.finish(Command.UNKNOWN, () -> new PeerReply.HandOutAnswer(Optional.empty()));
            case REPORT_ANSWER ->
                ok
                        ? readReport(fields)
                        : fields.finish(Command.UNKNOWN, () -> new PeerReply.HandOutReported(Optional.empty()));
            case END_ANSWER -> fields.finish(Command.UNKNOWN, () -> new PeerReply.HandOutEndHeard(ok));
            default -> null;
        };
    }

    private static Parsed<PeerReply> readHandOut(Fields fields) {
        Long number = fields.required("number", NativeHandOuts::number);
        HandOutKey key = fields.required("key", HandOutKey::parse);
        GroupAddress group = fields.required("group", GroupAddress::of);
        Integer piece = fields.required("piece", Fields::number);
        Integer block = fields.required("block", Fields::number);
        return fields.finish(
                Command.UNKNOWN,
                () -> new PeerReply.HandOutAnswer(Optional.of(new HandOut(number, key, group, piece, block))));
    }

    private static Optional<Long> number(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(HexFormat.fromHexDigitsToLong(text)) : Optional.empty();
    }

    private static Parsed<PeerReply> readReport(Fields fields) {
        Integer highest = fields.required("highest", Fields::number);
        Integer heard = fields.required("heard", Fields::number);
        Integer from = fields.required("from", Fields::number);
        List<Integer> needs = fields.param("needs", NativeHandOuts::needs, List.of());
        return fields.finish(
                Command.UNKNOWN,
                () -> new PeerReply.HandOutReported(Optional.of(new Report(highest, heard, from, needs))));
    }
}
