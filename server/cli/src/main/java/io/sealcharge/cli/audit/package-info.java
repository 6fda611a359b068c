/** The auditor's commands. */
@NullMarked
package io.sealcharge.cli.audit;

import org.jspecify.annotations.NullMarked;
