package org.hobnob.peer;

import io.vertx.core.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.hobnob.protocol.chat.Effect;

/**
 * Carries effects out one behind the other on one context; what stands behind something to store waits until that is
 * durable. What comes during one commit shares the next. Not thread-safe.
 */
final class ChatEffects {
    private final Context context;
    private final ChatState state;
    private final Consumer<Effect> perform;
    private final Consumer<IOException> broken;
    private List<Effect> waiting = new ArrayList<>();
    private boolean busy;
    private boolean stopped;

    /**
     * @param perform does what is neither to be kept nor to be dropped
     * @param broken told when something could not be stored: nothing is done any more then
     */
    ChatEffects(Context context, ChatState state, Consumer<Effect> perform, Consumer<IOException> broken) {
        this.context = context;
        this.state = state;
        this.perform = perform;
        this.broken = broken;
    }

    /** Carries an answer of the engine out, behind those before it. */
    void add(List<Effect> answer) {
        if (stopped) {
            return;
        }
        waiting.addAll(answer);
        while (!busy && !stopped && !waiting.isEmpty()) {
            List<Effect> together = waiting;
            waiting = new ArrayList<>();
            busy = true;
            if (together.stream().anyMatch(ChatEffects::isStore)) {
                store(together);
            } else {
                performAll(together);
            }
        }
    }

    private static boolean isStore(Effect effect) {
        return effect instanceof Effect.Keep || effect instanceof Effect.Drop;
    }

    private void store(List<Effect> together) {
        state.store(
                together,
                () -> context.runOnContext(durable -> {
                    performAll(together);
                    add(List.of());
                }),
                cause -> context.runOnContext(failed -> {
                    if (!stopped) {
                        stopped = true;
                        broken.accept(cause);
                    }
                }));
    }

    private void performAll(List<Effect> together) {
        together.stream().filter(effect -> !isStore(effect)).forEach(effect -> {
            if (!stopped) {
                perform.accept(effect);
            }
        });
        busy = false;
    }

    /** Stores what is to be stored, and does nothing else any more. */
    void stop() {
        if (!stopped) {
            stopped = true;
            state.store(waiting, () -> {}, lost -> {});
        }
    }
}
