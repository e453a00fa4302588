package org.hobnob.protocol.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import org.hobnob.protocol.Vectors;
import org.hobnob.protocol.message.value.PublicKey;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The vectors in {@code vectors/safety-numbers.txt}, which another program computed. */
class SafetyNumberTest {
    private static SafetyNumber number(String own, String other) {
        return SafetyNumber.of(new PublicKey(own), new PublicKey(other));
    }

    @TestFactory
    Stream<DynamicTest> bothSidesShowTheGroupsOfTheVector() {
        return Vectors.read("safety-numbers.txt", 4).stream()
                .map(row -> dynamicTest(row.name(), () -> {
                    assertEquals(
                            row.column(3), number(row.column(1), row.column(2)).text());
                    assertEquals(
                            row.column(3), number(row.column(2), row.column(1)).text());
                }));
    }
}
