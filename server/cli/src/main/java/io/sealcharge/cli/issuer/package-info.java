/** The issuer of cards as the command line is one: its two tokens, its keys, its register, and cards without plastic. */
@NullMarked
package io.sealcharge.cli.issuer;

import org.jspecify.annotations.NullMarked;
