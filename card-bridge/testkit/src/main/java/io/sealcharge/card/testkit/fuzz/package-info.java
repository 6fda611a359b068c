/** Conversations with a card that nobody wrote: a fuzzer's bytes say what it is sent, and each answer is judged. */
@NullMarked
package io.sealcharge.card.testkit.fuzz;

import org.jspecify.annotations.NullMarked;
