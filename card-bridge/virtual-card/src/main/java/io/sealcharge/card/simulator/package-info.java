/**
 * A Java Card without the plastic. jCardSim brings the classes of the Java Card API; what a card promises and jCardSim does not keep is
 * made here: transactions that roll back, power that can fail at every persistent write, memory that outlives the process, random numbers.
 */
@NullMarked
package io.sealcharge.card.simulator;

import org.jspecify.annotations.NullMarked;
