package io.sealcharge.load.card;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Where something was measured, and with what. */
final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** @param folder where the cards' files are */
    static List<String> lines(Path folder) throws IOException {
        return List.of(
                LocalDate.now(ZoneOffset.UTC) + ", " + processor() + ", "
                        + Runtime.getRuntime().availableProcessors() + " processors, "
                        + System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "Java " + Runtime.version() + ", " + Ecdsa.PROVIDER.getName() + " " + Ecdsa.PROVIDER.getVersionStr()
                        + ", Bouncy Castle " + new BouncyCastleProvider().getVersionStr() + ", files on "
                        + Files.getFileStore(folder).type());
    }

    private static String processor() throws IOException {
        if (!Files.isReadable(PROCESSORS)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }
}
