package org.hobnob.launcher.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.hobnob.registry.Vitals;

/** The figures of a registry itself, as Prometheus names such: {@code hobnob_…}. None has a name of a user in it. */
final class Gauges {
    private static final String REFUSED = "hobnob.connections.refused";

    private final MeterRegistry registry;

    Gauges(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Registers all.
     *
     * @param figures those of presence, as they were last told
     * @param storeWorks whether the store took the last write
     */
    void register(String version, Supplier<JsonObject> figures, Supplier<Vitals> vitals, Supplier<Boolean> storeWorks) {
        gauge(
                "sessions",
                "Users whose session is at this registry",
                () -> figures.get().getLong("sessions", 0L));
        gauge(
                "online",
                "Users who are online, as far as this registry knows",
                () -> figures.get().getLong("online", 0L));
        gauge("connections", "Connections that are open", () -> vitals.get().connections());
        gauge(
                "rooms",
                "Rooms at all registries, as far as this one knows",
                () -> vitals.get().rooms());
        gauge(
                "bans",
                "Users, addresses and ranges of addresses that are banned",
                () -> vitals.get().bans());
        gauge(
                "lease.held",
                "1 while this registry may make changes",
                () -> truth(vitals.get().mayChange()));
        gauge(
                "leaving",
                "1 while it sends its peers to other registries",
                () -> truth(vitals.get().isLeaving()));
        gauge("store.up", "1 if the store took the last write", () -> truth(storeWorks.get()));
        refused("limit", vitals, Vitals::refused);
        refused("ban", vitals, Vitals::banned);
        Gauge.builder("hobnob.build.info", () -> 1)
                .description("1, and the version of the program")
                .tag("version", version)
                .register(registry);
    }

    private static long truth(boolean is) {
        return is ? 1 : 0;
    }

    private void gauge(String name, String meaning, Supplier<Number> value) {
        Gauge.builder("hobnob." + name, value).description(meaning).register(registry);
    }

    private void refused(String why, Supplier<Vitals> vitals, ToDoubleFunction<Vitals> count) {
        FunctionCounter.builder(REFUSED, vitals, source -> count.applyAsDouble(source.get()))
                .description("Connections that were refused since the start, by limits or by bans")
                .tag("reason", why)
                .register(registry);
    }
}
