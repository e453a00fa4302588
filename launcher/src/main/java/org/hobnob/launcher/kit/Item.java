package org.hobnob.launcher.kit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is in an archive under one name.
 *
 * @param path relative, with slashes, neither empty nor leading out of its folder
 * @param isExecutable whether a system that asks may start it
 * @param linksTo of a symbolic link where it leads, from its own folder; empty of a file
 * @param size of the content in bytes
 * @param content of a file; nothing of a link
 */
record Item(String path, boolean isExecutable, String linksTo, long size, Content content) {
    /** Opened when it is written. */
    @FunctionalInterface
    interface Content {
        InputStream open() throws IOException;
    }

    static Item file(String path, boolean isExecutable, long size, Content content) {
        return new Item(path, isExecutable, "", size, content);
    }

    static Item link(String path, String linksTo) {
        return new Item(path, false, linksTo, 0, InputStream::nullInputStream);
    }

    static Item file(Path file, String path, boolean isExecutable) throws IOException {
        return file(path, isExecutable, Files.size(file), () -> Files.newInputStream(file));
    }

    static Item text(String path, boolean isExecutable, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return file(path, isExecutable, bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    boolean isLink() {
        return !linksTo.isEmpty();
    }

    Item at(String other) {
        return new Item(other, isExecutable, linksTo, size, content);
    }
}
