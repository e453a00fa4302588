package org.hobnob.launcher.kit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.hobnob.launcher.cli.UserFacingException;

/**
 * What this installation gives to a kit: the peer, and nothing that only registries need.
 *
 * @param home the folder that it was unpacked into, or a clone that was built
 */
record Program(Path home) {
    /** The libraries of registries, benchmarks and kits. What {@code peer.xml} of the build leaves out is the same. */
    static final List<String> NOT_FOR_PEERS = List.of(
            "hazelcast-",
            "sshd-",
            "vertx-hazelcast-",
            "vertx-mongo-client-",
            "mongodb-driver-",
            "bson-",
            "reactor-core-",
            "reactive-streams-",
            "mongo-java-server-",
            "micrometer-",
            "prometheus-metrics-",
            "vertx-micrometer-metrics-",
            "HdrHistogram-",
            "LatencyUtils-",
            "commons-compress-",
            "commons-io-",
            "commons-lang3-",
            "commons-codec-");

    static final List<String> CONF = List.of("java-options", "logback.xml", "peer.yaml");
    /** OpenSSL's library, each for one processor under Linux. */
    private static final Pattern LINUX_ONLY =
            Pattern.compile("netty-tcnative-boringssl-static-.*-linux-(x86_64|aarch_64)\\.jar");

    /** @return whether a library is one that peers need */
    static boolean isForPeers(String jar) {
        return NOT_FOR_PEERS.stream().noneMatch(jar::startsWith);
    }

    /**
     * Returns the files for a machine.
     *
     * @param machine null for all of them
     * @throws UserFacingException if this installation lacks one
     */
    List<Item> items(Machine machine) throws IOException {
        List<Item> items = new ArrayList<>();
        items.add(Item.file(required("LICENSE"), "LICENSE", false));
        for (String name : CONF) {
            items.add(Item.file(required("conf/" + name), "conf/" + name, false));
        }
        boolean all = machine == null;
        if (all || !machine.isWindows()) {
            items.add(Item.file(script("hobnob"), "bin/hobnob", true));
        }
        if (all || machine.isWindows()) {
            items.add(Item.text("bin/hobnob.cmd", false, withDosLines(Files.readString(script("hobnob.cmd")))));
        }
        for (Path jar : jars(name -> isForPeers(name) && (all || suits(name, machine)))) {
            items.add(Item.file(jar, "lib/" + jar.getFileName(), false));
        }
        return items;
    }

    static String withDosLines(String text) {
        return text.replace("\r\n", "\n").replace("\n", "\r\n");
    }

    private static boolean suits(String jar, Machine machine) {
        var library = LINUX_ONLY.matcher(jar);
        if (!library.matches()) {
            return true;
        }
        String processor = library.group(1).equals("x86_64") ? "x64" : "aarch64";
        return machine.toString().equals("linux-" + processor);
    }

    private boolean isClone() {
        return Files.exists(home.resolve("pom.xml"));
    }

    private Path script(String name) {
        return required((isClone() ? "launcher/" : "bin/") + name);
    }

    private Path required(String path) {
        Path file = home.resolve(path);
        if (!Files.isRegularFile(file)) {
            throw Refused.because(file + " is missing: unpack the archive anew");
        }
        return file;
    }

    private List<Path> jars(Predicate<String> wanted) throws IOException {
        Path lib = home.resolve(isClone() ? "launcher/target/lib" : "lib");
        List<Path> jars = new ArrayList<>();
        if (Files.isDirectory(lib)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(lib, "*.jar")) {
                for (Path jar : all) {
                    if (wanted.test(jar.getFileName().toString())) {
                        jars.add(jar);
                    }
                }
            }
        }
        if (jars.isEmpty()) {
            throw Refused.because(lib + " holds no program: unpack the archive anew, or build the clone");
        }
        jars.sort(Comparator.naturalOrder());
        return jars;
    }
}
