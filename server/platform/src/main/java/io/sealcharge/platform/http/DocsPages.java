package io.sealcharge.platform.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The page at /docs and its parts: Swagger UI from the class path, kept in memory. Loads nothing from elsewhere. */
public final class DocsPages {
    private static final String PROPERTIES = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final String SWAGGER_UI = "/META-INF/resources/webjars/swagger-ui/";
    /** Swagger UI sets style attributes; scripts come from here only. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "swagger-ui.css", "text/css; charset=utf-8",
            "swagger-ui-bundle.js", "text/javascript; charset=utf-8",
            "favicon-32x32.png", "image/png");

    private final Answer page;
    private final Map<String, Answer> parts;

    private DocsPages(Answer page, Map<String, Answer> parts) {
        this.page = page;
        this.parts = parts;
    }

    /** Reads the page and its parts, off the event loop. */
    public static Future<DocsPages> load(Vertx vertx) {
        return vertx.executeBlocking(DocsPages::read, false).map(Objects::requireNonNull);
    }

    private static DocsPages read() {
        String folder = SWAGGER_UI + version() + "/";
        Map<String, Answer> parts = new TreeMap<>();
        CONTENT_TYPES.forEach((name, type) -> parts.put(name, part(type, resource(folder + name))));
        parts.put("docs.js", part("text/javascript; charset=utf-8", resource("docs.js")));
        Answer page = Answer.ok("text/html; charset=utf-8", resource("docs.html"))
                .with("Content-Security-Policy", POLICY)
                .with("Cache-Control", "no-cache");
        return new DocsPages(page, parts);
    }

    private static Answer part(String contentType, Buffer bytes) {
        return Answer.ok(contentType, bytes).with("Cache-Control", "public, max-age=3600");
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream stream = open(PROPERTIES)) {
            properties.load(stream);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties.getProperty("version", "unknown");
    }

    private static Buffer resource(String name) {
        try (InputStream stream = open(name)) {
            return Buffer.buffer(stream.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static InputStream open(String name) {
        @Nullable InputStream stream = DocsPages.class.getResourceAsStream(name);
        if (stream == null) {
            throw new IllegalStateException(name + " is not on the class path");
        }
        return stream;
    }

    Answer page() {
        return page;
    }

    /** The page's parts, which are no operations of the contract. */
    void mount(Router router) {
        router.get("/docs/:part").handler(this::part);
    }

    private void part(RoutingContext context) {
        Answer part = parts.get(context.pathParam("part"));
        if (part == null) {
            context.next();
        } else {
            Exchange.of(context).operation("showDocs");
            AnswerWriter.write(context, part);
        }
    }
}
