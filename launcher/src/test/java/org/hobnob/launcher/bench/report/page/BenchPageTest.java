package org.hobnob.launcher.bench.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class BenchPageTest {
    private static final String HOSTILE = "</title><script>alert(1)</script><img src=x onerror='a'>&\"\u202e\u001b[2J";
    /** In them, HTML allows no blocks. */
    private static final Set<String> PHRASES =
            Set.of("p", "span", "i", "h1", "h2", "h3", "dt", "strong", "code", "summary");

    private static final Set<String> BLOCKS =
            Set.of("div", "p", "section", "table", "ul", "dl", "pre", "figure", "details", "h1", "h2", "h3", "svg");
    private static final Set<String> VOID = Set.of("meta");

    private static JsonArray distribution(double factor) {
        JsonArray points = new JsonArray();
        for (double percent : new double[] {1, 5, 10, 25, 50, 75, 90, 95, 99, 99.9, 100}) {
            points.add(new JsonArray(List.of(percent, factor * (1 + percent))));
        }
        return points;
    }

    private static JsonObject row(String workload, double rate) {
        return new JsonObject()
                .put("workload", workload)
                .put("count", 100)
                .put("errors", 0)
                .put("ratePerS", rate)
                .put("distribution", distribution(0.1));
    }

    private static JsonObject run(String text) {
        JsonArray growth = new JsonArray();
        for (int peers : new int[] {10, 1_000, 15_000}) {
            growth.add(new JsonObject()
                    .put("peers", peers)
                    .put("searchPerS", 1e5 / peers)
                    .put("searchFloorPerS", 46_000)
                    .put("residentBytes", 1e8 + peers)
                    .put("residentAloneBytes", 1e8));
        }
        return new JsonObject()
                .put(
                        "head",
                        new JsonObject().put("registry", text).put(text, text).put("repeat", "hobnob bench"))
                .put(
                        "workloads",
                        new JsonArray()
                                .add(row("floor: echo", 46_000))
                                .add(row("search", 15_000)
                                        .put("floor", "floor: echo")
                                        .put("ofFloor", 0.33))
                                .add(row("storm: all resume at once", 30))
                                .add(row(text, 5).put("floor", text).put("ofFloor", 7)))
                .put(
                        "idle",
                        new JsonObject()
                                .put("natives", 5)
                                .put("originals", 5)
                                .put("falseTimeouts", 0)
                                .put("residentBytes", 3e8)
                                .put("residentAloneBytes", 2e8)
                                .put("bytesPerPeer", 25_000))
                .put("growth", growth)
                .put("complaints", new JsonArray().add(text));
    }

    private static Document parsed(String page) throws Exception {
        assertTrue(page.startsWith("<!DOCTYPE html>\n"));
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> elements(Document document) {
        NodeList all = document.getElementsByTagName("*");
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < all.getLength(); i++) {
            elements.add((Element) all.item(i));
        }
        return elements;
    }

    @Test
    void pageIsWellFormedAndEveryElementIsInAPlaceOfItsOwn() throws Exception {
        Document document = parsed(Page.of(List.of(run("hobnob 1.0"), run("another"))));

        for (Element element : elements(document)) {
            String parent = element.getParentNode().getNodeName();
            assertFalse(
                    PHRASES.contains(parent) && BLOCKS.contains(element.getTagName()),
                    () -> element.getTagName() + " in " + parent);
            assertEquals(element.getTagName().equals("li"), parent.equals("ul"));
            assertEquals(element.getTagName().matches("dt|dd"), parent.equals("dl"));
        }
    }

    @Test
    void emptyElementsAreVoidOrDrawn() {
        String page = Page.of(List.of(run("hobnob 1.0")));

        Set<String> closedAtOnce = new TreeSet<>();
        var closed = java.util.regex.Pattern.compile("<([a-z]+)[^<>]*/>").matcher(page);
        while (closed.find()) {
            closedAtOnce.add(closed.group(1));
        }
        Set<String> allowed = new HashSet<>(VOID);
        allowed.addAll(Set.of("line", "polyline", "circle"));
        assertTrue(allowed.containsAll(closedAtOnce), closedAtOnce::toString);
    }

    @Test
    void pageNeedsNoScriptAndNoNetwork() throws Exception {
        Document document = parsed(Page.of(List.of(run("hobnob 1.0"))));

        for (Element element : elements(document)) {
            assertFalse(Set.of("script", "link", "img", "iframe", "object", "a").contains(element.getTagName()));
            for (String attribute : List.of("src", "href", "onclick", "onload", "onerror")) {
                assertFalse(element.hasAttribute(attribute), element::getTagName);
            }
        }
        String css = document.getElementsByTagName("style").item(0).getTextContent();
        assertFalse(css.contains("url(") || css.contains("@import"));
        assertTrue(css.contains("prefers-color-scheme: dark"));
    }

    @Test
    void textOfOthersStaysText() throws Exception {
        String page = Page.of(List.of(run(HOSTILE)));

        Document document = parsed(page);
        assertEquals(0, document.getElementsByTagName("script").getLength());
        assertEquals(0, document.getElementsByTagName("img").getLength());
        assertFalse(page.contains("\u001b") || page.contains("\u202e"));
        assertTrue(document.getElementsByTagName("dd").item(0).getTextContent().contains("<script>alert(1)</script>"));
    }

    @Test
    void resultsOfAnyShapeMakeAPage() throws Exception {
        JsonObject odd = new JsonObject()
                .put("head", 7)
                .put("idle", new JsonArray())
                .put("growth", "x")
                .put("complaints", new JsonObject())
                .put(
                        "workloads",
                        new JsonArray()
                                .add(1)
                                .add(new JsonObject().put("workload", 3).put("ofFloor", "x"))
                                .add(row("search", 0).put("ofFloor", -3).put("distribution", new JsonArray().add(4)))
                                .add(row("storm: x", 0).put("distribution", distribution(0))));

        parsed(Page.of(List.of(odd, new JsonObject())));
        parsed(Page.of(List.of()));
    }

    @Test
    void onlyTheFirstTenRunsAreShown() {
        JsonObject run = new JsonObject().put("head", new JsonObject().put("repeat", "hobnob bench"));

        String page = Page.of(java.util.Collections.nCopies(50, run));

        assertEquals(10, page.split("<code>", -1).length - 1);
    }

    @Test
    void plotsShowGrowthStormsAndFloors() throws Exception {
        Document document = parsed(Page.of(List.of(run("hobnob 1.0"))));

        List<String> titles = elements(document).stream()
                .filter(element -> element.getTagName().equals("title"))
                .map(Element::getTextContent)
                .toList();
        assertEquals(4, titles.size(), titles::toString);
        assertTrue(titles.contains("Searches a second"), titles::toString);
        assertTrue(titles.contains("Memory, MB"), titles::toString);
        assertTrue(titles.get(1).startsWith("storm: all resume at once: 99 % after 10 ms"), titles::toString);
    }
}
