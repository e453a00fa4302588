package org.hobnob.argon2;

import java.lang.ref.WeakReference;
import java.util.Optional;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id version 1.3 (0x13; RFC 9106) by BouncyCastle. Thread-safe. */
public final class Argon2 {
    /**
     * What one hash costs (RFC 9106, 3.1).
     *
     * @param memoryKib the memory, in KiB; taken from the heap during each call, and kept for the thread's next one of the
     *     same size until the collector needs it
     * @param iterations the passes over the memory
     * @param parallelism the lanes
     */
    public record Cost(int memoryKib, int iterations, int parallelism) {}

    /** The blocks of a size. BouncyCastle clears them when a hash is done. */
    private record Blocks(int count, Argon2BytesGenerator.BlockPool pool) {
        static Blocks of(int count) {
            return new Blocks(count, new Argon2BytesGenerator.FixedBlockPool(count));
        }
    }

    /**
     * Of each thread's last hash. Who hashes much, as a registry that is attacked, would otherwise leave the whole memory of
     * each hash to the collector, and the heap would grow by hundreds of megabytes.
     */
    private static final ThreadLocal<WeakReference<Blocks>> USED =
            ThreadLocal.withInitial(() -> new WeakReference<>(null));

    private Argon2() {}

    /**
     * Computes a hash. Takes tens of milliseconds at usual costs, so it must not be called on an event loop. Keeps none of
     * its arguments.
     *
     * @param outputBytes the length of the hash, in bytes
     */
    public static byte[] id(Cost cost, byte[] salt, byte[] input, int outputBytes) {
        int count = Argon2BytesGenerator.getBlockCount(cost.memoryKib(), cost.parallelism());
        Blocks blocks = Optional.ofNullable(USED.get().get())
                .filter(used -> used.count() == count)
                .orElseGet(() -> Blocks.of(count));
        byte[] hash =
                generate(parameters(cost, salt).withBlockPool(blocks.pool()).build(), input, outputBytes);
        USED.set(new WeakReference<>(blocks));
        return hash;
    }

    static Argon2Parameters.Builder parameters(Cost cost, byte[] salt) {
        return new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKib())
                .withIterations(cost.iterations())
                .withParallelism(cost.parallelism())
                .withSalt(salt);
    }

    static byte[] generate(Argon2Parameters parameters, byte[] input, int outputBytes) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] output = new byte[outputBytes];
        generator.generateBytes(input, output);
        return output;
    }
}
