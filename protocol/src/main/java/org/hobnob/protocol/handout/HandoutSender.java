package org.hobnob.protocol.handout;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hobnob.protocol.handout.HandoutEffect.Why;
import org.hobnob.protocol.message.value.UserName;

/**
 * Decides which pieces of a hand-out are sent when (SPEC 17.3, 17.4). First all sources, then repairs, in passes; after
 * each pass receivers are asked together what they lack. The caller carries out the effects in order, calls
 * {@link #step} at {@link #wakeMs} and whenever something was reported. Not thread-safe.
 */
public final class HandoutSender {
    /** What a datagram costs beside its content, in bytes: header and tag, UDP, IP. */
    private static final int OVERHEAD_BYTES = PieceSeal.HEADER_BYTES + PieceSeal.TAG_BYTES + 28;

    private static final int SETTLING_ROUNDS = 50;

    private final Layout layout;
    private final Pace pace;
    private final int datagramBytes;
    private final long budget;
    private final int[] nextRepair;
    private final Map<UserName, RemoteReceiver> receivers = new LinkedHashMap<>();
    private final List<HandoutEffect> effects = new ArrayList<>();
    private Pass pass;
    private boolean isSettling;
    private boolean isOver;
    private boolean isJudgementDue;
    private int settlingRounds;
    private int serial;
    private double allowance;
    private long allowanceMs;
    private long nextAskMs;

    /** @param nowMs when it begins */
    public HandoutSender(Layout layout, Pace pace, long nowMs) {
        this.layout = layout;
        this.pace = pace;
        datagramBytes = layout.pieceBytes() + OVERHEAD_BYTES;
        budget = (long) HandoutBounds.BUDGET * layout.pieces() + HandoutBounds.OWN_PIECES;
        nextRepair = new int[layout.blocks()];
        for (int block = 0; block < nextRepair.length; block++) {
            nextRepair[block] = layout.sources(block);
        }
        pass = Pass.ofSources(layout);
        allowanceMs = nowMs;
        nextAskMs = nowMs + HandoutTiming.ASK_MS;
    }

    /** Adds a receiver, who has accepted. It hears what is sent from now on. Has no effect if it takes part. */
    public void join(UserName receiver, long nowMs) {
        if (!isOver) {
            receivers.putIfAbsent(receiver, new RemoteReceiver(receiver, serial, nowMs));
        }
    }

    /** Removes a receiver, because it said so or its connection is lost. */
    public void leave(UserName receiver) {
        receivers.remove(receiver);
    }

    /** Takes an answer to {@link HandoutEffect.Ask}. */
    public void report(UserName name, Report report, long nowMs) {
        RemoteReceiver receiver = receivers.get(name);
        if (receiver == null || !receiver.owesAnswer()) {
            return;
        }
        if (!receiver.take(report, serial, layout)) {
            release(receiver, Why.CONTRADICTION);
        } else if (report.from() == layout.blocks()) {
            release(receiver, Why.COMPLETE);
        } else if (receiver.isDeaf(nowMs) || receiver.hasSettled() && !receiver.hasHeard()) {
            release(receiver, Why.DEAF);
        }
    }

    private void release(RemoteReceiver receiver, Why why) {
        receivers.remove(receiver.name());
        effects.add(new HandoutEffect.Release(receiver.name(), why));
    }

    /** Returns what is to be done now. */
    public List<HandoutEffect> step(long nowMs) {
        if (!isOver) {
            List.copyOf(receivers.values()).stream()
                    .filter(one -> one.isSilent(nowMs))
                    .forEach(one -> release(one, Why.SILENT));
            judge();
            if (isSettling) {
                settle(nowMs);
            } else {
                send(nowMs);
            }
            if (!isOver && receivers.isEmpty()) {
                finish();
            }
        }
        List<HandoutEffect> due = List.copyOf(effects);
        effects.clear();
        return due;
    }

    private void send(long nowMs) {
        if (nowMs >= nextAskMs) {
            ask(0, nowMs);
            isJudgementDue = true;
        }
        double most =
                Math.max(HandoutBounds.BURST_DATAGRAMS * datagramBytes, pace.rate() * HandoutTiming.BURST_MS / 1_000);
        allowance = Math.min(most, allowance + pace.rate() * (nowMs - allowanceMs) / 1_000);
        allowanceMs = nowMs;
        while (allowance >= datagramBytes && !isSettling) {
            Optional<Pass.Part> next = serial < budget ? pass.next() : Optional.empty();
            if (next.isEmpty()) {
                isSettling = true;
                settlingRounds = 0;
                nextAskMs = nowMs + HandoutTiming.SETTLE_MS;
                receivers.values().forEach(RemoteReceiver::unsettle);
            } else {
                allowance -= datagramBytes;
                effects.add(new HandoutEffect.Emit(
                        ++serial, next.get().block(), next.get().first()));
            }
        }
    }

