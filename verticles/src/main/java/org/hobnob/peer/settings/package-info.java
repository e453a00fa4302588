/** The settings of a peer. May use only the profile and values; all other packages of the peer may use it. */
package org.hobnob.peer.settings;
