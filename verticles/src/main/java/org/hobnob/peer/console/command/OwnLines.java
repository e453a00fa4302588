package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hobnob.bus.NoAnswerException;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.conversation.Saying;
import org.hobnob.peer.console.screen.Reader;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.text.Role;

/**
 * Sends what this user says, and shows it. A person sees it at once, and later only what is unusual about its delivery; a program
 * gets one line, when the outcome is known.
 */
final class OwnLines {
    /**
     * What became of a message.
     *
     * @param note the outcome in short, for a program
     * @param role how a program is shown it
     * @param news what is to be told besides
     */
    record Outcome(String note, Role role, List<String> news) {}

    private final ConsoleState console;

    OwnLines(ConsoleState console) {
        this.console = console;
    }

    private boolean isForAProgram() {
        return console.screen().reader() == Reader.PROGRAM;
    }

    /**
     * Sends a message. Succeeds when it has gone out; what becomes of it is shown when that is known.
     *
     * @param body the fields of the body (BUS.md 3)
     * @param sending sends it and succeeds or fails with the outcome
     * @param outcome words an outcome that is no failure
     * @param failed the words before the reason of a failure
     */
    Future<Void> say(
            Conversation where,
            JsonObject body,
            Supplier<Future<JsonObject>> sending,
            Function<JsonObject, Outcome> outcome,
            String failed) {
        console.latest().add(Saying.of(body).line(where, "you", "", Role.OWN));
        if (console.screen().reader() == Reader.TERMINAL) {
            show(where, body, "", Role.OWN);
        }
        return console.underWay().send(where, sending, result -> {
            if (result.failed()) {
                show(where, body, failure(where, result.cause(), failed), Role.ERROR);
            } else {
                tell(where, body, outcome.apply(result.result()));
            }
        });
    }

    private String failure(Conversation where, Throwable cause, String failed) {
        if (cause instanceof NoAnswerException) {
            return "not known whether it was sent: it may still arrive, so wait before you say it again";
        }
        return failed + (where.isRoom() ? console.explained(cause) : console.explained(cause, where.name()));
    }

    private void tell(Conversation where, JsonObject body, Outcome outcome) {
        if (isForAProgram()) {
            show(where, body, outcome.note(), outcome.role());
        }
        outcome.news().forEach(console::notice);
    }

    private void show(Conversation where, JsonObject body, String note, Role role) {
        console.screen().chat(Saying.of(body).line(where, "you", note, role));
    }
}