    private void ask(int needs, long nowMs) {
        nextAskMs = nowMs + (needs > 0 ? HandoutTiming.SETTLE_MS : HandoutTiming.ASK_MS);
        for (RemoteReceiver one : receivers.values()) {
            if (!one.owesAnswer() && !(needs > 0 && one.hasSettled())) {
                one.ask(needs > 0, nowMs);
                effects.add(new HandoutEffect.Ask(one.name(), needs));
            }
        }
    }

    /** Sets the pace when everybody has reported how the last one was borne. */
    private void judge() {
        if (!isJudgementDue || receivers.values().stream().anyMatch(RemoteReceiver::owesAnswer)) {
            return;
        }
        isJudgementDue = false;
        double usualLoss = usualLoss();
        List<RemoteReceiver> together = new ArrayList<>();
        for (RemoteReceiver one : List.copyOf(receivers.values())) {
            if (!one.isBehind(usualLoss)) {
                together.add(one);
            } else if (one.roundsBehind() >= HandoutBounds.ROUNDS_BEHIND) {
                release(one, Why.SLOW);
            }
        }
        setPace(together);
    }

    private double usualLoss() {
        double[] losses = receivers.values().stream()
                .mapToDouble(RemoteReceiver::loss)
                .sorted()
                .toArray();
        return losses.length == 0 ? 0 : losses[(losses.length - 1) / 2];
    }

    private void setPace(Collection<RemoteReceiver> together) {
        List<RemoteReceiver> overrun =
                together.stream().filter(RemoteReceiver::isOverrun).toList();
        if (!overrun.isEmpty() && pace.isLowest()) {
            overrun.forEach(one -> release(one, Why.SLOW));
        } else if (!overrun.isEmpty()) {
            overrun.forEach(RemoteReceiver::fell);
            pace.fall();
        } else if (together.stream().noneMatch(RemoteReceiver::isExcess)) {
            pace.grow();
        }
    }

    private void settle(long nowMs) {
        if (nowMs >= nextAskMs && canAsk()) {
            settlingRounds++;
            ask(Report.MAX_NEEDS, nowMs);
        }
        boolean isSettled = settlingRounds > 0
                && receivers.values().stream().noneMatch(RemoteReceiver::owesAnswer)
                && (settlingRounds == SETTLING_ROUNDS
                        || receivers.values().stream().allMatch(RemoteReceiver::hasSettled));
        if (isSettled) {
            repair(nowMs);
        }
    }

    private boolean canAsk() {
        return settlingRounds < SETTLING_ROUNDS
                && receivers.values().stream().anyMatch(one -> !one.owesAnswer() && !one.hasSettled());
    }

    private void repair(long nowMs) {
        RepairPlan plan = new RepairPlan(layout, receivers.values(), nextRepair);
        for (List<RemoteReceiver> needy = plan.tooNeedy(); !needy.isEmpty(); needy = plan.tooNeedy()) {
            needy.forEach(one -> release(one, Why.SLOW));
            plan = new RepairPlan(layout, receivers.values(), nextRepair);
        }
        if (plan.isEmpty() || serial >= budget) {
            List.copyOf(receivers.values()).forEach(one -> release(one, Why.OVER));
            finish();
            return;
        }
        plan.charge();
        plan.parts().forEach(part -> nextRepair[part.block()] = part.first() + part.count());
        pass = new Pass(plan.parts());
        isSettling = false;
        allowance = 0;
        allowanceMs = nowMs;
        nextAskMs = nowMs + HandoutTiming.ASK_MS;
    }

    private void finish() {
        isOver = true;
        effects.add(new HandoutEffect.Finish());
    }

    /** Returns when to call {@link #step} at the latest; {@link Long#MAX_VALUE} if never again. */
    public long wakeMs() {
        if (isOver) {
            return Long.MAX_VALUE;
        }
        long silentMs = receivers.values().stream()
                .mapToLong(RemoteReceiver::silentMs)
                .min()
                .orElse(Long.MAX_VALUE);
        long sendMs = isSettling
                ? Long.MAX_VALUE
                : allowanceMs + (long) Math.ceil((datagramBytes - allowance) * 1_000 / pace.rate());
        long askMs = isSettling && !canAsk() ? Long.MAX_VALUE : nextAskMs;
        return Math.min(Math.min(silentMs, sendMs), askMs);
    }

    /** Returns how many pieces were sent, repetitions and repairs included. */
    public int emitted() {
        return serial;
    }

    /** Returns whether all is done. */
    public boolean isOver() {
        return isOver;
    }
}
