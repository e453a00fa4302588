package org.hobnob.launcher.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.JoinLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PageTest {
    private static final JoinLink LINK =
            JoinLink.of("hobnob://10.0.0.5:15600/?key=" + "A".repeat(52)).orElseThrow();
    private static final List<Download> FILES = List.of(
            file("hobnob-0.1.0-linux-x64.tar.gz"),
            file("hobnob-0.1.0-macos-aarch64.tar.gz"),
            file("hobnob-0.1.0-windows-x64.zip"),
            file("hobnob-0.1.0.tar.gz"),
            file("hobnob-0.1.0.zip"),
            file("hobnob_0.1.0_all.deb"));

    static PageFacts facts(String name, Optional<JoinLink> link) {
        return new PageFacts(
                name,
                "0.1.0",
                "AAAA-BBBB-CCCC-DDDD",
                link,
                List.of(new HostPort("10.0.0.5", 15_680)),
                true,
                Optional.empty());
    }

    private static Download file(String name) {
        return new Download(name, 20L << 20, 0, "ab".repeat(32));
    }

    private static String page(List<Download> files, ComputerSystem visitor) {
        return new Page(facts("Lab 3", Optional.of(LINK)), files, visitor, "p {}").html();
    }

    /** What the button says that comes first. */
    private static String offered(ComputerSystem visitor) {
        String page = page(FILES, visitor);
        return page.replaceFirst("(?s).*?class=\"get\" href=\"/files/([^\"]*)\".*", "$1");
    }

    @Test
    void eachVisitorIsOfferedItsOwnDownload() {
        assertEquals("hobnob-0.1.0-windows-x64.zip", offered(ComputerSystem.WINDOWS));
        assertEquals("hobnob-0.1.0-macos-aarch64.tar.gz", offered(ComputerSystem.MACOS));
        assertEquals("hobnob-0.1.0-linux-x64.tar.gz", offered(ComputerSystem.LINUX));
        assertEquals("hobnob-0.1.0.tar.gz", offered(ComputerSystem.ANY));
    }

    @Test
    void browsersAreToldApart() {
        assertEquals(ComputerSystem.WINDOWS, ComputerSystem.ofBrowser("Mozilla/5.0 (Windows NT 10.0; Win64; x64)"));
        assertEquals(ComputerSystem.MACOS, ComputerSystem.ofBrowser("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"));
        assertEquals(ComputerSystem.LINUX, ComputerSystem.ofBrowser("Mozilla/5.0 (X11; Linux x86_64; rv:140.0)"));
        assertEquals(ComputerSystem.PHONE, ComputerSystem.ofBrowser("Mozilla/5.0 (Linux; Android 14; Pixel 8)"));
        assertEquals(ComputerSystem.PHONE, ComputerSystem.ofBrowser("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0)"));
        assertEquals(ComputerSystem.ANY, ComputerSystem.ofBrowser("curl/8"));
        assertEquals(ComputerSystem.ANY, ComputerSystem.ofBrowser(null));
    }

    /** Elements that are closed and attributes that are quoted are more than HTML asks, and easier to check. */
    @ParameterizedTest
    @EnumSource(ComputerSystem.class)
    void theMarkupIsWellFormed(ComputerSystem visitor) throws Exception {
        String page = page(FILES, visitor)
                .replaceAll("<(meta|link)([^>]*)>|<(br)>", "<$1$3$2/>")
                .replace(" download>", ">");
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        Document document = builder.parse(new InputSource(new StringReader(page.replace("<!doctype html>", ""))));
        assertEquals("html", document.getDocumentElement().getTagName());
        assertEquals(1, document.getElementsByTagName("h1").getLength());
    }

    @Test
    void nothingIsLoadedFromElsewhereAndNothingRuns() {
        String page = page(FILES, ComputerSystem.WINDOWS);
        assertFalse(page.contains("<script"), page);
        assertFalse(page.matches("(?s).*(src|href|action)=\"(?!/)[^\"]*\".*"), page);
        assertFalse(page.matches("(?s).*\\s(style|on[a-z]+)=.*"), page);
    }

    @Test
    void aHostileNameOfTheRegistryStaysText() {
        String name = "<img src=x onerror=alert(1)>\"'&\u202E";
        String page = new Page(facts(name, Optional.of(LINK)), FILES, ComputerSystem.ANY, "").html();
        assertFalse(page.contains("<img"), page);
        assertTrue(page.contains("<h1>Join &lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;\uFFFD</h1>"), page);
    }

    @Test
    void everythingThatOneNeedsIsThere() {
        String page = page(FILES, ComputerSystem.LINUX);
        for (String needed : List.of(
                "hobnob://10.0.0.5:15600/?key=" + "A".repeat(52),
                "AAAA-BBBB-CCCC-DDDD",
                "ab".repeat(32),
                "20 MB",
                "http://10.0.0.5:15680/",
                "Hobnob 0.1.0",
                "curl -f http://10.0.0.5:15680/files/hobnob-0.1.0-linux-x64.tar.gz | tar xz -C hobnob")) {
            assertTrue(page.contains(needed), needed);
        }
    }

    @Test
    void withoutFilesItSaysWhomToAsk() {
        String page = page(List.of(), ComputerSystem.LINUX);
        assertTrue(page.contains("no files are handed out here yet"), page);
        assertFalse(page.contains("/files/"), page);
        assertFalse(page.contains("SHA256SUMS"), page);
    }

    @Test
    void phonesAreSentToALaptop() {
        assertTrue(page(FILES, ComputerSystem.PHONE).contains("not on phones"));
        assertFalse(page(FILES, ComputerSystem.LINUX).contains("not on phones"));
    }

    @Test
    void withoutAnAddressThereIsNoLink() {
        String page = new Page(facts("", Optional.empty()), FILES, ComputerSystem.ANY, "").html();
        assertFalse(page.contains("hobnob://"), page);
        assertTrue(page.contains("<h1>Join the conversation</h1>"), page);
    }
}
