package org.hobnob.peer.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
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

@Tag("slow")
class PeerLineTest implements PeerLine.Owner {
    private static final UserName DANA = new UserName("dana");
    private static final UserName OMAR = new UserName("omar");
    private static final LogPlace PLACE = new LogPlace(new LogId("0011223344556677"), 1, 1);
    private static final MessageId ID = new MessageId("0a".repeat(16));

    private final Vertx vertx = Vertx.vertx();
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
        return Await.await(vertx.createNetClient()
                .connect(server.actualPort(), "127.0.0.1")
                .map(socket -> new PeerLine(vertx, socket, Optional.empty(), this, () -> 0)));
    }

    private Future<PeerReply> ask(PeerLine line) {
        return line.ask(new PeerMessage.DirectMessage(DANA, OMAR, ID, PLACE, new ChatText("hello")), 10_000);
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
        Future<PeerReply> first = ask(line);
        Future<PeerReply> second = ask(line);
        assertInstanceOf(PeerReply.DirectRefused.class, Await.await(second));
        assertInstanceOf(PeerReply.DirectTaken.class, Await.await(first));
    }
}
