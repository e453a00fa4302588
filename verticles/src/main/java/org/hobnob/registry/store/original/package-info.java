/**
 * Takes accounts and rooms over from the database of the original program. Start with {@link
 * org.hobnob.registry.store.original.OriginalImport}.
 */
package org.hobnob.registry.store.original;
