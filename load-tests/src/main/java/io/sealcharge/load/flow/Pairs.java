package io.sealcharge.load.flow;

import java.util.Arrays;

/** Pairs of numbers, millions of them. */
public final class Pairs {
    private long[] firsts = new long[1024];
    private long[] seconds = new long[1024];
    private int size;

    public void add(long first, long second) {
        if (size == firsts.length) {
            firsts = Arrays.copyOf(firsts, 2 * size);
            seconds = Arrays.copyOf(seconds, 2 * size);
        }
        firsts[size] = first;
        seconds[size] = second;
        size++;
    }

    public int size() {
        return size;
    }

    public long first(int index) {
        return firsts[index];
    }

    public long second(int index) {
        return seconds[index];
    }
}
