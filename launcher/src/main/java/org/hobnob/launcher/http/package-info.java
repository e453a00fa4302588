/** HTTP for strangers: a server that whoever connects, asks or reads without end takes little from. */
package org.hobnob.launcher.http;
