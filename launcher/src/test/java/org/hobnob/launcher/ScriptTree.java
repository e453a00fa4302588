package org.hobnob.launcher;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code launcher/hobnob} in a tree of its own, with a Maven and Javas that only say what they are told. No
 * class-data archives are made.
 */
public abstract class ScriptTree {
    private static final String MAVEN = """
            #!/usr/bin/env bash
            echo "mvn $*" >> "$FAKE_LOG"
            root=$3
            root=${root%/pom.xml}
            while [[ -n ${FAKE_GATE:-} && ! -e $FAKE_GATE ]]; do sleep 0.05; done
            mkdir -p "$root/launcher/target/lib"
            touch "$root/launcher/target/lib/hobnob-launcher-1.jar"
            echo "what Maven says"
            exit "${FAKE_MVN_STATUS:-0}"
            """;
    private static final String JAVA = """
            #!/usr/bin/env bash
            printf '<%s>' "$0" "$@"
            """;

    /** What the script printed, and its exit status. */
    protected record Result(int status, String out, String err) {}

    @TempDir
    protected Path folder;

    protected Path root;
    protected Path script;
    protected Path tools;
    protected Path log;

    @BeforeEach
    void growTree() throws IOException {
        root = folder.resolve("a path with blanks");
        tools = Files.createDirectories(folder.resolve("tools"));
        log = folder.resolve("log");
        Files.createDirectories(root.resolve("launcher/src/main"));
        Files.createDirectories(root.resolve("protocol/src/main"));
        Files.writeString(root.resolve("protocol/src/main/A.java"), "");
        Files.writeString(root.resolve("protocol/pom.xml"), "");
        Files.writeString(root.resolve("pom.xml"), "");
        Files.createDirectories(root.resolve("conf"));
        Files.copy(Path.of("..", "conf", "java-options"), root.resolve("conf/java-options"));
        script = Files.copy(Path.of("hobnob"), root.resolve("launcher/hobnob"));
        executable(tools.resolve("mvn"), MAVEN);
        jdk("jdk-11", "11.0.2");
        jdk("jdk-17", "17.0.1");
        jdk("jdk-25", "25");
    }

    protected void jdk(String name, String version) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("jvm").resolve(name).resolve("bin"));
        executable(bin.resolve("java"), JAVA);
        executable(bin.resolve("javac"), JAVA);
        Files.writeString(Files.createDirectories(bin.resolveSibling("lib")).resolve("modules"), version);
        Files.writeString(bin.resolveSibling("release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    protected static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    protected Result hobnob(Map<String, String> environment, String... args) throws Exception {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        Process process = start(environment, out, err, args);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the script hangs");
        return new Result(process.exitValue(), read(out), read(err));
    }

    protected Process start(Map<String, String> environment, Path out, Path err, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", script.toString()));
        command.addAll(List.of(args));
        return start(command, environment, out, err);
    }

    protected Process start(List<String> command, Map<String, String> environment, Path out, Path err)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("HOBNOB_") || name.equals("JAVA_HOME"));
        builder.environment().put("PATH", tools + ":/usr/bin:/bin");
        builder.environment().put("FAKE_LOG", log.toString());
        builder.environment().put("XDG_CACHE_HOME", "/dev/null");
        builder.environment().put("HOBNOB_JVM_DIR", folder.resolve("jvm").toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    protected Result hobnob(String... args) throws Exception {
        return hobnob(Map.of(), args);
    }

    protected static String read(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }

    /** The tree of an unpacked archive: the same script, one folder up from what it starts. */
    protected void unpackArchive() throws IOException {
        root = folder.resolve("unpacked here");
        Files.createDirectories(root.resolve("lib"));
        Files.createFile(root.resolve("lib/hobnob-launcher-1.jar"));
        Files.createDirectories(root.resolve("conf"));
        Files.copy(Path.of("..", "conf", "java-options"), root.resolve("conf/java-options"));
        script = Files.copy(script, Files.createDirectories(root.resolve("bin")).resolve("hobnob"));
    }
}
