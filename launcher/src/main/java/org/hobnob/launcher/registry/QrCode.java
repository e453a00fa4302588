package org.hobnob.launcher.registry;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A QR code drawn with half blocks, two rows of it in one line of text. What is light is drawn and what is dark is left out, as
 * it must look on the usual dark background; most readers take it on a light one too.
 */
final class QrCode {
    /** How many light modules surround it. */
    private static final int MARGIN = 2;

    private static final char BOTH = '█';
    private static final char UPPER = '▀';
    private static final char LOWER = '▄';

    private QrCode() {}

    /**
     * Returns the lines, all of one length.
     *
     * @param text at most 2,000 characters of ASCII
     */
    static List<String> lines(String text) {
        ByteMatrix dark = matrix(text);
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

    /** The lowest correction gives the smallest code: a screen has no scratches. */
    private static ByteMatrix matrix(String text) {
        try {
            return Encoder.encode(text, ErrorCorrectionLevel.L, Map.of(EncodeHintType.QR_COMPACT, true))
                    .getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException("too long for a QR code", e);
        }
    }
}
