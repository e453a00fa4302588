package org.hobnob.protocol.login;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
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

    /**
     * A question and the connection that it was sent over.
     *
     * @param isRepeated whether it was sent before, with another number and another proof
     * @param sending the effect that sends the question with this number
     */
    record Question(long number, Connection over, Kind kind, boolean isRepeated, LongFunction<LoginEffect> sending) {}

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
        ask(over, Kind.LOGIN, false, number -> by -> by.askLogin(number, over.number(), request));
    }

    void askResume(Connection over, ResumeToken token) {
        ask(over, Kind.RESUME, false, number -> by -> by.askResume(number, over.number(), token));
    }

    void askLogout(Connection over) {
        ask(over, Kind.LOGOUT, false, number -> by -> by.askLogout(number, over.number()));
    }

    /** Sends an answered question once more. */
    void repeat(Question answered) {
        ask(answered.over(), answered.kind(), true, answered.sending());
    }

    private void ask(Connection over, Kind kind, boolean isRepeated, LongFunction<LoginEffect> sending) {
        lastNumber++;
        question = Optional.of(new Question(lastNumber, over, kind, isRepeated, sending));
        todo(sending.apply(lastNumber));
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
