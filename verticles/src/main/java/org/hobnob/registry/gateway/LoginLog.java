package org.hobnob.registry.gateway;

import java.util.function.LongSupplier;
import org.hobnob.limits.Rate;
import org.hobnob.limits.RateLimit;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs who comes and goes. A user who does so all the time is logged now and then only. */
final class LoginLog {
    private static final Logger LOG = LoggerFactory.getLogger(LoginLog.class);
    private static final Rate LINES_OF_ONE_USER = new Rate(6, 20_000);
    private static final int MAX_USERS = 16_384;

    private final RateLimit<UserName> lines = LINES_OF_ONE_USER.limit(MAX_USERS);
    private final LongSupplier nanoTime;

    /** @param nanoTime a monotonic clock, in nanoseconds */
    LoginLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void loggedIn(UserName user, ClientEndpoint from) {
        if (mayTell(user)) {
            LOG.info("{} logged in from {}:{}", user, from.ip(), from.port());
        }
    }

    void disconnected(UserName user) {
        if (mayTell(user)) {
            LOG.info("{} removed: connection closed", user);
        }
    }

    private boolean mayTell(UserName user) {
        return lines.tryTake(user, nanoTime.getAsLong()) == 0;
    }
}
