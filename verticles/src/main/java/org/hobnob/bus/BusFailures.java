package org.hobnob.bus;

import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import java.util.OptionalLong;
import org.hobnob.protocol.message.Particulars;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.FreeText;
import org.hobnob.protocol.message.value.UnixTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refusals on the bus: the failure code, and {@code reason-word [wait-ms [until-ms words]]} as its message (BUS.md 2). */
public final class BusFailures {
    private static final Logger LOG = LoggerFactory.getLogger(BusFailures.class);

    private static final String FOR_GOOD = "-";

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

    /** The message of the refusal's failure (BUS.md 2). */
    public static String words(RefusalException refusal) {
        Particulars said = refusal.particulars();
        if (!said.equals(Particulars.NONE)) {
            String until = said.until().isPresent() ? "" + said.until().getAsLong() : FOR_GOOD;
            return String.join(" ", refusal.reason().word(), "" + refusal.waitMs(), until, said.words());
        }
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
        String[] words = message == null ? new String[] {""} : message.split(" ", 4);
        Reason reason = Reason.ofWord(words[0]).orElseGet(() -> Reason.ofCode(code));
        boolean timed = words.length > 1 && words[1].matches("[0-9]{1,10}");
        Particulars said = words.length == 4 ? particulars(words[2], words[3]) : Particulars.NONE;
        return new RefusalException(reason, timed ? Long.parseLong(words[1]) : 0, said);
    }

    /** What cannot be read of it is left out. */
    private static Particulars particulars(String until, String words) {
        OptionalLong ms = until.matches("[0-9]{1,15}") ? OptionalLong.of(Long.parseLong(until)) : OptionalLong.empty();
        return new Particulars(
                FreeText.isValid(words) ? words : "",
                ms.isPresent() && UnixTime.isValid(ms.getAsLong()) ? ms : OptionalLong.empty());
    }
}
