/** What the calls of a flow cost one by one, what they add up to, and how near to that the whole comes. */
@NullMarked
package io.sealcharge.load.capacity;

import org.jspecify.annotations.NullMarked;
