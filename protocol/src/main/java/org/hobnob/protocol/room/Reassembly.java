package org.hobnob.protocol.room;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.body.Body;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.body.UnreadableBody;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;

/**
 * Makes messages of one stream's contents; they must be passed in the order of their numbers (SPEC 8.2). Holds the
 * parts of at most one message: {@link Fragment#MAX_COUNT} times {@link Fragment#MAX_TEXT_BYTES} bytes. Not
 * thread-safe.
 */
public final class Reassembly {
    private MessageId id;
    private int count;
    private int version;
    /** The number of parts held; 0 between messages. */
    private int next;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    /** The message last reported as torn; its other parts are not reported again. */
    private MessageId lastTorn;

    /**
     * A complete message.
     *
     * @param id the message's id
     * @param body what it says
     */
    public record Whole(MessageId id, Body body) {}

    /**
     * The result of a content.
     *
     * @param torn messages that can no longer be completed, at most two; each is reported once
     * @param whole the messages that the content completed
     */
    public record Outcome(List<MessageId> torn, List<Whole> whole) {}

    /** Takes the next content of the stream. */
    public Outcome take(SealedContent content) {
        if (content instanceof Fragment part) {
            ByteBuffer utf8 = ByteBuffer.wrap(part.text().getBytes(StandardCharsets.UTF_8));
            return take(RoomHeader.VERSION_1, part.id(), part.index(), part.count(), utf8);
        }
        if (content instanceof SealedContent.Part part) {
            return take(RoomHeader.VERSION_2, part.id(), part.index(), part.count(), part.bytes());
        }
        List<MessageId> torn = interrupt().stream().toList();
        return content instanceof SealedContent.Messages several
                ? new Outcome(
                        torn,
                        several.messages().stream()
                                .map(one -> new Whole(one.id(), one.body()))
                                .toList())
                : new Outcome(torn, List.of(new Whole(((Unreadable) content).id(), new UnreadableBody())));
    }

    private Outcome take(int partVersion, MessageId partId, int index, int partCount, ByteBuffer part) {
        List<MessageId> torn = new ArrayList<>();
        boolean goesOn = next > 0 && partId.equals(id) && index == next && partCount == count && partVersion == version;
        if (!goesOn) {
            interrupt().ifPresent(torn::add);
            id = partId;
            count = partCount;
            version = partVersion;
        }
        if (!goesOn && index > 0) {
            tear().ifPresent(torn::add);
            return new Outcome(torn, List.of());
        }
        byte[] more = new byte[part.remaining()];
        part.duplicate().get(more);
        bytes.writeBytes(more);
        next = index + 1;
        return new Outcome(torn, next == count ? complete(torn) : List.of());
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

    private List<Whole> complete(List<MessageId> torn) {
        Optional<Body> body = version == RoomHeader.VERSION_1
                ? ChatText.of(bytes.toString(StandardCharsets.UTF_8)).map(MessageBody::of)
                : Optional.of(SealedCodec.body(bytes.toByteArray()));
        List<Whole> whole = body.map(said -> new Whole(id, said)).stream().toList();
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
        bytes.reset();
    }
}
