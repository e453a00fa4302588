package org.hobnob.registry.bridge;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.json.MalformedBodyException;

/** What a program says to the bridge in one frame (BUS.md 7.1). */
sealed interface BridgeMessage {
    /** The longest address, action or reply address, in characters. */
    int MOST_NAME = 200;

    /** The first frame: proves that the program may read the secret file. */
    record Hello(String secret) implements BridgeMessage {
        @Override
        public String toString() {
            return "Hello[masked]";
        }
    }

    /**
     * A message to one consumer, or the answer to a request.
     *
     * @param replyAddress under which the program wants the answer; empty if it wants none
     */
    record Send(String address, String action, JsonObject body, Optional<String> replyAddress)
            implements BridgeMessage {}

    /** The refusal of a request. */
    record Fail(String address, int code, String message) implements BridgeMessage {}

    /** A message to all who listen. */
    record Publish(String address, String action, JsonObject body) implements BridgeMessage {}

    /** From now on the program is told what is sent or published there. */
    record Register(String address) implements BridgeMessage {}

    /** The program is told no more of it. */
    record Unregister(String address) implements BridgeMessage {}

    /** Asks for a {@code pong}. */
    record Ping() implements BridgeMessage {}

    /**
     * Reads a frame.
     *
     * @throws MalformedBodyException if it is no JSON object in UTF-8, or a field is missing or breaks its rule; the message
     *     says which
     */
    static BridgeMessage of(byte[] frame) {
        JsonObject json = json(frame);
        String type = name(json, "type");
        return switch (type) {
            case "hello" -> new Hello(name(json, "secret"));
            case "send" ->
                new Send(
                        name(json, "address"),
                        action(json),
                        body(json),
                        json.getValue("replyAddress") == null
                                ? Optional.empty()
                                : Optional.of(name(json, "replyAddress")));
            case "fail" ->
                new Fail(name(json, "address"), Json.within(json, "failureCode", 300, 599), name(json, "message"));
            case "publish" -> new Publish(name(json, "address"), action(json), body(json));
            case "register" -> new Register(name(json, "address"));
            case "unregister" -> new Unregister(name(json, "address"));
            case "ping" -> new Ping();
            default -> throw new MalformedBodyException("unknown_type");
        };
    }

    private static JsonObject json(byte[] frame) {
        try {
            return new JsonObject(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(frame))
                    .toString());
        } catch (CharacterCodingException | DecodeException e) {
            throw new MalformedBodyException("not a JSON object in UTF-8");
        }
    }

    private static String name(JsonObject json, String key) {
        return Json.required(
                json, key, text -> Optional.of(text).filter(one -> !one.isEmpty() && one.length() <= MOST_NAME));
    }

    /** Answers have no action. */
    private static String action(JsonObject json) {
        if (json.getValue("headers") == null) {
            return "";
        }
        if (!(json.getValue("headers") instanceof JsonObject headers)) {
            throw new MalformedBodyException("the field 'headers' has another type");
        }
        Object action = headers.getValue(Bus.ACTION);
        return action == null || action.equals("") ? "" : name(headers, Bus.ACTION);
    }

    private static JsonObject body(JsonObject json) {
        return json.getValue("body") == null ? new JsonObject() : Json.object(json.getValue("body"));
    }
}
