/**
 * {@code hobnob demo --languages}: programs of three languages and two decades in one room. Start with {@link
 * org.hobnob.launcher.demo.languages.Languages}.
 */
package org.hobnob.launcher.demo.languages;
