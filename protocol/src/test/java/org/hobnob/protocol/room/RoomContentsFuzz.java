package org.hobnob.protocol.room;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.fuzz.FuzzTarget;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/** Contents of rooms' datagrams, as members seal and sign them (SPEC 8.2 to 8.4, and 8.10). */
public final class RoomContentsFuzz implements FuzzTarget {
    @Override
    public void parse(byte[] input) {
        RoomContents.sealed(input).ifPresent(content -> {
            if (content instanceof Fragment fragment) {
                assertArrayEquals(input, RoomContents.ofFragment(fragment));
            }
        });
        RoomContents.status(input).ifPresent(status -> assertBegins(input, RoomContents.ofStatus(status)));
        RoomContents.nak(input).ifPresent(asked -> assertBegins(input, RoomContents.ofNak(asked.user(), asked.nak())));
        ControlCodec.status(input)
                .ifPresent(read -> assertBegins(input, ControlCodec.ofStatus(read.status(), read.witness())));
        SealedCodec.parse(input).ifPresent(decoded -> {
            if (decoded.content() instanceof SealedContent.Part part) {
                assertArrayEquals(
                        input, SealedCodec.encode(decoded.link(), part).content());
            } else if (decoded.content() instanceof SealedContent.Messages messages) {
                again(decoded.link(), messages);
            }
        });
    }

    /** Later versions may put more behind what this one knows. */
    private static void assertBegins(byte[] input, byte[] printed) {
        assertArrayEquals(printed, Arrays.copyOf(input, printed.length), "what was read is written as it was");
    }

    private static void again(Link link, SealedContent.Messages messages) {
        if (messages.messages().stream().allMatch(message -> message.body() instanceof MessageBody)
                && SealedCodec.pack(messages.messages()).size() == 1) {
            byte[] printed = SealedCodec.encode(link, messages, new Random(1)).content();
            assertEquals(
                    Optional.of(messages),
                    SealedCodec.parse(printed).map(SealedCodec.Decoded::content),
                    "what was read can be written");
        }
    }

    @Override
    public List<byte[]> seeds() {
        UserName dana = new UserName("Dana");
        MessageId id = new MessageId("0f".repeat(16));
        ChatText text = new ChatText("hello");
        Link link = new Link(ShortHash.NONE, RosterClaim.NONE);
        RoomStatus status = new RoomStatus(
                dana,
                false,
                3,
                2,
                Optional.of(new RoomStatus.Prior(8, 1)),
                List.of(new RoomStatus.Heard(9, 4, 0, true)));
        SealedContent.Messages messages = new SealedContent.Messages(List.of(
                new SealedContent.Message(id, MessageBody.of(text)),
                new SealedContent.Message(id, MessageBody.of(text))));
        return Stream.concat(
                        Fragments.of(id, text, 1_000).stream().map(RoomContents::ofFragment),
                        Stream.of(
                                RoomContents.ofStatus(status),
                                RoomContents.ofNak(dana, new Nak(List.of(new Nak.Range(9, 1, 3)))),
                                ControlCodec.ofStatus(
                                        status, new Witness(ShortHash.NONE, RosterClaim.NONE, List.of(ShortHash.NONE))),
                                SealedCodec.encode(link, messages, new Random(1))
                                        .content()))
                .toList();
    }

    @Override
    public int maxBytes() {
        return 1_400;
    }
}
