/**
 * A page for browsers that says how to join a registry, and hands out the program. {@code PageServer} answers requests, {@code Page} is
 * what they show, {@code Html} makes all markup and escapes all text, {@code Downloads} knows the files.
 */
package org.hobnob.launcher.web;
