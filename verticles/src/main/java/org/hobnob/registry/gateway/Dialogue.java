package org.hobnob.registry.gateway;

import io.vertx.core.Future;
import java.util.Optional;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.wire.Parsed;
import org.hobnob.registry.door.Cost;
import org.hobnob.registry.door.RequestBudgets.Verdict;

/**
 * Answers what a client asks, one message at a time and in order. Nothing is read or answered while the client does not read
 * its answers, or while its budget makes it wait. Not thread-safe.
 */
final class Dialogue {
    /** What a dialogue needs from its connection. */
    interface Side {
        /** Whether the connection is open and takes more to be written. */
        boolean isReady();

        /** Turns the reading of further bytes on or off. */
        void read(boolean more);

        /** Charges a request to the budgets. */
        Verdict charge(Cost cost);

        /** Charges a message that is no request; returns whether the connection may go on. */
        boolean chargeNonsense();

        /** Runs the action after the time, unless the connection is closed before. */
        void later(long afterNs, Runnable action);

        /** Does the work at once or when it is this connection's turn, unless the connection is closed before. */
        void inTurn(Turns.Work work);

        /** Answers a parsed request; never fails. */
        Future<Reply> answer(Parsed<Request> request);

        /** Sends a reply. */
        void send(Reply reply, Optional<String> spelt);

        /** Ends the connection of a client that breaks the protocol. */
        void sentNonsense();

        /** Reports a fault of the program, which costs the client no more than the answer. */
        void faulted(Command command, Throwable cause);
    }

    private static final Verdict AT_ONCE = new Verdict(0, false, 0);
    private static final long NS_PER_MS = 1_000_000;

    private final Speech speech;
    private final Side side;
    private boolean busy;
    private boolean goingOn;
    /** Whether the client has sent something before the answer to what it sent before. */
    private boolean sendsAhead;

    Dialogue(Speech speech, Side side) {
        this.speech = speech;
        this.side = side;
    }

    /** Takes the bytes of one read. */
    void receive(byte[] chunk) {
        speech.feed(chunk);
        goOn();
    }

    /** Goes on where it had to stop. A loop instead of recursion: requests answered at once do not grow the stack. */
    void goOn() {
        if (goingOn) {
            return;
        }
        goingOn = true;
        try {
            while (!busy && side.isReady()) {
                Optional<Heard> next = speech.next();
                if (next.isEmpty()) {
                    sendsAhead = false;
                    break;
                }
                hear(next.get());
                sendsAhead = true;
            }
        } finally {
            goingOn = false;
        }
        side.read(speech.isRead());
    }

    private void hear(Heard heard) {
        try {
            take(heard);
        } catch (RuntimeException fault) {
            busy = false;
            refuse(heard, fault);
        }
    }

    private void take(Heard heard) {
        if (heard.isNonsense() && !side.chargeNonsense()) {
            side.sentNonsense();
            return;
        }
        busy = true;
        if (heard.isNonsense()) {
            // Its budget is so small that it needs no turn, and who sends more is to be closed soon.
            answer(heard, AT_ONCE);
            return;
        }
        boolean takesTurn = sendsAhead;
        Verdict verdict = side.charge(heard.cost());
        Runnable answering = () -> {
            if (takesTurn) {
                side.inTurn(() -> answer(heard, verdict));
            } else {
                answer(heard, verdict);
            }
        };
        if (verdict.pauseNs() > 0) {
            side.later(verdict.pauseNs(), answering);
        } else {
            answering.run();
        }
    }

    private Future<Void> answer(Heard heard, Verdict verdict) {
        return reply(heard, verdict)
                .<Void>map(reply -> {
                    reply.ifPresent(made -> side.send(made, heard.spelling().apply(made)));
                    return null;
                })
                .recover(fault -> {
                    refuse(heard, fault);
                    return Future.succeededFuture();
                })
                .onComplete(done -> {
                    busy = false;
                    goOn();
                });
    }

    /** Answers with a refusal what could not be taken or answered because of a fault. */
    private void refuse(Heard heard, Throwable fault) {
        side.faulted(heard.command(), fault);
        Reply refusal = new Reply.Refused(heard.command(), Reason.INTERNAL);
        side.send(refusal, heard.spelling().apply(refusal));
    }

    private Future<Optional<Reply>> reply(Heard heard, Verdict verdict) {
        if (verdict.isRefused()) {
            long waitMs = Math.max(1, verdict.retryNs() / NS_PER_MS);
            Reply refusal = new Reply.Refused(heard.command(), Reason.SLOW_DOWN, waitMs);
            return Future.succeededFuture(Optional.of(refusal));
        }
        return Future.succeededFuture(heard.request())
                .compose(asked -> asked.map(request -> side.answer(request).map(Optional::of))
                        .orElseGet(() -> Future.succeededFuture(Optional.empty())));
    }
}
