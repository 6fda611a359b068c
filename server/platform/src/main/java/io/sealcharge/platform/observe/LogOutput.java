package io.sealcharge.platform.observe;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import io.sealcharge.platform.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Where log lines go: nowhere but warnings to standard error until the settings say more. */
public final class LogOutput {
    private LogOutput() {}

    /**
     * Takes directory and level from the settings. An own {@code -Dlogback.configurationFile} is left alone.
     *
     * @throws UncheckedIOException if the directory cannot be made
     */
    public static void configure(Settings.Log log) {
        Path directory = log.directory();
        System.setProperty("sealcharge.log.level", log.level().name());
        System.setProperty("sealcharge.log.to", directory == null ? "OUTPUT" : "FILE");
        if (directory != null) {
            try {
                Files.createDirectories(directory);
            } catch (IOException refused) {
                throw new UncheckedIOException("log.directory cannot be made: " + directory, refused);
            }
            System.setProperty("sealcharge.log.directory", directory.toString());
        }
        URL configuration = LogOutput.class.getResource("/logback.xml");
        if (System.getProperty("logback.configurationFile") == null
                && configuration != null
                && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            configure(context, configuration);
        }
    }

    private static void configure(LoggerContext context, URL configuration) {
        context.reset();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(configuration);
        } catch (JoranException unusable) {
            throw new IllegalStateException("logback.xml cannot be used", unusable);
        }
        // the reset has emptied the list: these are of this configuration
        context.getStatusManager().getCopyOfStatusList().stream()
                .filter(status -> status.getEffectiveLevel() >= Status.ERROR)
                .findFirst()
                .ifPresent(status -> {
                    throw new IllegalStateException("the log cannot be written: " + status.getMessage());
                });
    }

    /** Writes the lines that wait, and ends. */
    public static void close() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }
}
