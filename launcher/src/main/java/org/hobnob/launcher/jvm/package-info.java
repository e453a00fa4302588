/**
 * How Java runs the commands: the options of {@code conf/java-options} for commands that others start, and the class-data
 * archives with which the launching script starts commands sooner. Start reading at {@link
 * org.hobnob.launcher.jvm.JavaOptions} and {@link org.hobnob.launcher.jvm.ArchiveMaker}.
 */
package org.hobnob.launcher.jvm;
