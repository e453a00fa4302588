package org.hobnob.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.hobnob.protocol.fuzz.FuzzTarget;

/** What administrators type. */
public final class VerbLineFuzz implements FuzzTarget {
    @Override
    public void parse(byte[] input) throws VerbLine.NoVerbException {
        VerbLine line;
        try {
            line = VerbLine.read(new String(input, StandardCharsets.UTF_8));
        } catch (VerbLine.NoVerbException documented) {
            return;
        }
        assertEquals(line, VerbLine.read(typed(line)));
    }

    /** Another line that says the same. */
    private static String typed(VerbLine line) {
        StringBuilder typed = new StringBuilder(line.verb().name());
        if (line.isConfirmed()) {
            typed.append(" --yes");
        }
        for (Parameter one : line.verb().takes()) {
            if (line.args().containsKey(one.name())) {
                String value = " \"" + line.args().getValue(one.name()) + '"';
                typed.append(
                        switch (one.kind()) {
                            case FLAG -> " --" + one.name();
                            case OPTION -> " --" + one.name() + value;
                            default -> value;
                        });
            }
        }
        return typed.toString();
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.concat(
                        VerbTable.ROWS.stream().map(verb -> verb.name() + " dana 7 --yes"),
                        Stream.of(
                                "who --after \"dana\" --limit 7",
                                "user disable dana --yes",
                                "announce good \"morning  all\" of you"))
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public int maxBytes() {
        return 500;
    }
}
