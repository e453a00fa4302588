package org.hobnob.protocol.login;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.login.RegistryConnections.Connection;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.value.ResumeToken;

/**
 * What a machine waits for (at most one answer and one timer), and the effects that it has not returned yet.
 * Questions and timers have numbers, so that late events of former ones can be recognized. Not thread-safe.
 */
final class Pending {
    /** The kinds of question. */
    enum Kind {
        LOGIN,
        RESUME,
        LOGOUT
    }

    /** A question and the connection that it was sent over. */
    record Question(long number, Connection over, Kind kind) {}

    private List<LoginEffect> effects = new ArrayList<>();
    private Optional<Question> question = Optional.empty();
    private Optional<Long> timer = Optional.empty();
    private long lastNumber;

    void todo(LoginEffect effect) {
        effects.add(effect);
    }

    void refuse(long request, Reason reason) {
        todo(by -> by.refuse(request, reason, 0));
    }

    /** Returns and clears the effects. */
    List<LoginEffect> takeEffects() {
        List<LoginEffect> taken = effects;
        effects = new ArrayList<>();
        return taken;
    }

    /** @param request the user's request that the login serves */
    void askLogin(Connection over, long request) {
        long number = ask(over, Kind.LOGIN);
        todo(by -> by.askLogin(number, over.number(), request));
    }

    void askResume(Connection over, ResumeToken token) {
        long number = ask(over, Kind.RESUME);
        todo(by -> by.askResume(number, over.number(), token));
    }

    void askLogout(Connection over) {
        long number = ask(over, Kind.LOGOUT);
        todo(by -> by.askLogout(number, over.number()));
    }

    private long ask(Connection over, Kind kind) {
        lastNumber++;
        question = Optional.of(new Question(lastNumber, over, kind));
        return lastNumber;
    }

    /** Returns the question that waits for an answer. */
    Optional<Question> question() {
        return question;
    }

    boolean isAsked() {
        return question.isPresent();
    }

    /** Returns the question with this number if it waits for an answer, and ends the wait. */
    Optional<Question> takeQuestion(long number) {
        Optional<Question> taken = question.filter(open -> open.number() == number);
        taken.ifPresent(open -> question = Optional.empty());
        return taken;
    }

    void wakeIn(long ms) {
        lastNumber++;
        long number = lastNumber;
        timer = Optional.of(number);
        todo(by -> by.wake(number, ms));
    }

    boolean isTimerSet() {
        return timer.isPresent();
    }

    /** Returns whether this is the timer that was set last, and ends it. */
    boolean takeTimer(long number) {
        boolean isSet = timer.filter(set -> set == number).isPresent();
        if (isSet) {
            cancelTimer();
        }
        return isSet;
    }

    void cancelTimer() {
        timer = Optional.empty();
    }
}
