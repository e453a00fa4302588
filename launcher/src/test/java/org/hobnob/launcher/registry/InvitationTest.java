package org.hobnob.launcher.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.hobnob.net.tls.Pin;
import org.hobnob.protocol.message.value.JoinLink;
import org.junit.jupiter.api.Test;

class InvitationTest {
    private static final Pin KEY = Pin.parse("0f".repeat(32)).orElseThrow();
    private static final JoinLink LINK =
            Invitation.link(List.of("192.168.178.105"), 15_600, KEY).orElseThrow();
    private static final Map<String, String> XTERM = Map.of("TERM", "xterm-256color");

    private static List<String> shown(OptionalInt columns, Map<String, String> environment) {
        return Invitation.qrCode(LINK, columns, environment, StandardCharsets.UTF_8);
    }

    @Test
    void theLinkHasEveryAddressAndTheKey() {
        List<String> addresses = List.of("10.0.0.5", "ship.local:9", "[fe80::1]", "no address");
        assertEquals(
                "hobnob://10.0.0.5:15600,ship.local:9,[fe80::1]:15600/?key=" + KEY.plain(),
                Invitation.link(addresses, 15_600, KEY).map(JoinLink::toString).orElseThrow());
        assertEquals(Optional.empty(), Invitation.link(List.of(), 15_600, KEY));
    }

    @Test
    void theQrCodeSaysTheLink() throws Exception {
        assertEquals(LINK.toString(), read(shown(OptionalInt.of(80), XTERM)));
    }

    @Test
    void theQrCodeFitsATerminalOfEightyTimesTwentyFour() {
        List<String> lines = shown(OptionalInt.of(80), XTERM);
        assertTrue(lines.size() <= 23, lines.size() + " lines");
        assertEquals(lines, shown(OptionalInt.of(lines.get(0).length()), XTERM));
        assertEquals(List.of(), shown(OptionalInt.of(lines.get(0).length() - 1), XTERM));
    }

    @Test
    void noQrCodeIsShownWhereItCannotBeSeen() {
        assertFalse(shown(OptionalInt.of(80), XTERM).isEmpty());
        assertEquals(List.of(), shown(OptionalInt.empty(), XTERM));
        assertEquals(List.of(), shown(OptionalInt.of(80), Map.of("TERM", "dumb")));
        assertEquals(List.of(), shown(OptionalInt.of(80), Map.of()));
        assertEquals(List.of(), Invitation.qrCode(LINK, OptionalInt.of(80), XTERM, StandardCharsets.ISO_8859_1));
    }

    /** Reads what a camera would see of white blocks on black. */
    private static String read(List<String> lines) throws Exception {
        int scale = 4;
        int width = lines.get(0).length() * scale;
        int height = lines.size() * 2 * scale;
        int[] pixels = new int[width * height];
        for (int y = 0; y < height; y++) {
            String line = lines.get(y / scale / 2);
            boolean upper = y / scale % 2 == 0;
            for (int x = 0; x < width; x++) {
                char c = line.charAt(x / scale);
                boolean white = c == '█' || c == (upper ? '▀' : '▄');
                pixels[y * width + x] = white ? 0xffffff : 0;
            }
        }
        assertTrue(Arrays.stream(pixels).anyMatch(pixel -> pixel == 0));
        BinaryBitmap picture = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
        return new QRCodeReader()
                .decode(picture, Map.of(DecodeHintType.TRY_HARDER, true))
                .getText();
    }
}
