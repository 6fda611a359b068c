package io.sealcharge.load.bench;

import io.sealcharge.cli.DataFolder;
import io.sealcharge.cli.run.OwnPlatform;
import io.sealcharge.cli.run.RunRecord;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The platform that is measured: one that is started for it on a fresh folder, or one that runs. */
public final class TestedPlatform implements AutoCloseable {
    private final DataFolder data;
    private final URI url;
    private final long pid;
    private final @Nullable OwnPlatform own;

    private TestedPlatform(DataFolder data, URI url, long pid, @Nullable OwnPlatform own) {
        this.data = data;
        this.url = url;
        this.pid = pid;
        this.own = own;
    }

    /**
     * Starts one, and deletes its folder at the end.
     *
     * @param settings environment variables that override settings
     * @param launcher what the platform's process is started through, such as {@code taskset -c 0}; may be empty
     */
    public static TestedPlatform start(DataFolder data, Map<String, String> settings, List<String> launcher)
            throws IOException, InterruptedException {
        OwnPlatform own = OwnPlatform.start(data, 0, settings, launcher);
        return new TestedPlatform(data, own.record().url(), own.record().pid(), own);
    }

    /**
     * One that {@code ./run} has started.
     *
     * @param url null for the one that it told
     * @throws IOException if none runs on that folder
     */
    public static TestedPlatform running(DataFolder data, @Nullable URI url) throws IOException {
        RunRecord record = RunRecord.running(data)
                .orElseThrow(() -> new IOException("no platform of ./run runs on " + data.root()));
        return new TestedPlatform(data, url == null ? record.url() : url, record.pid(), null);
    }

    public URI url() {
        return url;
    }

    public DataFolder data() {
        return data;
    }

    public long pid() {
        return pid;
    }

    /** Of the first process of its PostgreSQL. */
    public long postmasterPid() throws IOException {
        Path file = data.database().resolve("data").resolve("postmaster.pid");
        return Long.parseLong(Files.readAllLines(file).getFirst().strip());
    }

    /** The kind of file system that its data lies on: one in memory makes nothing durable. */
    public String fileSystem() throws IOException {
        return Files.getFileStore(data.root()).type();
    }

    @Override
    public void close() throws IOException {
        if (own != null) {
            own.close();
            data.delete();
        }
    }
}
