package io.sealcharge.load.measure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Reads what a platform has used so far. Blocks. */
public final class Meter implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final ProcessTimes processes = new ProcessTimes();
    private final URI metrics;
    private final long platformPid;
    private final long postmasterPid;

    /** @param postmasterPid of PostgreSQL's first process, whose children are the others */
    public Meter(URI platform, long platformPid, long postmasterPid) {
        this.metrics = platform.resolve("/metrics");
        this.platformPid = platformPid;
        this.postmasterPid = postmasterPid;
    }

    public Reading read() throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(metrics).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("the metrics were answered with " + answer.statusCode());
        }
        return new Reading(
                System.nanoTime(),
                processes.ofProcess(platformPid),
                processes.ofThreads(platformPid),
                processes.ofFamily(postmasterPid),
                processes.ofProcess(ProcessHandle.current().pid()),
                processes.peakBytes(platformPid),
                new MetricsText(answer.body()));
    }

    @Override
    public void close() {
        http.close();
    }
}
