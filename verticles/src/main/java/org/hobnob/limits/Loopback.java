package org.hobnob.limits;

import java.util.function.Predicate;

/** The addresses of this machine itself, which limits per address spare if the settings say so. */
public final class Loopback {
    private Loopback() {}

    /** Whether the address is a literal of a loopback address. */
    public static boolean is(String address) {
        String withoutScope = address.split("%", 2)[0];
        return withoutScope.startsWith("127.") || withoutScope.equals("::1") || withoutScope.equals("0:0:0:0:0:0:0:1");
    }

    /**
     * The addresses to which limits per address do not apply.
     *
     * @param spareLoopback whether those are the addresses of loopback; else there are none
     */
    public static Predicate<String> sparedIf(boolean spareLoopback) {
        return address -> spareLoopback && is(address);
    }
}
