package org.hobnob.launcher.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hobnob.launcher.bench.load.Aids;
import org.hobnob.launcher.bench.load.BenchPlan;
import org.hobnob.launcher.bench.load.Generator;
import org.hobnob.launcher.bench.load.Row;
import org.hobnob.launcher.bench.measure.Progress;
import org.hobnob.launcher.bench.report.Guard;
import org.hobnob.launcher.bench.target.EchoServer;
import org.hobnob.launcher.bench.target.OwnRegistry;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.launcher.config.RegistryKey;

/** Measures workloads and their floors in turns, and compares the medians with what a file records. */
final class GuardRun {
    private static final int ROUNDS = 5;
    private static final int PEERS = 200;
    private static final int CONNECTIONS = 50;
    private static final String CHEAP_HASH_KIB = "64";

    private final Path file;
    private final Optional<String> reason;
    private final int seconds;
    private final Map<RegistryKey, String> settings;

    /**
     * @param reason why the ratios of this run shall be recorded; empty to compare them with the recorded ones
     * @param seconds how long each workload runs in each round
     */
    GuardRun(Path file, Optional<String> reason, int seconds, Map<RegistryKey, String> settings) {
        this.file = file;
        this.reason = reason;
        this.seconds = seconds;
        this.settings = new EnumMap<>(RegistryKey.class);
        this.settings.put(RegistryKey.HASH_MEMORY, CHEAP_HASH_KIB);
        this.settings.putAll(settings);
    }

    ExitCode run(Progress progress) throws InterruptedException {
        if (reason.filter(String::isBlank).isPresent()) {
            throw new UserFacingException(ExitCode.USAGE, "--record needs the reason why the ratios may change");
        }
        Guard.Record recorded =
                reason.isPresent() && !Files.exists(file) ? Guard.Record.EMPTY : Guard.Record.of(Output.read(file));
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        Guard guard = Guard.of(rows(progress));
        if (guard.errors() > 0) {
            System.out.print(guard.table(recorded));
            return ExitCode.NETWORK;
        }
        if (reason.isPresent()) {
            write(guard.recorded(recorded, reason.get(), LocalDate.now(Clock.systemUTC())));
            System.out.println("recorded in " + file + ": " + reason.get());
            return ExitCode.OK;
        }
        System.out.print(guard.table(recorded));
        if (guard.slower(recorded).isEmpty()) {
            return ExitCode.OK;
        }
        if (load > Runtime.getRuntime().availableProcessors()) {
            System.out.printf(
                    Locale.ROOT, "Other programs kept the machine busy (load %.0f): run it again later.%n", load);
        }
        return ExitCode.SLOWER;
    }

    private List<Row> rows(Progress progress) throws InterruptedException {
        BenchPlan plan = new BenchPlan(PEERS, CONNECTIONS, TimeUnit.SECONDS.toMillis(seconds));
        try (OwnRegistry own = OwnRegistry.start(settings);
                EchoServer echo = EchoServer.start(own.target().engine(), List.of())) {
            Aids aids = new Aids(Optional.of(echo.target()), Optional.empty(), Optional.empty());
            return Generator.pairs(own.target(), aids, plan, ROUNDS, progress);
        }
    }

    private void write(Guard.Record record) {
        try {
            Files.writeString(file, record.json().encodePrettily() + "\n");
        } catch (IOException e) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE, file + " cannot be written (" + e.getMessage() + ")", e);
        }
    }
}
