package org.hobnob.launcher.demo.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.hobnob.peer.console.text.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class FilmTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Film film = new Film(
            new LinesView(new PrintStream(printed, true, StandardCharsets.UTF_8)),
            new Board("a storm", "#lab3", List.of("dana", "omar")));

    @BeforeEach
    void play() {
        film.happens(Duration.ZERO, Role.NOTICE, "it begins");
        film.shown("dana", "[#lab3] omar: a < b & c\u001b[2J  (multicast)");
        film.happens(Duration.ofSeconds(9), Role.ERROR, "omar is killed");
        film.shown("dana", "-!- #lab3: omar lost the connection");
        film.count(Role.SUCCESS, "lost 0");
        film.close();
    }

    @Test
    void keepsWhatFollowedEachEvent() {
        assertEquals(2, film.frames().size());
        assertTrue(film.frames().get(0).text(7).contains("omar: a < b & c"));
        assertFalse(film.frames().get(0).text(2).contains("killed"));
        assertTrue(film.frames().get(1).text(2).contains("killed"));
    }

    @Test
    void pictureIsWellFormedAndNeutralised() throws Exception {
        String svg = SvgFilm.draw(film.frames());
        Document picture = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        NodeList frames = picture.getElementsByTagName("g");
        assertEquals(2, frames.getLength());
        assertTrue(frames.item(0).getTextContent().contains("omar: a < b & c\uFFFD[2J"), svg);
        assertEquals("f", ((Element) frames.item(0)).getAttribute("class"));
        assertEquals("f last", ((Element) frames.item(1)).getAttribute("class"));
    }

    @Test
    void eachFrameHasItsTime() {
        String svg = SvgFilm.draw(film.frames());
        assertTrue(svg.contains("@keyframes k0{0.00%{visibility:visible}33.33%,100%{visibility:hidden}}"), svg);
        assertTrue(svg.contains("@keyframes k1{0%{visibility:hidden}33.33%{visibility:visible}}"), svg);
    }

    @Test
    void pipeGetsWholeLines() {
        assertEquals("""
                0:00  it begins
                  dana   [#lab3] omar: a < b & c\uFFFD[2J  (multicast)
                0:09  omar is killed
                  dana   -!- #lab3: omar lost the connection
                """, printed.toString(StandardCharsets.UTF_8));
    }
}
