package io.sealcharge.platform.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a body of one media type and bounded size. */
final class BodyReader {
    /** A client that sends far more than the limit is not listened to until its end. */
    private static final int PATIENCE = 16;

    private final String mediaType;
    private final Pattern contentType;
    private final int maxBytes;

    BodyReader(String mediaType, int maxBytes) {
        this.mediaType = mediaType;
        this.contentType = Pattern.compile(
                Pattern.quote(mediaType) + "\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?", Pattern.CASE_INSENSITIVE);
        this.maxBytes = maxBytes;
    }

    /** Fails with ProblemException. */
    Future<Buffer> read(HttpServerRequest request) {
        checkMediaType(request);
        if (declaredLength(request) > maxBytes) {
            return Future.failedFuture(tooLarge());
        }
        if ("100-continue".equals(lowerCase(request.getHeader("Expect")))) {
            request.response().writeContinue();
        }
        return collect(request);
    }

    private void checkMediaType(HttpServerRequest request) {
        String sent = request.getHeader("Content-Type");
        if (!mediaType.equals(sent)
                && (sent == null || !contentType.matcher(sent.strip()).matches())) {
            throw new ProblemException(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send the body as " + mediaType + " in UTF-8.");
        }
        String encoding = lowerCase(request.getHeader("Content-Encoding"));
        if (encoding != null && !encoding.equals("identity")) {
            throw new ProblemException(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send the body without Content-Encoding.");
        }
    }

    private static @Nullable String lowerCase(@Nullable String header) {
        return header == null ? null : header.toLowerCase(Locale.ROOT);
    }

    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException notALength) {
            return Long.MAX_VALUE;
        }
    }

    private Future<Buffer> collect(HttpServerRequest request) {
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        long[] received = {0};
        request.handler(chunk -> {
            received[0] += chunk.length();
            if (received[0] <= maxBytes) {
                body.appendBuffer(chunk);
            } else {
                whole.tryFail(tooLarge());
                if (received[0] > (long) maxBytes * PATIENCE) {
                    request.connection().close();
                }
            }
        });
        request.exceptionHandler(whole::tryFail);
        request.endHandler(end -> whole.tryComplete(body));
        return whole.future();
    }

    private ProblemException tooLarge() {
        return new ProblemException(ProblemCode.BODY_TOO_LARGE, "A body has at most " + maxBytes + " bytes.");
    }
}
