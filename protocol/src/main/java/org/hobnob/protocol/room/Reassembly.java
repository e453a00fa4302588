package org.hobnob.protocol.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;

/**
 * Joins the parts of one stream's messages; parts must be passed in the order of their numbers (SPEC 8.2). Holds
 * the parts of at most one message: {@link Fragment#MAX_COUNT} times {@link Fragment#MAX_TEXT_BYTES} bytes. Not
 * thread-safe.
 */
public final class Reassembly {
    private MessageId id;
    private int count;
    /** The number of parts held; 0 between messages. */
    private int next;

    private final StringBuilder text = new StringBuilder();
    /** The message last reported as torn; its other parts are not reported again. */
    private MessageId lastTorn;

    /**
     * A complete message.
     *
     * @param id the message's id
     * @param text the message's text; empty if this version cannot read the message
     */
    public record Whole(MessageId id, Optional<ChatText> text) {}

    /**
     * The result of a content.
     *
     * @param torn messages that can no longer be completed, at most two; each is reported once
     * @param whole the message that it completed
     */
    public record Outcome(List<MessageId> torn, Optional<Whole> whole) {}

    /** Takes the next content of the stream. */
    public Outcome take(SealedContent content) {
        return content instanceof Fragment part ? take(part) : take((Unreadable) content);
    }

    private Outcome take(Unreadable message) {
        List<MessageId> torn = interrupt().stream().toList();
        return new Outcome(torn, Optional.of(new Whole(message.id(), Optional.empty())));
    }

    private Outcome take(Fragment part) {
        List<MessageId> torn = new ArrayList<>();
        boolean goesOn = next > 0 && part.id().equals(id) && part.index() == next && part.count() == count;
        if (!goesOn) {
            interrupt().ifPresent(torn::add);
            id = part.id();
            count = part.count();
        }
        if (!goesOn && part.index() > 0) {
            tear().ifPresent(torn::add);
            return new Outcome(torn, Optional.empty());
        }
        text.append(part.text());
        next = part.index() + 1;
        Optional<Whole> whole = next == count ? complete(torn) : Optional.empty();
        return new Outcome(torn, whole);
    }

    /** Returns whether parts of an incomplete message are held. */
    public boolean isUnderWay() {
        return next > 0;
    }

    /**
     * Reports a gap: the stream continues after missing parts.
     *
     * @return the message that can no longer be completed
     */
    public Optional<MessageId> interrupt() {
        return next > 0 ? tear() : Optional.empty();
    }

    private Optional<Whole> complete(List<MessageId> torn) {
        Optional<Whole> whole = ChatText.of(text.toString()).map(message -> new Whole(id, Optional.of(message)));
        if (whole.isEmpty()) {
            tear().ifPresent(torn::add);
        }
        clear();
        return whole;
    }

    private Optional<MessageId> tear() {
        boolean told = id.equals(lastTorn);
        lastTorn = id;
        clear();
        return told ? Optional.empty() : Optional.of(id);
    }

    private void clear() {
        next = 0;
        text.setLength(0);
    }
}
