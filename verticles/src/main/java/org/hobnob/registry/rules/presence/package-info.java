/**
 * Which nodes of the cluster are alive and which users are online, decided from what the nodes write to the store and
 * publish. Pure: time is passed in.
 */
package org.hobnob.registry.rules.presence;
