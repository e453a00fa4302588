package org.hobnob.launcher.web;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hobnob.launcher.qr.QrCode;

/** The page, as it is for one sort of visitors. Nothing on it is from users: it names neither them nor their rooms. */
final class Page {
    private static final Html LOGO = new Html("""
            <svg viewBox="0 0 32 32" aria-hidden="true"><path fill="currentColor" d="M5 3h15a4 4 0 0 1 4 4v6a4 4 0 0 1-4\
             4h-8l-6 5v-5H5a4 4 0 0 1-4-4V7a4 4 0 0 1 4-4z"/><path fill="#e08a4e" d="M27 11a4 4 0 0 1 4 4v6a4 4 0 0 1-4\
             4h-1v5l-6-5h-6a4 4 0 0 1-3.600-2.300L14 19h6a6 6 0 0 0 6-6v-2z"/></svg>""");

    private static final Html DOCUMENT = new Html("""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{}</title>
            <link rel="icon" href="/icon.svg" type="image/svg+xml">
            <style>{}</style>
            </head>
            <body>
            <div class="wrap">
            <header>
            <div class="brand">{}<span>Hobnob</span></div>
            <h1>{}</h1>
            <p class="lead">Talk with everybody on this network. It needs no internet, and nothing leaves the building.</p>
            {}</header>
            <main>
            {}</main>
            <footer>
            {}</footer>
            </div>
            </body>
            </html>
            """);

    private final PageFacts facts;
    private final Collection<Download> files;
    private final ComputerSystem visitor;
    private final Html style;

    /**
     * @param style the content of the style element
     * @param visitor whose files come first
     */
    Page(PageFacts facts, Collection<Download> files, ComputerSystem visitor, String style) {
        this.facts = facts;
        this.files = files;
        this.visitor = visitor;
        this.style = new Html("\n" + style);
    }

    String html() {
        String title = facts.name().isEmpty() ? "Join the conversation" : "Join " + facts.name();
        return Html.of(DOCUMENT.markup(), title, style, LOGO, title, poster(), main(), footer())
                .markup();
    }

    private Html main() {
        return Html.of("{}{}{}{}{}{}", phoneNote(), steps(), key(), ssh(), terminal(), fileTable());
    }

    /** What is read from afar, on paper only: who looks at a screen is here already. */
    private Html poster() {
        return Html.of(
                """
                <div class="poster paper">
                <div><p>Open this in the browser of your laptop:</p>
                <p class="address">{}</p>{}</div>
                {}
                </div>
                """,
                facts.address(),
                Html.each(
                        facts.places().stream().skip(1).toList(),
                        place -> Html.of("<p class=\"soft\">or http://{}/</p>", place)),
                qr(facts.address(), "QR code of the address of this page"));
    }

    private Html phoneNote() {
        return Html.of("""
                        <div class="note screen"><p><strong>Hobnob runs on laptops and desktop computers, not on phones.</strong>
                        Open this page there:</p><p class="address">{}</p></div>
                        """, facts.address()).when(visitor == ComputerSystem.PHONE);
    }

    private Html steps() {
        return Html.of("""
                <ol class="steps">
                <li><h2>Get Hobnob</h2>
                {}</li>
                <li><h2>Unpack it and open it</h2>
                {}</li>
                <li><h2>Choose a name</h2>
                <p>Type the name that others shall see, and a password of at least eight characters. Then pick a room, or\
                 make one, and write.</p>
                <p class="soft">A number chooses from a menu, and <code>/help</code> lists what else there is.</p></li>
                </ol>
                """, get(), open());
    }

    private Html get() {
        if (files.isEmpty()) {
            return Html.of("<p>Ask whoever runs this registry for the program: no files are handed out here yet.</p>");
        }
        List<Download> first = suited().toList();
        List<Download> others =
                files.stream().filter(file -> !first.contains(file)).toList();
        return Html.of(
                "<div class=\"screen\">{}{}</div>{}",
                Html.each(first, file -> button(file, first.indexOf(file) > 0)),
                Html.of("<details><summary>For other computers</summary>{}</details>", Html.each(others, this::line))
                        .when(!others.isEmpty()),
                Html.of("<p class=\"paper\">It is on that page, for Windows, macOS and Linux.</p>"));
    }

