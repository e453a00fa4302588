/**
 * Backups of a registry's store: one file with all that lasts, its checksum, and, sealed by a passphrase, the registry's
 * secrets (SPEC 10.1). Start with {@link org.hobnob.registry.store.backup.Backup} and {@link
 * org.hobnob.registry.store.backup.Restore}.
 */
package org.hobnob.registry.store.backup;
