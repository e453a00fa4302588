/**
 * {@code hobnob admin backup}, {@code restore} and {@code import}: commands that work on a registry's store and need no
 * registry that runs. {@link org.hobnob.launcher.backup.StoreAccess} finds the store.
 */
package org.hobnob.launcher.backup;
