package org.hobnob.registry.audit;

import java.io.IOException;
import java.util.List;

/** Where the lines of the audit go. Thread-safe; may block. */
public interface AuditLines {
    /**
     * Appends a line.
     *
     * @param line without the end of a line
     * @throws IOException if it is not on the disk; then the lines are as they were
     */
    void append(String line) throws IOException;

    /** Returns the latest lines, the earliest first. */
    List<String> latest(int most) throws IOException;
}
