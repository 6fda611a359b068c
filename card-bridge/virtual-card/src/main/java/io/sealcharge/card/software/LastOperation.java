package io.sealcharge.card.software;

import io.sealcharge.card.protocol.OperationDigest;
import io.sealcharge.card.protocol.OperationId;

/**
 * The operation applied last, with its answer.
 *
 * @param signedResult result and signature as they were answered, which nobody changes
 */
record LastOperation(OperationId id, OperationDigest digest, byte[] signedResult) {}
