package org.hobnob.launcher.archive;

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
    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final Set<String> OPTIONS_OF_THE_ENVIRONMENT =
            Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private final String command;

    JavaRecorder(String command) {
        this.command = command;
    }

    /** Makes an AOT cache (JEP 514) or, where Java is older, a static CDS archive. */
    @Override
    public void record(Path draft, Path folder) throws IOException, InterruptedException {
        List<String> own = ManagementFactory.getRuntimeMXBean().getInputArguments();
        if (Runtime.version().feature() >= FIRST_WITH_AOT_CACHE) {
            run(folder, warmUp(own, folder, "-XX:AOTCacheOutput=" + draft));
            check(folder, own, "-XX:AOTMode=on", "-XX:AOTCache=" + draft);
        } else {
            Path classes = draft.resolveSibling("classes");
            run(folder, warmUp(own, folder, "-Xshare:off", "-XX:DumpLoadedClassList=" + classes));
            run(folder, dump(own, classes, draft));
            check(folder, own, "-Xshare:on", "-XX:SharedArchiveFile=" + draft);
        }
    }

    private List<String> warmUp(List<String> own, Path folder, String... recording) {
        List<String> line = new ArrayList<>(own);
        // Profiles in an AOT cache would have C2 compile more at the next start than it can in that time.
        line.add("-XX:TieredStopAtLevel=1");
        line.addAll(Arrays.asList(recording));
        line.addAll(List.of("-cp", CLASS_PATH, WarmUp.class.getName(), command, folder.toString()));
        return line;
    }

    /** With G1, the only collector that puts objects of the heap into a CDS archive; all of them read those. */
    private static List<String> dump(List<String> own, Path classes, Path draft) {
        List<String> line = new ArrayList<>(own.stream()
                .filter(option -> option.startsWith("-D") || option.startsWith("--"))
                .toList());
        line.addAll(List.of("-Xshare:dump", "-XX:+UseG1GC", "-Xmx512m"));
        line.addAll(List.of("-XX:SharedClassListFile=" + classes, "-XX:SharedArchiveFile=" + draft));
        line.addAll(List.of("-cp", CLASS_PATH));
        return line;
    }

    /** A disk that was full leaves a part of an archive. */
    private static void check(Path folder, List<String> own, String... using) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(own);
        line.addAll(Arrays.asList(using));
        line.addAll(List.of("-cp", CLASS_PATH, "-version"));
        int status = run(folder, line);
        if (status != 0) {
            throw new IOException("the archive cannot be used: exit status " + status);
        }
    }

    /** Nothing of the user's settings and data reaches it. */
    private static int run(Path folder, List<String> line) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(line);
        whole.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ProcessBuilder builder = new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(new File(nullDevice())));
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("HOBNOB_") || OPTIONS_OF_THE_ENVIRONMENT.contains(name));
        for (String base : List.of("XDG_DATA_HOME", "XDG_CONFIG_HOME")) {
            environment.put(base, folder.toString());
        }
        Process process = builder.start();
        Thread killer = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(killer);
        int status = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(killer);
        return status;
    }

    private static String nullDevice() {
        return File.separatorChar == '/' ? "/dev/null" : "NUL";
    }
}
