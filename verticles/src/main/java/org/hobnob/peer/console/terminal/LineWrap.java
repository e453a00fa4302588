package org.hobnob.peer.console.terminal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.utils.WCWidth;

/**
 * Breaks a line into the rows of a terminal: between words, within words only where a word is longer than a row. Rows
 * after the first begin with blanks, so that no text can look like a line of its own. Wide characters count as two
 * columns, and combining ones stay with what they belong to. Pure.
 */
final class LineWrap {
    private static final char ESC = 0x1b;
    private static final String RESET = ESC + "[0m";
    private static final Pattern ESCAPE =
            Pattern.compile(ESC + "\\[[0-9;]*m|" + ESC + "]8;;([^" + ESC + "]*)" + ESC + "\\\\");
    private static final String NO_LINK = ESC + "]8;;" + ESC + "\\";
    private static final int ZERO_WIDTH_JOINER = 0x200d;
    private static final int LEAST_TEXT = 10;

    private final int width;
    private final String indent;
    private final StringBuilder rows = new StringBuilder();
    private final StringBuilder word = new StringBuilder();
    private String style = "";
    private String link = "";
    private String styleBeforeWord = "";
    private String linkBeforeWord = "";
    private int column;
    private int wordWidth;
    private int blanks;
    private boolean afterWide;
    private int last;

    private LineWrap(int width, int hang) {
        this.width = width;
        indent = " ".repeat(Math.max(1, Math.min(hang, width - LEAST_TEXT)));
    }

    /**
     * Returns the rows, with line feeds between them.
     *
     * @param line with the escape sequences of {@link org.hobnob.peer.console.screen.Palette}
     * @param width the terminal's columns, at least 1
     * @param hang by how many blanks the rows after the first are indented, less where the terminal is narrow
     */
    static String rows(String line, int width, int hang) {
        return line.length() < width && line.chars().allMatch(c -> c >= ' ' && c < 0x7f)
                ? line
                : new LineWrap(width, hang).wrap(line);
    }

    private String wrap(String line) {
        Matcher escape = ESCAPE.matcher(line);
        int at = 0;
        while (at < line.length()) {
            if (line.charAt(at) == ESC && escape.region(at, line.length()).lookingAt()) {
                escape(escape);
                at = escape.end();
            } else {
                int c = line.codePointAt(at);
                put(c);
                at += Character.charCount(c);
            }
        }
        endWord();
        return rows.toString();
    }

    private void escape(Matcher escape) {
        word.append(escape.group());
        if (escape.group(1) != null) {
            link = escape.group(1).isEmpty() ? "" : escape.group();
        } else {
            style = escape.group().equals(RESET) ? "" : escape.group();
        }
    }

    private void put(int c) {
        if (c == ' ') {
            endWord();
            blanks++;
            return;
        }
        int columns = Math.max(0, WCWidth.wcwidth(c));
        // A wide character is a word of its own, as no blanks stand between them, and so is what follows it.
        boolean breaks = columns > 0 && (columns > 1 || afterWide) && last != ZERO_WIDTH_JOINER;
        if (breaks || columns > 0 && wordWidth + columns > width - 1 - indent.length()) {
            endWord();
        }
        word.appendCodePoint(c);
        wordWidth += columns;
        afterWide = columns > 1 || afterWide && columns == 0;
        last = c;
    }

    private void endWord() {
        if (column > 0 && wordWidth > 0 && column + blanks + wordWidth > width - 1) {
            rows.append(linkBeforeWord.isEmpty() ? "" : NO_LINK).append(styleBeforeWord.isEmpty() ? "" : RESET);
            rows.append('\n').append(indent).append(styleBeforeWord).append(linkBeforeWord);
            column = indent.length();
            blanks = 0;
        }
        if (wordWidth > 0) {
            blanks = Math.max(0, Math.min(blanks, width - 1 - column - wordWidth));
            rows.append(" ".repeat(blanks));
            column += blanks + wordWidth;
            blanks = 0;
        }
        rows.append(word);
        word.setLength(0);
        wordWidth = 0;
        afterWide = false;
        styleBeforeWord = style;
        linkBeforeWord = link;
    }
}
