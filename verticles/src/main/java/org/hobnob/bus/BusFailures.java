package org.hobnob.bus;

import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refusals on the bus: the failure code, and {@code reason-word [wait-ms]} as its message (BUS.md 2). */
public final class BusFailures {
    private static final Logger LOG = LoggerFactory.getLogger(BusFailures.class);

    private BusFailures() {}

    /**
     * Answers a request with the failure. A failure that is not a refusal is logged and answered with {@link
     * Reason#INTERNAL}.
     */
    static void fail(Message<?> request, Throwable cause) {
        RefusalException refusal = asRefusal(cause);
        if (refusal.reason() == Reason.INTERNAL) {
            LOG.error("fault in {} at {}", request.headers().get(Bus.ACTION), request.address(), cause);
        }
        request.fail(refusal.reason().code(), words(refusal));
    }

    /** The message of the refusal's failure: {@code reason-word [wait-ms]}. */
    public static String words(RefusalException refusal) {
        return refusal.reason().word() + (refusal.waitMs() > 0 ? " " + refusal.waitMs() : "");
    }

    /** Converts a failure to a refusal. A missing handler or answer becomes {@link Reason#UNAVAILABLE}. */
    public static RefusalException asRefusal(Throwable cause) {
        if (cause instanceof RefusalException refusal) {
            return refusal;
        }
        if (cause instanceof ReplyException reply) {
            return switch (reply.failureType()) {
                case TIMEOUT -> new NoAnswerException();
                case RECIPIENT_FAILURE -> parse(reply.failureCode(), reply.getMessage());
                default -> new RefusalException(Reason.UNAVAILABLE);
            };
        }
        return new RefusalException(Reason.INTERNAL);
    }

    /**
     * Reads the refusal of a failure.
     *
     * @param code decides where the message begins with no reason word
     * @param message as {@link #words} writes it; null counts as empty
     */
    public static RefusalException parse(int code, String message) {
        String[] words = message == null ? new String[] {""} : message.split(" ", 2);
        Reason reason = Reason.ofWord(words[0]).orElseGet(() -> Reason.ofCode(code));
        boolean timed = words.length == 2 && words[1].matches("[0-9]{1,10}");
        return new RefusalException(reason, timed ? Long.parseLong(words[1]) : 0);
    }
}
