/** The {@code hobnob cluster} command: several registries and their store on this machine, each in a process of its own. */
package org.hobnob.launcher.cluster;
