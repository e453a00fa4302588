package org.hobnob.launcher.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hobnob.launcher.cli.ExitCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Tag("slow")
class OutputTest {
    @Command
    private static final class Holder {
        @Mixin
        private Output output;
    }

    @TempDir
    Path folder;

    private static Output output(String... arguments) {
        Holder holder = new Holder();
        new CommandLine(holder).parseArgs(arguments);
        return holder.output;
    }

    private static JsonObject run(double share) {
        return new JsonObject()
                .put("head", new JsonObject().put("repeat", "hobnob bench"))
                .put(
                        "workloads",
                        new JsonArray()
                                .add(new JsonObject().put("workload", "search").put("ofFloor", share)));
    }

    private Path earlier(double share) throws Exception {
        return Files.writeString(folder.resolve("earlier.json"), run(share).encode());
    }

    @Test
    void slowerRunHasAnExitCodeOfItsOwn() throws Exception {
        Output output = output("--compare", earlier(0.4).toString());

        assertEquals(ExitCode.SLOWER, output.write(run(0.29), ExitCode.OK));
        assertEquals(ExitCode.OK, output.write(run(0.31), ExitCode.OK));
    }

    @Test
    void failureOfTheRunItselfComesFirst() throws Exception {
        assertEquals(
                ExitCode.NETWORK, output("--compare", earlier(0.4).toString()).write(run(0.1), ExitCode.NETWORK));
    }

    @Test
    void resultsAndPageHaveTheComparison() throws Exception {
        Path json = folder.resolve("now.json");
        Path html = folder.resolve("now.html");

        output("--compare", earlier(0.4).toString(), "--json", json.toString(), "--html", html.toString())
                .write(run(0.2), ExitCode.OK);

        JsonObject line = Output.read(json).getJsonArray("compared").getJsonObject(0);
        assertEquals(0.5, line.getDouble("ratio"), 1e-9);
        assertTrue(Files.readString(html).contains("0.50 slower"));
    }

    @Test
    void earlierRunsBecomeAPage() throws Exception {
        Path json = Files.writeString(folder.resolve("a.json"), "{\"head\":{\"registry\":\"<b>\"}}");
        Path page = folder.resolve("page.html");

        assertEquals(
                ExitCode.OK.number(), BenchCommandTest.bench("--show", json + "," + json, "--html", page.toString()));

        assertTrue(Files.readString(page).contains("&lt;b&gt;"));
    }

    @Test
    void resultsThatCannotBeReadAreNamedBeforeTheRun() throws Exception {
        Path noJson = Files.writeString(folder.resolve("a.json"), "hello");
        String nowhere = folder.resolve("none").resolve("b.html").toString();

        assertEquals(ExitCode.USER_FIXABLE.number(), BenchCommandTest.bench("--compare", noJson.toString()));
        assertEquals(ExitCode.USER_FIXABLE.number(), BenchCommandTest.bench("--compare", folder + "/none.json"));
        assertEquals(ExitCode.USER_FIXABLE.number(), BenchCommandTest.bench("--html", nowhere));
        assertEquals(ExitCode.USER_FIXABLE.number(), BenchCommandTest.bench("--guard", folder + "/none.json"));
        assertEquals(ExitCode.USAGE.number(), BenchCommandTest.bench("--show", noJson.toString()));
    }
}
