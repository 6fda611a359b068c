/** The bytes between a chip card and the platform: commands, operations, results, certificates, personalisation. */
@NullMarked
package io.sealcharge.card.protocol;

import org.jspecify.annotations.NullMarked;
