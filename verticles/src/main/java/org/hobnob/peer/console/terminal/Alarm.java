package org.hobnob.peer.console.terminal;

import java.util.Optional;
import java.util.function.Consumer;
import org.hobnob.peer.console.screen.Alert;
import org.hobnob.peer.console.screen.Notices;
import org.hobnob.peer.console.screen.Notices.Way;
import org.hobnob.peer.settings.PeerKey;
import org.hobnob.peer.settings.PeerValues;

/** Rings the bell and shows notifications on the desktop, as the settings say. */
final class Alarm {
    private final PeerValues settings;
    private final Notices notices;
    private final Consumer<Alert> desktop;

    /** @param desktop shows a notification by another program */
    Alarm(PeerValues settings, Notices notices, Consumer<Alert> desktop) {
        this.settings = settings;
        this.notices = notices;
        this.desktop = desktop;
    }

    /** Returns what is to be written to the terminal; may be empty. */
    String sound(Alert alert) {
        String bell = settings.isOn(PeerKey.BELL) ? Notices.BELL : "";
        return bell + notification(alert);
    }

    private String notification(Alert alert) {
        return switch (settings.text(PeerKey.NOTIFICATIONS)) {
            case "auto" -> sequence(notices.known(), alert);
            case "osc9" -> sequence(Optional.of(Way.OSC9), alert);
            case "osc99" -> sequence(Optional.of(Way.OSC99), alert);
            case "osc777" -> sequence(Optional.of(Way.OSC777), alert);
            case "notify-send" -> {
                desktop.accept(alert);
                yield "";
            }
            default -> "";
        };
    }

    private String sequence(Optional<Way> way, Alert alert) {
        return way.map(one -> notices.sequence(one, alert)).orElse("");
    }
}
