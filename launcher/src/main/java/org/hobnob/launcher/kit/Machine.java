package org.hobnob.launcher.kit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The system and the processor that a program is for, as its first bytes say: names of files and texts beside it may be wrong.
 *
 * @param system {@code linux}, {@code windows} or {@code macos}
 * @param processor {@code x64}, {@code aarch64}, or {@code universal} for both
 */
record Machine(String system, String processor) {
    /** So many bytes of a program are enough. */
    static final int HEAD_BYTES = 4_096;

    private static final int ELF = 0x7f454c46;
    private static final int ELF_MACHINE_AT = 18;
    private static final int ELF_X64 = 62;
    private static final int ELF_AARCH64 = 183;

    private static final int MZ = 0x4d5a;
    private static final int PE_HEADER_AT = 0x3c;
    private static final int PE = 0x50450000;
    private static final int PE_X64 = 0x8664;
    private static final int PE_AARCH64 = 0xaa64;

    private static final int MACH_O = 0xfeedfacf;
    private static final int MACH_O_FAT = 0xcafebabe;
    private static final int MACH_O_X64 = 0x01000007;
    private static final int MACH_O_AARCH64 = 0x0100000c;

    private static final String X64 = "x64";
    private static final String AARCH64 = "aarch64";

    /** Returns what a program is for; empty if it is none of these. */
    static Optional<Machine> of(byte[] head) {
        ByteBuffer bytes = ByteBuffer.wrap(head);
        if (head.length < 64) {
            return Optional.empty();
        }
        if (bytes.getInt(0) == ELF) {
            int machine = bytes.order(ByteOrder.LITTLE_ENDIAN).getShort(ELF_MACHINE_AT) & 0xffff;
            return named("linux", machine, ELF_X64, ELF_AARCH64);
        }
        if (bytes.getShort(0) == MZ) {
            return windows(bytes);
        }
        if (bytes.getInt(0) == MACH_O_FAT) {
            return Optional.of(new Machine("macos", "universal"));
        }
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        return bytes.getInt(0) == MACH_O
                ? named("macos", bytes.getInt(4), MACH_O_X64, MACH_O_AARCH64)
                : Optional.empty();
    }

    private static Optional<Machine> windows(ByteBuffer bytes) {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        int at = bytes.getInt(PE_HEADER_AT);
        boolean isInside = at >= 0 && at <= bytes.limit() - 6;
        return isInside && Integer.reverseBytes(bytes.getInt(at)) == PE
                ? named("windows", bytes.getShort(at + 4) & 0xffff, PE_X64, PE_AARCH64)
                : Optional.empty();
    }

    private static Optional<Machine> named(String system, int machine, int x64, int aarch64) {
        if (machine == x64) {
            return Optional.of(new Machine(system, X64));
        }
        return machine == aarch64 ? Optional.of(new Machine(system, AARCH64)) : Optional.empty();
    }

    boolean isWindows() {
        return system.equals("windows");
    }

    @Override
    public String toString() {
        return system + "-" + processor;
    }
}
