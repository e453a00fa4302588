package org.hobnob.launcher.jvm;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Has this process' own Java, with the same options and class path, run {@link WarmUp} and write what that loads. */
final class JavaRecorder implements ArchiveMaker.Recorder {
    private static final int FIRST_WITH_AOT_CACHE = 25;
    private static final Set<String> OPTIONS_OF_THE_ENVIRONMENT =
            Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private final String command;

    JavaRecorder(String command) {
        this.command = command;
    }

    /** An AOT cache (JEP 514) or, where Java is older, a static CDS archive. */
    @Override
    public void record(Path draft, Path folder) throws IOException, InterruptedException {
        List<String> own = ManagementFactory.getRuntimeMXBean().getInputArguments();
        if (Runtime.version().feature() >= FIRST_WITH_AOT_CACHE) {
            warmUp(own, folder, "-XX:AOTCacheOutput=" + draft);
        } else {
            Path classes = draft.resolveSibling("classes");
            warmUp(own, folder, "-Xshare:off", "-XX:DumpLoadedClassList=" + classes);
            run(folder, dump(own, classes, draft));
        }
    }

    private void warmUp(List<String> own, Path folder, String... recording) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(own);
        // Profiles in an AOT cache would have C2 compile more at the next start than it can in that time.
        line.add("-XX:TieredStopAtLevel=1");
        line.addAll(Arrays.asList(recording));
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), WarmUp.class.getName()));
        line.addAll(List.of(command, folder.toString()));
        run(folder, line);
    }

    /** With G1, the only collector that puts objects of the heap into a CDS archive; all of them read those. */
    private static List<String> dump(List<String> own, Path classes, Path draft) {
        List<String> line = new ArrayList<>(own.stream()
                .filter(option -> option.startsWith("-D") || option.startsWith("--"))
                .toList());
        line.addAll(List.of("-Xshare:dump", "-XX:+UseG1GC", "-Xmx512m"));
        line.addAll(List.of("-XX:SharedClassListFile=" + classes, "-XX:SharedArchiveFile=" + draft));
        line.addAll(List.of("-cp", System.getProperty("java.class.path")));
        return line;
    }

    /** Nothing of the user's settings and data reaches it; its exit status does not matter. */
    private static void run(Path folder, List<String> line) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(line);
        whole.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ProcessBuilder builder = new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolveSibling("log").toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("HOBNOB_") || OPTIONS_OF_THE_ENVIRONMENT.contains(name));
        for (String base : List.of("XDG_DATA_HOME", "XDG_CONFIG_HOME")) {
            environment.put(base, folder.toString());
        }
        Process process = builder.redirectInput(ProcessBuilder.Redirect.from(new File(nullDevice())))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        process.waitFor();
    }

    private static String nullDevice() {
        return File.separatorChar == '/' ? "/dev/null" : "NUL";
    }
}
