package org.hobnob.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.hobnob.protocol.Messages;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;

/** What is printed, put through the framer and parsed, is what it was (SPEC 3 to 4, 7). */
class RoundTripTest {
    @Property
    @StatisticsReport(label = "type", value = StatisticsReport.StatisticsReportMode.OFF)
    void aRequestIsReadAsWritten(@ForAll("requests") Request request, @ForAll("tags") String tag) {
        covers(Request.class, request, Set.of(Request.ListRosters.class));
        NativeLine line = NativeRequests.print(tag, request);
        assertRead(line, request, NativeRequests::parse, read -> NativeRequests.print(tag, read));
    }

    @Property
    @StatisticsReport(label = "type", value = StatisticsReport.StatisticsReportMode.OFF)
    void aReplyIsReadAsWritten(@ForAll("replies") Reply reply, @ForAll("tags") String tag) {
        covers(Reply.class, reply, Set.of(Reply.Rosters.class));
        NativeLine line = NativeReplies.print(tag, reply);
        assertRead(
                line,
                reply,
                received -> NativeReplies.parse(received, reply.command()),
                read -> NativeReplies.print(tag, read));
    }

    @Property
    @StatisticsReport(label = "type", value = StatisticsReport.StatisticsReportMode.OFF)
    void aNoticeIsReadAsWritten(@ForAll("notices") Notice notice) {
        covers(Notice.class, notice, Set.of());
        assertRead(NativeNotices.print(notice), notice, NativeNotices::parse, NativeNotices::print);
    }

    @Property
    @StatisticsReport(label = "type", value = StatisticsReport.StatisticsReportMode.OFF)
    void aPeerMessageIsReadAsWritten(@ForAll("peerMessages") PeerMessage message, @ForAll("tags") String tag) {
        covers(PeerMessage.class, message, Set.of());
        NativeLine line = NativePeer.print(tag, message);
        assertRead(line, message, NativePeer::parseMessage, read -> NativePeer.print(tag, read));
    }

    @Property
    @StatisticsReport(label = "type", value = StatisticsReport.StatisticsReportMode.OFF)
    void aPeerReplyIsReadAsWritten(@ForAll("peerReplies") PeerReply reply, @ForAll("tags") String tag) {
        covers(PeerReply.class, reply, Set.of());
        NativeLine line = NativePeer.print(tag, reply);
        assertRead(line, reply, NativePeer::parseReply, read -> NativePeer.print(tag, read));
    }

    /** Names are equal without regard to case, so the printed form is compared too. */
    private static <T> void assertRead(
            NativeLine line, T written, Function<NativeLine, Parsed<T>> parse, Function<T, NativeLine> print) {
        String text = line.print();
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        List<Frame> frames = new LineFramer(Limits.LINE_BYTES).feed(bytes);
        assertEquals(List.of(new Frame.Line(text)), frames, text);
        NativeLine received = NativeLine.parse(text).orElseThrow();
        assertEquals(line, received);
        Parsed.Valid<?> read = assertInstanceOf(Parsed.Valid.class, parse.apply(received), text);
        assertEquals(written, read.value());
        @SuppressWarnings("unchecked")
        T value = (T) read.value();
        assertEquals(text, print.apply(value).print());
    }

    /** Fails where the arbitraries never made one of the permitted types. */
    private static void covers(Class<?> sealed, Object message, Set<Class<?>> exempt) {
        Statistics.label("type").collect(message.getClass());
        Statistics.label("type")
                .coverage(coverage -> Stream.of(sealed.getPermittedSubclasses())
                        .filter(type -> !exempt.contains(type))
                        .forEach(type -> coverage.check(type).count(count -> count > 0)));
    }

    @Provide
    Arbitrary<Request> requests() {
        return Messages.requests();
    }

    @Provide
    Arbitrary<Reply> replies() {
        return Messages.replies();
    }

    @Provide
    Arbitrary<Notice> notices() {
        return Messages.notices();
    }

    @Provide
    Arbitrary<PeerMessage> peerMessages() {
        return Messages.peerMessages();
    }

    @Provide
    Arbitrary<PeerReply> peerReplies() {
        return Messages.peerReplies();
    }

    @Provide
    Arbitrary<String> tags() {
        return Messages.tags();
    }
}
