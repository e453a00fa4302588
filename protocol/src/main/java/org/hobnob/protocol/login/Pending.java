package org.hobnob.protocol.login;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.login.RegistryConnections.Connection;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.value.ResumeToken;

/**
 * What a machine waits for, one answer and one timer at most, and what it wants done and has not handed out yet. Questions
 * and timers bear numbers, so that what belongs to a former one is told from the rest. Not thread-safe.
 */
final class Pending {
    /** What is asked. */
    enum Kind {
        LOGIN,
        RESUME,
        LOGOUT
    }

    /** What was asked over which connection. */
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

    /** Hands out what is to be done. */
    List<LoginEffect> takeEffects() {
        List<LoginEffect> taken = effects;
        effects = new ArrayList<>();
        return taken;
    }

    /** @param request the person's, for whom it is asked */
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

    /** What an answer is awaited to. */
    Optional<Question> question() {
        return question;
    }

    boolean isAsked() {
        return question.isPresent();
    }

    /** The question of that number, where its answer is awaited; it is not any more from now on. */
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

    /** Whether it is the timer that was set last; it is over then. */
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
