/**
 * Makes the class-data archives from which the registry and the peer take their classes from the second start on. The
 * launching script runs {@link org.hobnob.launcher.archive.ArchiveMaker} in the background at the first start.
 */
package org.hobnob.launcher.archive;
