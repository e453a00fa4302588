package org.hobnob.protocol.sim;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Hashes to 64 bits: fast and the same everywhere, but no protection against anyone. */
final class Mix {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ODD = 0x9E37_79B9_7F4A_7C15L;

    private Mix() {}

    /** Each bit of the value changes about half of the result's: the finaliser of SplitMix64. */
    static long of(long value) {
        long z = value + ODD;
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }

    static long of(long key, String text) {
        long hash = of(key);
        for (int i = 0; i < text.length(); i++) {
            hash = of(hash ^ text.charAt(i));
        }
        return hash;
    }

    static long of(long key, byte[] bytes) {
        long hash = of(key ^ bytes.length);
        int at = 0;
        for (; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
            hash = of(hash ^ (long) LONGS.get(bytes, at));
        }
        for (; at < bytes.length; at++) {
            hash = of(hash ^ bytes[at]);
        }
        return hash;
    }

    /** Fills the bytes, whose number is a multiple of eight, with what follows from the key. */
    static byte[] expand(long key, byte[] bytes) {
        for (int at = 0; at < bytes.length; at += Long.BYTES) {
            LONGS.set(bytes, at, of(key + at * ODD));
        }
        return bytes;
    }
}
