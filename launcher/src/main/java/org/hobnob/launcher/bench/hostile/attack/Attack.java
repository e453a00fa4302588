package org.hobnob.launcher.bench.hostile.attack;

import io.vertx.core.Future;

/** One way to trouble a registry. For use on one event loop. */
interface Attack {
    /** Makes what the attack needs, such as accounts and rooms, before anything is measured. */
    default Future<?> prepare(Ground ground) {
        return Future.succeededFuture();
    }

    /** Begins. What goes on asks {@link Ground#isOver}, or is begun by {@link Ground#every}. */
    void begin(Ground ground);
}
