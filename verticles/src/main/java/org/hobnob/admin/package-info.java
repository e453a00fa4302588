/**
 * What administrators can ask of a registry: the table of verbs, how they are typed, and how answers read. Pure. The
 * registry's service, the command {@code hobnob admin} and the console share it. Start with {@link
 * org.hobnob.admin.VerbTable}.
 */
package org.hobnob.admin;
