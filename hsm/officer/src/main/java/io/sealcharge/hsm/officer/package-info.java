/** What security officers do: making tokens and their keys. */
@NullMarked
package io.sealcharge.hsm.officer;

import org.jspecify.annotations.NullMarked;
