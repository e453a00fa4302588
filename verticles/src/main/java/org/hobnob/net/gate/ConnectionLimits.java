package org.hobnob.net.gate;

import java.util.Objects;
import org.hobnob.limits.Rate;

/**
 * How many connections a server accepts.
 *
 * @param most in total, at least 1
 * @param mostPerAddress of one address, at least 1
 * @param fresh new ones in total
 * @param freshPerAddress new ones of one address
 */
public record ConnectionLimits(int most, int mostPerAddress, Rate fresh, Rate freshPerAddress) {
    /** @throws IllegalArgumentException if a number is below 1 */
    public ConnectionLimits {
        Objects.requireNonNull(fresh, "fresh");
        Objects.requireNonNull(freshPerAddress, "freshPerAddress");
        if (most < 1 || mostPerAddress < 1) {
            throw new IllegalArgumentException("at least 1 connection must be allowed, in total and per address");
        }
    }
}
