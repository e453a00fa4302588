package org.hobnob.protocol.handout;

/**
 * The field of 256 elements in which repairs are computed (SPEC 17.2): bytes as polynomials over two elements, modulo
 * x⁸ + x⁴ + x³ + x² + 1. Adding is XOR.
 */
final class Gf256 {
    private static final int POLYNOMIAL = 0x11d;
    private static final int SIZE = 256;
    private static final byte[][] PRODUCTS = products();
    private static final byte[] INVERSES = inverses();

    private Gf256() {}

    private static byte[][] products() {
        byte[][] products = new byte[SIZE][SIZE];
        for (int a = 0; a < SIZE; a++) {
            for (int b = 0; b < SIZE; b++) {
                products[a][b] = (byte) slowProduct(a, b);
            }
        }
        return products;
    }

    private static int slowProduct(int a, int b) {
        int product = 0;
        int shifted = a;
        for (int rest = b; rest != 0; rest >>= 1) {
            product ^= (rest & 1) * shifted;
            shifted = shifted << 1 ^ (shifted >> 7) * POLYNOMIAL;
        }
        return product;
    }

    private static byte[] inverses() {
        byte[] inverses = new byte[SIZE];
        for (int a = 1; a < SIZE; a++) {
            for (int b = 1; b < SIZE; b++) {
                if (PRODUCTS[a][b] == 1) {
                    inverses[a] = (byte) b;
                }
            }
        }
        return inverses;
    }

    static int product(int a, int b) {
        return PRODUCTS[a][b] & 0xff;
    }

    /** @param a not 0 */
    static int inverse(int a) {
        if (a == 0) {
            throw new ArithmeticException("0 has no inverse");
        }
        return INVERSES[a] & 0xff;
    }

    /** Adds the factor times each byte to the sum; both have the same length. */
    static void addProduct(byte[] sum, int factor, byte[] bytes) {
        byte[] products = PRODUCTS[factor];
        for (int i = 0; i < sum.length; i++) {
            sum[i] ^= products[bytes[i] & 0xff];
        }
    }

    /** Multiplies each byte with the factor. */
    static void multiply(byte[] bytes, int factor) {
        byte[] products = PRODUCTS[factor];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = products[bytes[i] & 0xff];
        }
    }
}
