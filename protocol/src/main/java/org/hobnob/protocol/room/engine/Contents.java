package org.hobnob.protocol.room.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.room.Fragment;
import org.hobnob.protocol.room.Fragments;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.SealedCodec;
import org.hobnob.protocol.room.SealedContent;

/** Distributes messages among datagrams. */
final class Contents {
    private Contents() {}

    /** Returns the contents that say these messages, in order, in that version. */
    static List<SealedContent> of(List<Saying> sayings, int version) {
        if (version == RoomHeader.VERSION_1) {
            List<SealedContent> contents = new ArrayList<>();
            sayings.forEach(saying ->
                    contents.addAll(Fragments.of(saying.id(), saying.body().text(), Fragment.MAX_TEXT_BYTES)));
            return contents;
        }
        return SealedCodec.pack(sayings.stream()
                .map(saying -> new SealedContent.Message(saying.id(), saying.body()))
                .toList());
    }

    /** Returns the number of each message's last datagram, if the first content has the number {@code first}. */
    static Map<MessageId, Long> lastNumbers(List<SealedContent> contents, long first) {
        Map<MessageId, Long> last = new HashMap<>();
        long number = first;
        for (SealedContent content : contents) {
            for (MessageId id : ids(content)) {
                last.put(id, number);
            }
            number++;
        }
        return last;
    }

    private static List<MessageId> ids(SealedContent content) {
        if (content instanceof SealedContent.Messages several) {
            return several.messages().stream().map(SealedContent.Message::id).toList();
        }
        return List.of(content instanceof Fragment part ? part.id() : ((SealedContent.Part) content).id());
    }
}
