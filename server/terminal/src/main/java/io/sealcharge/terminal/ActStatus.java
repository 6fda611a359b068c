package io.sealcharge.terminal;

import java.util.Optional;

/**
 * What terminal and platform know under a reference.
 *
 * @param act the terminal's side, if it made the act
 * @param purchase the platform's side, if there is a purchase
 * @param recharge the platform's side, if there is a recharge
 */
public record ActStatus(Optional<Act> act, Optional<Purchase> purchase, Optional<Recharge> recharge) {}
