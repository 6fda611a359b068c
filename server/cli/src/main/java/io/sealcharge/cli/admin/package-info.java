/** ./sealcharge admin: what operators do, each command one call of the API. */
@NullMarked
package io.sealcharge.cli.admin;

import org.jspecify.annotations.NullMarked;
