/**
 * The files of one user on this machine (SPEC 13): identity, contacts' keys, registries, messages that wait to be
 * sent or shown. Only their owner can read them. Start with {@link org.hobnob.peer.profile.Profile}.
 */
package org.hobnob.peer.profile;
