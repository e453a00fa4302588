package org.hobnob.launcher.registry;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.hobnob.launcher.qr.QrCode;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.console.screen.Appearance;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.JoinLink;

/** The join link of a registry (SPEC 2.8), as text and as a QR code. */
final class Invitation {
    /** A longer link makes a QR code that is hard to read. */
    private static final int MOST_ADDRESSES = 4;

    private static final String BLOCKS = "█▀▄";

    private Invitation() {}

    /**
     * Returns the link to a registry.
     *
     * @param addresses at which it can be reached, with or without a port; those that are no addresses are left out
     * @param port for addresses without one
     * @return empty if there is no address
     */
    static Optional<JoinLink> link(List<String> addresses, int port, Pin key) {
        List<HostPort> registries = addresses.stream()
                .flatMap(address -> HostPort.parse(address, port).stream())
                .limit(MOST_ADDRESSES)
                .toList();
        return registries.isEmpty()
                ? Optional.empty()
                : Optional.of(new JoinLink(registries, key.plain(), Optional.empty()));
    }

    /**
     * Returns the lines of the QR code; none where they cannot be shown.
     *
     * @param columns how wide the terminal is; empty where there is none
     * @param charset in which the lines are written
     */
    static List<String> qrCode(JoinLink link, OptionalInt columns, Map<String, String> environment, Charset charset) {
        if (columns.isEmpty()
                || Appearance.isDumb(environment)
                || !charset.newEncoder().canEncode(BLOCKS)) {
            return List.of();
        }
        List<String> lines = QrCode.lines(link.toString());
        return lines.get(0).length() <= columns.getAsInt() ? lines : List.of();
    }
}
