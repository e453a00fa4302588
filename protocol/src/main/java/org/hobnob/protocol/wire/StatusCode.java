package org.hobnob.protocol.wire;

import java.util.Map;
import org.hobnob.protocol.message.Command;

/** The phrase of a status code, by command (SPEC 2.5). */
final class StatusCode {
    private static final Map<Command, String> CODE_200 = Map.of(Command.LIST_ROOMS, "FOUND");
    private static final Map<Command, String> CODE_300 = Map.of(
            Command.REGISTER, "EXIST",
            Command.LOGIN, "ONLINE",
            Command.RESUME, "ONLINE",
            Command.KEY_LOGIN, "ONLINE",
            Command.SEARCH_USER, "NOT_ONLINE");
    private static final Map<Command, String> CODE_404 =
            Map.of(Command.LIST_ROOMS, "NOT_FOUND", Command.SEARCH_USER, "NOT_FOUND");

    private StatusCode() {}

    static String phrase(Command command, int code) {
        return switch (code) {
            case 200 -> CODE_200.getOrDefault(command, "SUCCESS");
            case 300 -> CODE_300.getOrDefault(command, "EXIST");
            case 400 -> "MALFORMED";
            case 404 -> CODE_404.getOrDefault(command, "FAILURE");
            case 429 -> "SLOW_DOWN";
            case 503 -> "UNAVAILABLE";
            default -> "ERROR";
        };
    }
}
