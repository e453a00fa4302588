package org.hobnob.launcher.qr;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** QR codes: the text that they hold is at most 2,000 characters of ASCII. */
public final class QrCode {
    /** How many light modules surround it on a screen, which has room for no more. */
    private static final int MARGIN = 2;

    /** How many the standard asks for. */
    private static final int QUIET_ZONE = 4;

    private static final char BOTH = '█';
    private static final char UPPER = '▀';
    private static final char LOWER = '▄';

    private QrCode() {}

    /**
     * Returns a code drawn with half blocks, two rows of it in one line of text; all lines are of one length. What is light is
     * drawn and what is dark is left out, as it must look on the usual dark background; most readers take it on a light one
     * too.
     */
    public static List<String> lines(String text) {
        // The lowest correction gives the smallest code: a screen has no scratches.
        ByteMatrix dark = matrix(text, ErrorCorrectionLevel.L);
        List<String> lines = new ArrayList<>();
        for (int y = -MARGIN; y < dark.getHeight() + MARGIN; y += 2) {
            StringBuilder line = new StringBuilder();
            for (int x = -MARGIN; x < dark.getWidth() + MARGIN; x++) {
                line.append(half(isLight(dark, x, y), isLight(dark, x, y + 1)));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    /**
     * Returns the path of a code's dark squares for an SVG of {@link #side} by that many units, without text of its own.
     * Paper gets stains, so a seventh of it may be lost.
     */
    public static String path(String text) {
        ByteMatrix dark = matrix(text, ErrorCorrectionLevel.M);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < dark.getHeight(); y++) {
            for (int x = 0; x < dark.getWidth(); x++) {
                int from = x;
                while (!isLight(dark, x, y)) {
                    x++;
                }
                if (x > from) {
                    path.append('M').append(from + QUIET_ZONE).append(' ').append(y + QUIET_ZONE);
                    path.append('h')
                            .append(x - from)
                            .append("v1h-")
                            .append(x - from)
                            .append('z');
                }
            }
        }
        return path.toString();
    }

    /** How wide and high the code of {@link #path} is, with the light around it. */
    public static int side(String text) {
        return matrix(text, ErrorCorrectionLevel.M).getWidth() + 2 * QUIET_ZONE;
    }

    private static char half(boolean upper, boolean lower) {
        if (upper) {
            return lower ? BOTH : UPPER;
        }
        return lower ? LOWER : ' ';
    }

    private static boolean isLight(ByteMatrix dark, int x, int y) {
        boolean inside = x >= 0 && y >= 0 && x < dark.getWidth() && y < dark.getHeight();
        return !inside || dark.get(x, y) == 0;
    }

    private static ByteMatrix matrix(String text, ErrorCorrectionLevel correction) {
        try {
            return Encoder.encode(text, correction, Map.of(EncodeHintType.QR_COMPACT, true))
                    .getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException("too long for a QR code", e);
        }
    }
}
