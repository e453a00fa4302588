package org.hobnob.launcher.soak;

/**
 * What a process takes at one moment.
 *
 * @param seconds since the load began
 * @param visits how many visits the load had made
 * @param heapBytes the live objects in the heap, just after a collection
 * @param descriptors open ones
 * @param residentBytes for the reader alone: it depends on the collector
 */
record Sample(long seconds, long visits, long heapBytes, int descriptors, int threads, long residentBytes) {}
