/**
 * Class-data archives, from which a command starts sooner: {@link org.hobnob.launcher.archive.ArchiveMaker} makes one in
 * the background of a command's first run, from the classes that {@link org.hobnob.launcher.archive.WarmUp} loads. The
 * launching scripts start the maker and use what it made; no other package knows this one.
 */
package org.hobnob.launcher.archive;