    /** For the visitor's system, those with Java first; where there are none, those for every system. */
    private Stream<Download> suited() {
        boolean some = files.stream().anyMatch(file -> file.system() == visitor);
        ComputerSystem wanted = some ? visitor : ComputerSystem.ANY;
        return files.stream()
                .filter(file -> file.system() == wanted && (file.isArchive() || file.isPackage()))
                .sorted(Comparator.comparing(Download::isPackage)
                        .thenComparing(file -> file.processor().equals("ARM"))
                        .thenComparing(file -> file.isZip() != (visitor == ComputerSystem.WINDOWS)));
    }

    private static Html button(Download file, boolean other) {
        return Html.of(
                "<a class=\"get{}\" href=\"/files/{}\" download>{}<small>{}</small></a>\n",
                other ? " other" : "",
                file.name(),
                "Download for " + file.system().words()
                        + (file.processor().isEmpty() ? "" : " (" + file.processor() + ")"),
                about(file));
    }

    private Html line(Download file) {
        return Html.of(
                "<p><a href=\"/files/{}\" download>{}</a><br><span class=\"soft\">{}</span></p>\n",
                file.name(),
                file.name(),
                about(file));
    }

    private static String about(Download file) {
        if (file.isPackage()) {
            return "package for Debian and Ubuntu, " + file.sizeWords();
        }
        if (!file.isArchive()) {
            return file.sizeWords();
        }
        return (file.isZip() ? "zip, " : "tar.gz, ")
                + file.sizeWords()
                + (file.hasJava() ? ", Java is inside" : ", needs Java 17 or later");
    }

    private Html open() {
        Html paper = Html.of("""
                <p class="paper">On Windows and macOS, double-click <code>Hobnob</code> in its folder. On Linux, run\
                 <code>./hobnob.sh</code> there in a terminal.</p>
                """);
        return Html.of("<div class=\"screen\">{}</div>{}", openHere(), paper);
    }

    private Html openHere() {
        return switch (visitor) {
            case WINDOWS -> Html.of("""
                    <p>Choose <em>Extract all</em> for the zip, open the folder, and double-click <code>Hobnob</code>.</p>
                    <p class="soft">If Windows warns: <em>More info</em>, then <em>Run anyway</em>.</p>
                    """);
            case MACOS -> Html.of("""
                    <p>Double-click the download, open the folder, and double-click <code>Hobnob.command</code>.</p>
                    <p class="soft">If macOS warns: hold Control, click it, and choose <em>Open</em>.</p>
                    """);
            case LINUX -> Html.of("""
                    <p>Unpack the download, open a terminal in its folder, and run <code>./hobnob.sh</code>.</p>
                    <p class="soft">Many desktops start it by a double click on <code>Hobnob.desktop</code>, too.</p>
                    """);
            default -> Html.of("""
                    <p>Unpack the download, open its folder, and double-click <code>Hobnob</code>.</p>
                    <p class="soft">On Linux, run <code>./hobnob.sh</code> in a terminal.</p>
                    """);
        };
    }

    private Html key() {
        Html link = facts.link()
                .map(joining -> Html.of("""
                        <div class="card screen"><h2>Join link</h2>
                        <p>Where Hobnob asks for a registry, paste this; it leads here and nowhere else.</p>
                        <div class="link"><pre tabindex="0">{}</pre>{}</div>
                        </div>
                        """, joining, qr(joining.toString(), "QR code of the join link")))
                .orElse(Html.NOTHING);
        return Html.of("""
                <section class="pair">
                <div class="card"><h2>Are you in the right place?</h2>
                <p>Before it sends anything, Hobnob shows the key of the registry to which it goes. It must be</p>
                <p class="key">{}</p>
                <p class="soft">If it is another one, stop, and ask whoever runs this registry.</p></div>
                {}</section>
                """, facts.key(), link);
    }

