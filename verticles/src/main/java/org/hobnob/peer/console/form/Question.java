package org.hobnob.peer.console.form;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hobnob.peer.console.screen.Prompt;
import org.hobnob.peer.console.text.Explanations;
import org.hobnob.protocol.message.Reason;

/**
 * One question of a form.
 *
 * @param prompt the text of the question
 * @param hidden whether the answer must not be echoed
 * @param fresh whether what was typed before the question stood there must not answer it
 * @param answer handles the answer: shows what is wrong with it and leaves the question open, or continues
 * @param several handles several lines; empty where they are no answer
 */
record Question(
        String prompt,
        boolean hidden,
        boolean fresh,
        Function<String, Future<Void>> answer,
        Optional<Function<List<String>, Future<Void>>> several) {
    static Question of(String prompt, Function<String, Future<Void>> answer) {
        return new Question(prompt, false, false, answer, Optional.empty());
    }

    Question hiding() {
        return new Question(prompt, true, fresh, answer, several);
    }

    Question onlyFresh() {
        return new Question(prompt, hidden, true, answer, several);
    }

    Question takingLines(Function<List<String>, Future<Void>> lines) {
        return new Question(prompt, hidden, fresh, answer, Optional.of(lines));
    }

    Prompt shown() {
        return new Prompt(prompt, hidden, Prompt.Kind.QUESTION, fresh);
    }

    /** Returns what {@code help} says at this question. */
    String help() {
        boolean yesNo = prompt.contains("y/n") || prompt.contains("y/N");
        String what =
                yesNo ? "y is yes, n is no. " : prompt.contains("name") ? Explanations.of(Reason.BAD_NAME) + ". " : "";
        return what + "Type the answer and press Enter; q goes back without doing anything.";
    }
}
