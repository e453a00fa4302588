package org.hobnob.launcher.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hobnob.protocol.fuzz.FuzzTarget;

/** The first bytes of a program that is put in a kit. */
public final class MachineFuzz implements FuzzTarget {
    private static final Set<String> ALL = Set.of(
            "linux-x64",
            "linux-aarch64",
            "windows-x64",
            "windows-aarch64",
            "macos-x64",
            "macos-aarch64",
            "macos-universal");

    @Override
    public void parse(byte[] input) {
        Optional<Machine> machine = Machine.of(input);
        machine.ifPresent(found -> {
            assertTrue(ALL.contains(found.toString()), found.toString());
            assertEquals(machine, Machine.of(Arrays.copyOf(input, input.length + 1)), "what follows changes nothing");
        });
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                MachineTest.elf(62),
                MachineTest.elf(183),
                MachineTest.windows(0x8664),
                MachineTest.windows(0xaa64),
                MachineTest.mac(0x01000007),
                MachineTest.mac(0x0100000c));
    }

    @Override
    public int maxBytes() {
        return 1_024;
    }
}
