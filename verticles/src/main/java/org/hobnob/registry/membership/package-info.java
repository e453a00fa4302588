/**
 * Who is in which room, known from room news and corrected from the store, for those who must know without asking the
 * store. The package {@code rooms} decides who may enter.
 */
package org.hobnob.registry.membership;
