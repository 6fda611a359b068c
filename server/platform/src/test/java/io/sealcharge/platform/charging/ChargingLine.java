package io.sealcharge.platform.charging;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One connection to a {@link ChargingStub}: HTTP/1.1 (RFC 9112) as far as its client speaks it, and what breaks it. */
final class ChargingLine {
    private final Socket socket;
    private final InputStream in;

    ChargingLine(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** @param headers their names in small letters */
    record Request(String method, String path, Map<String, String> headers, String body) {}

    /** Waits for the next request; empty when the other side has closed. */
    Optional<Request> next() throws IOException {
        String first = line();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> headers = new HashMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        String[] words = first.split(" ", 3);
        return Optional.of(new Request(words[0], words[1], headers, new String(body, StandardCharsets.UTF_8)));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
            if (read != '\r') {
                line.append((char) read);
            }
        }
        return line.toString();
    }

    void send(int status, String body, String... moreHeaders) throws IOException {
        begin(status, body.length(), moreHeaders);
        write(body);
    }

    void begin(int status, int contentLength, String... moreHeaders) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " As said\r\n");
        for (String header : moreHeaders) {
            head.append(header).append("\r\n");
        }
        write(head + "Content-Type: application/json\r\nContent-Length: " + contentLength + "\r\n\r\n");
    }

    void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Until the other side gives up. */
    void hang() throws IOException {
        while (in.read() >= 0) {
            // what still comes is not for us
        }
        close();
    }

    void pause(long ms) throws IOException {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException interrupted) {
            throw new InterruptedIOException();
        }
    }

    void close() throws IOException {
        socket.close();
    }
}
