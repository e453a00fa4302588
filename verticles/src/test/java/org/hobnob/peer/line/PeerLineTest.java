package org.hobnob.peer.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.hobnob.protocol.body.EncodedBody;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.peer.DirectRefusal;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.peer.PeerReply.ChatDecision;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.LogPlace;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes over a line between two peers (SPEC 7). */
@Tag("slow")
class PeerLineTest implements PeerLine.Owner {
    private static final UserName DANA = new UserName("dana");
    private static final UserName OMAR = new UserName("omar");
    private static final LogPlace PLACE = new LogPlace(new LogId("0011223344556677"), 1, 1);
    private static final MessageId ID = new MessageId("0a".repeat(16));

    private final Vertx vertx = Vertx.vertx();
    /** Held, because Vert.x closes a client that nobody holds. */
    private final NetClient client = vertx.createNetClient();

    private volatile Context context;
    private final List<PeerMessage> asked = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        Await.await(vertx.close());
    }

    @Override
    public Future<PeerReply> answer(PeerMessage message, PeerLine from) {
        asked.add(message);
        return Future.succeededFuture(new PeerReply.ChatAnswer(ChatDecision.ACCEPT, OMAR));
    }

    @Override
    public void proven(PeerLine line, UserName user) {}

    @Override
    public void closed(PeerLine line) {}

    /** A line to a peer that writes these, one each time it is written to. */
    private PeerLine lineTo(String... answers) {
        NetServer server = vertx.createNetServer(new NetServerOptions().setHost("127.0.0.1"));
        server.connectHandler(socket -> socket.handler(chunk -> {
            heard.add(chunk.toString());
            if (heard.size() <= answers.length) {
                socket.write(answers[heard.size() - 1]);
            }
        }));
        Await.await(server.listen());
        return Await.await(client.connect(server.actualPort(), "127.0.0.1").map(socket -> {
            context = vertx.getOrCreateContext();
            return new PeerLine(vertx, socket, Optional.empty(), this, () -> 0);
        }));
    }

    private Future<PeerReply> ask(PeerLine line) {
        Promise<PeerReply> reply = Promise.promise();
        context.runOnContext(go -> said(line).onComplete(reply));
        return reply.future();
    }

    private static Future<PeerReply> said(PeerLine line) {
        return line.ask(
                new PeerMessage.DirectMessage(DANA, OMAR, ID, PLACE, EncodedBody.of(new ChatText("hello"))), 10_000);
    }

    @Test
    void theOthersQuestionUnderOurTagIsNoAnswer() {
        PeerLine line = lineTo(
                "@1 CHAT_REQUEST dana from=omar\n" + "@1 DIRECT_UNICAST_NOTIFICATION <SUCCESS> <200> dana hello id="
                        + ID.hex() + " log=0011223344556677 n=1" + "\n");
        assertInstanceOf(PeerReply.DirectTaken.class, Await.await(ask(line)));
        assertEquals(List.of(new PeerMessage.ChatRequest(OMAR, DANA)), asked);
    }

    @Test
    void messageUnderTheTagOfANoticeIsMalformed() {
        PeerLine line = lineTo(
                "@! CHAT_REQUEST dana from=omar\n",
                "@1 DIRECT_UNICAST_NOTIFICATION <FAILURE> <404> id=" + ID.hex() + "\n");
        line.prove(OMAR);
        assertInstanceOf(PeerReply.DirectRefused.class, Await.await(ask(line)));
        assertEquals("@? ERROR <MALFORMED> <400> reason=malformed\n", heard.get(1));
        assertEquals(List.of(), asked);
    }

    @Test
    void answersFindTheirQuestionsInAnyOrder() {
        String taken = " DIRECT_UNICAST_NOTIFICATION <SUCCESS> <200> dana hello id=" + ID.hex()
                + " log=0011223344556677 n=1" + "\n";
        PeerLine line = lineTo("@2 DIRECT_UNICAST_NOTIFICATION <FAILURE> <404> id=" + ID.hex() + "\n@1" + taken);
        Promise<PeerReply> first = Promise.promise();
        Promise<PeerReply> second = Promise.promise();
        context.runOnContext(go -> {
            said(line).onComplete(first);
            said(line).onComplete(second);
        });
        assertInstanceOf(PeerReply.DirectRefused.class, Await.await(second.future()));
        assertInstanceOf(PeerReply.DirectTaken.class, Await.await(first.future()));
    }

    @Test
    void unknownMessageUnderOurTagIsAnswered() {
        String taken = "@1 DIRECT_UNICAST_NOTIFICATION <SUCCESS> <200> dana hello id=" + ID.hex()
                + " log=0011223344556677 n=1\n";
        PeerLine line = lineTo("@1 SING dana song=la\n" + taken);
        assertInstanceOf(PeerReply.DirectTaken.class, Await.await(ask(line)));
        seeAnswer("@1 ERROR <FAILURE> <404> reason=unknown-command");
    }

    @Test
    void malformedLinesAreAnsweredAndTheLineGoesOn() {
        PeerLine line = lineTo(
                "@a CHAT_REQUEST dana\n@b CHAT_REQUEST \u0007\nGET / HTTP/1.1\n@! CHAT_REQUEST dana from=omar\n@c "
                        + "X".repeat(100_000) + "\n@d CHAT_REQUEST dana from=omar\n");
        ask(line);
        seeAnswer("@a ERROR <MALFORMED> <400> reason=malformed");
        seeAnswer("@b ERROR <MALFORMED> <400> reason=malformed");
        seeAnswer("@? ERROR <MALFORMED> <400> reason=malformed\n@? ERROR <MALFORMED> <400> reason=malformed");
        seeAnswer("@? ERROR <MALFORMED> <400> reason=too-long");
        seeAnswer("@d CHAT_REQUEST_RESPONSE <ACCEPT> <200> omar");
        assertFalse(line.isClosed());
    }

    @Test
    void noiseClosesTheLine() {
        PeerLine line = lineTo("@a SING\n".repeat(PeerLine.MAX_NOT_UNDERSTOOD));
        assertThrows(RefusalException.class, () -> Await.await(ask(line)));
        assertTrue(line.isClosed());
    }

    @Test
    void unknownMessagesBetweenOthersCloseNothing() {
        String some = "@a SING\n".repeat(PeerLine.MAX_NOT_UNDERSTOOD - 1);
        PeerLine line = lineTo(some + "@b CHAT_REQUEST dana from=omar\n" + some + "@c CHAT_REQUEST dana from=omar\n");
        ask(line);
        seeAnswer("@c CHAT_REQUEST_RESPONSE <ACCEPT> <200> omar");
        assertFalse(line.isClosed());
    }

    @Test
    void endlessLineClosesTheConnection() {
        PeerLine line = lineTo("X".repeat(2_000_000));
        assertThrows(RefusalException.class, () -> Await.await(ask(line)));
        assertTrue(line.isClosed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ECHO_NOTIFICATION <SUCCESS> <200>",
                "DIRECT_UNICAST_NOTIFICATION <SUCCESS> <200>",
                "DIRECT_UNICAST_NOTIFICATION",
                "ERROR <LATER> <799> reason=full-moon",
            })
    void replyOfALaterVersionIsARefusalAndTheLineGoesOn(String reply) {
        PeerLine line = lineTo("@1 " + reply + "\n@d CHAT_REQUEST dana from=omar\n");
        assertInstanceOf(PeerReply.NotUnderstood.class, Await.await(ask(line)));
        seeAnswer("@d CHAT_REQUEST_RESPONSE <ACCEPT> <200> omar");
        assertFalse(line.isClosed());
    }

    @Test
    void refusalWithALaterCodeIsARefusal() {
        PeerLine line = lineTo("@1 DIRECT_UNICAST_NOTIFICATION <LATER> <799> id=" + ID.hex() + " reason=full-moon\n");
        assertEquals(new PeerReply.DirectRefused(ID, DirectRefusal.UNAVAILABLE), Await.await(ask(line)));
        assertFalse(line.isClosed());
    }

    private void seeAnswer(String line) {
        Awaitility.await().until(() -> ("\n" + String.join("", heard)).contains("\n" + line + "\n"));
    }
}
