package org.hobnob.registry.rooms;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.hashing.HashPool;
import org.hobnob.registry.rules.credentials.LoginThrottle;
import org.hobnob.registry.rules.credentials.PasswordHasher;
import org.hobnob.registry.rules.rooms.Room;

/** Hashes the passwords of new rooms and checks those of users who join, throttled against guessing. */
final class RoomAdmission {
    private final HashPool pool;
    private final PasswordHasher hasher;
    private final LoginThrottle throttle;
    private final LongSupplier nanoTime;

    /** @param nanoTime a monotonic clock in nanoseconds */
    RoomAdmission(HashPool pool, PasswordHasher hasher, LoginThrottle throttle, LongSupplier nanoTime) {
        this.pool = pool;
        this.hasher = hasher;
        this.throttle = throttle;
        this.nanoTime = nanoTime;
    }

    /** Hashes a new room's password; completes with its PHC string. */
    Future<String> hash(PasswordHash password, HashPool.Asker asker) {
        return pool.run(asker, () -> hasher.hash(password.bytes()));
    }

    /** Checks a joining user's password; completes with the PHC string that it matched, or empty if none is required. */
    Future<Optional<String>> admit(Room room, UserName user, HashPool.Asker asker, Optional<PasswordHash> password) {
        if (room.password().isEmpty() || room.has(user)) {
            return Future.succeededFuture(room.password());
        }
        if (room.guests().invited().contains(user)) {
            return Future.succeededFuture(Optional.empty());
        }
        if (password.isEmpty()) {
            return Future.failedFuture(new RefusalException(Reason.WRONG_PASSWORD));
        }
        String throttled = "#" + room.name().folded();
        LoginThrottle.Decision decision = throttle.check(throttled, asker.address(), nowMs());
        if (decision instanceof LoginThrottle.RetryAfter later) {
            return Future.failedFuture(new RefusalException(Reason.SLOW_DOWN, later.ms()));
        }
        LoginThrottle.Allowed attempt = (LoginThrottle.Allowed) decision;
        return pool.run(
                        asker,
                        () -> hasher.verify(
                                password.get().bytes(), room.password().get()))
                .onFailure(cause -> throttle.undecided(attempt, nowMs()))
                .compose(outcome -> {
                    if (!outcome.isMatch()) {
                        throttle.failed(attempt);
                        return Future.failedFuture(new RefusalException(Reason.WRONG_PASSWORD));
                    }
                    throttle.succeeded(attempt, nowMs());
                    return Future.succeededFuture(room.password());
                });
    }

    private long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong());
    }
}
