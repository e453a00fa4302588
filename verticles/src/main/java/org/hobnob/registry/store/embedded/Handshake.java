package org.hobnob.registry.store.embedded;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hobnob.registry.store.embedded.Replies.Error;

/** Handles one connection's commands before and during authentication. Used on the connection's event loop only. */
final class Handshake {
    private static final String MECHANISM = "SCRAM-SHA-256";
    private static final int CONVERSATION_ID = 1;

    private final ScramCredential credential;
    private final Supplier<String> nonces;
    private ScramConversation conversation;
    private boolean awaitsEmptyExchange;
    private boolean skipsEmptyExchange;
    private boolean authenticated;
    private boolean failed;

    Handshake(ScramCredential credential, Supplier<String> nonces) {
        this.credential = credential;
        this.nonces = nonces;
    }

    /** @return whether the client has proved that it knows the password */
    boolean isAuthenticated() {
        return authenticated;
    }

    /** @return whether authentication failed, so that the connection must be closed after the answer */
    boolean hasFailed() {
        return failed;
    }

    /**
     * @param name the name of a command of kind HANDSHAKE
     * @param server answers what does not depend on the connection: isMaster and buildInfo
     */
    Document answer(String name, Document body, Function<String, Document> server) {
        return switch (CommandKind.fold(name)) {
            case "saslstart" -> saslStart(body);
            case "saslcontinue" -> saslContinue(body);
            case "hello", "ismaster" -> hello(body, server.apply("ismaster"));
            case "buildinfo" -> server.apply("buildinfo");
            default -> Replies.ok();
        };
    }

    private static Document hello(Document body, Document reply) {
        reply.append("isWritablePrimary", true).append("helloOk", true);
        if (body.containsKey("saslSupportedMechs")) {
            reply.append("saslSupportedMechs", List.of(MECHANISM));
        }
        return reply;
    }

    private Document saslStart(Document body) {
        if (!MECHANISM.equals(body.get("mechanism"))) {
            failed = true;
            return Replies.error(Error.MechanismUnavailable, "only " + MECHANISM + " is supported");
        }
        authenticated = false;
        awaitsEmptyExchange = false;
        skipsEmptyExchange = body.get("options") instanceof Document options
                && Boolean.TRUE.equals(options.get("skipEmptyExchange"));
        conversation = new ScramConversation(credential, nonces.get());
        return payload(body)
                .flatMap(conversation::challenge)
                .map(answer -> step(answer, false))
                .orElseGet(this::fail);
    }

    private Document saslContinue(Document body) {
        Object id = body.get("conversationId");
        if (conversation == null || !(id instanceof Number number) || number.intValue() != CONVERSATION_ID) {
            return fail();
        }
        if (awaitsEmptyExchange) {
            return finish(new byte[0]);
        }
        Optional<byte[]> answer = payload(body).flatMap(conversation::verify);
        if (answer.isEmpty()) {
            return fail();
        }
        if (skipsEmptyExchange) {
            return finish(answer.get());
        }
        awaitsEmptyExchange = true;
        return step(answer.get(), false);
    }

    private Document finish(byte[] payload) {
        conversation = null;
        awaitsEmptyExchange = false;
        authenticated = true;
        return step(payload, true);
    }

    private Document fail() {
        conversation = null;
        failed = true;
        return Replies.error(Error.AuthenticationFailed, "Authentication failed.");
    }

    private static Optional<byte[]> payload(Document body) {
        Object payload = body.get("payload");
        if (payload instanceof BinData binary) {
            return Optional.of(binary.getData());
        }
        return payload instanceof byte[] bytes ? Optional.of(bytes) : Optional.empty();
    }

    private static Document step(byte[] payload, boolean done) {
        return new Document("conversationId", CONVERSATION_ID)
                .append("done", done)
                .append("payload", new BinData(payload))
                .append("ok", 1.0);
    }
}
