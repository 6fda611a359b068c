package io.sealcharge.envelope;

import io.sealcharge.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Lets the header be changed as the JSON that it is: the input is header, line feed, and the other parts. */
public final class SpreadHeader implements FuzzTarget {
    private final FuzzTarget compact;

    /** @param compact takes the compact form */
    public SpreadHeader(FuzzTarget compact) {
        this.compact = compact;
    }

    @Override
    public void read(byte[] input) throws Exception {
        int line = 0;
        while (line < input.length && input[line] != '\n') {
            line++;
        }
        byte[] header = Arrays.copyOf(input, line);
        String rest = new String(input, line, input.length - line, StandardCharsets.ISO_8859_1);
        compact.read((Base64Url.encode(header) + rest.strip()).getBytes(StandardCharsets.ISO_8859_1));
    }
}
