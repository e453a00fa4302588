package org.hobnob.protocol.handout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The erasure code of one block (SPEC 17.2): a systematic Reed-Solomon code with a Cauchy matrix. A block of <i>n</i>
 * sources has 256 pieces: those below <i>n</i> are the sources, the others are repairs. Any <i>n</i> of them give the
 * block. All pieces of a block have the same length.
 */
public final class ErasureCode {
    /** Sources and repairs of a block together, at most: a piece's number is one byte. */
    public static final int PIECES = 256;

    private ErasureCode() {}

    /** Returns what source number {@code source} is multiplied with in repair number {@code piece}. */
    private static int coefficient(int piece, int source) {
        return Gf256.inverse(piece ^ source);
    }

    /**
     * Computes a repair.
     *
     * @param sources all sources of the block, fewer than {@value #PIECES}
     * @param piece its number, at least the number of sources
     */
    public static byte[] repair(List<byte[]> sources, int piece) {
        if (piece < sources.size() || piece >= PIECES) {
            throw new IllegalArgumentException(piece + " is no repair of " + sources.size() + " sources");
        }
        byte[] repair = new byte[sources.get(0).length];
        for (int source = 0; source < sources.size(); source++) {
            Gf256.addProduct(repair, coefficient(piece, source), sources.get(source));
        }
        return repair;
    }

    /**
     * Computes the sources that are missing.
     *
     * @param sources all sources of the block, null where one is missing; the missing ones are filled in
     * @param repairs repairs by their numbers, at least as many as sources are missing
     */
    public static void restore(byte[][] sources, Map<Integer, byte[]> repairs) {
        List<Integer> missing = new ArrayList<>();
        for (int source = 0; source < sources.length; source++) {
            if (sources[source] == null) {
                missing.add(source);
            }
        }
        if (repairs.size() < missing.size()) {
            throw new IllegalArgumentException(missing.size() + " missing, " + repairs.size() + " repairs");
        }
        int[][] matrix = new int[missing.size()][missing.size()];
        byte[][] sums = new byte[missing.size()][];
        int row = 0;
        for (Map.Entry<Integer, byte[]> repair :
                repairs.entrySet().stream().limit(missing.size()).toList()) {
            sums[row] = withoutKnown(sources, repair.getKey(), repair.getValue());
            for (int column = 0; column < missing.size(); column++) {
                matrix[row][column] = coefficient(repair.getKey(), missing.get(column));
            }
            row++;
        }
        solve(matrix, sums);
        for (int i = 0; i < missing.size(); i++) {
            sources[missing.get(i)] = sums[i];
        }
    }

    /** Returns what the missing sources add to the repair. */
    private static byte[] withoutKnown(byte[][] sources, int piece, byte[] repair) {
        byte[] rest = repair.clone();
        for (int source = 0; source < sources.length; source++) {
            if (sources[source] != null) {
                Gf256.addProduct(rest, coefficient(piece, source), sources[source]);
            }
        }
        return rest;
    }

    /** Gauss and Jordan's elimination. No pivot is 0, because every square part of a Cauchy matrix can be inverted. */
    private static void solve(int[][] matrix, byte[][] sums) {
        for (int pivot = 0; pivot < matrix.length; pivot++) {
            int factor = Gf256.inverse(matrix[pivot][pivot]);
            for (int column = 0; column < matrix.length; column++) {
                matrix[pivot][column] = Gf256.product(factor, matrix[pivot][column]);
            }
            Gf256.multiply(sums[pivot], factor);
            for (int row = 0; row < matrix.length; row++) {
                int times = matrix[row][pivot];
                if (row != pivot && times != 0) {
                    for (int column = 0; column < matrix.length; column++) {
                        matrix[row][column] ^= Gf256.product(times, matrix[pivot][column]);
                    }
                    Gf256.addProduct(sums[row], times, sums[pivot]);
                }
            }
        }
    }
}
