package org.hobnob.launcher.demo.storm;

import java.util.function.Consumer;
import org.hobnob.launcher.child.Child;

/** Starts the programs of a storm. */
interface Children {
    /** @param shown receives each line of its output, in order */
    Child start(String name, Consumer<String> shown, String... arguments);
}
