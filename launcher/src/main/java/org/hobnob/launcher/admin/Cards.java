package org.hobnob.launcher.admin;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import org.hobnob.files.OwnerOnly;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.launcher.qr.QrCode;
import org.hobnob.protocol.text.SafeText;

/**
 * Cards to print and cut out, one for each account: name, password, and how to join. A sheet of HTML, or plain text where the
 * file's name ends in {@code .txt}. For its owner only, and never over a file that is there: nobody else knows the passwords.
 */
final class Cards implements Closeable {
    private static final String STYLE = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Hobnob cards</title><style>
            body{font:11pt sans-serif;margin:1cm}.card{display:inline-block;width:8.4cm;min-height:5cm;margin:0 -1px -1px 0;
            padding:4mm;border:1px dashed #888;vertical-align:top;box-sizing:border-box;break-inside:avoid}
            svg{float:right;width:2.6cm;height:2.6cm;margin-left:2mm}h2{margin:0 0 2mm;font-size:12pt}
            p{margin:1mm 0}code{font-size:12pt;white-space:nowrap}.link{clear:both;font:7pt monospace;word-break:break-all}
            </style></head><body>
            """;

    private final Path file;
    private final FileChannel out;
    private final boolean isText;
    private final Optional<String> link;

    private Cards(Path file, FileChannel out, boolean isText, Optional<String> link) {
        this.file = file;
        this.out = out;
        this.isText = isText;
        this.link = link;
    }

    /**
     * Makes the file.
     *
     * @param link the join link, if the registry has one
     * @throws UserFacingException if it cannot be made, or is there
     */
    static Cards create(Path file, Optional<String> link) {
        boolean isText = file.toString().toLowerCase(Locale.ROOT).endsWith(".txt");
        try {
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            OwnerOnly.createFile(file);
            Cards cards = new Cards(file, FileChannel.open(file, StandardOpenOption.WRITE), isText, link);
            cards.write(isText ? "" : STYLE);
            return cards;
        } catch (FileAlreadyExistsException e) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE,
                    file
                            + " is there already, perhaps with passwords that nobody else knows: name another with --cards."
                            + " Nothing was changed",
                    e);
        } catch (IOException e) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE, file + " cannot be written (" + e + "): name another with --cards", e);
        }
    }

    /**
     * Writes a card, so that it is on the disk when this returns: before there is an account whose password nobody has.
     *
     * @return takes the card back, where no account was made
     * @throws UserFacingException if it cannot be written; then the file is as it was
     */
    Runnable add(ClassList.Entry entry, String password) {
        String user = entry.user().shown();
        String person = SafeText.of(entry.person());
        try {
            long before = out.position();
            try {
                write(isText ? text(person, user, password) : html(person, user, password));
            } catch (IOException e) {
                cut(before);
                throw e;
            }
            return () -> cut(before);
        } catch (IOException e) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE,
                    file + " cannot be written (" + e.getMessage() + "); " + user + " and those behind were not made",
                    e);
        }
    }

    private void cut(long end) {
        try {
            out.truncate(end);
            out.position(end);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": its last card opens nothing", e);
        }
    }

    private String text(String person, String user, String password) {
        return person + "\n  name:      " + user + "\n  password:  " + password
                + link.map(text -> "\n  join:      hobnob '" + text + "'").orElse("")
                + "\n  change it: /passwd\n----------------------------------------\n";
    }

    private String html(String person, String user, String password) {
        return "<div class=\"card\">" + link.map(Cards::code).orElse("") + "<h2>" + escaped(person)
                + "</h2><p>name <code>"
                + user + "</code></p><p>password <code>" + password
                + "</code></p><p>change it: <code>/passwd</code></p>"
                + link.map(text -> "<p class=\"link\">hobnob '" + escaped(text) + "'</p>")
                        .orElse("") + "</div>\n";
    }

    private static String code(String text) {
        int side = QrCode.side(text);
        return "<svg viewBox=\"0 0 " + side + " " + side
                + "\" role=\"img\" aria-label=\"join link as a QR code\"><path d=\"" + QrCode.path(text) + "\"/></svg>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private void write(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
        out.force(false);
    }

    @Override
    public void close() throws IOException {
        try (out) {
            write(isText ? "" : "</body></html>\n");
        }
    }
}
