/** QR codes, in text for a terminal and as a picture. */
package org.hobnob.launcher.qr;
