package io.sealcharge.card.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One object of an encoding, taken apart to be put together wrongly. */
final class TlvNode {
    private final int tag;
    private final byte[] value;
    private final List<TlvNode> children;

    private TlvNode(int tag, byte[] value, List<TlvNode> children) {
        this.tag = tag;
        this.value = value;
        this.children = children;
    }

    static TlvNode primitive(int tag, byte[] value) {
        return new TlvNode(tag, value, List.of());
    }

    static TlvNode template(int tag, List<TlvNode> children) {
        return new TlvNode(tag, new byte[0], List.copyOf(children));
    }

    /** Takes canonical bytes apart. */
    static List<TlvNode> parse(byte[] bytes) {
        List<TlvNode> nodes = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int tag = bytes[at++] & 0xFF;
            int length = bytes[at++] & 0xFF;
            if (length == 0x81) {
                length = bytes[at++] & 0xFF;
            }
            byte[] value = Arrays.copyOfRange(bytes, at, at + length);
            at += length;
            nodes.add((tag & 0x20) != 0 ? template(tag, parse(value)) : primitive(tag, value));
        }
        return nodes;
    }

    static byte[] encode(List<TlvNode> nodes) {
        TlvWriter writer = new TlvWriter();
        nodes.forEach(node -> writer.put(node.tag, node.content()));
        return writer.bytes();
    }

    int tag() {
        return tag;
    }

    boolean isTemplate() {
        return (tag & 0x20) != 0;
    }

    List<TlvNode> children() {
        return children;
    }

    byte[] value() {
        return value.clone();
    }

    byte[] content() {
        return isTemplate() ? encode(children) : value.clone();
    }

    TlvNode withValue(byte[] next) {
        return primitive(tag, next);
    }

    TlvNode withTag(int next) {
        return new TlvNode(next, value, children);
    }
}
