/** What a peer is told at its start. It may use the profile and values; everything else of the peer may use it. */
package org.hobnob.peer.settings;
