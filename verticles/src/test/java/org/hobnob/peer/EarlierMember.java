package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.peer.identity.Identity;
import org.hobnob.peer.identity.PeerTls;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.testing.Await;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;

/**
 * A peer that says what an earlier one was recorded to say, over lines alone, and understands no more than that one did: of
 * rooms version 1. What it is told must have the shape of what it was told then.
 */
final class EarlierMember implements AutoCloseable {
    private final Vertx vertx;
    private final PeersTranscript transcript = PeersTranscript.beforeCapabilities();
    private final String name;
    private final Identity identity;
    private final NativeClient registry;
    private final NetServer door;
    private final List<NativeLine> told = new CopyOnWriteArrayList<>();
    private final List<AssertionError> faults = new CopyOnWriteArrayList<>();
    private final FirstRoomReader reader = new FirstRoomReader();
    private Stranger line;

    /** Makes its account and logs in as an earlier peer does: with a key that nothing proves, and no capabilities. */
    EarlierMember(Vertx vertx, RegistryFixture fixture, String name) {
        this.vertx = vertx;
        this.name = name;
        identity = transcript.identity(name);
        PeerTls tls = PeerTls.of(identity, TlsEngine.JDK, Instant.now(), new SecureRandom());
        door = Await.await(
                vertx.createNetServer(tls.serverOptions(address -> true).setHost("127.0.0.1"))
                        .connectHandler(this::greet)
                        .listen());
        registry = fixture.connect();
        registry.register(name);
        registry.enter("LOGIN " + name + " " + NativeClient.PASSWORD + " " + door.actualPort() + " udp=4001 key="
                + identity.publicKey().hex());
    }

    /** What it asks the registry. */
    NativeClient registry() {
        return registry;
    }

    private void greet(NetSocket socket) {
        socket.handler(RecordParser.newDelimited("\n", text -> {
            NativeLine question = parse(text.toString(StandardCharsets.UTF_8));
            try {
                take(question);
            } catch (AssertionError e) {
                faults.add(e);
            }
            socket.write(Buffer.buffer("@" + question.tag() + " " + answer(question) + "\n"));
        }));
    }

    private synchronized void take(NativeLine question) {
        told.add(question);
        assertKnownShape(transcript.example(question.name()), question);
        reader.take(question);
    }

    private String answer(NativeLine question) {
        return switch (question.name()) {
            case "CHAT_REQUEST" ->
                "CHAT_REQUEST_RESPONSE <ACCEPT> <200> " + question.params().get("from");
            case "DIRECT_MESSAGE" -> taken(question).print().replaceFirst("@[^ ]+ ", "");
            case "DIRECT_BROADCAST" ->
                "DIRECT_BROADCAST_NOTIFICATION <SUCCESS> <200> "
                        + question.words().get(0);
            case "ROOM_KEYS" -> "ROOM_KEYS_RESPONSE <SUCCESS> <200>";
            case "ASK_ROOM_REPAIR" -> "ASK_ROOM_REPAIR_RESPONSE <SUCCESS> <200>";
            default -> "ERROR <FAILURE> <404> reason=unknown-command";
        };
    }

    private static NativeLine taken(NativeLine message) {
        return new NativeLine(
                message.tag(),
                "DIRECT_UNICAST_NOTIFICATION",
                List.of(
                        "<SUCCESS>",
                        "<200>",
                        message.words().get(0),
                        message.words().get(2)),
                Map.of(
                        "id", message.params().get("id"),
                        "log", message.params().get("log"),
                        "n", message.params().get("n")));
    }

    /** Opens a connection to a user, whose door the registry tells. */
    EarlierMember connectTo(String user) {
        NativeLine found = parse("@1 " + registry.ask("SEARCH_USER " + user));
        line = Stranger.knock(
                vertx, identity, "127.0.0.1", Integer.parseInt(found.words().get(4)));
        return this;
    }

    /** Says one part of the transcript, and checks that it is answered as it was then. */
    EarlierMember play(String part) {
        for (NativeLine question : transcript.questions(part, name)) {
            line.say(question.print() + "\n");
            NativeLine answer = parse(line.hear());
            assertEquals(question.tag(), answer.tag());
            assertKnownShape(transcript.answer(part, name, question), answer);
        }
        return this;
    }

    /** The lines of that name that it was told. */
    List<NativeLine> told(String command) {
        faults.stream().findFirst().ifPresent(fault -> {
            throw fault;
        });
        return told.stream().filter(each -> each.name().equals(command)).toList();
    }

    /** The texts of the room's sealed datagrams that it could open so far, in the order of their numbers. */
    synchronized List<String> roomTexts() {
        faults.stream().findFirst().ifPresent(fault -> {
            throw fault;
        });
        return reader.texts();
    }

    private static NativeLine parse(String text) {
        return NativeLine.parse(text).orElseThrow(() -> new AssertionError("no line: " + text));
    }

    /** What is repeated at the end, such as chains and datagrams, may come more often. */
    private static void assertKnownShape(NativeLine known, NativeLine told) {
        Supplier<String> both = () -> "recorded " + known.print() + ", told " + told.print();
        assertEquals(known.name(), told.name(), both);
        boolean mayBeLonger = List.of("ROOM_KEYS", "DIRECT_BROADCAST").contains(known.name());
        int longer = told.words().size() - known.words().size();
        assertTrue(longer == 0 || longer > 0 && mayBeLonger, both);
        for (int i = 0; i < known.words().size(); i++) {
            if (known.words().get(i).startsWith("<")) {
                assertEquals(known.words().get(i), told.words().get(i), both);
            }
        }
        assertTrue(told.params().keySet().containsAll(known.params().keySet()), both);
    }

    @Override
    public void close() {
        if (line != null) {
            line.close();
        }
        registry.close();
        Await.await(door.close());
    }
}
