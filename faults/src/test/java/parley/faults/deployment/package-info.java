/** Tests of what breaks the deployment: the proxies, and the clock of Redis. */
@NullMarked
package parley.faults.deployment;

import org.jspecify.annotations.NullMarked;
