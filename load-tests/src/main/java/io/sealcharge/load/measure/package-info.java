/** What a run costs the platform, its database and its token, read from outside. */
@NullMarked
package io.sealcharge.load.measure;

import org.jspecify.annotations.NullMarked;
