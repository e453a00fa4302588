package org.hobnob.protocol.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.body.EncodedBody;
import org.hobnob.protocol.message.peer.DirectRefusal;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.retry.Backoff;

/**
 * Sends one log to its contact (SPEC 7.1), over the line that was opened last. Over each line, numbers are sent
 * without gaps from the first one that was not acknowledged when the line opened.
 */
final class Sender {
    /** Later than any time. */
    static final long NEVER = Long.MAX_VALUE;

    private static final long LONG_AGO = Long.MIN_VALUE / 2;

    private final UserName contact;
    private final OutgoingLog log;
    private final Backoff tries;
    private final Backoff refusals;
    private final List<Long> lines = new ArrayList<>();
    private long sent;
    private long answerDueMs;
    private boolean connecting;
    private long connectDueMs;
    private long triedMs = LONG_AGO;
    private long nextTryMs = LONG_AGO;
    private long heldUntilMs = LONG_AGO;
    private boolean renumbered;
    private Optional<DirectRefusal> told = Optional.empty();

    Sender(UserName contact, OutgoingLog log, RandomGenerator random) {
        this.contact = contact;
        this.log = log;
        tries = new Backoff(ChatLimits.FIRST_RETRY_MS, ChatLimits.LONGEST_RETRY_MS, random);
        refusals = new Backoff(ChatLimits.FIRST_RETRY_MS, ChatLimits.LONGEST_RETRY_MS, random);
    }

    /** Starts after a restart; the first try for waiting messages is at {@code firstTryMs}. */
    void startAt(long firstTryMs) {
        nextTryMs = firstTryMs;
    }

    void say(MessageId id, EncodedBody body, long nowMs, List<ChatEffect> effects) {
        log.add(id, body, effects);
        effects.add(new ChatEffect.Queued(contact, id));
        trySoon(nowMs);
        flush(nowMs, effects);
    }

    /**
     * Ends the current delay, because the user wants to send or the contact was seen; still at most one try per
     * {@link ChatLimits#FIRST_RETRY_MS}.
     */
    private void trySoon(long nowMs) {
        nextTryMs = Math.min(nextTryMs, Math.max(nowMs, triedMs + ChatLimits.FIRST_RETRY_MS));
    }

    void seen(long nowMs, List<ChatEffect> effects) {
        tries.reset();
        trySoon(nowMs);
        flush(nowMs, effects);
    }

    void lineUp(long line, long nowMs, List<ChatEffect> effects) {
        connecting = false;
        lines.remove(Long.valueOf(line));
        lines.add(line);
        if (lines.size() > ChatLimits.LINES) {
            lines.remove(0);
        }
        heldUntilMs = LONG_AGO;
        sent = log.acknowledged();
        flush(nowMs, effects);
    }

    void lineDown(long line, long nowMs, List<ChatEffect> effects) {
        if (!lines.contains(line)) {
            return;
        }
        boolean inUse = lines.indexOf(line) == lines.size() - 1;
        lines.remove(Long.valueOf(line));
        if (inUse) {
            sent = log.acknowledged();
        }
        if (lines.isEmpty()) {
            nextTryMs = nowMs + tries.nextMs();
        }
        flush(nowMs, effects);
    }

    void connectFailed(long nowMs, List<ChatEffect> effects) {
        if (connecting) {
            connecting = false;
            nextTryMs = nowMs + tries.nextMs();
        }
        flush(nowMs, effects);
    }

    void acknowledged(LogId ofLog, long through, long nowMs, List<ChatEffect> effects) {
        if (!log.acknowledge(ofLog, through, effects)) {
            return;
        }
        sent = Math.max(sent, through);
        answerDueMs = nowMs + ChatLimits.ANSWER_MS;
        tries.reset();
        refusals.reset();
        renumbered = false;
        told = Optional.empty();
        flush(nowMs, effects);
    }

    /** The contact refused a message, and therefore those after it: they are sent again later. */
    void refused(LogId ofLog, long number, DirectRefusal reason, long nowMs, List<ChatEffect> effects) {
        if (!log.is(ofLog) || number <= log.acknowledged() || number > sent) {
            return;
        }
        if (reason == DirectRefusal.NUMBER_TAKEN && !renumbered) {
            renumbered = true;
            log.renumber(effects);
            sent = 0;
            flush(nowMs, effects);
            return;
        }
        heldUntilMs = nowMs + refusals.nextMs();
        sent = log.acknowledged();
        if (!told.equals(Optional.of(reason))) {
            told = Optional.of(reason);
            effects.add(new ChatEffect.Held(contact, reason));
        }
    }

    void cancel(List<ChatEffect> effects) {
        List<MessageId> ids = log.isEmpty() ? List.of() : log.cancel(effects);
        sent = log.acknowledged();
        effects.add(new ChatEffect.Cancelled(contact, ids));
    }

    void tick(long nowMs, List<ChatEffect> effects) {
        if (wakeAtMs() > nowMs) {
            return;
        }
        if (lines.isEmpty() && connecting) {
            connectFailed(nowMs, effects);
        } else if (isInFlight()) {
            long silent = line();
            effects.add(new ChatEffect.Close(contact, silent));
            lineDown(silent, nowMs, effects);
        } else {
            flush(nowMs, effects);
        }
    }

    /** Returns when {@link #tick} has something to do, or {@link #NEVER}. */
    long wakeAtMs() {
        if (log.isEmpty()) {
            return NEVER;
        }
        if (lines.isEmpty()) {
            return connecting ? connectDueMs : nextTryMs;
        }
        return isInFlight() ? answerDueMs : heldUntilMs;
    }

    private boolean isInFlight() {
        return sent > log.acknowledged();
    }

    private long line() {
        return lines.get(lines.size() - 1);
    }

    boolean hasLine() {
        return !lines.isEmpty();
    }

    private void flush(long nowMs, List<ChatEffect> effects) {
        if (log.isEmpty()) {
            return;
        }
        if (lines.isEmpty()) {
            connect(nowMs, effects);
        } else if (nowMs >= heldUntilMs) {
            send(nowMs, effects);
        }
    }

    private void connect(long nowMs, List<ChatEffect> effects) {
        if (!connecting && nowMs >= nextTryMs) {
            connecting = true;
            triedMs = nowMs;
            connectDueMs = nowMs + ChatLimits.CONNECT_MS;
            effects.add(new ChatEffect.Connect(contact));
        }
    }

    private void send(long nowMs, List<ChatEffect> effects) {
        if (!isInFlight()) {
            answerDueMs = nowMs + ChatLimits.ANSWER_MS;
        }
        while (sent < log.last() && sent - log.acknowledged() < ChatLimits.WINDOW) {
            sent++;
            effects.add(new ChatEffect.Send(line(), log.message(sent)));
        }
    }
}
