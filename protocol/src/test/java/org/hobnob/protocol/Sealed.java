package org.hobnob.protocol;

import java.util.Arrays;
import java.util.stream.Stream;

/** The types that a sealed interface is made of. */
public final class Sealed {
    private Sealed() {}

    /** All but those that are sealed interfaces themselves, whose own types stand for them. */
    public static Stream<Class<?>> types(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .flatMap(type -> type.isSealed() ? types(type) : Stream.of(type));
    }
}
