/** The typed configuration: one YAML file and environment overrides, strict. */
@NullMarked
package io.sealcharge.platform.config;

import org.jspecify.annotations.NullMarked;
