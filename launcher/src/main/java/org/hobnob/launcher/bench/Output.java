package org.hobnob.launcher.bench;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hobnob.launcher.bench.report.Comparison;
import org.hobnob.launcher.bench.report.page.Page;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import picocli.CommandLine.Option;

/** Where a run's results go beside the screen, and what they are compared with. */
final class Output {
    private static final long MOST_BYTES = 16_000_000;

    @Option(names = "--json", paramLabel = "FILE", description = "writes the results there too")
    private Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "writes a page with plots there too")
    private Path html;

    @Option(
            names = "--compare",
            paramLabel = "FILE",
            description = "the JSON of an earlier run: names what has become slower, and exits with 9 if anything has")
    private Path compare;

    @Option(
            names = "--show",
            paramLabel = "FILE,…",
            split = ",",
            description = "runs nothing: makes the page of --html from the JSON of earlier runs")
    private List<Path> show = new ArrayList<>();

    /** Read before the run, so that a long run is not lost to a file that has gone. */
    private JsonObject earlier;

    /** Whether nothing is to be run. */
    boolean isOnlyShown() {
        return !show.isEmpty();
    }

    /** Checks, before a run that takes long, that files can be written and read. */
    void require() {
        for (Path file :
                Stream.of(json, html).filter(java.util.Objects::nonNull).toList()) {
            if (!Files.isWritable(file.toAbsolutePath().getParent())) {
                throw new UserFacingException(
                        ExitCode.USER_FIXABLE, file + " cannot be written: name a file in a folder that is yours");
            }
        }
        if (compare != null) {
            earlier = read(compare);
        }
    }

    /** Makes a page of earlier runs. */
    ExitCode show() {
        if (html == null) {
            throw new UserFacingException(ExitCode.USAGE, "--show needs --html FILE, the page to write");
        }
        require();
        write(html, Page.of(show.stream().map(Output::read).toList()));
        return ExitCode.OK;
    }

    /**
     * Writes the results to all files that were asked for, and prints the comparison.
     *
     * @param outcome that of the run itself
     * @return the outcome, or {@link ExitCode#SLOWER} if that was good and something became slower
     */
    ExitCode write(JsonObject results, ExitCode outcome) {
        ExitCode compared = outcome;
        if (compare != null) {
            Comparison comparison = Comparison.of(earlier == null ? read(compare) : earlier, results);
            System.out.print(comparison.table());
            results.put("compared", comparison.json());
            compared = outcome == ExitCode.OK && !comparison.slower().isEmpty() ? ExitCode.SLOWER : outcome;
        }
        if (json != null) {
            write(json, results.encodePrettily() + "\n");
        }
        if (html != null) {
            write(html, Page.of(List.of(results)));
        }
        return compared;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE, file + " cannot be written (" + e.getMessage() + "): see above instead", e);
        }
    }

    /** Reads the JSON of a run. */
    static JsonObject read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new UserFacingException(ExitCode.USER_FIXABLE, file + " is too large to be a bench's results");
            }
            return new JsonObject(Files.readString(file));
        } catch (IOException e) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE,
                    file + " cannot be read (" + e.getMessage() + "): name the JSON of a run",
                    e);
        } catch (DecodeException e) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE, file + " is not the JSON of a run: make one with --json FILE", e);
        }
    }
}