    private Html ssh() {
        return facts.ssh()
                .map(place -> Html.of("""
                        <section class="card"><h2>Without installing anything</h2>
                        <p>In a terminal, with your own name instead of NAME:</p>
                        <pre tabindex="0">ssh -p {} NAME@{}</pre>
                        <p>SSH first shows a key. It must be</p>
                        <p class="sum">{}</p>
                        <p class="soft">Such a console runs on the machine of this registry, and whoever runs that machine                         can read what it shows. Others see that you are <em>hosted</em>.</p></section>
                        """, place.port(), facts.host(), place.key()))
                .orElse(Html.NOTHING);
    }

    private Html terminal() {
        if (facts.link().isEmpty()) {
            return Html.NOTHING;
        }
        Html have = Html.of(
                "<h3>You have Hobnob already</h3><pre tabindex=\"0\">{}</pre>",
                Commands.join(facts.link().get()));
        return Html.of(
                """
                <section class="screen"><h2>In a terminal</h2>
                {}{}{}{}</section>
                """,
                have,
                commands("Linux", ComputerSystem.LINUX),
                commands("macOS", ComputerSystem.MACOS),
                commands("Windows, in a command prompt", ComputerSystem.WINDOWS));
    }

    private Html commands(String heading, ComputerSystem system) {
        Optional<Download> file = new Page(facts, files, system, "")
                .suited()
                .filter(Download::isArchive)
                .findFirst();
        return file.map(found -> Html.of(
                        "<h3>{}</h3><pre tabindex=\"0\">{}</pre>",
                        heading,
                        Html.each(
                                Commands.all(
                                        facts.address(), found, facts.link().orElseThrow(), system),
                                line -> Html.of("{}\n", line))))
                .orElse(Html.NOTHING);
    }

    private Html fileTable() {
        return Html.of(
                        """
                        <section><h2>All files</h2>
                        <table class="files">
                        <caption>Whoever hands you a copy on a stick: the same file has the same sum.
                        <span class="screen"><a href="/SHA256SUMS">SHA256SUMS</a> is for <code>sha256sum -c</code>.</span></caption>
                        <thead><tr><th scope="col">File</th><th scope="col">Size</th><th scope="col">SHA-256</th></tr></thead>
                        <tbody>{}</tbody></table></section>
                        """,
                        Html.each(
                                files,
                                file -> Html.of(
                                        "<tr><th scope=\"row\"><a href=\"/files/{}\" download>{}</a></th><td>{}</td>"
                                                + "<td class=\"sum\">{}</td></tr>\n",
                                        file.name(),
                                        file.name(),
                                        file.sizeWords(),
                                        file.sha256())))
                .when(!files.isEmpty());
    }

    private Html footer() {
        String originals = facts.original()
                ? "Clients of the original Python system are let in too."
                : "Clients of the original Python system are turned away.";
        return Html.of("""
                <p>This registry runs Hobnob {}; <code>hobnob --version</code> tells yours. Earlier ones go on working with\
                 it, without what is new. {}</p>
                <p class="screen">This page comes from the registry itself, loads nothing from elsewhere, and is not\
                 encrypted: compare key and sums with a notice on the wall. Your browser prints it as one.</p>
                """, facts.version(), originals);
    }

    private static Html qr(String text, String label) {
        int side = QrCode.side(text);
        return Html.of(
                "<svg class=\"qr\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\" shape-rendering=\"crispEdges\">"
                        + "<path fill=\"#fff\" d=\"M0 0h{}v{}H0z\"/><path fill=\"#000\" d=\"{}\"/></svg>",
                side,
                side,
                label,
                side,
                side,
                QrCode.path(text));
    }
}
