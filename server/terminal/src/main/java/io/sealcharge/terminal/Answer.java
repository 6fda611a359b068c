package io.sealcharge.terminal;

/**
 * What the platform answered.
 *
 * @param body the exact text, the same for each repeat
 * @param replayed whether the platform gave the answer of an earlier request again
 */
public record Answer<T>(T value, String body, boolean replayed) {}
