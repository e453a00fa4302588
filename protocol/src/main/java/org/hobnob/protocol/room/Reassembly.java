package org.hobnob.protocol.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;

/**
 * Puts the messages of one stream together from their parts, which come in the order of their numbers (SPEC 8.2). It
 * holds the parts of one message at most: {@link Fragment#MAX_COUNT} times {@link Fragment#MAX_TEXT_BYTES} bytes. Not
 * thread-safe.
 */
public final class Reassembly {
    private MessageId id;
    private int count;
    /** How many parts are here; 0 while no message is under way. */
    private int next;

    private final StringBuilder text = new StringBuilder();
    /** The message last told to be torn; its other parts are not worth another word. */
    private MessageId lastTorn;

    /**
     * A message that is complete.
     *
     * @param id names it
     * @param text what was said
     */
    public record Whole(MessageId id, ChatText text) {}

    /**
     * What a part brought about.
     *
     * @param torn messages that will not become whole any more, two at most; each is told once
     * @param whole the message that the part completed
     */
    public record Outcome(List<MessageId> torn, Optional<Whole> whole) {}

    /** Takes the next part of the stream. */
    public Outcome take(Fragment part) {
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

    /** Whether some parts of a message are here, and the next one may go on with it. */
    public boolean isUnderWay() {
        return next > 0;
    }

    /**
     * Says that the stream goes on behind a gap.
     *
     * @return the message that was under way and will not become whole
     */
    public Optional<MessageId> interrupt() {
        return next > 0 ? tear() : Optional.empty();
    }

    private Optional<Whole> complete(List<MessageId> torn) {
        Optional<Whole> whole = ChatText.of(text.toString()).map(message -> new Whole(id, message));
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
