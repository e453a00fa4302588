/** Several registries and their store on this machine, each a process of its own. */
package org.hobnob.launcher.cluster;
