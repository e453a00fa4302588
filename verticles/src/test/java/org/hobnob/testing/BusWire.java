package org.hobnob.testing;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import org.hobnob.bus.Bus;

/** Carries events of one address between two event buses, each way, as a cluster does. */
public final class BusWire {
    private static final String CARRIED = "carried";

    private BusWire() {}

    /** Completes when events are carried. */
    public static void between(Vertx one, Vertx other, String address) {
        List.of(carry(one, other, address), carry(other, one, address)).forEach(end -> Await.await(end.completion()));
    }

    private static MessageConsumer<Object> carry(Vertx from, Vertx to, String address) {
        return from.eventBus().localConsumer(address, message -> {
            if (!message.headers().contains(CARRIED)) {
                DeliveryOptions options = new DeliveryOptions()
                        .addHeader(Bus.ACTION, message.headers().get(Bus.ACTION))
                        .addHeader(CARRIED, "yes")
                        .setLocalOnly(true);
                to.eventBus().publish(address, message.body(), options);
            }
        });
    }
}
