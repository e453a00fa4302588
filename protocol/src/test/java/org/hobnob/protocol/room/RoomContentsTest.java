package org.hobnob.protocol.room;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hobnob.protocol.Examples;
import org.hobnob.protocol.Values;
import org.hobnob.protocol.message.value.ChatText;

/** SPEC 8.2 to 8.4: contents. */
class RoomContentsTest {
    @Property(tries = 300)
    void aPartIsReadAsWritten(@ForAll("fragments") Fragment fragment) {
        assertEquals(Optional.of(fragment), RoomContents.sealed(RoomContents.ofFragment(fragment)));
    }

    @Property(tries = 300)
    void aStatusIsReadAsWritten(@ForAll("statuses") RoomStatus status) {
        assertEquals(Optional.of(status), RoomContents.status(RoomContents.ofStatus(status)));
    }

    @Property(tries = 300)
    void aNakIsReadAsWritten(@ForAll("naks") RoomContents.Asked asked) {
        assertEquals(Optional.of(asked), RoomContents.nak(RoomContents.ofNak(asked.user(), asked.nak())));
    }

    @Property(tries = 1000)
    void changedContentsAreRefusedOrReadAsTheyBegin(
            @ForAll("contents") byte[] content, @ForAll int place, @ForAll byte value, @ForAll boolean cut) {
        byte[] changed = content.clone();
        int at = Math.floorMod(place, content.length);
        changed[at] = value;
        byte[] mutated = cut ? Arrays.copyOf(changed, at) : changed;
        RoomContents.sealed(mutated)
                .filter(Fragment.class::isInstance)
                .ifPresent(read -> assertArrayEquals(mutated, RoomContents.ofFragment((Fragment) read)));
        RoomContents.status(mutated).ifPresent(read -> assertBeginsWith(RoomContents.ofStatus(read), mutated));
        RoomContents.nak(mutated)
                .ifPresent(read -> assertBeginsWith(RoomContents.ofNak(read.user(), read.nak()), mutated));
    }

    private static void assertBeginsWith(byte[] written, byte[] bytes) {
        assertArrayEquals(written, Arrays.copyOf(bytes, written.length));
    }

    @Property(tries = 300)
    void bytesBehindAStatusAreIgnored(@ForAll("statuses") RoomStatus status, @ForAll byte[] more) {
        assertEquals(Optional.of(status), RoomContents.status(join(RoomContents.ofStatus(status), more)));
    }

    @Property(tries = 300)
    void bytesBehindANakAreIgnored(@ForAll("naks") RoomContents.Asked asked, @ForAll byte[] more) {
        byte[] content = RoomContents.ofNak(asked.user(), asked.nak());
        assertEquals(Optional.of(asked), RoomContents.nak(join(content, more)));
    }

    @Property(tries = 300)
    void contentOfALaterTypeIsUnreadable(@ForAll("fragments") Fragment fragment, @ForAll byte type) {
        byte[] content = RoomContents.ofFragment(fragment);
        boolean isKnown = content[0] == type;
        content[0] = type;
        SealedContent expected = isKnown ? fragment : new Unreadable(fragment.id());
        assertEquals(Optional.of(expected), RoomContents.sealed(content));
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    @Property
    void noBytesMakeAReaderThrow(@ForAll byte[] bytes) {
        RoomContents.sealed(bytes);
        RoomContents.status(bytes);
        RoomContents.nak(bytes);
    }

    @Example
    void aPartThatFitsNoDatagramIsNone() {
        String longest = "x".repeat(Fragment.MAX_TEXT_BYTES);
        assertEquals(longest, new Fragment(Examples.ID, 0, 1, longest).text());
        assertThrows(IllegalArgumentException.class, () -> new Fragment(Examples.ID, 0, 1, longest + "x"));
        assertThrows(IllegalArgumentException.class, () -> new Fragment(Examples.ID, 0, 1, "\ud800"));
        assertThrows(IllegalArgumentException.class, () -> new Fragment(Examples.ID, 0, 1, ""));
        assertThrows(IllegalArgumentException.class, () -> new Fragment(Examples.ID, 1, 1, "x"));
        assertThrows(IllegalArgumentException.class, () -> new Fragment(Examples.ID, 0, 17, "x"));
    }

    @Example
    void numbersThatHaveNoSpellingAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new RoomStatus.Prior(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new RoomStatus.Prior(1, -1));
        assertThrows(IllegalArgumentException.class, () -> new RoomStatus.Heard(1, -1, 0, true));
        assertThrows(IllegalArgumentException.class, () -> status(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> status(0, 2));
        RoomStatus last = status(Long.MAX_VALUE, Long.MAX_VALUE);
        assertEquals(Optional.of(last), RoomContents.status(RoomContents.ofStatus(last)));
    }

    private static RoomStatus status(long last, long floor) {
        return new RoomStatus(Examples.KAREEM, false, last, floor, Optional.empty(), List.of());
    }

    @Provide
    Arbitrary<Fragment> fragments() {
        Arbitrary<ChatText> texts = Values.chatTexts();
        Arbitrary<Integer> sizes = Arbitraries.integers().between(222, Fragment.MAX_TEXT_BYTES);
        return Combinators.combine(Values.ids(), texts, sizes).as(Fragments::of).flatMap(Arbitraries::of);
    }

    private static Arbitrary<Long> streams() {
        return Arbitraries.longs().filter(stream -> stream != 0);
    }

    @Provide
    Arbitrary<RoomStatus> statuses() {
        Arbitrary<Long> numbers = Arbitraries.longs().between(0, Long.MAX_VALUE - 1);
        Arbitrary<Optional<RoomStatus.Prior>> priors = Combinators.combine(streams(), numbers)
                .as(RoomStatus.Prior::new)
                .optional();
        Arbitrary<List<RoomStatus.Heard>> heard = Combinators.combine(
                        streams(), numbers, Arbitraries.integers().between(0, 65_535), Arbitraries.of(true, false))
                .as(RoomStatus.Heard::new)
                .list()
                .uniqueElements(RoomStatus.Heard::stream)
                .ofMaxSize(RoomStatus.MAX_HEARD);
        return Combinators.combine(Values.users(), Arbitraries.of(true, false), numbers, numbers, priors, heard)
                .as((user, leaving, last, below, prior, others) ->
                        new RoomStatus(user, leaving, last, last - Math.min(last, below) + 1, prior, others));
    }

    @Provide
    Arbitrary<RoomContents.Asked> naks() {
        Arbitrary<Nak.Range> ranges = Combinators.combine(
                        streams(),
                        Arbitraries.longs().between(1, Long.MAX_VALUE - Nak.Range.MAX_LENGTH),
                        Arbitraries.integers().between(0, Nak.Range.MAX_LENGTH - 1))
                .as((stream, from, more) -> new Nak.Range(stream, from, from + more));
        return Combinators.combine(Values.users(), ranges.list().ofMinSize(1).ofMaxSize(Nak.MAX_RANGES))
                .as((user, list) -> new RoomContents.Asked(user, new Nak(list)));
    }

    @Provide
    Arbitrary<byte[]> contents() {
        return Arbitraries.oneOf(
                fragments().map(RoomContents::ofFragment),
                statuses().map(RoomContents::ofStatus),
                naks().map(asked -> RoomContents.ofNak(asked.user(), asked.nak())));
    }
}
