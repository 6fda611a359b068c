/** Vouchers and money: records, sealed outcomes, rules. Pure: no Vert.x, SQL, clock or randomness. */
@NullMarked
package io.sealcharge.platform.domain;

import org.jspecify.annotations.NullMarked;
