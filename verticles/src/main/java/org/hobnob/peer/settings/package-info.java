/**
 * What a peer is told at its start, by the launcher or a test. Holds values and decides nothing.
 */
package org.hobnob.peer.settings;
