package org.hobnob.launcher.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MachineTest {
    static byte[] elf(int machine) {
        return ByteBuffer.allocate(64)
                .putInt(0x7f454c46)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(18, (short) machine)
                .array();
    }

    static byte[] windows(int machine) {
        ByteBuffer head =
                ByteBuffer.allocate(512).put((byte) 'M').put((byte) 'Z').order(ByteOrder.LITTLE_ENDIAN);
        return head.putInt(0x3c, 0x80)
                .putInt(0x80, 0x00004550)
                .putShort(0x84, (short) machine)
                .array();
    }

    static byte[] mac(int machine) {
        return ByteBuffer.allocate(64)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0xfeedfacf)
                .putInt(machine)
                .array();
    }

    @Test
    void programsTellTheirSystemAndProcessor() {
        assertEquals("linux-x64", Machine.of(elf(62)).orElseThrow().toString());
        assertEquals("linux-aarch64", Machine.of(elf(183)).orElseThrow().toString());
        assertEquals("windows-x64", Machine.of(windows(0x8664)).orElseThrow().toString());
        assertEquals(
                "windows-aarch64", Machine.of(windows(0xaa64)).orElseThrow().toString());
        assertEquals("macos-x64", Machine.of(mac(0x01000007)).orElseThrow().toString());
        assertEquals("macos-aarch64", Machine.of(mac(0x0100000c)).orElseThrow().toString());
        byte[] fat = ByteBuffer.allocate(64).putInt(0xcafebabe).array();
        assertEquals("macos-universal", Machine.of(fat).orElseThrow().toString());
    }

    @Test
    void whatIsNoProgramIsNone() {
        assertEquals(Optional.empty(), Machine.of(new byte[0]));
        assertEquals(Optional.empty(), Machine.of(new byte[4_096]));
        assertEquals(Optional.empty(), Machine.of(elf(40)));
        assertEquals(Optional.empty(), Machine.of(windows(0x14c)));
        assertEquals(Optional.empty(), Machine.of(Arrays.copyOf(windows(0x8664), 0x84)));
    }

    @Test
    void theJavaThatRunsThisIsForThisMachine() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        assumeTrue(Files.isRegularFile(java), "no program java");
        Map<String, String> processors = Map.of("amd64", "x64", "x86_64", "x64", "aarch64", "aarch64");
        assertEquals(
                processors.get(System.getProperty("os.arch")),
                Machine.of(Files.readAllBytes(java)).orElseThrow().processor());
    }
}
