/**
 * Several registries in processes of their own, killed, paused and cut off from their store, and a checker of what their
 * clients were told meanwhile.
 */
package org.hobnob.launcher.chaos;
