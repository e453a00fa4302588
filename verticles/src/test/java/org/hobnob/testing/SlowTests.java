package org.hobnob.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/**
 * Finds the tests that {@code hobnob test quick} must leave out: those that start a process or open a socket, by
 * themselves, by a fixture of theirs, or by a part of the program that they run. Each has to be tagged {@link #TAG}.
 */
public final class SlowTests {
    public static final String TAG = "slow";

    private static final Set<String> OPENERS = Set.of(
            "createNetServer", "createNetClient", "createDatagramSocket", "createHttpServer", "createHttpClient");

    /** By name: each import has objects of its own for the same class. */
    private final Set<String> opening = new HashSet<>();

    private final JavaClasses tests;

    /**
     * @param tests classes of tests and their fixtures
     * @param program classes that they test
     */
    public SlowTests(JavaClasses tests, JavaClasses program) {
        this.tests = tests;
        Stream.of(tests, program)
                .flatMap(Collection::stream)
                .filter(SlowTests::opensItself)
                .map(JavaClass::getName)
                .forEach(opening::add);
    }

    private static boolean opensItself(JavaClass any) {
        return any.getCodeUnitAccessesFromSelf().stream().anyMatch(SlowTests::opens);
    }

    /** By names: what an import does not contain has no ancestors. */
    private static boolean opens(JavaCodeUnitAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        return owner.equals("java.lang.ProcessBuilder")
                || owner.matches("java\\.net\\.\\w*Socket|de\\.bwaldvogel\\.mongo\\.MongoServer")
                        && name.equals("<init>")
                || owner.matches("java\\.nio\\.channels\\.(\\w*SocketChannel|DatagramChannel|Selector)")
                        && name.equals("open")
                || owner.endsWith("SocketFactory")
                || owner.equals("io.vertx.ext.mongo.MongoClient")
                || owner.equals("io.vertx.core.Vertx") && OPENERS.contains(name);
    }

    /** The classes with tests that are slow and not tagged. */
    public List<String> untagged() {
        return tests.stream()
                .filter(SlowTests::hasTests)
                .filter(test -> !isTagged(test))
                .filter(this::isSlow)
                .map(JavaClass::getName)
                .sorted()
                .toList();
    }

    private static boolean hasTests(JavaClass any) {
        return any.getSimpleName().endsWith("Test");
    }

    private static boolean isTagged(JavaClass test) {
        return Arrays.stream(test.reflect().getAnnotationsByType(Tag.class))
                .anyMatch(tag -> tag.value().equals(TAG));
    }

    /** Follows the test's own fixtures, and what of the program they touch at first hand. */
    private boolean isSlow(JavaClass test) {
        Set<JavaClass> seen = new HashSet<>(Set.of(test));
        Deque<JavaClass> left = new ArrayDeque<>(seen);
        while (!left.isEmpty()) {
            JavaClass next = left.remove();
            if (opening.contains(next.getName())) {
                return true;
            }
            if (next == test || isFixture(next)) {
                next.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .filter(seen::add)
                        .forEach(left::add);
            }
        }
        return false;
    }

    private boolean isFixture(JavaClass any) {
        return tests.contain(any.getName()) || any.getPackageName().equals(SlowTests.class.getPackageName());
    }
}
