package io.sealcharge.platform.domain;

import java.time.Instant;

/**
 * Money that a channel has paid in.
 *
 * @param reference makes it count once per channel
 * @param amount more than 0
 */
public record CreditGrant(String channel, String reference, Money amount, Instant grantedAt) {}
