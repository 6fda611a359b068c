/** The main job from end to end, and the search that shows that no PIN stayed behind. */
@NullMarked
package io.sealcharge.cli.demo;

import org.jspecify.annotations.NullMarked;
