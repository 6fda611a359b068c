package io.sealcharge.load.capacity;

import io.sealcharge.load.bench.Session;
import io.sealcharge.load.drive.Ending;
import io.sealcharge.load.drive.Flow;
import io.sealcharge.load.drive.Lane;
import io.sealcharge.load.drive.Load;
import io.sealcharge.load.drive.Tally;
import io.sealcharge.load.measure.Reading;
import io.sealcharge.load.measure.Usage;
import io.sealcharge.load.wire.RequestHead;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A request and its answer, on both sides: one that is as long as a purchase and is refused at the door, since it has no
 * access token. So it costs HTTP, routing, meters, log and a problem, and nothing that another part counts.
 */
final class HttpParts {
    private static final int AT_ONCE = 64;
    private static final int BODY_BYTES = 400;
    private static final int UNAUTHENTICATED = 401;
    private static final long MS_PER_S = 1_000;

    private final Session session;
    private final RequestHead head;
    private final byte[] body = (" ".repeat(BODY_BYTES) + "{}").getBytes(StandardCharsets.US_ASCII);

    HttpParts(Session session, URI platform) {
        this.session = session;
        this.head = new RequestHead(platform, "/v1/purchases", "none");
    }

    private final class Refused implements Flow {
        @Override
        public void begin(Lane lane, Ending ending) {
            lane.send(head, body, answer -> {
                if (answer.status() == UNAUTHENTICATED) {
                    ending.done();
                } else {
                    ending.failed(answer);
                }
            });
        }

        @Override
        public boolean isExhausted() {
            return false;
        }
    }

    void measure(int seconds, Map<Part, Double> us) throws IOException, InterruptedException {
        Tally tally = new Tally();
        Load load = session.driver().closed(AT_ONCE, new Refused(), tally);
        session.driver().ask(() -> {
            load.start();
            return true;
        });
        Thread.sleep(seconds * MS_PER_S / 3);
        Reading before = session.meter().read();
        long from = session.driver().ask(tally::doneCount);
        Thread.sleep(seconds * MS_PER_S);
        long requests = session.driver().ask(tally::doneCount) - from;
        Reading after = session.meter().read();
        session.driver().askAndWait(() -> load.stop().map(true));
        Map<String, Long> errors = session.driver().ask(tally::counted).errors();
        if (requests == 0 || !errors.isEmpty()) {
            throw new IOException("requests without a token were not answered with 401: " + errors);
        }
        Usage used = Usage.between(before, after);
        us.put(Part.HTTP_PLATFORM, used.platformUs() / (double) requests);
        us.put(Part.HTTP_TERMINAL, used.clientUs() / (double) requests);
    }
}
