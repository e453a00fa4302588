package org.hobnob.protocol.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerMessage.AskKeeper;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.value.UserName;

/**
 * The native spelling of what is asked of a friend's peer that keeps a mailbox (SPEC 14.5): the requests of SPEC 14.3 with the
 * sender as first word, and their replies under names that end in {@code _RESPONSE}.
 */
final class NativeKeeper {
    private static final String REPLY = "_RESPONSE";

    private NativeKeeper() {}

    static NativeLine print(String tag, AskKeeper ask) {
        NativeLine request = NativeRequests.print(tag, ask.request());
        List<String> words = new ArrayList<>(List.of(ask.sender().shown()));
        words.addAll(request.words());
        return new NativeLine(tag, request.name(), words, request.params());
    }

    /** Returns null if the line is another message. */
    static Parsed<PeerMessage> parseMessage(NativeLine line) {
        if (command(line.name()).isEmpty()) {
            return null;
        }
        Optional<UserName> sender = line.words().stream().findFirst().flatMap(UserName::of);
        if (sender.isEmpty()) {
            return new Parsed.Invalid<>(Command.UNKNOWN, Reason.MALFORMED);
        }
        List<String> words = line.words().subList(1, line.words().size());
        Parsed<Request> request = NativeRequests.parse(new NativeLine(line.tag(), line.name(), words, line.params()));
        return request instanceof Parsed.Valid<Request> valid
                ? new Parsed.Valid<>(new AskKeeper(sender.get(), valid.value()))
                : new Parsed.Invalid<>(Command.UNKNOWN, ((Parsed.Invalid<Request>) request).reason());
    }

    static NativeLine print(String tag, PeerReply.KeeperAnswer answer) {
        NativeLine reply = NativeReplies.print(tag, answer.reply());
        return new NativeLine(tag, reply.name() + REPLY, reply.words(), reply.params());
    }

    /** Returns null if the line is another reply. */
    static Parsed<PeerReply> parseReply(NativeLine line) {
        Optional<Command> asked = line.name().endsWith(REPLY)
                ? command(line.name().substring(0, line.name().length() - REPLY.length()))
                : Optional.empty();
        if (asked.isEmpty()) {
            return null;
        }
        NativeLine plain = new NativeLine(line.tag(), NativeReplies.name(asked.get()), line.words(), line.params());
        Parsed<Reply> reply = NativeReplies.parse(plain, asked.get());
        return reply instanceof Parsed.Valid<Reply> valid
                ? new Parsed.Valid<>(new PeerReply.KeeperAnswer(valid.value()))
                : new Parsed.Invalid<>(Command.UNKNOWN, ((Parsed.Invalid<Reply>) reply).reason());
    }

    private static Optional<Command> command(String name) {
        return AskKeeper.COMMANDS.stream()
                .filter(one -> NativeReplies.name(one).equals(name))
                .findFirst();
    }
}
