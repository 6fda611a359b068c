package io.sealcharge.cli.demo;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * One segment of PostgreSQL's write-ahead log without its page headers: a record that goes on over the end of a page is
 * cut in two by the header of the next one, and a PIN in it could not be found. (xlog_internal.h: pages of 8 kB, the
 * first header of a segment has 40 bytes, each other 24.)
 */
final class WalPages extends FilterInputStream {
    static final int PAGE = 8192;
    static final int FIRST_HEADER = 40;
    static final int HEADER = 24;

    private long position;

    WalPages(InputStream segment) {
        super(segment);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int inPage = (int) (position % PAGE);
        if (inPage == 0) {
            int header = position == 0 ? FIRST_HEADER : HEADER;
            position += in.readNBytes(header).length;
            inPage = header;
        }
        int read = in.read(target, offset, Math.min(length, PAGE - inPage));
        position += Math.max(0, read);
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
